// Waiting for something to become true, with a deadline: whoever changes things says so.
import { keepProcessAlive, systemClock } from './clock.js'

/** The changes of one thing, and those who wait for them. */
export class Changes {
  readonly #waiting = new Set<() => void>()

  /** Something has changed: everybody who waits looks again. */
  tell(): void {
    for (const look of this.#waiting) look()
  }

  /**
   * Resolves once `isMet` holds.
   *
   * @param isMet may throw to give up early
   * @param complaint the text of the error when the deadline passes
   */
  until(isMet: () => boolean, deadlineMs: number, complaint: () => string): Promise<void> {
    return new Promise((resolve, reject) => {
      const release = keepProcessAlive()
      const finish = (): void => {
        deadline.cancel()
        release()
        this.#waiting.delete(look)
      }
      const look = (): void => {
        try {
          if (!isMet()) return
        } catch (error) {
          finish()
          reject(error as Error)
          return
        }
        finish()
        resolve()
      }
      const deadline = systemClock.after(deadlineMs, () => {
        finish()
        reject(new Error(complaint()))
      })
      this.#waiting.add(look)
      look()
    })
  }
}
