// What changed between two runs, case by case and place by place, and which of it is known to change. Pure.
import type { Mode, Verdict } from '../case.js'
import { isNamedBy, RANK, type Expectation } from '../select.js'
import type { RunRecord } from './record.js'

/** One verdict that is another, or that only one of the runs has. */
export interface Change {
  readonly id: string
  /** Socket type and direction: `PUSH b` for a PUSH that binds. */
  readonly place: string
  /** Undefined: that run has none. */
  readonly before: Verdict | undefined
  readonly after: Verdict | undefined
  readonly kind: 'worse' | 'better' | 'other' | 'new' | 'gone'
}

/** The worse, the higher; what is neither good nor bad has no rank. */
const BADNESS: Readonly<Partial<Record<Verdict, number>>> = { OK: 0, 'NON-STRICT': 1, FAIL: 2 }

/** Everything that is not the same in both, in the order of the later run. */
export function changesBetween(before: RunRecord, after: RunRecord): readonly Change[] {
  const keys = new Map(
    [after, before].flatMap(({ verdicts }) =>
      Object.entries(verdicts).flatMap(([id, places]) =>
        Object.keys(places).map(place => [`${id} ${place}`, { id, place }] as const),
      ),
    ),
  )
  return [...keys.values()].flatMap(({ id, place }) => {
    const was = before.verdicts[id]?.[place]
    const is = after.verdicts[id]?.[place]
    return was === is ? [] : [{ id, place, before: was, after: is, kind: kindOf(was, is) }]
  })
}

function kindOf(was: Verdict | undefined, is: Verdict | undefined): Change['kind'] {
  if (was === undefined) return 'new'
  if (is === undefined) return 'gone'
  const [from, to] = [BADNESS[was], BADNESS[is]]
  if (from === undefined || to === undefined) return is === 'FAIL' ? 'worse' : 'other'
  return to > from ? 'worse' : 'better'
}

/** Changes apart: those that a list of cases known to vary excuses, and the others. */
export interface Excused {
  readonly excused: readonly Change[]
  readonly rest: readonly Change[]
}

/**
 * What is left of changes when cases that are known to vary may do so.
 *
 * @param flaky cases with the gravest verdict that each may come to; what only one run has is never excused
 * @param limit of so many changes; of more none is excused, as then it is something else that varies
 */
export function excuse(
  changes: readonly Change[],
  flaky: readonly Expectation[],
  limit: number,
): Excused {
  const isKnown = ({ id, place, before, after }: Change): boolean => {
    if (before === undefined || after === undefined) return false
    const [socket = '', direction] = place.split(' ')
    const mode: Mode = direction === 'b' ? 'bind' : 'connect'
    return flaky.some(
      each =>
        isNamedBy({ id, socket, mode }, each) && RANK.indexOf(after) <= RANK.indexOf(each.verdict),
    )
  }
  const excused = changes.filter(isKnown)
  if (excused.length > limit) return { excused: [], rest: changes }
  return { excused, rest: changes.filter(change => !excused.includes(change)) }
}

/** How many changes there are of each kind: `2 worse, 1 gone`. */
export function changeCounts(changes: readonly Change[]): string {
  return (['worse', 'better', 'other', 'new', 'gone'] as const)
    .map(kind => [changes.filter(change => change.kind === kind).length, kind] as const)
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} ${kind}`)
    .join(', ')
}

/** A line for each change: `worse  PUSH b  null/5.11  OK -> FAIL`. */
export function changesText(changes: readonly Change[]): string {
  return changes
    .map(
      ({ kind, place, id, before = 'not run', after = 'not run' }) =>
        `${kind.padEnd(6)} ${place.padEnd(8)} ${id.padEnd(16)} ${before} -> ${after}\n`,
    )
    .join('')
}
