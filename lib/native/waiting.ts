// Sends or receives of one socket that could not be done at once, in the order they were asked for.
import { systemError } from '../errors.js'

interface Waiter {
  /** Tries once more; true if it is done, one way or the other. */
  attempt(): boolean
  reject(error: Error): void
}

/** A queue of operations that are tried again whenever something has happened. */
export class Waiting {
  readonly #waiters: Waiter[] = []

  get isEmpty(): boolean {
    return this.#waiters.length === 0
  }

  /**
   * Queues an operation.
   *
   * @param operation gives its result, or undefined for "not now"; what it throws is its failure
   * @param timeoutMs after which it fails with EAGAIN; negative for never
   */
  add<Result>(operation: () => Result | undefined, timeoutMs: number): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        attempt() {
          try {
            const result = operation()
            if (result === undefined) return false
            resolve(result)
          } catch (error) {
            reject(error)
          }
          clearTimeout(timer)
          return true
        },
        reject(error) {
          clearTimeout(timer)
          reject(error)
        },
      }
      const onTimeout = (): void => {
        // What libzmq has by now counts, though this thread was too busy to look.
        this.attend()
        if (!this.#waiters.includes(waiter)) return
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1)
        reject(systemError('EAGAIN'))
      }
      const timer = timeoutMs < 0 ? undefined : setTimeout(onTimeout, timeoutMs)
      this.#waiters.push(waiter)
    })
  }

  /** Tries the operations in order, up to the first that still has to wait. */
  attend(): void {
    while (this.#waiters[0]?.attempt() === true) this.#waiters.shift()
  }

  /** Ends all waiting. */
  rejectAll(error: Error): void {
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error)
  }
}
