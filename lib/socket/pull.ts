// PULL (RFC 30): receives from all peers, in turn.
import { SOCKET_TYPES } from '../socket-types.js'
import { BATCH_DEFAULT, expectArguments, expectMost } from './arguments.js'
import { Incoming } from './incoming.js'
import { iterateMessages } from './iterate.js'
import { socketCoreOf } from './registry.js'
import { defineOptions, Socket } from './socket.js'
import type { PullProperties, SocketOptions } from './socket-properties.js'

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Pull extends PullProperties {}

/** Collects messages from its peers, one whole message from each in turn. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Pull extends Socket {
  readonly #incoming: Incoming

  constructor(options?: SocketOptions<Pull>) {
    super(SOCKET_TYPES.PULL.number, options)
    this.#incoming = new Incoming(socketCoreOf(this))
  }

  /**
   * The next message, as its parts.
   *
   * @returns rejected with EAGAIN after `receiveTimeout`, or when the socket is closed meanwhile
   * @throws SystemError EBUSY while another receive waits; EBADF when closed
   */
  receive(): Promise<Buffer[]> {
    if (arguments.length > 0) expectArguments(arguments.length, 0)
    this.checkOpen()
    return this.#incoming.receive()
  }

  /**
   * All messages that are there, at least one, in order; waits while there is none. Not in zeromq.js.
   *
   * @param most how many at most, 1 or more; the default is what a mailbox holds by default
   * @returns rejected as by `receive`
   * @throws SystemError EBUSY while another receive waits; EBADF when closed; TypeError for `most`
   */
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

defineOptions(Pull, 'PULL')
