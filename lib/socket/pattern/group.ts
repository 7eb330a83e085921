// Groups of RADIO and DISH (RFC 48): names of at most 255 octets. As in libzmq, where they are C strings, one ends
// before its first NUL.

/** The longest name of a group, in octets. */
export const GROUP_MAX = 255

/** A group's name as a key: one character for each octet. */
export function groupOf(name: Uint8Array): string {
  const octets = Buffer.from(name.buffer, name.byteOffset, name.length)
  const end = octets.indexOf(0)
  return octets.toString('latin1', 0, end < 0 ? octets.length : end)
}
