// CHANNEL (RFC 52): exactly one peer.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { MessageLike } from '../message.js'
import type { Message, Readable } from '../types/readable.js'
import { Socket } from '../socket.js'
import type { SocketOptions } from '../options/socket-properties.js'
import type { Writable } from '../types/writable.js'
import { shape } from './shape.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Channel extends Readable<[Message]>, Writable<MessageLike> {}

/** Talks with one peer, as a Pair; messages of one part. Not in zeromq.js. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Channel extends Socket {
  constructor(options?: SocketOptions<Channel>) {
    super(SOCKET_TYPES.CHANNEL.number, options)
  }
}

defineOptions(Channel, 'CHANNEL')

shape(Channel, {})
