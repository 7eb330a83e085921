// PUB and XPUB (RFC 29): each message to every peer that subscribed to the start of its first part, and to nobody
// who is full. XPUB shows its application who subscribes, and what else its peers say.
import { decodeSubscription } from '../../zmtp/command.js'
import { Queue } from '../../queue.js'
import type { Message } from '../message.js'
import type { Peer } from '../peer.js'
import type { Pipe } from '../pipe.js'
import type { Pattern, PatternOptions } from './pattern.js'
import { subscriptionMessage, subscriptionOf, type Subscription } from './subscription.js'
import { Topics } from './topics.js'

const ALL = Buffer.alloc(0)

/** Sends to all who want it. */
export class PublishPattern implements Pattern {
  readonly receives = true
  readonly #options: PatternOptions | undefined
  /** What the application of an XPUB has not received; none for PUB. */
  readonly #told: Queue<Message> | undefined
  readonly #topics = new Topics<Pipe>()
  readonly #pipes = new Set<Pipe>()
  /** Pipes whose peer has gone: what it subscribed to counts until it is back. */
  readonly #away = new Set<Pipe>()
  readonly #targets = new Set<Pipe>()

  /** @param options none for a monitor's PUB, which has no application */
  constructor(options?: PatternOptions, tellsApplication = false) {
    this.#options = options
    if (tellsApplication) this.#told = new Queue()
  }

  readonly canSend = true

  get canReceive(): boolean {
    return (this.#told?.length ?? 0) > 0
  }

  get hasPeers(): boolean {
    return this.#pipes.size > 0
  }

  attach(pipe: Pipe): boolean {
    this.#pipes.add(pipe)
    this.readable(pipe)
    return true
  }

  up(pipe: Pipe, { protocol }: Peer): void {
    if (this.#away.delete(pipe)) this.#topics.forget(pipe)
    // It has no way to subscribe.
    if (protocol === '1.0-unversioned') this.#topics.add(ALL, pipe)
    const welcome = this.#options?.welcomeMessage
    if (welcome) pipe.write([welcome])
  }

  down(pipe: Pipe): void {
    this.#away.add(pipe)
  }

  control(pipe: Pipe, body: Buffer): void {
    const subscription = decodeSubscription(body)
    if (subscription !== undefined) this.#heed(pipe, subscription)
  }

  detach(pipe: Pipe): void {
    this.#pipes.delete(pipe)
    this.#away.delete(pipe)
    this.#topics.forget(pipe, topic => this.#tell({ isSubscribe: false, topic }))
  }

  readable(pipe: Pipe): void {
    for (let next = pipe.inbound.shift(); next !== undefined; next = pipe.inbound.shift()) {
      const subscription = subscriptionOf(next)
      if (subscription !== undefined) this.#heed(pipe, subscription)
      else this.#told?.push(next)
    }
  }

  writable(): void {}

  send(message: Message): boolean {
    const targets = this.#targets
    targets.clear()
    this.#topics.match(message[0] as Uint8Array, pipe => targets.add(pipe))
    if (this.#options?.invertMatching) this.#invert()
    if (this.#options?.noDrop) {
      for (const pipe of targets) if (!pipe.checkWrite()) return false
    }
    for (const pipe of targets) pipe.write(message)
    return true
  }

  receive(): Message | undefined {
    return this.#told?.shift()
  }

  #invert(): void {
    for (const pipe of this.#pipes) if (!this.#targets.delete(pipe)) this.#targets.add(pipe)
  }

  #heed(pipe: Pipe, subscription: Subscription): void {
    const { isSubscribe, topic } = subscription
    const { tellsAllSubscribes, tellsAllUnsubscribes } = this.#options ?? {}
    if (isSubscribe) {
      const { isAnyones } = this.#topics.add(topic, pipe)
      if (isAnyones || tellsAllSubscribes || tellsAllUnsubscribes) this.#tell(subscription)
    } else {
      const { isAnyones } = this.#topics.remove(topic, pipe)
      if (isAnyones || tellsAllUnsubscribes) this.#tell(subscription)
    }
  }

  #tell(subscription: Subscription): void {
    this.#told?.push(subscriptionMessage(subscription))
  }
}
