// Monitor events (zmq_socket_monitor(3)): number, name, what the value means. One table.
import { errnoCode, PROTOCOL_ERROR_NUMBERS } from '../errors.js'

export const EVENTS = {
  CONNECTED: 0x0001,
  CONNECT_DELAYED: 0x0002,
  CONNECT_RETRIED: 0x0004,
  LISTENING: 0x0008,
  BIND_FAILED: 0x0010,
  ACCEPTED: 0x0020,
  ACCEPT_FAILED: 0x0040,
  CLOSED: 0x0080,
  CLOSE_FAILED: 0x0100,
  DISCONNECTED: 0x0200,
  MONITOR_STOPPED: 0x0400,
  HANDSHAKE_FAILED_NO_DETAIL: 0x0800,
  HANDSHAKE_SUCCEEDED: 0x1000,
  HANDSHAKE_FAILED_PROTOCOL: 0x2000,
  HANDSHAKE_FAILED_AUTH: 0x4000,
  PIPES_STATS: 0x10000,
} as const

export type EventName = keyof typeof EVENTS
export const EVENT_ALL = 0xffff
export const EVENT_ALL_V1 = EVENT_ALL
export const EVENT_ALL_V2 = 0x1ffff
const NAMES = new Map<number, EventName>(
  Object.entries(EVENTS).map(([name, number]) => [number, name as EventName]),
)
export function eventName(event: number): EventName | undefined {
  return NAMES.get(event)
}
void errnoCode
void PROTOCOL_ERROR_NUMBERS
