// Keeps a gate's state: gives each input to the policy, records it, hands the effects out, and wakes
// the policy when it wants a tick. The only place where the state changes.
import type { Clock, Timer } from '../../clock.js'
import type { RecordedRow } from './producer-contract.js'
import type { GateEffect, GateInput, GateOptions, GateState, Machine } from '../machine/state.js'

/** What a driver needs from the run. */
export interface DriverHandlers {
  readonly perform: (effect: GateEffect) => void
  readonly record: (row: RecordedRow) => void
}

/** A policy at work. */
export class GateDriver {
  readonly #machine: Machine
  readonly #clock: Clock
  readonly #handlers: DriverHandlers
  readonly #inputs: GateInput[] = []
  #state: GateState
  #isTaking = false
  #timer: Timer | undefined
  #dueAt = Infinity
  #isStopped = false

  constructor(machine: Machine, options: GateOptions, clock: Clock, handlers: DriverHandlers) {
    this.#machine = machine
    this.#clock = clock
    this.#handlers = handlers
    this.#state = machine.initialState(options)
  }

  /** What the gate knows and has decided so far. */
  get state(): GateState {
    return this.#state
  }

  /** Gives the policy an input and does what it says. What comes up meanwhile is taken after that. */
  take(input: GateInput): void {
    this.#inputs.push(input)
    if (this.#isTaking) return
    this.#isTaking = true
    try {
      for (let index = 0; index < this.#inputs.length; index++) {
        this.#step(this.#inputs[index] as GateInput)
      }
    } finally {
      this.#inputs.length = 0
      this.#isTaking = false
    }
    this.#arm()
  }

  /** No more ticks. Inputs are still taken: events after the end belong to the history. */
  stop(): void {
    this.#isStopped = true
    this.#timer?.cancel()
  }

  #step(input: GateInput): void {
    const { state, effects } = this.#machine.step(this.#state, input)
    this.#state = state
    this.#handlers.record({ kind: 'gate', at: input.now, input, phase: state.phase, effects })
    for (const effect of effects) this.#handlers.perform(effect)
  }

  /** A timer that is due too early is left alone: each message would cost one. It is set anew then. */
  #arm(): void {
    const at = this.#isStopped ? undefined : this.#machine.wakeAt(this.#state)
    if (at === undefined || at >= this.#dueAt) return
    this.#timer?.cancel()
    this.#dueAt = at
    this.#timer = this.#clock.after(Math.max(at - this.#clock.now(), 0), () => {
      this.#dueAt = Infinity
      const now = this.#clock.now()
      const wanted = this.#machine.wakeAt(this.#state)
      if (wanted !== undefined && wanted <= now) this.take({ kind: 'tick', now })
      else this.#arm()
    })
  }
}
