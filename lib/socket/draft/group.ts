// Names of groups as programs give them.
import { systemError } from '../../errors.js'
import { GROUP_MAX } from '../pattern/group.js'

/**
 * The octets of a group's name.
 *
 * @throws TypeError unless it is text or bytes; SystemError EINVAL for none, or over 255 octets before a NUL
 */
export function toGroup(group: unknown): Buffer {
  if (group === undefined) throw systemError('EINVAL')
  if (typeof group !== 'string' && !(group instanceof Uint8Array)) {
    throw new TypeError('Value must be a string or buffer')
  }
  const octets = Buffer.from(group as string)
  const end = octets.indexOf(0)
  const name = end < 0 ? octets : octets.subarray(0, end)
  if (name.length > GROUP_MAX) throw systemError('EINVAL')
  return name
}
