// Z85 (RFC 32): four octets as five printable characters, the form in which CURVE keys are written down.
import { UsageError } from '../errors.js'

const DIGITS =
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#'
const BASE = 85
const GROUP_OCTETS = 4
const GROUP_DIGITS = 5

const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]))

/** Octets as Z85 text. @throws UsageError unless their number is a multiple of 4 */
export function encodeZ85(octets: Uint8Array): string {
  if (octets.length % GROUP_OCTETS !== 0) {
    throw new UsageError(`Z85 needs a multiple of 4 octets, not ${octets.length}`)
  }
  const bytes = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength)
  let text = ''
  for (let at = 0; at < bytes.length; at += GROUP_OCTETS) {
    let value = bytes.readUInt32BE(at)
    let group = ''
    for (let index = 0; index < GROUP_DIGITS; index++) {
      group = DIGITS.charAt(value % BASE) + group
      value = Math.floor(value / BASE)
    }
    text += group
  }
  return text
}

/**
 * Z85 text as octets; undefined for what is none: a length that is no multiple of 5, another character, or a
 * group above 2^32 − 1. The text may be a secret, so no error quotes it.
 */
export function decodeZ85(text: string): Buffer | undefined {
  if (text.length % GROUP_DIGITS !== 0) return undefined
  const octets = Buffer.alloc((text.length / GROUP_DIGITS) * GROUP_OCTETS)
  for (let group = 0; group * GROUP_DIGITS < text.length; group++) {
    let value = 0
    for (let index = 0; index < GROUP_DIGITS; index++) {
      const digit = VALUES.get(text.charAt(group * GROUP_DIGITS + index))
      if (digit === undefined) return undefined
      value = value * BASE + digit
    }
    if (value > 0xffffffff) return undefined
    octets.writeUInt32BE(value, group * GROUP_OCTETS)
  }
  return octets
}
