// A capture as bytes written by hand, by the MessagePack specification and docs/captures.md, with the
// values it must be read as.
import type { CaptureRow } from '../../lib/capture/format.js'
import { hex } from './bytes.js'

const AT = 'a2 "at"'
const SOCKET = 'a6 "socket" a1 "s"'
const CONNECTION = 'aa "connection" a2 "c1"'

/** One row of each kind, as hex. */
export const ROWS_HEX: readonly string[] = [
  `8a a4 "kind" a6 "header" ${AT} 00 a6 "format" ae "rawzmq-capture" a7 "version" 01
   a7 "epochMs" cb 4276b74e08680800 ae "implementation" a6 "libzmq"
   b5 "implementationVersion" a5 "4.3.5" a8 "platform" a9 "linux-x64"
   a9 "byteOrder" a2 "LE" a6 "source" a6 "vector"`,
  `85 a4 "kind" a7 "monitor" ${AT} cb 3ff8000000000000 ${SOCKET} a7 "version" 01
   a5 "parts" 92 c4 06 001000000000 c4 15 "tcp://127.0.0.1:38375"`,
  `85 a4 "kind" a4 "wire" ${AT} 02 ${CONNECTION} a4 "from" a7 "binding" a5 "bytes" c4 03 ff007f`,
  `85 a4 "kind" aa "connection" ${AT} 02 ${CONNECTION} a6 "change" a5 "ended"
   a4 "from" aa "connecting"`,
  `85 a4 "kind" a5 "state" ${AT} 02 ${CONNECTION} a4 "side" a7 "binding" a5 "state" a7 "traffic"`,
  `86 a4 "kind" a7 "message" ${AT} 03 ${SOCKET} a9 "direction" a4 "sent" a5 "parts" 91 c4 00
   a7 "purpose" a4 "quit"`,
  `85 a4 "kind" a5 "start" ${AT} 03 ${SOCKET} a6 "policy" a5 "ready"
   a7 "options" 81 a9 "consumers" 04`,
  `86 a4 "kind" a4 "gate" ${AT} 03 ${SOCKET} a5 "input" 81 a4 "kind" a5 "bound"
   a5 "phase" a7 "waiting" a7 "effects" 91 81 a4 "kind" a4 "read"`,
  `83 a4 "kind" a4 "note" ${AT} 04 a4 "text" a2 "hi"`,
  `85 a4 "kind" a3 "end" ${AT} 05 a4 "rows" 09 ab "droppedRows" 00 ac "droppedBytes" 00`,
].map(row => row.replaceAll(/\s+/g, ' '))

/** The same as values. */
export const ROWS: readonly CaptureRow[] = [
  {
    kind: 'header',
    at: 0,
    format: 'rawzmq-capture',
    version: 1,
    epochMs: 1561034000000.5,
    implementation: 'libzmq',
    implementationVersion: '4.3.5',
    platform: 'linux-x64',
    byteOrder: 'LE',
    source: 'vector',
  },
  {
    kind: 'monitor',
    at: 1.5,
    socket: 's',
    version: 1,
    parts: [hex('001000000000'), hex('"tcp://127.0.0.1:38375"')],
  },
  { kind: 'wire', at: 2, connection: 'c1', from: 'binding', bytes: hex('ff007f') },
  { kind: 'connection', at: 2, connection: 'c1', change: 'ended', from: 'connecting' },
  { kind: 'state', at: 2, connection: 'c1', side: 'binding', state: 'traffic' },
  {
    kind: 'message',
    at: 3,
    socket: 's',
    direction: 'sent',
    parts: [Buffer.alloc(0)],
    purpose: 'quit',
  },
  { kind: 'start', at: 3, socket: 's', policy: 'ready', options: { consumers: 4 } },
  {
    kind: 'gate',
    at: 3,
    socket: 's',
    input: { kind: 'bound' },
    phase: 'waiting',
    effects: [{ kind: 'read' }],
  },
  { kind: 'note', at: 4, text: 'hi' },
  { kind: 'end', at: 5, rows: 9, droppedRows: 0, droppedBytes: 0 },
]

/** All of it as one file. */
export const CAPTURE_BYTES = Buffer.concat(ROWS_HEX.map(hex))

/** A value with each Uint8Array as hex, so that Buffer and Uint8Array compare alike. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plain(field)]))
}
