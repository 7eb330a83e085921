// What CURVE needs of cryptography, small enough to be handed in: X25519 key pairs, and NaCl's boxes, which are
// XSalsa20 and Poly1305 (RFC 26 §Security Handshake). curve-sodium.ts makes one.

/** Octets of a key, public or secret. */
export const KEY_LENGTH = 32
/** Octets of a nonce: those all messages of a kind share, and those of one message. */
export const NONCE_LENGTH = 24
export const NONCE_PREFIX_LENGTH = 16
export const SHORT_NONCE_LENGTH = 8
/** Octets that a box is longer than what is in it: its authenticator. */
export const BOX_OVERHEAD = 16

const NOTHING = new Uint8Array()

/** A secret key and what belongs to it. */
export interface CurveSecret {
  readonly publicKey: Buffer
  /** The secret itself: for the cookie, and to be overwritten. */
  readonly octets: Buffer
}

/** What HSalsa20 makes of a key and the beginning of a nonce: 32 octets. Overwrite it when it is not needed. */
export type Subkey = Uint32Array

/** The cryptography of CURVE. */
export interface CurveBox {
  /** Octets by chance. */
  random(length: number): Buffer
  /** The key pair of a secret key, or a fresh one. */
  secret(octets?: Uint8Array): CurveSecret
  /**
   * The key that two sides have in common (`crypto_box_beforenm`).
   *
   * @returns undefined for a public key with which nothing is secret: the result would be all zeros
   */
  shared(publicKey: Uint8Array, secret: CurveSecret): Buffer | undefined
  /** The key for all nonces that begin with these 16 octets (HSalsa20): made once, it serves many. */
  subkey(key: Uint8Array, prefix: Uint8Array): Subkey
  /**
   * Writes a box: its authenticator, then what is sealed. The 8 octets before it are the end of its nonce.
   *
   * @param at where the box begins in `place`, which has room for all of it
   * @param head what comes before the text in the box
   */
  sealInto(place: Uint8Array, at: number, head: Uint8Array, text: Uint8Array, subkey: Subkey): void
  /**
   * Opens a box that goes to the end of `place`, where it lies: its text takes the place of what was sealed.
   *
   * @param at where the box begins; the 8 octets before it are the end of its nonce
   * @returns false if it was not sealed with this key and nonce: then nothing was changed
   */
  openInto(place: Uint8Array, at: number, subkey: Subkey): boolean
}

/** A box with a nonce of 24 octets (`crypto_box_easy_afternm`): the authenticator, then the sealed text. */
export function sealBox(
  box: CurveBox,
  key: Uint8Array,
  nonce: Buffer,
  ...texts: readonly Uint8Array[]
): Buffer {
  const text = Buffer.concat(texts)
  const place = Buffer.alloc(SHORT_NONCE_LENGTH + BOX_OVERHEAD + text.length)
  nonce.copy(place, 0, NONCE_PREFIX_LENGTH)
  const subkey = box.subkey(key, nonce.subarray(0, NONCE_PREFIX_LENGTH))
  box.sealInto(place, SHORT_NONCE_LENGTH, NOTHING, text, subkey)
  subkey.fill(0)
  text.fill(0)
  return place.subarray(SHORT_NONCE_LENGTH)
}

/** The text in a box, copied; undefined if it does not open. */
export function openBox(
  box: CurveBox,
  key: Uint8Array,
  nonce: Buffer,
  sealed: Uint8Array,
): Buffer | undefined {
  if (sealed.length < BOX_OVERHEAD) return undefined
  // Memory of its own: what is kept of the text would keep a page of Node's pool.
  const place = Buffer.alloc(SHORT_NONCE_LENGTH + sealed.length)
  nonce.copy(place, 0, NONCE_PREFIX_LENGTH)
  place.set(sealed, SHORT_NONCE_LENGTH)
  const subkey = box.subkey(key, nonce.subarray(0, NONCE_PREFIX_LENGTH))
  const isOpen = box.openInto(place, SHORT_NONCE_LENGTH, subkey)
  subkey.fill(0)
  return isOpen ? place.subarray(SHORT_NONCE_LENGTH + BOX_OVERHEAD) : undefined
}
