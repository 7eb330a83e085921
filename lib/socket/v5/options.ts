// Options as zeromq.js 5 sets and reads them, by number or by a short name: in the end they are the options of
// zeromq.js 6, which has a property for nearly each.
import type { Socket as Socket6 } from '../socket.js'
import { SOCKET_OPTIONS } from '../options/options.js'
import * as constants from './constants.js'

/** The short names, which are properties of a socket as well. */
export const SHORT_OPTIONS = {
  _fd: constants.ZMQ_FD,
  _ioevents: constants.ZMQ_EVENTS,
  _receiveMore: constants.ZMQ_RCVMORE,
  _subscribe: constants.ZMQ_SUBSCRIBE,
  _unsubscribe: constants.ZMQ_UNSUBSCRIBE,
  affinity: constants.ZMQ_AFFINITY,
  backlog: constants.ZMQ_BACKLOG,
  identity: constants.ZMQ_IDENTITY,
  linger: constants.ZMQ_LINGER,
  rate: constants.ZMQ_RATE,
  rcvbuf: constants.ZMQ_RCVBUF,
  last_endpoint: constants.ZMQ_LAST_ENDPOINT,
  reconnect_ivl: constants.ZMQ_RECONNECT_IVL,
  recovery_ivl: constants.ZMQ_RECOVERY_IVL,
  sndbuf: constants.ZMQ_SNDBUF,
  mechanism: constants.ZMQ_MECHANISM,
  plain_server: constants.ZMQ_PLAIN_SERVER,
  plain_username: constants.ZMQ_PLAIN_USERNAME,
  plain_password: constants.ZMQ_PLAIN_PASSWORD,
  curve_server: constants.ZMQ_CURVE_SERVER,
  curve_publickey: constants.ZMQ_CURVE_PUBLICKEY,
  curve_secretkey: constants.ZMQ_CURVE_SECRETKEY,
  curve_serverkey: constants.ZMQ_CURVE_SERVERKEY,
  zap_domain: constants.ZMQ_ZAP_DOMAIN,
  heartbeat_ivl: constants.ZMQ_HEARTBEAT_IVL,
  heartbeat_ttl: constants.ZMQ_HEARTBEAT_TTL,
  heartbeat_timeout: constants.ZMQ_HEARTBEAT_TIMEOUT,
  connect_timeout: constants.ZMQ_CONNECT_TIMEOUT,
} as const

/** What an option may be, or is read as. */
export type OptionValue5 = string | number | boolean | Buffer | null

type Open = Record<string, unknown>
type Subscribing = Record<'subscribe' | 'unsubscribe', (topic: OptionValue5) => void>

/** What has no property of its number's name, or another meaning. */
interface Special {
  readonly write?: (socket: Open, value: OptionValue5) => void
  readonly read?: (socket: Open) => OptionValue5
}

const without = (what: string) => (): never => {
  throw new Error(`${what} is not supported in compatibility mode`)
}

const MECHANISMS: readonly unknown[] = [null, 'plain', 'curve', 'gssapi']

const SPECIAL: Readonly<Record<number, Special>> = {
  [constants.ZMQ_SUBSCRIBE]: {
    write: (socket, value) => (socket as Subscribing).subscribe(value),
  },
  [constants.ZMQ_UNSUBSCRIBE]: {
    write: (socket, value) => (socket as Subscribing).unsubscribe(value),
  },
  [constants.ZMQ_RCVMORE]: { read: without('ZMQ_RCVMORE') },
  [constants.ZMQ_FD]: { read: without('ZMQ_FD') },
  [constants.ZMQ_EVENTS]: {
    read: ({ readable, writable }) =>
      (readable === true ? constants.ZMQ_POLLIN : 0) |
      (writable === true ? constants.ZMQ_POLLOUT : 0),
  },
  [constants.ZMQ_IPV4ONLY]: {
    write: (socket, value) => (socket['ipv6'] = !value),
    read: ({ ipv6 }) => ipv6 !== true,
  },
  [constants.ZMQ_XPUB_VERBOSE]: {
    write: (socket, value) => (socket['verbosity'] = value ? 'allSubs' : null),
    read: without('Reading ZMQ_XPUB_VERBOSE'),
  },
  [constants.ZMQ_ROUTER_RAW]: {
    write: without('ZMQ_ROUTER_RAW'),
    read: without('ZMQ_ROUTER_RAW'),
  },
  [constants.ZMQ_MECHANISM]: {
    read: ({ securityMechanism }) => MECHANISMS.indexOf(securityMechanism),
  },
}

/** Those that zeromq.js 5 knew. */
const KNOWN = new Set<number>(
  Object.entries(constants)
    .filter(([name]) => /^ZMQ_(?!CAN_|IO_THREADS|MAX_SOCKETS|POLL|SNDMORE)/.test(name))
    .map(([, number]) => number)
    .filter(number => number >= constants.ZMQ_AFFINITY),
)

const PROPERTIES = new Map(SOCKET_OPTIONS.map(option => [option.number, option]))

/** True for one that is a property like any other. */
const isPlain = (number: number): boolean => KNOWN.has(number) && SPECIAL[number] === undefined

/** @throws Error for what is no option */
export function setOption5(socket: Socket6, number: number, value: OptionValue5): void {
  const open = socket as unknown as Open
  const special = SPECIAL[number]
  const property = PROPERTIES.get(number)
  if (special?.write !== undefined) special.write(open, value)
  else if (property === undefined || property.access === 'read' || !isPlain(number)) {
    throw new Error('Unknown option')
  } else open[property.name] = property.kind === 'Bool' ? Boolean(value) : value
}

/** Flags are read as 0 and 1. @throws Error for what is no option */
export function getOption5(socket: Socket6, number: number): OptionValue5 {
  const open = socket as unknown as Open
  const special = SPECIAL[number]
  const property = PROPERTIES.get(number)
  if (special?.read !== undefined) return special.read(open)
  if (property === undefined || property.access === 'write' || !isPlain(number)) {
    throw new Error('Unknown option')
  }
  const value = open[property.name] as OptionValue5
  return property.kind === 'Bool' ? Number(value) : value
}
