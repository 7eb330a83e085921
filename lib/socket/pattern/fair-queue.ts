// PULL's way in (RFC 30): one whole message from each peer in turn; a peer that has none is passed
// over until it has, and then comes last.
import type { Message } from '../message.js'
import type { Pipe } from '../links/pipe.js'
import type { Pattern } from './pattern.js'
import { Ring } from './ring.js'

/** Receives in turn, sends nothing. */
export class FairQueue implements Pattern {
  readonly receives = true
  readonly canSend = false
  readonly #ring = new Ring()
  /** Whom the last message came from. */
  from: Pipe | undefined

  get hasPeers(): boolean {
    return this.#ring.size > 0
  }

  get canReceive(): boolean {
    const ring = this.#ring
    while (ring.active > 0) {
      if (ring.current.inbound.checkRead()) return true
      ring.deactivateCurrent()
    }
    return false
  }

  attach(pipe: Pipe): boolean {
    this.#ring.add(pipe)
    return true
  }

  detach(pipe: Pipe): void {
    // What has arrived whole can still be read after the peer has gone.
    if (pipe.inbound.length === 0) this.#ring.remove(pipe)
  }

  readable(pipe: Pipe): void {
    this.#ring.activate(pipe)
  }

  writable(): void {}

  send(): boolean {
    return false
  }

  receive(): Message | undefined {
    const message = this.take()
    if (message !== undefined) this.passTurn()
    return message
  }

  /** The next message, whose peer has its turn still. */
  protected take(): Message | undefined {
    const ring = this.#ring
    while (ring.active > 0) {
      const pipe = ring.current
      const message = pipe.inbound.shift()
      if (message !== undefined) {
        this.from = pipe
        return message
      }
      if (pipe.isClosed) ring.remove(pipe)
      else ring.deactivateCurrent()
    }
    return undefined
  }

  /** Ends the turn of the peer that the last message came from. */
  protected passTurn(): void {
    if (this.#ring.active > 0 && this.#ring.current === this.from) this.#ring.advance()
  }
}

/**
 * The way in of types that say who a message comes from. As in libzmq, to ask whether there is one takes its first part out of
 * its pipe, so that a disconnect, which drops what is unread, does not drop this message. (Where there are more parts, libzmq
 * loses those and aborts the process, fq.cpp. Ours has the whole message.) The turn of its peer ends with the last part.
 */
export class HoldingFairQueue extends FairQueue {
  #held: { readonly message: Message; readonly from: Pipe | undefined } | undefined

  override get canReceive(): boolean {
    if (this.#held !== undefined) return true
    const message = this.take()
    if (message === undefined) return false
    this.#held = { message, from: this.from }
    if (message.length === 1) this.passTurn()
    return true
  }

  override receive(): Message | undefined {
    const held = this.#held
    if (held === undefined) return super.receive()
    this.#held = undefined
    this.from = held.from
    if (held.message.length > 1) this.passTurn()
    return held.message
  }
}
