// What all files of a report share: lanes, bands, strokes, counts and the entries themselves.
import type { CurveKeySource } from '../dissect/curve-key-log.js'
import type { StreamOptions } from '../dissect/stream.js'
import { BandBook } from './bands.js'
import type { Entry } from './entry.js'
import { ExchangeBook } from './exchanges.js'
import { LaneBook } from './lanes.js'
import { StrokeBook } from './strokes.js'
import { Thinner } from './thinner.js'

/** How much of everything a page has. */
export interface ReportOptions {
  /** Bytes of a field that are shown. Default 64. */
  readonly bytesShown?: number
  /** Most entries; what comes beyond is thinned. Default 120,000. */
  readonly entriesMax?: number
  /** What opens the boxes of CURVE (docs/keylog.md): the page then has what lay in them, but no key. */
  readonly keys?: CurveKeySource
}

/** Entries a browser draws and lists without a pause: those of 100,000 rows, of which some make two. */
export const ENTRIES_MAX = 120_000

/** Names that are kept in order to count them. */
const RECEIVERS_MAX = 100_000

/** An entry, of which only what it has is told. */
export type NewEntry = Pick<Entry, 'at' | 'lane' | 'kind' | 'title' | 'fields'> & Partial<Entry>

/** Collects what the readers of files find. */
export class Collector {
  readonly bytesShown: number
  /** How connections are read. */
  readonly wire: StreamOptions
  readonly lanes = new LaneBook()
  readonly bands = new BandBook()
  readonly strokes = new StrokeBook()
  readonly exchanges = new ExchangeBook()
  readonly entries: Thinner
  readonly #counts = { events: 0, connections: 0, sent: 0, received: 0, quitsSent: 0, quits: 0 }
  readonly #receivers = new Set<string>()

  constructor({ bytesShown = 64, entriesMax = ENTRIES_MAX, keys }: ReportOptions) {
    this.bytesShown = bytesShown
    this.wire = keys === undefined ? {} : { keys }
    this.entries = new Thinner(entriesMax)
  }

  /** Takes an entry. */
  add(entry: NewEntry): Entry {
    const whole = { way: 0, offset: -1, size: -1, fault: undefined, ...entry } as const
    this.entries.add(whole)
    this.#count(whole)
    return whole
  }

  /** A socket of a file received a message. Sockets may be more than lanes. */
  countReceiver(file: string, socket: string): void {
    if (this.#receivers.size < RECEIVERS_MAX) this.#receivers.add(JSON.stringify([file, socket]))
  }

  /** A connection was opened. */
  countConnection(): void {
    this.#counts.connections++
  }

  /** What there is of what. Messages of which both ends are there count once. */
  counts(): string[] {
    const { events, connections, sent, received, quitsSent, quits } = this.#counts
    return [
      ...amount(this.#receivers.size, 'consumer'),
      ...amount(sent || received, 'message'),
      ...amount(quitsSent || quits, 'Quit'),
      ...amount(events, 'monitor event'),
      ...amount(connections, 'connection'),
      ...amount(
        this.exchanges.subscriptions.kept.filter(({ topic }) => topic !== undefined).length,
        'subscription',
      ),
      ...amount(this.exchanges.requests.count, 'request'),
    ]
  }

  #count({ kind, way }: Entry): void {
    const counts = this.#counts
    if (kind === 'event') counts.events++
    if (kind !== 'message' && kind !== 'quit') return
    const isQuit = kind === 'quit'
    if (way === 1) counts[isQuit ? 'quitsSent' : 'sent']++
    else counts[isQuit ? 'quits' : 'received']++
  }
}

function amount(count: number, noun: string): string[] {
  return count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`]
}
