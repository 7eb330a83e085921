// What a message is inside the engine, its parts in order, at least one; and what users may give.

/** A message on its way in or out. */
export type Message = readonly Uint8Array[]

/** What may be sent as one part: bytes in any form, or what becomes text; null is an empty part. */
export type MessageLike = ArrayBufferView | ArrayBuffer | SharedArrayBuffer | string | number | null

const EMPTY = new Uint8Array(0)

/**
 * The parts of a message as bytes.
 *
 * @throws TypeError for undefined
 */
export function toMessage(message: MessageLike | readonly MessageLike[] | undefined): Message {
  if (message === undefined) throw new TypeError('Message must be present')
  return Array.isArray(message) ? message.map(toPart) : [toPart(message as MessageLike)]
}

function toPart(part: MessageLike): Uint8Array {
  if (part instanceof Uint8Array) return part
  if (typeof part === 'string') return Buffer.from(part)
  if (part === null) return EMPTY
  if (ArrayBuffer.isView(part)) return new Uint8Array(part.buffer, part.byteOffset, part.byteLength)
  if (part instanceof ArrayBuffer || part instanceof SharedArrayBuffer) return new Uint8Array(part)
  // Like String(), but a symbol is an error, as in zeromq.js.
  return Buffer.from(`${part}`)
}
