// zmq_socket_monitor(3) for the public sockets: the events of a socket as bytes, at an inproc endpoint that
// the caller names and any socket of the same context can connect to.
import { systemError, UsageError } from '../../errors.js'
import { EVENT_ALL } from '../../monitor/events.js'
import { MONITOR_QUEUE_LIMIT, type MonitorSocketType } from './monitoring.js'
import { tellPipesStats } from './pipes-stats.js'
import { socketCoreOf } from '../registry.js'

/** How a monitor is to be, beside what zmq_socket_monitor takes. */
export interface SocketMonitorOptions {
  /** The type of the socket that carries the events (default PAIR). */
  readonly type?: MonitorSocketType
  /**
   * How many events are kept while the reader is missing or slow, beyond what its high-water mark lets
   * in (default 100000). Newer ones are then dropped: counted in `dropped`, and a process warning
   * (RAWZMQ_MONITOR_DROPPED) says so once. libzmq would stop its I/O thread instead.
   */
  readonly limit?: number
}

/** A monitor that has been started. */
export interface SocketMonitor {
  /** Events that were dropped so far, because the reader was missing or slow and the queue full. */
  readonly dropped: number
  /** Stops it, as `socketMonitor(socket, null)`; does nothing if another has taken its place. */
  stop(): void
}

/**
 * Starts to monitor a socket, in place of the monitor before (zmq_socket_monitor_versioned). Each event
 * becomes a message at `endpoint`, decoded by `getMonitorEvent` (version 1: two parts) or
 * `getMonitorEventV2` (4 + n parts). MONITOR_STOPPED is the last.
 *
 * @param socket a socket of this package
 * @param endpoint an `inproc://` name that nobody has bound; null stops the monitor that is running
 * @param events bit mask of the wanted events, `EVENTS.ACCEPTED | …` (default all of version 1)
 * @param version 1 (default) or 2; with any other number nothing is ever sent, as in libzmq
 * @throws SystemError ENOTSOCK (the socket is closed), EINVAL (an event above 16 bits in version 1, an
 * endpoint that is none, a socket type that cannot carry events), EPROTONOSUPPORT (not inproc),
 * EADDRINUSE; UsageError for a limit that is no count
 */
export function socketMonitor(
  socket: object,
  endpoint: string | null,
  events: number = EVENT_ALL,
  version: number = 1,
  { type = 'PAIR', limit = MONITOR_QUEUE_LIMIT }: SocketMonitorOptions = {},
): SocketMonitor {
  const { isClosed, monitoring } = socketCoreOf(socket)
  if (!(limit >= 0)) throw new UsageError(`limit must be 0 or a larger number, not ${limit}`)
  if (isClosed) throw systemError('ENOTSOCK')
  return monitoring.start({ endpoint, events, version, type, limit })
}

/**
 * Asks for one event PIPES_STATS for each peer of a socket (zmq_socket_monitor_pipes_stats(3)). Its two values are
 * the numbers of messages that wait to go to that peer, and of those that came from it and were not received.
 * Where nobody answers yet, a connect has a pipe all the same; a bind has none.
 *
 * @param socket a socket of this package
 * @throws SystemError EINVAL if no monitor asked for PIPES_STATS, which only version 2 carries (EVENT_ALL_V2); EAGAIN
 * if the socket has no pipe; ENOTSOCK if it is closed
 */
export function socketMonitorPipesStats(socket: object): void {
  const core = socketCoreOf(socket)
  if (core.isClosed) throw systemError('ENOTSOCK')
  tellPipesStats(core)
}
