// The cryptography of CURVE: X25519 by node:crypto, which is native, and Salsa20, HSalsa20 and Poly1305 by the
// functions that a port of NaCl has; node:crypto has none of those three.
import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  randomFillSync,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto'
import {
  BOX_OVERHEAD,
  KEY_LENGTH,
  SEAL_ROOM,
  type CurveBox,
  type CurveSecret,
} from './curve-box.js'

/** The functions of NaCl that are used, by their names there; `tweetnacl` has them as its `lowlevel`. */
export interface NaclFunctions {
  /** HSalsa20. */
  crypto_core_hsalsa20(
    out: Uint8Array,
    input: Uint8Array,
    key: Uint8Array,
    constant: Uint8Array,
  ): unknown
  /** Salsa20 from its block 0 on, over `length` octets of `input`; in place if `out` is the same. */
  crypto_stream_salsa20_xor(
    out: Uint8Array,
    outAt: number,
    input: Uint8Array,
    inputAt: number,
    length: number,
    nonce: Uint8Array,
    key: Uint8Array,
  ): unknown
  /** Poly1305. */
  crypto_onetimeauth(
    out: Uint8Array,
    outAt: number,
    input: Uint8Array,
    inputAt: number,
    length: number,
    key: Uint8Array,
  ): unknown
}

/** Salsa20's constant ("sigma"). */
const SIGMA = Buffer.from('expand 32-byte k')
const ZEROS = Buffer.alloc(BOX_OVERHEAD)
/** X25519's base point. */
const BASE_POINT = publicKeyObject(Buffer.from([9, ...Buffer.alloc(KEY_LENGTH - 1)]))

/** Salsa20 makes its stream in blocks; the first half of the first one is the key of Poly1305. */
const BLOCK_LENGTH = 64

/** A secret in the form that node:crypto computes with: to import it takes as long as to use it. */
class Secret implements CurveSecret {
  readonly octets: Buffer
  readonly key: KeyObject
  #publicKey: Buffer | undefined

  constructor(octets: Uint8Array) {
    this.octets = Buffer.from(octets)
    this.key = privateKeyObject(this.octets)
  }

  /** Computed when it is asked for: who opens a cookie does not need it. */
  get publicKey(): Buffer {
    this.#publicKey ??= diffieHellman({ privateKey: this.key, publicKey: BASE_POINT })
    return this.#publicKey
  }
}

/**
 * So many octets by chance are drawn at a time: a handshake takes some five times a few of them, and a draw costs as
 * much as a step of X25519. What is given out is gone from here.
 */
const DRAW_LENGTH = 1024

/** Octets by chance, each given once. */
function randomSource(): (length: number) => Buffer {
  const drawn = Buffer.alloc(DRAW_LENGTH)
  let used = DRAW_LENGTH
  return length => {
    if (used + length > DRAW_LENGTH) {
      randomFillSync(drawn)
      used = 0
    }
    const octets = Buffer.from(drawn.subarray(used, used + length))
    drawn.fill(0, used, used + length)
    used += length
    return octets
  }
}

/** The cryptography of CURVE on the functions of NaCl. */
export function naclBox(nacl: NaclFunctions): CurveBox {
  // All is computed within a call: what these hold is over when it ends.
  const block = new Uint8Array(BLOCK_LENGTH)
  const authenticator = new Uint8Array(BOX_OVERHEAD)
  const authenticatorKey = block.subarray(0, KEY_LENGTH)
  const random = randomSource()

  /** Makes the first block of the stream. */
  const startStream = (shortNonce: Uint8Array, subkey: Uint8Array): void => {
    block.fill(0)
    nacl.crypto_stream_salsa20_xor(block, 0, block, 0, BLOCK_LENGTH, shortNonce, subkey)
  }

  /** Seals or opens: the 32 octets before the text lie where the key of Poly1305 is in the stream. */
  const applyStream = (place: Buffer, shortNonce: Uint8Array, subkey: Uint8Array): void => {
    nacl.crypto_stream_salsa20_xor(place, 0, place, 0, place.length, shortNonce, subkey)
  }

  return {
    random,
    secret: (octets = random(KEY_LENGTH)) => new Secret(octets),
    shared(publicKey, secret) {
      const agreed = agree(publicKey, secret as Secret)
      if (agreed === undefined) return undefined
      const key = Buffer.alloc(KEY_LENGTH)
      nacl.crypto_core_hsalsa20(key, ZEROS, agreed, SIGMA)
      agreed.fill(0)
      return key
    },
    subkey(key, prefix) {
      const subkey = Buffer.alloc(KEY_LENGTH)
      nacl.crypto_core_hsalsa20(subkey, prefix, key, SIGMA)
      return subkey
    },
    sealInto(place, shortNonce, subkey) {
      place.fill(0, 0, SEAL_ROOM)
      applyStream(place, shortNonce, subkey)
      authenticatorKey.set(place.subarray(0, KEY_LENGTH))
      const length = place.length - SEAL_ROOM
      nacl.crypto_onetimeauth(
        place,
        SEAL_ROOM - BOX_OVERHEAD,
        place,
        SEAL_ROOM,
        length,
        authenticatorKey,
      )
    },
    openInto(place, shortNonce, subkey) {
      const length = place.length - SEAL_ROOM
      startStream(shortNonce, subkey)
      nacl.crypto_onetimeauth(authenticator, 0, place, SEAL_ROOM, length, authenticatorKey)
      if (!timingSafeEqual(authenticator, place.subarray(SEAL_ROOM - BOX_OVERHEAD, SEAL_ROOM))) {
        return false
      }
      if (SEAL_ROOM + length <= BLOCK_LENGTH) {
        for (let at = SEAL_ROOM; at < place.length; at++) {
          place[at] = (place[at] as number) ^ (block[at] as number)
        }
      } else {
        applyStream(place, shortNonce, subkey)
      }
      return true
    },
  }
}

/** X25519; undefined where the result would be zero, which node:crypto refuses to give. */
function agree(publicKey: Uint8Array, secret: Secret): Buffer | undefined {
  const key = publicKeyObject(publicKey)
  try {
    return diffieHellman({ privateKey: secret.key, publicKey: key })
  } catch {
    // With two whole keys this is all that can be wrong (RFC 7748 §6.1).
    return undefined
  }
}

/** As JWK: node:crypto takes a key in DER ten times as long to read. */
function privateKeyObject(octets: Uint8Array): KeyObject {
  // The public half must be there, but OpenSSL computes its own.
  const jwk = { kty: 'OKP', crv: 'X25519', d: base64Url(octets), x: base64Url(octets) }
  return createPrivateKey({ key: jwk, format: 'jwk' })
}

function publicKeyObject(octets: Uint8Array): KeyObject {
  const jwk = { kty: 'OKP', crv: 'X25519', x: base64Url(octets) }
  return createPublicKey({ key: jwk, format: 'jwk' })
}

function base64Url(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('base64url')
}
