// rawzmq/conformance: numbered requirements as data, and a peer that plays them to any endpoint
// (docs/conformance.md). Re-exports only.
export type {
  Capability,
  Case,
  CurveChange,
  CurveCommand,
  Dialect,
  HexText,
  Level,
  LinkName,
  Look,
  Mechanism,
  Mode,
  OptionName,
  Outcome,
  Outcomes,
  Run,
  Security,
  Severity,
  SocketOptions,
  Step,
  Verdict,
} from './case.js'
export { CASES } from './cases/index.js'
export { explainCase, listCases } from './explain.js'
export {
  type Requirement,
  type RequirementLevel,
  type RequirementStatus,
  REQUIREMENTS,
  requirementsOf,
} from './requirements/index.js'
export {
  type CaptureOrderOptions,
  type IllegalStep,
  judgeMonitors,
  type MonitorJudgement,
} from './monitor-capture.js'
export { MonitorOrder, type OrderFault, type OrderOptions } from './monitor-order.js'
export {
  type Change,
  changeCounts,
  changesBetween,
  changesText,
  type Excused,
  excuse,
} from './report/changes.js'
export { type Met, preflight, type PreflightSettings } from './preflight.js'
export type { Explained, ExplainRun } from './report/case-page.js'
export { htmlReport, type PageOptions } from './report/html.js'
export { junitReport, tapReport } from './report/machine.js'
export { markdownMatrix } from './report/markdown.js'
export { recordOf, type RunRecord } from './report/record.js'
export { countsLine, textReport } from './report/text.js'
export {
  type CaseResult,
  idOf,
  type RunResult,
  type SeverityCount,
  type SuiteResult,
} from './result.js'
export { type Expectation, judge, type Judged, parseExpectations, selectCases } from './select.js'
export { SEVERITY_TEXTS, severityCounts, severityOf } from './severity.js'
export { runSuite, type SuiteSettings } from './suite.js'
export { type DriverSettings, DriverTestee } from './testee-driver.js'
export { engineTestee } from './testee-engine.js'
export { wireTestee } from './testee-wire.js'
export {
  type Setup,
  type Testee,
  type TesteeListener,
  type TesteeSocket,
  Unreachable,
} from './testee.js'
export type { TranscriptEntry } from './transcript.js'
