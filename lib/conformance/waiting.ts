// Waiting: whatever happens wakes those who wait, and a wait ends as soon as it is decided, or stopped from outside.
import type { Clock, Timer } from '../clock.js'
import { Stopped } from './testee.js'

/** What waits are made of. */
export interface WaitSettings {
  readonly clock: Clock
  /** Factor on every wait. */
  readonly patience: number
  /** Ends every wait, with a Stopped. */
  readonly signal?: AbortSignal | undefined
}

/** A timer that is later than this tells of a machine that stood still. */
const LATE_MS = 60
const EXTENSIONS_MAX = 8

/** Something that happens, and those who wait for it. */
export class Happenings {
  readonly #settings: WaitSettings
  /** True once nothing more can happen: waits end undecided. */
  readonly #isOver: () => boolean
  readonly #waiters = new Set<() => void>()
  /** True once a wait of ours has come much too late: the machine was busy with something else. */
  stoodStill = false

  constructor(settings: WaitSettings, isOver: () => boolean) {
    this.#settings = settings
    this.#isOver = isOver
    settings.signal?.addEventListener('abort', this.#onAbort)
  }

  readonly #onAbort = (): void => this.wake()

  /** Nobody waits any more. */
  close(): void {
    this.#settings.signal?.removeEventListener('abort', this.#onAbort)
  }

  wake(): void {
    for (const waiter of this.#waiters) waiter()
  }

  /** Waits until `check` gives something, asking after each happening; undefined when time is up. */
  async until<T>(check: () => T | undefined, ms: number, isExact = false): Promise<T | undefined> {
    this.#throwIfStopped()
    const first = check()
    if (first !== undefined || this.#isOver()) return first
    return new Promise<T | undefined>((resolve, reject) => {
      const { clock, patience } = this.#settings
      const finish = (value: T | undefined): void => {
        timer.cancel()
        this.#waiters.delete(ask)
        resolve(value)
      }
      const ask = (): void => {
        try {
          this.#throwIfStopped()
          const value = check()
          if (value !== undefined || this.#isOver()) finish(value)
        } catch (error) {
          this.#waiters.delete(ask)
          timer.cancel()
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      }
      let extensions = 0
      const arm = (forMs: number): Timer => {
        const due = clock.now() + forMs
        return clock.after(forMs, () => {
          // Timers that are late come before what the network has brought meanwhile: a machine that is busy
          // elsewhere must not look like an endpoint that is silent.
          const isLate = clock.now() - due > LATE_MS
          this.stoodStill ||= isLate
          if (isLate && !isExact && extensions++ < EXTENSIONS_MAX)
            timer = arm(Math.min(forMs, 1000))
          else finish(check())
        })
      }
      let timer = arm(ms * patience)
      this.#waiters.add(ask)
    })
  }

  #throwIfStopped(): void {
    if (this.#settings.signal?.aborted === true) throw new Stopped('the run was stopped')
  }

  /** Lets time pass; more if the machine stood still meanwhile. */
  async rest(ms: number): Promise<void> {
    const { clock } = this.#settings
    for (let extensions = 0; extensions < EXTENSIONS_MAX; extensions++) {
      const start = clock.now()
      await this.until(() => undefined, ms / this.#settings.patience, true)
      if (clock.now() - start - ms < LATE_MS) return
      this.stoodStill = true
    }
  }
}
