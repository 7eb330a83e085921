// Which of many topics a message begins with: a hash table that is asked once for each length that topics have,
// while the hash of the message's start grows octet by octet. With a million topics each look at memory that is
// in no cache costs as much as a hundred octets hashed: a prefix tree needs several at each branching, one
// behind the other; here a topic that does not fit costs one, and those of several lengths overlap.
//
// So that nobody's long topic makes messages dear that have nothing in common with it, what a topic longer than 64
// octets begins with is an entry, too, at 64, 256, 1024, … octets. Where that is missing nothing longer fits: a
// message is read to four times what it has in common with some topic, at most, or 64 octets.
import { randomInt } from 'node:crypto'
import { keyOf } from './peer-names.js'

/** A topic, or what longer ones begin with. */
export interface Entry {
  /** One character for each octet. */
  readonly topic: string
  readonly hash: number
  /** How many longer topics are found only by way of this one. */
  longer: number
  /** False if it is no topic, but only what longer ones begin with. */
  readonly isTopic: boolean
}

const FIRST_STEP = 64
const STEP_RATIO = 4
const SLOTS_MIN = 8

/** Who does not know it cannot choose topics of one hash. */
const SEED = randomInt(2 ** 31)
const MULTIPLIER = 0x01_00_01_93

const extended = (hash: number, octet: number): number => {
  const product = Math.imul(hash ^ octet, MULTIPLIER)
  return product ^ (product >>> 15)
}

const NONE: readonly never[] = []

const tagOf = (hash: number): number => hash >>> 24 || 1

/** Topics by their octets. Open addressing, at most half full; what is taken out leaves no mark. */
export class PrefixTable<E extends Entry> {
  readonly #make: (topic: string, hash: number) => E
  /** An octet of each hash, 0 where nothing is: all that is looked at of a topic that does not fit, and small. */
  #tags = new Uint8Array(SLOTS_MIN)
  #hashes = new Int32Array(SLOTS_MIN)
  #entries: (E | undefined)[] = emptySlots(SLOTS_MIN)
  #size = 0
  /** The lengths that entries have, in order, and how many have each. */
  readonly #lengths: number[] = []
  readonly #ofLength = new Map<number, number>()

  constructor(make: (topic: string, hash: number) => E) {
    this.#make = make
  }

  /** The entry of a topic; undefined if it is not there. */
  find(topic: Uint8Array): E | undefined {
    return this.#entries[this.#slotOf(topic, topic.length, hashOf(topic, topic.length))]
  }

  /** The entry of a topic, made if it is not there. It must become a topic before anything else is asked. */
  add(topic: Uint8Array): E {
    const known = this.find(topic)
    if (known?.isTopic === true) return known
    for (const length of stepsBefore(topic.length)) this.#place(topic, length).longer++
    return this.#place(topic, topic.length)
  }

  /** Takes out an entry that is no topic any more. */
  remove(entry: E): void {
    const { topic } = entry
    this.#dropUnused(entry)
    if (topic.length <= FIRST_STEP) return
    const octets = Buffer.from(topic, 'latin1')
    for (const length of stepsBefore(topic.length)) {
      const step = this.#entries[this.#slotOf(octets, length, hashOf(octets, length))] as E
      step.longer--
      this.#dropUnused(step)
    }
  }

  /** True if these octets begin with a topic. */
  matches(start: Uint8Array): boolean {
    // The empty topic is the one that is asked for most: what is only asked of it is answered at once.
    return this.#lengths[0] === 0 || this.match(start).length > 0
  }

  /** The topics that these octets begin with, the shortest first. */
  match(start: Uint8Array): readonly E[] {
    let found: E[] | undefined
    const size = start.length
    let hash = SEED
    let at = 0
    let step = FIRST_STEP
    for (const length of this.#lengths) {
      if (length > size) break
      for (; at < length; at++) hash = extended(hash, start[at] as number)
      const entry = this.#entries[this.#slotOf(start, length, hash)]
      if (entry?.isTopic === true) {
        if (found === undefined) found = [entry]
        else found.push(entry)
      }
      if (length !== step) continue
      if (entry === undefined || entry.longer === 0) break
      step *= STEP_RATIO
    }
    return found ?? NONE
  }

