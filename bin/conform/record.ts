// `rawzmq conform --record` and `--baseline`: the verdicts of a run as a file.
import { readFile, writeFile } from 'node:fs/promises'
import type { RunRecord } from '../../lib/conformance/report/record.js'
import { UsageError } from '../../lib/errors.js'
import { fileError } from '../file-errors.js'

/** Writes a record; a later one in its place differs only where verdicts do. */
export async function writeRecord(path: string, record: RunRecord): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(record, undefined, 1)}\n`)
  } catch (error) {
    throw fileError(path, error)
  }
}

/** Reads one. @throws UsageError if the file is none */
export async function readRecord(path: string): Promise<RunRecord> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw fileError(path, error)
  }
  if (isRecord(value)) return value
  throw new UsageError(`--baseline: ${path} is no file of rawzmq conform --record`)
}

function isRecord(value: unknown): value is RunRecord {
  const { verdicts } = (value ?? {}) as Partial<RunRecord>
  return (
    typeof verdicts === 'object' &&
    verdicts !== null &&
    Object.values(verdicts).every(places => typeof places === 'object' && places !== null)
  )
}
