import t from 'tap'
import { COPY_MAX, FrameEncoder } from '../../lib/zmtp/frame-encoder.js'
import { PAGE_SIZE } from '../../lib/zmtp/pages.js'
import { hex } from '../support/bytes.js'

const text = (...parts: string[]): Buffer[] => parts.map(part => Buffer.from(part, 'latin1'))
const taken = (encoder: FrameEncoder): Buffer => Buffer.concat(encoder.take())

/** The header libzmq was seen to send: short up to 255 bytes, long above. */
const HEADERS: readonly (readonly [number, string, string])[] = [
  [0, '00 00', '01 00'],
  [1, '00 01', '01 01'],
  [39, '00 27', '01 27'],
  [40, '00 28', '01 28'],
  [41, '00 29', '01 29'],
  [127, '00 7f', '01 7f'],
  [128, '00 80', '01 80'],
  [254, '00 fe', '01 fe'],
  [255, '00 ff', '01 ff'],
  [256, '02 0000000000000100', '03 0000000000000100'],
  [65535, '02 000000000000ffff', '03 000000000000ffff'],
  [65536, '02 0000000000010000', '03 0000000000010000'],
  [16384, '02 0000000000004000', '03 0000000000004000'],
  [16385, '02 0000000000004001', '03 0000000000004001'],
  [1048576, '02 0000000000100000', '03 0000000000100000'],
]

t.test('messages: as libzmq', async t => {
  const cases: [Buffer[], string][] = [
    [text('hi'), '0002 6869'],
    [text(''), '00 00'],
    [text('a', '', 'c'), '01 01 61 01 00 00 01 63'],
    [text('a', 'bc'), '01 01 61 00 02 6263'],
    [text('', ''), '01 00 00 00'],
  ]
  for (const [parts, bytes] of cases) {
    const encoder = new FrameEncoder()
    encoder.message(parts)
    t.equal(encoder.byteLength, hex(bytes).length)
    t.same(taken(encoder), hex(bytes))
    t.equal(encoder.byteLength, 0)
  }
})

t.test('sizes, as last part and as one with more behind it', async t => {
  for (const [size, last, more] of HEADERS) {
    const body = Buffer.alloc(size, 'abcdefg')
    const encoder = new FrameEncoder()
    encoder.message([body, body])
    const wanted = Buffer.concat([hex(more), body, hex(last), body])
    t.equal(encoder.byteLength, wanted.length, `${size}: length`)
    t.equal(taken(encoder).compare(wanted), 0, `${size}: bytes`)
  }
})

t.test('a size over 32 bits uses the upper half of the field', async t => {
  const encoder = new FrameEncoder()
  const huge = Object.defineProperty(new Uint8Array(0), 'length', { value: 2 ** 32 + 5 })
  encoder.message([huge])
  const [header, body] = encoder.take()
  t.same(header, hex('02 0000000100000005'))
  t.equal(body, huge)
})

t.test('commands: as libzmq, short and long, never with MORE', async t => {
  const encoder = new FrameEncoder()
  encoder.command(hex('05 "READY" 0b "Socket-Type" 00000004 "PUSH"'))
  t.same(taken(encoder), hex('041a0552454144590b536f636b65742d547970650000000450555348'))
  encoder.command(hex('04 "PING" 0000'))
  t.same(taken(encoder), hex('0407 0450494e47 0000'))
  const long = hex('05 "READY" 01 "A" 000000f5 "v"*245')
  t.equal(long.length, 257)
  encoder.command(long)
  t.same(taken(encoder), Buffer.concat([hex('06 0000000000000101'), long]))
  encoder.command(long.subarray(0, 255))
  t.same(taken(encoder), Buffer.concat([hex('04 ff'), long.subarray(0, 255)]))
})

t.test('all that was packed comes out in order', async t => {
  const encoder = new FrameEncoder()
  const large = Buffer.alloc(COPY_MAX + 1, 'L')
  encoder.raw(hex('ff00000000000000017f'))
  encoder.raw(hex('03'))
  encoder.command(hex('04 "PONG"'))
  encoder.message([Buffer.from('a'), large, Buffer.from('b')])
  encoder.message(text('c'))
  const wanted = Buffer.concat([
    hex('ff00000000000000017f 03 04 05 04 "PONG" 01 01 61 03 0000000000004001'),
    large,
    hex('00 01 62 00 01 63'),
  ])
  t.equal(encoder.byteLength, wanted.length)
  t.equal(taken(encoder).compare(wanted), 0)
  t.same(encoder.take(), [], 'nothing is left')
})

