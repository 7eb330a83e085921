// The ZMTP connections of a capture: segments sorted to their connections, put into order, and explained
// if one side begins with a greeting's signature, or both with the nameless one of ZMTP 1.0. No port has to
// be named, but for other connections of ZMTP 1.0 and for those of which the beginning was not captured.
import { Conversation, type Note, type Side } from '../conversation.js'
import type { CurveKeySource } from '../curve-key-log.js'
import { append } from '../field.js'
import type { StreamOptions } from '../stream.js'
import type { Packet } from './packet.js'
import { distance, Reassembly, type Piece, type WaitingBudget } from './reassembly.js'
import { readSegment, type NoSegment, type Segment } from './segment.js'

/** Something seen on one connection. */
export interface CaptureNote {
  readonly timeNs: bigint
  /** Connections in the order they were found to be ZMTP, from 1. */
  readonly connection: number
  /** `address:port` of who connected and who listens; without a SYN, who was first to be seen. */
  readonly connecting: string
  readonly binding: string
  readonly note: Note
}

/** What a capture held beside ZMTP. */
export interface CaptureCounts {
  packets: number
  /** Connections that are ZMTP. */
  zmtp: number
  /** Connections that are something else, or whose beginning was not captured. */
  other: number
  /** Bytes that came more than once. */
  retransmitted: number
  readonly unread: Partial<Record<NoSegment, number>>
}

/** How to look for connections. */
export interface ConnectionsOptions {
  /** A connection on one of these ports is ZMTP, of 1.0 or begun before the capture if it shows no greeting. */
  readonly ports?: ReadonlySet<number>
  /** Layout of the frames, and mechanism, of connections that were begun before the capture. Default: 3.x. */
  readonly begun?: Pick<StreamOptions, 'framing' | 'mechanism'>
  /** What opens the boxes of CURVE (docs/keylog.md). */
  readonly keys?: CurveKeySource
}

interface Connection {
  readonly ends: Readonly<Record<Side, string>>
  readonly streams: Readonly<Record<Side, Reassembly>>
  readonly early: { side: Side; piece: Piece }[]
  earlyBytes: number
  hasStart: boolean
  kind: 'unknown' | 'zmtp' | 'other'
  number: number
  conversation: Conversation | undefined
}

/** A connection is told by its first bytes; one that has said more without a signature is no ZMTP. */
const EARLY_MAX = 4096
/** Nor is one of this many pieces: a capture of headers alone has pieces without a byte, without end. */
const EARLY_PIECES_MAX = 256
const SIGNATURE_LENGTH = 10
/** How a side of ZMTP 1.0 without an identity begins: a frame of no body (RFC 13). */
const NAMELESS = Buffer.from([1, 0])
/** More connections than this are forgotten, the one longest unused first. */
const CONNECTIONS_MAX = 4096
/** Bytes of a body that are kept for showing, for each direction of each connection. */
const KEEP_BYTES = 16 * 1024

/** Finds and explains the ZMTP connections of a capture. */
export class CaptureConnections {
  readonly counts: CaptureCounts = { packets: 0, zmtp: 0, other: 0, retransmitted: 0, unread: {} }
  readonly #ports: ReadonlySet<number>
  readonly #begun: StreamOptions
  readonly #connections = new Map<string, Connection>()
  readonly #budget: WaitingBudget = { bytes: 0 }
  readonly #keys: CurveKeySource | undefined
  #lastNs = 0n

  constructor(options: ConnectionsOptions = {}) {
    this.#ports = options.ports ?? new Set()
    this.#begun = { framing: '3.x', ...options.begun }
    this.#keys = options.keys
  }

  /** Takes the next packet. */
  push(packet: Packet): CaptureNote[] {
    this.counts.packets++
    this.#lastNs = packet.timeNs
    const segment = readSegment(packet)
    if (typeof segment === 'string') {
      this.counts.unread[segment] = (this.counts.unread[segment] ?? 0) + 1
      return []
    }
    return this.#receive(segment, packet.timeNs)
  }

