// Socket types: their names in READY, their ZMTP 2.0 numbers, and who may talk to whom (RFC 23
// §The Socket-Type Property, RFC 15 §Connection Setup).
import type { SocketTypeName } from '../engine.js'

/** Number of each socket type, as ZMTP 2.0 and zmq.h have it. */
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

const NAMES = new Map(
  Object.entries(SOCKET_TYPE_NUMBERS).map(([name, number]) => [number, name as SocketTypeName]),
)

/** The name of a socket type number; undefined if there is none. */
export function socketTypeName(number: number): SocketTypeName | undefined {
  return NAMES.get(number)
}

/** True if the two types may be connected. */
export function areCompatible(own: SocketTypeName, peer: string): boolean {
  return COMPATIBLE[own].includes(peer)
}

/** True for the types that put Identity into READY. */
export function sendsIdentity(type: SocketTypeName): boolean {
  return type === 'REQ' || type === 'DEALER' || type === 'ROUTER'
}
