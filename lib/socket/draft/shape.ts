// send and receive of the draft sockets: as everybody's, but a message is one part, which may have a companion,
// the number of a peer or the name of a group, that goes as the options of `send` and comes as an object.
import { systemError } from '../../errors.js'
import type { AbortOptions } from '../../aborting.js'
import { expectArguments, expectMessage, signalIn, signalOf } from '../arguments.js'
import { iterateMessages } from '../iterate.js'
import { toMessage, type MessageLike } from '../message.js'
import type { Readable } from '../types/readable.js'
import { Socket } from '../socket.js'
import type { Writable } from '../types/writable.js'

/** How a type's messages look outside. */
export interface Shape {
  /** What goes before the part, by the options; none if it has none. @throws for options that are none */
  readonly companion?: (options: Readonly<Record<string, unknown>>) => Uint8Array
  /** What a received message is made into. */
  readonly outside?: (message: readonly Buffer[]) => object[]
}

/** Those of every socket, which do the work. */
const { send, receive } = Socket.prototype as unknown as Writable & Readable
type Whole = Socket & Writable & Readable

/** Gives a class the methods that its interface has. */
export function shape(target: { readonly prototype: object }, { companion, outside }: Shape): void {
  const methods = {
    ...(companion !== undefined && {
      send(this: Whole, message: MessageLike, options: Readonly<Record<string, unknown>>) {
        expectMessage(message)
        if (typeof options !== 'object' || options === null) {
          throw new TypeError('Options must be an object')
        }
        expectArguments(arguments.length, 2)
        const signal = signalIn(options)
        const parts = toMessage(message)
        const before = companion(options)
        if (parts.length > 1) return tooMany()
        return send.call(this, parts.length === 0 ? [] : [before, ...parts], { signal })
      },
    }),
    ...(companion === undefined && {
      send(this: Whole, message: MessageLike, options?: AbortOptions) {
        expectMessage(message)
        const signal = signalOf(options, arguments.length, 1)
        const parts = toMessage(message)
        return parts.length > 1 ? tooMany() : send.call(this, parts, { signal })
      },
    }),
    ...(outside !== undefined && {
      async receive(this: Whole, options?: AbortOptions) {
        const signal = signalOf(options, arguments.length, 0)
        return outside(await receive.call(this, { signal }))
      },
      iterate(this: Whole, options?: AbortOptions) {
        return iterateMessages(undefined, this, signalOf(options, arguments.length, 0))
      },
      [Symbol.asyncIterator](this: Whole) {
        return iterateMessages(undefined, this)
      },
    }),
  }
  for (const name of Reflect.ownKeys(methods)) {
    const { value } = Object.getOwnPropertyDescriptor(methods, name) as PropertyDescriptor
    Object.defineProperty(target.prototype, name, { value, writable: true, configurable: true })
  }
}

/** libzmq's thread-safe sockets know no messages of several parts. */
function tooMany(): Promise<never> {
  return Promise.reject(systemError('EINVAL'))
}
