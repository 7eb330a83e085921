// DEALER (RFC 28): any number of messages to and from peers that address each other.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { BatchReadable, Readable } from './readable.js'
import type {
  Conflating,
  Identified,
  Probing,
  SocketOptions,
} from '../options/socket-properties.js'
import type { BatchWritable, Writable } from './writable.js'
import { Socket } from '../socket.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Dealer
  extends Writable, BatchWritable, Readable, BatchReadable, Conflating, Identified, Probing {}

/** Sends to its peers in turn, and receives from all, with nothing added. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Dealer extends Socket {
  constructor(options?: SocketOptions<Dealer>) {
    super(SOCKET_TYPES.DEALER.number, options)
  }
}

defineOptions(Dealer, 'DEALER')
