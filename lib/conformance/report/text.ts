// The result of a run for people: what is not OK, with the octets of each failure, and the counts.
import type { Verdict } from '../case.js'
import { outcomeText } from '../outcomes.js'
import { type CaseResult, idOf, renewalsIn, type SuiteResult } from '../result.js'
import { severityLines } from '../severity.js'
import type { TranscriptEntry } from '../transcript.js'

/** The verdicts in the order of every report. */
export const VERDICTS: readonly Verdict[] = ['OK', 'NON-STRICT', 'INFO', 'FAIL', 'UNIMPLEMENTED']

/** How many results there are of each verdict, in the order OK, NON-STRICT, INFO, FAIL, UNIMPLEMENTED. */
export function countVerdicts(
  results: readonly CaseResult[],
): readonly (readonly [Verdict, number])[] {
  return VERDICTS.map(verdict => [
    verdict,
    results.filter(result => result.verdict === verdict).length,
  ])
}

/** One line of counts. */
export function countsLine(results: readonly CaseResult[]): string {
  return countVerdicts(results)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${verdict} ${count}`)
    .join('  ')
}

/** What the figures of a suite do not say: ends of the process under test, runs that were done again. */
export function incidentLines({ restarts, retries, results }: SuiteResult): readonly string[] {
  const where = results
    .filter(result => result.restarts !== undefined)
    .map(result => `${result.socket} ${idOf(result)}`)
  const renewals = renewalsIn(results)
  return [
    ...(renewals === 0
      ? []
      : [
          `done again in a new process, as a good link no longer worked: ${renewals} runs (--per-case gives each run its own)`,
        ]),
    ...(restarts === 0
      ? []
      : [
          `the process under test ended by itself ${restarts} times and was started again: ${where.join(', ')}`,
        ]),
    ...(retries === 0
      ? []
      : [`done again, as a busy machine may be why they went wrong: ${retries} runs`]),
  ]
}

/** Why a case has its verdict, in one line. */
export function reasonOf(result: CaseResult): string {
  if (result.isUnexpectedPass === true) return 'it was expected to fail'
  if (result.note !== undefined) return result.note
  return result.runs
    .filter(run => run.verdict === result.verdict)
    .map(run => (run.name === undefined ? '' : `${run.name}: `) + outcomeText(run.outcome))
    .slice(0, 4)
    .join('; ')
}

/** One entry of a transcript as a line: milliseconds, link, direction, octets or text. */
export function entryLine({ ms, link, kind, hex, length, text }: TranscriptEntry): string {
  const arrow = { in: '<-', out: '->', app: '**', note: '--' }[kind]
  const octets = hex === undefined ? '' : hex.replaceAll(/(.{8})(?=.)/g, '$1 ')
  const more = length === undefined ? '' : ` … ${length} octets in all`
  return `${ms.toFixed(1).padStart(8)} ${link.padEnd(5)} ${arrow} ${octets}${more}${text ?? ''}`
}

const isDeviation = ({ verdict }: CaseResult): boolean =>
  verdict === 'FAIL' || verdict === 'NON-STRICT'

/** How many lines of a failure's transcript are shown. */
const SHOWN_ENTRIES = 24

/** The whole report; `isVerbose` names cases that are OK too. */
export function textReport(suite: SuiteResult, isVerbose: boolean): string {
  const lines: string[] = []
  for (const result of suite.results) {
    if (result.verdict === 'OK' && !isVerbose && result.isUnexpectedPass !== true) continue
    const expected = result.isExpected === true ? ' (expected)' : ''
    lines.push(
      `${(result.verdict + expected).padEnd(14)} ${result.socket.padEnd(6)} ${idOf(result).padEnd(17)} ${result.title}`,
    )
    const reason = reasonOf(result)
    const { severity } = result
    const isTold = result.verdict !== 'OK' || result.isUnexpectedPass === true
    const what = severity === undefined || !isDeviation(result) ? reason : `${severity}: ${reason}`
    if (reason !== '' && isTold) lines.push(`${' '.repeat(39)} ${what}`)
    if (result.verdict !== 'FAIL' || result.isExpected === true) continue
    const run = result.runs.find(({ verdict }) => verdict === 'FAIL')
    for (const entry of run?.transcript.slice(0, SHOWN_ENTRIES) ?? []) lines.push(entryLine(entry))
  }
  if (suite.results.length > 0) {
    const seconds = (suite.ms / 1000).toFixed(1)
    lines.push(
      '',
      ...(suite.results.some(isDeviation) ? severityLines(suite.results) : []),
      `${suite.endpoint}: ${suite.results.length} results in ${seconds} s: ${countsLine(suite.results)}`,
    )
  }
  lines.push(...incidentLines(suite))
  if (suite.unreachable !== undefined) lines.push(`ended early: ${suite.unreachable}`)
  return `${lines.join('\n')}\n`
}
