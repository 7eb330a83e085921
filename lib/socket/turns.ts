// Fairness: a loop of sends or receives that never has to wait would keep the event loop from turning.
// A turn is bounded by time, in which also counts what the program does between two of them, and by a number
// of operations: zeromq.js's, and more where they are so quick that the turns would cost more than they give.
import type { Clock } from '../clock.js'

/** Operations of one socket that may be done in one turn of the event loop, as in zeromq.js. */
const OPERATIONS_PER_TURN = 512

/**
 * And at most, once they are quick. What a turn sends leaves in one write, and is read in one: with 512 a
 * stream of 16 B takes an eighth longer.
 */
const QUICK_OPERATIONS_PER_TURN = 4096

/** A turn is quick that is over sooner, and long if it takes longer than the other. */
const QUICK_MS = 1
const LONG_MS = 2.5

/** After so many quick turns in a row each next one has twice as many operations, after a long one half as many. */
const QUICK_TURNS = 8

/** So long may operations go on in one turn. */
const TURN_MS = 5

/** The clock is looked at after so many operations at most: a look costs as much as half a `send`. */
const OPERATIONS_UNTIMED_MAX = 16

/**
 * While operations are quick, the event loop is asked to say that it has turned only after this part of
 * them: with a question each turn a receiver of 256 B, to which a read brings 250 messages, polls twice as
 * often as it reads.
 */
const UNOBSERVED_PART = 1 / 4

/** Counts operations, and says when the next must wait for a turn of the event loop. */
export class Turns {
  readonly #clock: Clock
  #most = OPERATIONS_PER_TURN
  /** How many turns in a row were quick. */
  #quickTurns = 0
  #left = OPERATIONS_PER_TURN
  /** The clock is looked at once `#left` has come down to this. */
  #lookAt = OPERATIONS_PER_TURN - 1
  /** Operations from one look to the next: more while they are quick. */
  #stride = 1
  /** When it was first looked at in this turn. */
  #since: number | undefined
  /** The event loop will say when it turns; until it does, it has not turned. */
  #isObserved = false
  #isUsedUp = false
  #next: Promise<void> | undefined
  #wake: (() => void) | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts one operation; true if what comes after it must wait for `next`. */
  spend(): boolean {
    return --this.#left <= this.#lookAt && this.#look()
  }

  /** True once `spend` has said so, until the event loop has turned. */
  get isUsedUp(): boolean {
    return this.#isUsedUp
  }

  /** Resolves when the event loop has turned; the same promise for all who wait. Once it is used up. */
  next(): Promise<void> {
    this.#next ??= new Promise(resolve => (this.#wake = resolve))
    return this.#next
  }

  #look(): boolean {
    if (this.#isUsedUp) return true
    const now = this.#clock.now()
    if (this.#since === undefined) {
      this.#since = now
      if (this.#stride === 1) this.#observe()
    } else if (now - this.#since < TURN_MS) {
      this.#stride = Math.min(this.#stride * 2, OPERATIONS_UNTIMED_MAX)
      this.#isUsedUp = this.#left <= 0
      if (this.#left <= this.#most * (1 - UNOBSERVED_PART)) this.#observe()
    } else {
      this.#stride = 1
      this.#isUsedUp = this.#isObserved
      // Else it may have turned, or slept, in between: from now on that is seen.
      if (!this.#isObserved) this.#since = now
      this.#observe()
    }
    if (this.#isUsedUp) this.#adapt(now - this.#since)
    this.#lookAt = Math.max(0, this.#left - this.#stride)
    return this.#isUsedUp
  }

  #observe(): void {
    if (this.#isObserved) return
    this.#isObserved = true
    setImmediate(this.#begin)
  }

  #adapt(took: number): void {
    this.#quickTurns = took < QUICK_MS ? this.#quickTurns + 1 : 0
    if (this.#quickTurns >= QUICK_TURNS) {
      this.#most = Math.min(this.#most * 2, QUICK_OPERATIONS_PER_TURN)
    } else if (took > LONG_MS) {
      this.#most = Math.max(this.#most / 2, OPERATIONS_PER_TURN)
    }
  }

  readonly #begin = (): void => {
    if (!this.#isUsedUp) this.#stride = Math.min(this.#stride * 2, OPERATIONS_UNTIMED_MAX)
    this.#left = this.#most
    // The first look is soon: what takes long is seen by the second, or right after it.
    this.#lookAt = this.#most - Math.ceil(this.#stride / 2)
    this.#since = undefined
    this.#isObserved = false
    this.#isUsedUp = false
    const wake = this.#wake
    this.#next = undefined
    this.#wake = undefined
    wake?.()
  }
}
