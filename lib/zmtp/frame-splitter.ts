// What an encoder has packed, cut into frames again (RFC 23 §Framing), for a transport that has frames of its own.
// It knows how frame-encoder.ts packs: a header is always whole in its chunk. Bodies are passed on in pieces, as they
// lie there.
import { FLAG_LONG, LONG_HEADER_LENGTH, longSize } from './frame-header.js'

/** Who takes the frames. */
export interface FrameTaker {
  /** A frame begins. @param size of its body */
  frame(flags: number, size: number): void
  /** The next piece of its body, never empty. It may change after the call: at the latest when all is written. */
  piece(piece: Uint8Array): void
}

/** Splits the output of one connection. */
export class FrameSplitter {
  /** What is still to come of the body. */
  #left = 0

  /** Takes chunks, in order, as FrameEncoder.take gave them. */
  push(chunks: readonly Uint8Array[], taker: FrameTaker): void {
    for (const chunk of chunks) {
      let at = this.#body(chunk, 0, taker)
      while (at < chunk.length) at = this.#frame(chunk, at, taker)
    }
  }

  #frame(chunk: Uint8Array, at: number, taker: FrameTaker): number {
    const flags = chunk[at] as number
    const isLong = (flags & FLAG_LONG) !== 0
    const size = isLong ? sizeIn(chunk, at + 1) : (chunk[at + 1] as number)
    taker.frame(flags, size)
    this.#left = size
    return this.#body(chunk, at + (isLong ? LONG_HEADER_LENGTH : 2), taker)
  }

  #body(chunk: Uint8Array, at: number, taker: FrameTaker): number {
    const end = Math.min(chunk.length, at + this.#left)
    this.#left -= end - at
    if (end > at) taker.piece(chunk.subarray(at, end))
    return end
  }
}

/** A size of eight octets, also of 2^32 and more. */
function sizeIn(chunk: Uint8Array, at: number): number {
  const size = longSize(chunk, at, chunk.length)
  if (!Number.isNaN(size)) return size
  let large = 0
  for (let index = 0; index < 8; index++) large = large * 256 + (chunk[at + index] as number)
  return large
}
