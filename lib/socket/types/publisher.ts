// PUB (RFC 29): sends to all who subscribed.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type {
  Conflating,
  Matching,
  Publishing,
  SocketOptions,
} from '../options/socket-properties.js'
import type { Writable } from './writable.js'
import { Socket } from '../socket.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Publisher extends Writable, Conflating, Matching, Publishing {}

/** Sends each message to every peer that subscribed to its start. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Publisher extends Socket {
  constructor(options?: SocketOptions<Publisher>) {
    super(SOCKET_TYPES.PUB.number, options)
  }
}

defineOptions(Publisher, 'PUB')
