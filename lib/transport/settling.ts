// When what was left to be decoded on demand is decoded without: at the end of a turn of the event loop in
// which nobody asked, and after a few turns even if a reader is at work (a PING may lie behind it all).

/** Turns for which a reader at work may put it off. */
const POSTPONED_MAX = 8

/** Whose decoding waits. */
export interface Unsettled {
  /** Decodes what is left. */
  settle(): void
}

/** Has `settle` called once, soon. Without a function of its own: every idle connection has one of these. */
export class Settling {
  /** To be set to true by a reader that takes a message. */
  isBeingRead = false
  readonly #owner: Unsettled
  #isQueued = false
  #postponed = 0

  constructor(owner: Unsettled) {
    this.#owner = owner
  }

  /** Does nothing if it is queued already. */
  queue(): void {
    if (this.#isQueued) return
    this.#isQueued = true
    this.#postponed = 0
    this.isBeingRead = false
    setImmediate(turn, this)
  }

  /** The event loop has turned. */
  turned(): void {
    if (this.isBeingRead && ++this.#postponed <= POSTPONED_MAX) {
      this.isBeingRead = false
      setImmediate(turn, this)
      return
    }
    this.#isQueued = false
    this.#owner.settle()
  }
}

function turn(settling: Settling): void {
  settling.turned()
}
