// From an input of any kind to printed items.
import { CaptureFormatError, CapturePlayer, type CaptureRow } from '../../lib/capture/index.js'
import {
  CaptureConnections,
  Conversation,
  dissectLines,
  dissectMonitor,
  dissectParts,
  PacketReader,
  readHex,
  StreamDissector,
  type CaptureNote,
  type Side,
} from '../../lib/dissect/index.js'
import { detectBytes, splitMonitor } from '../../lib/dissect/detect.js'
import { isJeromqEvent } from '../../lib/dissect/monitor-jeromq.js'
import { append, plural } from '../../lib/dissect/field.js'
import { steps, streamOptions } from '../../lib/dissect/sources.js'
import { HOST_ORDER } from '../../lib/monitor/index.js'
import { chunksOf, gather, GATHERED_MAX, type Input } from './input.js'
import { type ExplainOptions, refuseIdle } from './idle.js'
import type { Place, Printer } from './printer.js'

/** Explains an input; resolves when all of it is printed. */
export async function explain(
  input: Input,
  options: ExplainOptions,
  printer: Printer,
): Promise<void> {
  refuseIdle(input.kind, options)
  switch (input.kind) {
    case 'pcap':
    case 'pcapng':
      return explainPackets(input, options, printer)
    case 'capture':
      return explainCapture(input, options, printer)
    case 'hex':
      return explainHex(input, options, printer)
    case 'text':
      // What is said to be bytes is bytes, though they can be read as text.
      return isTold(options)
        ? explainBinary(input, options, printer)
        : explainHex(input, options, printer)
    case 'binary':
      return explainBinary(input, options, printer)
  }
}

async function explainPackets(
  input: Input,
  { ports, framing, mechanism, keys }: ExplainOptions,
  printer: Printer,
): Promise<void> {
  const reader = new PacketReader()
  const begun = { ...(framing && { framing }), ...(mechanism && { mechanism }) }
  const connections = new CaptureConnections({
    ...(ports && { ports }),
    ...(keys && { keys }),
    begun,
  })
  const announced = new Set<number>()
  const show = (notes: readonly CaptureNote[]): void => {
    for (const { timeNs, connection, connecting, binding, note } of notes) {
      const place = { timeNs, connection }
      if (!announced.has(connection)) {
        announced.add(connection)
        printer.line('connection', `connection ${connecting} → ${binding}`, {
          ...place,
          fields: { connecting, binding },
        })
      }
      printer.note(note, place)
    }
  }
  for await (const chunk of chunksOf(input)) {
    for (const packet of reader.push(chunk)) {
      show(connections.push(packet))
      await printer.ready()
    }
    if (reader.fault !== undefined) break
  }
  reader.end()
  show(connections.end())
  if (reader.fault !== undefined) printer.fault(reader.fault)
  printer.line('summary', packetSummary(connections), { fields: { ...connections.counts } })
}

function packetSummary({ counts }: CaptureConnections): string {
  const { packets, zmtp, other, retransmitted, unread } = counts
  const ignored = Object.entries(unread).map(([reason, count]) => `${count} ${reason}`)
  return [
    `${plural(packets, 'packet')}, ${plural(zmtp, 'ZMTP connection')}`,
    `${plural(other, 'other')} (no greeting seen; --port makes one ZMTP)`,
    `${plural(retransmitted, 'byte')} sent again`,
    ...(ignored.length === 0 ? [] : [`not read: ${ignored.join(', ')}`]),
  ].join('; ')
}

async function explainCapture(
  input: Input,
  options: ExplainOptions,
  printer: Printer,
): Promise<void> {
  const player = new CapturePlayer(chunksOf(input))
  const rows = new CaptureRows(options, printer)
  try {
    for await (const row of player) {
      rows.show(row)
      await printer.ready()
    }
  } catch (error) {
    if (!(error instanceof CaptureFormatError)) throw error
    rows.finish()
    printer.fault(`offset ${error.offset}: ${error.message}`)
    return
  }
  rows.finish()
  const { ending } = player
  if (ending?.kind === 'torn') {
    printer.fault(
      `offset ${ending.offset}: the last row is torn, ${ending.bytes} bytes of it are there`,
    )
  }
  if (ending?.kind === 'open')
    printer.line('summary', 'no last row: still being written, or cut off')
}

/** The most connections of a capture that are followed at once: a stranger's file may name a million. */
const CONNECTIONS_MAX = 4096

/** The rows of a capture, each connection with its own conversation. */
class CaptureRows {
  readonly #options: ExplainOptions
  readonly #printer: Printer
  readonly #conversations = new Map<string, Conversation>()
  #order = HOST_ORDER
  #epochNs = 0n

  constructor(options: ExplainOptions, printer: Printer) {
    this.#options = options
    this.#printer = printer
  }

  show(row: CaptureRow): void {
    const timeNs = this.#epochNs + nanoseconds(row.at)
    const printer = this.#printer
    switch (row.kind) {
      case 'header': {
        this.#order = row.byteOrder
        this.#epochNs = nanoseconds(row.epochMs) - nanoseconds(row.at)
        const { implementation, implementationVersion, platform, source } = row
        const words = `capture of ${implementation} ${implementationVersion} on ${platform}: ${source}`
        printer.line('capture', words, { timeNs: nanoseconds(row.epochMs) })
        return
      }
      case 'monitor': {
        const order = this.#options.order ?? this.#order
        printer.item(dissectMonitor(row.parts, { order }), { timeNs, socket: row.socket })
        return
      }
      case 'wire': {
        const place = { timeNs, connection: row.connection }
        const side: Side = row.from
        const { bytes } = row
        const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        for (const piece of steps(buffer)) {
          const notes = this.#conversation(row.connection).push(side, piece)
          for (const note of notes) printer.note(note, place)
        }
        return
      }
      case 'connection':
        this.#changed(row, timeNs)
        return
      default:
        this.#remark(row, timeNs)
    }
  }

