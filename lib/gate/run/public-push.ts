// A public Push, ours or zeromq.js's, as the socket a gated run needs. What ours can do beyond the shape
// of zeromq.js is found by a symbol (lib/engine-access.ts); of any other only its public members are used.
import { engineAccessOf } from '../../engine-access.js'
import { systemError, UsageError } from '../../errors.js'
import type { GateSocket } from './gate-socket.js'
import { fromObserver, type EventObserver } from './observer-reader.js'

/** What a gate needs of a Push: rawzmq's and zeromq.js's both have it. */
export interface PushLike {
  bind(endpoint: string): Promise<void>
  send(message: Uint8Array[]): Promise<void>
  readonly events: EventObserver
  readonly writable: boolean
  readonly closed: boolean
  readonly lastEndpoint: string | null
}

/**
 * A public Push as a run's socket. It is neither closed nor given options.
 *
 * @throws UsageError if it is none, or closed
 */
export function gateSocketOf(push: PushLike): GateSocket {
  if (typeof (push as Partial<PushLike> | null)?.send !== 'function') {
    throw new UsageError('the first argument must be a Push socket')
  }
  if (push.closed) throw new UsageError('the Push is closed')
  const access = engineAccessOf(push)
  // What trySend began: a Push takes one send at a time, and zeromq.js's may put one off to its next turn.
  let begun: Promise<void> | undefined
  return {
    async bind(endpoint) {
      await push.bind(endpoint)
      return push.lastEndpoint ?? endpoint
    },
    send: parts => begun?.then(() => push.send([...parts])) ?? push.send([...parts]),
    trySend(parts) {
      if (begun !== undefined || !push.writable) return false
      // Writable, so it leaves by itself; a socket that is closed meanwhile shows by its monitor.
      begun = push
        .send([...parts])
        .catch(() => {})
        .finally(() => {
          begun = undefined
        })
      return true
    },
    monitor(options) {
      if (access !== undefined) return access.monitor(options)
      if (options?.version === 2) throw systemError('ENOTSUP')
      return fromObserver(push.events)
    },
    setOption() {},
    close() {},
    leaveAlone() {},
    tracksLinks: access !== undefined,
    trackLinks(options) {
      if (access === undefined) throw systemError('ENOTSUP')
      return access.trackLinks(options)
    },
  }
}
