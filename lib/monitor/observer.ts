// zeromq.js's view of monitor events: an object a kind, from the raw parts of version 1. Number, name,
// value and parts are there too, but not enumerable, so that comparing and printing stay as they were.
import { errnoCode, systemErrorText } from '../errors.js'
import { decodeMonitorEvent, type MonitorParts } from './codec.js'
import { EVENTS, protocolErrorName, type EventName } from './events.js'

/** An error with the system's number, as zeromq.js gives it. */
export interface ErrnoError extends Error {
  code: string
  errno: number
}

/** The peer was refused; `status` is ZAP's (RFC 27). */
export interface AuthError extends Error {
  status: number
}

/** One side broke the protocol; `code` is `ERR_` and libzmq's name, such as ERR_ZMTP_INVALID_METADATA. */
export interface ProtoError extends Error {
  code: string
}

interface WithAddress {
  address: string
}

interface WithError<E = ErrnoError> extends WithAddress {
  error: E
}

interface EventFields {
  accept: WithAddress
  'accept:error': WithError
  bind: WithAddress
  'bind:error': WithError
  connect: WithAddress
  'connect:delay': WithAddress
  'connect:retry': WithAddress & { interval: number }
  close: WithAddress
  'close:error': WithError
  disconnect: WithAddress
  end: object
  handshake: WithAddress
  'handshake:error:protocol': WithError<ProtoError>
  'handshake:error:auth': WithError<AuthError>
  'handshake:error:other': WithError
  unknown: object
}

/** The kinds of events. */
export type EventType = keyof EventFields

/** The event of one kind, with just its fields. */
export type EventOfType<E extends EventType = EventType> = {
  [K in E]: { type: K } & EventFields[K]
}[E]

/** Any event. */
export type Event = EventOfType

/** What every event carries besides, not enumerable. */
export interface EventSource {
  /** libzmq's number. */
  readonly event: number
  /** libzmq's name without ZMQ_EVENT_. */
  readonly name: EventName | undefined
  /** The value, unsigned. */
  readonly value: number
  /** The parts it was decoded from. */
  readonly parts: MonitorParts
}

const TYPES: Partial<Record<number, EventType>> = {
  [EVENTS.CONNECTED]: 'connect',
  [EVENTS.CONNECT_DELAYED]: 'connect:delay',
  [EVENTS.CONNECT_RETRIED]: 'connect:retry',
  [EVENTS.LISTENING]: 'bind',
  [EVENTS.BIND_FAILED]: 'bind:error',
  [EVENTS.ACCEPTED]: 'accept',
  [EVENTS.ACCEPT_FAILED]: 'accept:error',
  [EVENTS.CLOSED]: 'close',
  [EVENTS.CLOSE_FAILED]: 'close:error',
  [EVENTS.DISCONNECTED]: 'disconnect',
  [EVENTS.MONITOR_STOPPED]: 'end',
  [EVENTS.HANDSHAKE_FAILED_NO_DETAIL]: 'handshake:error:other',
  [EVENTS.HANDSHAKE_SUCCEEDED]: 'handshake',
  [EVENTS.HANDSHAKE_FAILED_PROTOCOL]: 'handshake:error:protocol',
  [EVENTS.HANDSHAKE_FAILED_AUTH]: 'handshake:error:auth',
}

const AUTH_TEXTS: Partial<Record<number, string>> = {
  300: 'Temporary error',
  400: 'Authentication failure',
  500: 'Internal error',
}

/**
 * Makes zeromq.js's event object from raw parts.
 *
 * @throws MonitorFormatError if the parts are no monitor event
 */
export function toEvent(parts: MonitorParts): Event & EventSource {
  const { event, name, value, address } = decodeMonitorEvent(parts)
  const type = TYPES[event] ?? 'unknown'
  const fields = { type, ...(address !== '' && { address }), ...detail(type, value) }
  const hidden = { event, name, value, parts }
  for (const [key, content] of Object.entries(hidden)) {
    Object.defineProperty(fields, key, { value: content })
  }
  return fields as unknown as Event & EventSource
}

function detail(type: EventType, value: number): object {
  switch (type) {
    case 'connect:retry':
      return { interval: value }
    case 'bind:error':
    case 'accept:error':
    case 'close:error':
    case 'handshake:error:other': {
      const code = errnoCode(value)
      return { error: Object.assign(new Error(systemErrorText(code)), { errno: value, code }) }
    }
    case 'handshake:error:protocol': {
      const known = protocolErrorName(value)
      const text =
        known === undefined
          ? 'Unknown error'
          : `${known.slice(0, known.indexOf('_'))} protocol error`
      return { error: Object.assign(new Error(text), { code: `ERR_${known ?? 'UNKNOWN'}` }) }
    }
    case 'handshake:error:auth': {
      const text = AUTH_TEXTS[value] ?? 'Unknown error'
      return { error: Object.assign(new Error(text), { status: value }) }
    }
    default:
      return {}
  }
}
