// What bytes are, told by themselves: the signature of a greeting, the sizes of monitor parts, the magic
// of a capture file, the shape of a command. Every answer can be overruled by who asks.
import { isHexText, isText } from './hex.js'
import { eventName } from '../monitor/events.js'
import type { ByteOrder } from '../monitor/codec.js'

/** What a list of parts or a stream holds. */
export type ByteKind = 'monitor' | 'monitor-jeromq' | 'wire' | 'frames' | 'command' | 'metadata'

/** What a file is; `text` is none that could be read as hex, at least not its first line. */
export type FileKind = 'pcap' | 'pcapng' | 'capture' | 'hex' | 'text' | 'binary'

const PCAP_MAGIC: ReadonlySet<number> = new Set([0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1])
const PCAPNG_MAGIC = 0x0a0d0d0a
const FLAGS_MAX = 7

/** What a file is, by its first bytes; `isCapture` says whether they begin a capture of ours. */
export function detectFile(
  bytes: Buffer,
  isCapture: (bytes: Buffer) => boolean = () => false,
): FileKind {
  if (bytes.length >= 4) {
    const magic = bytes.readUInt32BE()
    if (PCAP_MAGIC.has(magic)) return 'pcap'
    if (magic === PCAPNG_MAGIC) return 'pcapng'
  }
  if (isCapture(bytes)) return 'capture'
  if (isHexText(bytes)) return 'hex'
  return isText(bytes) ? 'text' : 'binary'
}

/** True if the parts have the sizes of a monitor event, of version 1 or 2, and its number is one. */
export function looksLikeMonitor(parts: readonly Uint8Array[], order: ByteOrder): boolean {
  const first = parts[0]
  if (first === undefined) return false
  if (first.length === 6) return parts.length <= 2 && isEvent(first.subarray(0, 2), order)
  if (first.length !== 8 || parts.length < 2) return false
  return parts[1]?.length === 8 && isEvent(first, order)
}

/** The event number must be one in either order: an event of the other order is still an event. */
function isEvent(bytes: Uint8Array, order: ByteOrder): boolean {
  const orders: readonly ByteOrder[] = order === 'LE' ? ['LE', 'BE'] : ['BE', 'LE']
  return orders.some(each => {
    let number = 0
    const digits = [...bytes]
    for (const byte of each === 'BE' ? digits : digits.toReversed()) number = number * 256 + byte
    return eventName(number) !== undefined
  })
}

/** A version 1 event whose two parts were written as one; undefined if it is not that. */
export function splitMonitor(bytes: Buffer, order: ByteOrder): Buffer[] | undefined {
  if (bytes.length < 6 || !isEvent(bytes.subarray(0, 2), order)) return undefined
  const address = bytes.toString('latin1', 6)
  const isAddress = /^(?:$|(?:tcp|ipc|inproc|ws|tipc|vmci):\/\/|[\w.:[\]*/-]+$)/.test(address)
  return isAddress ? [bytes.subarray(0, 6), bytes.subarray(6)] : undefined
}

/** What a run of bytes without parts is. */
export function detectBytes(bytes: Buffer): Exclude<ByteKind, 'monitor' | 'monitor-jeromq'> {
  const [first, second] = bytes
  if (first === undefined || second === undefined) return 'wire'
  if (first === 0xff) return 'wire'
  if (first <= FLAGS_MAX && isFrameStart(bytes, first, second)) return 'frames'
  if (isCommandBody(bytes, first)) return 'command'
  if (isProperty(bytes, first)) return 'metadata'
  return first <= FLAGS_MAX ? 'frames' : 'wire'
}

/** A frame of 2.0 or 3.x, of which the body fits or is all there is. */
function isFrameStart(bytes: Buffer, flags: number, size: number): boolean {
  if ((flags & 2) !== 0) return bytes.length >= 9 && bytes.readUInt32BE(1) === 0
  if ((flags & 4) === 0) return 2 + size <= bytes.length
  const nameLength = bytes[2] ?? 0
  return 2 + size <= bytes.length && (size === 0 || isName(bytes.subarray(3, 3 + nameLength)))
}

function isCommandBody(bytes: Buffer, nameLength: number): boolean {
  return nameLength > 0 && isName(bytes.subarray(1, 1 + nameLength))
}

function isName(bytes: Buffer): boolean {
  return /^[A-Z]{2,}$/.test(bytes.toString('latin1'))
}

function isProperty(bytes: Buffer, nameLength: number): boolean {
  const name = bytes.toString('latin1', 1, 1 + nameLength)
  return /^[-A-Za-z0-9_.+]+$/.test(name) && bytes.length >= 1 + nameLength + 4
}
