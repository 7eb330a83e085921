// The way out: messages and commands to ZMTP 2.0/3.x frames (RFC 23 §Framing), gathered in pages so
// that one tick makes one write. Small bodies are copied behind their header, large ones are passed
// on by reference. frame.ts holds the layout and the way back.
import { LONG_HEADER_LENGTH_V1, writeHeaderV1 } from './frame-v1.js'
import { FLAG_COMMAND, FLAG_LONG, FLAG_MORE, SHORT_BODY_MAX } from './frame.js'

/** The largest page frames are packed into: about one socket write under load. */
export const PAGE_SIZE = 128 * 1024

/** The smallest page, which is all an idle connection holds. Pages grow and shrink with the traffic. */
const PAGE_SIZE_MIN = 1024

/**
 * Bodies up to this size are copied; larger ones are written from the caller's memory. Below, the
 * copy costs less than one more entry in the gathered write; above, the copy costs more.
 */
export const COPY_MAX = 16 * 1024

/** A small body is copied octet by octet: below this, that is faster than the call to `set`. */
const LOOP_COPY_MAX = 40

const LONG_HEADER_LENGTH = 9

const EMPTY = Buffer.alloc(0)

/** Packs frames; `take` hands over all that was packed since, in order. */
export class FrameEncoder {
  /** Bytes packed and not yet taken. */
  byteLength = 0
  #page: Buffer = EMPTY
  /** Where the untaken bytes of the page start, and where the next goes. */
  #start = 0
  #end = 0
  #full: Uint8Array[] = []
  #pageSize = PAGE_SIZE_MIN
  #isVersion1 = false

  /** From now on frames are ZMTP 1.0's, which has no commands. */
  writeVersion1(): void {
    this.#isVersion1 = true
  }

  /** Packs all parts of one message; the last has no MORE flag. */
  message(parts: readonly Uint8Array[]): void {
    const last = parts.length - 1
    for (let index = 0; index < last; index++) this.#frame(FLAG_MORE, parts[index] as Uint8Array)
    this.#frame(0, parts[last] as Uint8Array)
  }

  /** Packs one command, given its body (name length, name, and what follows it). */
  command(body: Uint8Array): void {
    this.#frame(FLAG_COMMAND, body)
  }

  /** Packs bytes that are not a frame: a greeting. */
  raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#page.set(bytes, this.#end)
    this.#end += bytes.length
    this.byteLength += bytes.length
  }

  /** All that was packed, in order; the encoder is empty after it. */
  take(): Uint8Array[] {
    this.#sealPage()
    const taken = this.#full
    if (this.#pageSize > PAGE_SIZE_MIN && this.byteLength < this.#pageSize / 8) {
      this.#pageSize /= 2
      if (this.#page.length > this.#pageSize) this.#dropPage()
    }
    this.#full = []
    this.byteLength = 0
    return taken
  }

  #frame(flags: number, body: Uint8Array): void {
    const size = body.length
    const isCopied = size <= COPY_MAX
    this.#reserve(LONG_HEADER_LENGTH_V1 + (isCopied ? size : 0))
    const page = this.#page
    let at = this.#end
    if (this.#isVersion1) {
      at = writeHeaderV1(page, at, flags, size)
    } else if (size <= SHORT_BODY_MAX) {
      page[at] = flags
      page[at + 1] = size
      at += 2
    } else {
      page[at] = flags | FLAG_LONG
      page.writeUInt32BE(Math.floor(size / 2 ** 32), at + 1)
      page.writeUInt32BE(size >>> 0, at + 5)
      at += LONG_HEADER_LENGTH
    }
    this.byteLength += at - this.#end + size
    if (isCopied) {
      if (size <= LOOP_COPY_MAX) {
        for (let index = 0; index < size; index++) page[at + index] = body[index] as number
      } else {
        page.set(body, at)
      }
      this.#end = at + size
      return
    }
    this.#end = at
    this.#sealPage()
    this.#full.push(body)
  }

  /** Makes room for `bytes` in one page. Sealed bytes are never written again. */
  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#page.length) return
    this.#sealPage()
    if (this.byteLength >= this.#pageSize / 2)
      this.#pageSize = Math.min(PAGE_SIZE, this.#pageSize * 4)
    this.#dropPage()
    this.#page = Buffer.allocUnsafeSlow(Math.max(this.#pageSize, bytes))
  }

  #dropPage(): void {
    this.#page = EMPTY
    this.#start = 0
    this.#end = 0
  }

  #sealPage(): void {
    if (this.#end === this.#start) return
    this.#full.push(this.#page.subarray(this.#start, this.#end))
    this.#start = this.#end
  }
}
