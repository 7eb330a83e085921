// Both engines in the same situations, and their monitor events side by side. Re-exports only.
export { describeResult, verdictLine } from './print.js'
export { nameRoles, Ports, rowText } from './roles.js'
export {
  casesOf,
  runCase,
  runCases,
  type Case,
  type CaseResult,
  type EngineMakers,
  type RunSettings,
} from './runner.js'
export type { Deliberate, ExpectedRow, Scenario } from './scenario.js'
export { SCENARIOS } from './scenarios/index.js'
export { selectCases } from './select.js'
export type { Verdict, VersionComparison } from './verdict.js'
