// What zeromq.js 5 calls the events of version 6; it had none for handshakes.
import type { EventType } from '../../monitor/observer.js'

/** The name of each; none for what was not told. */
export const EVENT_NAMES: Readonly<Partial<Record<EventType, string>>> = {
  connect: 'connect',
  'connect:delay': 'connect_delay',
  'connect:retry': 'connect_retry',
  bind: 'listen',
  'bind:error': 'bind_error',
  accept: 'accept',
  'accept:error': 'accept_error',
  close: 'close',
  'close:error': 'close_error',
  disconnect: 'disconnect',
}
