// FrameDecoder's room: the rest of a large frame is read into its place. Against the same stream pushed.
import t from 'tap'
import { array, assert, constantFrom, integer, nat, oneof, property, tuple } from 'fast-check'
import { FLAG_LONG } from '../../lib/zmtp/frame-header.js'
import { FrameDecoder } from '../../lib/zmtp/frame.js'

interface Frame {
  readonly flags: number
  readonly body: Buffer
}

/** A frame whose body counts on from `seed`. */
function frame(flags: number, size: number, seed: number): Buffer {
  const isLong = (flags & FLAG_LONG) !== 0 || size > 255
  const digits = size.toString(16).padStart(isLong ? 16 : 2, '0')
  const first = Buffer.from([isLong ? flags | FLAG_LONG : flags])
  const body = Buffer.from(Uint8Array.from({ length: size }, (_, index) => seed + index))
  return Buffer.concat([first, Buffer.from(digits, 'hex'), body])
}

/** Every frame of a stream of which these many bytes come at a time, into room where there is some. */
function decodeInRoom(
  stream: Buffer,
  sizes: readonly number[],
): { frames: Frame[]; rooms: number; pushes: number } {
  const decoder = new FrameDecoder(Infinity)
  const frames: Frame[] = []
  let rooms = 0
  let pushes = 0
  let at = 0
  for (let turn = 0; at < stream.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1)
    const room = decoder.room()
    if (room === undefined) {
      decoder.push(Buffer.from(stream.subarray(at, at + size)))
      at += size
      pushes++
    } else {
      rooms++
      const piece = stream.subarray(at, at + Math.min(size, room.length))
      room.set(piece)
      decoder.filled(piece.length)
      at += piece.length
    }
    for (let body = decoder.next(); body !== undefined; body = decoder.next()) {
      frames.push({ flags: decoder.flags, body })
    }
  }
  return { frames, rooms, pushes }
}

function decodePushed(stream: Buffer): Frame[] {
  const decoder = new FrameDecoder(Infinity)
  const frames: Frame[] = []
  decoder.push(stream)
  for (let body = decoder.next(); body !== undefined; body = decoder.next()) {
    frames.push({ flags: decoder.flags, body })
  }
  return frames
}

const isSame = (found: readonly Frame[], wanted: readonly Frame[]): boolean =>
  found.length === wanted.length &&
  found.every(
    ({ flags, body }, index) => flags === wanted[index]?.flags && body.equals(wanted[index].body),
  )

t.test(
  'any stream gives the same frames through room as pushed, and they stay as they are',
  async t => {
    const size = oneof(integer({ min: 0, max: 300 }), integer({ min: 8000, max: 90_000 }))
    let rooms = 0
    const sameAsPushed = property(
      array(tuple(constantFrom(0, 1, 4), size, nat(255)), { minLength: 1, maxLength: 8 }),
      array(oneof(integer({ min: 1, max: 40 }), integer({ min: 1000, max: 70_000 })), {
        minLength: 1,
        maxLength: 6,
      }),
      (list, sizes) => {
        // Tiny pieces of a large stream are slow, and say nothing new.
        const stream = Buffer.concat(
          list.map(([flags, length, seed]) => frame(flags, length, seed)),
        )
        const steps = stream.length > 20_000 ? sizes.map(step => step * 50) : sizes
        const found = decodeInRoom(stream, steps)
        rooms += found.rooms
        return isSame(found.frames, decodePushed(stream))
      },
    )
    t.doesNotThrow(() => assert(sameAsPushed, { numRuns: 300, seed: 5 }))
    t.ok(rooms > 300, `${rooms} reads went into room`)
  },
)

