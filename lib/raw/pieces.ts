// What is written in one go, sent in pieces: a stream has no segments, and whoever thinks so is to be found out.
import { type Clock, systemClock } from '../clock.js'

/** The pause between two pieces, ms: long enough for the other side to read the first by itself. */
const GAP_MS = 1

/** Octets that go out in pieces of given lengths. */
export class Pieces {
  readonly #lengths: readonly number[]
  readonly #write: (piece: Uint8Array) => void
  readonly #clock: Clock
  #waiting: Buffer = Buffer.alloc(0)
  #next = 0
  #isRunning = false
  #emptied: (() => void) | undefined

  /**
   * @param lengths how many octets the first piece has, the second, …; after the last the first comes again
   * @param write writes one piece
   */
  constructor(
    lengths: readonly number[],
    write: (piece: Uint8Array) => void,
    clock: Clock = systemClock,
  ) {
    this.#lengths = lengths
    this.#write = write
    this.#clock = clock
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0
  }

  /** Takes octets; the first piece goes out at once if none is under way. */
  add(bytes: Uint8Array): void {
    this.#waiting = Buffer.concat([this.#waiting, bytes])
    if (!this.#isRunning) this.#send()
  }

  /** Calls once all is written, at once if it is. */
  whenEmpty(emptied: () => void): void {
    this.#emptied = emptied
    if (!this.#isRunning) this.#send()
  }

  #send(): void {
    if (this.isEmpty) {
      this.#isRunning = false
      this.#emptied?.()
      this.#emptied = undefined
      return
    }
    this.#isRunning = true
    const length = this.#lengths[this.#next++ % this.#lengths.length] ?? this.#waiting.length
    const piece = this.#waiting.subarray(0, length)
    this.#waiting = this.#waiting.subarray(length)
    this.#write(piece)
    this.#clock.after(GAP_MS, () => this.#send())
  }
}
