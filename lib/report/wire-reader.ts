// The bytes of the connections of one capture: greetings, commands and frames as entries, and where each
// connection stands as a band.
import type { ConnectionRow, StateRow, WireRow } from '../capture/format.js'
import { Conversation, type Note } from '../dissect/conversation.js'
import type { Item } from '../dissect/field.js'
import { steps } from '../dissect/sources.js'
import { escapeText } from '../dissect/text.js'
import type { Collector } from './collector.js'
import { cut } from './cut.js'
import { fact, keepFields } from './entry.js'
import { ExchangeReader } from './exchange-reader.js'
import type { Lane } from './lanes.js'
import type { Kind } from './model.js'

interface Wire {
  readonly lane: Lane
  readonly conversation: Conversation
  readonly exchanges: ExchangeReader
}

const KIND_OF: Readonly<Record<Item['kind'], Kind>> = {
  greeting: 'greeting',
  command: 'command',
  frame: 'frame',
  monitor: 'event',
  rest: 'frame',
}

/** Connections a file may have at a time; the oldest is no longer read. */
const WIRES_MAX = 10_000

/** Reads the connections of one file. */
export class WireReader {
  readonly #file: string
  readonly #collector: Collector
  readonly #wires = new Map<string, Wire>()

  constructor(file: string, collector: Collector) {
    this.#file = file
    this.#collector = collector
  }

  /** Takes a row, `at` milliseconds since the Unix epoch. */
  row(row: WireRow | ConnectionRow | StateRow, at: number): void {
    const wire = this.#wire(row.connection, at)
    switch (row.kind) {
      case 'wire': {
        const { bytes, from } = row
        const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        for (const piece of steps(buffer)) {
          for (const note of wire.conversation.push(from, piece)) this.#note(wire, note, at)
        }
        return
      }
      case 'connection':
        return this.#changed(wire, row, at)
      case 'state': {
        const { side, state, code } = row
        const words = `the ${side} side is in ${state}${code === undefined ? '' : ` (${code})`}`
        return this.#state(wire, cut(escapeText(cut(words))), at)
      }
    }
  }

  /** No row is to come: explains what is left of connections that did not end. */
  finish(at: number): void {
    for (const wire of this.#wires.values()) {
      for (const note of wire.conversation.finish()) this.#note(wire, note, at)
    }
    this.#wires.clear()
  }

  #wire(name: string, at: number): Wire {
    const known = this.#wires.get(name)
    if (known !== undefined) return known
    const oldest = this.#wires.keys().next()
    if (this.#wires.size >= WIRES_MAX && oldest.done !== true) this.#wires.delete(oldest.value)
    const lane = this.#collector.lanes.find(this.#file, 'connection', `connection ${name}`)
    const exchanges = new ExchangeReader(this.#collector.exchanges, lane)
    const conversation = new Conversation(this.#collector.wire)
    const wire = { lane, conversation, exchanges }
    this.#wires.set(name, wire)
    this.#collector.countConnection()
    this.#collector.bands.begin(lane, 'greeting', at)
    return wire
  }

  #changed(wire: Wire, row: ConnectionRow, at: number): void {
    const { change, from, connecting = '?', binding = '?' } = row
    if (change === 'opened') {
      const words = cut(escapeText(cut(`${connecting} → ${binding}`)))
      return this.#state(wire, `opened: ${words}`, at)
    }
    const how = change === 'reset' ? 'reset' : 'closed'
    for (const note of wire.conversation.end(from ?? 'connecting', how)) this.#note(wire, note, at)
    this.#collector.bands.end(wire.lane, at)
    wire.exchanges.end(at)
  }

  #note(wire: Wire, note: Note, at: number): void {
    if (note.kind === 'state') {
      this.#state(wire, cut(note.words), at)
      const band = wire.conversation.hasFailed ? 'failed' : bandOf(note.words)
      if (band !== undefined) this.#collector.bands.begin(wire.lane, band, at)
      return
    }
    const { side, item } = note
    const entry = this.#collector.add({
      at,
      lane: wire.lane,
      kind: KIND_OF[item.kind],
      way: side === 'connecting' ? 1 : 2,
      title: cut(item.summary),
      fields: keepFields(item.fields, this.#collector.bytesShown),
      offset: item.offset,
      size: item.size,
      fault: item.fault,
    })
    wire.exchanges.take(side, item, entry, wire.conversation.socketTypes)
  }

  #state({ lane }: Wire, title: string, at: number): void {
    const fields = [fact('connection', lane.name), fact('state', title)]
    this.#collector.add({ at, lane, kind: 'state', title, fields })
  }
}

/** The band that begins where a conversation comes to stand so. */
function bandOf(words: string): string | undefined {
  if (words.startsWith('greetings exchanged')) return 'handshake'
  if (words.startsWith('ready') || words.startsWith('connected by')) return 'traffic'
  return undefined
}
