// `rawzmq conform --record`, `--baseline` and `--compare`: the verdicts of a run as a file, and what is other in another.
import { readFile, writeFile } from 'node:fs/promises'
import {
  changeCounts,
  changesBetween,
  changesText,
  excuse,
} from '../../lib/conformance/report/changes.js'
import { recordOf, type RunRecord } from '../../lib/conformance/report/record.js'
import type { Expectation } from '../../lib/conformance/select.js'
import { UsageError } from '../../lib/errors.js'
import { fileError } from '../file-errors.js'
import { EXIT, type Terminal } from '../terminal.js'
import { jsonLine, readRun } from './json.js'

/** Writes a value; a later record in the place of another differs only where verdicts do. */
export const writeJson = (path: string, value: object): Promise<void> =>
  writeText(path, `${JSON.stringify(value, undefined, 1)}\n`)

/** Writes a file. @throws UsageError if that cannot be */
export async function writeText(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text)
  } catch (error) {
    throw fileError(path, error)
  }
}

/**
 * Reads one, or a whole result (--format json, --json).
 *
 * @param flag names the flag in the error
 * @throws UsageError if the file is neither
 */
export async function readRecord(flag: string, path: string): Promise<RunRecord> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileError(path, error)
  })
  const suite = readRun(text)
  if (suite !== undefined) return recordOf(suite, { isOurs: true })
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new UsageError(
    `${flag}: ${path} is no file of rawzmq conform --record, --json or --format json`,
  )
}

/** Says what is other in the second file. @returns the exit code: 1 if anything is, as that of diff */
export async function compareRuns(
  files: readonly string[],
  isJson: boolean,
  terminal: Terminal,
): Promise<number> {
  const [first, second] = files
  if (first === undefined || second === undefined || files.length > 2) {
    throw new UsageError('--compare: two files, the older first')
  }
  const [before, after] = [
    await readRecord('--compare', first),
    await readRecord('--compare', second),
  ]
  const changes = changesBetween(before, after)
  if (isJson) terminal.out(changes.map(jsonLine).join(''))
  else {
    const [from, to] = [before, after].map(
      ({ endpoint, startedAt }) => `${endpoint} (${startedAt})`,
    )
    const told = changes.length === 0 ? 'the same verdicts' : changeCounts(changes)
    terminal.out(`${changesText(changes)}${from} -> ${to}: ${told}\n`)
  }
  return changes.length === 0 ? EXIT.done : EXIT.failed
}

/** Says what is other than the baseline. @returns the exit code: 1 for anything that is not known to vary */
export function judgeByBaseline(
  baseline: RunRecord,
  record: RunRecord,
  flaky: readonly Expectation[],
  limit: number,
  terminal: Terminal,
): number {
  const changes = changesBetween(baseline, record)
  const { excused, rest } = excuse(changes, flaky, limit)
  terminal.err(changesText(rest))
  if (excused.length > 0) {
    terminal.err(`known to vary, ${excused.length} of ${limit} allowed:\n${changesText(excused)}`)
  }
  return rest.length > 0 ? EXIT.failed : EXIT.done
}

function isRecord(value: unknown): value is RunRecord {
  const { verdicts } = (value ?? {}) as Partial<RunRecord>
  return (
    typeof verdicts === 'object' &&
    verdicts !== null &&
    Object.values(verdicts).every(places => typeof places === 'object' && places !== null)
  )
}
