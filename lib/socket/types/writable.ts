// Types only: what sockets that send have, in zeromq.js's shape. socket.ts does it.
import type { AbortOptions } from '../../aborting.js'
import type { MessageLike } from '../message.js'

/** A message as `send` takes it: one part or several. */
export type Sendable = MessageLike | readonly MessageLike[]

/** The options of `send`: those of the type, with a signal. */
export type SendOptions<O extends [...object[]]> = O extends [object]
  ? [O[0] & AbortOptions]
  : [AbortOptions?]

/** Describes sockets that send messages. */
export interface Writable<M extends Sendable = Sendable, O extends [...object[]] = []> {
  /** Messages that may wait for one peer (default 1000); 0 for any number. Counts at once. */
  sendHighWaterMark: number
  /** How long a send may wait for room; −1 (default) for ever, 0 not at all. Counts at once. */
  sendTimeout: number
  /** Kept, without effect: Node cannot set it. */
  sendBufferSize: number
  /** How many networks a datagram to a multicast group may pass through (default 1: none but its own); udp only. */
  multicastHops: number
  /**
   * Sends one message, given as one part or as several.
   *
   * @param options what a draft type needs; and `signal`, which is not in zeromq.js, to give up waiting for room: the
   * message is not sent then
   * @returns resolved once the message is queued; rejected with EAGAIN after `sendTimeout`, or when
   * the socket is closed meanwhile; with the reason of a signal that is aborted
   * @throws SystemError EBUSY while another send waits for room; EBADF when closed; TypeError for
   * undefined
   */
  send(message: M, ...options: SendOptions<O>): Promise<void>
}

/** What zeromq.js has not. */
export interface BatchWritable {
  /**
   * Sends many messages for one promise, each whole and in order, as by so many `send`s: the same
   * marks, the same turns of peers. Not in zeromq.js. Do not change the messages until it is settled.
   *
   * @param options `signal` gives up sending the rest
   * @returns resolved once the last is queued; rejected as by `send`, and then the error's `sent` is
   * the number of messages that went before. Where the signal is aborted after some went, it is an AbortError, whose
   * `cause` is the signal's reason
   * @throws SystemError EBUSY while another send waits for room; EBADF when closed; TypeError if it is
   * no array
   */
  sendBatch(messages: readonly Sendable[], options?: AbortOptions): Promise<void>
}
