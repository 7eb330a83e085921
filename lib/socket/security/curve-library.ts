// Finds the package that CURVE needs, an optional peer of this one, and looks for it only where CURVE is asked for.
import { createRequire } from 'node:module'
import { systemError } from '../../errors.js'
import type { CurveBox } from '../../zmtp/mechanism/curve-box.js'
import { naclBox, type NaclFunctions } from '../../zmtp/mechanism/curve-nacl.js'
import { encodeZ85 } from '../../zmtp/z85.js'

const PACKAGE = 'tweetnacl'

const find = createRequire(import.meta.url)

/** True if it is installed. */
export const hasCurve: boolean = isInstalled()

let loaded: CurveBox | undefined

/** The cryptography of CURVE. @throws SystemError EINVAL if the package is not installed */
export function curveBox(): CurveBox {
  requireCurve()
  loaded ??= naclBox((find(PACKAGE) as { lowlevel: NaclFunctions }).lowlevel)
  return loaded
}

/** @throws SystemError EINVAL, as of a libzmq that was built without CURVE, if the package is not installed */
export function requireCurve(): true {
  if (hasCurve) return true
  throw systemError('EINVAL', {
    message: `CURVE needs the package ${PACKAGE}: npm install ${PACKAGE}`,
  })
}

/**
 * A fresh key pair for CURVE (zmq_curve_keypair(3)), in Z85.
 *
 * @throws SystemError EINVAL if the package that CURVE needs is not installed
 */
export function curveKeyPair(): { publicKey: string; secretKey: string } {
  const { publicKey, octets } = curveBox().secret()
  const pair = { publicKey: encodeZ85(publicKey), secretKey: encodeZ85(octets) }
  octets.fill(0)
  return pair
}

function isInstalled(): boolean {
  try {
    find.resolve(PACKAGE)
    return true
  } catch {
    // Not there: whoever asks for CURVE is told so.
    return false
  }
}
