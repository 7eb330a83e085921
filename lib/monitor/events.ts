// Monitor events (zmq_socket_monitor(3)): number, name, what the value means. One table; everything
// else about events is computed from it. (The manual calls the parts of a monitor message frames;
// here a frame is only what ZMTP puts on the wire.)
import { errnoCode, PROTOCOL_ERROR_NUMBERS, type ProtocolErrorName } from '../errors.js'

/** What the value of an event is. */
export type ValueKind =
  'fd' | 'errno' | 'milliseconds' | 'protocol-error' | 'status' | 'none' | 'counts'

interface EventRow {
  readonly number: number
  readonly value: ValueKind
  readonly meaning: string
}

const TABLE = {
  CONNECTED: {
    number: 0x0001,
    value: 'fd',
    meaning: 'the connection is up; not a byte of ZMTP has passed yet',
  },
  CONNECT_DELAYED: {
    number: 0x0002,
    value: 'errno',
    meaning: 'the connect is under way and not yet answered',
  },
  CONNECT_RETRIED: {
    number: 0x0004,
    value: 'milliseconds',
    meaning: 'the next attempt to connect comes after this wait',
  },
  LISTENING: { number: 0x0008, value: 'fd', meaning: 'bound and listening' },
  BIND_FAILED: { number: 0x0010, value: 'errno', meaning: 'the bind failed' },
  ACCEPTED: {
    number: 0x0020,
    value: 'fd',
    meaning: 'a connection was accepted; not a byte of ZMTP has passed yet',
  },
  ACCEPT_FAILED: {
    number: 0x0040,
    value: 'errno',
    meaning: 'a connection could not be accepted, or was refused by the filter',
  },
  CLOSED: {
    number: 0x0080,
    value: 'fd',
    meaning: 'a listener, or an unfinished attempt to connect, was closed',
  },
  CLOSE_FAILED: { number: 0x0100, value: 'errno', meaning: 'a listener left its file behind' },
  DISCONNECTED: {
    number: 0x0200,
    value: 'fd',
    meaning: 'the connection was lost, by the peer or by a fault',
  },
  MONITOR_STOPPED: { number: 0x0400, value: 'none', meaning: 'the last event of this monitor' },
  HANDSHAKE_FAILED_NO_DETAIL: {
    number: 0x0800,
    value: 'errno',
    meaning: 'the peer went away, or was silent too long, before the handshake was done',
  },
  HANDSHAKE_SUCCEEDED: { number: 0x1000, value: 'none', meaning: 'the ZMTP handshake is done' },
  HANDSHAKE_FAILED_PROTOCOL: {
    number: 0x2000,
    value: 'protocol-error',
    meaning: 'one side broke the protocol',
  },
  HANDSHAKE_FAILED_AUTH: {
    number: 0x4000,
    value: 'status',
    meaning: 'the peer was refused; the value is the status of ZAP (RFC 27)',
  },
  PIPES_STATS: {
    number: 0x10000,
    value: 'counts',
    meaning: 'messages queued in a pipe, outbound and inbound (version 2 only)',
  },
} as const satisfies Record<string, EventRow>

/** The name of an event: libzmq's without ZMQ_EVENT_. */
export type EventName = keyof typeof TABLE

const ROWS = Object.entries(TABLE) as [EventName, EventRow][]

/** Event numbers by name. */
export const EVENTS = Object.fromEntries(ROWS.map(([name, { number }]) => [name, number])) as {
  readonly [Name in EventName]: (typeof TABLE)[Name]['number']
}

/** Every event that version 1 can carry (ZMQ_EVENT_ALL). */
export const EVENT_ALL = 0xffff
/** The same (ZMQ_EVENT_ALL_V1). */
export const EVENT_ALL_V1 = EVENT_ALL
/** Every event that version 2 can carry (ZMQ_EVENT_ALL_V2). */
export const EVENT_ALL_V2 = 0x1ffff
/** What ZMQ_EVENT_ALL amounted to up to libzmq 4.2, which had no handshake events. */
export const EVENT_ALL_BEFORE_4_3 = 0x07ff

const BY_NUMBER = new Map(ROWS.map(([name, row]) => [row.number, { name, ...row }]))

/** The name of an event number; undefined if libzmq 4.3 has no such event. */
export function eventName(event: number): EventName | undefined {
  return BY_NUMBER.get(event)?.name
}

/** What an event's value means; `none` for an unknown event. */
export function valueKind(event: number): ValueKind {
  return BY_NUMBER.get(event)?.value ?? 'none'
}

/** What an event says, in one line without its value. */
export function eventMeaning(event: number): string {
  return BY_NUMBER.get(event)?.meaning ?? 'an event this version does not know'
}

const PROTOCOL_ERROR_NAMES = new Map<number, ProtocolErrorName>(
  Object.entries(PROTOCOL_ERROR_NUMBERS).map(([name, number]) => [
    number,
    name as ProtocolErrorName,
  ]),
)

/** The name of a protocol error number, libzmq's without ZMQ_PROTOCOL_ERROR_; undefined if unknown. */
export function protocolErrorName(number: number): ProtocolErrorName | undefined {
  return PROTOCOL_ERROR_NAMES.get(number)
}

/** An event's value for people: `fd 31`, `EPIPE (32)`, `177 ms`, `ZMTP mechanism mismatch (0x…)`. */
export function describeValue(event: number, value: number): string {
  switch (valueKind(event)) {
    case 'fd':
      return value === 0xffffffff ? 'no descriptor to see' : `fd ${value}`
    case 'errno':
      return `${errnoCode(value)} (${value})`
    case 'milliseconds':
      return `${value} ms`
    case 'protocol-error':
      return `${protocolErrorText(value)} (0x${value.toString(16)})`
    case 'status':
      return `status ${value}`
    case 'counts':
    case 'none':
      return String(value)
  }
}

function protocolErrorText(number: number): string {
  const [family = 'unknown', ...words] = (protocolErrorName(number) ?? 'unknown error').split('_')
  return [family, ...words.map(word => word.toLowerCase())].join(' ')
}
