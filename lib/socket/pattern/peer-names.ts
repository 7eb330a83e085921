// The names that ROUTER and STREAM give to peers which have none: an octet 0 and four more, counted from a
// random number on.

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

/** A name as a key: one character for each octet. */
export function keyOf(name: Uint8Array): string {
  return Buffer.from(name.buffer, name.byteOffset, name.length).toString('latin1')
}
