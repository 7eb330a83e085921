// Two runs of one scenario, side by side, and what to think of them.
import type { EventName } from '../monitor/events.js'
import type { Recording } from './recording.js'
import { nameRoles, Ports, type Row, rowText } from './roles.js'
import type { Deliberate, ExpectedRow, MonitorVersion, Scenario } from './scenario.js'

/** `deliberate`: different as the scenario says, and exactly so. */
export type Likeness = 'same' | 'deliberate' | 'different'

/** One socket's events on both engines. */
export interface LaneComparison {
  readonly socket: string
  readonly typescript: readonly string[]
  readonly native: readonly string[]
  /** What ours must be: libzmq's rows, or those of a deliberate difference. */
  readonly wanted: readonly string[]
}

/** Both runs in one version of the events. */
export interface VersionComparison {
  readonly version: MonitorVersion
  readonly verdict: Likeness
  readonly lanes: readonly LaneComparison[]
  readonly calls: { readonly typescript: readonly string[]; readonly native: readonly string[] }
  /** What is wrong, in words; empty unless different. */
  readonly faults: readonly string[]
}

/** Compares two runs. */
export function compareRuns(
  scenario: Scenario,
  deliberate: Deliberate | undefined,
  version: MonitorVersion,
  runs: { readonly typescript: Recording; readonly native: Recording },
): VersionComparison {
  const faults: string[] = []
  for (const engine of ['typescript', 'native'] as const) {
    const { error } = runs[engine]
    if (error !== undefined) faults.push(`${engine}: ${error}`)
  }
  const ours = rowsOf(runs.typescript, scenario)
  const theirs = rowsOf(runs.native, scenario)
  const names = [...new Set([...ours.keys(), ...theirs.keys()])]
  const lanes = names.map(socket => {
    const typescript = ours.get(socket) ?? []
    const native = theirs.get(socket) ?? []
    const expected = deliberate?.ours[socket]
    const wanted = expected === undefined ? native : expectedTexts(expected, version)
    return { socket, typescript, native, wanted }
  })
  for (const { socket, typescript, wanted } of lanes) {
    if (!areEqual(typescript, wanted)) faults.push(`${socket}: the events differ`)
  }
  const calls = { typescript: runs.typescript.calls, native: runs.native.calls }
  if (!areEqual(calls.typescript, deliberate?.calls ?? calls.native)) {
    faults.push('the outcomes of calls differ')
  }
  const isAlike =
    areEqual(calls.typescript, calls.native) &&
    lanes.every(({ typescript, native }) => areEqual(typescript, native))
  if (deliberate !== undefined && isAlike && faults.length === 0) {
    faults.push('a deliberate difference is described, but there is none')
  }
  const verdict = faults.length > 0 ? 'different' : isAlike ? 'same' : 'deliberate'
  return { version, verdict, lanes, calls, faults }
}

function areEqual(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((text, index) => text === right[index])
}

function rowsOf(recording: Recording, scenario: Scenario): Map<string, string[]> {
  const ports = new Ports(recording.folder)
  return new Map(
    recording.lanes.map(({ socket, events, rules }) => {
      const rows = nameRoles(events, rules, ports)
      return [socket, textsOf(rows, scenario.unordered?.[socket] ?? [])]
    }),
  )
}

/** Neighbours of the given names are sorted: their order is nobody's promise. */
function textsOf(rows: readonly Row[], unordered: readonly EventName[]): string[] {
  const texts: string[] = []
  let group: string[] = []
  for (const row of rows) {
    if ((unordered as readonly string[]).includes(row.name)) {
      group.push(rowText(row))
      continue
    }
    texts.push(...group.toSorted(), rowText(row))
    group = []
  }
  return [...texts, ...group.toSorted()]
}

/** An event concerns the connecting side or the binding one by its nature, or by the socket's side. */
function expectedTexts(
  { side, rows }: { side: 'bind' | 'connect'; rows: readonly ExpectedRow[] },
  version: MonitorVersion,
): string[] {
  return rows.map(([name, value, local, remote]) => {
    const only = side === 'bind' ? local : remote
    const addresses = version === 2 ? [local, remote] : [only || local || remote]
    return rowText({ name, value: String(value), addresses })
  })
}
