// Checks of a gate's options, shared by all who take them.
import { UsageError } from '../../errors.js'
import type { ConsumerRange } from './producer-contract.js'
import { QUIT } from '../article/sequence.js'
import type { LatePolicy, LossPolicy, PhaseTimes } from '../machine/state.js'

const PHASES = ['waiting', 'open', 'draining'] as const satisfies readonly (keyof PhaseTimes)[]

/**
 * How many consumers are wanted, and how many will do.
 *
 * @throws UsageError unless they are whole numbers from 1 on, `min` not above `max`
 */
export function checkConsumers(
  consumers: number | ConsumerRange,
  noun = 'consumers',
): { consumers: number; enough?: number } {
  if (typeof consumers !== 'number' && (typeof consumers !== 'object' || consumers === null)) {
    throw new UsageError(`${noun} must be a number or { min, max }, not ${String(consumers)}`)
  }
  const { min, max } =
    typeof consumers === 'number' ? { min: consumers, max: consumers } : consumers
  for (const [name, count] of Object.entries({ min, max })) {
    if (Number.isSafeInteger(count) && count >= 1) continue
    const what = typeof consumers === 'number' ? noun : `${noun}.${name}`
    throw new UsageError(`${what} must be a whole number from 1 on, not ${count}`)
  }
  if (min > max) {
    throw new UsageError(`${noun}.min must not be above ${noun}.max, but ${min} > ${max}`)
  }
  return min === max ? { consumers: max } : { consumers: max, enough: min }
}

/** @throws UsageError unless the times are numbers from 1 on, for phases that can have one */
export function checkTimes(times: number | PhaseTimes): void {
  const named = typeof times === 'number' ? [['', times] as const] : Object.entries(times)
  for (const [phase, ms] of named) {
    if (phase !== '' && !(PHASES as readonly string[]).includes(phase)) {
      throw new UsageError(`timeoutMs has the phases ${PHASES.join(', ')}, not ${phase}`)
    }
    if (ms === undefined || ms >= 1) continue
    const name = phase === '' ? 'timeoutMs' : `timeoutMs.${phase}`
    throw new UsageError(`${name} must be a number from 1 on, not ${ms}`)
  }
}

/** What can be done with consumers that come late. */
export const LATE_POLICIES = ['accept', 'report', 'refuse'] as const satisfies readonly LatePolicy[]
/** What can be done when a consumer is lost. */
export const LOSS_POLICIES = [
  'continue',
  'fail',
  'requeue',
] as const satisfies readonly LossPolicy[]

/** @throws UsageError for a policy that there is not */
export function checkPolicies({ late, onLost }: { late?: LatePolicy; onLost?: LossPolicy }): void {
  checkChoice('late', late, LATE_POLICIES)
  checkChoice('onLost', onLost, LOSS_POLICIES)
}

/** @throws UsageError for a value that is none of the choices */
export function checkChoice(
  name: string,
  value: string | undefined,
  choices: readonly string[],
): void {
  if (value === undefined || choices.includes(value)) return
  throw new UsageError(`${name} must be one of ${choices.join(', ')}, not ${value}`)
}

/** A Quit as parts; undefined for none. */
export function partsOfQuit(
  quit: string | Uint8Array | null = QUIT,
): readonly Uint8Array[] | undefined {
  if (quit === null) return undefined
  return [typeof quit === 'string' ? Buffer.from(quit) : quit]
}
