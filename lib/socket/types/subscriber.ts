// SUB (RFC 29): receives what it subscribed to.
import { OPTIONS } from '../../options.js'
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { BatchReadable, Readable } from './readable.js'
import type { Conflating, Matching, SocketOptions } from '../options/socket-properties.js'
import { Socket } from '../socket.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Subscriber extends Readable, BatchReadable, Conflating, Matching {}

/** Receives the messages whose start it has subscribed to; nothing before it has. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Subscriber extends Socket {
  constructor(options?: SocketOptions<Subscriber>) {
    super(SOCKET_TYPES.SUB.number, options)
  }

  /** Subscribes to messages that begin so; without a prefix, to all. Twice must be undone twice. */
  subscribe(...prefixes: (string | Buffer)[]): void {
    for (const prefix of orAll(prefixes)) this.setStringOption(OPTIONS.SUBSCRIBE, prefix)
  }

  /** Takes a subscription back. */
  unsubscribe(...prefixes: (string | Buffer)[]): void {
    for (const prefix of orAll(prefixes)) this.setStringOption(OPTIONS.UNSUBSCRIBE, prefix)
  }
}

function orAll(prefixes: readonly (string | Buffer)[]): readonly (string | Buffer | null)[] {
  return prefixes.length === 0 ? [null] : prefixes
}

defineOptions(Subscriber, 'SUB')
