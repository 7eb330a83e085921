// The cookie of a CURVE server (RFC 26 §WELCOME Command): its own state, sealed for itself and kept by the client
// until INITIATE brings it back. The keys are of minutes: who gets hold of one opens no older cookie.
//
//   offset  size  field
//   0       16    long nonce
//   16      80    secret box of C' (32) and s' (32), "COOKIE--"
import { timingSafeEqual } from 'node:crypto'
import { KEY_LENGTH, openBox, sealBox, type CurveBox, type CurveSecret } from './curve-box.js'
import { longNonce, newLongNonce } from './curve-nonce.js'

const NONCE_LENGTH = 16

/** A key is for new cookies so long, and opens them as long again. */
export const COOKIE_KEY_MS = 60_000

/** What a cookie holds. */
export interface CookieState {
  /** C'. */
  readonly clientKey: Buffer
  /** S' and s'. */
  readonly session: CurveSecret
}

/** The cookie keys of one server. */
export class CookieKeys {
  readonly #box: CurveBox
  readonly #now: () => number
  #current: Buffer
  #previous: Buffer | undefined
  #since: number

  /** @param now milliseconds that only grow */
  constructor(box: CurveBox, now: () => number) {
    this.#box = box
    this.#now = now
    this.#current = box.random(KEY_LENGTH)
    this.#since = now()
  }

  /** A cookie. Its first 16 octets are remembered, for `open` to know it again. */
  seal({ clientKey, session }: CookieState): { readonly cookie: Buffer; readonly mark: Buffer } {
    this.#rotate()
    const mark = newLongNonce(this.#box)
    const nonce = longNonce('COOKIE--', mark)
    const sealed = sealBox(this.#box, this.#current, nonce, clientKey, session.octets)
    return { cookie: Buffer.concat([mark, sealed]), mark }
  }

  /**
   * What is in a cookie; undefined if it is not one of ours, is too old, or was given to another connection.
   *
   * @param mark what `seal` gave for this connection
   */
  open(cookie: Buffer, mark: Buffer): CookieState | undefined {
    this.#rotate()
    const given = cookie.subarray(0, NONCE_LENGTH)
    if (!timingSafeEqual(given, mark)) return undefined
    const sealed = cookie.subarray(NONCE_LENGTH)
    const nonce = longNonce('COOKIE--', given)
    const text =
      openBox(this.#box, this.#current, nonce, sealed) ??
      (this.#previous && openBox(this.#box, this.#previous, nonce, sealed))
    if (text === undefined) return undefined
    const session = this.#box.secret(text.subarray(KEY_LENGTH))
    text.fill(0, KEY_LENGTH)
    return { clientKey: text.subarray(0, KEY_LENGTH), session }
  }

  /** Overwrites the keys. */
  forget(): void {
    this.#current.fill(0)
    this.#previous?.fill(0)
  }

  #rotate(): void {
    const age = this.#now() - this.#since
    if (age < COOKIE_KEY_MS) return
    this.#previous?.fill(0)
    this.#previous = this.#current
    this.#current = this.#box.random(KEY_LENGTH)
    this.#since = this.#now()
    if (age < 2 * COOKIE_KEY_MS) return
    this.#previous.fill(0)
    this.#previous = undefined
  }
}
