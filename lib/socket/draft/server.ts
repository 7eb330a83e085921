// SERVER (RFC 41): answers many clients.
import { systemError } from '../../errors.js'
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { MessageLike } from '../message.js'
import { numberOctets, numberOf } from '../pattern/server.js'
import type { Message, Readable } from '../types/readable.js'
import { Socket } from '../socket.js'
import type { SocketOptions } from '../options/socket-properties.js'
import type { Writable } from '../types/writable.js'
import { shape, type Shape } from './shape.js'

/** Which peer of a Server, or a Peer, a message is from, or for. */
export interface ServerRoutingOptions {
  /** Its number, which is never 0; it keeps it as long as it is connected. */
  routingId: number
}

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Server
  extends
    Readable<[Message, ServerRoutingOptions]>,
    Writable<MessageLike, [ServerRoutingOptions]> {}

/** Receives from all its clients, and sends to the one that is named. A number nobody has is EHOSTUNREACH. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Server extends Socket {
  constructor(options?: SocketOptions<Server>) {
    super(SOCKET_TYPES.SERVER.number, options)
  }
}

defineOptions(Server, 'SERVER')

/** Of Peer as well. */
export const NUMBERED: Required<Shape> = {
  companion({ routingId }) {
    if (routingId === undefined) throw systemError('EINVAL')
    if (typeof routingId !== 'number') throw new TypeError('A number was expected')
    return numberOctets(routingId >>> 0)
  },
  outside: ([number, body]) => [body as Buffer, { routingId: numberOf(number as Buffer) }],
}

shape(Server, NUMBERED)
