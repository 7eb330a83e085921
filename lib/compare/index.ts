// Both engines in the same situations, and their monitor events side by side. Re-exports only.
export { describeResult, verdictLine } from './print.js'
export { nameRoles, Ports, rowText } from './roles.js'
export {
  trialsOf,
  runTrial,
  runTrials,
  type Trial,
  type TrialResult,
  type EngineMakers,
  type RunSettings,
} from './runner.js'
export type { Deliberate, ExpectedRow, Scenario } from './scenario.js'
export { SCENARIOS } from './scenarios/index.js'
export { selectTrials } from './select.js'
export type { Likeness, VersionComparison } from './verdict.js'
