// Socket options: one table of name, libzmq number, kind, default and limits (zmq_setsockopt(3)).
// The accessors of the public sockets, the checks and the documentation come out of it.
import { systemError } from '../errors.js'
import type { OptionValue, SocketTypeName } from '../engine.js'
import { parseAcceptFilter } from './accept-filter.js'

/** How zmq_setsockopt reads the value; zeromq.js names its generic accessors so. */
export type OptionKind = 'Bool' | 'Int32' | 'Uint32' | 'Int64' | 'Uint64' | 'String'

interface OptionRow {
  readonly number: number
  readonly kind: OptionKind
  readonly value: OptionValue
  /** True for values that zmq_setsockopt takes; others are EINVAL. */
  readonly isValid?: (value: OptionValue) => boolean
  /** `none`: zeromq.js has the property, but libzmq refuses it here, as it was built. */
  readonly access?: 'read' | 'write' | 'none'
  /** Only these types have it as a property; all if absent. */
  readonly types?: readonly SocketTypeName[]
  /** Takes effect at once, also on a socket that is bound or connected. */
  readonly isImmediate?: true
  /** Accepted and kept, but this engine has nothing to apply it to. */
  readonly isInert?: true
}

const atLeast = (least: number) => (value: OptionValue) => Number(value) >= least
const oneOf =
  (...allowed: readonly OptionValue[]) =>
  (value: OptionValue) =>
    allowed.includes(value)
const SENDERS: readonly SocketTypeName[] = ['PUSH', 'PAIR']
const RECEIVERS: readonly SocketTypeName[] = ['PULL', 'PAIR']

/** A routing id has 1 to 255 bytes. */
const ROUTING_ID_MAX = 255

/** The largest heartbeat TTL the wire can say, in tenths of a second. */
const TTL_MAX = 0xffff

/** A time in ms as the wire has it: tenths of a second, cut off. */
const tenths = (value: OptionValue): number => Math.trunc(Number(value) / 100) + 0

