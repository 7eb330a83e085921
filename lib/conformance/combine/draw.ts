// Which combinations are tried, and how one that fails is made smaller. Pure but for the question whether one fails.
import type { SocketTypeName } from '../../engine.js'
import type { Mechanism, Mode } from '../case.js'
import { seededOctets } from '../random.js'
import { mechanismIn } from '../security.js'
import {
  BEGINNINGS,
  canBe,
  type Combination,
  combinationText,
  SECURITIES,
  VERSIONS,
} from './combination.js'

/** What combinations are drawn from. */
export interface Choice {
  readonly sockets: readonly SocketTypeName[]
  readonly modes: readonly Mode[]
  readonly mechanisms: readonly Mechanism[]
}

/** Splits that have found faults before are drawn as often as any other together. */
const KNOWN_CUTS: readonly (readonly number[])[] = [[], [1], [10, 1, 53], [11, 53], [63, 1], [64]]
/** The longest piece of a split by chance. */
const LONGEST_PIECE = 70
/** So many in a row that were drawn already: there are hardly more. */
const DRAWS_IN_VAIN = 200

/** Different combinations, the same for the same seed; fewer than `count` if there are no more. */
export function drawCombinations(
  choice: Choice,
  count: number,
  seed: number,
): readonly Combination[] {
  const octets = seededOctets(`combine ${seed}`)
  const below = (limit: number): number => octets(4).readUInt32BE() % limit
  const one = <T>(values: readonly T[]): T => {
    const value = values[below(values.length)]
    if (value === undefined && values.length === 0) throw new Error('nothing to draw from')
    return value as T
  }
  const sides = SECURITIES.filter(side => choice.mechanisms.includes(mechanismIn(side)))
  const cut = (): readonly number[] =>
    below(2) === 0
      ? one(KNOWN_CUTS)
      : Array.from({ length: 1 + below(4) }, () => 1 + below(LONGEST_PIECE))
  const drawn = new Map<string, Combination>()
  for (let vain = 0; drawn.size < count && vain < DRAWS_IN_VAIN; vain++) {
    const combination: Combination = {
      socket: one(choice.sockets),
      mode: one(choice.modes),
      security: one(sides),
      version: one(VERSIONS),
      cut: cut(),
      first: one(BEGINNINGS),
    }
    const text = combinationText(combination)
    if (!canBe(combination) || drawn.has(text)) continue
    drawn.set(text, combination)
    vain = 0
  }
  return [...drawn.values()]
}

/** Combinations that differ from this one in one thing, which is simpler; the simplest first. */
export function simpler(combination: Combination): readonly Combination[] {
  const { cut, socket, version, first, security, mode } = combination
  const changes: Partial<Combination>[] = []
  if (cut.length > 0) changes.push({ cut: [] })
  if (cut.length > 1) {
    for (const length of new Set(cut)) changes.push({ cut: [length] })
    for (const at of cut.keys()) changes.push({ cut: cut.toSpliced(at, 1) })
  }
  for (const other of BEGINNINGS.slice(0, BEGINNINGS.indexOf(first))) changes.push({ first: other })
  for (const other of VERSIONS.slice(0, VERSIONS.indexOf(version))) changes.push({ version: other })
  if (security !== undefined) changes.push({ security: undefined })
  if (mode !== 'bind') changes.push({ mode: 'bind' })
  if (socket !== 'PULL') changes.push({ socket: 'PULL' })
  return changes.map(change => ({ ...combination, ...change })).filter(canBe)
}

/**
 * Makes a combination that fails as small as it gets: nothing in it can be made simpler alone without its working.
 *
 * @param fails tries one
 */
export async function reduceCombination(
  combination: Combination,
  fails: (smaller: Combination) => Promise<boolean>,
): Promise<Combination> {
  for (const smaller of simpler(combination)) {
    if (await fails(smaller)) return reduceCombination(smaller, fails)
  }
  return combination
}
