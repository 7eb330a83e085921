// How a gate reaches what a public socket of ours can do beyond its zeromq.js shape, without knowing
// the class: by a symbol. A socket of another package does not answer to it.
import type { LinkOptions, MonitorOptions, MonitorReader, SocketLinks } from './engine.js'

/** See `EngineAccess.watchSubscribers`. */
export type WatchSubscribers = (
  topic: Uint8Array,
  told: (count: number) => void,
  closed: () => void,
) => () => void

/** What is behind a public socket. */
export interface EngineAccess {
  /** A private monitor, of version 1 or 2, with its raw parts (lib/engine.ts). */
  monitor(options?: MonitorOptions): MonitorReader
  /** Begins an account of the peers (lib/engine.ts). */
  trackLinks(options?: LinkOptions): SocketLinks
  /**
   * Of a type that publishes: tells, soon and again on every change, how many peers that are there a message
   * of this topic would be sent to. A second call replaces the first. `closed` is called once the socket has closed.
   *
   * @returns ends it
   */
  readonly watchSubscribers?: WatchSubscribers | undefined
}

/** The key of it on a socket. */
export const ENGINE_ACCESS: unique symbol = Symbol.for('rawzmq.engineAccess')

/** What is behind a socket; undefined if it is none of ours. */
export function engineAccessOf(socket: object): EngineAccess | undefined {
  return (socket as { readonly [ENGINE_ACCESS]?: EngineAccess })[ENGINE_ACCESS]
}
