// What `rawzmq conform --all` does: the suite against every implementation whose driver is built here (npm run drivers),
// one after the other. Stores what may be published of each, and prints the matrix.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Case } from '../../lib/conformance/case.js'
import {
  chosen,
  type Implementation,
  implementations,
  isBuilt,
  startCommand,
} from '../../lib/conformance/drivers/registry.js'
import { markdownMatrix } from '../../lib/conformance/report/markdown.js'
import { recordOf, type RunRecord, unpublishedIn } from '../../lib/conformance/report/record.js'
import { countsLine } from '../../lib/conformance/report/text.js'
import type { SuiteResult } from '../../lib/conformance/result.js'
import { UsageError } from '../../lib/errors.js'
import { EXIT, interruption, type Terminal } from '../terminal.js'
import { packageVersion } from '../version.js'
import { jsonLine } from './json.js'

/** The flags that are of this alone. */
export interface AllFlags {
  readonly all?: true
  readonly implementation?: readonly string[]
  readonly results?: string
}

/** What tables call it: the version of ours is that of the package. */
export const titleOf = ({ name, title }: Implementation): string =>
  name === 'rawzmq' ? `${title} ${packageVersion()}` : title

/** True if it is ours: of the others some verdicts are not published. */
export const isOurs = ({ name }: Implementation): boolean => name === 'rawzmq'

/** Those that are wanted and built; what is left out is said. @throws UsageError if one was asked for by its name */
function builtOnes(names: readonly string[] | undefined, terminal: Terminal) {
  const wanted = chosen('--implementation', implementations(), names)
  const missing = wanted.filter(each => !isBuilt(each)).map(({ name }) => name)
  const how = `not built here: npm run drivers -- --only ${missing.join(',')}`
  if (missing.length > 0 && (names !== undefined || missing.length === wanted.length)) {
    throw new UsageError(`${names === undefined ? '--all' : '--implementation'}: ${how}`)
  }
  if (missing.length > 0) terminal.err(`left out: ${how}\n`)
  return wanted.filter(isBuilt)
}

/**
 * Runs the suite against each.
 *
 * @param run the suite against one driver, with these cases
 * @returns the exit code: failures are what the matrix is about, and change nothing in it
 */
export async function conformAll(
  flags: AllFlags & { readonly format: string },
  cases: readonly Case[],
  run: (command: string, cases: readonly Case[]) => Promise<SuiteResult>,
  terminal: Terminal,
): Promise<number> {
  const wanted = builtOnes(flags.implementation, terminal)
  const unpublished = unpublishedIn(cases)
  const records: RunRecord[] = []
  let isUnreachable = false
  for (const [at, implementation] of wanted.entries()) {
    const endpoint = titleOf(implementation)
    terminal.err(`[${at + 1}/${wanted.length}] ${endpoint}\n`)
    const ours = isOurs(implementation)
    const suite = await run(
      startCommand(implementation),
      ours ? cases : cases.filter(({ id }) => !unpublished.includes(id)),
    )
    const interrupted = interruption(terminal)
    if (interrupted !== undefined) return interrupted
    terminal.err(`${endpoint}: ${(suite.ms / 1000).toFixed(0)} s, ${countsLine(suite.results)}\n`)
    if (suite.unreachable !== undefined) {
      isUnreachable = true
      terminal.complain(`${endpoint}: ${suite.unreachable}`)
      continue // half a run is none
    }
    const record = recordOf({ ...suite, endpoint }, { isOurs: ours })
    records.push(record)
    if (flags.results !== undefined) {
      const text = JSON.stringify(record, undefined, 2)
      await writeFile(join(flags.results, `${implementation.name}.json`), `${text}\n`)
    }
  }
  terminal.out(flags.format === 'json' ? jsonLine(records) : markdownMatrix(records, cases))
  return isUnreachable ? EXIT.unreachable : EXIT.done
}

/** What is stored of each implementation in a folder, in the registry's order. */
export async function readRecords(folder: string): Promise<ReadonlyMap<string, RunRecord>> {
  const found = new Map<string, RunRecord>()
  for (const { name } of implementations()) {
    const text = await readFile(join(folder, `${name}.json`), 'utf8').catch(() => undefined)
    if (text !== undefined) found.set(name, JSON.parse(text) as RunRecord)
  }
  return found
}
