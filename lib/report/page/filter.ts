/// <reference lib="dom" />
// The filter: words, lane, time, kinds. It computes which entries are shown.
import { KINDS, type Kind } from '../model.js'
import { entryCount, kindOf, laneOf, report, secondOf } from './data.js'
import { element, make } from './elements.js'
import { glyph, LOOKS } from './shapes.js'
import { changed, onChange, state } from './state.js'

const words = element<HTMLInputElement>('words')
const lane = element<HTMLSelectElement>('lane')
const from = element<HTMLInputElement>('from')
const to = element<HTMLInputElement>('to')
const inView = element<HTMLButtonElement>('in-view')
const hidden = new Set<Kind>()

/** Which texts have these words in lower case in them: each is searched once, not once an entry. */
function titlesWith(wanted: string): Uint8Array {
  const found = new Uint8Array(report.strings.length)
  for (const [index, title] of report.strings.entries()) {
    if (title.toLowerCase().includes(wanted)) found[index] = 1
  }
  return found
}

function hasWords(entry: number, titles: Uint8Array): boolean {
  const { title, fault } = report.entries
  return titles[title[entry] ?? -1] === 1 || titles[fault[entry] ?? -1] === 1
}

function bound(input: HTMLInputElement, otherwise: number): number {
  return input.value.trim() === '' ? otherwise : Number(input.value)
}

/** Computes what is shown. */
export function applyFilter(): void {
  const wanted = words.value.trim().toLowerCase()
  const titles = wanted === '' ? undefined : titlesWith(wanted)
  const onlyLane = lane.value === '' ? -1 : Number(lane.value)
  const isInView = inView.getAttribute('aria-pressed') === 'true'
  const first = Math.max(bound(from, -Infinity), isInView ? state.from : -Infinity)
  const last = Math.min(bound(to, Infinity), isInView ? state.to : Infinity)
  const shown = new Uint32Array(entryCount)
  let count = 0
  for (let entry = 0; entry < entryCount; entry++) {
    const second = secondOf(entry)
    if (second < first || second > last) continue
    if (onlyLane >= 0 && laneOf(entry) !== onlyLane) continue
    if (hidden.has(kindOf(entry))) continue
    if (titles !== undefined && !hasWords(entry, titles)) continue
    shown[count++] = entry
  }
  state.shown = shown.slice(0, count)
  changed('shown')
}

/** Takes every condition away. */
export function clearFilter(): void {
  for (const input of [words, from, to]) input.value = ''
  lane.value = ''
  inView.setAttribute('aria-pressed', 'false')
  for (const kind of KINDS) hidden.delete(kind)
  for (const button of Array.from(document.querySelectorAll<HTMLElement>('#kinds button'))) {
    button.setAttribute('aria-pressed', 'true')
  }
  applyFilter()
}

/** Puts the cursor where words are typed. */
export function focusWords(): void {
  words.focus()
  words.select()
}

function kindButton(kind: Kind, count: number): HTMLElement {
  const button = make('button', 'kind')
  button.setAttribute('type', 'button')
  button.setAttribute('aria-pressed', 'true')
  button.dataset['kind'] = kind
  button.append(glyph(kind), `${LOOKS[kind].words} ${count}`)
  button.addEventListener('click', () => {
    if (!hidden.delete(kind)) hidden.add(kind)
    button.setAttribute('aria-pressed', String(!hidden.has(kind)))
    applyFilter()
  })
  return button
}

/** Fills the filter with what there is to choose. */
export function startFilter(): void {
  const counts = new Map<Kind, number>()
  for (let entry = 0; entry < entryCount; entry++) {
    counts.set(kindOf(entry), (counts.get(kindOf(entry)) ?? 0) + 1)
  }
  for (const [kind, count] of counts) element('kinds').append(kindButton(kind, count))
  lane.append(new Option('all lanes', ''))
  for (const [index, name] of report.lanes.entries()) lane.append(new Option(name, String(index)))
  for (const input of [words, lane, from, to]) input.addEventListener('input', applyFilter)
  element('filters').addEventListener('submit', event => event.preventDefault())
  inView.addEventListener('click', () => {
    const isPressed = inView.getAttribute('aria-pressed') === 'true'
    inView.setAttribute('aria-pressed', String(!isPressed))
    applyFilter()
  })
  onChange(change => {
    if (change === 'view' && inView.getAttribute('aria-pressed') === 'true') applyFilter()
  })
}
