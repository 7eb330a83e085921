// What it means for others when an endpoint fails a case. Verdicts say whether a rule is kept; this, whom it hurts if not.
import type { Case, Severity } from './case.js'
import type { CaseResult, SeverityCount } from './result.js'
import { isNamed } from './select.js'

/** From the first to be mended to the last. */
export const SEVERITIES: readonly Severity[] = [
  'security',
  'interoperability',
  'robustness',
  'pedantry',
]

/** What each says of an endpoint that fails. */
export const SEVERITY_TEXTS: Readonly<Record<Severity, string>> = {
  security: 'somebody gets in, reads or forges what a mechanism is to keep from them',
  interoperability: 'a peer that keeps the rules is not served, or loses messages',
  robustness: 'a broken or hostile peer harms the endpoint or the links of others',
  pedantry: 'what is illegal, or nobody needs, is let pass; no peer that keeps the rules notices',
}

/** Cases that are not what their group and level make of them; the first that names a case decides. */
export const EXCEPTIONS: readonly (readonly [Severity, string])[] = [
  ['security', 'heartbeat/10.4 heartbeat/10.5'], // octets of others' memory
  ['security', 'version/3.16 version/3.17 null/5.33'],
  ['interoperability', 'mechanism/4.6 plain/11.1 plain/11.2 plain/11.6 plain/11.7 plain/11.15'],
  ['interoperability', 'plain/11.19 plain/12.1 plain/12.3 plain/12.7'],
  ['interoperability', 'curve/13.1 curve/13.2 curve/13.3 curve/13.4 curve/13.21 curve/13.25'],
  ['interoperability', 'curve/13.26 curve/13.27 curve/13.28 curve/14.12'],
  ['interoperability', 'heartbeat/10.8 heartbeat/10.13 heartbeat/10.19 version/3.18 conn/20.1?'],
  ['pedantry', 'curve/13.7 curve/13.24 curve/13.35 plain/11.9 plain/11.16 plain/11.18'],
  ['pedantry', 'plain/11.5 plain/11.13 plain/12.8 curve/13.34 curve/14.15'],
  ['robustness', 'greeting/2.12 greeting/2.13 greeting/2.17 null/5.15 null/5.16 null/5.17'],
  ['robustness', 'error/6.2 metadata/7.7'],
  ['robustness', 'null/5.18 null/5.19 null/5.29 error/6.4 framing/8.13 framing/8.14 framing/8.15'],
  ['robustness', 'framing/8.17 framing/8.19 heartbeat/10.9 heartbeat/10.15 heartbeat/10.17'],
  ['robustness', 'push/15.2 push/15.8 pull/16.2 pull/16.3 pair/17.2 pair/17.3 reqrep/18.2'],
  ['robustness', 'reqrep/18.3 reqrep/18.7 reqrep/18.9 reqrep/18.12 reqrep/18.13 pubsub/19.11'],
  ['robustness', 'pubsub/19.12 conn/20.3 command/9.5 command/9.6 command/9.7'],
  ['pedantry', 'greeting/1.4 greeting/1.5 greeting/1.7 greeting/1.8 greeting/1.11 version/3.11'],
  ['pedantry', 'version/3.14 version/3.15 null/5.11 null/5.12 null/5.13 null/5.21 null/5.22'],
  ['pedantry', 'null/5.23 null/5.24 null/5.25 null/5.26 null/5.27 null/5.28 error/6.3 error/6.8'],
  ['pedantry', 'metadata/7.2 metadata/7.3 metadata/7.4 metadata/7.5 metadata/7.6 metadata/7.11'],
  ['pedantry', 'metadata/7.12 framing/8.8 framing/8.9 framing/8.10 command/9.4 heartbeat/10.3'],
  ['pedantry', 'heartbeat/10.6'],
]

/** What it means if an endpoint fails this case. */
export function severityOf({ id, level }: Pick<Case, 'id' | 'level'>): Severity {
  const exception = EXCEPTIONS.find(([, names]) =>
    names.split(' ').some(name => id === name || (name.includes('?') && isNamed(id, name))),
  )
  if (exception !== undefined) return exception[0]
  if (level === 'ROBUSTNESS') return 'robustness'
  if (level === 'NONE') return 'pedantry'
  return /^(mechanism|plain|curve)\//.test(id) ? 'security' : 'interoperability'
}

/** Counts cases, not results: one that fails as each of three socket types is one. */
export function severityCounts(
  results: readonly CaseResult[],
): Readonly<Record<Severity, SeverityCount>> {
  const count = (severity: Severity): SeverityCount => {
    const own = results.filter(
      result =>
        (result.severity ?? 'interoperability') === severity && result.verdict !== 'UNIMPLEMENTED',
    )
    const idsOf = (verdict?: string): ReadonlySet<string> =>
      new Set(
        own.filter(result => (verdict ?? result.verdict) === result.verdict).map(({ id }) => id),
      )
    const failed = idsOf('FAIL')
    const lax = [...idsOf('NON-STRICT')].filter(id => !failed.has(id))
    return { cases: idsOf().size, fail: failed.size, nonStrict: lax.length }
  }
  return Object.fromEntries(SEVERITIES.map(each => [each, count(each)])) as Record<
    Severity,
    SeverityCount
  >
}

/** As lines, the gravest first. */
export function severityLines(results: readonly CaseResult[]): readonly string[] {
  const counts = severityCounts(results)
  return SEVERITIES.filter(severity => counts[severity].cases > 0).map(severity => {
    const { cases, fail, nonStrict } = counts[severity]
    return `${severity.padEnd(16)} ${String(cases).padStart(4)} cases, ${fail} failed, ${nonStrict} not strict`
  })
}
