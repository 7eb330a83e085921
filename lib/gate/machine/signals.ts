// What a gate's columns and rows are: the phases of a run, and what each monitor event means to it.
import type { EventName } from '../../monitor/events.js'

/**
 * Where a run stands. `waiting` for consumers, `open` for work, `draining` (Quits go out, consumers
 * leave), and the two ends: `stopped` as planned, `failed` for any other outcome.
 *
 *   waiting ──► open ──► draining ──► stopped
 *      │         │          │
 *      └─────────┴──────────┴───────► failed
 */
export type Phase = 'waiting' | 'open' | 'draining' | 'stopped' | 'failed'

/** An event's name, or that it is none of libzmq 4.3's. */
export type GateEventName = EventName | 'UNKNOWN'

/** A monitor event as the gate sees it. */
export interface EventInput {
  readonly kind: 'event'
  readonly event: GateEventName
  readonly value: number
  /** Version 2 only; version 1 cannot say whom an event is about. */
  readonly local?: string
  /** Version 2 only. */
  readonly remote?: string
  /** DISCONNECTED on our engine only: the peer had not read all that was written to it. */
  readonly isBroken?: true
  readonly now: number
}

/** What an event means to a gate. */
export type EventSignal =
  | 'peer-accepted'
  | 'peer-ready'
  | 'peer-refused'
  | 'peer-gone'
  | 'bind-failed'
  | 'monitor-ended'
  | 'other-event'

/** What each event means to a gate. */
export const EVENT_SIGNALS: Readonly<Record<GateEventName, EventSignal>> = {
  CONNECTED: 'other-event',
  CONNECT_DELAYED: 'other-event',
  CONNECT_RETRIED: 'other-event',
  LISTENING: 'other-event',
  BIND_FAILED: 'bind-failed',
  ACCEPTED: 'peer-accepted',
  ACCEPT_FAILED: 'other-event',
  CLOSED: 'other-event',
  CLOSE_FAILED: 'other-event',
  DISCONNECTED: 'peer-gone',
  MONITOR_STOPPED: 'monitor-ended',
  HANDSHAKE_FAILED_NO_DETAIL: 'peer-refused',
  HANDSHAKE_SUCCEEDED: 'peer-ready',
  HANDSHAKE_FAILED_PROTOCOL: 'peer-refused',
  HANDSHAKE_FAILED_AUTH: 'peer-refused',
  PIPES_STATS: 'other-event',
  UNKNOWN: 'other-event',
}
