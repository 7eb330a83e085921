import { endianness } from 'node:os'
import t from 'tap'
import {
  DESCRIPTOR_BYTES,
  intBytes,
  longBytes,
  pollItems,
  POINTER_BYTES,
  readInt,
  readLong,
  readSize,
  sizeBytes,
} from '../../lib/native/memory.js'

/** Bytes given with the lowest first, in the order of this machine. */
function host(...lowestFirst: number[]): Buffer {
  const bytes = Buffer.from(lowestFirst)
  return endianness() === 'LE' ? bytes : Buffer.from(bytes.toReversed())
}

t.test(
  'an int is four bytes in the order of the host, negative ones as two complement',
  async t => {
    t.same(intBytes(0x01020304), host(4, 3, 2, 1))
    t.same(intBytes(-1), Buffer.from('ffffffff', 'hex'))
    t.equal(readInt(host(4, 3, 2, 1)), 0x01020304)
    t.equal(readInt(Buffer.from('ffffffff', 'hex')), -1)
    t.equal(readInt(Buffer.concat([Buffer.of(9), host(7, 0, 0, 0)]).subarray(1)), 7)
  },
)

t.test('a long is eight bytes; what a number cannot hold exactly is read as a bigint', async t => {
  t.same(longBytes(-1), Buffer.from('ffffffffffffffff', 'hex'))
  t.same(longBytes(258), host(2, 1, 0, 0, 0, 0, 0, 0))
  t.same(longBytes(2n ** 53n), host(0, 0, 0, 0, 0, 0, 0x20, 0))
  t.equal(readLong(host(2, 1, 0, 0, 0, 0, 0, 0), true), 258)
  t.equal(readLong(Buffer.from('ffffffffffffffff', 'hex'), true), -1)
  t.equal(readLong(Buffer.from('ffffffffffffffff', 'hex'), false), 2n ** 64n - 1n)
  t.equal(readLong(host(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f, 0), true), 2 ** 53 - 1)
  t.equal(readLong(host(0, 0, 0, 0, 0, 0, 0x20, 0), true), 2n ** 53n)
})

t.test('a size has the size of a pointer', async t => {
  t.equal(sizeBytes(41).length, POINTER_BYTES)
  t.equal(readSize(sizeBytes(41)), 41)
  t.equal(readSize(host(5, 0, 0, 0)), 5)
  t.equal(readSize(host(5, 0, 0, 0, 0, 0, 0, 0)), 5)
})

/** One zmq_pollitem_t that polls descriptor 29, by the sizes of pointer and descriptor. */
const ITEM_OF_29: Readonly<Record<string, readonly Buffer[]>> = {
  '8/4': [Buffer.alloc(8), host(29, 0, 0, 0), host(1, 0), host(0, 0)],
  '8/8': [Buffer.alloc(8), host(29, 0, 0, 0, 0, 0, 0, 0), host(1, 0), host(0, 0), Buffer.alloc(4)],
  '4/4': [Buffer.alloc(4), host(29, 0, 0, 0), host(1, 0), host(0, 0)],
}

t.test('poll items have the layout of zmq_pollitem_t', async t => {
  const item = Buffer.concat(ITEM_OF_29[`${POINTER_BYTES}/${DESCRIPTOR_BYTES}`] ?? [])
  t.same(pollItems([]), Buffer.alloc(0))
  t.same(pollItems([29]), item)
  t.same(pollItems([29, 29]), Buffer.concat([item, item]))
})
