// What is kept of a run for published tables: one verdict for each case and place, no octets. Survives JSON.
import type { Case, Verdict } from '../case.js'
import { worst } from '../outcomes.js'
import type { CaseResult, SuiteResult } from '../result.js'

/** A run of the suite as it is published. */
export interface RunRecord extends Pick<
  SuiteResult,
  'endpoint' | 'startedAt' | 'dialect' | 'seed' | 'restarts' | 'retries'
> {
  /** By case, then by socket type and direction: `PUSH b` for a PUSH that binds, `PUSH c` for one that connects. */
  readonly verdicts: Readonly<Record<string, Readonly<Record<string, Verdict>>>>
}

/** Socket type and direction of a result, as tables show them. */
export const placeOf = ({ socket, mode }: Pick<CaseResult, 'socket' | 'mode'>): string =>
  `${socket} ${mode === 'bind' ? 'b' : 'c'}`

/** The ids whose verdict on other implementations is not published. */
export function unpublishedIn(cases: readonly Case[]): readonly string[] {
  return cases.filter(({ unpublished }) => unpublished === true).map(({ id }) => id)
}

/**
 * A run as a record.
 *
 * @param leftOut ids that the record must not hold
 */
export function recordOf(suite: SuiteResult, leftOut: readonly string[] = []): RunRecord {
  const verdicts: Record<string, Record<string, Verdict>> = {}
  for (const result of suite.results) {
    if (leftOut.includes(result.id)) continue
    verdicts[result.id] = { ...verdicts[result.id], [placeOf(result)]: result.verdict }
  }
  const { endpoint, startedAt, dialect, seed, restarts, retries } = suite
  return { endpoint, startedAt, dialect, seed, restarts, retries, verdicts }
}

/** The gravest verdict on a case over all places; undefined if it was not run. */
export function verdictOn(record: RunRecord, id: string): Verdict | undefined {
  const places = Object.values(record.verdicts[id] ?? {})
  return places.length === 0 ? undefined : worst(places)
}
