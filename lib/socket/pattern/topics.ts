// Who subscribed to what (RFC 29). To find who wants a message costs a look for each length that topics have,
// however many topics there are (prefix-table.ts). A subscription is counted: who subscribed twice must cancel
// twice (RFC 37 §Publish-Subscribe).
import { PrefixTable, type Entry } from './prefix-table.js'

/** A topic and who has it. */
class Subscribed<Who> implements Entry {
  readonly topic: string
  readonly hash: number
  longer = 0
  /** Most topics have one subscriber: a Map for each would be the larger part of all. */
  who: Who | undefined
  count = 0
  others: Map<Who, number> | undefined

  constructor(topic: string, hash: number) {
    this.topic = topic
    this.hash = hash
  }

  get isTopic(): boolean {
    return this.who !== undefined
  }
}

/** What a change did: to this subscriber's own topics, and to those of all. */
export interface TopicChange {
  /** It had not the topic before; or has it no more. */
  readonly isOwn: boolean
  /** Nobody had the topic before; or nobody has it any more. */
  readonly isAnyones: boolean
}

const UNCHANGED: TopicChange = { isOwn: false, isAnyones: false }

/** Topics and their subscribers. */
export class Topics<Who extends object> {
  readonly #table = new PrefixTable<Subscribed<Who>>((topic, hash) => new Subscribed(topic, hash))
  /** What each subscriber has. */
  readonly #own = new Map<Who, Set<Subscribed<Who>>>()
  #size = 0

  /** How many topics there are, each counted once. */
  get size(): number {
    return this.#size
  }

  /** Adds one subscription. */
  add(topic: Uint8Array, who: Who): TopicChange {
    const entry = this.#table.add(topic)
    const isAnyones = entry.who === undefined
    if (entry.who === undefined || entry.who === who) {
      entry.who = who
      entry.count++
      if (entry.count > 1) return UNCHANGED
    } else {
      entry.others ??= new Map()
      const count = entry.others.get(who) ?? 0
      entry.others.set(who, count + 1)
      if (count > 0) return UNCHANGED
    }
    const own = this.#own.get(who)
    if (own === undefined) this.#own.set(who, new Set([entry]))
    else own.add(entry)
    if (isAnyones) this.#size++
    return { isOwn: true, isAnyones }
  }

  /** Takes one subscription back; what was never subscribed changes nothing. */
  remove(topic: Uint8Array, who: Who): TopicChange {
    const entry = this.#table.find(topic)
    if (entry === undefined) return UNCHANGED
    if (entry.who === who) {
      if (--entry.count > 0) return UNCHANGED
    } else {
      const count = entry.others?.get(who)
      if (count === undefined) return UNCHANGED
      if (count > 1) {
        entry.others?.set(who, count - 1)
        return UNCHANGED
      }
    }
    this.#own.get(who)?.delete(entry)
    return { isOwn: true, isAnyones: this.#leave(entry, who) }
  }

  /**
   * Forgets a subscriber.
   *
   * @param told each of its topics, and whether nobody has it any more
   */
  forget(who: Who, told?: (topic: Buffer, isLast: boolean) => void): void {
    const own = this.#own.get(who)
    this.#own.delete(who)
    for (const entry of own ?? []) {
      const isLast = this.#leave(entry, who)
      told?.(octetsOf(entry), isLast)
    }
  }

  /** The topics of a subscriber, each once, in the order of their subscription. */
  *of(who: Who): IterableIterator<Buffer> {
    for (const entry of this.#own.get(who) ?? []) yield octetsOf(entry)
  }

  /** The subscribers of the topics that these octets begin with, each once. */
  match(start: Uint8Array): Who[] {
    const entries = this.#table.match(start)
    if (entries.length > 1) return [...new Set(entries.flatMap(entry => subscribersOf(entry)))]
    return entries.length === 0 ? [] : subscribersOf(entries[0] as Subscribed<Who>)
  }

  /** True if any topic is a prefix of `start`. */
  matches(start: Uint8Array): boolean {
    return this.#table.matches(start)
  }

  /** @returns true if nobody has the topic any more */
  #leave(entry: Subscribed<Who>, who: Who): boolean {
    if (entry.who !== who) {
      entry.others?.delete(who)
    } else {
      const next = entry.others?.entries().next()
      const [heir, count] = next?.done === false ? next.value : [undefined, 0]
      entry.who = heir
      entry.count = count
      if (heir !== undefined) entry.others?.delete(heir)
    }
    if (entry.others?.size === 0) entry.others = undefined
    if (entry.who !== undefined) return false
    this.#size--
    this.#table.remove(entry)
    return true
  }
}

function subscribersOf<Who>({ who, others }: Subscribed<Who>): Who[] {
  const all = [who as Who]
  if (others !== undefined) for (const other of others.keys()) all.push(other)
  return all
}

function octetsOf({ topic }: Entry): Buffer {
  return Buffer.from(topic, 'latin1')
}
