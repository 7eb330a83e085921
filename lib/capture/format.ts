// The rows of a capture: a file is one MessagePack map a row, one behind the other, the header first
// (docs/captures.md). Here are the kinds, their fields and the way from a row to bytes and back.
import { Decoder, Encoder } from '@msgpack/msgpack'
import { CaptureFormatError } from './format-error.js'

/** The version of the format that is written. Readers take this one and every older one. */
export const CAPTURE_VERSION = 1

/** What the header's `format` says. */
export const CAPTURE_FORMAT = 'rawzmq-capture'

/** The largest row in bytes; what is larger is not recorded, and no reader holds it. */
export const ROW_SIZE_MAX = 64 * 1024 * 1024

/** A value that MessagePack carries as it is: what a gate is given and gives. */
export type PlainObject = Readonly<Record<string, unknown>>

/** The side of a connection by how it came to be: the one that dialled, the one that accepted. */
export type ConnectionSide = 'connecting' | 'binding'

interface AnyRow {
  /** Monotonic milliseconds since an arbitrary start, the same for all rows of a file. */
  readonly at: number
}

/** First of all: who recorded what, where and when. */
export interface HeaderRow extends AnyRow {
  readonly kind: 'header'
  readonly format: typeof CAPTURE_FORMAT
  /** Version of the format. */
  readonly version: number
  /** Milliseconds since the Unix epoch at the moment `at`. */
  readonly epochMs: number
  /** Whose events and bytes these are: `rawzmq`, `libzmq`, or another. */
  readonly implementation: string
  readonly implementationVersion: string
  /** Node's `process.platform` and `process.arch`, such as `linux-x64`. */
  readonly platform: string
  /** The order of the numbers in monitor parts. */
  readonly byteOrder: 'LE' | 'BE'
  /** A scenario's id, or the command line. */
  readonly source: string
}

/** The parts of one monitor event, as they came. */
export interface MonitorRow extends AnyRow {
  readonly kind: 'monitor'
  /** Whose events they are: a name that is unique in the file, such as `producer`. */
  readonly socket: string
  /** The form of the event: 1 (two parts) or 2 (4 + n parts). */
  readonly version: 1 | 2
  readonly parts: readonly Uint8Array[]
}

/** Bytes of one connection in one direction, cut as they were read or written. */
export interface WireRow extends AnyRow {
  readonly kind: 'wire'
  /** A name for the connection that is unique in the file. */
  readonly connection: string
  /** The side that sent them. */
  readonly from: ConnectionSide
  readonly bytes: Uint8Array
}

/** A connection begins or ends. */
export interface ConnectionRow extends AnyRow {
  readonly kind: 'connection'
  readonly connection: string
  /** `ended`: a side has ended its stream (FIN); `reset`: the connection failed (RST). */
  readonly change: 'opened' | 'ended' | 'reset'
  /** For `ended` and `reset`: the side that did it, if that is known. */
  readonly from?: ConnectionSide
  /** The side that the header's implementation is, where the other side is somebody else. */
  readonly own?: ConnectionSide
  /** The endpoint of the connecting side. */
  readonly connecting?: string
  /** The endpoint of the binding side. */
  readonly binding?: string
}

/** Where a side of a connection stands, having read all the bytes before this row. */
export interface StateRow extends AnyRow {
  readonly kind: 'state'
  readonly connection: string
  /** The side whose state it is. */
  readonly side: ConnectionSide
  /** `greeting`, `handshake`, `traffic` or `closed`. */
  readonly state: string
  /** For `closed`: the code of the fault. */
  readonly code?: string
}

/** One whole message, as a program sent or received it. */
export interface MessageRow extends AnyRow {
  readonly kind: 'message'
  readonly socket: string
  readonly direction: 'sent' | 'received'
  readonly parts: readonly Uint8Array[]
  /** What it was for, such as `work` or `quit`. */
  readonly purpose?: string
}

/** A gate begins: what replaying it needs beside the inputs. */
export interface GateStartRow extends AnyRow {
  readonly kind: 'start'
  readonly socket: string
  /** `ready` or `article`. */
  readonly policy: string
  readonly options: PlainObject
}

/** What a gate was given, and what it made of it. */
export interface GateRow extends AnyRow {
  readonly kind: 'gate'
  readonly socket: string
  readonly input: PlainObject
  /** The phase after it. */
  readonly phase: string
  readonly effects: readonly PlainObject[]
}

/** A line for people, such as one of the run's log. */
export interface NoteRow extends AnyRow {
  readonly kind: 'note'
  readonly text: string
}

/** Last of all, if the recorder was closed in order. */
export interface EndRow extends AnyRow {
  readonly kind: 'end'
  /** Rows before this one, the header counted. */
  readonly rows: number
  /** Rows that were not written, and the bytes they would have had. */
  readonly droppedRows: number
  readonly droppedBytes: number
}

