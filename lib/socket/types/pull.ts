// PULL (RFC 30): receives from all peers, in turn.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { BatchReadable, Readable } from './readable.js'
import { Socket } from '../socket.js'
import type { Conflating, SocketOptions } from '../options/socket-properties.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Pull extends Readable, BatchReadable, Conflating {}

/** Collects messages from its peers, one whole message from each in turn. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Pull extends Socket {
  constructor(options?: SocketOptions<Pull>) {
    super(SOCKET_TYPES.PULL.number, options)
  }
}

defineOptions(Pull, 'PULL')
