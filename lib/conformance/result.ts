// What a run of the suite leaves behind. Everything in it survives JSON.
import type { SocketTypeName } from '../engine.js'
import type { Case, Dialect, Mechanism, Mode, Outcome, Severity, Verdict } from './case.js'
import type { TranscriptEntry } from './transcript.js'

/** How many cases of one severity there were, and how many of them were failed or let pass. */
export interface SeverityCount {
  readonly cases: number
  readonly fail: number
  readonly nonStrict: number
}

/** One run of a case. */
export interface RunResult {
  readonly name: string | undefined
  readonly outcome: Outcome
  readonly verdict: Verdict
  /** How often it was done and with which outcomes, for sweeps. */
  readonly sweep?: Readonly<Record<Outcome, number>>
  /** How often it was done again because it went wrong, and a busy machine may be why; absent: never. */
  readonly retries?: number
  /** How often it was done again in a new process, as a good link no longer worked in the old one; absent: never. */
  readonly renewals?: number
  readonly transcript: readonly TranscriptEntry[]
}

/** One case in one direction with one socket type. */
export interface CaseResult extends Omit<Place, 'subject'> {
  readonly id: string
  readonly title: string
  readonly mechanism: Mechanism
  readonly verdict: Verdict
  /** What a failure of it means for others. */
  readonly severity?: Severity
  /** Why it is UNIMPLEMENTED, or what was watched. */
  readonly note?: string
  readonly runs: readonly RunResult[]
  readonly ms: number
  /** How often the process under test ended meanwhile and was started again; absent: never. */
  readonly restarts?: number
  /** True if the list of expected failures names it. */
  readonly isExpected?: boolean
  /** True if that list names it, and it did not fail. */
  readonly isUnexpectedPass?: boolean
}

/** A whole run of the suite against one endpoint. */
export interface SuiteResult {
  /** What the endpoint is called. */
  readonly endpoint: string
  readonly dialect: Dialect
  readonly seed: number
  /** ISO 8601. */
  readonly startedAt: string
  readonly ms: number
  readonly capabilities: readonly string[]
  readonly results: readonly CaseResult[]
  /** How many cases of each severity there were, were failed, and were let pass. */
  readonly severities?: Readonly<Record<Severity, SeverityCount>>
  /** How often a process under test ended by itself and was started again. */
  readonly restarts: number
  /** How many runs were done again because a busy machine may be why they went wrong, each time counted. */
  readonly retries: number
  /** How many runs were done again in a new process, as a good link no longer worked in the old one. */
  readonly renewals?: number
  /** Why the run ended early: the endpoint could not be reached. */
  readonly unreachable?: string
}

/** The id with the direction behind it, as reports show it: `greeting/1.9b`, `greeting/1.9c`. */
export function idOf(result: Pick<CaseResult, 'id' | 'mode'>): string {
  return result.id + (result.mode === 'bind' ? 'b' : 'c')
}

/** How many runs were done again, each time counted. */
export function retriesIn(results: readonly CaseResult[]): number {
  return results.flatMap(({ runs }) => runs).reduce((sum, run) => sum + (run.retries ?? 0), 0)
}

/** How many runs were done again in a new process. */
export function renewalsIn(results: readonly CaseResult[]): number {
  return results.flatMap(({ runs }) => runs).reduce((sum, run) => sum + (run.renewals ?? 0), 0)
}

/** How often the process under test ended by itself in these cases. */
export function restartsIn(results: readonly CaseResult[]): number {
  return results.reduce((sum, { restarts }) => sum + (restarts ?? 0), 0)
}

/** Where a case applies. */
export interface Place {
  readonly subject: Case
  readonly socket: SocketTypeName
  readonly mode: Mode
}
