// Keeps a gate's state: gives each input to the policy, records it, hands the effects out, and wakes
// the policy when it wants a tick. The only place where the state changes.
import type { Clock, Timer } from '../clock.js'
import type { RecordedRow } from './producer-contract.js'
import type { GateEffect, GateInput, GateOptions, GateState, Policy } from './state.js'

/** What a driver needs from the run. */
export interface DriverHandlers {
  readonly perform: (effect: GateEffect) => void
  readonly record: (row: RecordedRow) => void
}

/** A policy at work. */
export class GateDriver {
  readonly #policy: Policy
  readonly #clock: Clock
  readonly #handlers: DriverHandlers
  #state: GateState
  #timer: Timer | undefined
  #wakeAt: number | undefined
  #isStopped = false

  constructor(policy: Policy, options: GateOptions, clock: Clock, handlers: DriverHandlers) {
    this.#policy = policy
    this.#clock = clock
    this.#handlers = handlers
    this.#state = policy.initialState(options)
  }

  /** What the gate knows and has decided so far. */
  get state(): GateState {
    return this.#state
  }

  /** Gives the policy an input and does what it says. */
  take(input: GateInput): void {
    const { state, effects } = this.#policy.step(this.#state, input)
    this.#state = state
    this.#handlers.record({ kind: 'gate', at: input.now, input, phase: state.phase, effects })
    for (const effect of effects) this.#handlers.perform(effect)
    this.#arm()
  }

  /** No more ticks. Inputs are still taken: events after the end belong to the history. */
  stop(): void {
    this.#isStopped = true
    this.#timer?.cancel()
  }

  #arm(): void {
    const at = this.#isStopped ? undefined : this.#policy.wakeAt(this.#state)
    if (at === this.#wakeAt) return
    this.#timer?.cancel()
    this.#wakeAt = at
    if (at === undefined || at === Infinity) return
    this.#timer = this.#clock.after(Math.max(at - this.#clock.now(), 0), () => {
      this.#wakeAt = undefined
      this.take({ kind: 'tick', now: this.#clock.now() })
    })
  }
}
