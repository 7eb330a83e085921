// A result for people: the events of each socket on both engines side by side, then the verdict.
import type { EngineName } from '../engine.js'
import type { TrialResult } from './runner.js'
import type { LaneComparison, VersionComparison } from './verdict.js'

const GAP = '  '
const MARK_SAME = ' '
const MARK_OTHER = '≠'

/** One line: verdict, name, title. */
export function verdictLine({ verdict, id, title, milliseconds }: TrialResult): string {
  return `${verdict.padEnd(10)} ${id}  ${title} (${milliseconds} ms)`
}

/** Everything about a case. */
export function describeResult(result: TrialResult, options: { hasRawParts: boolean }): string {
  const lines = [`== ${result.id}: ${result.title}`]
  for (const [index, comparison] of result.versions.entries()) {
    lines.push(`-- version ${comparison.version}: ${comparison.verdict}`)
    for (const lane of comparison.lanes) lines.push(...laneLines(lane))
    lines.push(...callLines(comparison))
    if (options.hasRawParts) lines.push(...rawLines(result, index))
    lines.push(...comparison.faults.map(fault => `   ! ${fault}`))
  }
  if (result.reason !== undefined) lines.push(`   on purpose: ${result.reason}`)
  lines.push(`== ${result.id}: ${result.verdict}`)
  return lines.join('\n')
}

function laneLines({ socket, typescript, native }: LaneComparison): string[] {
  return [`   ${socket}`, ...sideBySide(typescript, native)]
}

function callLines({ calls }: VersionComparison): string[] {
  if (calls.typescript.length + calls.native.length === 0) return []
  return ['   calls', ...sideBySide(calls.typescript, calls.native)]
}

function sideBySide(ours: readonly string[], theirs: readonly string[]): string[] {
  const width = Math.max('typescript'.length, ...ours.map(text => text.length))
  const count = Math.max(ours.length, theirs.length)
  const rows = Array.from({ length: count }, (_, index) => {
    const left = ours[index] ?? ''
    const right = theirs[index] ?? ''
    return `   ${left === right ? MARK_SAME : MARK_OTHER} ${left.padEnd(width)}${GAP}${right}`.trimEnd()
  })
  return [`     ${'typescript'.padEnd(width)}${GAP}native`, ...rows]
}

function rawLines({ recordings }: TrialResult, index: number): string[] {
  const lines: string[] = []
  for (const engine of ['typescript', 'native'] as const satisfies EngineName[]) {
    for (const { socket, events } of recordings[index]?.[engine].lanes ?? []) {
      lines.push(`   ${engine} ${socket}, raw parts`)
      for (const { parts } of events) {
        lines.push(`     ${parts.map(part => part.toString('hex') || '-').join(' | ')}`)
      }
    }
  }
  return lines
}
