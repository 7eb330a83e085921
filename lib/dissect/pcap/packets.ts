// Capture files as they are read: pcap (either byte order, µs and ns) and pcapng, in any pieces, packets
// out. It holds one block at a time, and none that is larger than any packet can be.
//
//   pcap     header: magic 4, version 4, zone 4, sigfigs 4, snap length 4, link type 4
//            record: seconds 4, fraction 4, captured 4, original 4, bytes
//   pcapng   block:  type 4, length 4, body, length 4; packets in types 6, 3 and 2
import { hexNumber } from '../text.js'
import type { Packet } from './packet.js'
import { PcapngSection } from './pcapng.js'

/** No packet and no block of a sane file has more; what claims to is damage. */
export const BLOCK_MAX = 4 * 1024 * 1024

const HEADER_SIZE = 24
const RECORD_SIZE = 16
const PCAPNG_SECTION = 0x0a0d0d0a
const BLOCK_OVERHEAD = 12

/** The four magics of pcap, as a big-endian read gives them. */
const PCAP_MAGICS: Readonly<Record<number, { isLittle: boolean; fractionNs: bigint }>> = {
  0xa1b2c3d4: { isLittle: false, fractionNs: 1000n },
  0xd4c3b2a1: { isLittle: true, fractionNs: 1000n },
  0xa1b23c4d: { isLittle: false, fractionNs: 1n },
  0x4d3cb2a1: { isLittle: true, fractionNs: 1n },
}

interface PcapHeader {
  readonly isLittle: boolean
  readonly fractionNs: bigint
  readonly linkType: number
}

/** Reads packets out of a file's bytes. */
export class PacketReader {
  #pending: Buffer = Buffer.alloc(0)
  #offset = 0
  #pcap: PcapHeader | undefined
  #section: PcapngSection | undefined
  #fault: string | undefined

  /** What is wrong with the file and where; nothing is read behind it. */
  get fault(): string | undefined {
    return this.#fault
  }

  /** Takes the next bytes of the file; gives the packets that are whole. */
  push(chunk: Buffer): Packet[] {
    if (this.#fault !== undefined) return []
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    const packets: Packet[] = []
    for (;;) {
      const before = this.#pending.length
      const packet = this.#step()
      if (packet !== undefined) packets.push(packet)
      if (this.#fault !== undefined || this.#pending.length === before) return packets
    }
  }

  /** The file has ended; a cut-off last block is a fault. */
  end(): void {
    if (this.#pending.length === 0 || this.#fault !== undefined) return
    this.#fail(`the file ends in the middle of a block, ${this.#pending.length} bytes into it`)
  }

  #step(): Packet | undefined {
    if (this.#section !== undefined) return this.#readBlock(this.#section)
    if (this.#pcap !== undefined) return this.#readRecord(this.#pcap)
    if (this.#pending.length < 4) return undefined
    const magic = this.#pending.readUInt32BE()
    if (magic === PCAPNG_SECTION) {
      this.#section = new PcapngSection()
      return this.#readBlock(this.#section)
    }
    const form = PCAP_MAGICS[magic]
    if (form === undefined) {
      this.#fail(`expected the magic number of pcap or pcapng, found ${hexNumber(magic, 8)}`)
      return undefined
    }
    if (this.#pending.length < HEADER_SIZE) return undefined
    // The upper bits say whether frames carry a check sequence.
    const linkType = read32(this.#pending, 20, form.isLittle) & 0x0fff_ffff
    this.#pcap = { ...form, linkType }
    this.#skip(HEADER_SIZE)
    return undefined
  }

  #readRecord({ isLittle, fractionNs, linkType }: PcapHeader): Packet | undefined {
    if (this.#pending.length < RECORD_SIZE) return undefined
    const captured = read32(this.#pending, 8, isLittle)
    if (captured > BLOCK_MAX) {
      this.#fail(`a packet of ${captured} bytes cannot be: the file is damaged here`)
      return undefined
    }
    if (this.#pending.length < RECORD_SIZE + captured) return undefined
    const seconds = BigInt(read32(this.#pending, 0, isLittle))
    const fraction = BigInt(read32(this.#pending, 4, isLittle))
    const packet = {
      timeNs: seconds * 1_000_000_000n + fraction * fractionNs,
      linkType,
      bytes: this.#pending.subarray(RECORD_SIZE, RECORD_SIZE + captured),
      originalSize: Math.max(captured, read32(this.#pending, 12, isLittle)),
    }
    this.#skip(RECORD_SIZE + captured)
    return packet
  }

  #readBlock(section: PcapngSection): Packet | undefined {
    if (this.#pending.length < BLOCK_OVERHEAD) return undefined
    if (this.#pending.readUInt32BE() === PCAPNG_SECTION && !section.begin(this.#pending)) {
      this.#fail('expected the byte-order mark of a pcapng section')
      return undefined
    }
    const { isLittle } = section
    const length = read32(this.#pending, 4, isLittle)
    if (length > BLOCK_MAX || length < BLOCK_OVERHEAD || length % 4 !== 0) {
      this.#fail(`a block of ${length} bytes cannot be: the file is damaged here`)
      return undefined
    }
    if (this.#pending.length < length) return undefined
    if (read32(this.#pending, length - 4, isLittle) !== length) {
      this.#fail(`expected the block's length ${length} again at its end`)
      return undefined
    }
    const type = read32(this.#pending, 0, isLittle)
    const packet = section.block(type, this.#pending.subarray(8, length - 4))
    this.#skip(length)
    return packet
  }

  #skip(count: number): void {
    this.#pending = this.#pending.subarray(count)
    this.#offset += count
  }

  #fail(text: string): void {
    this.#fault = `offset ${this.#offset}: ${text}`
    this.#pending = Buffer.alloc(0)
  }
}

/** An unsigned 32-bit number in either order. */
export function read32(bytes: Buffer, offset: number, isLittle: boolean): number {
  return isLittle ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset)
}
