// Captures for the tests of the report: rows written by hand.
import { encodeRow, type CaptureRow } from '../../lib/capture/format.js'
import {
  KINDS,
  ReportBuilder,
  type ReportData,
  type ReportOptions,
} from '../../lib/report/index.js'
import { hex, NULL_GREETING } from './bytes.js'

/** The beginning of a capture. */
export const HEADER: CaptureRow = {
  kind: 'header',
  at: 0,
  format: 'rawzmq-capture',
  version: 1,
  epochMs: 1_795_500_000_000,
  implementation: 'libzmq',
  implementationVersion: '4.3.5',
  platform: 'linux-x64',
  byteOrder: 'LE',
  source: 'by hand',
}

/** An event of version 1: LISTENING, descriptor 29. */
export const LISTENING: CaptureRow = {
  kind: 'monitor',
  at: 1,
  socket: 'producer',
  version: 1,
  parts: [hex('08001d000000'), hex('"tcp://127.0.0.1:38375"')],
}

/** An event of version 2 with one value, seen by `producer`, of a peer at that port. */
export function peerEvent(at: number, event: string, port: number): CaptureRow {
  const local = hex('"tcp://127.0.0.1:5555"')
  const parts = [hex(event), hex('0100000000000000'), hex('1c00000000000000'), local]
  const remote = Buffer.from(`tcp://127.0.0.1:${port}`)
  return { kind: 'monitor', at, socket: 'producer', version: 2, parts: [...parts, remote] }
}

/** A message that a program sent or received. */
export function message(
  at: number,
  socket: string,
  text: string,
  purpose: 'work' | 'quit' = 'work',
): CaptureRow {
  const direction = socket.startsWith('producer') ? 'sent' : 'received'
  return { kind: 'message', at, socket, direction, parts: [Buffer.from(text)], purpose }
}

/** A connection from its beginning to one frame. */
export const CONNECTION: readonly CaptureRow[] = [
  {
    kind: 'connection',
    at: 10,
    connection: 'c1',
    change: 'opened',
    connecting: 'tcp://127.0.0.1:4000',
    binding: 'tcp://127.0.0.1:5555',
  },
  { kind: 'wire', at: 11, connection: 'c1', from: 'connecting', bytes: NULL_GREETING },
  { kind: 'wire', at: 12, connection: 'c1', from: 'binding', bytes: NULL_GREETING },
  {
    kind: 'wire',
    at: 13,
    connection: 'c1',
    from: 'connecting',
    bytes: hex('041a 05"READY" 0b"Socket-Type" 00000004 "PUSH"'),
  },
  {
    kind: 'wire',
    at: 14,
    connection: 'c1',
    from: 'binding',
    bytes: hex('041a 05"READY" 0b"Socket-Type" 00000004 "PULL"'),
  },
  { kind: 'wire', at: 15, connection: 'c1', from: 'connecting', bytes: hex('0002 "hi"') },
  { kind: 'connection', at: 16, connection: 'c1', change: 'ended', from: 'connecting' },
]

/** Rows as the bytes of a file. */
export function fileOf(rows: Iterable<CaptureRow>): Buffer {
  return Buffer.concat(Array.from(rows, encodeRow))
}

/** A capture with so many rows in all: messages from a producer to four consumers. */
export function* manyRows(count: number): Generator<CaptureRow, void, undefined> {
  yield HEADER
  yield LISTENING
  for (let row = 2, number = 0; row < count; row += 2, number++) {
    yield message(2 + number, 'producer', `Data-${number}`)
    if (row + 1 < count)
      yield message(2.5 + number, `consumer-${(number % 4) + 1}`, `Data-${number}`)
  }
}

/** The report of one file. */
export function build(rows: Iterable<CaptureRow>, options: ReportOptions = {}): ReportData {
  const builder = new ReportBuilder(options)
  const file = builder.file('a.msgpack')
  for (const row of rows) file.row(row)
  file.finish()
  return builder.finish('a report')
}

/** Entries as readable lines: lane, kind, way, title. */
export function linesOf({ entries, lanes, strings }: ReportData): string[] {
  const { lane, kind, way, title } = entries
  return lane.map(
    (place, at) =>
      `${lanes[place]} ${KINDS[kind[at] as number]} ${way[at]} ${strings[title[at] as number]}`,
  )
}

/** Rows of one connection: greetings and READYs of these types, then what is said. */
export function conversation(
  name: string,
  types: readonly [connecting: string, binding: string],
  said: readonly (readonly [from: 'connecting' | 'binding', at: number, text: string])[],
): CaptureRow[] {
  const wire = (from: 'connecting' | 'binding', at: number, bytes: Buffer): CaptureRow => ({
    kind: 'wire',
    at,
    connection: name,
    from,
    bytes,
  })
  const greetings = (['connecting', 'binding'] as const).map((from, index) => {
    const type = types[index] as string
    const size = Buffer.from([22 + type.length])
    const value = Buffer.from([0, 0, 0, type.length])
    const property = [hex('05"READY" 0b"Socket-Type"'), value, Buffer.from(type)]
    return wire(from, 0, Buffer.concat([NULL_GREETING, hex('04'), size, ...property]))
  })
  return [...greetings, ...said.map(([from, at, text]) => wire(from, at, hex(text)))]
}
