// CLIENT (RFC 41): asks and hears, in any order.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { MessageLike } from '../message.js'
import type { Message, Readable } from '../types/readable.js'
import { Socket } from '../socket.js'
import type { SocketOptions } from '../options/socket-properties.js'
import type { Writable } from '../types/writable.js'
import { shape } from './shape.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Client extends Readable<[Message]>, Writable<MessageLike> {}

/** Sends to its servers in turn, and receives from all of them. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Client extends Socket {
  constructor(options?: SocketOptions<Client>) {
    super(SOCKET_TYPES.CLIENT.number, options)
  }
}

defineOptions(Client, 'CLIENT')

shape(Client, {})
