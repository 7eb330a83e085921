// From the rows of captures to what a page shows. Files are merged by the time of day of their rows.
import { escapeText } from '../dissect/text.js'
import { Collector, type ReportOptions } from './collector.js'
import { cut } from './cut.js'
import type { Entry } from './entry.js'
import { FileReader } from './file-reader.js'
import type { Lane } from './lanes.js'
import { KINDS, type BandRow, type EntryColumns, type ReportData } from './model.js'
import type { RequestRow, SubscriptionRow } from './model.js'
import { Tables } from './tables.js'

/** Builds one report. */
export class ReportBuilder {
  readonly #collector: Collector
  readonly #readers: FileReader[] = []
  readonly #remarks: string[] = []

  constructor(options: ReportOptions = {}) {
    this.#collector = new Collector(options)
  }

  /** Begins a file: give its rows to what this returns, and call its `finish`. */
  file(name: string): FileReader {
    const reader = new FileReader(name, this.#collector)
    this.#readers.push(reader)
    return reader
  }

  /** Something a reader of the page must know. */
  remark(words: string): void {
    this.#remarks.push(cut(escapeText(cut(words))))
  }

  /** All of it. */
  finish(title: string): ReportData {
    const { entries: thinner, lanes, bands, strokes, exchanges } = this.#collector
    const entries = thinner.kept.toSorted((one, two) => one.at - two.at)
    const startMs = entries[0]?.at ?? 0
    const endMs = entries.at(-1)?.at ?? 0
    const since = (at: number): number => Math.round((at - startMs) * 1000) / 1000
    const names = lanes.ordered()
    const laneIndex = new Map([...names.keys()].map((lane, index) => [lane, index]))
    const indexOf = (lane: Lane): number => laneIndex.get(lane) ?? 0
    const tables = new Tables()
    const places = new Map(entries.map((entry, index) => [entry, index]))
    const bandRows = bands
      .finish(endMs)
      .map(({ lane, name, from, to }): BandRow => [indexOf(lane), name, since(from), since(to)])
    const pairs: [number, number][] = []
    for (const [sent, received] of strokes.pairs()) {
      const [from, to] = [places.get(sent), places.get(received)]
      if (from !== undefined && to !== undefined) pairs.push([from, to])
    }
    const placeOf = (entry: Entry | undefined): number => (entry && places.get(entry)) ?? -1
    const subscriptions = exchanges.subscriptions.kept.map(
      ({ topic, lane, way, from, to, messages }): SubscriptionRow => [
        tables.text(topic),
        indexOf(lane),
        way,
        since(from),
        to === undefined ? -1 : since(to),
        messages,
      ],
    )
    const requests = exchanges.requests.kept.map(
      ({ lane, at, words, entry, reply }): RequestRow => [
        indexOf(lane),
        since(at),
        reply === undefined ? -1 : Math.round((reply.at - at) * 1000) / 1000,
        tables.text(words),
        placeOf(entry),
        placeOf(reply),
      ],
    )
    return {
      title: cut(escapeText(cut(title))),
      startMs,
      sources: this.#readers.map(reader => reader.source),
      remarks: [...this.#remarks, ...this.#ownRemarks()],
      counts: this.#collector.counts(),
      lanes: [...names.values()],
      entries: columns(entries, tables, since, indexOf),
      strings: tables.strings,
      fields: tables.fields,
      bands: bandRows,
      strokes: pairs,
      subscriptions,
      requests,
    }
  }

  #ownRemarks(): string[] {
    const { entries, bands, exchanges } = this.#collector
    return [
      ...(entries.words === undefined ? [] : [entries.words]),
      ...(bands.dropped === 0 ? [] : [`${bands.dropped} bands are not shown`]),
      ...exchanges.subscriptions.words('subscriptions'),
      ...exchanges.requests.words('requests'),
      ...(this.#readers.length < 2
        ? []
        : ['files are merged by the time of day: clocks of different machines may differ']),
    ]
  }
}

function columns(
  entries: readonly Entry[],
  tables: Tables,
  since: (at: number) => number,
  laneOf: (lane: Lane) => number,
): EntryColumns {
  return {
    at: entries.map(({ at }) => since(at)),
    lane: entries.map(({ lane }) => laneOf(lane)),
    kind: entries.map(({ kind }) => KINDS.indexOf(kind)),
    way: entries.map(({ way }) => way),
    title: entries.map(({ title }) => tables.text(title)),
    offset: entries.map(({ offset }) => offset),
    size: entries.map(({ size }) => size),
    fault: entries.map(({ fault }) => tables.text(fault)),
    fields: entries.map(({ fields, offset }) =>
      fields.map(field => tables.field(field, Math.max(0, offset))),
    ),
  }
}
