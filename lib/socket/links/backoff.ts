// How long to wait before the next attempt to connect (zmq_setsockopt(3), ZMQ_RECONNECT_IVL and
// ZMQ_RECONNECT_IVL_MAX). Without a maximum the interval has a random part; with one it doubles.

/** The waits of one connecter. Make a new one after each connection that came up. */
export class Backoff {
  readonly #intervalMs: number
  readonly #maximumMs: number
  readonly #random: () => number
  #currentMs: number

  /** @param random gives a number in [0, 1) */
  constructor(intervalMs: number, maximumMs: number, random: () => number) {
    this.#intervalMs = intervalMs
    this.#maximumMs = maximumMs
    this.#random = random
    this.#currentMs = intervalMs
  }

  /** The next wait in milliseconds; undefined if there is to be none (interval 0 or −1). */
  next(): number | undefined {
    if (this.#intervalMs <= 0) return undefined
    if (this.#maximumMs <= 0) {
      return this.#intervalMs + Math.floor(this.#random() * this.#intervalMs)
    }
    const wait = Math.min(this.#currentMs, this.#maximumMs)
    this.#currentMs = Math.min(wait * 2, this.#maximumMs)
    return wait
  }
}
