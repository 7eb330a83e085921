// Messages on their way to another thread, as one piece of memory: for each message the number of its parts, for each
// part its length and its octets; numbers have four octets, the lowest first. The memory is copied out here and there:
// what a program does with its own reaches nobody else.
import type { Message } from '../message.js'

/** From so many octets on the memory is shared rather than copied on the way, and copied on arrival alone. */
const SHARE_FROM = 16 * 1024

const NUMBER = 4

/** Packs messages. */
export function packBatch(messages: readonly Message[]): Uint8Array {
  let length = 0
  for (const message of messages) {
    length += NUMBER
    for (const part of message) length += NUMBER + part.length
  }
  const memory = length < SHARE_FROM ? new ArrayBuffer(length) : new SharedArrayBuffer(length)
  const batch = Buffer.from(memory)
  let at = 0
  for (const message of messages) {
    at = batch.writeUInt32LE(message.length, at)
    for (const part of message) {
      at = batch.writeUInt32LE(part.length, at)
      batch.set(part, at)
      at += part.length
    }
  }
  return new Uint8Array(memory)
}

/** The messages of a batch. A message alone, of one part, keeps the memory it came in; any other part has its own. */
export function unpackBatch({ buffer }: Uint8Array): Message[] {
  const batch = Buffer.from(buffer as ArrayBuffer)
  const messages: Message[] = []
  for (let at = 0; at < batch.length;) {
    const parts: Buffer[] = []
    let count = batch.readUInt32LE(at)
    at += NUMBER
    for (; count > 0; count--) {
      const start = at + NUMBER
      at = start + batch.readUInt32LE(at)
      const part = batch.subarray(start, at)
      const isAlone = at === batch.length && messages.length + parts.length === 0
      parts.push(isAlone && buffer instanceof ArrayBuffer ? part : Buffer.from(part))
    }
    messages.push(parts)
  }
  return messages
}
