// `rawzmq conform --json`: a line for each result as soon as it stands, and a last one for the run. Reads both that
// and the one object of --format json.
import type { Case } from '../../lib/conformance/case.js'
import type { CaseResult, SuiteResult } from '../../lib/conformance/result.js'
import { type Expectation, judge } from '../../lib/conformance/select.js'
import type { Terminal } from '../terminal.js'

/** One value as a line. */
export const jsonLine = (value: unknown): string => `${JSON.stringify(value)}\n`

/** Writes results as they come. */
export class JsonLines {
  readonly #terminal: Terminal
  readonly #expectations: readonly Expectation[]
  readonly #isStrict: boolean
  /** Those that are judged by what the whole run saw. */
  readonly #watched: ReadonlySet<string>

  constructor(
    terminal: Terminal,
    cases: readonly Case[],
    expectations: readonly Expectation[],
    isStrict: boolean,
  ) {
    this.#terminal = terminal
    this.#expectations = expectations
    this.#isStrict = isStrict
    this.#watched = new Set(cases.filter(({ watch }) => watch === true).map(({ id }) => id))
  }

  add(result: CaseResult): void {
    if (this.#watched.has(result.id)) return
    const { results } = judge([result], this.#expectations, this.#isStrict)
    for (const judged of results) this.#terminal.out(jsonLine(judged))
  }

  /** The results that had to wait, and what is to say of the run. */
  end({ results, ...run }: SuiteResult): void {
    for (const result of results)
      if (this.#watched.has(result.id)) this.#terminal.out(jsonLine(result))
    this.#terminal.out(jsonLine(run))
  }
}

/** A run that was written as JSON, in one object or in lines; undefined for anything else. */
export function readRun(text: string): SuiteResult | undefined {
  let values: unknown[]
  try {
    values = text
      .split('\n')
      .filter(line => line.trim() !== '')
      .map(line => JSON.parse(line) as unknown)
  } catch {
    values = [parsed(text)] // one object over many lines, or no JSON at all
  }
  const last = values.pop() as Partial<SuiteResult> | null | undefined
  const results = (last?.results ?? values) as (Partial<CaseResult> | null)[]
  const isRecord = Object.hasOwn(last ?? {}, 'verdicts') // of --record: no result, though it looks like an empty one
  const isRun =
    typeof last?.endpoint === 'string' &&
    !isRecord &&
    Array.isArray(results) &&
    results.every(isCase)
  return isRun ? ({ ...last, results } as SuiteResult) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function isCase(value: Partial<CaseResult> | null): boolean {
  return (
    typeof value?.id === 'string' && typeof value.verdict === 'string' && Array.isArray(value.runs)
  )
}
