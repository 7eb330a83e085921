// The keys of CURVE: X25519 (RFC 7748) and chance, by node:crypto, whose code is native.
import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  randomFillSync,
  type KeyObject,
} from 'node:crypto'
import { KEY_LENGTH, type CurveSecret } from './curve-box.js'

/** A secret in the form that node:crypto computes with: to import it takes as long as to use it. */
class Secret implements CurveSecret {
  readonly octets: Buffer
  readonly key: KeyObject
  #publicKey: Buffer | undefined

  constructor(octets: Uint8Array) {
    this.octets = Buffer.from(octets)
    this.key = privateKeyObject(this.octets)
  }

  /** OpenSSL has computed it already: to take it out costs a tenth of what it costs to compute it again. */
  get publicKey(): Buffer {
    this.#publicKey ??= Buffer.from(this.key.export({ format: 'jwk' }).x as string, 'base64url')
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

/** What of a CurveBox needs no ciphers. */
export const curveKeys = {
  random: randomSource(),
  secret(octets?: Uint8Array): CurveSecret {
    if (octets !== undefined) return new Secret(octets)
    const drawn = curveKeys.random(KEY_LENGTH)
    const secret = new Secret(drawn)
    // It has a copy, which is overwritten with it.
    drawn.fill(0)
    return secret
  },
}

/** X25519; undefined where the result would be zero, which node:crypto refuses to give. */
export function agree(publicKey: Uint8Array, secret: CurveSecret): Buffer | undefined {
  const key = publicKeyObject(publicKey)
  try {
    return diffieHellman({ privateKey: (secret as Secret).key, publicKey: key })
  } catch {
    // With two whole keys this is all that can be wrong (RFC 7748 §6.1).
    return undefined
  }
}

/** What comes before the octets of a private key of X25519 in DER (PKCS #8, RFC 8410). */
const DER_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** False once node:crypto has refused a public half that is not that of the private one (Node 26). */
let takesAnyPublicHalf = true

/** As JWK: node:crypto takes a key in DER ten times as long to read. */
function privateKeyObject(octets: Uint8Array): KeyObject {
  if (takesAnyPublicHalf) {
    // The public half must be there, but OpenSSL computes its own.
    const jwk = { kty: 'OKP', crv: 'X25519', d: base64Url(octets), x: base64Url(octets) }
    try {
      return createPrivateKey({ key: jwk, format: 'jwk' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_CRYPTO_INVALID_JWK') throw error
      takesAnyPublicHalf = false
    }
  }
  const der = Buffer.concat([DER_HEAD, octets])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  der.fill(0)
  return key
}

function publicKeyObject(octets: Uint8Array): KeyObject {
  const jwk = { kty: 'OKP', crv: 'X25519', x: base64Url(octets) }
  return createPublicKey({ key: jwk, format: 'jwk' })
}

function base64Url(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('base64url')
}
