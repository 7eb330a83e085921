// PAIR (RFC 31): exactly one peer, both ways.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { BatchReadable, Readable } from './readable.js'
import { Socket } from '../socket.js'
import type { SocketOptions } from '../options/socket-properties.js'
import type { BatchWritable, Writable } from './writable.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Pair extends Writable, BatchWritable, Readable, BatchReadable {}

/** Talks with one peer. A second one that connects stays mute. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Pair extends Socket {
  constructor(options?: SocketOptions<Pair>) {
    super(SOCKET_TYPES.PAIR.number, options)
  }
}

defineOptions(Pair, 'PAIR')
