// The way out: messages and commands to ZMTP 2.0/3.x frames (RFC 23 §Framing), gathered in pages so
// that one tick makes one write. Small bodies are copied behind their header, large ones are passed
// on by reference. frame.ts holds the layout and the way back.
import { LONG_HEADER_LENGTH_V1, writeHeaderV1 } from './frame-v1.js'
import { FLAG_COMMAND, FLAG_MORE, writeLongHeader } from './frame-header.js'
import { SHORT_BODY_MAX } from './frame-header.js'

/** The largest page frames are packed into: about one socket write under load. */
export const PAGE_SIZE = 128 * 1024

/** Sizes of pages: an a connection begins with the smallest; a page that gets full is followed by a larger. */
const PAGE_SIZES = [1024, 4096, 16 * 1024, PAGE_SIZE] as const

/** Takes in a row that fill less than an eighth of a page until pages get smaller again. */
const SMALL_TAKES = 4

/**
 * Bodies up to this size are copied; larger ones are written from the caller's memory. Below, the
 * copy costs less than one more entry in the gathered write; above, the copy costs more.
 */
export const COPY_MAX = 16 * 1024

/** A small body is copied octet by octet: up to this, that is faster than the call to `set`. */
const LOOP_COPY_MAX = 24

const LONG_HEADER_LENGTH = 9

const EMPTY = Buffer.alloc(0)

/**
 * Pages that were written and wait for their next use, by any connection: of each size so many at most.
 * An idle connection holds none. Fresh memory costs a page fault every 4 KiB: with reuse a send of
 * 256 B took a fifth of the time where faults are dear (a virtual machine), and half elsewhere.
 */
const SPARE_PAGES_MAX = [256, 64, 16, 8] as const
const sparePages: readonly Buffer[][] = PAGE_SIZES.map(() => [])

function givePageBack(page: Buffer): void {
  const index = (PAGE_SIZES as readonly number[]).indexOf(page.length)
  const spare = sparePages[index]
  if (spare !== undefined && spare.length < (SPARE_PAGES_MAX[index] as number)) spare.push(page)
}

/** Packs frames; `take` hands over all that was packed since, in order. */
export class FrameEncoder {
  /** Bytes packed and not yet taken. */
  byteLength = 0
  #page: Buffer = EMPTY
  /** Where the untaken bytes of the page start, and where the next goes. */
  #start = 0
  #end = 0
  #full: Uint8Array[] = []
  /** Pages that are full and whose bytes have not all been taken; and those whose bytes have. */
  #retired: Buffer[] = []
  #lent: Buffer[] = []
  /** Which of PAGE_SIZES the next page has, and how often a page was much too large. */
  #sizeIndex = 0
  #smallTakes = 0
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
    this.#adaptPageSize()
    this.#full = []
    this.byteLength = 0
    if (this.#retired.length > 0) {
      this.#lent.push(...this.#retired)
      this.#retired = []
    }
    return taken
  }

  /**
   * Everything taken so far is with the system: its memory may be written again. Never call it while
   * a write is under way.
   */
  written(): void {
    for (let page = this.#lent.pop(); page !== undefined; page = this.#lent.pop()) {
      givePageBack(page)
    }
    if (this.#start !== this.#end || this.#page === EMPTY) return
    // What was written last is still in the processor's cache: it is the next to be used.
    givePageBack(this.#page)
    this.#clearPage()
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
      writeLongHeader(page, at, flags, size)
      at += LONG_HEADER_LENGTH
    }
    this.byteLength += at - this.#end + size
    if (isCopied) {
      if (size <= LOOP_COPY_MAX) {
        copySmall(body, page, at)
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
    const isFull = this.#page !== EMPTY && this.byteLength >= this.#page.length / 2
    if (isFull && this.#sizeIndex < PAGE_SIZES.length - 1) this.#sizeIndex++
    this.#retirePage()
    const size = PAGE_SIZES[this.#sizeIndex] as number
    const spare = bytes <= size ? sparePages[this.#sizeIndex]?.pop() : undefined
    this.#page = spare ?? Buffer.allocUnsafeSlow(Math.max(size, bytes))
  }

  #adaptPageSize(): void {
    if (this.#sizeIndex === 0) return
    if (this.byteLength >= (PAGE_SIZES[this.#sizeIndex] as number) / 8) {
      this.#smallTakes = 0
    } else if (++this.#smallTakes === SMALL_TAKES) {
      this.#smallTakes = 0
      this.#sizeIndex--
      this.#retirePage()
    }
  }

  /** The page may still be with the system, or wait for it: it comes back by `written`. */
  #retirePage(): void {
    if (this.#page !== EMPTY) this.#retired.push(this.#page)
    this.#clearPage()
  }

  #clearPage(): void {
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