t.test('every cut of two large frames with a command between them', async t => {
  const stream = Buffer.concat([
    frame(0, 9000, 1),
    frame(4, 7, 2),
    frame(1, 8192, 3),
    frame(0, 0, 4),
  ])
  const wanted = decodePushed(stream)
  t.equal(wanted.length, 4)
  for (let cut = 1; cut < stream.length; cut += 7) {
    const { frames } = decodeInRoom(stream, [cut, 100_000])
    if (!isSame(frames, wanted)) t.fail(`cut at ${cut}`)
  }
})

t.test('room is for large frames only', async t => {
  const decoder = new FrameDecoder(Infinity)
  t.equal(decoder.room(), undefined, 'nothing has begun')
  decoder.push(frame(0, 8191, 0).subarray(0, 100))
  t.equal(decoder.next(), undefined)
  t.equal(decoder.room(), undefined, 'a frame of 8,191 bytes is copied together')

  const giant = new FrameDecoder(Infinity)
  giant.push(frame(0, 300, 0).fill(0, 1).fill(0x7f, 5, 6).subarray(0, 50))
  t.equal(giant.next(), undefined)
  t.equal(giant.room(), undefined, 'nothing is reserved for a giant that is only announced')
})

t.test('a flow of large frames of one size fills chunk after chunk to its end', async t => {
  for (const size of [8192, 65_536, 1_048_576]) {
    const stream = Buffer.concat(Array.from({ length: 40 }, (_, seed) => frame(0, size, seed)))
    const { frames, pushes } = decodeInRoom(stream, [65_536])
    t.ok(isSame(frames, decodePushed(stream)))
    t.ok(pushes <= 3, `${pushes} reads of 65,536 bytes found no room`)
    const kept = frames.slice(-20).filter(({ body }) => body.buffer.byteLength % (9 + size) === 0)
    t.equal(kept.length, 20, 'the chunks are of whole frames')
  }
})

t.test('one that is quiet holds no room', async t => {
  const decoder = new FrameDecoder(Infinity)
  const large = frame(0, 65_536, 0)
  const small = frame(0, 10, 0)
  for (let time = 0; time < 4; time++) {
    decoder.push(large.subarray(0, 1000))
    t.equal(decoder.next(), undefined)
    const room = decoder.room()
    room?.set(Buffer.concat([large.subarray(1000), large, large, large]))
    decoder.filled(room?.length ?? 0)
    for (let count = 0; count < 4; count++) t.equal(decoder.next()?.length, 65_536)
    t.equal(decoder.next(), undefined)
    t.equal(decoder.room(), undefined, 'full, but the one before was not')
    decoder.push(small)
    t.equal(decoder.next()?.length, 10)
    t.equal(decoder.room(), undefined)
  }
})

t.test('a size over the limit is refused also in room', async t => {
  const decoder = new FrameDecoder(10_000)
  decoder.push(frame(0, 9000, 0).subarray(0, 5000))
  t.equal(decoder.next(), undefined)
  const rest = Buffer.concat([
    frame(0, 9000, 0).subarray(5000),
    frame(0, 10_001, 0).subarray(0, 20),
  ])
  decoder.room()?.set(rest)
  decoder.filled(rest.length)
  t.equal(decoder.next()?.length, 9000)
  t.throws(() => decoder.next(), { code: 'ERR_ZMTP_FRAME_TOO_LARGE' })
})

t.test('what a kept body pins: at most 64 KiB, or eight times its size', async t => {
  const sizes = [200_000, 16, 3000, 30_000, 70_000, 0, 255, 9000, 600_000, 1]
  const stream = Buffer.concat(sizes.map((length, seed) => frame(0, length, seed)))
  for (const step of [30_000, 65_536, 1_000_000]) {
    const { frames } = decodeInRoom(stream, [step])
    t.equal(frames.length, sizes.length)
    for (const { body } of frames) {
      const bound = Math.max(64 * 1024, 8 * body.length)
      const pinned = body.buffer.byteLength
      // What is pushed is the caller's: there it is as large as the step.
      if (step <= 65_536) t.ok(pinned <= bound, `${body.length} bytes pin ${pinned}`)
    }
  }
})