const TABLE = {
  affinity: { number: 4, kind: 'Uint64', value: 0, isInert: true },
  routingId: {
    number: 5,
    kind: 'String',
    value: null,
    isValid: value => value !== null && Buffer.byteLength(String(value)) <= ROUTING_ID_MAX,
    types: [],
  },
  rate: { number: 8, kind: 'Int32', value: 100, isValid: atLeast(1), isInert: true },
  recoveryInterval: { number: 9, kind: 'Int32', value: 10000, isValid: atLeast(0), isInert: true },
  sendBufferSize: {
    number: 11,
    kind: 'Int32',
    value: -1,
    isValid: atLeast(-1),
    types: SENDERS,
    isInert: true,
  },
  receiveBufferSize: {
    number: 12,
    kind: 'Int32',
    value: -1,
    isValid: atLeast(-1),
    types: RECEIVERS,
    isInert: true,
  },
  linger: { number: 17, kind: 'Int32', value: -1, isValid: atLeast(-1), isImmediate: true },
  reconnectInterval: { number: 18, kind: 'Int32', value: 100, isValid: atLeast(-1) },
  backlog: { number: 19, kind: 'Int32', value: 100, isValid: atLeast(0) },
  reconnectMaxInterval: { number: 21, kind: 'Int32', value: 0, isValid: atLeast(0) },
  maxMessageSize: { number: 22, kind: 'Int64', value: -1 },
  sendHighWaterMark: {
    number: 23,
    kind: 'Int32',
    value: 1000,
    isValid: atLeast(0),
    types: SENDERS,
    isImmediate: true,
  },
  receiveHighWaterMark: {
    number: 24,
    kind: 'Int32',
    value: 1000,
    isValid: atLeast(0),
    types: RECEIVERS,
    isImmediate: true,
  },
  multicastHops: {
    number: 25,
    kind: 'Int32',
    value: 1,
    isValid: atLeast(1),
    types: SENDERS,
    isInert: true,
  },
  receiveTimeout: {
    number: 27,
    kind: 'Int32',
    value: -1,
    isValid: atLeast(-1),
    types: RECEIVERS,
    isImmediate: true,
  },
  sendTimeout: {
    number: 28,
    kind: 'Int32',
    value: -1,
    isValid: atLeast(-1),
    types: SENDERS,
    isImmediate: true,
  },
  type: { number: 16, kind: 'Int32', value: 0, access: 'read' },
  lastEndpoint: { number: 32, kind: 'String', value: null, access: 'read' },
  tcpKeepalive: { number: 34, kind: 'Int32', value: -1, isValid: oneOf(-1, 0, 1) },
  tcpKeepaliveCount: {
    number: 35,
    kind: 'Int32',
    value: -1,
    isValid: atLeast(-1),
    isInert: true,
  },
  tcpKeepaliveIdle: { number: 36, kind: 'Int32', value: -1, isValid: atLeast(-1) },
  tcpKeepaliveInterval: {
    number: 37,
    kind: 'Int32',
    value: -1,
    isValid: atLeast(-1),
    isInert: true,
  },
  tcpAcceptFilter: {
    number: 38,
    kind: 'String',
    value: null,
    isValid: value => value === null || parseAcceptFilter(String(value)) !== undefined,
  },
  immediate: { number: 39, kind: 'Bool', value: false },
  ipv6: { number: 42, kind: 'Bool', value: false },
  securityMechanism: { number: 43, kind: 'Int32', value: 0, access: 'read' },
  plainServer: { number: 44, kind: 'Bool', value: false, isValid: oneOf(false) },
  plainUsername: { number: 45, kind: 'String', value: null, isValid: oneOf(null) },
  plainPassword: { number: 46, kind: 'String', value: null, isValid: oneOf(null) },
  conflate: {
    number: 54,
    kind: 'Bool',
    value: false,
    access: 'write',
    types: ['PUSH', 'PULL'],
  },
  zapDomain: { number: 55, kind: 'String', value: null, isValid: oneOf(null) },
  typeOfService: {
    number: 57,
    kind: 'Uint32',
    value: 0,
    isValid: value => Number(value) < 2 ** 31,
    isInert: true,
  },
  handshakeInterval: { number: 66, kind: 'Int32', value: 30000, isValid: atLeast(0) },
  socksProxy: { number: 68, kind: 'String', value: null, isValid: oneOf(null) },
  heartbeatInterval: { number: 75, kind: 'Int32', value: 0, isValid: atLeast(0) },
  heartbeatTimeToLive: {
    number: 76,
    kind: 'Int32',
    value: 0,
    isValid: value => tenths(value) >= 0 && tenths(value) <= TTL_MAX,
  },
  heartbeatTimeout: { number: 77, kind: 'Int32', value: -1, isValid: atLeast(0) },
  connectTimeout: { number: 79, kind: 'Int32', value: 0, isValid: atLeast(0) },
  tcpMaxRetransmitTimeout: {
    number: 80,
    kind: 'Int32',
    value: 0,
    isValid: atLeast(0),
    isInert: true,
  },
  threadSafe: { number: 81, kind: 'Bool', value: false, access: 'read' },
  multicastMaxTransportDataUnit: {
    number: 84,
    kind: 'Int32',
    value: 1500,
    isValid: atLeast(1),
    isInert: true,
  },
  vmciBufferSize: { number: 85, kind: 'Uint64', value: 0, access: 'none' },
  vmciBufferMinSize: { number: 86, kind: 'Uint64', value: 0, access: 'none' },
  vmciBufferMaxSize: { number: 87, kind: 'Uint64', value: 0, access: 'none' },
  vmciConnectTimeout: { number: 88, kind: 'Int32', value: -1, access: 'none' },
  interface: { number: 92, kind: 'String', value: null, isValid: oneOf(null) },
  zapEnforceDomain: { number: 93, kind: 'Bool', value: false, isValid: oneOf(false) },
  // Ours, with a number far from libzmq's: the oldest major version of ZMTP that a peer may speak.
  minimumZmtp: { number: 10_001, kind: 'Int32', value: 1, isValid: oneOf(1, 2, 3) },
  loopbackFastPath: { number: 94, kind: 'Bool', value: false, isInert: true },
  reconnectStop: { number: 109, kind: 'Int32', value: 0, types: [] },
} as const satisfies Record<string, OptionRow>

