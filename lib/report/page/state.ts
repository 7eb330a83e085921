/// <reference lib="dom" />
// What the page shows now: which entries pass the filter, which one is chosen, which time is in view. Who
// wants to know of a change subscribes.
import { entryCount, firstFrom, lastSecond } from './data.js'

/** What can change. */
export type Change = 'shown' | 'chosen' | 'view' | 'theme'

const listeners: ((change: Change) => void)[] = []

/** The state itself. */
export const state = {
  /** Entries that pass the filter, ascending. */
  shown: new Uint32Array(0),
  /** The chosen entry; −1 for none. */
  chosen: -1,
  /** Seconds in view. */
  from: 0,
  to: lastSecond,
}

/** Calls back after each change. */
export function onChange(listener: (change: Change) => void): void {
  listeners.push(listener)
}

/** Tells everybody. */
export function changed(change: Change): void {
  for (const listener of listeners) listener(change)
}

/** Chooses an entry; −1 for none. */
export function choose(entry: number): void {
  if (entry === state.chosen || entry >= entryCount) return
  state.chosen = entry
  changed('chosen')
}

/** Shows a time, within what was recorded and a margin. */
export function view(from: number, to: number): void {
  const span = Math.min(Math.max(to - from, 1e-6), lastSecond * 1.1)
  const start = Math.min(Math.max(from, -lastSecond * 0.05), lastSecond * 1.05 - span)
  state.from = start
  state.to = start + span
  changed('view')
}

/** Shows all of the time. */
export function viewAll(): void {
  const margin = lastSecond * 0.02
  view(-margin, lastSecond + margin)
}

/** Makes the time in view longer or shorter around a second of it. */
export function zoom(factor: number, around = (state.from + state.to) / 2): void {
  view(around - (around - state.from) * factor, around + (state.to - around) * factor)
}

/** Moves the time in view by a part of its length. */
export function move(part: number): void {
  const by = (state.to - state.from) * part
  view(state.from + by, state.to + by)
}

/** Where the chosen entry stands among the shown ones, or would stand. */
export function chosenPlace(): number {
  if (state.chosen < 0) return -1
  let low = 0
  let high = state.shown.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((state.shown[middle] ?? 0) < state.chosen) low = middle + 1
    else high = middle
  }
  return low
}

/** Chooses another of the shown entries, by its distance from the chosen one. */
export function step(places: number): void {
  const { shown, chosen, from } = state
  if (shown.length === 0) return
  const here = chosenPlace()
  const isShown = shown[here] === chosen
  const forward = places > 0 && !isShown ? places - 1 : places
  const next = here < 0 ? firstFrom(shown, from) : here + forward
  choose(shown[Math.min(Math.max(next, 0), shown.length - 1)] ?? -1)
}
