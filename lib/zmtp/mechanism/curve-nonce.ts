// The nonces of CURVE (RFC 26): a text that names the kind of message, then what differs from one to the next.
// Short ones count up from 1 on each side, over all its commands together; long ones are by chance.
import { type CurveBox, NONCE_PREFIX_LENGTH, SHORT_NONCE_LENGTH } from './curve-box.js'

const WORD = 2 ** 32
const LONG_NONCE_LENGTH = 16

/** The nonce of a command whose text has 16 octets, such as `CurveZMQHELLO---`. */
export function shortNonce(text: string, octets: Uint8Array): Buffer {
  return Buffer.concat([noncePrefix(text), octets])
}

/** The 16 octets that all nonces of a kind begin with. */
export function noncePrefix(text: string): Buffer {
  if (text.length !== NONCE_PREFIX_LENGTH) throw new Error(`${text} is no prefix of a nonce`)
  return Buffer.from(text, 'latin1')
}

/** The nonce of a box whose text has 8 octets, such as `VOUCH---`. */
export function longNonce(text: string, octets: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(text, 'latin1'), octets])
}

/** The part of a long nonce that is by chance. */
export function newLongNonce(box: CurveBox): Buffer {
  return box.random(LONG_NONCE_LENGTH)
}

/** Counts what one side sends. */
export class NonceCounter {
  #last = 0

  /** Writes the next number: 8 octets, network order. */
  write(target: Uint8Array, at: number): void {
    const count = ++this.#last
    const high = Math.floor(count / WORD)
    target[at] = high >>> 24
    target[at + 1] = high >>> 16
    target[at + 2] = high >>> 8
    target[at + 3] = high
    target[at + 4] = count >>> 24
    target[at + 5] = count >>> 16
    target[at + 6] = count >>> 8
    target[at + 7] = count
  }

  /** The next number as octets of its own. */
  next(): Buffer {
    const octets = Buffer.alloc(SHORT_NONCE_LENGTH)
    this.write(octets, 0)
    return octets
  }
}

/** Sees that what the other side sends counts up (RFC 26 §Nonces: never the same, never lower). */
export class NonceGuard {
  #high = 0
  #low = 0

  /** True if the number at this place is above all that were accepted. Nothing is remembered yet. */
  isNew(bytes: Buffer, at: number): boolean {
    const high = bytes.readUInt32BE(at)
    return high > this.#high || (high === this.#high && bytes.readUInt32BE(at + 4) > this.#low)
  }

  /** Remembers the number: only once its box has opened, for else anybody could move it on. */
  accept(bytes: Buffer, at: number): void {
    this.#high = bytes.readUInt32BE(at)
    this.#low = bytes.readUInt32BE(at + 4)
  }
}
