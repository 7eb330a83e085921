// SCATTER (RFC 49): sends to each in turn.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { MessageLike } from '../message.js'
import { Socket } from '../socket.js'
import type { Conflating, SocketOptions } from '../options/socket-properties.js'
import type { Writable } from '../types/writable.js'
import { shape } from './shape.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Scatter extends Writable<MessageLike>, Conflating {}

/** Sends each message to one of its peers in turn, as a Push; messages of one part. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Scatter extends Socket {
  constructor(options?: SocketOptions<Scatter>) {
    super(SOCKET_TYPES.SCATTER.number, options)
  }
}

defineOptions(Scatter, 'SCATTER')

shape(Scatter, {})
