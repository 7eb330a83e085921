// How a capture ended, in words for people.
import type { CapturePlayer } from './player.js'

/** What is to be said of a capture that was read to its end: one line each, none if it is whole and all of it known. */
export function remarksOn({
  ending,
  skipped,
}: Pick<CapturePlayer, 'ending' | 'skipped'>): string[] {
  const remarks: string[] = []
  if (ending?.kind === 'torn') remarks.push(`the last row, at byte ${ending.offset}, is torn`)
  if (ending?.kind === 'open') remarks.push('no last row: still being written, or cut off')
  if (ending?.kind === 'closed' && ending.row.droppedRows > 0) {
    remarks.push(`the recorder had no room for ${ending.row.droppedRows} more rows`)
  }
  if (skipped > 0) remarks.push(`${skipped} rows of kinds this version does not know are left out`)
  return remarks
}
