// How long each phase may take without progress. Pure.
import type { GateState, PhaseTimes } from './state.js'

/** How long the phase may take; undefined for ever. */
export function timeLimit({ phase, options }: GateState): number | undefined {
  const { waiting, open, draining } = options.timeoutMs
  return { waiting, open, draining, stopped: undefined, failed: undefined }[phase]
}

/** One time for every phase, or times a phase each; Infinity is the same as none. */
export function phaseTimes(
  times: number | PhaseTimes,
  phases: readonly (keyof PhaseTimes)[],
): PhaseTimes {
  const named =
    typeof times === 'number' ? phases.map(phase => [phase, times]) : Object.entries(times)
  return Object.fromEntries(named.filter(([, ms]) => ms !== undefined && ms !== Infinity))
}
