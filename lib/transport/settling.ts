// When what was left to be decoded on demand is decoded without: at the end of a turn of the event loop in
// which nobody asked, and after a few turns even if a reader is at work (a PING may lie behind it all).

/** Turns for which a reader at work may put it off. */
const POSTPONED_MAX = 8

/** Calls `settle` once, soon. */
export class Settling {
  /** To be set to true by a reader that takes a message. */
  isBeingRead = false
  readonly #settle: () => void
  #isQueued = false
  #postponed = 0

  constructor(settle: () => void) {
    this.#settle = settle
  }

  /** Does nothing if it is queued already. */
  queue(): void {
    if (this.#isQueued) return
    this.#isQueued = true
    this.#postponed = 0
    this.isBeingRead = false
    setImmediate(this.#turn)
  }

  readonly #turn = (): void => {
    if (this.isBeingRead && ++this.#postponed <= POSTPONED_MAX) {
      this.isBeingRead = false
      setImmediate(this.#turn)
      return
    }
    this.#isQueued = false
    this.#settle()
  }
}
