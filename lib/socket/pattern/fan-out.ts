// PUB's way out (RFC 29), as far as monitors need it: every message to every peer that subscribed to
// the start of it, and to nobody who is full.
import type { Message } from '../message.js'
import type { Pipe } from '../pipe.js'
import type { Pattern } from './pattern.js'

const CANCEL = 0
const SUBSCRIBE = 1

/** Sends to all who want it, drops for those who are full; a peer's messages are subscriptions. */
export class FanOut implements Pattern {
  readonly receives = true
  readonly canReceive = false
  readonly canSend = true
  readonly #topics = new Map<Pipe, Set<string>>()

  get hasPeers(): boolean {
    return this.#topics.size > 0
  }

  attach(pipe: Pipe): boolean {
    this.#topics.set(pipe, new Set())
    return true
  }

  detach(pipe: Pipe): void {
    this.#topics.delete(pipe)
  }

  readable(pipe: Pipe): void {
    this.#readSubscriptions(pipe)
  }

  writable(): void {}

  send(message: Message): boolean {
    const start = Buffer.from(message[0] as Uint8Array).toString('latin1')
    for (const [pipe, topics] of this.#topics) {
      this.#readSubscriptions(pipe)
      for (const topic of topics) {
        if (!start.startsWith(topic)) continue
        pipe.write(message)
        break
      }
    }
    return true
  }

  receive(): undefined {
    return undefined
  }

  /** One octet 1 or 0, then the topic, as the message form of RFC 23 §Publish-Subscribe. */
  #readSubscriptions(pipe: Pipe): void {
    const topics = this.#topics.get(pipe)
    for (let message = pipe.inbound.shift(); message; message = pipe.inbound.shift()) {
      const [kind, ...rest] = message[0] as Uint8Array
      const topic = String.fromCharCode(...rest)
      if (kind === SUBSCRIBE) topics?.add(topic)
      else if (kind === CANCEL) topics?.delete(topic)
    }
  }
}
