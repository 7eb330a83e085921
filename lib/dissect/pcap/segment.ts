// From a packet to the TCP segment in it: link layer (Ethernet with VLAN tags, Linux cooked v1 and v2,
// raw IP, BSD loopback), then IPv4 or IPv6. Gives a word for what it does not read.
import type { Packet } from './packet.js'

/** A TCP segment. */
export interface Segment {
  /** `address:port`, IPv6 in brackets. */
  readonly from: string
  readonly to: string
  readonly sequence: number
  /** Undefined without the ACK flag. */
  readonly acknowledged: number | undefined
  readonly isSyn: boolean
  readonly isFin: boolean
  readonly isReset: boolean
  readonly payload: Buffer
  /** Bytes the payload had on the wire; more than `payload` holds if the packet was cut off. */
  readonly payloadSize: number
}

/** Why a packet holds no segment that can be read. */
export type NoSegment = 'link type' | 'not IP' | 'not TCP' | 'fragment' | 'cut off'

/** Link-layer header types, by their numbers in capture files. */
export const LINK_TYPES = {
  NULL: 0,
  ETHERNET: 1,
  RAW_BSD: 12,
  RAW_OPENBSD: 14,
  RAW: 101,
  LOOP: 108,
  LINUX_SLL: 113,
  IPV4: 228,
  IPV6: 229,
  LINUX_SLL2: 276,
} as const

const ETHERTYPE_IPV4 = 0x0800
const ETHERTYPE_IPV6 = 0x86dd
const VLAN_TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100])
const PROTOCOL_TCP = 6
/** IPv6 headers that stand before the payload: hop-by-hop, routing, destination options. */
const SKIPPED_HEADERS: ReadonlySet<number> = new Set([0, 43, 60])
const FRAGMENT_HEADER = 44
const FIN = 1
const SYN = 2
const RESET = 4
const ACK = 16

/** Finds the segment of a packet. */
export function readSegment(packet: Packet): Segment | NoSegment {
  const { bytes, originalSize } = packet
  const start = networkOffset(packet.linkType, bytes)
  if (typeof start !== 'number') return start
  if (start >= bytes.length) return 'cut off'
  // Bytes that were there but are not in the capture.
  const missing = originalSize - bytes.length
  const version = (bytes[start] ?? 0) >> 4
  if (version === 4) return readIpv4(bytes.subarray(start), missing)
  return version === 6 ? readIpv6(bytes.subarray(start), missing) : 'not IP'
}

/** Where the IP header begins. */
function networkOffset(linkType: number, bytes: Buffer): number | NoSegment {
  switch (linkType) {
    case LINK_TYPES.RAW:
    case LINK_TYPES.RAW_BSD:
    case LINK_TYPES.RAW_OPENBSD:
    case LINK_TYPES.IPV4:
    case LINK_TYPES.IPV6:
      return 0
    case LINK_TYPES.NULL:
    case LINK_TYPES.LOOP:
      return 4
    case LINK_TYPES.ETHERNET:
      return behindType(bytes, 12)
    case LINK_TYPES.LINUX_SLL:
      return isIp(bytes, 14) ? 16 : 'not IP'
    case LINK_TYPES.LINUX_SLL2:
      return isIp(bytes, 0) ? 20 : 'not IP'
    default:
      return 'link type'
  }
}

function behindType(bytes: Buffer, at: number): number | NoSegment {
  let offset = at
  while (offset + 2 <= bytes.length && VLAN_TAGS.has(bytes.readUInt16BE(offset))) offset += 4
  if (offset + 2 > bytes.length) return 'cut off'
  return isIp(bytes, offset) ? offset + 2 : 'not IP'
}

function isIp(bytes: Buffer, offset: number): boolean {
  if (offset + 2 > bytes.length) return false
  const type = bytes.readUInt16BE(offset)
  return type === ETHERTYPE_IPV4 || type === ETHERTYPE_IPV6
}

function readIpv4(bytes: Buffer, missing: number): Segment | NoSegment {
  const headerSize = ((bytes[0] ?? 0) & 15) * 4
  if (bytes.length < 20 || headerSize < 20 || bytes.length < headerSize) return 'cut off'
  if (bytes[9] !== PROTOCOL_TCP) return 'not TCP'
  if ((bytes.readUInt16BE(6) & 0x3fff) !== 0) return 'fragment'
  // A length of 0 is what a card that cuts packets itself is handed.
  const total = bytes.readUInt16BE(2) || bytes.length + missing
  const address = (at: number): string => [...bytes.subarray(at, at + 4)].join('.')
  return readTcp(bytes.subarray(headerSize, total), address(12), address(16), total - headerSize)
}

function readIpv6(bytes: Buffer, missing: number): Segment | NoSegment {
  if (bytes.length < 40) return 'cut off'
  let next = bytes[6] ?? 0
  let at = 40
  while (SKIPPED_HEADERS.has(next) && at + 2 <= bytes.length) {
    next = bytes[at] ?? 0
    at += 8 + (bytes[at + 1] ?? 0) * 8
  }
  if (next === FRAGMENT_HEADER) return 'fragment'
  if (next !== PROTOCOL_TCP) return 'not TCP'
  const total = bytes.readUInt16BE(4) === 0 ? bytes.length + missing : 40 + bytes.readUInt16BE(4)
  if (at > bytes.length || at > total) return 'cut off'
  const address = (start: number): string => `[${formatIpv6(bytes.subarray(start, start + 16))}]`
  return readTcp(bytes.subarray(at, total), address(8), address(24), total - at)
}

/** The address with its longest run of zero groups as `::`. */
function formatIpv6(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16))
  const text = groups.join(':')
  const runs = [...text.matchAll(/\b0(?::0\b)+/g)]
  const longest = runs.toSorted((a, b) => b[0].length - a[0].length)[0]
  if (longest === undefined) return text
  const front = text.slice(0, longest.index).replace(/:$/, '')
  return `${front}::${text.slice(longest.index + longest[0].length).replace(/^:/, '')}`
}

function readTcp(bytes: Buffer, source: string, target: string, size: number): Segment | NoSegment {
  if (bytes.length < 20) return 'cut off'
  const headerSize = ((bytes[12] ?? 0) >> 4) * 4
  if (headerSize < 20 || size < headerSize) return 'cut off'
  const flags = bytes[13] ?? 0
  return {
    from: `${source}:${bytes.readUInt16BE(0)}`,
    to: `${target}:${bytes.readUInt16BE(2)}`,
    sequence: bytes.readUInt32BE(4),
    acknowledged: (flags & ACK) === 0 ? undefined : bytes.readUInt32BE(8),
    isSyn: (flags & SYN) !== 0,
    isFin: (flags & FIN) !== 0,
    isReset: (flags & RESET) !== 0,
    payload: bytes.subarray(headerSize),
    payloadSize: size - headerSize,
  }
}
