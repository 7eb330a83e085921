// From figures to tables: for a terminal, and for the README.
import { cpus } from 'node:os'
import type { Goal, Verdict } from './goals.js'
import { median, spread } from './statistics.js'
import type { Figure, Group, Unit } from './trial.js'

/** Where and how it was measured. */
export interface Circumstances {
  readonly date: string
  readonly node: string
  readonly processor: string
  readonly cores: number
  readonly rounds: number
  /** libzmq's version in C, or why it was left out. */
  readonly libzmq: string
  readonly isLibzmqMeasured: boolean
}

/** All that one run of the benchmark has found; what `--json` writes. */
export interface Results {
  readonly circumstances: Circumstances
  readonly groups: readonly Pick<Group, 'name' | 'title' | 'unit' | 'isMoreBetter'>[]
  readonly figures: readonly Figure[]
  readonly verdicts: readonly Verdict[]
}

/** The machine and the program, for the line under the tables. */
export function circumstances(rounds: number, libzmq: string, isMeasured: boolean): Circumstances {
  const processors = cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    rounds,
    libzmq,
    isLibzmqMeasured: isMeasured,
  }
}

/** `16 B`, `4 KiB`, `1 MiB`. */
export function sizeText(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${bytes / 1024 / 1024} MiB`
  return bytes >= 1024 ? `${bytes / 1024} KiB` : `${bytes} B`
}

/** A number as people read it: three digits that count. */
export function numberText(value: number, unit: Unit): string {
  if (Number.isNaN(value)) return '–'
  if (unit.endsWith('/s') && value >= 1e6) return `${(value / 1e6).toPrecision(3)} M`
  if (unit.endsWith('/s') && value >= 1e4) return `${Number((value / 1e3).toPrecision(3))} k`
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)))
}

function cellText({ values, unit, failure }: Figure): string {
  if (values.length === 0) return failure === undefined ? '–' : 'failed'
  const percent = Math.round(spread(values) * 100)
  // A share of nothing says nothing.
  const around = Number.isFinite(percent) ? ` ±${percent}%` : ''
  const text = `${numberText(median(values), unit)}${around}`
  return failure === undefined ? text : `${text} (${values.length} only)`
}

type Row = readonly string[]

/** One group's rows: a subject each, a column for each contender. The first row is the head. */
function rowsOf(results: Results, name: string): Row[] {
  const figures = results.figures.filter(({ group }) => group === name)
  const names = [...new Set(figures.map(({ contender }) => contender))]
  const subjects = [...new Set(figures.map(({ subject }) => subject))]
  const rows = subjects.map(subject => [
    subject,
    ...names.map(contender => {
      const of = figures.find(
        figure => figure.subject === subject && figure.contender === contender,
      )
      return of === undefined ? '–' : cellText(of)
    }),
  ])
  return [['', ...names], ...rows]
}

function boundText({ atLeast, atMost }: Goal): string {
  return atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`
}

function verdictRows(verdicts: readonly Verdict[]): Row[] {
  const rows = verdicts.map(verdict => {
    const { group, subject, contender, against, found, best, isMet } = verdict
    return [
      `${group}: ${subject}`,
      contender,
      against ?? '–',
      boundText(verdict),
      Number.isNaN(found) ? 'not measured' : `${found.toFixed(2)} (best ${best.toFixed(2)})`,
      isMet ? 'yes' : 'no',
    ]
  })
  return [['what', 'who', 'against', 'wanted', 'found', 'met'], ...rows]
}

/** The tables as text in columns. */
export function textReport(results: Results): string {
  const tables = results.groups.map(
    group => `${group.title} (${group.unit})\n${columns(rowsOf(results, group.name))}`,
  )
  const goals =
    results.verdicts.length === 0 ? [] : [`Goals\n${columns(verdictRows(results.verdicts))}`]
  return [...tables, ...goals, circumstancesText(results.circumstances)].join('\n\n')
}

/** The tables as Markdown. */
export function markdownReport(results: Results): string {
  const tables = results.groups.map(
    group => `**${group.title}** (${group.unit})\n\n${markdownTable(rowsOf(results, group.name))}`,
  )
  return [...tables, circumstancesText(results.circumstances)].join('\n\n')
}

function circumstancesText(of: Circumstances): string {
  const { date, node, processor, cores, rounds, libzmq, isLibzmqMeasured } = of
  const c = isLibzmqMeasured ? `libzmq ${libzmq} in C` : `libzmq in C left out (${libzmq})`
  return (
    `${date}, ${processor}, ${cores} cores, Node ${node}, ${c}. ` +
    `Medians of ${rounds} interleaved rounds; ± is half the distance of the extremes.`
  )
}

function columns(rows: readonly Row[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(row => row[column]?.length ?? 0)),
  )
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function markdownTable([head = [], ...rows]: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.join(' | ')} |`
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}
