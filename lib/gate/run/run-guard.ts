// Whatever a run calls goes through here, so that no fault is lost and none is taken for another. What
// fails of our own is an input of the policy, which decides. What the user's code throws, or the engine
// for wrong usage, is no outcome of a run: it ends the run, and the run throws it.
import { UsageError, type SystemError } from '../../errors.js'
import type { ErrorInput } from '../machine/state.js'

/** What a run does about its faults and its end. */
export interface RunGuardHandlers {
  /** Something of ours has failed. */
  failed(error: Pick<ErrorInput, 'during' | 'code' | 'message'>): void
  /** The run is over. Called once, before those who wait are woken. */
  stopping(): void
}

/** Calls what may fail, until the run is over. */
export class RunGuard {
  /** Resolved when the run is over. */
  readonly over: Promise<void>
  readonly #handlers: RunGuardHandlers
  readonly #stopping = new AbortController()
  #resolveOver: () => void = () => {}
  #thrown: { readonly error: unknown } | undefined

  constructor(handlers: RunGuardHandlers) {
    this.#handlers = handlers
    this.over = new Promise(resolve => {
      this.#resolveOver = resolve
    })
  }

  get isOver(): boolean {
    return this.#stopping.signal.aborted
  }

  /** Says when the run is over. */
  get signal(): AbortSignal {
    return this.#stopping.signal
  }

  /** Does one thing; if it fails, that is an input. */
  async attempt(during: ErrorInput['during'], task: () => void | Promise<void>): Promise<boolean> {
    try {
      await task()
      return true
    } catch (error) {
      this.failed(during, error)
      return false
    }
  }

  /** Begins something that goes on beside the rest; what can be done at once is done at once. */
  spawn(during: ErrorInput['during'], task: () => void | Promise<void>): void {
    try {
      task()?.catch((error: unknown) => this.failed(during, error))
    } catch (error) {
      this.failed(during, error)
    }
  }

  /** Something has failed with this error. */
  failed(during: ErrorInput['during'], error: unknown): void {
    // Closing wakes whatever waits with an error of its own: not a failure of the run.
    if (this.isOver) return
    if (error instanceof UsageError) {
      this.#throw(error)
      return
    }
    const { code = 'ERR_UNKNOWN', message = String(error) } = error as Partial<SystemError>
    this.#handlers.failed({ during, code, message })
  }

  /** Calls code of the user's; undefined if it throws. */
  ask<T>(ask: () => T): T | undefined {
    try {
      return ask()
    } catch (error) {
      if (!this.isOver) this.#throw(error)
      return undefined
    }
  }

  /** As `ask`, for what takes its time. */
  async askFor<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask()
    } catch (error) {
      if (!this.isOver) this.#throw(error)
      return undefined
    }
  }

  /** Ends the run. */
  stop(): void {
    if (this.isOver) return
    this.#handlers.stopping()
    this.#stopping.abort(new Error('the run is over'))
    this.#resolveOver()
  }

  /** @throws what the user's code, or the engine for wrong usage, has thrown first */
  rethrow(): void {
    if (this.#thrown !== undefined) throw this.#thrown.error
  }

  #throw(error: unknown): void {
    this.#thrown ??= { error }
    this.stop()
  }
}
