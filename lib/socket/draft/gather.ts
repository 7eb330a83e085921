// GATHER (RFC 49): receives from all.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { Message, Readable } from '../types/readable.js'
import { Socket } from '../socket.js'
import type { Conflating, SocketOptions } from '../options/socket-properties.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Gather extends Readable<[Message]>, Conflating {}

/** Receives from all its peers in turn, as a Pull; messages of one part. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Gather extends Socket {
  constructor(options?: SocketOptions<Gather>) {
    super(SOCKET_TYPES.GATHER.number, options)
  }
}

defineOptions(Gather, 'GATHER')
