// What the frames of connections come to: who subscribed to what and how many messages that was, and which reply
// answers which request. All of it is bounded: the connections of a capture may be a stranger's.
import { quoteSome } from '../dissect/text.js'
import { cut } from './cut.js'
import type { Entry } from './entry.js'
import type { Lane } from './lanes.js'
import type { Way } from './model.js'

/** One subscription, from its beginning to its end. */
export interface Subscription {
  /** Quoted; undefined for messages that no subscription was seen for. */
  readonly topic: string | undefined
  readonly lane: Lane
  /** The side that subscribed. */
  readonly way: Way
  readonly from: number
  /** Undefined if it lasted. */
  to?: number
  messages: number
}

/** One request, and its reply if there is one. */
export interface Request {
  readonly lane: Lane
  readonly at: number
  readonly words: string
  readonly entry: Entry
  reply?: Entry
}

/** The most that a page lists of each. */
const LISTED_MAX = 10_000
/** Of a topic, and of an envelope, so much is looked at. */
const KEY_BYTES = 256

/** A list with an end, and how much there was beyond it. */
export class Bounded<T> {
  readonly kept: T[] = []
  #count = 0

  /** How many there were. */
  get count(): number {
    return this.#count
  }

  /** What was left out, in words. */
  words(noun: string): string[] {
    const more = this.#count - this.kept.length
    return more === 0 ? [] : [`${more} ${noun} are not listed`]
  }

  /** Takes one; false if it is beyond the end. */
  add(one: T): boolean {
    this.#count++
    return this.kept.length < LISTED_MAX && this.kept.push(one) > 0
  }
}

/** All exchanges of a report. */
export class ExchangeBook {
  readonly subscriptions = new Bounded<Subscription>()
  readonly requests = new Bounded<Request>()
}

/** The subscriptions of one side of a connection. */
export class SubscriptionsOf {
  readonly #book: ExchangeBook
  readonly #lane: Lane
  readonly #way: Way
  readonly #open = new Map<string, Subscription>()
  /** How long its topics are: a message is looked up once for each. */
  readonly #lengths = new Map<number, number>()
  #stray: Subscription | undefined

  constructor(book: ExchangeBook, lane: Lane, way: Way) {
    this.#book = book
    this.#lane = lane
    this.#way = way
  }

  subscribe(topic: Buffer, at: number): void {
    const key = keyOf(topic)
    if (this.#open.has(key)) return
    const subscription = this.#new(cut(quoteSome(topic)), at)
    if (!this.#book.subscriptions.add(subscription)) return
    this.#open.set(key, subscription)
    this.#lengths.set(key.length, (this.#lengths.get(key.length) ?? 0) + 1)
  }

  cancel(topic: Buffer, at: number): void {
    const key = keyOf(topic)
    const subscription = this.#open.get(key)
    if (subscription === undefined) return
    subscription.to = at
    this.#open.delete(key)
    const left = (this.#lengths.get(key.length) ?? 1) - 1
    if (left === 0) this.#lengths.delete(key.length)
    else this.#lengths.set(key.length, left)
  }

  /** It was sent a message that begins so. */
  sent(start: Buffer, at: number): void {
    const key = keyOf(start)
    let isWanted = false
    for (const length of this.#lengths.keys()) {
      const subscription = this.#open.get(key.slice(0, length))
      if (subscription === undefined || length > key.length) continue
      subscription.messages++
      isWanted = true
    }
    if (isWanted) return
    if (this.#stray === undefined) {
      this.#stray = this.#new(undefined, at)
      this.#book.subscriptions.add(this.#stray)
    }
    this.#stray.messages++
  }

  /** The connection has ended. */
  end(at: number): void {
    for (const subscription of this.#open.values()) subscription.to = at
    this.#open.clear()
    this.#lengths.clear()
  }

  #new(topic: string | undefined, from: number): Subscription {
    return { topic, lane: this.#lane, way: this.#way, from, messages: 0 }
  }
}

/** The requests of one side of a connection that have no reply yet, by their envelopes. */
export class RequestsOf {
  readonly #book: ExchangeBook
  readonly #lane: Lane
  readonly #open = new Map<string, Request[]>()

  constructor(book: ExchangeBook, lane: Lane) {
    this.#book = book
    this.#lane = lane
  }

  ask(envelope: string, words: string, entry: Entry): void {
    const request: Request = { lane: this.#lane, at: entry.at, words, entry }
    if (!this.#book.requests.add(request)) return
    const before = this.#open.get(envelope)
    if (before === undefined) this.#open.set(envelope, [request])
    else before.push(request)
  }

  /** The first with that envelope is answered first. */
  answer(envelope: string, entry: Entry): void {
    const waiting = this.#open.get(envelope)
    const request = waiting?.shift()
    if (request === undefined) return
    if (waiting?.length === 0) this.#open.delete(envelope)
    request.reply = entry
  }
}

/** One character for each octet of the start. */
export function keyOf(octets: Buffer): string {
  return octets.toString('latin1', 0, Math.min(octets.length, KEY_BYTES))
}