  /** The capture has ended: explains what is left. */
  end(): CaptureNote[] {
    const notes = [...this.#connections.values()].flatMap(one => this.#forget(one, this.#lastNs))
    this.#connections.clear()
    return notes
  }

  #receive(segment: Segment, timeNs: bigint): CaptureNote[] {
    const notes: CaptureNote[] = []
    const key = keyOf(segment)
    let connection = this.#connections.get(key)
    const isOpening = segment.isSyn && segment.acknowledged === undefined
    if (
      connection !== undefined &&
      isOpening &&
      connection.hasStart &&
      isNew(connection, segment)
    ) {
      // The same two ports once more.
      append(notes, this.#forget(connection, timeNs))
      connection = undefined
    }
    this.#connections.delete(key)
    connection ??= this.#open(segment)
    this.#connections.set(key, connection)
    if (this.#connections.size > CONNECTIONS_MAX) append(notes, this.#evict(timeNs))
    const side: Side = segment.from === connection.ends.connecting ? 'connecting' : 'binding'
    return [...notes, ...this.#deliver(connection, side, segment, timeNs)]
  }

  #open(segment: Segment): Connection {
    const isAnswer = segment.isSyn && segment.acknowledged !== undefined
    const [connecting, binding] = isAnswer ? [segment.to, segment.from] : [segment.from, segment.to]
    return {
      ends: { connecting, binding },
      streams: { connecting: new Reassembly(this.#budget), binding: new Reassembly(this.#budget) },
      early: [],
      earlyBytes: 0,
      hasStart: segment.isSyn,
      kind: 'unknown',
      number: 0,
      conversation: undefined,
    }
  }

  #deliver(connection: Connection, side: Side, segment: Segment, timeNs: bigint): CaptureNote[] {
    const stream = connection.streams[side]
    const other: Side = side === 'connecting' ? 'binding' : 'connecting'
    const notes: Note[] = []
    if (segment.acknowledged !== undefined) {
      const pieces = connection.streams[other].acknowledged(segment.acknowledged)
      append(notes, this.#pieces(connection, other, pieces))
    }
    const first = segment.isSyn ? segment.sequence + 1 : segment.sequence
    if (segment.isSyn) stream.begin(first)
    if (connection.kind !== 'other') {
      const pieces = stream.push(first >>> 0, segment.payload, segment.payloadSize)
      append(notes, this.#pieces(connection, side, pieces))
    }
    if (segment.isFin || segment.isReset) {
      append(notes, this.#pieces(connection, side, stream.end()))
      const how = segment.isReset ? 'reset' : 'closed'
      append(notes, connection.conversation?.end(side, how) ?? [])
    }
    return this.#named(connection, notes, timeNs)
  }

  #named({ number, ends }: Connection, notes: readonly Note[], timeNs: bigint): CaptureNote[] {
    return notes.map(note => ({ timeNs, connection: number, ...ends, note }))
  }

  #pieces(connection: Connection, side: Side, pieces: readonly Piece[]): Note[] {
    return pieces.flatMap(piece => this.#piece(connection, side, piece))
  }

  #piece(connection: Connection, side: Side, piece: Piece): Note[] {
    if (connection.kind === 'other') return []
    if (connection.conversation !== undefined) return feed(connection.conversation, side, piece)
    connection.early.push({ side, piece: copyPiece(piece) })
    connection.earlyBytes += piece.kind === 'bytes' ? piece.bytes.length : 0
    const kind = judge(connection)
    if (kind === 'unknown') return []
    if (kind === 'zmtp' || this.#isNamed(connection)) {
      return this.#start(connection, kind === 'zmtp' || connection.hasStart)
    }
    connection.kind = 'other'
    connection.early.length = 0
    this.counts.other++
    return []
  }

  #isNamed({ ends }: Connection): boolean {
    return this.#ports.has(portOf(ends.connecting)) || this.#ports.has(portOf(ends.binding))
  }

  #start(connection: Connection, hasGreeting: boolean): Note[] {
    const conversation = new Conversation({
      keepBytes: KEEP_BYTES,
      ...(this.#keys && { keys: this.#keys }),
      ...(!hasGreeting && this.#begun),
    })
    connection.kind = 'zmtp'
    connection.conversation = conversation
    connection.number = ++this.counts.zmtp
    const early = connection.early.splice(0)
    return early.flatMap(({ side, piece }) => feed(conversation, side, piece))
  }

  #forget(connection: Connection, timeNs: bigint): CaptureNote[] {
    const notes: Note[] = []
    for (const side of ['connecting', 'binding'] as const) {
      const stream = connection.streams[side]
      append(notes, this.#pieces(connection, side, stream.end()))
      this.counts.retransmitted += stream.retransmitted
    }
    // What never said enough to be told is no ZMTP that could be shown.
    if (connection.kind === 'unknown' && connection.earlyBytes > 0) this.counts.other++
    append(notes, connection.conversation?.finish() ?? [])
    return this.#named(connection, notes, timeNs)
  }

  #evict(timeNs: bigint): CaptureNote[] {
    const [oldest] = this.#connections
    if (oldest === undefined) return []
    this.#connections.delete(oldest[0])
    return this.#forget(oldest[1], timeNs)
  }
}

/** A copy, so that a small piece does not keep the whole chunk of the file alive. */
function copyPiece(piece: Piece): Piece {
  return piece.kind === 'bytes' ? { kind: 'bytes', bytes: Buffer.from(piece.bytes) } : piece
}

function feed(conversation: Conversation, side: Side, piece: Piece): Note[] {
  return piece.kind === 'bytes'
    ? conversation.push(side, piece.bytes)
    : conversation.lose(side, piece.size)
}

/** What a connection is, by its first bytes: one side must begin with a signature. */
function judge(connection: Connection): Connection['kind'] {
  const heads = (['connecting', 'binding'] as const).map(side => headOf(connection, side))
  // A side without a signature may be ZMTP 1.0; but if the beginning was not captured, it may be any.
  const isPlausible =
    connection.hasStart || heads.every(head => head.length > 0 && isSignature(head))
  if (heads.some(isWhole) && isPlausible) return 'zmtp'
  if (connection.hasStart && heads.every(head => NAMELESS.equals(head.subarray(0, 2))))
    return 'zmtp'
  const isHopeless = connection.hasStart ? heads.every(isOther) : heads.some(isOther)
  const isLong = connection.earlyBytes > EARLY_MAX || connection.early.length > EARLY_PIECES_MAX
  return isHopeless || isLong ? 'other' : 'unknown'
}

function isWhole(head: Buffer): boolean {
  return head.length >= SIGNATURE_LENGTH && isSignature(head)
}

function isOther(head: Buffer): boolean {
  const isNameless = head.length === 1 && head[0] === NAMELESS[0]
  return head.length > 0 && !isSignature(head) && !isNameless
}

function headOf({ early }: Connection, side: Side): Buffer {
  const pieces: Buffer[] = []
  let size = 0
  for (const { side: from, piece } of early) {
    if (from !== side) continue
    if (piece.kind === 'lost' || size >= SIGNATURE_LENGTH) break
    pieces.push(piece.bytes)
    size += piece.bytes.length
  }
  return Buffer.concat(pieces).subarray(0, SIGNATURE_LENGTH)
}

/** True if bytes are the beginning of `ff … 7f`. */
function isSignature(head: Buffer): boolean {
  const last = head[SIGNATURE_LENGTH - 1]
  return head[0] === 0xff && (last === undefined || last === 0x7f)
}

function keyOf({ from, to }: Segment): string {
  return from < to ? `${from} ${to}` : `${to} ${from}`
}

function portOf(end: string): number {
  return Number(end.slice(end.lastIndexOf(':') + 1))
}

/** True if a SYN is not merely the first one once more. */
function isNew(connection: Connection, segment: Segment): boolean {
  const side: Side = segment.from === connection.ends.connecting ? 'connecting' : 'binding'
  const first = connection.streams[side].first
  return first === undefined || distance(first, segment.sequence + 1) !== 0
}
