// The socket types: all that anybody has to know of a type but its behaviour (socket/pattern). RFC 23 §The
// Socket-Type Property and §The Identity Property, RFC 15 §Connection Setup, zmq_socket(3). A new type is a
// row here, a pattern and a public class.
import type { AnyTypeName, DraftTypeName, RawTypeName, SocketTypeName } from './engine.js'

/** What sets one type apart. */
export interface SocketType {
  /** ZMQ_PAIR … in zmq.h, and the socket-type octet of ZMTP 2.0. */
  readonly number: number
  /** The types it may be connected with. */
  readonly meets: readonly AnyTypeName[]
  /** Whether its application can send, and receive. */
  readonly sends: boolean
  readonly receives: boolean
  /** It puts Identity into READY, even an empty one. */
  readonly sendsIdentity: boolean
  /** How long its messages linger, unless told otherwise: for ever, or not, as they are but wishes. */
  readonly linger: -1 | 0
  /** A second connect to the same tcp or ipc endpoint does nothing: the messages would come twice, or never. */
  readonly connectsOnce?: true
  /** It is a draft: its messages have one part each, but for DGRAM's, which have two. */
  readonly isDraft: boolean
  /** On which side it can use udp; undefined where it cannot. */
  readonly datagrams?: 'bind' | 'connect'
  /** What stands before that part, as one of its own: a peer's number, a group, or where a peer is. */
  readonly companion?: 'number' | 'group' | 'address'
}

const BOTH_WAYS = {
  sends: true,
  receives: true,
  sendsIdentity: false,
  isDraft: false,
  linger: -1,
} as const
const ADDRESSED = { ...BOTH_WAYS, sendsIdentity: true } as const
const SENDS_ONLY = { ...BOTH_WAYS, receives: false } as const
const RECEIVES_ONLY = { ...BOTH_WAYS, sends: false } as const
const ONCE = { connectsOnce: true } as const
const DRAFT = { isDraft: true } as const
const NUMBERED = { ...DRAFT, companion: 'number' } as const
const GROUPED = { ...DRAFT, companion: 'group' } as const

/** Every type by its name. STREAM and DGRAM speak plain TCP and UDP, and meet no type of ZMTP. */
export const SOCKET_TYPES: Readonly<Record<AnyTypeName, SocketType>> = {
  PAIR: { number: 0, meets: ['PAIR'], ...BOTH_WAYS },
  PUB: { number: 1, meets: ['SUB', 'XSUB'], ...SENDS_ONLY, ...ONCE },
  SUB: { number: 2, meets: ['PUB', 'XPUB'], ...RECEIVES_ONLY, ...ONCE, linger: 0 },
  REQ: { number: 3, meets: ['REP', 'ROUTER'], ...ADDRESSED, ...ONCE },
  REP: { number: 4, meets: ['REQ', 'DEALER'], ...BOTH_WAYS },
  DEALER: { number: 5, meets: ['REP', 'DEALER', 'ROUTER'], ...ADDRESSED, ...ONCE },
  ROUTER: { number: 6, meets: ['REQ', 'DEALER', 'ROUTER'], ...ADDRESSED },
  PULL: { number: 7, meets: ['PUSH'], ...RECEIVES_ONLY },
  PUSH: { number: 8, meets: ['PULL'], ...SENDS_ONLY },
  XPUB: { number: 9, meets: ['SUB', 'XSUB'], ...BOTH_WAYS },
  XSUB: { number: 10, meets: ['PUB', 'XPUB'], ...BOTH_WAYS, linger: 0 },
  STREAM: { number: 11, meets: [], ...BOTH_WAYS },
  SERVER: { number: 12, meets: ['CLIENT'], ...BOTH_WAYS, ...NUMBERED },
  CLIENT: { number: 13, meets: ['SERVER'], ...BOTH_WAYS, ...DRAFT },
  RADIO: { number: 14, meets: ['DISH'], ...SENDS_ONLY, ...GROUPED, datagrams: 'connect' },
  DISH: {
    number: 15,
    meets: ['RADIO'],
    ...RECEIVES_ONLY,
    ...GROUPED,
    linger: 0,
    datagrams: 'bind',
  },
  GATHER: { number: 16, meets: ['SCATTER'], ...RECEIVES_ONLY, ...DRAFT },
  SCATTER: { number: 17, meets: ['GATHER'], ...SENDS_ONLY, ...DRAFT },
  DGRAM: { number: 18, meets: [], ...BOTH_WAYS, ...DRAFT, companion: 'address', datagrams: 'bind' },
  PEER: { number: 19, meets: ['PEER'], ...BOTH_WAYS, ...NUMBERED },
  CHANNEL: { number: 20, meets: ['CHANNEL'], ...BOTH_WAYS, ...DRAFT },
}

/** The names of all types, by their numbers. */
export const ALL_TYPE_NAMES = Object.keys(SOCKET_TYPES) as readonly AnyTypeName[]

/** The names of all types that are no drafts. */
export const STABLE_TYPE_NAMES = ALL_TYPE_NAMES.filter(name => !SOCKET_TYPES[name].isDraft) as (
  SocketTypeName | RawTypeName
)[]

/** The names that a Socket-Type property may have, but for drafts. */
export const SOCKET_TYPE_NAMES = STABLE_TYPE_NAMES.filter(name => name !== 'STREAM')

/** A type that speaks ZMTP. */
export type ZmtpTypeName = SocketTypeName | Exclude<DraftTypeName, 'DGRAM'>

/** The names that a Socket-Type property may have. */
const ZMTP_TYPE_NAMES = ALL_TYPE_NAMES.filter(
  name => SOCKET_TYPES[name].meets.length > 0,
) as readonly ZmtpTypeName[]

const NAMES = new Map(ALL_TYPE_NAMES.map(name => [SOCKET_TYPES[name].number, name]))

/** The type of a number; undefined if there is none. */
export function anyTypeName(number: number): AnyTypeName | undefined {
  return NAMES.get(number)
}

/** The ZMTP type of a number, as ZMTP 2.0 has it: no draft; undefined if there is none. */
export function socketTypeName(number: number): SocketTypeName | undefined {
  return SOCKET_TYPE_NAMES.find(name => SOCKET_TYPES[name].number === number)
}

/** True if libzmq's sockets of that type may be used by several threads: they have no descriptor then. */
export function isThreadSafe(type: AnyTypeName): boolean {
  return SOCKET_TYPES[type].isDraft && type !== 'DGRAM'
}

/** How many parts a message of a type may have. */
export function partsMax(type: AnyTypeName): number {
  const { isDraft, companion } = SOCKET_TYPES[type]
  if (!isDraft) return Infinity
  return companion === undefined ? 1 : 2
}

/** True for a Socket-Type as it may be received; compared exactly: `push` and `PUSH\0` are no types. */
export function isSocketTypeName(name: string): name is ZmtpTypeName {
  return (ZMTP_TYPE_NAMES as readonly string[]).includes(name)
}

/** True if the two types may be connected. @param peer the peer's Socket-Type as received */
export function areCompatible(own: AnyTypeName, peer: string): boolean {
  return (SOCKET_TYPES[own].meets as readonly string[]).includes(peer)
}
