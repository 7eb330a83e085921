// PUSH (RFC 30): sends each message to one peer, in turn.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import { Socket } from '../socket.js'
import type { Conflating, SocketOptions } from '../options/socket-properties.js'
import type { BatchWritable, Writable } from './writable.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Push extends Writable, BatchWritable, Conflating {}

/** Distributes messages to its peers, one whole message to each in turn; waits while none has room. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Push extends Socket {
  constructor(options?: SocketOptions<Push>) {
    super(SOCKET_TYPES.PUSH.number, options)
  }
}

defineOptions(Push, 'PUSH')
