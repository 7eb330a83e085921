// From parts and lines to what is to be explained: monitor events one behind the other, or one or both
// directions of a connection. For bytes that people wrote down or kept in a file.
import { HOST_ORDER, type ByteOrder } from '../monitor/codec.js'
import { dissectCommand } from './command.js'
import { Conversation, type Note } from './conversation.js'
import { detectBytes, looksLikeMonitor, splitMonitor, type ByteKind } from './detect.js'
import { FieldReader, type Item } from './field.js'
import type { Framing } from './header.js'
import type { HexLine } from './hex.js'
import { dissectMetadata } from './metadata.js'
import { dissectMonitor } from './monitor.js'
import { StreamDissector, type StreamOptions } from './stream.js'

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
}

/** Explains parts in the order they were given: monitor events, or pieces of one direction. */
export function dissectParts(parts: readonly Buffer[], options: SourceOptions = {}): Item[] {
  const order = options.order ?? HOST_ORDER
  const kind = options.kind ?? detectParts(parts, order, options)
  if (kind === 'monitor') {
    return groupMonitor(parts, order).map(group => dissectMonitor(group, { order }))
  }
  const bytes = Buffer.concat(parts)
  if (kind === 'command') return [commandItem(bytes, options.mechanism)]
  if (kind === 'metadata') return [metadataItem(bytes)]
  const stream = new StreamDissector(streamOptions(kind, options))
  return [...stream.push(bytes), ...stream.end()]
}

/** Explains lines: with `C:` and `S:` as a connection, else as `dissectParts` does. */
export function dissectLines(lines: readonly HexLine[], options: SourceOptions = {}): Note[] {
  if (!lines.some(line => line.side !== undefined)) {
    const parts = lines.flatMap(line => line.parts)
    return dissectParts(parts, options).map(item => ({ kind: 'item', side: 'connecting', item }))
  }
  const conversation = new Conversation(streamOptions(options.kind ?? 'wire', options))
  let side = lines.find(line => line.side !== undefined)?.side ?? 'connecting'
  const notes: Note[] = []
  for (const line of lines) {
    side = line.side ?? side
    notes.push(...conversation.push(side, Buffer.concat(line.parts)))
  }
  return [...notes, ...conversation.finish()]
}

function detectParts(
  parts: readonly Buffer[],
  order: ByteOrder,
  { framing, mechanism }: SourceOptions,
): ByteKind {
  if (framing !== undefined || mechanism !== undefined) return 'frames'
  if (looksLikeMonitor(parts.slice(0, 2), order)) return 'monitor'
  const [first = Buffer.alloc(0)] = parts
  if (parts.every(part => splitMonitor(part, order) !== undefined)) return 'monitor'
  return detectBytes(parts.length === 1 ? first : Buffer.concat(parts))
}

/** How to begin a stream of this kind. */
export function streamOptions(
  kind: ByteKind,
  { framing, mechanism }: SourceOptions,
): StreamOptions {
  const isFrames = kind === 'frames' || framing !== undefined
  return {
    ...(isFrames && { framing: framing ?? '3.x' }),
    ...(mechanism !== undefined && { mechanism }),
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

function commandItem(body: Buffer, mechanism: string | undefined): Item {
  const command = dissectCommand(body, 0, body.length, mechanism)
  return { kind: 'command', offset: 0, size: body.length, ...command }
}

function metadataItem(bytes: Buffer): Item {
  const reader = new FieldReader(bytes)
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
