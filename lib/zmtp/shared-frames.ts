// One message as frames of ZMTP 2.0/3.x, packed once for any number of peers (RFC 23 §Framing). Messages in a row lie
// in a row, so that what a peer is sent of them is one piece. The memory is never used again: who has a piece
// of it may keep it as long as it takes to be written.
import { FLAG_MORE, LONG_HEADER_LENGTH, writeHeader } from './frame-header.js'

const PAGE_SIZE = 64 * 1024

/** A message over this is not packed here: its parts cost more to copy than to write one by one. */
export const SHARED_MAX = 16 * 1024

/** Packs messages; the last is what the fields say. */
export class SharedFrames {
  memory = Buffer.alloc(0)
  /** Where the frames of the last message begin in `memory`, and end. */
  start = 0
  end = 0

  /** Packs a message; false if it is too large. */
  pack(parts: readonly Uint8Array[]): boolean {
    let size = 0
    for (const part of parts) size += LONG_HEADER_LENGTH + part.length
    if (size > SHARED_MAX) return false
    if (this.end + size > this.memory.length) {
      this.memory = Buffer.allocUnsafeSlow(PAGE_SIZE)
      this.end = 0
    }
    this.start = this.end
    const last = parts.length - 1
    for (let index = 0; index <= last; index++) {
      this.#frame(index < last ? FLAG_MORE : 0, parts[index] as Uint8Array)
    }
    return true
  }

  #frame(flags: number, body: Uint8Array): void {
    const { memory } = this
    const at = writeHeader(memory, this.end, flags, body.length)
    memory.set(body, at)
    this.end = at + body.length
  }
}
