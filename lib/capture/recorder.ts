// Writes a capture: each row with one write, at the end of the file, so that it can be read meanwhile and
// what was written outlives this process, however it ends.
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { endianness } from 'node:os'
import type { Clock } from '../clock.js'
import { UsageError } from '../errors.js'
import { CaptureFormatError } from './format-error.js'
import {
  CAPTURE_FORMAT,
  CAPTURE_VERSION,
  encodeRow,
  ROW_SIZE_MAX,
  type CaptureRow,
  type EndRow,
  type HeaderRow,
} from './format.js'
import { measure, VALUES_MAX } from './structure.js'

/** Room that is kept for the last row: its fields with the largest numbers need less. */
const END_ROW_ROOM = 128

/** What the header is to say, and how large the file may get. */
export interface RecorderOptions {
  readonly clock: Clock
  /** Whose events and bytes are recorded: `rawzmq`, `libzmq`. */
  readonly implementation: string
  readonly implementationVersion: string
  /** A scenario's id, or the command line. */
  readonly source: string
  /** The largest size of the file in bytes; at least 1024. Default: none. */
  readonly sizeLimit?: number
}

/** What was recorded. */
export interface RecorderSummary {
  /** Rows in the file, the last one counted if it could be written. */
  readonly rows: number
  readonly bytes: number
  /** Rows that did not fit or came after a failed write, and the bytes they would have had. */
  readonly droppedRows: number
  readonly droppedBytes: number
  /** Why writing failed, if it did: ENOSPC, EIO, … */
  readonly failure?: NodeJS.ErrnoException
}

/** A capture being written. A file that is there already is replaced. */
export class CaptureRecorder {
  readonly #clock: Clock
  readonly #limit: number
  #descriptor: number | undefined
  #rows = 0
  #bytes = 0
  #droppedRows = 0
  #droppedBytes = 0
  #isFull = false
  #failure: NodeJS.ErrnoException | undefined
  #summary: RecorderSummary | undefined

  /**
   * Opens the file and writes the header.
   *
   * @throws the system's error if the file cannot be opened or written; UsageError for a size limit
   * below 1024
   */
  constructor(path: string, options: RecorderOptions) {
    const { clock, sizeLimit = Infinity } = options
    if (!(sizeLimit >= 1024)) {
      throw new UsageError(`a capture's size limit must be 1024 bytes or more, not ${sizeLimit}`)
    }
    this.#clock = clock
    this.#limit = sizeLimit - END_ROW_ROOM
    this.#descriptor = openSync(path, 'w')
    this.write(header(options))
    if (this.#failure !== undefined) {
      this.close()
      this.#failure.message += ` '${path}'`
      throw this.#failure
    }
  }

  /** Bytes in the file. */
  get bytes(): number {
    return this.#bytes
  }

  /**
   * Appends a row. Never throws for want of room: what does not fit is counted, and so is everything
   * after it, so that the file is always the beginning of what happened.
   *
   * @throws Error for a value that MessagePack has no form for; the file is as it was
   */
  write(row: CaptureRow): void {
    const bytes = encodeRow(row)
    const fits = isReadable(bytes) && this.#bytes + bytes.length <= this.#limit
    this.#isFull ||= !fits
    if (this.#isFull || this.#descriptor === undefined || !this.#append(bytes)) {
      this.#droppedRows++
      this.#droppedBytes += bytes.length
    }
  }

  /** Writes the last row, which counts what was dropped, and closes the file. Harmless to repeat. */
  close(): RecorderSummary {
    if (this.#summary !== undefined) return this.#summary
    const end: EndRow = {
      kind: 'end',
      at: this.#clock.now(),
      rows: this.#rows,
      droppedRows: this.#droppedRows,
      droppedBytes: this.#droppedBytes,
    }
    if (this.#failure === undefined) this.#append(encodeRow(end))
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
    this.#summary = {
      rows: this.#rows,
      bytes: this.#bytes,
      droppedRows: this.#droppedRows,
      droppedBytes: this.#droppedBytes,
      ...(this.#failure !== undefined && { failure: this.#failure }),
    }
    return this.#summary
  }

  #append(bytes: Uint8Array): boolean {
    const descriptor = this.#descriptor
    if (descriptor === undefined) return false
    try {
      for (let written = 0; written < bytes.length;) {
        written += writeSync(descriptor, bytes, written)
      }
    } catch (error) {
      this.#failure = error as NodeJS.ErrnoException
      this.#isFull = true
      this.#cutBack(descriptor)
      return false
    }
    this.#rows++
    this.#bytes += bytes.length
    return true
  }

  /** Takes back what was written of a row. */
  #cutBack(descriptor: number): void {
    try {
      ftruncateSync(descriptor, this.#bytes)
    } catch {
      // A pipe cannot be cut, and a disk that fails may not be either: readers know a torn last row.
    }
  }
}

/** False for a row that no reader would take. */
function isReadable(bytes: Uint8Array): boolean {
  if (bytes.length <= VALUES_MAX) return true
  if (bytes.length > ROW_SIZE_MAX) return false
  try {
    measure(bytes, 0)
    return true
  } catch (error) {
    if (error instanceof CaptureFormatError) return false
    throw error
  }
}

function header(options: RecorderOptions): HeaderRow {
  const { clock, implementation, implementationVersion, source } = options
  return {
    kind: 'header',
    at: clock.now(),
    format: CAPTURE_FORMAT,
    version: CAPTURE_VERSION,
    epochMs: clock.epochMs(),
    implementation,
    implementationVersion,
    platform: `${process.platform}-${process.arch}`,
    byteOrder: endianness(),
    source,
  }
}
