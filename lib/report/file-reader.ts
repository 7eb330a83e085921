// The rows of one capture as entries of a report. Bytes are explained by the same dissectors that
// `rawzmq decode` uses; connections are read by wire-reader.ts.
import type {
  CaptureRow,
  GateRow,
  GateStartRow,
  HeaderRow,
  MessageRow,
  MonitorRow,
  NoteRow,
  PlainObject,
} from '../capture/format.js'
import { dissectMonitor } from '../dissect/monitor.js'
import { escapeText, quoteSome } from '../dissect/text.js'
import { type ByteOrder, HOST_ORDER } from '../monitor/codec.js'
import type { Collector } from './collector.js'
import { cut } from './cut.js'
import { fact, keepFields, type EntryField } from './entry.js'
import type { Lane } from './lanes.js'
import { peerBand } from './peer-band.js'
import { WireReader } from './wire-reader.js'

/** The latest moment a Date holds, in milliseconds. */
const TIME_MAX = 8.64e15

/** Reads one file. */
export class FileReader {
  readonly #name: string
  readonly #collector: Collector
  readonly #wires: WireReader
  #order: ByteOrder = HOST_ORDER
  #epochMs = 0
  #lastAt = 0
  #rows = 0
  #source = ''

  constructor(name: string, collector: Collector) {
    this.#name = name
    this.#collector = collector
    this.#wires = new WireReader(name, collector)
  }

  /** Where the rows come from, one line. */
  get source(): string {
    return `${cut(escapeText(this.#name))}: ${this.#rows} rows of ${this.#source}`
  }

  /** Takes the next row. */
  row(row: CaptureRow): void {
    this.#rows++
    if (row.kind === 'header') this.#begin(row)
    const at = clampTime(this.#epochMs + row.at)
    this.#lastAt = at
    switch (row.kind) {
      case 'monitor':
        return this.#monitor(row, at)
      case 'message':
        return this.#message(row, at)
      case 'start':
        return this.#start(row, at)
      case 'gate':
        return this.#gate(row, at)
      case 'wire':
      case 'connection':
      case 'state':
        return this.#wires.row(row, at)
      case 'note':
        return this.#note(row, at)
      case 'header':
      case 'end':
        return
      default:
        row satisfies never
    }
  }

  /** No row is to come: explains what is left of connections. */
  finish(): void {
    this.#wires.finish(this.#lastAt)
  }

  #begin(row: HeaderRow): void {
    this.#order = row.byteOrder
    this.#epochMs = row.epochMs - row.at
    const { implementation, implementationVersion, platform, source } = row
    const words = `${implementation} ${implementationVersion} on ${platform}: ${source}`
    this.#source = cut(escapeText(cut(words)))
  }

  #socket(name: string, isLeading: boolean): Lane {
    const lane = this.#collector.lanes.find(this.#name, 'socket', name)
    if (isLeading) lane.isLeading = true
    return lane
  }

  #monitor(row: MonitorRow, at: number): void {
    const { bands, lanes, bytesShown } = this.#collector
    const item = dissectMonitor(row.parts, { order: this.#order })
    const socket = this.#socket(row.socket, true)
    const remote = row.version === 2 ? item.addresses.at(-1) : undefined
    const lane = remote ? lanes.find(this.#name, 'socket', remote, socket) : socket
    if (remote && item.name !== undefined) {
      const band = peerBand(item.name)
      if (band === 'end') bands.end(lane, at)
      else if (band !== undefined) bands.begin(lane, band, at)
    }
    this.#collector.add({
      at,
      lane,
      kind: 'event',
      title: cut(item.summary.replace(/^monitor event(?: \(version \d\))?: /, '')),
      fields: keepFields(item.fields, bytesShown),
      size: item.size,
      fault: item.fault,
    })
  }

  #message(row: MessageRow, at: number): void {
    const { direction, purpose, parts } = row
    const isQuit = purpose === 'quit'
    const words = parts.map(part => quoteSome(part)).join(' | ')
    const size = parts.reduce((total, part) => total + part.length, 0)
    const entry = this.#collector.add({
      at,
      lane: this.#socket(row.socket, direction === 'sent'),
      kind: isQuit ? 'quit' : 'message',
      way: direction === 'sent' ? 1 : 2,
      title: cut(`${direction} ${words}`),
      fields: parts.map((part, index) => this.#part(part, index, row)),
      size,
    })
    this.#collector.strokes.add(entry, parts)
    if (direction === 'received') this.#collector.countReceiver(this.#name, row.socket)
  }

  #part(bytes: Uint8Array, part: number, { direction, purpose, parts }: MessageRow): EntryField {
    const { bytesShown } = this.#collector
    const isLast = part === parts.length - 1
    return {
      offset: 0,
      size: bytes.length,
      hex: Buffer.from(bytes.subarray(0, bytesShown)).toString('hex'),
      name: parts.length === 1 ? 'message' : `part ${part}`,
      value: cut(quoteSome(bytes)),
      meaning: cut(
        `${escapeText(cut(purpose ?? 'message'))}, ${direction}${isLast ? '' : '; more parts follow'}`,
      ),
      source: '',
      part,
      fault: undefined,
    }
  }

  #note({ text }: NoteRow, at: number): void {
    const lane = this.#collector.lanes.find(this.#name, 'note', 'notes')
    const whole = cut(escapeText(cut(text)))
    // A line of the run's log begins with its own time; the page has a column for that.
    const title = whole.replace(/^\[ \d+\.\d+ \]: /, '')
    const fields = title === whole ? [] : [fact('line', whole)]
    this.#collector.add({ at, lane, kind: 'note', title, fields })
  }

  #start({ socket, policy, options }: GateStartRow, at: number): void {
    this.#collector.add({
      at,
      lane: this.#socket(socket, true),
      kind: 'gate',
      title: cut(`gate begins: ${escapeText(cut(policy))}`),
      fields: facts(options),
    })
  }

  #gate({ socket, input, phase, effects }: GateRow, at: number): void {
    const lane = this.#socket(socket, true)
    const shown = cut(escapeText(cut(phase)))
    this.#collector.bands.begin(lane, shown, at)
    const kinds = effects.map(effect => plainText(effect['kind'])).join(', ')
    const cause = plainText(input['event'] ?? input['kind'])
    this.#collector.add({
      at,
      lane,
      kind: 'gate',
      title: cut(`gate ${shown} after ${cause}${kinds === '' ? '' : `: ${kinds}`}`),
      fields: [
        fact('phase', shown),
        ...facts(input).map(field => ({ ...field, meaning: 'what the gate was given' })),
        ...effects.slice(0, 20).map(effect => fact('decided', plainText(effect))),
      ],
    })
  }
}

function facts(values: PlainObject): EntryField[] {
  return Object.entries(values)
    .slice(0, 50)
    .map(([name, value]) => fact(escapeText(cut(name)), plainText(value)))
}

/** Any value of a row as a line of text. */
function plainText(value: unknown): string {
  if (typeof value === 'string') return cut(escapeText(cut(value)))
  const text = JSON.stringify(value, (_, inner: unknown) =>
    inner instanceof Uint8Array ? quoteSome(inner) : inner,
  ) as string | undefined
  return text === undefined ? '' : cut(text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, escapeText))
}

function clampTime(ms: number): number {
  return Math.min(Math.max(ms, -TIME_MAX), TIME_MAX)
}