/** Any row. */
export type CaptureRow =
  | HeaderRow
  | MonitorRow
  | WireRow
  | ConnectionRow
  | StateRow
  | MessageRow
  | GateStartRow
  | GateRow
  | NoteRow
  | EndRow

/** The kinds of rows. */
type RowKind = CaptureRow['kind']

type Check = (value: unknown) => boolean

const isText: Check = value => typeof value === 'string'
const isTime: Check = value => typeof value === 'number' && Number.isFinite(value)
const isCount: Check = value => Number.isSafeInteger(value) && (value as number) >= 0
const isBytes: Check = value => value instanceof Uint8Array
const isParts: Check = value => Array.isArray(value) && value.every(isBytes)
const isObject: Check = value =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
const isObjects: Check = value => Array.isArray(value) && value.every(isObject)
const isOneOf =
  (...allowed: readonly unknown[]): Check =>
  value =>
    allowed.includes(value)
const isSide = isOneOf('connecting', 'binding')
const optional =
  (check: Check): Check =>
  value =>
    value === undefined || check(value)

/** The fields of each kind; `kind` and `at` are in all of them. */
const FIELDS: Readonly<Record<RowKind, Readonly<Record<string, Check>>>> = {
  header: {
    format: isOneOf(CAPTURE_FORMAT),
    version: isCount,
    epochMs: isTime,
    implementation: isText,
    implementationVersion: isText,
    platform: isText,
    byteOrder: isOneOf('LE', 'BE'),
    source: isText,
  },
  monitor: { socket: isText, version: isOneOf(1, 2), parts: isParts },
  wire: { connection: isText, from: isSide, bytes: isBytes },
  connection: {
    connection: isText,
    change: isOneOf('opened', 'ended', 'reset'),
    from: optional(isSide),
    own: optional(isSide),
    connecting: optional(isText),
    binding: optional(isText),
  },
  state: { connection: isText, side: isSide, state: isText, code: optional(isText) },
  message: {
    socket: isText,
    direction: isOneOf('sent', 'received'),
    parts: isParts,
    purpose: optional(isText),
  },
  start: { socket: isText, policy: isText, options: isObject },
  gate: { socket: isText, input: isObject, phase: isText, effects: isObjects },
  note: { text: isText },
  end: { rows: isCount, droppedRows: isCount, droppedBytes: isCount },
}

const encoder = new Encoder({ ignoreUndefined: true })
const decoder = new Decoder()

/**
 * One row as bytes: `kind` first, so that a capture can be told by its first bytes.
 *
 * @throws Error for a value inside `input`, `effects` or `options` that MessagePack has no form for
 */
export function encodeRow(row: CaptureRow): Uint8Array {
  const { kind, at, ...fields } = row
  return encoder.encode({ kind, at, ...fields })
}

/**
 * The row in `bytes`, which hold exactly one MessagePack value and belong to the row from now on: its
 * bytes are views of them. Undefined for a kind that this version does not know.
 *
 * @param offset where it stands in its file, for errors
 * @throws CaptureFormatError if it is no row, or a field is missing or of the wrong form
 */
export function decodeRow(bytes: Uint8Array, offset = 0): CaptureRow | undefined {
  let row: unknown
  try {
    row = decoder.decode(bytes)
  } catch (error) {
    // DecodeError or RangeError of the msgpack package: a key that is no text, a bad timestamp, …
    throw new CaptureFormatError('ERR_CAPTURE_STRUCTURE', offset, (error as Error).message)
  }
  if (!isObject(row)) throw new CaptureFormatError('ERR_CAPTURE_ROW', offset, 'a row is no map')
  const fields = row as PlainObject
  const { kind } = fields
  if (!isText(kind)) throw new CaptureFormatError('ERR_CAPTURE_ROW', offset, 'a row has no kind')
  if (!Object.hasOwn(FIELDS, kind as string)) return undefined
  const checks = { at: isTime, ...FIELDS[kind as RowKind] }
  for (const [field, check] of Object.entries(checks)) {
    if (!check(fields[field])) {
      const text = `${kind as string}: ${field} is missing or of the wrong form`
      throw new CaptureFormatError('ERR_CAPTURE_ROW', offset, text)
    }
  }
  return row as CaptureRow
}

const HEADER_START = Buffer.from('\xa4kind\xa6header', 'latin1')

/**
 * True if these first bytes of a file are, or may become, those of a capture: a map that begins with
 * `kind: header`. Sixteen bytes are enough to be sure.
 */
export function isCapture(start: Uint8Array): boolean {
  const [first] = start
  if (first !== undefined && (first & 0xf0) !== 0x80 && first !== 0xde) return false
  const behindMap = first === 0xde ? 3 : 1
  const text = start.subarray(behindMap, behindMap + HEADER_START.length)
  return HEADER_START.subarray(0, text.length).equals(text)
}
