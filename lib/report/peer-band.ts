// What a monitor event says of the connection to one peer, as a band of the report.
import type { EventName } from '../monitor/events.js'

const BANDS: Partial<Readonly<Record<EventName, string>>> = {
  CONNECT_DELAYED: 'connecting',
  CONNECT_RETRIED: 'connecting',
  ACCEPTED: 'handshake',
  CONNECTED: 'handshake',
  HANDSHAKE_SUCCEEDED: 'connected',
  HANDSHAKE_FAILED_NO_DETAIL: 'failed',
  HANDSHAKE_FAILED_PROTOCOL: 'failed',
  HANDSHAKE_FAILED_AUTH: 'failed',
  DISCONNECTED: 'end',
  CLOSED: 'end',
}

/** The band that begins with the event; `end` if what was there ends; undefined if it says nothing. */
export function peerBand(event: EventName): string | undefined {
  return BANDS[event]
}
