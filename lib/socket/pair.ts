// PAIR (RFC 31): exactly one peer, both ways.
import { SOCKET_TYPES } from '../socket-types.js'
import {
  BATCH_DEFAULT,
  expectArguments,
  expectBatch,
  expectMessage,
  expectMost,
} from './arguments.js'
import { Incoming } from './incoming.js'
import { iterateMessages } from './iterate.js'
import type { MessageLike } from './message.js'
import { Outgoing } from './outgoing.js'
import { socketCoreOf } from './registry.js'
import { defineOptions, Socket } from './socket.js'
import type { PairProperties, SocketOptions } from './socket-properties.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Pair extends PairProperties {}

/** Talks with one peer. A second one that connects stays mute. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Pair extends Socket {
  readonly #outgoing: Outgoing
  readonly #incoming: Incoming

  constructor(options?: SocketOptions<Pair>) {
    super(SOCKET_TYPES.PAIR.number, options)
    this.#outgoing = new Outgoing(socketCoreOf(this))
    this.#incoming = new Incoming(socketCoreOf(this))
  }

  /** Sends one message; as `Push.send`. */
  send(message: MessageLike | readonly MessageLike[]): Promise<void> {
    if (message === undefined || arguments.length > 1) expectMessage(message, arguments.length)
    this.checkOpen()
    return this.#outgoing.send(message)
  }

  /** Sends many messages for one promise; as `Push.sendBatch`. Not in zeromq.js. */
  sendBatch(messages: readonly (MessageLike | readonly MessageLike[])[]): Promise<void> {
    expectBatch(messages, arguments.length)
    this.checkOpen()
    return this.#outgoing.sendBatch(messages)
  }

  /** The next message; as `Pull.receive`. */
  receive(): Promise<Buffer[]> {
    if (arguments.length > 0) expectArguments(arguments.length, 0)
    this.checkOpen()
    return this.#incoming.receive()
  }

  /** All messages that are there; as `Pull.receiveBatch`. Not in zeromq.js. */
  receiveBatch(most = BATCH_DEFAULT): Promise<Buffer[][]> {
    expectMost(most, arguments.length)
    this.checkOpen()
    return this.#incoming.receiveBatch(most)
  }

  /** Messages until the socket is closed. */
  [Symbol.asyncIterator](): AsyncIterator<Buffer[], undefined> {
    return iterateMessages(this.#incoming, this)
  }
}

defineOptions(Pair, 'PAIR')
