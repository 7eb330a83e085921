// Whole messages over a libzmq socket, at once or not at all. libzmq hands them over part by part.
import { UsageError } from '../errors.js'
import { EAGAIN } from './failure.js'
import type { NativeHandle, RawPart } from './handle.js'

/** What sending and receiving need of a socket. */
export type PartwiseSocket = Pick<NativeHandle, 'sendPart' | 'receivePart' | 'check'>

/**
 * Sends a message if a peer can take it now; says whether one did.
 *
 * @throws UsageError for a message without parts; SystemError for every errno but EAGAIN
 */
export function sendMessage(handle: PartwiseSocket, parts: readonly Uint8Array[]): boolean {
  if (parts.length === 0) throw new UsageError('a message has at least one part')
  const last = parts.length - 1
  for (const [index, part] of parts.entries()) {
    const errno = handle.sendPart(part, index < last)
    if (errno === EAGAIN) {
      // Amid a message this says that its pipe died: libzmq has dropped what it had of the message
      // and wants the rest, to drop it too, before the message can be sent again from its start.
      if (index > 0) offerParts(handle, parts.slice(index + 1))
      return false
    }
    handle.check(errno)
  }
  return true
}

function offerParts(handle: PartwiseSocket, parts: readonly Uint8Array[]): void {
  for (const [index, part] of parts.entries()) handle.sendPart(part, index < parts.length - 1)
}

/**
 * Receives one whole message if there is one now; undefined if not.
 *
 * @throws SystemError for every errno but EAGAIN
 */
export function receiveMessage(handle: PartwiseSocket): RawPart[] | undefined {
  const first = handle.receivePart()
  if (first === undefined) return undefined
  const parts = [first]
  while (parts.at(-1)?.more === true) {
    const next = handle.receivePart()
    if (next === undefined) throw new Error('libzmq gave a part of a message and withheld the rest')
    parts.push(next)
  }
  return parts
}
