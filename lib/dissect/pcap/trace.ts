// A byte stream written as the packets it could have travelled in: SYN, data, FIN, with right sequence
// numbers and checksums, so that tools for TCP read it. For who sees a connection's bytes, not its packets.
import type { Side } from '../conversation.js'
import { encodePcapngPacket } from './pcapng.js'

/** One end: a numeric address and a port. */
export interface TraceEnd {
  readonly address: string
  readonly port: number
}

const FIN = 1
const SYN = 2
const RESET = 4
const PUSH = 8
const ACK = 16
const WINDOW = 0xffff
/** An IP packet has at most 65,535 bytes, of which the two headers take 40 or 60. */
const PAYLOAD_MAX = 65_000
const PROTOCOL_TCP = 6
const HOP_LIMIT = 64

/** One connection's packets, as pcapng blocks for a file of raw IP packets. */
export class TcpTrace {
  readonly #ends: Readonly<Record<Side, TraceEnd>>
  readonly #next: Record<Side, number> = { connecting: 1000, binding: 5000 }
  readonly #ended: Record<Side, boolean> = { connecting: false, binding: false }

  constructor(connecting: TraceEnd, binding: TraceEnd) {
    this.#ends = { connecting, binding }
  }

  /** The three packets that open the connection. */
  open(timeNs: bigint): Buffer {
    return Buffer.concat([
      this.#packet(timeNs, 'connecting', SYN),
      this.#packet(timeNs, 'binding', SYN | ACK),
      this.#packet(timeNs, 'connecting', ACK),
    ])
  }

  /** Bytes of one side, in as many packets as they need. */
  bytes(timeNs: bigint, side: Side, bytes: Uint8Array): Buffer {
    const packets: Buffer[] = []
    for (let start = 0; start < bytes.length; start += PAYLOAD_MAX) {
      const piece = bytes.subarray(start, start + PAYLOAD_MAX)
      packets.push(this.#packet(timeNs, side, ACK | PUSH, piece))
    }
    return Buffer.concat(packets)
  }

  /** One side ends its stream, or resets the connection. */
  end(timeNs: bigint, side: Side, isReset = false): Buffer {
    if (this.#ended[side]) return Buffer.alloc(0)
    this.#ended[side] = true
    return this.#packet(timeNs, side, isReset ? RESET | ACK : FIN | ACK)
  }

  #packet(timeNs: bigint, side: Side, flags: number, payload: Uint8Array = new Uint8Array(0)) {
    const other: Side = side === 'connecting' ? 'binding' : 'connecting'
    const segment = Buffer.alloc(20 + payload.length)
    segment.writeUInt16BE(this.#ends[side].port, 0)
    segment.writeUInt16BE(this.#ends[other].port, 2)
    segment.writeUInt32BE(this.#next[side], 4)
    segment.writeUInt32BE((flags & ACK) === 0 ? 0 : this.#next[other], 8)
    segment[12] = 5 << 4
    segment[13] = flags
    segment.writeUInt16BE(WINDOW, 14)
    segment.set(payload, 20)
    const counted = (flags & (SYN | FIN)) === 0 ? 0 : 1
    this.#next[side] = (this.#next[side] + payload.length + counted) >>> 0
    return encodePcapngPacket(timeNs, this.#wrap(side, other, segment))
  }

  /** The IP packet around a segment, with both checksums. */
  #wrap(side: Side, other: Side, segment: Buffer): Buffer {
    const source = addressBytes(this.#ends[side].address)
    const target = addressBytes(this.#ends[other].address)
    const pseudo = Buffer.alloc(8)
    pseudo.writeUInt32BE(segment.length, 0)
    pseudo[7] = PROTOCOL_TCP
    segment.writeUInt16BE(checksum([source, target, pseudo, segment]), 16)
    const header = source.length === 16 ? headerIpv6(segment.length) : headerIpv4(segment.length)
    const addresses = Buffer.concat([source, target])
    if (source.length === 4) header.writeUInt16BE(checksum([header, addresses]), 10)
    return Buffer.concat([header, addresses, segment])
  }
}

function headerIpv4(payloadLength: number): Buffer {
  const header = Buffer.alloc(12)
  header[0] = 0x45
  header.writeUInt16BE(20 + payloadLength, 2)
  header.writeUInt16BE(0x4000, 6)
  header[8] = HOP_LIMIT
  header[9] = PROTOCOL_TCP
  return header
}

function headerIpv6(payloadLength: number): Buffer {
  const header = Buffer.alloc(8)
  header[0] = 0x60
  header.writeUInt16BE(payloadLength, 4)
  header[6] = PROTOCOL_TCP
  header[7] = HOP_LIMIT
  return header
}

/** The ones' complement sum of 16-bit words (RFC 1071). */
function checksum(pieces: readonly Buffer[]): number {
  let sum = 0
  for (const piece of pieces) {
    for (let index = 0; index < piece.length; index += 2) {
      sum += ((piece[index] ?? 0) << 8) | (piece[index + 1] ?? 0)
    }
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000)
  return ~sum & 0xffff
}

/** 4 or 16 bytes of a numeric address. */
function addressBytes(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from(address.split('.').map(Number))
  const bytes = Buffer.alloc(16)
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address.replace(/%.*$/, ''))
  const text =
    dotted === null
      ? address.replace(/%.*$/, '')
      : `${dotted[1]}${pair(dotted[2], dotted[3])}:${pair(dotted[4], dotted[5])}`
  const [front = '', back] = text.split('::')
  for (const [index, group] of groups(front).entries()) bytes.writeUInt16BE(group, index * 2)
  const tail = groups(back ?? '')
  for (const [index, group] of tail.entries()) {
    bytes.writeUInt16BE(group, 16 - tail.length * 2 + index * 2)
  }
  return bytes
}

function groups(part: string): number[] {
  return part === '' ? [] : part.split(':').map(group => Number.parseInt(group, 16))
}

function pair(high = '0', low = '0'): string {
  return ((Number(high) << 8) | Number(low)).toString(16)
}
