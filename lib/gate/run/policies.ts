// The policies by name, and replaying what one of them was told.
import { articlePolicy } from '../article/article.js'
import { readyPolicy } from '../machine/gate.js'
import type { GateInput, GateOptions, GateStep, Policy, PolicyName } from '../machine/state.js'

/** The policies by name. */
export const POLICIES: Readonly<Record<PolicyName, Policy>> = {
  ready: readyPolicy,
  article: articlePolicy,
}

/** Decides again on inputs that were recorded: the same inputs give the same states and effects. */
export function replay(
  policy: PolicyName,
  options: GateOptions,
  inputs: readonly GateInput[],
): readonly GateStep[] {
  const { initialState, step } = POLICIES[policy]
  let state = initialState(options)
  return inputs.map(input => {
    const taken = step(state, input)
    state = taken.state
    return taken
  })
}
