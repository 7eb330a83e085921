// FrameDecoder, which cuts views out of chunks, against a decoder that gathers everything and then reads.
import t from 'tap'
import { array, assert, constantFrom, integer, nat, property, tuple, uint8Array } from 'fast-check'
import { FLAG_LONG } from '../../lib/zmtp/frame-header.js'
import { FrameDecoder } from '../../lib/zmtp/frame.js'

interface Frame {
  readonly flags: number
  readonly body: Buffer
}

/** Every frame of a stream that comes in these pieces. */
function decode(pieces: readonly Buffer[]): Frame[] {
  const decoder = new FrameDecoder(Infinity)
  const frames: Frame[] = []
  for (const piece of pieces) {
    decoder.push(piece)
    for (let body = decoder.next(); body !== undefined; body = decoder.next()) {
      frames.push({ flags: decoder.flags, body })
    }
  }
  return frames
}

/** The same by the book: gather everything, then read (the plain version of FrameDecoder). */
function plainDecode(stream: Buffer): Frame[] {
  const frames: Frame[] = []
  let at = 0
  while (at + 2 <= stream.length) {
    const flags = stream[at] as number
    const isLong = (flags & FLAG_LONG) !== 0
    if (isLong && at + 9 > stream.length) break
    const size = isLong ? Number(stream.readBigUInt64BE(at + 1)) : (stream[at + 1] as number)
    const start = at + (isLong ? 9 : 2)
    if (start + size > stream.length) break
    frames.push({ flags, body: stream.subarray(start, start + size) })
    at = start + size
  }
  return frames
}

t.test('any stream in any pieces gives what the plain decoder gives', async t => {
  const frame = tuple(constantFrom(0, 1, 2, 3, 4, 6), uint8Array({ maxLength: 300 })).map(
    ([flags, body]) => {
      const isLong = (flags & FLAG_LONG) !== 0 || body.length > 255
      const digits = body.length.toString(16).padStart(isLong ? 16 : 2, '0')
      const first = Buffer.from([isLong ? flags | FLAG_LONG : flags])
      return Buffer.concat([first, Buffer.from(digits, 'hex'), body])
    },
  )
  const sameAsPlain = property(
    array(frame, { maxLength: 12 }),
    array(integer({ min: 0, max: 400 }), { maxLength: 20 }),
    nat(20),
    (frames, sizes, missing) => {
      const whole = Buffer.concat(frames)
      const stream = whole.subarray(0, Math.max(0, whole.length - missing))
      const wanted = plainDecode(stream)
      const pieces: Buffer[] = []
      let at = 0
      for (const size of sizes) pieces.push(stream.subarray(at, (at = at + size)))
      pieces.push(stream.subarray(at))
      const found = decode(pieces)
      return (
        found.length === wanted.length &&
        found.every(
          ({ flags, body }, index) =>
            flags === wanted[index]?.flags && body.equals(wanted[index].body),
        )
      )
    },
  )
  t.doesNotThrow(() => assert(sameAsPlain, { numRuns: 200, seed: 23 }))
})
