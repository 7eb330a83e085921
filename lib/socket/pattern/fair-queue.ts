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
    const ring = this.#ring
    while (ring.active > 0) {
      const pipe = ring.current
      const message = pipe.inbound.shift()
      if (message !== undefined) {
        this.from = pipe
        ring.advance()
        return message
      }
      if (pipe.isClosed) ring.remove(pipe)
      else ring.deactivateCurrent()
    }
    return undefined
  }
}
