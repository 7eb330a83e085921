// Types only: what sockets that receive have, in zeromq.js's shape. socket.ts does it.
import type { AbortOptions } from '../../aborting.js'

/** One part of a message, as it is received. */
export type Message = Buffer

/** Describes sockets that receive messages, as their parts. */
export interface Readable<M extends object[] = Message[]> {
  /** Messages of one peer that may wait to be received (default 1000); 0 for any number. At once. */
  receiveHighWaterMark: number
  /** How long a receive may wait; −1 (default) for ever, 0 not at all. Counts at once. */
  receiveTimeout: number
  /** Kept, without effect: Node cannot set it. */
  receiveBufferSize: number
  /**
   * The next message, as its parts.
   *
   * @param options `signal`, which is not in zeromq.js, gives up waiting: no message is lost by it
   * @returns rejected with EAGAIN after `receiveTimeout`, or when the socket is closed meanwhile; with the reason of
   * a signal that is aborted
   * @throws SystemError EBUSY while another receive waits for a message; EBADF when closed
   */
  receive(options?: AbortOptions): Promise<M>
  /** Messages until the socket is closed. */
  [Symbol.asyncIterator](): AsyncIterator<M, undefined>
  /**
   * Messages until the socket is closed or the signal is aborted; then the loop throws its reason, and what has
   * come can still be received. Not in zeromq.js.
   */
  iterate(options?: AbortOptions): AsyncIterableIterator<M>
}

/** What zeromq.js has not. */
export interface BatchReadable {
  /**
   * All messages that are there, at least one, in order; waits while there is none. Not in zeromq.js.
   *
   * @param most how many at most, 1 or more; the default is what a mailbox holds by default
   * @param options `signal`, as for `receive`
   * @returns rejected as by `receive`
   * @throws SystemError EBUSY while another receive waits for a message; EBADF when closed; TypeError
   * for `most`
   */
  receiveBatch(most?: number, options?: AbortOptions): Promise<Message[][]>
}
