/// <reference lib="dom" />
// The list: as many rows as fit are in the page, however long it is.
import { faultOf, kindOf, laneOf, report, secondOf, titleOf } from './data.js'
import { element, make } from './elements.js'
import { glyph, LOOKS } from './shapes.js'
import { choose, chosenPlace, onChange, state } from './state.js'

const ROW_HEIGHT = 24
/** A browser draws no box that is higher. */
const HEIGHT_MAX = 10_000_000

const list = element('list')
const rows = element('rows')

/** Rows that the list has room for. */
export function rowsInList(): number {
  return Math.max(1, Math.floor(list.clientHeight / ROW_HEIGHT))
}

/** Pixels a row takes of the scrolled height: all of it, but for lists that are too long. */
function pitch(): number {
  return Math.min(ROW_HEIGHT, HEIGHT_MAX / Math.max(1, state.shown.length))
}

function rowOf(entry: number): HTMLElement {
  const row = make('div', 'row')
  row.id = `row-${entry}`
  row.dataset['entry'] = String(entry)
  row.setAttribute('role', 'option')
  row.setAttribute('aria-selected', String(entry === state.chosen))
  const fault = faultOf(entry)
  const kind = kindOf(entry)
  const mark = make('span', 'mark')
  mark.title = LOOKS[kind].words
  mark.append(glyph(kind))
  row.append(
    make('span', 'time', secondOf(entry).toFixed(6)),
    mark,
    make('span', 'where', (report.lanes[laneOf(entry)] ?? '').replace(/^↳ \w+:\/\//, '↳ ')),
    make('span', 'what', fault === '' ? titleOf(entry) : `! ${titleOf(entry)}`),
  )
  return row
}

function drawList(): void {
  const { shown } = state
  const height = pitch()
  const first = Math.max(0, Math.floor(list.scrollTop / height) - 5)
  const count = Math.min(shown.length - first, rowsInList() + 12)
  const drawn: HTMLElement[] = []
  for (let place = first; place < first + count; place++) drawn.push(rowOf(shown[place] ?? 0))
  const box = make('div', 'rows')
  box.style.transform = `translateY(${first * height}px)`
  box.append(...drawn)
  rows.style.height = `${Math.ceil(shown.length * height)}px`
  rows.replaceChildren(box)
  list.setAttribute('aria-activedescendant', state.chosen < 0 ? '' : `row-${state.chosen}`)
}

/** Scrolls to the chosen entry. */
function reveal(): void {
  const place = chosenPlace()
  if (place < 0) return
  const height = pitch()
  const top = place * height
  const isAbove = top < list.scrollTop
  const isBelow = top + ROW_HEIGHT > list.scrollTop + list.clientHeight
  if (isAbove || isBelow) list.scrollTop = top - list.clientHeight / 2
}

function tellCount(): void {
  const all = report.entries.at.length
  const { length } = state.shown
  element('shown').textContent = length === all ? `${all} entries` : `${length} of ${all} entries`
}

/** Starts the list. */
export function startList(): void {
  list.addEventListener('scroll', () => requestAnimationFrame(drawList))
  list.addEventListener('click', event => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('.row')
    if (row !== null) choose(Number(row.dataset['entry']))
  })
  new ResizeObserver(drawList).observe(list)
  onChange(change => {
    if (change === 'shown') {
      tellCount()
      reveal()
      drawList()
    }
    if (change === 'chosen') {
      reveal()
      drawList()
    }
  })
}
