// The memory that received frames lie in: views of what was read, room for what is still to come, and the
// bound on what a view can pin.
import { allocateShared } from '../shared-memory.js'

/**
 * A frame from this size on, of which the start has come, gets a chunk that the rest is read into.
 * Smaller ones are copied together: that costs less than a read of their own.
 */
export const ROOM_MIN = 8 * 1024

/** Such a chunk has room for more frames of the same size: up to so many, in up to so many bytes. */
const ROOM_FRAMES_MAX = 4
const ROOM_BYTES_MAX = 264 * 1024

/** A full chunk of up to this size is followed by another of its size, before it is known what comes. */
export const NEXT_ROOM_MAX = 2 * 1024 * 1024

/** A chunk of up to this size may be pinned by any message in it: it is what one read brings. */
const PLAIN_MAX = 64 * 1024

/** A larger chunk is pinned only by messages of at least this part of it; smaller ones are copied. */
const PIN_RATIO = 8

/** Buffer's own class of views: `subarray`, which checks its arguments first, takes half as long again. */
export const View = (Buffer as unknown as { [Symbol.species]: unknown })[Symbol.species] as new (
  memory: ArrayBufferLike,
  offset: number,
  length: number,
) => Buffer

/** The size of the smallest message that may pin this chunk; smaller ones are copied out of it. */
export function smallestPinning(chunk: Buffer): number {
  return chunk.length > PLAIN_MAX ? chunk.length / PIN_RATIO : 0
}

/**
 * A chunk for a frame of so many bytes and for some that follow it. If they are as large, the last ends with
 * the chunk, and none has to be moved.
 */
export function roomyChunk(frameLength: number): Buffer {
  const frames = Math.min(ROOM_FRAMES_MAX, Math.floor(ROOM_BYTES_MAX / frameLength))
  return frames > 1 ? allocateShared(frameLength * frames) : Buffer.allocUnsafeSlow(frameLength)
}

/**
 * Puts pieces one behind the other.
 *
 * @returns where the last one ends
 */
export function fill(target: Buffer, start: number, pieces: readonly Buffer[]): number {
  let end = start
  for (const piece of pieces) {
    target.set(piece, end)
    end += piece.length
  }
  return end
}

/** A buffer of `size` bytes that begins with these. It is not of the pool, which it would pin. */
export function gather(pieces: readonly Buffer[], size: number): Buffer {
  const whole = Buffer.allocUnsafeSlow(size)
  fill(whole, 0, pieces)
  return whole
}
