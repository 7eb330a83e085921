// STREAM (zmq_socket(3)): plain TCP; the first part of each message is the routing id of its connection.
import { SOCKET_TYPES } from '../../socket-types.js'
import type { StreamConnectOptions } from '../options/connect-options.js'
import { defineOptions } from '../options/option-properties.js'
import type { Readable } from './readable.js'
import { Socket } from '../socket.js'
import type { Notifying, SocketOptions } from '../options/socket-properties.js'
import type { Writable } from './writable.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Stream extends Writable, Readable, Notifying {}

/**
 * Sends to, and receives from, peers that speak no ZMTP: messages of two parts, a routing id and bytes. None
 * at all, received, are the news that the peer has come or gone; sent, they close the connection.
 */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Stream extends Socket {
  constructor(options?: SocketOptions<Stream>) {
    super(SOCKET_TYPES.STREAM.number, options)
  }

  /**
   * Connects to an endpoint of tcp.
   *
   * @param options `routingId`: what the connection is called here
   */
  override connect(address: string, options?: StreamConnectOptions): void {
    this.connectAs(address, options?.routingId, arguments.length)
  }
}

defineOptions(Stream, 'STREAM')
