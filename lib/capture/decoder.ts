// From chunks of a capture to its rows. Pure: player.ts reads the file.
import { CaptureFormatError } from './format-error.js'
import {
  CAPTURE_VERSION,
  decodeRow,
  isCapture,
  ROW_SIZE_MAX,
  type CaptureRow,
  type HeaderRow,
} from './format.js'
import { measure } from './structure.js'

const CAPACITY_MIN = 4096

/**
 * Cuts rows out of a capture. Feed it with `push`, then call `next` until it gives undefined. It holds
 * one row at most, and nothing of the chunks it was given.
 */
export class CaptureDecoder {
  #buffer = Buffer.alloc(0)
  #start = 0
  #end = 0
  /** Offset in the file of `#start`. */
  #offset = 0
  /** Where the next row cannot end before. */
  #enough = 1
  #header: HeaderRow | undefined
  #skipped = 0

  /** The header, once it was read. */
  get header(): HeaderRow | undefined {
    return this.#header
  }

  /** Offset in the file of the next row. */
  get offset(): number {
    return this.#offset
  }

  /** Bytes that were pushed and belong to no whole row yet: at the end of a file, a torn row. */
  get pending(): number {
    return this.#end - this.#start
  }

  /** Rows of a kind this version does not know, which were left out. */
  get skipped(): number {
    return this.#skipped
  }

  /** Appends the next bytes of the file. They are copied. */
  push(chunk: Uint8Array): void {
    const needed = this.pending + chunk.length
    if (this.#end + chunk.length > this.#buffer.length) {
      const grown = Buffer.alloc(Math.max(CAPACITY_MIN, needed * 2))
      this.#buffer.copy(grown, 0, this.#start, this.#end)
      this.#end = this.pending
      this.#start = 0
      this.#buffer = grown
    }
    this.#buffer.set(chunk, this.#end)
    this.#end += chunk.length
  }

  /**
   * The next row of a known kind; undefined when there is not enough yet. The first is the header.
   *
   * @throws CaptureFormatError; after it the decoder is dead
   */
  next(): CaptureRow | undefined {
    while (this.pending >= this.#enough) {
      const bytes = this.#buffer.subarray(this.#start, this.#end)
      if (this.#header === undefined && !isCapture(bytes)) throw this.#noHeader()
      const extent = measure(bytes, 0, this.#offset)
      const least = extent.isWhole ? extent.end : bytes.length + extent.missing
      if (least > ROW_SIZE_MAX) {
        const text = `a row of ${least} bytes or more is over the limit of ${ROW_SIZE_MAX}`
        throw new CaptureFormatError('ERR_CAPTURE_ROW_SIZE', this.#offset, text)
      }
      this.#enough = extent.isWhole ? 1 : least
      if (!extent.isWhole) return undefined
      // A copy, so that a row that is kept does not keep the whole buffer.
      const row = decodeRow(Uint8Array.from(bytes.subarray(0, extent.end)), this.#offset)
      this.#checkHeader(row)
      this.#start += extent.end
      this.#offset += extent.end
      if (row !== undefined) return row
      this.#skipped++
    }
    return undefined
  }

  #checkHeader(row: CaptureRow | undefined): void {
    if (this.#header !== undefined) return
    if (row?.kind !== 'header') throw this.#noHeader()
    if (row.version < 1 || row.version > CAPTURE_VERSION) {
      const text = `format version ${row.version} is not among those known, 1 to ${CAPTURE_VERSION}`
      throw new CaptureFormatError('ERR_CAPTURE_VERSION', this.#offset, text)
    }
    this.#header = row
  }

  #noHeader(): CaptureFormatError {
    const text = 'the first row is no header: this is no capture'
    return new CaptureFormatError('ERR_CAPTURE_HEADER', this.#offset, text)
  }
}
