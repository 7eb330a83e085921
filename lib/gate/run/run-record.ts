// What a run says of itself while it goes on: rows for a capture, lines for people, and the count of what
// was sent. All of it goes to callbacks of the user's.
import type { Clock } from '../../clock.js'
import type { RecordedRow } from './producer-contract.js'
import type { ProducerLine } from '../article/report.js'
import type { RunGuard } from './run-guard.js'

/** Who wants to hear of a run. */
export interface RunRecordSettings {
  readonly clock: Clock
  readonly id: number
  readonly report?: (line: ProducerLine) => void
  readonly record?: (row: RecordedRow) => void
}

/** The record of one run. */
export class RunRecord {
  readonly #settings: RunRecordSettings
  readonly #guard: RunGuard
  /** Messages and Quits that were sent. */
  sent = 0
  quits = 0

  constructor(settings: RunRecordSettings, guard: RunGuard) {
    this.#settings = settings
    this.#guard = guard
  }

  row(row: RecordedRow): void {
    const { record } = this.#settings
    if (record !== undefined) this.#guard.ask(() => record(row))
  }

  line(kind: ProducerLine['kind'], text?: string): void {
    const { report, clock, id } = this.#settings
    if (report === undefined) return
    const line = { side: 'producer', kind, id, epochMs: clock.epochMs() } as const
    this.#guard.ask(() => report(text === undefined ? line : { ...line, text }))
  }

  /** A message, or a Quit, has been sent. */
  message(purpose: 'work' | 'quit', parts: readonly Uint8Array[]): void {
    if (purpose === 'work') this.sent++
    else this.quits++
    const { record, report, clock } = this.#settings
    if (record !== undefined) {
      const copies = parts.map(part => Buffer.from(part))
      this.row({ kind: 'message', at: clock.now(), purpose, parts: copies })
    }
    if (report !== undefined) {
      this.line(purpose === 'work' ? 'send' : 'quit', Buffer.concat(parts).toString())
    }
  }
}
