// Results as reports get them, with every verdict, and texts that could break a format.
import type { Verdict } from '../../../lib/conformance/case.js'
import type { CaseResult, SuiteResult } from '../../../lib/conformance/result.js'

/** What no format may trip over. */
export const NASTY = 'a <b> & "c" \'d\' # e \\ ]]> \u0001 \u{1F600}'

/** One result; what is not said is harmless. */
export function resultOf(id: string, verdict: Verdict, more: Partial<CaseResult> = {}): CaseResult {
  const entry = { ms: 1.5, link: 'a', kind: 'in', hex: '0403' } as const
  return {
    id,
    title: `the rule of ${id}`,
    socket: 'PULL',
    mode: 'bind',
    mechanism: 'NULL',
    verdict,
    runs: [{ name: undefined, outcome: 'not-closed', verdict, transcript: [entry] }],
    ms: 12,
    ...more,
  }
}

/** A whole run with these results. */
export function suiteOf(
  results: readonly CaseResult[],
  more: Partial<SuiteResult> = {},
): SuiteResult {
  return {
    endpoint: 'an endpoint',
    dialect: 'libzmq',
    seed: 1,
    startedAt: '2026-11-26T10:00:00.000Z',
    ms: 1234,
    capabilities: ['app', 'zmtp3'],
    results,
    restarts: 0,
    retries: 0,
    ...more,
  }
}

/** Every verdict, one expected failure, nasty texts, incidents. */
export const MIXED = suiteOf(
  [
    resultOf('null/5.1', 'OK'),
    resultOf('null/5.2', 'FAIL', { title: NASTY, note: NASTY }),
    resultOf('null/5.3', 'FAIL', { isExpected: true }),
    resultOf('null/5.4', 'NON-STRICT', { mode: 'connect' }),
    resultOf('null/5.5', 'INFO', { socket: 'PUSH', restarts: 2 }),
    resultOf('null/5.6', 'UNIMPLEMENTED', { runs: [], note: 'needs zmtp1' }),
    resultOf('null/5.7', 'OK', {
      runs: [{ name: 'x', outcome: 'kept', verdict: 'OK', transcript: [], retries: 1 }],
    }),
    resultOf('null/5.8', 'OK', { socket: 'PAIR', isUnexpectedPass: true }),
  ],
  { endpoint: NASTY, restarts: 2, retries: 1 },
)
