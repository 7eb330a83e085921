// An ordered set of pipes of which the first `active` take part; round-robin and fair-queue walk it.
// The order after a swap is libzmq's, so that who gets which message is the same as there.
import type { Pipe } from '../links/pipe.js'

/** Pipes in order, the active ones in front. */
export class Ring {
  readonly #pipes: Pipe[] = []
  #active = 0
  #current = 0

  /** How many take part. */
  get active(): number {
    return this.#active
  }

  get size(): number {
    return this.#pipes.length
  }

  /** The pipe whose turn it is. Only while some are active. */
  get current(): Pipe {
    return this.#pipes[this.#current] as Pipe
  }

  /** Appends a pipe, active. */
  add(pipe: Pipe): void {
    this.#pipes.push(pipe)
    this.activate(pipe)
  }

  /** Lets a pipe take part again, after the others. */
  activate(pipe: Pipe): void {
    const index = this.#pipes.indexOf(pipe, this.#active)
    if (index < 0) return
    this.#swap(index, this.#active)
    this.#active++
  }

  /** Leaves the current pipe out until `activate`. */
  deactivateCurrent(): void {
    this.#active--
    this.#swap(this.#current, this.#active)
    if (this.#current === this.#active) this.#current = 0
  }

  /** Gives the turn to the next. */
  advance(): void {
    // A comparison: a division costs as much as the rest of a turn.
    const next = this.#current + 1
    this.#current = next < this.#active ? next : 0
  }

  remove(pipe: Pipe): void {
    let index = this.#pipes.indexOf(pipe)
    if (index < 0) return
    if (index < this.#active) {
      this.#active--
      this.#swap(index, this.#active)
      if (this.#current === this.#active) this.#current = 0
      index = this.#active
    }
    const last = this.#pipes.pop() as Pipe
    if (index < this.#pipes.length) this.#pipes[index] = last
  }

  #swap(a: number, b: number): void {
    const pipe = this.#pipes[a] as Pipe
    this.#pipes[a] = this.#pipes[b] as Pipe
    this.#pipes[b] = pipe
  }
}
