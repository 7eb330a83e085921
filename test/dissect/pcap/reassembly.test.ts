// TCP put into order: loss, overlap, retransmission, wrap-around, bounds.
import t from 'tap'
import { Reassembly, WAITING_MAX, type Piece } from '../../../lib/dissect/pcap/reassembly.js'

const show = (pieces: readonly Piece[]): string[] =>
  pieces.map(piece => (piece.kind === 'bytes' ? piece.bytes.toString() : `-${piece.size}`))

const begun = (sequence = 100): Reassembly => {
  const stream = new Reassembly()
  stream.begin(sequence)
  return stream
}

t.test('in order, out of order', async t => {
  const stream = begun()
  t.strictSame(show(stream.push(100, Buffer.from('ab'))), ['ab'])
  t.strictSame(show(stream.push(104, Buffer.from('ef'))), [])
  t.strictSame(show(stream.push(106, Buffer.from('gh'))), [])
  t.strictSame(show(stream.push(102, Buffer.from('cd'))), ['cd', 'ef', 'gh'])
  t.equal(stream.retransmitted, 0)
})

t.test('retransmissions and overlaps are dropped and counted', async t => {
  const stream = begun()
  stream.push(100, Buffer.from('abcd'))
  t.strictSame(show(stream.push(100, Buffer.from('abcd'))), [])
  t.strictSame(show(stream.push(102, Buffer.from('cdef'))), ['ef'])
  t.equal(stream.retransmitted, 6)
  stream.push(108, Buffer.from('ij'))
  stream.push(108, Buffer.from('ijkl'))
  t.strictSame(show(stream.push(106, Buffer.from('gh'))), ['gh', 'ij', 'kl'])
  t.equal(stream.retransmitted, 8)
})

t.test('what never came is said: by the other side’s acknowledgement, or at the end', async t => {
  const stream = begun()
  stream.push(105, Buffer.from('fg'))
  t.strictSame(show(stream.acknowledged(105)), [], 'not behind the waiting one')
  t.strictSame(show(stream.acknowledged(107)), ['-5', 'fg'])
  stream.push(110, Buffer.from('k'))
  t.strictSame(show(stream.end()), ['-3', 'k'])
})

t.test('a segment cut off by the recorder', async t => {
  const stream = begun()
  t.strictSame(show(stream.push(100, Buffer.from('ab'), 10)), ['ab', '-8'])
  t.strictSame(show(stream.push(110, Buffer.from('k'))), ['k'])
})

t.test('sequence numbers wrap', async t => {
  const stream = begun(0xfffffffe)
  t.strictSame(show(stream.push(0xfffffffe, Buffer.from('abcd'))), ['abcd'])
  t.strictSame(show(stream.push(2, Buffer.from('e'))), ['e'])
})

t.test('a stream that was joined late begins with what is seen first', async t => {
  const stream = new Reassembly()
  t.equal(stream.first, undefined)
  t.strictSame(show(stream.push(500, Buffer.from('x'))), ['x'])
})

t.test('what waits is bounded, by bytes and by segments', async t => {
  const stream = begun()
  const chunk = Buffer.alloc(60_000)
  let given = 0
  for (let count = 0; count < 40; count++) {
    const pieces = stream.push(1000 + count * chunk.length, chunk)
    for (const piece of pieces) given += piece.kind === 'bytes' ? piece.bytes.length : 0
  }
  t.ok(40 * chunk.length - given <= WAITING_MAX)
  const tiny = begun()
  let pieces = 0
  for (let count = 0; count < 5000; count++) {
    pieces += tiny.push(1000 + count * 2, Buffer.from('x')).length
  }
  t.ok(pieces > 0, 'tiny segments do not wait for ever')
  const budget = { bytes: 65 * 1024 * 1024 }
  const shared = new Reassembly(budget)
  shared.begin(0)
  t.strictSame(show(shared.push(5, Buffer.from('x'))), ['-5', 'x'])
})
