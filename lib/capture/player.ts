// Reads a capture row by row, also one that is still being written or whose recorder died.
import { createReadStream } from 'node:fs'
import { CaptureDecoder } from './decoder.js'
import { CaptureFormatError } from './format-error.js'
import type { CaptureRow, EndRow, HeaderRow } from './format.js'

/** How a capture ends. */
export type CaptureEnding =
  /** The recorder was closed in order; the row tells what it dropped. */
  | { readonly kind: 'closed'; readonly row: EndRow }
  /** No last row: the recorder died, or still writes. */
  | { readonly kind: 'open' }
  /** The last row is torn: `bytes` of it are there, from `offset` on. All rows before it count. */
  | { readonly kind: 'torn'; readonly offset: number; readonly bytes: number }

/** One reading of a capture: iterate over it once, from the header to the last row. */
export class CapturePlayer implements AsyncIterable<CaptureRow> {
  readonly #source: AsyncIterable<Uint8Array>
  readonly #decoder = new CaptureDecoder()
  #ending: CaptureEnding | undefined

  /** @param source a file, or the chunks of one */
  constructor(source: string | AsyncIterable<Uint8Array>) {
    this.#source = typeof source === 'string' ? createReadStream(source) : source
  }

  /** The header, once iteration has given it. */
  get header(): HeaderRow | undefined {
    return this.#decoder.header
  }

  /** How it ends; undefined before iteration has come there. */
  get ending(): CaptureEnding | undefined {
    return this.#ending
  }

  /** Rows of kinds this version does not know, which iteration leaves out. */
  get skipped(): number {
    return this.#decoder.skipped
  }

  /**
   * The rows in order.
   *
   * @throws CaptureFormatError if the file is no capture or damaged; the system's error if it cannot
   * be read
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<CaptureRow, void, undefined> {
    const decoder = this.#decoder
    let last: CaptureRow | undefined
    for await (const chunk of this.#source) {
      decoder.push(chunk)
      for (let row = decoder.next(); row !== undefined; row = decoder.next()) {
        last = row
        yield row
      }
    }
    if (decoder.header === undefined) {
      const text = decoder.pending === 0 ? 'the file is empty' : 'the file ends within its header'
      throw new CaptureFormatError('ERR_CAPTURE_HEADER', 0, text)
    }
    const { offset, pending } = decoder
    if (pending > 0) this.#ending = { kind: 'torn', offset, bytes: pending }
    else if (last?.kind === 'end') this.#ending = { kind: 'closed', row: last }
    else this.#ending = { kind: 'open' }
  }
}

/** A capture as a whole. */
export interface Capture {
  readonly header: HeaderRow
  /** All rows of known kinds, the header first. */
  readonly rows: readonly CaptureRow[]
  readonly ending: CaptureEnding
}

/**
 * Reads all of a capture into memory; `CapturePlayer` reads large ones.
 *
 * @throws CaptureFormatError if the file is no capture or damaged; the system's error if it cannot be
 * read
 */
export async function readCapture(source: string | AsyncIterable<Uint8Array>): Promise<Capture> {
  const player = new CapturePlayer(source)
  const rows: CaptureRow[] = []
  for await (const row of player) rows.push(row)
  return { header: player.header as HeaderRow, rows, ending: player.ending as CaptureEnding }
}
