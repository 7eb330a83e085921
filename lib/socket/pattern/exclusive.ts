// PAIR (RFC 31): exactly one peer. A second one may connect, but stays mute for ever. libzmq's PAIR is mute
// as well towards one that comes while something of its predecessor is unread; this one reads on.
import type { Message } from '../message.js'
import type { Pipe } from '../links/pipe.js'
import type { Pattern } from './pattern.js'

/** Talks with the first peer until it goes, then with the next. */
export class Exclusive implements Pattern {
  readonly receives = true
  #pipe: Pipe | undefined
  /** Pipes of peers that have gone, in their order, while there is something to read in them. */
  #former: readonly Pipe[] = []

  get canSend(): boolean {
    return this.#pipe?.checkWrite() ?? false
  }

  get hasPeers(): boolean {
    return this.#pipe !== undefined
  }

  get canReceive(): boolean {
    for (const pipe of this.#former) if (pipe.inbound.checkRead()) return true
    return this.#pipe?.inbound.checkRead() ?? false
  }

  attach(pipe: Pipe): boolean {
    const current = this.#pipe
    if (current !== undefined) {
      if (!current.isGoing) return false
      this.#former = [...this.#former, current]
    }
    this.#pipe = pipe
    return true
  }

  detach(pipe: Pipe): void {
    // What has arrived whole can still be read after the peer has gone.
    if (pipe.inbound.length > 0) return
    if (this.#pipe === pipe) this.#pipe = undefined
    else this.#former = this.#former.filter(former => former !== pipe)
  }

  readable(): void {}

  writable(): void {}

  send(message: Message): boolean {
    return this.#pipe?.write(message) ?? false
  }

  receive(): Message | undefined {
    for (const former of this.#former) {
      const message = this.#take(former)
      if (message !== undefined) return message
    }
    return this.#pipe && this.#take(this.#pipe)
  }

  #take(pipe: Pipe): Message | undefined {
    const message = pipe.inbound.shift()
    if (pipe.isClosed) this.detach(pipe)
    return message
  }
}
