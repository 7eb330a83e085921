// SUB and XSUB (RFC 29): tells every peer what is subscribed to, again when one comes back, and takes in by fair
// queueing what comes. SUB hides what nobody asked for; XSUB gets all, and its application subscribes by
// messages.
import { systemError } from '../../errors.js'
import type { Message } from '../message.js'
import type { Pipe } from '../links/pipe.js'
import { FairQueue } from './fair-queue.js'
import type { Pattern, PatternOptions } from './pattern.js'
import { keyOf } from './peer-names.js'
import { subscriptionOf, type Subscription } from './subscription.js'
import { Topics } from './topics.js'

/** Subscribes at all its peers. */
export class SubscribePattern implements Pattern {
  readonly receives = true
  readonly canSend = true
  readonly #options: PatternOptions
  readonly #isRaw: boolean
  readonly #in = new FairQueue()
  readonly #topics = new Topics<SubscribePattern>()
  readonly #pipes = new Set<Pipe>()
  /** Pipes whose peers are there and know our subscriptions. */
  readonly #ready = new Set<Pipe>()
  /**
   * How often its peers are told of a topic since it had none. As in libzmq each subscription is passed on, so that a
   * verbose XPUB, behind a proxy or not, can greet each, and a cancel only once it is the last; as peers may count
   * (RFC 37), that is then told as often.
   */
  readonly #told = new Map<string, number>()
  /** A message that is wanted, found by who only asked whether there is one. */
  #found: Message | undefined

  /** @param isRaw XSUB */
  constructor(options: PatternOptions, isRaw: boolean) {
    this.#options = options
    this.#isRaw = isRaw
  }

  get canReceive(): boolean {
    this.#found ??= this.#next()
    return this.#found !== undefined
  }

  get hasPeers(): boolean {
    return this.#pipes.size > 0
  }

  attach(pipe: Pipe): boolean {
    this.#pipes.add(pipe)
    return this.#in.attach(pipe)
  }

  up(pipe: Pipe): void {
    this.#ready.add(pipe)
    for (const topic of this.#topics.of(this)) {
      tell(pipe, { isSubscribe: true, topic }, this.#told.get(keyOf(topic)))
    }
  }

  down(pipe: Pipe): void {
    this.#ready.delete(pipe)
  }

  detach(pipe: Pipe): void {
    this.#pipes.delete(pipe)
    this.#ready.delete(pipe)
    this.#in.detach(pipe)
  }

  readable(pipe: Pipe): void {
    this.#in.readable(pipe)
  }

  writable(): void {}

  /** @throws SystemError EINVAL for XSUB, which subscribes by messages */
  subscribe(topic: Uint8Array): void {
    if (this.#isRaw) throw systemError('EINVAL')
    this.#change({ isSubscribe: true, topic })
  }

  unsubscribe(topic: Uint8Array): void {
    if (this.#isRaw) throw systemError('EINVAL')
    this.#change({ isSubscribe: false, topic })
  }

  send(message: Message): boolean {
    const subscription = subscriptionOf(message)
    if (subscription !== undefined) this.#change(subscription)
    else for (const pipe of this.#pipes) pipe.write(message)
    return true
  }

  receive(): Message | undefined {
    const found = this.#found ?? this.#next()
    this.#found = undefined
    return found
  }

  #next(): Message | undefined {
    for (let next = this.#in.receive(); next !== undefined; next = this.#in.receive()) {
      if (this.#isRaw) return next
      const isWanted = this.#topics.matches(next[0] as Uint8Array)
      if (isWanted !== this.#options.invertMatching) return next
    }
    return undefined
  }

  /** Peers are told of every subscription to a topic, and of the end of the last as often. */
  #change(subscription: Subscription): void {
    const { isSubscribe, topic } = subscription
    const change = isSubscribe ? this.#topics.add(topic, this) : this.#topics.remove(topic, this)
    const key = keyOf(topic)
    const told = this.#told.get(key) ?? 0
    if (isSubscribe) this.#told.set(key, told + 1)
    else if (change.isOwn) this.#told.delete(key)
    else return
    for (const pipe of this.#ready) tell(pipe, subscription, isSubscribe ? 1 : told)
  }
}

function tell(pipe: Pipe, subscription: Subscription, times = 1): void {
  for (let left = times; left > 0; left--) pipe.tell(subscription)
}
