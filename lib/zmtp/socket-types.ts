// Socket types: their names in READY, their ZMTP 2.0 numbers, and who may talk to whom (RFC 23
// §The Socket-Type Property, RFC 15 §Connection Setup).
import type { SocketTypeName } from '../engine.js'

/** Number of each socket type: ZMTP 2.0's socket-type byte (RFC 15), and ZMQ_PAIR … in zmq.h. */
export const SOCKET_TYPE_NUMBERS: Readonly<Record<SocketTypeName, number>> = {
  PAIR: 0,
  PUB: 1,
  SUB: 2,
  REQ: 3,
  REP: 4,
  DEALER: 5,
  ROUTER: 6,
  PULL: 7,
  PUSH: 8,
  XPUB: 9,
  XSUB: 10,
}

/** For each type the types it may meet. RFC 23's table; the drafts' types are not among ours. */
const COMPATIBLE: Readonly<Record<SocketTypeName, readonly string[]>> = {
  PAIR: ['PAIR'],
  PUB: ['SUB', 'XSUB'],
  SUB: ['PUB', 'XPUB'],
  REQ: ['REP', 'ROUTER'],
  REP: ['REQ', 'DEALER'],
  DEALER: ['REP', 'DEALER', 'ROUTER'],
  ROUTER: ['REQ', 'DEALER', 'ROUTER'],
  PULL: ['PUSH'],
  PUSH: ['PULL'],
  XPUB: ['SUB', 'XSUB'],
  XSUB: ['PUB', 'XPUB'],
}

const IDENTITY_SENDERS: ReadonlySet<SocketTypeName> = new Set(['REQ', 'DEALER', 'ROUTER'])

const NAMES = new Map(
  Object.entries(SOCKET_TYPE_NUMBERS).map(([name, number]) => [number, name as SocketTypeName]),
)

/** The name of a socket type number; undefined if there is none. */
export function socketTypeName(number: number): SocketTypeName | undefined {
  return NAMES.get(number)
}

/**
 * True if the two types may be connected (RFC 23 §The Socket-Type Property).
 *
 * @param peer the peer's Socket-Type as received; compared exactly, so `push` and `PUSH\0` are no types
 */
export function areCompatible(own: SocketTypeName, peer: string): boolean {
  return COMPATIBLE[own].includes(peer)
}

/** True for the types that put Identity into READY, even an empty one (RFC 23 §The Identity Property). */
export function sendsIdentity(type: SocketTypeName): boolean {
  return IDENTITY_SENDERS.has(type)
}
