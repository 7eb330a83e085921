// The published matrix: cases and endpoints as a Markdown table. One cell is the gravest verdict over socket
// types and directions; rows on which all agree that all is well are only counted.
import type { Case, Verdict } from '../case.js'
import { type RunRecord, unpublishedIn, verdictOn } from './record.js'
import { VERDICTS } from './text.js'

/**
 * The table for docs/conformance.md.
 *
 * @param records the first is our own; of the others some verdicts are left out
 */
export function markdownMatrix(records: readonly RunRecord[], cases: readonly Case[]): string {
  const leftOut = unpublishedIn(cases)
  const ran = cases.filter(({ id }) => records.some(({ verdicts }) => id in verdicts))
  const rows = ran.map(({ id, title }) => ({
    id,
    title,
    cells: records.map((record, at) =>
      id in record.verdicts && (at === 0 || !leftOut.includes(id))
        ? verdictOn(record, id)
        : 'left out',
    ),
  }))
  const told = rows.filter(({ id, cells }) => leftOut.includes(id) || cells.some(isTold))
  const names = records.map(({ endpoint }) => endpoint)
  const lines = [
    `| case | rule | ${names.join(' | ')} |`,
    `| --- | --- |${' --- |'.repeat(names.length)}`,
    ...told.map(
      ({ id, title, cells }) =>
        `| \`${id}\` | ${title.replaceAll('|', '\\|')} | ${cells.map(cellText).join(' | ')} |`,
    ),
    '',
    `The other ${rows.length - told.length} cases are OK, information, not implemented or left out everywhere. All verdicts, each case as`,
    'each socket type in each direction:',
    '',
    `| endpoint | run at | ${VERDICTS.join(' | ')} |`,
    `| --- | --- |${' --- |'.repeat(VERDICTS.length)}`,
    ...records.map(
      (record, at) =>
        `| ${record.endpoint} | ${record.startedAt.slice(0, 10)} | ${countsOf(record, at === 0 ? [] : leftOut).join(' | ')} |`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

type Cell = Verdict | 'left out' | undefined

function countsOf(record: RunRecord, leftOut: readonly string[]): readonly number[] {
  const all = Object.entries(record.verdicts)
    .filter(([id]) => !leftOut.includes(id))
    .flatMap(([, places]) => Object.values(places))
  return VERDICTS.map(verdict => all.filter(each => each === verdict).length)
}

const isTold = (cell: Cell): boolean => cell === 'FAIL' || cell === 'NON-STRICT'

function cellText(cell: Cell): string {
  if (cell === undefined || cell === 'UNIMPLEMENTED') return '–'
  return cell === 'FAIL' ? '**FAIL**' : cell
}
