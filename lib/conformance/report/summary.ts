// A run for a build server: a page of Markdown with the failures first, and a badge as the endpoint of shields has it. Pure.
import type { Verdict } from '../case.js'
import { type CaseResult, idOf, type SuiteResult } from '../result.js'
import { SEVERITIES, severityCounts } from '../severity.js'
import { countsLine, countVerdicts, incidentLines, reasonOf } from './text.js'

/** A page that is cut is better than one that is refused for its size. */
const ROWS_MAX = 100

const cell = (text: string): string =>
  text.replaceAll(/[\\|`<>&*_[\]]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ')

/** The page: what failed by severity, each failure with its reason, then what is not strict. */
export function summaryMarkdown(suite: SuiteResult): string {
  const { results } = suite
  const counts = severityCounts(results)
  const lines = [
    `## ZMTP conformance of ${cell(suite.endpoint === '' ? 'an endpoint' : suite.endpoint)}`,
    '',
    ...(suite.unreachable === undefined ? [] : [`**Ended early:** ${cell(suite.unreachable)}`, '']),
    results.length === 0
      ? 'Nothing was run.'
      : `${countsLine(results)} in ${(suite.ms / 1000).toFixed(0)} s.`,
    '',
    '| severity | cases | failed | not strict |',
    '| --- | --- | --- | --- |',
    ...SEVERITIES.map(severity => {
      const { cases, fail, nonStrict } = counts[severity]
      return `| ${severity} | ${cases} | ${fail} | ${nonStrict} |`
    }),
    ...tableOf(results, 'FAIL'),
    ...tableOf(results, 'NON-STRICT'),
    ...incidentLines(suite).flatMap(text => ['', cell(text)]),
  ]
  return `${lines.join('\n')}\n`
}

function tableOf(results: readonly CaseResult[], verdict: Verdict): readonly string[] {
  const own = results.filter(result => result.verdict === verdict)
  const rows = own
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .slice(0, ROWS_MAX)
    .map(
      result =>
        `| ${idOf(result)} | ${result.socket} | ${result.severity ?? ''} | ${cell(result.title)} | ${cell(reasonOf(result))}${result.isExpected === true ? ' (expected)' : ''} |`,
    )
  if (rows.length === 0) return []
  const more = own.length > rows.length ? ['', `And ${own.length - rows.length} more.`] : []
  const head = ['', `### ${verdict}`, '', '| case | as | severity | rule | what was seen |']
  return [...head, '| --- | --- | --- | --- | --- |', ...rows, ...more]
}

const rankOf = ({ severity }: CaseResult): number => SEVERITIES.indexOf(severity ?? 'pedantry')

/** A badge, as the endpoint badge of shields reads it from an address. */
export interface Badge {
  readonly schemaVersion: 1
  readonly label: string
  readonly message: string
  readonly color: 'brightgreen' | 'yellowgreen' | 'orange' | 'red' | 'lightgrey'
}

/** The badge of a run: red where security or interoperability fails; grey if nothing was judged. */
export function badgeOf({ results, unreachable }: SuiteResult): Badge {
  const badge = { schemaVersion: 1, label: 'ZMTP conformance' } as const
  const judged = results.filter(({ verdict }) => verdict !== 'UNIMPLEMENTED')
  if (judged.length === 0 || unreachable !== undefined) {
    return { ...badge, message: 'not judged', color: 'lightgrey' }
  }
  const message = countVerdicts(judged)
    .filter(([verdict, count]) => verdict !== 'INFO' && count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ')
  const { security, interoperability, robustness, pedantry } = severityCounts(judged)
  const isGrave = security.fail + interoperability.fail > 0
  const fails = isGrave || robustness.fail + pedantry.fail > 0
  const isLax = judged.some(({ verdict }) => verdict === 'NON-STRICT')
  const color = isGrave ? 'red' : fails ? 'orange' : isLax ? 'yellowgreen' : 'brightgreen'
  return { ...badge, message, color }
}
