// The error of everything that is wrong with a capture file itself.

/** The closed list of what can be wrong with a capture. */
export type CaptureFormatCode =
  /** The first row is no header: the file is no capture. */
  | 'ERR_CAPTURE_HEADER'
  /** A newer format than this reader knows. */
  | 'ERR_CAPTURE_VERSION'
  /** No MessagePack, or nested too deep. */
  | 'ERR_CAPTURE_STRUCTURE'
  /** A row of a known kind lacks a field, or has one of the wrong form. */
  | 'ERR_CAPTURE_ROW'
  /** A row is larger than a reader holds. */
  | 'ERR_CAPTURE_ROW_SIZE'

/** A file that is no capture, or is damaged; says where. (A torn last row is no error.) */
export class CaptureFormatError extends Error {
  override readonly name = 'CaptureFormatError'
  readonly code: CaptureFormatCode
  /** Offset in the file of the row or byte at fault. */
  readonly offset: number

  constructor(code: CaptureFormatCode, offset: number, message: string) {
    super(`${message} (at byte ${offset} of the capture)`)
    this.code = code
    this.offset = offset
  }
}
