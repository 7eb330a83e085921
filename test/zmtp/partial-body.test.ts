// A large body that comes in the smallest pieces, or as fast as it can: what it costs to hold, and that it
// arrives whole.
import { createHash } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import { FrameDecoder } from '../../lib/zmtp/frame.js'
import { writeLongHeader } from '../../lib/zmtp/frame-header.js'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes this process holds, on V8's heap and beside it. */
const held = (): number => {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const header = (size: number): Buffer => {
  const bytes = Buffer.alloc(9)
  writeLongHeader(bytes, 0, 0, size)
  return bytes
}

t.test('a body that trickles octet by octet costs at most twice its octets', async t => {
  for (const size of [4 * 1024 * 1024, 64 * 1024 * 1024]) {
    const decoder = new FrameDecoder(Infinity)
    decoder.push(header(size))
    decoder.next()
    const before = held()
    const count = 300_000
    for (let sent = 0; sent < count; sent++) {
      const room = decoder.room()
      if (room === undefined) {
        decoder.push(Buffer.from([sent & 0xff]))
      } else {
        room[0] = sent & 0xff
        decoder.filled(1)
      }
      if (decoder.next() !== undefined) t.fail('it is not whole')
    }
    const cost = held() - before
    const bound = size <= 4 * 1024 * 1024 ? size + 2 ** 20 : 2 * count + 2 ** 20
    t.ok(cost < bound, `${cost} bytes for ${count} of ${size}`)
    t.ok(decoder.buffered - count <= 9)
  }
})

t.test('bodies of over 4 MiB arrive whole, pushed, read into room, and by turns', async t => {
  const size = 9 * 1024 * 1024 + 1
  const body = Buffer.alloc(size)
  for (let at = 0; at < size; at++) body[at] = (at * 7) ^ (at >>> 9)
  const wanted = createHash('sha256').update(body).digest('hex')
  const stream = Buffer.concat([header(size), body, Buffer.from('000161', 'hex')])
  for (const takesRoom of [() => false, () => true, (read: number) => read % 3 === 0]) {
    const decoder = new FrameDecoder(Infinity)
    const found: Buffer[] = []
    for (let at = 0, read = 0; at < stream.length; read++) {
      const room = takesRoom(read) ? decoder.room() : undefined
      const length = Math.min(65_536, stream.length - at, room?.length ?? Infinity)
      const piece = Buffer.from(stream.subarray(at, at + length))
      if (room === undefined) decoder.push(piece)
      else {
        room.set(piece)
        decoder.filled(length)
      }
      at += length
      for (let next = decoder.next(); next !== undefined; next = decoder.next()) found.push(next)
    }
    t.equal(found.length, 2)
    t.equal(
      createHash('sha256')
        .update(found[0] as Buffer)
        .digest('hex'),
      wanted,
    )
    t.equal(found[0]?.buffer.byteLength, size, 'it pins no more than itself')
    t.equal(found[1]?.toString(), 'a')
  }
})
