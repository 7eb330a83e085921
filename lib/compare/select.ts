// Which cases a command line means: names, their beginnings, or patterns with `*`.
import type { Trial } from './runner.js'

/** A name that means no case, and those it may have meant. */
export interface Unknown {
  readonly filter: string
  readonly close: readonly string[]
}

const SUGGESTIONS = 3

/** The cases that a list of filters selects; all for an empty list. */
export function selectTrials(
  cases: readonly Trial[],
  filters: readonly string[],
): { readonly selected: Trial[]; readonly unknown: readonly Unknown[] } {
  const tests = filters.map(filter => ({ filter, matches: matcher(filter) }))
  const unknown = tests
    .filter(({ matches }) => !cases.some(({ id }) => matches(id)))
    .map(({ filter }) => ({ filter, close: closest(filter, cases) }))
  const selected =
    filters.length === 0
      ? [...cases]
      : cases.filter(({ id }) => tests.some(({ matches }) => matches(id)))
  return { selected, unknown }
}

function matcher(filter: string): (id: string) => boolean {
  if (!filter.includes('*')) return id => id.startsWith(filter)
  const pattern = filter
    .split('*')
    .map(text => text.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*')
  const whole = new RegExp(`^${pattern}(/\\w+)?$`)
  return id => whole.test(id)
}

function closest(filter: string, cases: readonly Trial[]): string[] {
  const [wanted = ''] = filter.split('/')
  const names = [...new Set(cases.map(({ scenario }) => scenario.name))]
  return names
    .map(name => ({ name, distance: distanceBetween(wanted, name) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, SUGGESTIONS)
    .map(({ name }) => name)
}

/** Edits from one word to the other; a word that holds the other is close. */
function distanceBetween(left: string, right: string): number {
  if (left.length > 2 && right.includes(left)) return 0
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
