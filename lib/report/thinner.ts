// Keeps a list of entries within a limit, however many come. What a program repeats (messages, frames, a
// gate's inputs) is thinned first, evenly: every second is left out, then every second of those, and so on.
import type { Entry } from './entry.js'

/** Kinds that come by the thousand. */
const BULK: ReadonlySet<string> = new Set(['message', 'frame', 'gate', 'note'])

/** A list that thins itself. */
export class Thinner {
  readonly #limit: number
  #kept: Entry[] = []
  #seen = 0
  /** Of how many one is kept: of what is bulk, and of the rest. */
  readonly #stride = { bulk: 1, rare: 1 }
  readonly #count = { bulk: 0, rare: 0 }

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Entries that came. */
  get seen(): number {
    return this.#seen
  }

  /** The entries that were kept, in the order they came. */
  get kept(): readonly Entry[] {
    return this.#kept
  }

  /** What was left out, in words; undefined if nothing was. */
  get words(): string | undefined {
    if (this.#kept.length === this.#seen) return undefined
    const { bulk, rare } = this.#stride
    const rest = rare === 1 ? 'all of the rest' : `of the rest one of ${rare}`
    return `thinned: ${this.#kept.length} of ${this.#seen} entries are shown: of messages, frames, notes and gate inputs about one of ${bulk}, ${rest}; counts and bands are of all`
  }

  /** Takes an entry, or leaves it out. */
  add(entry: Entry): void {
    this.#seen++
    const group = groupOf(entry)
    if (this.#count[group]++ % this.#stride[group] !== 0) return
    this.#kept.push(entry)
    if (this.#kept.length > this.#limit) this.#thin()
  }

  #thin(): void {
    const bulk = this.#kept.filter(entry => groupOf(entry) === 'bulk').length
    const group = bulk * 2 >= this.#kept.length ? 'bulk' : 'rare'
    let index = 0
    this.#kept = this.#kept.filter(entry => groupOf(entry) !== group || index++ % 2 === 0)
    this.#stride[group] *= 2
  }
}

function groupOf({ kind, fault }: Entry): 'bulk' | 'rare' {
  return BULK.has(kind) && fault === undefined ? 'bulk' : 'rare'
}
