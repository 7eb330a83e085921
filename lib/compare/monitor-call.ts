// zmq_socket_monitor_versioned(3) as it is. Both engines' sockets have it, beyond the engine contract.
import type { EngineSocket } from '../engine.js'
import { UsageError } from '../errors.js'

/** The call's arguments; `endpoint` null stops the monitor. */
export interface RawMonitorCall {
  readonly endpoint: string | null
  readonly events: number
  readonly version: number
  readonly type: number
}

/** A socket that offers the call. */
interface WithMonitorRaw {
  /** @returns 0 or the errno */
  monitorRaw(call: RawMonitorCall): number
}

function hasMonitorRaw(socket: object): socket is WithMonitorRaw {
  return 'monitorRaw' in socket && typeof socket.monitorRaw === 'function'
}

/** Makes the call: 0 or the errno. */
export function monitorRaw(socket: EngineSocket, call: RawMonitorCall): number {
  if (!hasMonitorRaw(socket)) throw new UsageError('this engine offers no zmq_socket_monitor')
  return socket.monitorRaw(call)
}
