// STREAM (zmq_socket(3)): plain TCP. The first part of a message says which connection it comes from, or is for;
// the second is bytes, or nothing: that a peer has come or gone, or, when it is sent, that it is to go.
import { systemError } from '../../errors.js'
import type { Message } from '../message.js'
import type { Pipe } from '../links/pipe.js'
import { HoldingFairQueue } from './fair-queue.js'
import type { Pattern } from './pattern.js'
import { keyOf, named, PeerNames } from './peer-names.js'

/** Addresses connections by name. */
export class StreamPattern implements Pattern {
  readonly receives = true
  readonly canSend = true
  readonly #in = new HoldingFairQueue()
  readonly #named = new Map<string, Pipe>()
  readonly #names = new WeakMap<Pipe, Buffer>()
  readonly #made: PeerNames

  constructor(random: () => number) {
    this.#made = new PeerNames(random)
  }

  get canReceive(): boolean {
    return this.#in.canReceive
  }

  get hasPeers(): boolean {
    return this.#named.size > 0
  }

  attach(pipe: Pipe): boolean {
    const given = pipe.routingId
    // Where libzmq aborts the process, a name that is taken is not given again.
    const isFree = given !== undefined && !this.#named.has(keyOf(given))
    const name = isFree ? given : this.#made.make()
    this.#names.set(pipe, name)
    this.#named.set(keyOf(name), pipe)
    return this.#in.attach(pipe)
  }

  detach(pipe: Pipe): void {
    this.#forgetName(pipe)
    this.#in.detach(pipe)
  }

  readable(pipe: Pipe): void {
    this.#in.readable(pipe)
  }

  writable(): void {}

  send(message: Message): boolean {
    const [name, ...parts] = message as [Uint8Array, ...Uint8Array[]]
    // A name with nothing behind it is no message.
    if (parts.length === 0) return true
    const pipe = this.#named.get(keyOf(name))
    if (pipe === undefined || pipe.isClosed) throw systemError('EHOSTUNREACH')
    const isEnd = parts.every(part => part.length === 0)
    if (!pipe.write(isEnd ? [parts[0] as Uint8Array] : parts)) return false
    if (isEnd) this.#end(pipe)
    return true
  }

  receive(): Message | undefined {
    const message = this.#in.receive()
    if (message === undefined) return undefined
    return named(this.#names.get(this.#in.from as Pipe) as Buffer, message)
  }

  /** The connection is to be closed: its name means nobody any more, and what it still says is not heard. */
  #end(pipe: Pipe): void {
    this.#forgetName(pipe)
    pipe.isUnheard = true
    pipe.inbound.clear()
  }

  #forgetName(pipe: Pipe): void {
    const name = this.#names.get(pipe)
    if (name !== undefined && this.#named.get(keyOf(name)) === pipe) this.#named.delete(keyOf(name))
  }
}
