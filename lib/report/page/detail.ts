/// <reference lib="dom" />
// What was chosen: when, where, and its bytes explained field by field.
import type { FieldRow } from '../model.js'
import { faultOf, kindOf, laneOf, report, secondOf, text, timeOfDay, titleOf } from './data.js'
import { element, make } from './elements.js'
import { glyph, LOOKS } from './shapes.js'
import { onChange, state } from './state.js'
import { pairLine, summaryTables } from './summary.js'

const BYTES_A_LINE = 8
const COLUMNS = ['offset', 'bytes', 'field', 'value', 'meaning', 'where it is specified']

function hexLines(hex: string, size: number): string {
  const bytes = hex.match(/../g) ?? []
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE) {
    lines.push(bytes.slice(at, at + BYTES_A_LINE).join(' '))
  }
  if (bytes.length < size) lines.push(`… ${size - bytes.length} more`)
  return lines.length === 0 ? '-' : lines.join('\n')
}

function fieldRow(field: FieldRow, base: number): HTMLElement {
  const [offset, size, hex, name, value, meaning, source, part, fault] = field
  const row = make('tr', fault < 0 ? '' : 'bad')
  const place = part < 0 ? String(base + offset) : `part ${part} +${offset}`
  const isFact = offset < 0
  row.append(
    make('td', 'offset', isFact ? '' : place),
    make('td', 'hex', isFact ? '' : hexLines(hex, size)),
    make('th', 'name', text(name)),
    make('td', 'value', text(value)),
    make('td', 'meaning', fault < 0 ? text(meaning) : `${text(meaning)} ! ${text(fault)}`),
    make('td', 'source', text(source)),
  )
  return row
}

function fieldTable(entry: number): HTMLElement {
  const { fields, offset } = report.entries
  const made = make('table', '')
  const head = make('tr', '')
  for (const name of COLUMNS) head.append(make('th', '', name))
  const base = Math.max(0, offset[entry] ?? 0)
  const rows = (fields[entry] ?? []).flatMap(index => {
    const field = report.fields[index]
    return field === undefined ? [] : [fieldRow(field, base)]
  })
  made.append(head, ...rows)
  dropEmpty([head, ...rows])
  return made
}

/** Takes away the columns in which no row has anything. */
function dropEmpty([head, ...rows]: readonly HTMLElement[]): void {
  for (let column = COLUMNS.length - 1; column >= 0; column--) {
    if (rows.some(row => row.children[column]?.textContent !== '')) continue
    for (const row of [head, ...rows]) row?.children[column]?.remove()
  }
}

function waySaid(entry: number): string {
  const kind = kindOf(entry)
  const way = report.entries.way[entry]
  if (way === 0 || kind === 'message' || kind === 'quit') return ''
  return way === 1 ? ' · → from the connecting side' : ' · ← from the binding side'
}

function drawDetail(): void {
  const box = element('detail')
  const entry = state.chosen
  if (entry < 0) {
    const hint = make('p', 'dim', 'Choose anything to see its bytes explained.')
    box.replaceChildren(hint, ...summaryTables())
    return
  }
  const size = report.entries.size[entry] ?? -1
  const offset = report.entries.offset[entry] ?? -1
  const title = make('h2', '')
  title.append(glyph(kindOf(entry)), titleOf(entry))
  const place = [
    `${secondOf(entry).toFixed(6)} s`,
    `${timeOfDay(entry)} UTC`,
    LOOKS[kindOf(entry)].words,
    report.lanes[laneOf(entry)] ?? '',
    ...(offset < 0 ? [] : [`@${offset}`]),
    ...(size < 0 ? [] : [`${size} byte${size === 1 ? '' : 's'}`]),
  ]
  const fault = faultOf(entry)
  box.replaceChildren(
    title,
    make('p', 'dim', place.join(' · ') + waySaid(entry)),
    ...pairLine(entry),
    ...(fault === '' ? [] : [make('p', 'bad', `! ${fault}`)]),
    ...((report.entries.fields[entry] ?? []).length === 0 ? [] : [fieldTable(entry)]),
  )
}

/** Starts the detail. */
export function startDetail(): void {
  onChange(change => {
    if (change === 'chosen') drawDetail()
  })
  drawDetail()
}