  #place(topic: Uint8Array, length: number): E {
    const hash = hashOf(topic, length)
    const slot = this.#slotOf(topic, length, hash)
    const known = this.#entries[slot]
    if (known !== undefined) return known
    const entry = this.#make(keyOf(topic.subarray(0, length)), hash)
    this.#tags[slot] = tagOf(hash)
    this.#hashes[slot] = hash
    this.#entries[slot] = entry
    if (++this.#size * 2 > this.#tags.length) this.#resize(this.#tags.length * 2)
    this.#countLength(length, 1)
    return entry
  }

  /** Where an entry is, or belongs. */
  #slotOf(octets: Uint8Array, length: number, hash: number): number {
    const tags = this.#tags
    const mask = tags.length - 1
    const tag = tagOf(hash)
    let slot = hash & mask
    for (let there = tags[slot]; there !== 0; there = tags[slot]) {
      if (there === tag && isTopic(this.#entries[slot] as E, octets, length)) break
      slot = (slot + 1) & mask
    }
    return slot
  }

  #resize(slots: number): void {
    const tags = this.#tags
    const hashes = this.#hashes
    const entries = this.#entries
    this.#tags = new Uint8Array(slots)
    this.#hashes = new Int32Array(slots)
    this.#entries = emptySlots(slots)
    if (this.#size === 0) return
    const mask = slots - 1
    for (let from = 0; from < tags.length; from++) {
      if (tags[from] === 0) continue
      const hash = hashes[from] as number
      let slot = hash & mask
      while (this.#tags[slot] !== 0) slot = (slot + 1) & mask
      this.#tags[slot] = tags[from] as number
      this.#hashes[slot] = hash
      this.#entries[slot] = entries[from]
    }
  }

  #dropUnused(entry: E): void {
    if (entry.isTopic || entry.longer > 0) return
    this.#countLength(entry.topic.length, -1)
    if (--this.#size === 0) this.#resize(SLOTS_MIN)
    else this.#vacate(entry)
  }

  /** Empties an entry's slot, and moves back what lies behind it only because it was taken. */
  #vacate(entry: E): void {
    const tags = this.#tags
    const hashes = this.#hashes
    const entries = this.#entries
    const mask = tags.length - 1
    let hole = entry.hash & mask
    while (entries[hole] !== entry) hole = (hole + 1) & mask
    for (let next = (hole + 1) & mask; tags[next] !== 0; next = (next + 1) & mask) {
      const hash = hashes[next] as number
      if (((next - hash) & mask) < ((next - hole) & mask)) continue
      tags[hole] = tags[next] as number
      hashes[hole] = hash
      entries[hole] = entries[next]
      hole = next
    }
    tags[hole] = 0
    entries[hole] = undefined
  }

  #countLength(length: number, change: 1 | -1): void {
    const count = (this.#ofLength.get(length) ?? 0) + change
    const lengths = this.#lengths
    if (count === 0) {
      this.#ofLength.delete(length)
      lengths.splice(lengths.indexOf(length), 1)
    } else {
      if (count === change)
        lengths.splice(lengths.filter(other => other < length).length, 0, length)
      this.#ofLength.set(length, count)
    }
  }
}

/** The lengths at which what a longer topic begins with is an entry. */
function* stepsBefore(length: number): IterableIterator<number> {
  for (let step = FIRST_STEP; step < length; step *= STEP_RATIO) yield step
}

function hashOf(octets: Uint8Array, length: number): number {
  let hash = SEED
  for (let at = 0; at < length; at++) hash = extended(hash, octets[at] as number)
  return hash
}

function isTopic({ topic }: Entry, octets: Uint8Array, length: number): boolean {
  if (topic.length !== length) return false
  for (let at = 0; at < length; at++) if (topic.charCodeAt(at) !== octets[at]) return false
  return true
}

function emptySlots(count: number): undefined[] {
  const slots: undefined[] = []
  slots.length = count
  return slots.fill(undefined)
}
