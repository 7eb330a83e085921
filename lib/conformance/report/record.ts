// What is kept of a run for published tables: one verdict for each case and place, no octets, and what may be told of
// others. Survives JSON.
import type { Case, Verdict } from '../case.js'
import { worst } from '../outcomes.js'
import type { CaseResult, SuiteResult } from '../result.js'

/** A run of the suite as it is published. */
export interface RunRecord extends Pick<
  SuiteResult,
  'endpoint' | 'startedAt' | 'dialect' | 'seed'
> {
  /** How many cases were run, those that are left out too. */
  readonly cases: number
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

/** Deviations of CURVE in form, which everybody may know of. */
const FORMS: readonly string[] = ['curve/13.26', 'curve/14.9']

/** Whether a peer of an older ZMTP gets past a mechanism. */
const DOWNGRADE = 'version/3.16'

/**
 * The ids whose verdict on another's implementation is not for everybody to read: of cases that end it, after which it
 * no longer works, that it does not bear, or that fail in what a mechanism protects.
 */
function withheldIn({ results }: SuiteResult): ReadonlySet<string> {
  return new Set(
    results
      .filter(({ id, verdict, mechanism, restarts, runs }) => {
        const outcomes = runs.flatMap(({ outcome, sweep = {} }) => [outcome, ...Object.keys(sweep)])
        const isHarmed = restarts !== undefined || outcomes.some(each => HARMED.has(each))
        const isGuarded = mechanism === 'CURVE' ? !FORMS.includes(id) : id === DOWNGRADE
        return isHarmed || (verdict === 'FAIL' && (isGuarded || id.startsWith('robust/')))
      })
      .map(({ id }) => id),
  )
}

/** It ended, or a good link did not work any more. */
const HARMED: ReadonlySet<string> = new Set(['ended', 'died'])

/**
 * A run as a record.
 *
 * @param options `isOurs`: false leaves out what is not to be published of others (default false);
 * `leftOut`: ids that the record must not hold in any case
 */
export function recordOf(
  suite: SuiteResult,
  {
    isOurs = false,
    leftOut = [],
  }: { readonly isOurs?: boolean; readonly leftOut?: readonly string[] } = {},
): RunRecord {
  const verdicts: Record<string, Record<string, Verdict>> = {}
  const withheld = new Set([...leftOut, ...(isOurs ? [] : withheldIn(suite))])
  for (const result of suite.results) {
    if (withheld.has(result.id)) continue
    verdicts[result.id] = { ...verdicts[result.id], [placeOf(result)]: result.verdict }
  }
  const { endpoint, startedAt, dialect, seed, results } = suite
  const cases = new Set(results.map(({ id }) => id)).size
  return { endpoint, startedAt, dialect, seed, cases, verdicts }
}

/** The gravest verdict on a case over all places; undefined if it was not run. */
export function verdictOn(record: RunRecord, id: string): Verdict | undefined {
  const places = Object.values(record.verdicts[id] ?? {})
  return places.length === 0 ? undefined : worst(places)
}
