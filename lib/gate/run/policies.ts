// The policies by name, and replaying what one of them was told.
import { articlePolicy } from '../article/article.js'
import { readyPolicy } from '../machine/gate.js'
import { publisherMachine } from '../machine/publisher.js'
import type { GateInput, GateOptions, GateStep, Machine } from '../machine/state.js'
import type { Policy, MachineName, PolicyName } from '../machine/state.js'

/** The policies of a producer by name. */
export const POLICIES: Readonly<Record<PolicyName, Policy>> = {
  ready: readyPolicy,
  article: articlePolicy,
}

/** What decides, by the name of its policy. */
export const MACHINES: Readonly<Record<MachineName, Machine>> = {
  ...POLICIES,
  publisher: publisherMachine,
}

/** Decides again on inputs that were recorded: the same inputs give the same states and effects. */
export function replay(
  policy: MachineName,
  options: GateOptions,
  inputs: readonly GateInput[],
): readonly GateStep[] {
  const { initialState, step } = MACHINES[policy]
  let state = initialState(options)
  return inputs.map(input => {
    const taken = step(state, input)
    state = taken.state
    return taken
  })
}
