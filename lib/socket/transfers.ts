// send, receive and their like, in zeromq.js's shape: argument checks, then the half that does it. Every socket has
// them, as in zeromq.js; the types say so only where they do something (types/writable.ts, types/readable.ts), and a
// subclass of one's own says so by extending those interfaces.
import type { AbortOptions } from '../aborting.js'
import { systemError } from '../errors.js'
import { BATCH_DEFAULT, expectBatch, expectMessage, expectMost, signalOf } from './arguments.js'
import type { Incoming } from './incoming.js'
import { iterateMessages } from './iterate.js'
import type { Outgoing } from './outgoing.js'
import type { Message, Readable } from './types/readable.js'
import type { Sendable } from './types/writable.js'

/** What is used of a socket here. */
type Receiver = Pick<Readable, 'receive'> & { readonly closed: boolean }

/** What is behind a socket. */
interface Inside<S> {
  /** @throws SystemError EBUSY or EBADF unless operations are possible now */
  readonly checkOpen: (socket: S) => void
  /** The half that sends; undefined if it has none. */
  readonly outgoing: (socket: S) => Outgoing | undefined
  readonly incoming: (socket: S) => Incoming | undefined
}

/** Gives all sockets their methods. */
export function defineTransfers<S extends object>(prototype: S, inside: Inside<S>): void {
  const { checkOpen, outgoing, incoming } = inside
  const methods = {
    send(this: S, message: Sendable, options?: AbortOptions): Promise<void> {
      if (message === undefined) expectMessage(message)
      const signal = arguments.length > 1 ? signalOf(options, arguments.length, 1) : undefined
      checkOpen(this)
      return outgoing(this)?.send(message, signal) ?? refused()
    },

    sendBatch(this: S, messages: readonly Sendable[], options?: AbortOptions): Promise<void> {
      expectBatch(messages)
      const signal = signalOf(options, arguments.length, 1)
      checkOpen(this)
      return outgoing(this)?.sendBatch(messages, signal) ?? refused()
    },

    receive(this: S, options?: AbortOptions): Promise<Message[]> {
      const signal = arguments.length > 0 ? signalOf(options, arguments.length, 0) : undefined
      checkOpen(this)
      return incoming(this)?.receive(signal) ?? refused()
    },

    receiveBatch(this: S, most = BATCH_DEFAULT, options?: AbortOptions): Promise<Message[][]> {
      expectMost(most)
      const signal = signalOf(options, arguments.length, 1)
      checkOpen(this)
      return incoming(this)?.receiveBatch(most, signal) ?? refused()
    },

    iterate(this: S & Receiver, options?: AbortOptions): AsyncIterableIterator<Message[]> {
      const signal = signalOf(options, arguments.length, 0)
      return iterateMessages(incoming(this), this, signal)
    },

    [Symbol.asyncIterator](this: S & Receiver): AsyncIterator<Message[], undefined> {
      return iterateMessages(incoming(this), this)
    },
  }
  for (const name of Reflect.ownKeys(methods)) {
    const { value } = Object.getOwnPropertyDescriptor(methods, name) as PropertyDescriptor
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true })
  }
}

/** Better than to wait for ever for what cannot be. */
function refused(): Promise<never> {
  return Promise.reject(systemError('ENOTSUP'))
}
