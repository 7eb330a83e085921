// The blocks of pcapng, read and written: section header, interface description, and the three kinds of
// packet block. Other blocks are passed over.
//
//   section header  type 0a0d0d0a   byte-order mark 1a2b3c4d, version 1.0, section length (-1 = unknown)
//   interface       type 1          link type 2, reserved 2, snap length 4, options
//   enhanced packet type 6          interface 4, time high 4, time low 4, captured 4, original 4, bytes
//   simple packet   type 3          original 4, bytes
//   packet (old)    type 2          interface 2, drops 2, time high 4, low 4, captured 4, original 4, bytes
import type { Packet } from './packet.js'

interface Interface {
  readonly linkType: number
  readonly snapLength: number
  /** Ticks a second. */
  readonly resolution: bigint
  readonly offsetSeconds: bigint
}

const ORDER_MARK = 0x1a2b3c4d
const SECTION = 0x0a0d0d0a
const INTERFACE = 1
const OLD_PACKET = 2
const SIMPLE_PACKET = 3
const ENHANCED_PACKET = 6
const OPTION_RESOLUTION = 9
const OPTION_TIME_OFFSET = 14
const INTERFACES_MAX = 4096
const MICROSECONDS = 1_000_000n
const NANOSECONDS = 1_000_000_000n
const NANOSECOND_EXPONENT = 9

/** What a section has said so far. */
export class PcapngSection {
  isLittle = true
  readonly #interfaces: Interface[] = []

  /** Begins a section anew from its header block; false if it is none. */
  begin(block: Buffer): boolean {
    const mark = block.readUInt32LE(8)
    if (mark !== ORDER_MARK && block.readUInt32BE(8) !== ORDER_MARK) return false
    this.isLittle = mark === ORDER_MARK
    this.#interfaces.length = 0
    return true
  }

  /** Takes a block's body; gives its packet, if it holds one that can be read. */
  block(type: number, body: Buffer): Packet | undefined {
    switch (type) {
      case INTERFACE:
        this.#addInterface(body)
        return undefined
      case ENHANCED_PACKET:
        return body.length < 20 ? undefined : this.#packet(body, this.#u32(body, 0), 4)
      case OLD_PACKET:
        return body.length < 20 ? undefined : this.#packet(body, this.#u16(body, 0), 4)
      case SIMPLE_PACKET:
        return this.#simplePacket(body)
      default:
        return undefined
    }
  }

  #addInterface(body: Buffer): void {
    if (body.length < 8 || this.#interfaces.length >= INTERFACES_MAX) return
    let resolution = MICROSECONDS
    let offsetSeconds = 0n
    let at = 8
    while (at + 4 <= body.length) {
      const code = this.#u16(body, at)
      const length = this.#u16(body, at + 2)
      const value = body.subarray(at + 4, at + 4 + length)
      if (code === 0) break
      if (code === OPTION_RESOLUTION && value.length === 1) resolution = ticks(value[0] ?? 6)
      if (code === OPTION_TIME_OFFSET && value.length === 8) {
        offsetSeconds = this.isLittle ? value.readBigInt64LE() : value.readBigInt64BE()
      }
      at += 4 + padded(length)
    }
    const linkType = this.#u16(body, 0)
    const snapLength = this.#u32(body, 4)
    this.#interfaces.push({ linkType, snapLength, resolution, offsetSeconds })
  }

  #packet(body: Buffer, index: number, at: number): Packet | undefined {
    const from = this.#interfaces[index]
    const captured = this.#u32(body, at + 8)
    const start = at + 16
    if (from === undefined || start + captured > body.length) return undefined
    const time = (BigInt(this.#u32(body, at)) << 32n) | BigInt(this.#u32(body, at + 4))
    return {
      timeNs: (time * NANOSECONDS) / from.resolution + from.offsetSeconds * NANOSECONDS,
      linkType: from.linkType,
      bytes: body.subarray(start, start + captured),
      originalSize: Math.max(captured, this.#u32(body, at + 12)),
    }
  }

  #simplePacket(body: Buffer): Packet | undefined {
    const from = this.#interfaces[0]
    if (from === undefined || body.length < 4) return undefined
    const originalSize = this.#u32(body, 0)
    const limit = from.snapLength === 0 ? originalSize : Math.min(originalSize, from.snapLength)
    const bytes = body.subarray(4, 4 + limit)
    return { timeNs: 0n, linkType: from.linkType, bytes, originalSize }
  }

  #u16(bytes: Buffer, offset: number): number {
    return this.isLittle ? bytes.readUInt16LE(offset) : bytes.readUInt16BE(offset)
  }

  #u32(bytes: Buffer, offset: number): number {
    return this.isLittle ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset)
  }
}

/** if_tsresol: a power of ten, or of two if the top bit is set. */
function ticks(resolution: number): bigint {
  const exponent = BigInt(resolution & 0x7f)
  return (resolution & 0x80) === 0 ? 10n ** exponent : 2n ** exponent
}

function padded(length: number): number {
  return (length + 3) & ~3
}

function encodeBlock(type: number, body: Buffer): Buffer {
  const length = 12 + padded(body.length)
  const bytes = Buffer.alloc(length)
  bytes.writeUInt32LE(type, 0)
  bytes.writeUInt32LE(length, 4)
  body.copy(bytes, 8)
  bytes.writeUInt32LE(length, length - 4)
  return bytes
}

/** The first two blocks of a file: little end first, one interface, times in nanoseconds. */
export function encodePcapngHeader(linkType: number): Buffer {
  const section = Buffer.alloc(16, 0xff)
  section.writeUInt32LE(ORDER_MARK, 0)
  section.writeUInt16LE(1, 4)
  section.writeUInt16LE(0, 6)
  const description = Buffer.alloc(20)
  description.writeUInt16LE(linkType, 0)
  description.writeUInt16LE(OPTION_RESOLUTION, 8)
  description.writeUInt16LE(1, 10)
  description[12] = NANOSECOND_EXPONENT
  return Buffer.concat([encodeBlock(SECTION, section), encodeBlock(INTERFACE, description)])
}

/** One packet of the first interface. */
export function encodePcapngPacket(timeNs: bigint, bytes: Uint8Array): Buffer {
  const head = Buffer.alloc(20)
  head.writeUInt32LE(Number(timeNs >> 32n), 4)
  head.writeUInt32LE(Number(timeNs & 0xffff_ffffn), 8)
  head.writeUInt32LE(bytes.length, 12)
  head.writeUInt32LE(bytes.length, 16)
  return encodeBlock(ENHANCED_PACKET, Buffer.concat([head, bytes]))
}
