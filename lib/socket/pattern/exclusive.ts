// PAIR (RFC 31): exactly one peer. A second one may connect, but stays mute for ever.
import type { Message } from '../message.js'
import type { Pipe } from '../pipe.js'
import type { Pattern } from './pattern.js'

/** Talks with the first peer until it goes. */
export class Exclusive implements Pattern {
  readonly receives = true
  #pipe: Pipe | undefined

  get canSend(): boolean {
    return this.#pipe?.checkWrite() ?? false
  }

  get hasPeers(): boolean {
    return this.#pipe !== undefined
  }

  get canReceive(): boolean {
    return this.#pipe?.inbound.checkRead() ?? false
  }

  attach(pipe: Pipe): boolean {
    if (this.#pipe !== undefined) return false
    this.#pipe = pipe
    return true
  }

  detach(pipe: Pipe): void {
    // What has arrived whole can still be read after the peer has gone.
    if (this.#pipe === pipe && pipe.inbound.length === 0) this.#pipe = undefined
  }

  readable(): void {}

  writable(): void {}

  send(message: Message): boolean {
    return this.#pipe?.write(message) ?? false
  }

  receive(): Message | undefined {
    const pipe = this.#pipe
    if (pipe === undefined) return undefined
    const message = pipe.inbound.shift()
    if (pipe.isClosed) this.detach(pipe)
    return message
  }
}
