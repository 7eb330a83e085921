// What a browser has not, for build/browser.ts: the names are those of the modules in whose place this stands. Nothing of
// it is ever called but what says so.
import { systemError } from '../errors.js'

/** For sockets whose types are not there. */
export const Datagrams = undefined
/** @throws SystemError ENOTSUP */
export function Acceptor(): never {
  throw systemError('ENOTSUP', {
    message: 'a browser cannot listen: bind elsewhere, and connect',
  })
}

/** A WebSocket has a greeting of its own. */
export const GreetingExchange = undefined
/** Nobody counts peers that cannot come. */
export const PeerAccounts = undefined

/** Whoever connects judges nobody. */
export const ZapQuestion = undefined
export const hasZapHandler = (): boolean => false

/** For STREAM, which is not there. */
export const RawSession = undefined
/** For CURVE, which cannot be asked for. */
export const CurveClient = undefined
export const CurveServer = undefined
export const CookieKeys = undefined
export const hasCurve = false
export const curveBox = {}
export function decodeZ85(): undefined {}
export function encodeZ85(): undefined {}

/** @throws SystemError EINVAL, as of a libzmq built without CURVE */
export function requireCurve(): never {
  throw systemError('EINVAL', { message: 'there is no CURVE in a browser' })
}

export function curveLoading(): undefined {}
export function keyLog(): undefined {}

/** Nobody is accepted that could be filtered. */
export function parseAcceptFilter(): undefined {}

/** A page and its workers have each their own. */
export function shareContext(): void {}

/** A page ends without a word. */
export function holdProcessEnd(): void {}
export function letProcessEnd(): void {}

/** Nothing is written without the event loop. */
export const Patience = undefined

/** Nothing listens that could be given up. */
export function abandon(): void {}

/** Its heap is the browser's affair. */
export function countReceived(): void {}

/** What of it is transferred is transferred: a browser has no mark against it. */
export function allocateShared(bytes: number): Buffer {
  return Buffer.allocUnsafeSlow(bytes)
}

/** Diagnostics channels are Node's. */
export function nameSubject(): void {}
export function tellEvent(): void {}
export function tellLinkUp(): void {}
export function tellLinkEnded(): void {}
export function tellLinkLost(): void {}
export function tellDialFailed(): void {}
