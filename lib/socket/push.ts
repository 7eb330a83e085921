// PUSH (RFC 30): sends each message to one peer, in turn.
import { SOCKET_TYPES } from '../socket-types.js'
import { expectBatch, expectMessage } from './arguments.js'
import type { MessageLike } from './message.js'
import { Outgoing } from './outgoing.js'
import { socketCoreOf } from './registry.js'
import { defineOptions, Socket } from './socket.js'
import type { PushProperties, SocketOptions } from './socket-properties.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Push extends PushProperties {}

/** Distributes messages to its peers, one whole message to each in turn; waits while none has room. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Push extends Socket {
  readonly #outgoing: Outgoing

  constructor(options?: SocketOptions<Push>) {
    super(SOCKET_TYPES.PUSH.number, options)
    this.#outgoing = new Outgoing(socketCoreOf(this))
  }

  /**
   * Sends one message, given as one part or as several.
   *
   * @returns resolved once the message is queued; rejected with EAGAIN after `sendTimeout`, or when
   * the socket is closed meanwhile
   * @throws SystemError EBUSY while another send waits; EBADF when closed; TypeError for undefined
   */
  send(message: MessageLike | readonly MessageLike[]): Promise<void> {
    if (message === undefined || arguments.length > 1) expectMessage(message, arguments.length)
    this.checkOpen()
    return this.#outgoing.send(message)
  }

  /**
   * Sends many messages for one promise, each whole and in order, as by so many `send`s: the same
   * marks, the same turns of peers. Not in zeromq.js. Do not change the messages until it is settled.
   *
   * @returns resolved once the last is queued; rejected as by `send`, and then the error's `sent` is
   * the number of messages that went before
   * @throws SystemError EBUSY while another send waits; EBADF when closed; TypeError if it is no array
   */
  sendBatch(messages: readonly (MessageLike | readonly MessageLike[])[]): Promise<void> {
    expectBatch(messages, arguments.length)
    this.checkOpen()
    return this.#outgoing.sendBatch(messages)
  }
}

defineOptions(Push, 'PUSH')