  /** Explains what is left of connections that did not end. */
  finish(): void {
    for (const [connection, conversation] of this.#conversations) {
      for (const note of conversation.finish()) this.#printer.note(note, { connection })
    }
  }

  #conversation(name: string): Conversation {
    const known = this.#conversations.get(name)
    const conversation = known ?? new Conversation(streamOptions('wire', this.#options))
    // To the end of the map: first in it is who was silent for longest.
    if (known !== undefined) this.#conversations.delete(name)
    this.#conversations.set(name, conversation)
    if (this.#conversations.size > CONNECTIONS_MAX) this.#giveUpFirst()
    return conversation
  }

  #giveUpFirst(): void {
    const [first] = this.#conversations
    if (first === undefined) return
    const [connection, conversation] = first
    this.#conversations.delete(connection)
    for (const note of conversation.finish()) this.#printer.note(note, { connection })
    const words = `not followed any further: there are more than ${CONNECTIONS_MAX} connections`
    this.#printer.line('summary', words, { connection })
  }

  #changed(row: Extract<CaptureRow, { kind: 'connection' }>, timeNs: bigint): void {
    const { connection, change, from, connecting = '?', binding = '?' } = row
    const place: Place = { timeNs, connection }
    if (change === 'opened') {
      this.#conversation(connection)
      this.#printer.line('connection', `connection ${connecting} → ${binding}`, place)
      return
    }
    const how = change === 'reset' ? 'reset' : 'closed'
    const conversation = this.#conversation(connection)
    const notes = conversation.end(from ?? 'connecting', how)
    // A reset ends both directions.
    if (change === 'reset') append(notes, conversation.finish())
    for (const note of notes) this.#printer.note(note, place)
    if (conversation.isOver) this.#conversations.delete(connection)
  }

  /** Rows that hold no bytes of a protocol: one line each. */
  #remark(row: CaptureRow, timeNs: bigint): void {
    const words = remark(row)
    if (words !== undefined) this.#printer.line(row.kind, words, { timeNs, fields: { row } })
  }
}

function remark(row: CaptureRow): string | undefined {
  switch (row.kind) {
    case 'state':
      return `the ${row.side} side of #${row.connection} is in ${row.state}${row.code === undefined ? '' : ` (${row.code})`}`
    case 'message': {
      const parts = row.parts.map(part => `${part.length} bytes`).join(', ')
      return `${row.socket} ${row.direction} a ${row.purpose ?? 'message'}: ${parts}`
    }
    case 'start':
      return `gate ${row.policy} of ${row.socket} begins`
    case 'gate':
      return `gate of ${row.socket}: ${String(row.input['kind'] ?? 'input')}, now ${row.phase}`
    case 'note':
      return JSON.stringify(row.text)
    case 'end':
      return row.droppedRows === 0
        ? `end after ${row.rows} rows`
        : `end after ${row.rows} rows; ${row.droppedRows} were dropped (${row.droppedBytes} bytes)`
    default:
      return undefined
  }
}

function nanoseconds(ms: number): bigint {
  return BigInt(Math.round(Math.min(Math.max(ms, -8.64e15), 8.64e15) * 1e3)) * 1000n
}

async function explainHex(input: Input, options: ExplainOptions, printer: Printer): Promise<void> {
  const bytes = await gather(input)
  if (bytes === undefined) {
    printer.fault(`a text of hex is read up to ${GATHERED_MAX} bytes`)
    return
  }
  const { lines, error } = readHex(bytes.toString())
  const hasSides = lines.some(line => line.side !== undefined)
  for (const note of dissectLines(lines, options)) {
    if (note.kind === 'item' && !hasSides) printer.item(note.item)
    else printer.note(note)
    await printer.ready()
  }
  if (error === undefined) return
  const hint = lines.length === 0 ? '; with --as wire the text itself is taken for bytes' : ''
  printer.fault(`${error.message}${hint}`)
}

/** True if it was said what the bytes are. */
function isTold({ kind, framing, mechanism }: ExplainOptions): boolean {
  return kind !== undefined || framing !== undefined || mechanism !== undefined
}

async function explainBinary(
  input: Input,
  options: ExplainOptions,
  printer: Printer,
): Promise<void> {
  const order = options.order ?? HOST_ORDER
  const isEvent = splitMonitor(input.head, order) !== undefined && input.head[0] !== 0xff
  const isFraming = options.framing !== undefined || options.mechanism !== undefined
  const isOne = isJeromqEvent(input.head)
  const told = isEvent ? 'monitor' : isOne ? 'monitor-jeromq' : detectBytes(input.head)
  const kind = options.kind ?? (isFraming ? 'frames' : told)
  if (kind === 'wire' || kind === 'frames') {
    const stream = new StreamDissector(streamOptions(kind, options))
    for await (const chunk of chunksOf(input)) {
      for (const piece of steps(chunk)) {
        for (const item of stream.push(piece)) printer.item(item)
        await printer.ready()
      }
    }
    for (const item of stream.end()) printer.item(item)
    return
  }
  const bytes = await gather(input)
  if (bytes === undefined) printer.fault(`bytes of this kind are read up to ${GATHERED_MAX}`)
  else for (const item of dissectParts([bytes], { ...options, kind })) printer.item(item)
}
