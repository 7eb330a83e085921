// The header of a ZMTP 2.0/3.x frame (RFC 23 §Framing): flags, and the long form of the size.

/** More frames of this message follow. */
export const FLAG_MORE = 0x01
/** The size field has eight octets. */
export const FLAG_LONG = 0x02
/** The body is a command, not a message part. */
export const FLAG_COMMAND = 0x04
export const RESERVED_FLAGS = 0xf8

/** The largest body that goes with a one-octet size. */
export const SHORT_BODY_MAX = 255

/** A header with a size of eight octets. */
export const LONG_HEADER_LENGTH = 9

/** Writes a header, as short as it can be. @returns where the body begins */
export function writeHeader(page: Buffer, at: number, flags: number, size: number): number {
  if (size > SHORT_BODY_MAX) {
    writeLongHeader(page, at, flags, size)
    return at + LONG_HEADER_LENGTH
  }
  page[at] = flags
  page[at + 1] = size
  return at + 2
}

/** Writes a header of nine octets. */
export function writeLongHeader(page: Buffer, at: number, flags: number, size: number): void {
  const high = Math.floor(size / 2 ** 32)
  page[at] = flags | FLAG_LONG
  page[at + 1] = high >>> 24
  page[at + 2] = high >>> 16
  page[at + 3] = high >>> 8
  page[at + 4] = high
  page[at + 5] = size >>> 24
  page[at + 6] = size >>> 16
  page[at + 7] = size >>> 8
  page[at + 8] = size
}

/** The eight octets of a long size; NaN if it is 2^32 or more, or if they do not all lie before `end`. */
export function longSize(chunk: Uint8Array, at: number, end: number): number {
  const high =
    (chunk[at] as number) |
    (chunk[at + 1] as number) |
    (chunk[at + 2] as number) |
    (chunk[at + 3] as number)
  if (high !== 0 || at + 8 > end) return Number.NaN
  return (
    (chunk[at + 4] as number) * 2 ** 24 +
    (((chunk[at + 5] as number) << 16) |
      ((chunk[at + 6] as number) << 8) |
      (chunk[at + 7] as number))
  )
}
