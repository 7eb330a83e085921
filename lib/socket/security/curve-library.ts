// Finds the package that CURVE's ciphers come from, an optional peer of this one, and loads it only where CURVE is
// asked for. That takes a few turns of the event loop: until then a box has keys and chance, but seals nothing.
import { createRequire } from 'node:module'
import { systemError } from '../../errors.js'
import { sayAloud } from '../../say-aloud.js'
import type { CurveBox } from '../../zmtp/mechanism/curve-box.js'
import { curveKeys } from '../../zmtp/mechanism/curve-keys.js'
import { sodiumBox } from '../../zmtp/mechanism/curve-sodium.js'
import { encodeZ85 } from '../../zmtp/z85.js'

const PACKAGE = 'libsodium-sumo'

/** True if it is installed, or may be in the bundle that this is in. */
export const hasCurve: boolean = isInstalled()

/** Why there is no CURVE, where there is none. */
let absence = hasCurve ? undefined : `CURVE needs the package ${PACKAGE}: npm install ${PACKAGE}`

function notLoaded(): never {
  throw new Error(`${PACKAGE} is not loaded yet`)
}

/** The cryptography of CURVE. Only when nothing is loading any more it may seal, open or agree on a key. */
export const curveBox: CurveBox = {
  ...curveKeys,
  shared: notLoaded,
  subkey: notLoaded,
  sealInto: notLoaded,
  openInto: notLoaded,
}

let state: 'none' | 'loaded' | Promise<void> = 'none'

/** Loads it, once; undefined when that is done. It rejects with EINVAL if this platform cannot run it. */
export function curveLoading(): Promise<void> | undefined {
  if (state === 'none') {
    state = load()
    // Who waits for it hears that it failed; where nobody does, the line on stderr is all.
    state.catch(() => {})
  }
  return state === 'loaded' ? undefined : state
}

async function load(): Promise<void> {
  try {
    const { default: makeSodium } = await import('libsodium-sumo')
    Object.assign(curveBox, sodiumBox(await makeSodium()))
    state = 'loaded'
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    absence = `CURVE needs the package ${PACKAGE}, which cannot be loaded: ${reason}`
    sayAloud(absence)
    throw systemError('EINVAL', { message: absence })
  }
}

/** The cryptography of CURVE, loaded. @throws SystemError EINVAL if the package that it needs is not there */
export async function loadCurveBox(): Promise<CurveBox> {
  requireCurve()
  await curveLoading()
  return curveBox
}

/** Begins to load it. @throws SystemError EINVAL, as of a libzmq built without CURVE, if it is not there or has failed */
export function requireCurve(): true {
  if (absence !== undefined) throw systemError('EINVAL', { message: absence })
  void curveLoading()
  return true
}

/**
 * A fresh key pair for CURVE (zmq_curve_keypair(3)), in Z85.
 *
 * @throws SystemError EINVAL if the package that CURVE needs is not installed
 */
export function curveKeyPair(): { publicKey: string; secretKey: string } {
  requireCurve()
  const { publicKey, octets } = curveBox.secret()
  const pair = { publicKey: encodeZ85(publicKey), secretKey: encodeZ85(octets) }
  octets.fill(0)
  return pair
}

/** In a bundle, from where not even this package is found, the other may be in it: only the load can tell. */
function isInstalled(): boolean {
  return canResolve(PACKAGE) || !canResolve('rawzmq/package.json')
}

function canResolve(name: string): boolean {
  // Not in one expression with createRequire: bundlers would make a search of their own of it, which finds nothing.
  const here = import.meta.url
  try {
    createRequire(here).resolve(name)
    return true
  } catch {
    // Not there, or this module has no place: whoever asks for CURVE is told so.
    return false
  }
}
