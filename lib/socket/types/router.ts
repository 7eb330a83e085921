// ROUTER (RFC 28): the first part of each message is the routing id of its peer.
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { RouterConnectOptions } from '../options/connect-options.js'
import type { BatchReadable, Readable } from './readable.js'
import type { Identified, Probing, Routing, SocketOptions } from '../options/socket-properties.js'
import type { BatchWritable, Writable } from './writable.js'
import { Socket } from '../socket.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Router
  extends Writable, BatchWritable, Readable, BatchReadable, Identified, Probing, Routing {}

/** Receives from all its peers, and sends to the one that a message names. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Router extends Socket {
  constructor(options?: SocketOptions<Router>) {
    super(SOCKET_TYPES.ROUTER.number, options)
  }

  /**
   * Connects to an endpoint.
   *
   * @param options `routingId`: what the peer is called here, whatever it calls itself
   */
  override connect(address: string, options?: RouterConnectOptions): void {
    this.connectAs(address, options?.routingId, arguments.length)
  }
}

defineOptions(Router, 'ROUTER')
