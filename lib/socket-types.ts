// The socket types: all that anybody has to know of a type but its behaviour (socket/pattern). RFC 23 §The
// Socket-Type Property and §The Identity Property, RFC 15 §Connection Setup, zmq_socket(3). A new type is a
// row here, a pattern and a public class. Drafts have no row.
import type { NativeTypeName, SocketTypeName } from './engine.js'

/** What sets one type apart. */
export interface SocketType {
  /** ZMQ_PAIR … in zmq.h, and the socket-type octet of ZMTP 2.0. */
  readonly number: number
  /** The types it may be connected with. */
  readonly meets: readonly SocketTypeName[]
  /** Whether its application can send, and receive. */
  readonly sends: boolean
  readonly receives: boolean
  /** It puts Identity into READY, even an empty one. */
  readonly sendsIdentity: boolean
}

const BOTH_WAYS = { sends: true, receives: true, sendsIdentity: false } as const
const ADDRESSED = { ...BOTH_WAYS, sendsIdentity: true } as const
const SENDS_ONLY = { ...BOTH_WAYS, receives: false } as const
const RECEIVES_ONLY = { ...BOTH_WAYS, sends: false } as const

/** Every type by its name. STREAM is libzmq's own: raw TCP, which meets no type of ZMTP. */
export const SOCKET_TYPES: Readonly<Record<SocketTypeName | NativeTypeName, SocketType>> = {
  PAIR: { number: 0, meets: ['PAIR'], ...BOTH_WAYS },
  PUB: { number: 1, meets: ['SUB', 'XSUB'], ...SENDS_ONLY },
  SUB: { number: 2, meets: ['PUB', 'XPUB'], ...RECEIVES_ONLY },
  REQ: { number: 3, meets: ['REP', 'ROUTER'], ...ADDRESSED },
  REP: { number: 4, meets: ['REQ', 'DEALER'], ...BOTH_WAYS },
  DEALER: { number: 5, meets: ['REP', 'DEALER', 'ROUTER'], ...ADDRESSED },
  ROUTER: { number: 6, meets: ['REQ', 'DEALER', 'ROUTER'], ...ADDRESSED },
  PULL: { number: 7, meets: ['PUSH'], ...RECEIVES_ONLY },
  PUSH: { number: 8, meets: ['PULL'], ...SENDS_ONLY },
  XPUB: { number: 9, meets: ['SUB', 'XSUB'], ...BOTH_WAYS },
  XSUB: { number: 10, meets: ['PUB', 'XPUB'], ...BOTH_WAYS },
  STREAM: { number: 11, meets: [], ...BOTH_WAYS },
}

/** The names that a Socket-Type property may have. */
export const SOCKET_TYPE_NAMES = Object.keys(SOCKET_TYPES).filter(
  name => name !== 'STREAM',
) as SocketTypeName[]

const NAMES = new Map(SOCKET_TYPE_NAMES.map(name => [SOCKET_TYPES[name].number, name]))

/** The ZMTP type of a number; undefined if there is none. */
export function socketTypeName(number: number): SocketTypeName | undefined {
  return NAMES.get(number)
}

/** True for a Socket-Type as it may be received; compared exactly: `push` and `PUSH\0` are no types. */
export function isSocketTypeName(name: string): name is SocketTypeName {
  return (SOCKET_TYPE_NAMES as readonly string[]).includes(name)
}

/** True if the two types may be connected. @param peer the peer's Socket-Type as received */
export function areCompatible(own: SocketTypeName, peer: string): boolean {
  return (SOCKET_TYPES[own].meets as readonly string[]).includes(peer)
}
