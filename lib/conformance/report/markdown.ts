// The published matrix: cases and endpoints as a Markdown table. One cell is the gravest verdict over socket
// types and directions; rows on which all agree that all is well are only counted.
import type { Case, Verdict } from '../case.js'
import { worst } from '../outcomes.js'
import type { SuiteResult } from '../result.js'
import { publishable } from './html.js'
import { countsLine } from './text.js'

/**
 * The table for docs/conformance.md.
 *
 * @param suites the first is our own; of the others some verdicts are left out
 */
export function markdownMatrix(suites: readonly SuiteResult[], cases: readonly Case[]): string {
  const shown = suites.map((suite, at) => (at === 0 ? suite : publishable(suite, cases)))
  const rows = cases.map(subject => ({
    subject,
    verdicts: shown.map((suite, at) =>
      at > 0 && subject.unpublished === true ? 'left out' : verdictOf(suite, subject.id),
    ),
  }))
  const told = rows.filter(({ verdicts }) => verdicts.some(isTold))
  const names = shown.map(({ endpoint }) => endpoint)
  const lines = [
    `| case | rule | ${names.join(' | ')} |`,
    `| --- | --- |${' --- |'.repeat(names.length)}`,
    ...told.map(
      ({ subject, verdicts }) =>
        `| \`${subject.id}\` | ${subject.title.replaceAll('|', '\\|')} | ${verdicts.map(cell).join(' | ')} |`,
    ),
    '',
    `${rows.length - told.length} further cases are OK, information, or not implemented everywhere. In all:`,
    '',
    ...shown.map(suite => `- ${suite.endpoint}: ${countsLine(suite.results)}`),
  ]
  return `${lines.join('\n')}\n`
}

type Cell = Verdict | 'left out' | undefined

function verdictOf(suite: SuiteResult, id: string): Cell {
  const own = suite.results.filter(result => result.id === id)
  return own.length === 0 ? undefined : worst(own.map(({ verdict }) => verdict))
}

const isTold = (verdict: Cell): boolean =>
  verdict === 'FAIL' || verdict === 'NON-STRICT' || verdict === 'left out'

function cell(verdict: Cell): string {
  if (verdict === undefined || verdict === 'UNIMPLEMENTED') return '–'
  return verdict === 'FAIL' ? '**FAIL**' : verdict
}
