// A number that somebody outside wants to know of: counted again once whatever changes it is done, and told only
// if it is another.

/** Watches one number. */
export class CountWatch {
  readonly #count: () => number
  readonly #told: (count: number) => void
  #last: number | undefined
  #isDue = false
  #isStopped = false

  constructor(count: () => number, told: (count: number) => void) {
    this.#count = count
    this.#told = told
    this.changed()
  }

  /** It may be another now. */
  changed(): void {
    if (this.#isDue) return
    this.#isDue = true
    // Not in the middle of a change: what is told may act on the socket at once.
    queueMicrotask(() => {
      this.#isDue = false
      if (this.#isStopped) return
      const count = this.#count()
      if (count === this.#last) return
      this.#last = count
      this.#told(count)
    })
  }

  /** Nothing more is told. */
  stop(): void {
    this.#isStopped = true
  }
}
