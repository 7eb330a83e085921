// What CURVE needs of cryptography, small enough to be handed in: X25519 key pairs, and NaCl's boxes, which are
// XSalsa20 and Poly1305 (RFC 26 §Security Handshake). curve-nacl.ts makes one.

/** Octets of a key, public or secret. */
export const KEY_LENGTH = 32
/** Octets of a nonce: those all messages of a kind share, and those of one message. */
export const NONCE_LENGTH = 24
export const NONCE_PREFIX_LENGTH = 16
export const SHORT_NONCE_LENGTH = 8
/** Octets that a box is longer than what is in it: its authenticator. */
export const BOX_OVERHEAD = 16
/** Octets that must lie before a text that is sealed where it lies: the last 16 become its authenticator. */
export const SEAL_ROOM = 32

/** A secret key and what belongs to it. */
export interface CurveSecret {
  readonly publicKey: Buffer
  /** The secret itself: for the cookie, and to be overwritten. */
  readonly octets: Buffer
}

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
  subkey(key: Uint8Array, prefix: Uint8Array): Buffer
  /**
   * Seals a text where it lies.
   *
   * @param place 32 octets, then the text. The first 16 are left undefined, the authenticator takes the others.
   * @param shortNonce the last 8 octets of the nonce
   */
  sealInto(place: Buffer, shortNonce: Uint8Array, subkey: Uint8Array): void
  /**
   * Opens a text where it lies; the 32 octets before it are then undefined.
   *
   * @returns false if it was not sealed with this key and nonce: then nothing was changed
   */
  openInto(place: Buffer, shortNonce: Uint8Array, subkey: Uint8Array): boolean
}

/** A box with a nonce of 24 octets (`crypto_box_easy_afternm`): the authenticator, then the sealed text. */
export function sealBox(
  box: CurveBox,
  key: Uint8Array,
  nonce: Buffer,
  ...texts: readonly Uint8Array[]
): Buffer {
  const place = Buffer.concat([Buffer.alloc(SEAL_ROOM), ...texts])
  const subkey = box.subkey(key, nonce.subarray(0, NONCE_PREFIX_LENGTH))
  box.sealInto(place, nonce.subarray(NONCE_PREFIX_LENGTH), subkey)
  subkey.fill(0)
  return place.subarray(SEAL_ROOM - BOX_OVERHEAD)
}

/** The text in a box, copied; undefined if it does not open. */
export function openBox(
  box: CurveBox,
  key: Uint8Array,
  nonce: Buffer,
  sealed: Uint8Array,
): Buffer | undefined {
  if (sealed.length < BOX_OVERHEAD) return undefined
  const place = Buffer.concat([Buffer.alloc(SEAL_ROOM - BOX_OVERHEAD), sealed])
  const subkey = box.subkey(key, nonce.subarray(0, NONCE_PREFIX_LENGTH))
  const isOpen = box.openInto(place, nonce.subarray(NONCE_PREFIX_LENGTH), subkey)
  subkey.fill(0)
  return isOpen ? place.subarray(SEAL_ROOM) : undefined
}
