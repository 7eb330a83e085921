// A first-in-first-out queue for the hot path. The slots around what is in it are kept, since to grow
// costs more than to fill. Taken slots are cut off when they are half of all: each entry is moved once on
// average, however long the queue is (an Array's shift moves all of them, every time).

/** Fewer taken slots than this are not worth a cut; an empty queue keeps no more slots than this. */
const COMPACT_AT = 1024

/** Entries in order; `undefined` is none. */
export class Queue<Entry> {
  #entries: (Entry | undefined)[] = []
  #head = 0
  #tail = 0

  get length(): number {
    return this.#tail - this.#head
  }

  /** The oldest entry, which stays; undefined if there is none. */
  peek(): Entry | undefined {
    return this.#entries[this.#head]
  }

  push(entry: Entry): void {
    this.#entries[this.#tail++] = entry
  }

  /** Takes the oldest entry; undefined if there is none. */
  shift(): Entry | undefined {
    const entry = this.#entries[this.#head]
    if (entry === undefined) return undefined
    this.#entries[this.#head++] = undefined
    if (this.#head === this.#tail) {
      if (this.#tail > COMPACT_AT) this.#entries = []
      this.#head = 0
      this.#tail = 0
    } else if (this.#head >= COMPACT_AT && this.#head * 2 >= this.#tail) {
      this.#entries = this.#entries.slice(this.#head, this.#tail)
      this.#tail -= this.#head
      this.#head = 0
    }
    return entry
  }

  clear(): void {
    this.#entries = []
    this.#head = 0
    this.#tail = 0
  }
}
