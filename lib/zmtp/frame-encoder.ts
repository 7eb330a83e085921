// The way out: messages and commands to ZMTP 2.0/3.x frames (RFC 23 §Framing), gathered in pages so
// that one tick makes one write. Small bodies are copied behind their header, large ones are passed
// on by reference. frame.ts holds the layout and the way back.
import { LONG_HEADER_LENGTH_V1, writeHeaderV1 } from './frame-v1.js'
import { FLAG_COMMAND, FLAG_MORE, LONG_HEADER_LENGTH, writeHeader } from './frame-header.js'
import type { Cipher } from './mechanism/mechanism.js'
import type { SharedFrames } from './shared-frames.js'
import { LAST_SIZE_INDEX, pageSize, sharedPages, type Page, type PagePool } from './pages.js'

/** Takes in a row that fill less than an eighth of a page until pages get smaller again. */
const SMALL_TAKES = 4

/**
 * Bodies up to this size are copied; larger ones are written from the caller's memory. Below, the
 * copy costs less than one more entry in the gathered write; above, the copy costs more.
 */
export const COPY_MAX = 16 * 1024

/** A small body is copied octet by octet: up to this, that is faster than the call to `set`. */
const LOOP_COPY_MAX = 24

const EMPTY = Buffer.alloc(0)

/** Packs frames; `take` hands over all that was packed since, in order. */
export class FrameEncoder {
  /** Bytes packed and not yet taken. */
  byteLength = 0
  readonly #pages: PagePool
  /** The page that is being packed, and its memory. */
  #page: Page | undefined
  #memory: Buffer = EMPTY
  /** Where the bytes of the page start that are in no slice yet, and where the next goes. */
  #start = 0
  #end = 0
  /** Up to where plain frames may be appended as they are; 0 while each needs something else first. */
  #plainEnd = 0
  /** A piece of shared frames that is in no slice yet; it comes after what is packed, and before what will be. */
  #shared: Uint8Array | undefined
  #sharedStart = 0
  #sharedEnd = 0
  /** Slices of pages and large bodies, in order, that were not taken. */
  #slices: Uint8Array[] = []
  /** Pages nothing is added to any more, whose bytes have not all been written. */
  readonly #retired: Page[] = []
  /** Which size the next page has, and how often a page was much too large. */
  #sizeIndex = 0
  #smallTakes = 0
  #isVersion1 = false
  #cipher: Cipher | undefined

  /** @param pages where pages come from and go back to */
  constructor(pages: PagePool = sharedPages) {
    this.#pages = pages
  }

  /** From now on frames are ZMTP 1.0's, which has no commands. */
  writeVersion1(): void {
    this.#isVersion1 = true
    this.#findPlainEnd()
  }

  /** From now on each frame is sealed. */
  useCipher(cipher: Cipher): void {
    this.#cipher = cipher
    this.#findPlainEnd()
  }

  /**
   * Packs all parts of one message; the last has no MORE flag.
   *
   * @param shared where it is packed already, for peers whose frames are not their own
   */
  message(parts: readonly Uint8Array[], shared?: SharedFrames): void {
    if (shared !== undefined && this.#cipher === undefined && !this.#isVersion1) {
      this.#share(shared)
      return
    }
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
    this.#memory.set(bytes, this.#end)
    this.#end += bytes.length
    this.byteLength += bytes.length
  }