t.test('small bodies are copied, large ones are passed on', async t => {
  for (const size of [1, 40, 41, 255, 256, COPY_MAX]) {
    const encoder = new FrameEncoder()
    const body = Buffer.alloc(size, 'x')
    encoder.message([body])
    body.fill('y')
    t.notOk(taken(encoder).includes('y'), `${size}: copied`)
  }
  const encoder = new FrameEncoder()
  const large = Buffer.alloc(COPY_MAX + 1)
  encoder.message([large])
  t.equal(encoder.take()[1], large, 'the very same bytes')
})

t.test('a Uint8Array that is no Buffer', async t => {
  const encoder = new FrameEncoder()
  encoder.message([new Uint8Array([1, 2]), new Uint8Array(300).fill(3)])
  t.same(taken(encoder), hex('01 02 0102 02 000000000000012c 03*300'))
})

t.test('bytes once taken are never written again', async t => {
  const encoder = new FrameEncoder()
  const history: { chunk: Uint8Array; copy: Buffer }[] = []
  for (let round = 0; round < 300; round++) {
    for (let count = 0; count <= round % 7; count++) {
      encoder.message([Buffer.alloc((round * 37 + count) % 600, round & 0xff)])
    }
    for (const chunk of encoder.take()) history.push({ chunk, copy: Buffer.from(chunk) })
  }
  t.ok(history.length >= 300)
  t.ok(history.every(({ chunk, copy }) => copy.equals(chunk)))
})

t.test('a burst is gathered in pages; afterwards only a small page is held', async t => {
  const encoder = new FrameEncoder()
  const body = Buffer.alloc(1000, 'b')
  for (let count = 0; count < 2000; count++) encoder.message([body])
  t.equal(encoder.byteLength, 2000 * 1009)
  const burst = encoder.take()
  t.ok(burst.every(chunk => chunk.length <= PAGE_SIZE))
  t.ok(burst.length <= 40, `${burst.length} pieces for 2 MB`)
  const whole = Buffer.concat(burst)
  const frame = Buffer.concat([hex('02 00000000000003e8'), body])
  let wrong = 0
  for (let at = 0; at < whole.length; at += frame.length) {
    if (whole.compare(frame, 0, frame.length, at, at + frame.length) !== 0) wrong++
  }
  t.equal(wrong, 0)

  let page = Infinity
  for (let count = 0; count < 20; count++) {
    encoder.message(text('hi'))
    const [chunk] = encoder.take()
    t.same(chunk, hex('0002 6869'))
    page = chunk?.buffer.byteLength ?? Infinity
  }
  t.equal(page, 1024)
})

t.test('pages that were written are used again, and nothing that was not', async t => {
  // Three connections share the spare pages; one of them is told late what was written.
  const plain = [new FrameEncoder(), new FrameEncoder(), new FrameEncoder()]
  const reusing = [new FrameEncoder(), new FrameEncoder(), new FrameEncoder()]
  const under: { chunk: Uint8Array; copy: Buffer }[] = []
  let wrong = 0
  for (let round = 0; round < 400; round++) {
    for (const [index, encoder] of reusing.entries()) {
      for (let count = 0; count < 1 + ((round * 7) % 5) * 60; count++) {
        const body = Buffer.alloc((round * 37 + count * index) % 900, (round + count) & 0xff)
        encoder.message([body])
        plain[index]?.message([body])
      }
      const chunks = encoder.take()
      if (!Buffer.concat(chunks).equals(Buffer.concat(plain[index]?.take() ?? []))) wrong++
      if (index < 2) {
        encoder.written()
        continue
      }
      for (const chunk of chunks) under.push({ chunk, copy: Buffer.from(chunk) })
      if (round % 9 !== 0) continue
      if (!under.every(({ chunk, copy }) => copy.equals(chunk))) wrong++
      under.length = 0
      encoder.written()
    }
  }
  t.equal(wrong, 0)
})

t.test('a page with bytes that were not taken is not used again', async t => {
  const encoder = new FrameEncoder()
  encoder.message(text('a'))
  const [first] = encoder.take()
  encoder.message(text('b'))
  encoder.written()
  encoder.message(text('c'))
  t.same(Buffer.concat(encoder.take()), hex('0001 62 0001 63'))
  t.same(first, hex('0001 61'))
})

t.test('after a burst the next connection takes its page over', async t => {
  const pages = new Set<ArrayBufferLike>()
  for (let connection = 0; connection < 3; connection++) {
    const encoder = new FrameEncoder()
    const body = Buffer.alloc(1000)
    for (let round = 0; round < 10; round++) {
      for (let count = 0; count < 100; count++) encoder.message([body])
      for (const { buffer } of encoder.take())
        if (buffer.byteLength === PAGE_SIZE) pages.add(buffer)
      encoder.written()
    }
  }
  t.ok(pages.size <= 2, `${pages.size} pages for three bursts of a megabyte`)
})
