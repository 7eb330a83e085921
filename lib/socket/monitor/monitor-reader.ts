// The reading end of a private monitor: a PAIR of the same context, connected to the monitor's inproc
// endpoint. What it receives are the raw parts.
import type { MonitorOptions, MonitorReader } from '../../engine.js'
import { systemError } from '../../errors.js'
import { EVENT_ALL_V1, EVENT_ALL_V2 } from '../../monitor/events.js'
import { SocketCore } from '../core.js'
import { Incoming } from '../incoming.js'
import type { Message } from '../message.js'
import type { ObserveSettings } from './monitoring.js'
import { Exclusive } from '../pattern/exclusive.js'

/**
 * Starts a private monitor of a socket and a PAIR that reads it.
 *
 * @throws SystemError ENOTSOCK if the socket is closed
 */
export function readMonitor(
  core: SocketCore,
  settings: ObserveSettings & { readonly version: 1 | 2 },
): MonitorReader {
  if (core.isClosed) throw systemError('ENOTSOCK')
  const pair = new SocketCore('PAIR', core.context, () => new Exclusive())
  const incoming = new Incoming(pair)
  /** The last event first. */
  const unread: Message[] = []
  const { endpoint, stop } = core.monitoring.observe({
    ...settings,
    // Who only touched the events of a socket must not hold a place in the context when that has ended.
    onStopped() {
      const { pattern } = pair
      for (let parts = pattern.receive(); parts; parts = pattern.receive()) unread.push(parts)
      unread.reverse()
      pair.close()
    },
  })
  pair.connect(endpoint)
  return {
    version: settings.version,
    receive(signal) {
      if (signal?.aborted) return Promise.reject(signal.reason)
      const parts = unread.pop()
      if (parts !== undefined) return Promise.resolve(parts as Buffer[])
      if (pair.isClosed) return Promise.reject(systemError('EBADF'))
      return incoming.receive(signal)
    },
    close() {
      unread.length = 0
      // In this order: a receive that waits is to fail, not to be given MONITOR_STOPPED.
      pair.close()
      stop()
    },
  }
}

/**
 * The same, as an engine's socket offers it (lib/engine.ts).
 *
 * @throws SystemError EBADF if the socket is closed; EADDRINUSE if the endpoint is taken
 */
export function openMonitor(
  core: SocketCore,
  { version = 1, events, endpoint }: MonitorOptions = {},
): MonitorReader {
  const all = version === 1 ? EVENT_ALL_V1 : EVENT_ALL_V2
  return readMonitor(core, { version, events: events ?? all, endpoint })
}
