// DGRAM: plain UDP.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { MessageLike } from '../message.js'
import type { Message, Readable } from '../types/readable.js'
import { Socket } from '../socket.js'
import type { SocketOptions } from '../options/socket-properties.js'
import type { Writable } from '../types/writable.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Datagram
  extends Readable<[Message, Message]>, Writable<[MessageLike, MessageLike]> {}

/**
 * Sends datagrams to anybody, and receives them: each message is an address and a part. The address is text,
 * `127.0.0.1:5555`; a received one ends in a NUL, and can be sent back as it is. It binds once, to udp.
 */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Datagram extends Socket {
  constructor(options?: SocketOptions<Datagram>) {
    super(SOCKET_TYPES.DGRAM.number, options)
  }
}

defineOptions(Datagram, 'DGRAM')
