// From the observer of a zeromq.js socket (its `events`) to the raw parts a gate reads. That observer
// gives objects without descriptors and without remote endpoints, so the parts are made anew as version
// 1 would have them, with no descriptor to see; which peer an event is about can only be inferred.
import type { MonitorReader } from '../../engine.js'
import { systemError } from '../../errors.js'
import { encodeEventV1 } from '../../monitor/codec.js'
import { EVENTS, type EventName } from '../../monitor/events.js'

/** An event as zeromq.js's observers give it. */
export interface ObservedEvent {
  readonly type: string
  readonly address?: string
  readonly interval?: number
  readonly error?: Error & { readonly errno?: number; readonly status?: number }
  /** The raw parts, where the observer is ours. */
  readonly parts?: unknown
}

/** An observer in zeromq.js's shape: the `events` of a socket. */
export interface EventObserver {
  receive(): Promise<ObservedEvent>
}

const NAMES: Readonly<Record<string, EventName>> = {
  connect: 'CONNECTED',
  'connect:delay': 'CONNECT_DELAYED',
  'connect:retry': 'CONNECT_RETRIED',
  bind: 'LISTENING',
  'bind:error': 'BIND_FAILED',
  accept: 'ACCEPTED',
  'accept:error': 'ACCEPT_FAILED',
  close: 'CLOSED',
  'close:error': 'CLOSE_FAILED',
  disconnect: 'DISCONNECTED',
  end: 'MONITOR_STOPPED',
  'handshake:error:other': 'HANDSHAKE_FAILED_NO_DETAIL',
  handshake: 'HANDSHAKE_SUCCEEDED',
  'handshake:error:protocol': 'HANDSHAKE_FAILED_PROTOCOL',
  'handshake:error:auth': 'HANDSHAKE_FAILED_AUTH',
}

/** Events whose value is a descriptor, which zeromq.js does not give. */
const WITH_DESCRIPTOR: ReadonlySet<EventName> = new Set<EventName>([
  'CONNECTED',
  'LISTENING',
  'ACCEPTED',
  'CLOSED',
  'DISCONNECTED',
])

const NO_DESCRIPTOR = 0xffffffff

/**
 * Reads a socket's observer as a monitor of version 1. The observer must not be read by anybody else.
 * Closing the reader leaves the observer open: it belongs to its socket, and so does a `receive` of it
 * that waits until the socket closes.
 */
export function fromObserver(observer: EventObserver): MonitorReader {
  let isClosed = false
  return {
    version: 1,
    async receive() {
      if (isClosed) throw systemError('EBADF')
      return toParts(await observer.receive())
    },
    close() {
      isClosed = true
    },
  }
}

function toParts(event: ObservedEvent): Buffer[] {
  const { type, address = '', interval, error, parts } = event
  if (isParts(parts)) return [...parts]
  const name = NAMES[type]
  if (name === undefined) return encodeEventV1(0, 0, address)
  const value = WITH_DESCRIPTOR.has(name)
    ? NO_DESCRIPTOR
    : (interval ?? error?.errno ?? error?.status ?? 0)
  return encodeEventV1(EVENTS[name], value, address)
}

function isParts(value: unknown): value is readonly Buffer[] {
  return Array.isArray(value) && value.every(part => Buffer.isBuffer(part))
}