  /** All that was packed, in order; the encoder is empty after it. */
  take(): Uint8Array[] {
    this.#cutSlice()
    if (this.#shared !== undefined) this.#cutShared()
    const taken = this.#slices
    this.#slices = []
    const page = this.#page
    if (page !== undefined) page.taken = page.packed
    for (const retired of this.#retired) retired.taken = retired.packed
    this.#adaptPageSize()
    this.byteLength = 0
    return taken
  }

  /**
   * Everything taken so far is with the system: its memory may be written again. Never call it while
   * a write is under way.
   */
  written(): void {
    if (this.#retired.length > 0) this.#freeRetired()
    const page = this.#page
    if (page === undefined) return
    page.written = page.taken
    // What is packed and in no slice yet is not in the page's account.
    if (this.#start !== this.#end || page.isOwed) return
    this.#pages.free(page)
    this.#clearPage()
  }

  #frame(flags: number, body: Uint8Array): void {
    const size = body.length
    if (size > COPY_MAX || this.#end + LONG_HEADER_LENGTH + size > this.#plainEnd) {
      this.#specialFrame(flags, body)
      return
    }
    const page = this.#memory
    const at = writeHeader(page, this.#end, flags, size)
    if (size <= LOOP_COPY_MAX) copySmall(body, page, at)
    else page.set(body, at)
    this.byteLength += at + size - this.#end
    this.#end = at + size
  }

  /** A frame that is not simply appended: a page has to come first, or it is sealed, large, or of ZMTP 1.0. */
  #specialFrame(flags: number, body: Uint8Array): void {
    const size = body.length
    const isCopied = size <= COPY_MAX
    if (this.#cipher !== undefined) {
      this.#sealedFrame(this.#cipher, flags, body)
      return
    }
    this.#reserve(LONG_HEADER_LENGTH_V1 + (isCopied ? size : 0))
    if (isCopied && !this.#isVersion1) {
      this.#frame(flags, body)
      return
    }
    const write = this.#isVersion1 ? writeHeaderV1 : writeHeader
    const at = write(this.#memory, this.#end, flags, size)
    this.byteLength += at - this.#end + size
    this.#end = at
    if (isCopied) {
      this.#memory.set(body, at)
      this.#end += size
      return
    }
    this.#cutSlice()
    this.#slices.push(body)
  }

  /** A frame whose body is sealed straight into the page; the flags are inside. */
  #sealedFrame(cipher: Cipher, flags: number, payload: Uint8Array): void {
    const size = cipher.prefixLength + payload.length
    this.#reserve(LONG_HEADER_LENGTH + size)
    const page = this.#memory
    const at = writeHeader(page, this.#end, 0, size)
    cipher.seal(payload, flags, page, at)
    this.byteLength += at + size - this.#end
    this.#end = at + size
  }

  /** Sends a message on as it was packed for all; several that lie in a row are one piece. */
  #share({ memory, start, end }: SharedFrames): void {
    this.byteLength += end - start
    if (this.#shared === memory && this.#sharedEnd === start) {
      this.#sharedEnd = end
      return
    }
    this.#cutSlice()
    if (this.#shared !== undefined) this.#cutShared()
    this.#shared = memory
    this.#sharedStart = start
    this.#sharedEnd = end
    this.#findPlainEnd()
  }

  #cutShared(): void {
    this.#slices.push((this.#shared as Uint8Array).subarray(this.#sharedStart, this.#sharedEnd))
    this.#shared = undefined
    this.#findPlainEnd()
  }

  #findPlainEnd(): void {
    const isPlain = this.#cipher === undefined && !this.#isVersion1 && this.#shared === undefined
    this.#plainEnd = isPlain ? this.#memory.length : 0
  }

  /** Makes room for `bytes` in one page. */
  #reserve(bytes: number): void {
    if (this.#shared !== undefined) this.#cutShared()
    if (this.#end + bytes <= this.#memory.length) return
    this.#cutSlice()
    const isFull = this.#page !== undefined && this.byteLength >= this.#memory.length / 2
    if (isFull && this.#sizeIndex < LAST_SIZE_INDEX) this.#sizeIndex++
    this.#retirePage()
    this.#page = this.#pages.take(this.#sizeIndex, bytes)
    this.#memory = this.#page.memory
    this.#findPlainEnd()
  }

  #adaptPageSize(): void {
    if (this.#sizeIndex === 0) return
    if (this.byteLength >= pageSize(this.#sizeIndex) / 8) {
      this.#smallTakes = 0
    } else if (++this.#smallTakes === SMALL_TAKES) {
      this.#smallTakes = 0
      this.#sizeIndex--
      this.#retirePage()
    }
  }

  /** Another page follows. This one comes back by `written`. */
  #retirePage(): void {
    const page = this.#page
    if (page !== undefined) {
      page.state = 'retired'
      this.#retired.push(page)
    }
    this.#clearPage()
  }

  #freeRetired(): void {
    let kept = 0
    for (const page of this.#retired) {
      page.written = page.taken
      if (page.isOwed) this.#retired[kept++] = page
      else this.#pages.free(page)
    }
    this.#retired.length = kept
  }

  #clearPage(): void {
    this.#page = undefined
    this.#memory = EMPTY
    this.#start = 0
    this.#end = 0
    this.#plainEnd = 0
  }

  /** Sliced bytes are never written again until the page has been freed. */
  #cutSlice(): void {
    const page = this.#page
    if (page === undefined || this.#end === this.#start) return
    this.#slices.push(this.#memory.subarray(this.#start, this.#end))
    this.#start = this.#end
    page.packed = this.#end
  }
}

/** Eight octets a turn: that takes three quarters of the time of one a turn. */
function copySmall(from: Uint8Array, to: Uint8Array, at: number): void {
  const size = from.length
  let index = 0
  for (; index + 8 <= size; index += 8) {
    const target = at + index
    to[target] = from[index] as number
    to[target + 1] = from[index + 1] as number
    to[target + 2] = from[index + 2] as number
    to[target + 3] = from[index + 3] as number
    to[target + 4] = from[index + 4] as number
    to[target + 5] = from[index + 5] as number
    to[target + 6] = from[index + 6] as number
    to[target + 7] = from[index + 7] as number
  }
  for (; index < size; index++) to[at + index] = from[index] as number
}
