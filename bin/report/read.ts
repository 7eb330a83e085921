// Reads captures into a report, each as far as it can be read.
import { basename } from 'node:path'
import { CaptureFormatError, CapturePlayer } from '../../lib/capture/index.js'
import { remarksOn } from '../../lib/capture/remarks.js'
import type { ReportBuilder } from '../../lib/report/index.js'

/** Files by their own names, which say nothing of this machine; by their paths where two have one name. */
export function namesOf(paths: readonly string[]): string[] {
  const names = paths.map(path => basename(path))
  return new Set(names).size === names.length ? names : [...paths]
}

/**
 * Gives all rows of a file to the report, and says in it how the file ends.
 *
 * @param name how the page calls it
 * @returns false if the file is damaged; the report has a remark that says where
 * @throws CaptureFormatError if it is no capture; the system's error if it cannot be read
 */
export async function readInto(
  report: ReportBuilder,
  path: string,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const player = new CapturePlayer(path)
  const reader = report.file(name)
  let fault: string | undefined
  try {
    for await (const row of player) {
      if (signal.aborted) return true
      reader.row(row)
    }
  } catch (error) {
    if (!(error instanceof CaptureFormatError) || player.header === undefined) throw error
    fault = `damaged at byte ${error.offset}: ${error.message}; what comes before it is shown`
  }
  reader.finish()
  const remarks = remarksOn(player)
  if (fault !== undefined) remarks.unshift(fault)
  for (const remark of remarks) report.remark(`${name}: ${remark}`)
  return fault === undefined && player.ending?.kind !== 'torn'
}
