// REP (RFC 28): one request, then its reply, in turn. The envelope of the request, all parts up to the first
// empty one, comes before the reply, which goes to who asked; if that has gone, nowhere.
import type { Message } from '../message.js'
import type { Pipe } from '../links/pipe.js'
import { HoldingFairQueue } from './fair-queue.js'
import type { Pattern } from './pattern.js'

/** Answers one peer at a time. */
export class ReplyPattern implements Pattern {
  readonly receives = true
  onTurn: (() => void) | undefined = undefined
  readonly #in = new HoldingFairQueue()
  /** The request that is to be answered: who asked, and its envelope. */
  #request: { readonly pipe: Pipe; readonly envelope: Message } | undefined

  get canSend(): boolean {
    return this.#request !== undefined
  }

  get canReceive(): boolean {
    return this.#request === undefined && this.#in.canReceive
  }

  get mustReceiveFirst(): boolean {
    return this.#request === undefined
  }

  get mustSendFirst(): boolean {
    return this.#request !== undefined
  }

  get hasPeers(): boolean {
    return this.#in.hasPeers
  }

  attach(pipe: Pipe): boolean {
    return this.#in.attach(pipe)
  }

  detach(pipe: Pipe): void {
    this.#in.detach(pipe)
  }

  readable(pipe: Pipe): void {
    this.#in.readable(pipe)
  }

  writable(): void {}

  send(message: Message): boolean {
    const request = this.#request
    if (request === undefined) return false
    this.#request = undefined
    // As in libzmq a reply that its asker has no room for is lost, and the next request may come.
    request.pipe.write([...request.envelope, ...message])
    this.onTurn?.()
    return true
  }

  receive(): Message | undefined {
    if (this.#request !== undefined) return undefined
    for (let request = this.#in.receive(); request !== undefined; request = this.#in.receive()) {
      const end = request.findIndex(part => part.length === 0) + 1
      // One without an end of its envelope, or with nothing behind it, is no request.
      if (end === 0 || end === request.length) continue
      this.#request = { pipe: this.#in.from as Pipe, envelope: request.slice(0, end) }
      this.onTurn?.()
      return request.slice(end)
    }
    return undefined
  }
}
