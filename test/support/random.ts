// Chance that can be had again: a small generator from a seed, and what fuzz tests do with bytes.

/** Numbers from a seed; the same seed gives the same numbers. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number {
    // mulberry32
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }

  /** One of them. */
  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T
  }

  /** So many bytes. */
  bytes(count: number): Buffer {
    const bytes = Buffer.alloc(count)
    for (let index = 0; index < count; index++) bytes[index] = this.below(256)
    return bytes
  }

  /** Bytes like these, but damaged: flipped, cut, doubled, filled in, with lengths gone wild. */
  mutate(original: Uint8Array): Buffer {
    let bytes = Buffer.from(original)
    for (let times = 1 + this.below(4); times > 0; times--) {
      const at = this.below(bytes.length + 1)
      const rest = bytes.subarray(at)
      const front = bytes.subarray(0, at)
      switch (this.below(7)) {
        case 0:
          if (rest.length > 0) rest[0] = (rest[0] ?? 0) ^ (1 << this.below(8))
          break
        case 1:
          bytes = Buffer.concat([front, this.bytes(this.below(9)), rest])
          break
        case 2:
          bytes = Buffer.from(front)
          break
        case 3:
          bytes = Buffer.concat([front, rest.subarray(this.below(9))])
          break
        case 4:
          bytes = Buffer.concat([bytes, rest])
          break
        case 5:
          if (rest.length > 0) rest[0] = this.pick([0, 1, 0x7f, 0x80, 0xff])
          break
        default:
          rest.subarray(0, 8).fill(this.pick([0, 0xff]))
      }
      if (bytes.length > 2048) bytes = Buffer.from(bytes.subarray(0, 2048))
    }
    return bytes
  }

  /** The bytes in pieces of any size. */
  pieces(bytes: Buffer): Buffer[] {
    const pieces: Buffer[] = []
    for (let at = 0; at < bytes.length;) {
      const size = 1 + this.below(this.pick([1, 4, 64, 1024]))
      pieces.push(bytes.subarray(at, at + size))
      at += size
    }
    return pieces
  }
}

/** Inputs a fuzz test takes: `RAWZMQ_FUZZ`, or `usual`. */
export function fuzzCount(usual: number): number {
  return Number(process.env['RAWZMQ_FUZZ'] ?? usual)
}
