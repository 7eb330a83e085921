// ZMTP 1.0 framing (RFC 13 §Framing): only its header, both ways; frame.ts and frame-encoder.ts do the
// rest as for newer peers. There are no commands.
//
//   offset  size  field
//   0       1|9   length of flags and body: one octet below 255, or ff and eight in network order
//   1|9     1     flags: bit 0 MORE, bits 1..7 reserved, zero
//   2|10    size  body, one octet less than the length
import { ProtocolError } from '../errors.js'

/** What a frame's header says, in any version. */
export interface FrameHeader {
  readonly flags: number
  /** Octets of the body. */
  readonly size: number
  readonly headerLength: number
}

const FLAG_MORE = 0x01
const LONG = 0xff
const SHORT_HEADER_LENGTH = 2
/** Octets of the long header, flags included. */
export const LONG_HEADER_LENGTH_V1 = 10

const RFC = 'RFC 13 §Framing'

/**
 * Reads a header; undefined while it is not all there.
 *
 * @param peek the octet at a distance from the start of the frame
 * @throws ProtocolError for length 0 (libzmq closes there too), or reserved flags
 */
export function readHeaderV1(
  peek: (distance: number) => number | undefined,
): FrameHeader | undefined {
  const first = peek(0)
  if (first === undefined) return undefined
  const headerLength = first === LONG ? LONG_HEADER_LENGTH_V1 : SHORT_HEADER_LENGTH
  let length = first
  if (first === LONG) {
    if (peek(headerLength - 2) === undefined) return undefined
    length = 0
    for (let index = 1; index < headerLength - 1; index++) {
      length = length * 256 + (peek(index) as number)
    }
  }
  if (length === 0) {
    const text = 'a frame of length 0 has no room for its flags'
    throw new ProtocolError('ZMTP_MALFORMED_FRAME', text, { rfc: RFC, offset: 0 })
  }
  const flags = peek(headerLength - 1)
  if (flags === undefined) return undefined
  if ((flags & ~FLAG_MORE) !== 0) {
    const text = `frame flags 0x${flags.toString(16).padStart(2, '0')} have reserved bits set`
    throw new ProtocolError('ZMTP_RESERVED_FLAGS', text, { rfc: RFC, offset: headerLength - 1 })
  }
  return { flags, size: length - 1, headerLength }
}

/**
 * Writes a header.
 *
 * @param flags MORE or nothing
 * @returns where the body goes
 */
export function writeHeaderV1(page: Buffer, at: number, flags: number, size: number): number {
  const length = size + 1
  if (length < LONG) {
    page[at] = length
    page[at + 1] = flags
    return at + SHORT_HEADER_LENGTH
  }
  page[at] = LONG
  page.writeUInt32BE(Math.floor(length / 2 ** 32), at + 1)
  page.writeUInt32BE(length >>> 0, at + 5)
  page[at + LONG_HEADER_LENGTH_V1 - 1] = flags
  return at + LONG_HEADER_LENGTH_V1
}
