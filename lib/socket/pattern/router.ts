// ROUTER (RFC 28): the first part of a message says whom it comes from, or is for. A peer is called by the
// Identity it gave, by the routing id of our `connect`, or by one of our own making: an octet 0 and four more.
import { systemError } from '../../errors.js'
import type { Message } from '../message.js'
import type { Peer } from '../links/peer.js'
import type { Pipe } from '../links/pipe.js'
import { PROBE } from './dealer.js'
import { HoldingFairQueue } from './fair-queue.js'
import type { Pattern, PatternOptions } from './pattern.js'
import { keyOf, named, PeerNames } from './peer-names.js'

/** A peer that has its name. */
interface Named {
  readonly pipe: Pipe
  /** Undefined before it is there, if its name was given at the connect. */
  readonly peer: Peer | undefined
}

/** Addresses peers by name. */
export class RouterPattern implements Pattern {
  readonly receives = true
  readonly #options: PatternOptions
  readonly #in = new HoldingFairQueue()
  readonly #pipes = new Set<Pipe>()
  readonly #named = new Map<string, Named>()
  /** The name of each pipe, also while there is only something left to read in it. */
  readonly #names = new WeakMap<Pipe, Buffer>()
  readonly #made: PeerNames

  constructor(options: PatternOptions, random: () => number) {
    this.#options = options
    this.#made = new PeerNames(random)
  }

  get canSend(): boolean {
    if (!this.#options.mandatory) return true
    for (const { pipe } of this.#named.values()) if (pipe.checkWrite()) return true
    return false
  }

  get canReceive(): boolean {
    return this.#in.canReceive
  }

  get hasPeers(): boolean {
    return this.#pipes.size > 0
  }

  attach(pipe: Pipe): boolean {
    this.#pipes.add(pipe)
    if (pipe.routingId !== undefined) this.#call(pipe, pipe.routingId)
    return true
  }

  up(pipe: Pipe, peer: Peer): void {
    const isCalled = this.#call(
      pipe,
      pipe.routingId ?? peer.identity ?? this.#names.get(pipe) ?? this.#made.make(),
      peer,
    )
    if (isCalled && this.#options.probeRouter) pipe.write(PROBE)
  }

  /** Gives a pipe its name; false if another has it. */
  #call(pipe: Pipe, name: Buffer, peer?: Peer): boolean {
    const key = keyOf(name)
    const other = this.#named.get(key)
    if (other !== undefined && other.pipe !== pipe) {
      // As in libzmq one that comes with a name which is taken stays connected, mute.
      if (!this.#options.handover) return false
      this.#forgetName(other.pipe)
      other.peer?.replace()
    }
    this.#forgetName(pipe)
    const isNew = !this.#names.has(pipe)
    this.#names.set(pipe, name)
    this.#named.set(key, { pipe, peer })
    if (isNew) this.#in.attach(pipe)
    return true
  }

  detach(pipe: Pipe): void {
    this.#pipes.delete(pipe)
    this.#forgetName(pipe)
    this.#in.detach(pipe)
  }

  readable(pipe: Pipe): void {
    this.#in.readable(pipe)
  }

  writable(): void {}

  send(message: Message): boolean {
    // A name with nothing behind it is no message, whoever has it.
    if (message.length < 2) return true
    const to = this.#named.get(keyOf(message[0] as Uint8Array))
    const { mandatory } = this.#options
    if (to === undefined || to.pipe.isClosed) {
      if (mandatory) throw systemError('EHOSTUNREACH')
      return true
    }
    // One that finds no room is lost, unless it must arrive.
    return to.pipe.write(message.slice(1)) || !mandatory
  }

  receive(): Message | undefined {
    const message = this.#in.receive()
    if (message === undefined) return undefined
    return named(this.#names.get(this.#in.from as Pipe) as Buffer, message)
  }

  #forgetName(pipe: Pipe): void {
    const name = this.#names.get(pipe)
    if (name === undefined) return
    const key = keyOf(name)
    if (this.#named.get(key)?.pipe === pipe) this.#named.delete(key)
  }
}
