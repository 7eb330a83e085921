// From parts and lines to what is to be explained: monitor events one behind the other, or one or both
// directions of a connection. For bytes that people wrote down or kept in a file.
import { HOST_ORDER, type ByteOrder } from '../monitor/codec.js'
import { dissectCommand } from './command.js'
import { Conversation, type Note } from './conversation.js'
import type { CurveKeySource } from './curve-key-log.js'
import { CurveSight } from './curve-sight.js'
import { detectBytes, looksLikeMonitor, splitMonitor, type ByteKind } from './detect.js'
import { FieldReader, type Item } from './field.js'
import type { Framing } from './header.js'
import type { HexLine } from './hex.js'
import { dissectMetadata } from './metadata.js'
import { dissectMonitor } from './monitor.js'
import { dissectJeromqMonitor, isJeromqEvent } from './monitor-jeromq.js'
import { KEEP_BYTES, StreamDissector, type StreamOptions } from './stream.js'

/** What is known of the bytes beforehand. */
export interface SourceOptions {
  /** What they are. Default: told by themselves. */
  readonly kind?: ByteKind | undefined
  /** Byte order of monitor events. Default: this machine's. */
  readonly order?: ByteOrder
  /** Layout of frames that come without a greeting. */
  readonly framing?: Framing | undefined
  /** Mechanism of commands that come without a greeting. */
  readonly mechanism?: string | undefined
  /** What opens the boxes of CURVE. */
  readonly keys?: CurveKeySource | undefined
}

/** How many bytes are explained at a time: the smallest frames make the most items. */
const STEP = 16 * 1024

/** Explains parts in the order they were given: monitor events, or pieces of one direction. */
export function* dissectParts(
  parts: readonly Buffer[],
  options: SourceOptions = {},
): Generator<Item, void, undefined> {
  const order = options.order ?? HOST_ORDER
  const kind = options.kind ?? detectParts(parts, order, options)
  if (kind === 'monitor') {
    for (const group of groupMonitor(parts, order)) yield dissectMonitor(group, { order })
    return
  }
  if (kind === 'monitor-jeromq') {
    for (const part of parts) yield dissectJeromqMonitor(part)
    return
  }
  const bytes = Buffer.concat(parts)
  if (kind === 'command') yield commandItem(bytes, options)
  else if (kind === 'metadata') yield metadataItem(bytes)
  else {
    const stream = new StreamDissector(streamOptions(kind, options))
    for (const piece of steps(bytes)) yield* stream.push(piece)
    yield* stream.end()
  }
}

/** Bytes in pieces of which each makes a bounded number of items. */
export function* steps(bytes: Buffer): Generator<Buffer, void, undefined> {
  for (let at = 0; at < bytes.length; at += STEP) yield bytes.subarray(at, at + STEP)
}

/** Explains lines: with `C:` and `S:` as a connection, else as `dissectParts` does. */
export function* dissectLines(
  lines: readonly HexLine[],
  options: SourceOptions = {},
): Generator<Note, void, undefined> {
  if (!lines.some(line => line.side !== undefined)) {
    const parts = lines.flatMap(line => line.parts)
    for (const item of dissectParts(parts, options))
      yield { kind: 'item', side: 'connecting', item }
    return
  }
  const conversation = new Conversation(streamOptions(options.kind ?? 'wire', options))
  let side = lines.find(line => line.side !== undefined)?.side ?? 'connecting'
  for (const line of lines) {
    side = line.side ?? side
    for (const piece of steps(Buffer.concat(line.parts))) yield* conversation.push(side, piece)
  }
  yield* conversation.finish()
}

function detectParts(
  parts: readonly Buffer[],
  order: ByteOrder,
  { framing, mechanism }: SourceOptions,
): ByteKind {
  if (framing !== undefined || mechanism !== undefined) return 'frames'
  if (looksLikeMonitor(parts.slice(0, 2), order)) return 'monitor'
  if (parts.length > 0 && parts.every(isJeromqEvent)) return 'monitor-jeromq'
  const [first = Buffer.alloc(0)] = parts
  if (parts.every(part => splitMonitor(part, order) !== undefined)) return 'monitor'
  return detectBytes(parts.length === 1 ? first : Buffer.concat(parts))
}

/** How to begin a stream of this kind. */
export function streamOptions(
  kind: ByteKind,
  { framing, mechanism, keys }: SourceOptions,
): StreamOptions {
  const isFrames = kind === 'frames' || framing !== undefined
  return {
    ...(isFrames && { framing: framing ?? '3.x' }),
    ...(mechanism !== undefined && { mechanism }),
    ...(keys !== undefined && { keys }),
  }
}

/** Cuts a list of parts into events: two of version 1, 4 + n of version 2, or one that holds both. */
function groupMonitor(parts: readonly Buffer[], order: ByteOrder): Buffer[][] {
  const groups: Buffer[][] = []
  for (let at = 0; at < parts.length;) {
    const part = parts[at] as Buffer
    const size = groupSize(parts, at, order)
    const isBoth = part.length > 8 && size === 1
    groups.push((isBoth && splitMonitor(part, order)) || parts.slice(at, at + size))
    at += size
  }
  return groups
}

function groupSize(parts: readonly Buffer[], at: number, order: ByteOrder): number {
  const first = parts[at] as Buffer
  const second = parts[at + 1]
  if (first.length !== 8) return first.length <= 6 ? 2 : 1
  if (second?.length !== 8) return parts.length - at
  const count = order === 'LE' ? second.readBigUInt64LE() : second.readBigUInt64BE()
  return count > BigInt(parts.length) ? parts.length - at : 4 + Number(count)
}

function commandItem(body: Buffer, { mechanism, keys }: SourceOptions): Item {
  const view = { sight: new CurveSight(keys), sender: body }
  const kept = body.subarray(0, KEEP_BYTES)
  const shown = dissectCommand(kept, 0, body.length, mechanism, { view })
  const { opened: _, isClosed: __, ...command } = shown
  return { kind: 'command', offset: 0, size: body.length, ...command }
}

function metadataItem(bytes: Buffer): Item {
  const reader = new FieldReader(bytes.subarray(0, KEEP_BYTES), 0, bytes.length)
  const { socketType } = dissectMetadata(reader)
  return {
    kind: 'command',
    name: undefined,
    offset: 0,
    size: bytes.length,
    summary: socketType === undefined ? 'metadata' : `metadata: ${socketType}`,
    facts: socketType === undefined ? {} : { socketType },
    fields: reader.fields,
    ...(reader.fault !== undefined && { fault: reader.fault }),
  }
}
