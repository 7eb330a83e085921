/// <reference lib="dom" />
// The keyboard: anywhere on the page but where one types.
import { clearFilter, focusWords } from './filter.js'
import { rowsInList } from './list.js'
import { choose, move, state, step, viewAll, zoom } from './state.js'

const KEYS: Readonly<Record<string, () => void>> = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  j: () => step(1),
  k: () => step(-1),
  PageDown: () => step(rowsInList()),
  PageUp: () => step(-rowsInList()),
  Home: () => choose(state.shown[0] ?? -1),
  End: () => choose(state.shown.at(-1) ?? -1),
  ArrowLeft: () => move(-0.2),
  ArrowRight: () => move(0.2),
  '+': () => zoom(0.5),
  '=': () => zoom(0.5),
  '-': () => zoom(2),
  '0': viewAll,
  '/': focusWords,
  Escape: () => {
    choose(-1)
    clearFilter()
  },
}

/** Starts the keyboard. */
export function startKeys(): void {
  document.addEventListener('keydown', event => {
    const target = event.target as HTMLElement
    const isTyping = target.matches('input, select')
    if (isTyping) {
      if (event.key === 'Escape') target.blur()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined
    if (act === undefined) return
    event.preventDefault()
    act()
  })
}
