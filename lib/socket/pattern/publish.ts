// PUB and XPUB (RFC 29): each message to every peer that subscribed to the start of its first part, and to nobody
// who is full. XPUB shows its application who subscribes, and what else its peers say; in manual mode it is the
// application that subscribes for them.
import { systemError } from '../../errors.js'
import { Queue } from '../../queue.js'
import { decodeSubscription } from '../../zmtp/command.js'
import { SharedFrames } from '../../zmtp/shared-frames.js'
import type { Message } from '../message.js'
import type { Peer } from '../links/peer.js'
import type { Pipe } from '../links/pipe.js'
import type { Pattern, PatternOptions } from './pattern.js'
import { subscriptionMessage, subscriptionOf, type Subscription } from './subscription.js'
import { Topics } from './topics.js'
import { CountWatch } from './watch.js'

const ALL = Buffer.alloc(0)

/** What the application of an XPUB is told. */
interface Told {
  readonly message: Message
  /** Who subscribed, or took a subscription back, and is still there. */
  readonly by?: Pipe | undefined
  /** A peer's message, and no subscription. */
  readonly isMessage?: true
}

/** Sends to all who want it. */
export class PublishPattern implements Pattern {
  readonly receives = true
  readonly #options: PatternOptions | undefined
  /** What the application of an XPUB has not received; none for PUB. */
  readonly #told: Queue<Told> | undefined
  /** How many of them are messages of peers, and no subscriptions. */
  #messages = 0
  /** The next message of a peer that would be one too many: nothing behind it is read. (In libzmq there is no limit.) */
  readonly #held = new Map<Pipe, Message>()
  /** Whose subscription the application of a manual XPUB has received last. */
  #lastBy: Pipe | undefined
  /** Who is sent what. */
  readonly #topics = new Topics<Pipe>()
  /** Who asked for what in manual mode, whatever became of it. */
  readonly #asked = new Topics<Pipe>()
  readonly #pipes = new Set<Pipe>()
  /** Pipes whose peer has gone: what it subscribed to counts until it is back. */
  readonly #away = new Set<Pipe>()
  /** What several peers are sent is packed once. */
  readonly #frames = new SharedFrames()
  /** Somebody who wants to know how many would be sent a message. */
  #watch: CountWatch | undefined

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
    // It has no way to subscribe. As in libzmq the application is told as if it had, to all.
    if (protocol === '1.0-unversioned') this.#heed(pipe, { isSubscribe: true, topic: ALL })
    const welcome = this.#options?.welcomeMessage
    if (welcome) pipe.write([welcome])
    this.#watch?.changed()
  }

  down(pipe: Pipe): void {
    this.#away.add(pipe)
    this.#watch?.changed()
  }

  control(pipe: Pipe, body: Buffer): void {
    const subscription = decodeSubscription(body)
    if (subscription !== undefined) this.#heed(pipe, subscription)
  }

  detach(pipe: Pipe): void {
    this.#watch?.changed()
    this.#pipes.delete(pipe)
    this.#away.delete(pipe)
    const held = this.#held.get(pipe)
    if (held !== undefined) this.#show(held)
    this.#held.delete(pipe)
    if (this.#lastBy === pipe) this.#lastBy = undefined
    const { manual, tellsAllUnsubscribes } = this.#options ?? {}
    const gone: Buffer[] = []
    if (manual) this.#asked.forget(pipe, topic => gone.push(topic))
    const tell = (topic: Buffer, isLast: boolean): void => {
      if (!manual && (isLast || tellsAllUnsubscribes)) gone.push(topic)
    }
    // Nobody is told by a PUB, and a subscriber may have had a million topics.
    this.#topics.forget(pipe, this.#told && tell)
    for (const topic of gone.toSorted(Buffer.compare)) this.#tell({ isSubscribe: false, topic })
  }

  readable(pipe: Pipe): void {
    if (this.#held.has(pipe)) return
    for (let next = pipe.inbound.shift(); next !== undefined; next = pipe.inbound.shift()) {
      const subscription = subscriptionOf(next)
      if (subscription !== undefined) this.#heed(pipe, subscription)
      else if (this.#hasRoom) this.#show(next)
      else {
        this.#held.set(pipe, next)
        return
      }
    }
  }

  /** True while another message of a peer can be kept for the application. */
  get #hasRoom(): boolean {
    const { receiveHighWaterMark = 0 } = this.#options ?? {}
    return receiveHighWaterMark === 0 || this.#messages < receiveHighWaterMark
  }

  #show(message: Message): void {
    if (this.#told === undefined) return
    this.#messages++
    this.#told.push({ message, isMessage: true })
  }

  writable(): void {}

  send(message: Message): boolean {
    const targets = this.#match(message[0] as Uint8Array)
    if (this.#options?.noDrop) {
      for (const pipe of targets) if (!pipe.checkWrite()) return false
    }
    const shared = targets.length > 1 && this.#frames.pack(message) ? this.#frames : undefined
    for (const pipe of targets) pipe.write(message, shared)
    return true
  }

  receive(): Message | undefined {
    const told = this.#told?.shift()
    if (told?.isMessage === true) this.#received()
    if (told?.by !== undefined) this.#lastBy = this.#pipes.has(told.by) ? told.by : undefined
    return told?.message
  }

  /** There is room for what is held back, and for what lies behind it. */
  #received(): void {
    this.#messages--
    for (const [pipe, message] of this.#held) {
      if (!this.#hasRoom) return
      this.#held.delete(pipe)
      this.#show(message)
      this.readable(pipe)
    }
  }

  /** Tells how many that are there a message of this topic would be sent to (lib/engine-access.ts). */
  watchSubscribers(topic: Uint8Array, told: (count: number) => void): () => void {
    this.#watch?.stop()
    const count = (): number => {
      let size = 0
      for (const pipe of this.#match(topic)) if (!this.#away.has(pipe)) size++
      return size
    }
    const watch = new CountWatch(count, told)
    this.#watch = watch
    return () => watch.stop()
  }

  /** In manual mode: whose wish was received last subscribes to this. @throws SystemError EINVAL in other modes */
  subscribe(topic: Uint8Array): void {
    const by = this.#lastInManual()
    if (by !== undefined) this.#topics.add(topic, by)
    this.#watch?.changed()
  }

  /** In manual mode: it subscribes to that no more. @throws SystemError EINVAL in other modes */
  unsubscribe(topic: Uint8Array): void {
    const by = this.#lastInManual()
    if (by !== undefined) this.#topics.remove(topic, by)
    this.#watch?.changed()
  }

  #lastInManual(): Pipe | undefined {
    if (this.#options?.manual !== true) throw systemError('EINVAL')
    return this.#lastBy
  }

  /** To whom a message goes that begins so. */
  #match(start: Uint8Array): readonly Pipe[] {
    const targets = this.#topics.match(start)
    if (this.#options?.invertMatching !== true) return targets
    const excluded = new Set(targets)
    return [...this.#pipes].filter(pipe => !excluded.has(pipe))
  }

  #heed(pipe: Pipe, subscription: Subscription): void {
    this.#watch?.changed()
    const { isSubscribe, topic } = subscription
    const { manual, tellsAllSubscribes, tellsAllUnsubscribes } = this.#options ?? {}
    const topics = manual ? this.#asked : this.#topics
    const { isAnyones } = isSubscribe ? topics.add(topic, pipe) : topics.remove(topic, pipe)
    const isTold = isSubscribe ? tellsAllSubscribes : tellsAllUnsubscribes
    if (manual) this.#tell(subscription, pipe)
    else if (isAnyones || isTold) this.#tell(subscription)
  }

  #tell(subscription: Subscription, by?: Pipe): void {
    this.#told?.push({ message: subscriptionMessage(subscription), by })
  }
}
