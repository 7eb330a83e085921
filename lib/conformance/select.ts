// Choosing cases by name, and the list of failures that are expected. Pure.
import { UsageError } from '../errors.js'
import type { Case, Mode, Verdict } from './case.js'
import { type CaseResult, idOf } from './result.js'

/** True if `id` is named by a pattern: exactly, by a prefix that ends at / or ., or by a glob with * and ?. */
export function isNamed(id: string, pattern: string): boolean {
  if (/[*?]/.test(pattern)) {
    const source = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('*', '.*')
      .replaceAll('?', '.')
    return new RegExp(`^${source}$`).test(id)
  }
  const bare = pattern.replace(/[/.]$/, '')
  return id === pattern || id.startsWith(`${bare}/`) || id.startsWith(`${bare}.`)
}

/**
 * The cases that `only` names (all if it is empty) and `skip` does not.
 *
 * @throws UsageError if a pattern names no case
 */
export function selectCases(
  cases: readonly Case[],
  only: readonly string[],
  skip: readonly string[],
): readonly Case[] {
  for (const name of [...only, ...skip]) {
    if (!cases.some(({ id }) => isNamed(id, name))) {
      throw new UsageError(`no case is named by ${JSON.stringify(name)} (--list shows them)`)
    }
  }
  return cases.filter(
    ({ id }) =>
      (only.length === 0 || only.some(name => isNamed(id, name))) &&
      !skip.some(name => isNamed(id, name)),
  )
}

/** One line of the list of expected failures. */
export interface Expectation {
  readonly verdict: 'FAIL' | 'NON-STRICT'
  /** A case, with or without direction, or a glob. */
  readonly name: string
  /** Only for this socket type. */
  readonly socket: string | undefined
  readonly line: number
}

/**
 * Reads a list of expected failures: one a line, `[FAIL|NON-STRICT] CASE [SOCKET]`, # begins a comment.
 *
 * @throws UsageError for a line of another form, or one that names no case
 */
export function parseExpectations(text: string, cases: readonly Case[]): readonly Expectation[] {
  return text.split('\n').flatMap((whole, index) => {
    const bare = whole.replace(/#.*/, '').trim()
    if (bare === '') return []
    const match = /^(?:(FAIL|NON-STRICT)\s+)?([a-z*?][\w/.*?-]*)(?:\s+([A-Z]+))?$/.exec(bare)
    if (match === null) {
      throw new UsageError(
        `expected failures, line ${index + 1}: ${JSON.stringify(bare)} is not [FAIL|NON-STRICT] CASE [SOCKET]`,
      )
    }
    const [, verdict = 'FAIL', name = '', socket] = match
    if (!cases.some(({ id }) => [id, `${id}b`, `${id}c`].some(each => isNamed(each, name)))) {
      throw new UsageError(`expected failures, line ${index + 1}: no case is named by ${name}`)
    }
    return [{ verdict: verdict as Expectation['verdict'], name, socket, line: index + 1 }]
  })
}

/** What the list of expected failures makes of the results. */
export interface Judged {
  readonly results: readonly CaseResult[]
  /** Failures that nobody expected. */
  readonly unexpected: readonly CaseResult[]
  /** Cases that were expected to fail and did not. */
  readonly passed: readonly CaseResult[]
}

/** The graver a verdict, the later; what is neither good nor bad comes before OK. */
export const RANK: readonly Verdict[] = ['UNIMPLEMENTED', 'INFO', 'OK', 'NON-STRICT', 'FAIL']

/** True if a line of a list names this case in this place. */
export function isNamedBy(
  result: { readonly id: string; readonly socket: string; readonly mode: Mode },
  { name, socket }: Expectation,
): boolean {
  const isNamedSo = isNamed(result.id, name) || isNamed(idOf(result), name)
  return isNamedSo && (socket === undefined || socket === result.socket)
}

/** Sorts failures into expected and unexpected ones; with `isStrict` NON-STRICT counts as a failure. */
export function judge(
  results: readonly CaseResult[],
  expectations: readonly Expectation[],
  isStrict: boolean,
): Judged {
  const unexpected: CaseResult[] = []
  const passed: CaseResult[] = []
  const judged = results.map(result => {
    const expectation = expectations.find(each => isNamedBy(result, each))
    const allowed = RANK.indexOf(expectation?.verdict ?? (isStrict ? 'OK' : 'NON-STRICT'))
    const rank = RANK.indexOf(result.verdict)
    if (rank > allowed) unexpected.push(result)
    if (expectation === undefined || result.verdict === 'UNIMPLEMENTED') return result
    if (rank === allowed) return { ...result, isExpected: true }
    if (rank > allowed) return result
    const pass = { ...result, isUnexpectedPass: true }
    passed.push(pass)
    return pass
  })
  return { results: judged, unexpected, passed }
}
