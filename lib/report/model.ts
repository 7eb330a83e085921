// What a page of a report holds, as the JSON that is written into it: everything is told by index, so that
// 100,000 entries stay small. Types and the list of kinds only; the page's own script reads them too.

/** What an entry is, by the index that stands in the JSON. */
export const KINDS = [
  'event',
  'message',
  'quit',
  'greeting',
  'command',
  'frame',
  'state',
  'gate',
  'note',
] as const

/** The kind of an entry: a monitor event, a program's message, its Quit, bytes on the wire, … */
export type Kind = (typeof KINDS)[number]

/** Nowhere; sent, or by the connecting side; received, or by the binding side. */
export type Way = 0 | 1 | 2

/**
 * One field of explained bytes: offset (−1: no bytes), size, the first bytes in hex, then as indices
 * of `strings` name, value, meaning and source, then the part (−1: none) and the fault (−1: none).
 */
export type FieldRow = readonly [
  offset: number,
  size: number,
  hex: string,
  name: number,
  value: number,
  meaning: number,
  source: number,
  part: number,
  fault: number,
]

/** A band on a lane: what held from a time to another, in milliseconds from the start. */
export type BandRow = readonly [lane: number, name: string, from: number, to: number]

/**
 * A subscription, or (topic −1) messages for which none was seen: topic as an index of `strings`, the lane of its
 * connection, the side that subscribed, from and to (−1: it lasted) in milliseconds from the start, messages.
 */
export type SubscriptionRow = readonly [
  topic: number,
  lane: number,
  way: Way,
  from: number,
  to: number,
  messages: number,
]

/**
 * A request: the lane of its connection, when, until its reply (−1: there is none), both in milliseconds, what it
 * asks as an index of `strings`, and the entries of the first frames of both (−1: not shown, or none).
 */
export type RequestRow = readonly [
  lane: number,
  at: number,
  latency: number,
  words: number,
  request: number,
  reply: number,
]

/** Entries column by column, in the order of their times. */
export interface EntryColumns {
  /** Milliseconds from the start. */
  readonly at: readonly number[]
  readonly lane: readonly number[]
  /** Index into KINDS. */
  readonly kind: readonly number[]
  readonly way: readonly number[]
  /** Index into `strings`. */
  readonly title: readonly number[]
  /** Offset in its stream; −1 where there is none. */
  readonly offset: readonly number[]
  /** Bytes it has; −1 where it has none. */
  readonly size: readonly number[]
  /** Index into `strings`; −1 where nothing is wrong. */
  readonly fault: readonly number[]
  /** Indices into `fields`. */
  readonly fields: readonly (readonly number[])[]
}

/** All of a page. Texts of strangers are escaped for reading, not for HTML: nothing is made HTML of. */
export interface ReportData {
  readonly title: string
  /** Milliseconds since the Unix epoch at the first entry. */
  readonly startMs: number
  /** Where the rows come from, one line a file. */
  readonly sources: readonly string[]
  /** What a reader must know: damage, what was left out. */
  readonly remarks: readonly string[]
  /** What there is of what, such as `4 consumers`. */
  readonly counts: readonly string[]
  readonly lanes: readonly string[]
  readonly strings: readonly string[]
  readonly fields: readonly FieldRow[]
  readonly entries: EntryColumns
  readonly bands: readonly BandRow[]
  /** Messages that came where they were sent: the entry that sent and the one that received. */
  readonly strokes: readonly (readonly [number, number])[]
  readonly subscriptions: readonly SubscriptionRow[]
  readonly requests: readonly RequestRow[]
}