/** The name of a socket option, as zeromq.js spells it. */
export type OptionName = keyof typeof TABLE

/** One option with its name. */
export interface OptionDefinition extends OptionRow {
  readonly name: OptionName
}

/** All socket options, in the order of their numbers. */
export const SOCKET_OPTIONS: readonly OptionDefinition[] = Object.entries(TABLE).map(
  ([name, row]: [string, OptionRow]) => ({ name: name as OptionName, ...row }),
)

const BY_NUMBER = new Map(SOCKET_OPTIONS.map(option => [option.number, option]))

type ValueOf<Kind extends OptionKind> = Kind extends 'Bool'
  ? boolean
  : Kind extends 'String'
    ? string | null
    : number

/** The values of all options of one socket. */
export type OptionValues = {
  -readonly [Name in OptionName]: ValueOf<(typeof TABLE)[Name]['kind']>
}

/** The defaults: libzmq's. */
export function defaultOptions(): OptionValues {
  const values = Object.fromEntries(SOCKET_OPTIONS.map(({ name, value }) => [name, value]))
  return values as OptionValues
}

/**
 * Looks an option up by libzmq's number.
 *
 * @throws SystemError EINVAL for a number that is no option here
 */
export function optionByNumber(number: number): OptionDefinition {
  const option = BY_NUMBER.get(number)
  if (option === undefined) {
    throw systemError('EINVAL')
  }
  return option
}

/**
 * Sets an option after checking it.
 *
 * @throws SystemError EINVAL for a value out of range, or an option that is only read
 */
export function setOptionValue(
  values: OptionValues,
  option: OptionDefinition,
  value: OptionValue,
): void {
  const { name, access, isValid } = option
  const converted = convert(option, value)
  if (access === 'read' || access === 'none' || isValid?.(converted) === false) {
    throw invalid(name, converted)
  }
  Object.assign(values, {
    [name]: kept(values, name, converted),
  })
}

/** Two options keep something else than what they are given. */
function kept(values: OptionValues, name: OptionName, value: OptionValue): OptionValue {
  if (name === 'heartbeatTimeToLive') return tenths(value) * 100
  // Each filter is added to those before it; null takes them all away.
  const filters = values.tcpAcceptFilter
  if (name === 'tcpAcceptFilter' && value !== null && filters !== null) return `${filters},${value}`
  return value
}

/** EINVAL, saying which option and value; not enumerable, for errors are compared and printed. */
function invalid(option: OptionName, value: OptionValue): Error {
  const error = systemError('EINVAL')
  Object.defineProperty(error, 'option', { value: option })
  Object.defineProperty(error, 'value', { value })
  return error
}

/** A value as the table keeps it: zmq_setsockopt also takes 0 and 1 for a boolean, bytes for text. */
function convert(option: OptionDefinition, value: OptionValue): OptionValue {
  if (option.kind === 'Bool') {
    if (value === 0 || value === 1) return value === 1
    if (typeof value === 'boolean') return value
    throw invalid(option.name, value)
  }
  if (option.kind === 'String') {
    if (value === null) return null
    const text = value instanceof Uint8Array ? Buffer.from(value).toString() : String(value)
    if (text === '') throw invalid(option.name, value)
    return text
  }
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value)
  throw invalid(option.name, value)
}
