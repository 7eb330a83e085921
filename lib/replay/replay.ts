// Decides all of a capture again, without a network: monitor parts, gates, connections.
import { CapturePlayer, type CaptureEnding } from '../capture/player.js'
import type { CaptureRow, HeaderRow } from '../capture/format.js'
import { delay, type Clock } from '../clock.js'
import type { StepListener } from './difference.js'
import { GateReplay } from './gates.js'
import { Beginning } from './sides.js'
import { CONNECTIONS_MAX, WireReplay, type SideResult } from './wires.js'

/** A row whose time is a day off does not keep anybody waiting that long. */
const WAIT_MAX_MS = 60_000

/** How a capture is to be replayed. */
export interface ReplayOptions {
  /** 0: at once; 1: as it happened; 10: ten times as fast. */
  readonly speed: number
  readonly clock: Clock
  readonly signal?: AbortSignal
  readonly tell: StepListener
}

/** What a replay came to. */
export interface ReplayResult {
  readonly header: HeaderRow
  readonly ending: CaptureEnding
  readonly rows: number
  /** Rows of unknown kinds. */
  readonly skipped: number
  readonly events: number
  /** The phase of each gate by its socket. */
  readonly gates: Readonly<Record<string, string>>
  readonly connections: Readonly<Record<string, Readonly<Record<string, SideResult>>>>
  /** Connections beyond those that were replayed. */
  readonly furtherConnections: number
  readonly differences: number
}

/**
 * Replays a capture file. It is read twice: what a side of a connection is, its later bytes tell.
 *
 * @throws CaptureFormatError; the system's error if the file cannot be read; the signal's reason
 */
export async function replayCapture(path: string, options: ReplayOptions): Promise<ReplayResult> {
  const { beginnings, further } = await readBeginnings(path)
  const counts = { event: 0, difference: 0, phase: 0, state: 0 }
  const tell: StepListener = step => {
    counts[step.type]++
    options.tell(step)
  }
  const player = new CapturePlayer(path)
  const wires = new WireReplay(beginnings, tell)
  let gates: GateReplay | undefined
  let rows = 0
  let last: CaptureRow | undefined
  for await (const row of player) {
    rows++
    await pace(row, last, options)
    last = row
    if (row.kind === 'header') gates ??= new GateReplay(row.byteOrder, tell)
    else if (row.kind === 'monitor') gates?.monitor(row)
    else if (row.kind === 'start') gates?.start(row)
    else if (row.kind === 'gate') gates?.gate(row)
    else if (row.kind === 'wire') wires.wire(row)
    else if (row.kind === 'connection') wires.connection(row)
    else if (row.kind === 'state') wires.state(row)
  }
  return {
    header: player.header as HeaderRow,
    ending: player.ending as CaptureEnding,
    rows,
    skipped: player.skipped,
    events: counts.event,
    gates: gates?.phases ?? {},
    connections: wires.results,
    furtherConnections: further,
    differences: counts.difference,
  }
}

async function readBeginnings(path: string) {
  const beginnings = new Map<string, Beginning>()
  const further = new Set<string>()
  for await (const row of new CapturePlayer(path)) {
    if (row.kind !== 'wire') continue
    let beginning = beginnings.get(row.connection)
    if (beginning === undefined) {
      if (beginnings.size >= CONNECTIONS_MAX) {
        if (further.size < CONNECTIONS_MAX) further.add(row.connection)
        continue
      }
      beginning = new Beginning()
      beginnings.set(row.connection, beginning)
    }
    beginning.add(row.from, row.bytes)
  }
  return { beginnings, further: further.size }
}

async function pace(
  row: CaptureRow,
  last: CaptureRow | undefined,
  { speed, clock, signal }: ReplayOptions,
): Promise<void> {
  signal?.throwIfAborted()
  if (speed === 0 || last === undefined || row.at <= last.at) return
  await delay(clock, Math.min((row.at - last.at) / speed, WAIT_MAX_MS), signal)
}
