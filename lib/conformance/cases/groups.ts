// The catalogue's groups, and lists of cases in them: what all cases of a list share is said once, and a case's
// number is that of its place in its group.
import type { Case, Run } from '../case.js'

/** A group of the catalogue: the name in its ids, and its running numbers, both ends included. */
export interface Group {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** The groups that this suite has: all of them. */
export const GROUPS: readonly Group[] = [
  { name: 'greeting/1', from: 1, to: 13 },
  { name: 'greeting/2', from: 14, to: 31 },
  { name: 'version/3', from: 32, to: 49 },
  { name: 'mechanism/4', from: 50, to: 55 },
  { name: 'null/5', from: 56, to: 88 },
  { name: 'error/6', from: 89, to: 96 },
  { name: 'metadata/7', from: 97, to: 110 },
  { name: 'framing/8', from: 111, to: 134 },
  { name: 'command/9', from: 135, to: 142 },
  { name: 'heartbeat/10', from: 143, to: 161 },
  { name: 'plain/11', from: 162, to: 181 },
  { name: 'plain/12', from: 182, to: 190 },
  { name: 'curve/13', from: 191, to: 226 },
  { name: 'curve/14', from: 227, to: 241 },
  { name: 'push/15', from: 242, to: 252 },
  { name: 'pull/16', from: 253, to: 259 },
  { name: 'pair/17', from: 260, to: 265 },
  { name: 'reqrep/18', from: 266, to: 278 },
  { name: 'pubsub/19', from: 279, to: 297 },
  { name: 'conn/20', from: 298, to: 309 },
  { name: 'robust/21', from: 310, to: 321 },
  // Not in the catalogue: rules that its cases took for granted.
  { name: 'queue/22', from: 322, to: 323 },
]

/** The running number of an id: `null/5.3` is the third of its group. */
export function numberOf(id: string): number {
  const [name = '', place] = id.split('.')
  const group = GROUPS.find(each => each.name === name)
  if (group === undefined) throw new Error(`${id} is in no group of the catalogue`)
  return group.from + Number(place) - 1
}

/** What a case does: runs, or the steps of the only one. */
type Doing = Pick<Case, 'runs'> | { readonly steps: Run['steps'] }

/** A list of cases; each may say for itself what the others share. */
export function cases<Shared extends Partial<Case>>(
  shared: Shared,
  list: readonly (Pick<Case, 'id' | 'title'> &
    Omit<Case, 'number' | 'runs' | keyof Shared> &
    Partial<Omit<Case, 'runs'>> &
    Doing)[],
): readonly Case[] {
  return list.map(({ id, title, ...own }) => {
    const all = { id, number: numberOf(id), title, ...shared, ...own }
    if (!('steps' in all)) return all as unknown as Case
    const { steps, ...rest } = all
    // What an entry leaves out is in `shared`: its type says so, but TypeScript does not follow the spread.
    return { ...rest, runs: [{ steps }] } as unknown as Case
  })
}
