// PUSH's way out (RFC 30): one whole message to each peer in turn; a peer that is full is passed over
// until it has room, and then comes last.
import type { Message } from '../message.js'
import type { Pipe } from '../links/pipe.js'
import type { Pattern } from './pattern.js'
import { Ring } from './ring.js'

/** Sends in turn, receives nothing. */
export class RoundRobin implements Pattern {
  readonly receives = false
  readonly canReceive = false
  readonly #ring = new Ring()
  /** Who got the last message. */
  to: Pipe | undefined

  get canSend(): boolean {
    const ring = this.#ring
    while (ring.active > 0) {
      if (ring.current.checkWrite()) return true
      ring.deactivateCurrent()
    }
    return false
  }

  get hasPeers(): boolean {
    return this.#ring.size > 0
  }

  attach(pipe: Pipe): boolean {
    this.#ring.add(pipe)
    return true
  }

  detach(pipe: Pipe): void {
    this.#ring.remove(pipe)
  }

  readable(): void {}

  writable(pipe: Pipe): void {
    this.#ring.activate(pipe)
  }

  send(message: Message): boolean {
    const ring = this.#ring
    while (ring.active > 0) {
      const pipe = ring.current
      if (pipe.write(message)) {
        this.to = pipe
        ring.advance()
        return true
      }
      ring.deactivateCurrent()
    }
    return false
  }

  receive(): undefined {
    return undefined
  }
}
