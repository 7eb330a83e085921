// PEER (RFC 51): a SERVER among its like.
import { systemError } from '../../errors.js'
import { SOCKET_TYPES } from '../../socket-types.js'
import { defineOptions } from '../options/option-properties.js'
import type { MessageLike } from '../message.js'
import type { ServerPattern } from '../pattern/server.js'
import type { Message, Readable } from '../types/readable.js'
import { socketCoreOf } from '../registry.js'
import { Socket } from '../socket.js'
import type { SocketOptions } from '../options/socket-properties.js'
import type { Writable } from '../types/writable.js'
import { NUMBERED, type ServerRoutingOptions } from './server.js'
import { shape } from './shape.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Peer
  extends
    Readable<[Message, ServerRoutingOptions]>,
    Writable<MessageLike, [ServerRoutingOptions]> {}

/** Receives from all its peers, and sends to the one that is named. Not in zeromq.js. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Peer extends Socket {
  constructor(options?: SocketOptions<Peer>) {
    super(SOCKET_TYPES.PEER.number, options)
  }

  /**
   * Connects, and gives the number of the peer there (zmq_connect_peer(3)).
   *
   * @throws SystemError EFAULT for a socket that is `immediate`: there is no peer yet
   */
  connectPeer(address: string): number {
    if (this.immediate) throw systemError('EFAULT', { message: 'A peer is wanted at once' })
    this.connect(address)
    return (socketCoreOf(this).pattern as ServerPattern).lastNumber
  }
}

defineOptions(Peer, 'PEER')

shape(Peer, NUMBERED)
