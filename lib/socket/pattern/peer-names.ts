// The names that ROUTER and STREAM give to peers which have none: an octet 0 and four more, counted from a
// random number on.

import type { Message } from '../message.js'

/** Makes names. */
export class PeerNames {
  #made: number

  /** @param random a number from 0 to below 1, where made names begin */
  constructor(random: () => number) {
    this.#made = Math.floor(random() * 2 ** 32)
  }

  make(): Buffer {
    const name = Buffer.alloc(5)
    this.#made = (this.#made + 1) >>> 0
    name.writeUInt32BE(this.#made, 1)
    return name
  }
}

/** A name, or a topic, as a key: one character for each octet. */
export function keyOf(name: Uint8Array): string {
  const octets = Buffer.isBuffer(name)
    ? name
    : Buffer.from(name.buffer, name.byteOffset, name.length)
  return octets.toString('latin1')
}

/** A message with its peer's name before it: a copy, for the receiver may write on what it gets. */
export function named(name: Buffer, message: Message): Message {
  const whole: Uint8Array[] = [Buffer.from(name)]
  for (const part of message) whole.push(part)
  return whole
}
