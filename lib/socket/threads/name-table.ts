// The names that are bound in any thread of the process, in memory that all of them share, so that a bind knows at
// once, without asking anybody, that a name is taken; and the options of their context. A name stands there as 64 bits
// of hash.
//
// Int32 words: 0 the lock; 1 the thread that made the table; 2 how many hubs have used it; 3 how many entries are
// in use or were; 4 to 14 the options; 15 how many hubs there were; then entries of four words: hash, hash, hub (0: free), thread of that hub.

const LOCK = 0
const MAKER = 1
const HUBS = 2
const USED = 3
const OPTIONS = 4
const MADE = 15
const FIRST = 16

/** So many hubs of one thread have each their number: one for each copy of this library in it. */
const HUBS_OF_THREAD = 4096

const ENTRY_WORDS = 4

/** Names bound at a time in all threads together: what is over it is not known to others. */
const MOST_NAMES = 4096

/** A thread that was ended while it held the lock, for a microsecond, does not give it back. */
const LOCK_PATIENCE_MS = 100

/** Who has bound what. */
export class NameTable {
  readonly memory: SharedArrayBuffer
  readonly #words: Int32Array

  /** @param made what another thread has made; without it a new one, made by `thread` */
  constructor(thread: number, made?: SharedArrayBuffer) {
    this.memory = made ?? new SharedArrayBuffer((FIRST + MOST_NAMES * ENTRY_WORDS) * 4)
    this.#words = new Int32Array(this.memory)
    if (made === undefined) this.#words[MAKER] = thread
  }

  /** Of two tables that meet, that of the lower number is kept. */
  get maker(): number {
    return Atomics.load(this.#words, MAKER)
  }

  /** The number of a new hub; no other has it, whatever table that has. */
  newHub(thread: number): number {
    return (thread * HUBS_OF_THREAD + (Atomics.add(this.#words, MADE, 1) % HUBS_OF_THREAD) + 1) | 0
  }

  /** True once any hub has begun to speak with others. */
  get hasHubs(): boolean {
    return Atomics.load(this.#words, HUBS) > 0
  }

  countHub(): void {
    Atomics.add(this.#words, HUBS, 1)
  }

  /** The option of that index. */
  option(index: number): number {
    return Atomics.load(this.#words, OPTIONS + index)
  }

  setOption(index: number, value: number): void {
    Atomics.store(this.#words, OPTIONS + index, value)
  }

  /** Takes a name for a hub; false if another has it. */
  claim(name: string, hub: number, thread: number): boolean {
    const words = this.#words
    const [high, low] = hash(name)
    return this.#locked(() => {
      const used = words[USED] as number
      let free = used
      for (let entry = 0; entry < used; entry++) {
        const at = FIRST + entry * ENTRY_WORDS
        if (words[at + 2] === 0) free = Math.min(free, entry)
        else if (words[at] === high && words[at + 1] === low) return words[at + 2] === hub
      }
      if (free === MOST_NAMES) return true
      words.set([high, low, hub, thread], FIRST + free * ENTRY_WORDS)
      if (free === used) words[USED] = used + 1
      return true
    })
  }

  /** Gives a name back, if the hub has it. */
  release(name: string, hub: number): void {
    this.#locked(() => {
      const at = this.#find(name)
      if (at !== undefined && this.#words[at + 2] === hub) this.#words[at + 2] = 0
    })
  }

  /** The thread has ended: its names are free. @returns the hubs that had them */
  releaseThread(thread: number): Set<number> {
    const words = this.#words
    const hubs = new Set<number>()
    this.#locked(() => {
      for (let entry = 0; entry < (words[USED] as number); entry++) {
        const at = FIRST + entry * ENTRY_WORDS
        if (words[at + 2] === 0 || words[at + 3] !== thread) continue
        hubs.add(words[at + 2] as number)
        words[at + 2] = 0
      }
    })
    return hubs
  }

  /** The hub that has a name; undefined if none. */
  ownerOf(name: string): number | undefined {
    return this.#locked(() => {
      const at = this.#find(name)
      return at === undefined ? undefined : this.#words[at + 2]
    })
  }

  #find(name: string): number | undefined {
    const words = this.#words
    const [high, low] = hash(name)
    for (let entry = 0; entry < (words[USED] as number); entry++) {
      const at = FIRST + entry * ENTRY_WORDS
      if (words[at + 2] !== 0 && words[at] === high && words[at + 1] === low) return at
    }
    return undefined
  }

  #locked<Result>(act: () => Result): Result {
    for (let waited = 0; waited < LOCK_PATIENCE_MS; waited++) {
      if (Atomics.compareExchange(this.#words, LOCK, 0, 1) === 0) break
      Atomics.wait(this.#words, LOCK, 1, 1)
    }
    try {
      return act()
    } finally {
      Atomics.store(this.#words, LOCK, 0)
      Atomics.notify(this.#words, LOCK, 1)
    }
  }
}

/** FNV-1a twice, from two starts: the names are the program's own, which nobody chooses so that they collide. */
function hash(name: string): readonly [number, number] {
  let high = 0x811c9dc5 | 0
  let low = 0x9747b28c | 0
  for (const byte of Buffer.from(name)) {
    high = Math.imul(high ^ byte, 0x01000193)
    low = Math.imul(low ^ byte, 0x01000193) ^ (low >>> 15)
  }
  return [high, low]
}
