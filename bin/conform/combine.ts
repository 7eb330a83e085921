// `rawzmq conform --combine`: combinations as cases, and those that failed made smaller, each as a command.
import type { Case, Mechanism, Mode } from '../../lib/conformance/case.js'
import {
  caseOf,
  type Combination,
  combinationText,
  parseCombination,
} from '../../lib/conformance/combine/combination.js'
import { drawCombinations, reduceCombination } from '../../lib/conformance/combine/draw.js'
import type { SuiteResult } from '../../lib/conformance/result.js'
import { BASE_TYPES } from '../../lib/conformance/vocabulary.js'
import { UsageError } from '../../lib/errors.js'
import type { SocketTypeName } from '../../lib/engine.js'
import type { Terminal } from '../terminal.js'
import type { EndpointFlags } from './endpoint.js'

/** So many failures are made smaller; what they have in common is seen from fewer. */
const REDUCED_FAILURES = 5
const MOST = 10_000

/** The flags that say what is tested. */
type NamedEndpoint = EndpointFlags & { readonly socket?: readonly string[] }

/** What combinations are drawn from. */
interface Choice {
  readonly sockets: readonly SocketTypeName[] | undefined
  readonly modes: readonly Mode[]
  readonly mechanisms: readonly Mechanism[]
}

/**
 * The combinations that the flag asks for: a number of them by chance, or the one that it names.
 *
 * @throws UsageError if it does neither
 */
export function combinationsOf(flag: string, choice: Choice, seed: number): readonly Combination[] {
  if (!/^\d+$/.test(flag)) return [parseCombination(flag)]
  const count = Number(flag)
  if (count < 1 || count > MOST) throw new UsageError(`--combine: 1 to ${MOST}, not ${flag}`)
  const { sockets = BASE_TYPES, modes, mechanisms } = choice
  return drawCombinations({ sockets, modes, mechanisms }, count, seed)
}

/** Combinations as cases, numbered from 1. */
export const combinedCases = (combinations: readonly Combination[]): readonly Case[] =>
  combinations.map((each, at) => caseOf(each, at + 1))

/**
 * Says of the combinations that failed which smallest ones still do, as commands.
 *
 * @param run runs cases against the same endpoint
 */
export async function tellSmallest(
  combinations: readonly Combination[],
  suite: SuiteResult,
  flags: NamedEndpoint,
  terminal: Terminal,
  run: (cases: readonly Case[]) => Promise<SuiteResult>,
): Promise<void> {
  const failed = new Set(
    suite.results.filter(({ verdict }) => verdict === 'FAIL').map(({ title }) => title),
  )
  const known = new Map(suite.results.map(({ title }) => [title, failed.has(title)]))
  const fails = async (combination: Combination): Promise<boolean> => {
    if (terminal.signal.aborted) return false
    const text = combinationText(combination)
    const before = known.get(text)
    if (before !== undefined) return before
    const { results } = await run([caseOf(combination)])
    const isFailure = results.some(({ verdict }) => verdict === 'FAIL')
    known.set(text, isFailure)
    return isFailure
  }
  const smallest = new Set<string>()
  const toReduce = combinations.filter(each => failed.has(combinationText(each)))
  for (const combination of toReduce.slice(0, REDUCED_FAILURES)) {
    smallest.add(combinationText(await reduceCombination(combination, fails)))
  }
  for (const text of smallest) {
    terminal.err(
      `smallest that fails: rawzmq conform ${endpointWords(flags)} --combine '${text}'\n`,
    )
  }
}

/** A word as a shell reads it. */
export const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** The flags that name the endpoint, as a shell reads them. */
function endpointWords(flags: NamedEndpoint): string {
  const { exec, perCase, connect, listen, engine, socket } = flags
  return [
    ...(exec === undefined ? [] : [`--exec ${quoted(exec)}`]),
    ...(perCase === true ? ['--per-case'] : []),
    ...(connect === undefined ? [] : [`--connect ${connect} --socket ${socket?.join(',')}`]),
    ...(listen === undefined ? [] : [`--listen ${listen} --socket ${socket?.join(',')}`]),
    ...(engine === undefined ? [] : [`--engine ${engine}`]),
  ].join(' ')
}
