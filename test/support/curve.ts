// The cryptography of CURVE for tests.
import makeSodium from 'libsodium-sumo'
import type { Cipher } from '../../lib/zmtp/mechanism/mechanism.js'
import { sodiumBox } from '../../lib/zmtp/mechanism/curve-sodium.js'

/** libsodium, and what is in its memory. */
export const sodium = await makeSodium()

export const curveBox = sodiumBox(sodium)

/** A body as a cipher seals it. */
export function sealed(cipher: Cipher, payload: Uint8Array, flags: number): Buffer {
  const page = Buffer.alloc(cipher.prefixLength + payload.length)
  cipher.seal(payload, flags, page, 0)
  return page
}
