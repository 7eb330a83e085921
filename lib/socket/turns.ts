// Fairness: a loop of sends or receives that never has to wait would keep the event loop from turning.
// After so many operations the next one waits for a turn, as in zeromq.js.

/** Operations of one socket that may be done at once before one of them waits for a turn. */
const OPERATIONS_PER_TURN = 4096

/** After so many it is worth knowing when the event loop turns by itself, which begins the count anew. */
const OPERATIONS_UNOBSERVED = 512

/** Counts operations, and waits when there were enough. */
export class Turns {
  #left = OPERATIONS_PER_TURN

  /** Counts one operation; true if it must wait for `next` first. */
  spend(): boolean {
    if (--this.#left === OPERATIONS_PER_TURN - OPERATIONS_UNOBSERVED) setImmediate(this.#begin)
    return this.#left < 0
  }

  /** True once `spend` has said so, until the event loop has turned. */
  get isUsedUp(): boolean {
    return this.#left < 0
  }

  /** Resolves when the event loop has turned. */
  next(): Promise<void> {
    return new Promise(resolve => {
      setImmediate(() => {
        this.#begin()
        resolve()
      })
    })
  }

  readonly #begin = (): void => {
    this.#left = OPERATIONS_PER_TURN
  }
}
