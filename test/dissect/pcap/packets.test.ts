// Capture files: every form and byte order, in any pieces, damaged; what we write ourselves.
import { readFileSync } from 'node:fs'
import t from 'tap'
import { PacketReader, type Packet } from '../../../lib/dissect/index.js'
import { feedByteByByte, hex } from '../../support/bytes.js'

function read(bytes: Buffer): { packets: Packet[]; fault: string | undefined } {
  const reader = new PacketReader()
  const packets = reader.push(bytes)
  reader.end()
  return { packets, fault: reader.fault }
}

const PACKET = { linkType: 101, bytes: hex('45"abc"'), originalSize: 9 }

t.test('pcap: both byte orders, microseconds and nanoseconds', async t => {
  const little = '0200 0400 00*8 00000400 65000000 01000000 05000000 04000000 09000000 45"abc"'
  const big = '0002 0004 00*8 00040000 00000065 00000001 00000005 00000004 00000009 45"abc"'
  for (const [magic, rest, timeNs] of [
    ['d4c3b2a1', little, 1_000_005_000n],
    ['4d3cb2a1', little, 1_000_000_005n],
    ['a1b2c3d4', big, 1_000_005_000n],
    ['a1b23c4d', big, 1_000_000_005n],
  ] as const) {
    t.strictSame(read(hex(`${magic} ${rest}`)), {
      packets: [{ timeNs, ...PACKET }],
      fault: undefined,
    })
  }
})

const SECTION = '0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000'
const INTERFACE = '01000000 14000000 6500 0000 00000000 14000000'

t.test('pcapng: enhanced, old and simple packet blocks, resolutions, byte orders', async t => {
  const data = '45"abc"'
  const enhanced = `06000000 24000000 00000000 00000000 40420f00 04000000 09000000 ${data} 24000000`
  t.strictSame(read(hex(`${SECTION} ${INTERFACE} ${enhanced}`)), {
    packets: [{ timeNs: 1_000_000_000n, ...PACKET }],
    fault: undefined,
  })
  const old = `02000000 24000000 0000 0000 00000000 01000000 04000000 09000000 ${data} 24000000`
  t.strictSame(read(hex(`${SECTION} ${INTERFACE} ${old}`)).packets[0]?.timeNs, 1000n)
  const simple = `03000000 14000000 04000000 ${data} 14000000`
  t.strictSame(read(hex(`${SECTION} ${INTERFACE} ${simple}`)).packets, [
    { timeNs: 0n, linkType: 101, bytes: hex(data), originalSize: 4 },
  ])
  // Nanoseconds, ten seconds off.
  const options = '0900 0100 09000000 0e00 0800 0a00000000000000 0000 0000'
  const fine = `01000000 2c000000 6500 0000 00000000 ${options} 2c000000`
  t.equal(read(hex(`${SECTION} ${fine} ${enhanced}`)).packets[0]?.timeNs, 10_001_000_000n)
  const big =
    '0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c ' +
    '00000001 00000014 0065 0000 00000000 00000014 ' +
    `00000006 00000024 00000000 00000000 000f4240 00000004 00000009 ${data} 00000024`
  t.strictSame(read(hex(big)).packets, [{ timeNs: 1_000_000_000n, ...PACKET }])
  // Blocks of other kinds, and packets of an interface that nobody described.
  t.strictSame(read(hex(`${SECTION} 05000000 10000000 00000000 10000000 ${enhanced}`)), {
    packets: [],
    fault: undefined,
  })
})

t.test('damage is said with its offset, and what came before stays', async t => {
  t.equal(
    read(hex('00*24')).fault,
    'offset 0: expected the magic number of pcap or pcapng, found 0x00000000',
  )
  const bad = (text: string) => read(hex(text)).fault
  t.match(
    bad('d4c3b2a1 0200 0400 00*8 00000400 65000000 00*8 ffffffff ffffffff'),
    /^offset 24: a packet of 4294967295 bytes/,
  )
  t.match(
    bad('d4c3b2a1 0200 0400 00*8 00000400 65000000 00*8 04000000 04000000 45'),
    /^offset 24: the file ends in the middle/,
  )
  t.match(bad('d4c3b2a1 02'), /^offset 0: the file ends/)
  t.match(bad('0a0d0d0a 1c000000 00000000 00*16'), 'byte-order mark')
  t.match(bad(`${SECTION} 01000000 03000000 00*8`), /^offset 28: a block of 3 bytes/)
  t.match(bad(`${SECTION} 01000000 10000000 00000000 11000000`), 'expected the block')
})

t.test('a byte at a time; nothing behind a fault', async t => {
  const bytes = readFileSync('fixtures/pcap/libzmq.pcap')
  const reader = new PacketReader()
  let count = 0
  feedByteByByte(bytes.subarray(0, 3000), byte => (count += reader.push(byte).length))
  const whole = new PacketReader()
  t.equal(count, whole.push(bytes.subarray(0, 3000)).length)
  const dead = new PacketReader()
  dead.push(hex('00*4'))
  t.strictSame(dead.push(bytes), [])
})
