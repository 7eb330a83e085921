// RADIO (RFC 48): sends to groups.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { MessageLike } from '../message.js'
import { Socket } from '../socket.js'
import type { SocketOptions } from '../options/socket-properties.js'
import type { Writable } from '../types/writable.js'
import { toGroup } from './group.js'
import { shape } from './shape.js'

/** Which group a message of a Radio is for. */
export interface RadioGroupOptions {
  /** Its name, of at most 255 octets before a NUL. */
  group: Buffer | string
}

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Radio extends Writable<MessageLike, [RadioGroupOptions]> {}

/** Sends each message to every peer that has joined its group. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Radio extends Socket {
  constructor(options?: SocketOptions<Radio>) {
    super(SOCKET_TYPES.RADIO.number, options)
  }
}

defineOptions(Radio, 'RADIO')

shape(Radio, { companion: ({ group }) => toGroup(group) })
