import t from 'tap'
import {
  type ByteOrder,
  decodeMonitorEvent,
  encodeEventV1,
  encodeEventV2,
  type FlaggedPart,
  getMonitorEvent,
  getMonitorEventV2,
  HOST_ORDER,
  MonitorFormatError,
} from '../../lib/monitor/codec.js'
import { hex } from '../support/bytes.js'
import { VECTORS_V1, VECTORS_V2, type VectorV1, type VectorV2 } from '../support/monitor-vectors.js'

const ORDERS = ['LE', 'BE'] as const

function partsV1(vector: VectorV1, order: ByteOrder): Buffer[] {
  return [hex(order === 'LE' ? vector.le : vector.be), Buffer.from(vector.address)]
}

function partsV2(vector: VectorV2, order: ByteOrder): Buffer[] {
  const numbers = order === 'LE' ? vector.le : vector.be
  return [...numbers.map(hex), Buffer.from(vector.local), Buffer.from(vector.remote)]
}

/** The parts with the MORE flags libzmq gives: all but the last. */
function flagged(parts: readonly Uint8Array[]): FlaggedPart[] {
  return parts.map((data, index) => ({ data, more: index < parts.length - 1 }))
}

/** What a decoder throws, as `CODE part`. */
function fault(decode: () => unknown): string {
  try {
    decode()
  } catch (error) {
    if (!(error instanceof MonitorFormatError)) throw error
    if (
      !error.message.includes(
        `${error.code === 'ERR_MONITOR_PART_COUNT' ? 'part' : `part ${error.part}`}`,
      )
    ) {
      return `a message that names no part: ${error.message}`
    }
    return `${error.code.slice('ERR_MONITOR_'.length)} ${error.part}`
  }
  return 'nothing'
}

t.test('version 1: every vector, in either order, with and without flags, and back', async t => {
  for (const vector of VECTORS_V1) {
    const { name, event, value, address } = vector
    for (const order of ORDERS) {
      const parts = partsV1(vector, order)
      t.same(getMonitorEvent(parts, order), { event, value, address }, `${name} ${order}`)
      t.same(getMonitorEvent(flagged(parts), order), { event, value, address })
      t.same(encodeEventV1(event, value, address, order), parts, `${name} ${order} encoded`)
    }
  }
})

t.test('version 2: every vector, in either order, with and without flags, and back', async t => {
  for (const vector of VECTORS_V2) {
    const { name, event, values, local, remote } = vector
    for (const order of ORDERS) {
      const parts = partsV2(vector, order)
      const expected = { event, values, local, remote }
      t.same(getMonitorEventV2(parts, order), expected, `${name} ${order}`)
      t.same(getMonitorEventV2(flagged(parts), order), expected)
      t.same(encodeEventV2(event, values, local, remote, order), parts, `${name} ${order} encoded`)
    }
  }
})

t.test('the order of this machine is the default', async t => {
  const [one] = VECTORS_V1
  const [two] = VECTORS_V2
  if (one === undefined || two === undefined) throw new Error('no vectors')
  t.equal(getMonitorEvent(partsV1(one, HOST_ORDER)).value, one.value)
  t.same(getMonitorEventV2(partsV2(two, HOST_ORDER)).values, two.values)
  t.equal(decodeMonitorEvent(partsV1(one, HOST_ORDER)).event, one.event)
  t.same(encodeEventV1(one.event, one.value, one.address), partsV1(one, HOST_ORDER))
  t.same(encodeEventV2(two.event, two.values, two.local, two.remote), partsV2(two, HOST_ORDER))
})

t.test('values are unsigned, at the ends of their ranges', async t => {
  const last = hex('ffffffffffff')
  t.same(getMonitorEvent([last, hex('')], 'LE'), { event: 0xffff, value: 0xffffffff, address: '' })
  t.same(getMonitorEvent([last, hex('')], 'BE'), { event: 0xffff, value: 0xffffffff, address: '' })
  t.equal(getMonitorEvent([hex('0100 00000080'), hex('')], 'LE').value, 0x80000000)
  t.equal(getMonitorEvent([hex('0001 80000000'), hex('')], 'BE').value, 0x80000000)
  t.same(encodeEventV1(0x20, -1, '', 'LE')[0], hex('2000 ffffffff'), 'no descriptor: −1')
  const large = [hex('2000000000000000'), hex('0100000000000000'), hex('ffffffffffff1f00')]
  const event = getMonitorEventV2([...large, hex(''), hex('')], 'LE')
  t.same(event.values, [Number.MAX_SAFE_INTEGER])
})

t.test('a number in the middle of a chunk is read where it is', async t => {
  const chunk = hex('eeee 08001d000000 eeee')
  t.equal(getMonitorEvent([chunk.subarray(2, 8), hex('')], 'LE').value, 29)
  const plain = new Uint8Array(hex('ee 0200000000000000 ee')).subarray(1, 9)
  const one = hex('0100000000000000')
  t.equal(getMonitorEventV2([plain, one, one, hex(''), hex('')], 'LE').event, 2)
})

t.test('version 1: every truncation and every other size of the first part', async t => {
  for (const { name, le, address } of VECTORS_V1) {
    const head = hex(le)
    const sizes = [0, 1, 2, 3, 4, 5, 7, 8, 24, 1000]
    for (const size of sizes) {
      const part = Buffer.alloc(size)
      head.copy(part)
      const found = fault(() => getMonitorEvent([part, Buffer.from(address)]))
      if (found !== 'PART_SIZE 0') t.fail(`${name}, ${size} bytes: ${found}`)
    }
  }
  t.throws(() => getMonitorEvent([hex('0800'), hex('')]), {
    name: 'MonitorFormatError',
    message: 'part 0 has 2 bytes, not 6',
  })
})

t.test('version 1: any address is one, from empty to long, and none has a terminator', async t => {
  const head = hex('08001d000000')
  for (const size of [0, 1, 107, 255, 256, 65_536]) {
    t.equal(getMonitorEvent([head, Buffer.alloc(size, 'a')], 'LE').address, 'a'.repeat(size))
  }
  const cut = Buffer.from('tcp://127.0.0.1:38375')
  for (let size = 0; size <= cut.length; size++) {
    const part = cut.subarray(0, size)
    if (getMonitorEvent([head, part], 'LE').address !== part.toString()) t.fail(`at ${size}`)
  }
  t.equal(getMonitorEvent([head, hex('"ab" 00')], 'LE').address, 'ab\0', 'a zero is a character')
})

t.test('addresses are UTF-8; what is not becomes U+FFFD', async t => {
  const head = hex('08001d000000')
  const read = (address: Buffer): string => getMonitorEvent([head, address], 'LE').address
  t.equal(read(Buffer.from('ipc:///tmp/ä€𝄞')), 'ipc:///tmp/ä€𝄞')
  t.equal(read(hex('"ipc://" ff fe 41')), 'ipc://\ufffd\ufffdA')
  t.equal(read(hex('"ipc://" e2 82')), 'ipc://\ufffd')
})

t.test('an address that repeats is the same; one that differs in a byte is not', async t => {
  const head = hex('08001d000000')
  const bytes = Buffer.from('tcp://127.0.0.1:38375')
  t.equal(getMonitorEvent([head, bytes], 'LE').address, 'tcp://127.0.0.1:38375')
  t.equal(getMonitorEvent([head, bytes], 'LE').address, 'tcp://127.0.0.1:38375')
  bytes[20] = '6'.charCodeAt(0)
  t.equal(getMonitorEvent([head, bytes], 'LE').address, 'tcp://127.0.0.1:38376')
  t.equal(getMonitorEvent([head, hex('')], 'LE').address, '')
})

t.test('version 1: missing and extra parts', async t => {
  const head = hex('08001d000000')
  t.equal(
    fault(() => getMonitorEvent([])),
    'PART_COUNT 0',
  )
  t.equal(
    fault(() => getMonitorEvent([head])),
    'PART_COUNT 1',
  )
  t.equal(
    fault(() => getMonitorEvent([head, hex(''), hex('')])),
    'PART_COUNT 2',
  )
  t.throws(() => getMonitorEvent([head]), {
    message: 'part 1 is missing: the message has 1, not 2',
  })
})

t.test('version 1: MORE flags', async t => {
  const head = hex('08001d000000')
  const flags = (first: boolean, second: boolean, ...rest: FlaggedPart[]): string =>
    fault(() =>
      getMonitorEvent(
        [{ data: head, more: first }, { data: hex(''), more: second }, ...rest],
        'LE',
      ),
    )
  t.equal(flags(true, false), 'nothing')
  t.equal(flags(false, false), 'MORE_FLAG 0')
  t.equal(flags(true, true), 'MORE_FLAG 1')
  t.equal(flags(false, true), 'MORE_FLAG 0')
  t.equal(flags(true, true, { data: hex(''), more: false }), 'MORE_FLAG 1')
  t.equal(flags(true, false, { data: hex(''), more: false }), 'PART_COUNT 2')
  t.equal(
    fault(() => getMonitorEvent([{ data: head, more: true }])),
    'PART_COUNT 1',
  )
  t.equal(
    fault(() => getMonitorEvent([{ data: head, more: false }])),
    'MORE_FLAG 0',
  )
})

t.test('version 2: every number of every other size', async t => {
  for (const vector of VECTORS_V2) {
    const parts = partsV2(vector, 'LE')
    for (let index = 0; index < vector.le.length; index++) {
      for (const size of [0, 1, 2, 3, 4, 5, 6, 7, 9, 16]) {
        const wrong = Buffer.alloc(size)
        parts[index]?.copy(wrong)
        const found = fault(() => getMonitorEventV2(parts.with(index, wrong), 'LE'))
        if (found !== `PART_SIZE ${index}`) {
          t.fail(`${vector.name}, part ${index} of ${size} bytes: ${found}`)
        }
      }
    }
  }
  t.pass('all')
})

t.test('version 2: every missing part, an extra one, a count that is wrong', async t => {
  for (const vector of VECTORS_V2) {
    const parts = partsV2(vector, 'LE')
    for (let count = 0; count < parts.length; count++) {
      const found = fault(() => getMonitorEventV2(parts.slice(0, count), 'LE'))
      // Without its last part, a number may stand where an address does, or the other way round.
      if (found !== `PART_COUNT ${count}`) t.fail(`${vector.name}, ${count} parts: ${found}`)
    }
    const extra = fault(() => getMonitorEventV2([...parts, hex('')], 'LE'))
    t.equal(extra, `PART_COUNT ${parts.length}`, vector.name)
  }
  const [event, , value] = [hex('20*1 00*7'), 0, hex('48 00*7')]
  const count = (bytes: string): string =>
    fault(() => getMonitorEventV2([event, hex(bytes), value, hex(''), hex('')], 'LE'))
  t.equal(count('0000000000000000'), 'PART_COUNT 4', 'none: one part too many')
  t.equal(count('0200000000000000'), 'PART_SIZE 3', 'two: an address stands where a value should')
  t.equal(count('ffffffffffffffff'), 'PART_SIZE 3', 'more than anybody could send')
})

t.test('version 2: no value at all is well formed', async t => {
  const parts = [hex('20 00*7'), hex('00*8'), hex('"a"'), hex('"b"')]
  t.same(getMonitorEventV2(parts, 'LE'), { event: 32, values: [], local: 'a', remote: 'b' })
  t.equal(decodeMonitorEvent(parts, 'LE').value, 0)
})

t.test('version 2: MORE flags, each of them', async t => {
  for (const vector of VECTORS_V2) {
    const parts = flagged(partsV2(vector, 'LE'))
    for (const [index, part] of parts.entries()) {
      const wrong = parts.with(index, { ...part, more: !part.more })
      const found = fault(() => getMonitorEventV2(wrong, 'LE'))
      if (found !== `MORE_FLAG ${index}`) t.fail(`${vector.name}, part ${index}: ${found}`)
    }
  }
  t.pass('all')
})

t.test('version 2 cannot carry what is no whole number from 0 on', async t => {
  for (const value of [-1, 1.5, Number.NaN, Infinity, 2 ** 53]) {
    t.throws(() => encodeEventV2(1, [value], '', ''), { code: 'ERR_USAGE' }, String(value))
  }
})

t.test('either version, told apart by the first part', async t => {
  const [, accepted] = VECTORS_V1
  const [delayed, connected, , , stopped] = VECTORS_V2
  if (!accepted || !delayed || !connected || !stopped) throw new Error('no vectors')
  t.same(decodeMonitorEvent(partsV1(accepted, 'BE'), 'BE'), {
    version: 1,
    event: 0x20,
    name: 'ACCEPTED',
    value: 31,
    values: [31],
    address: 'tcp://127.0.0.1:38375',
  })
  t.same(decodeMonitorEvent(flagged(partsV2(connected, 'LE')), 'LE'), {
    version: 2,
    event: 1,
    name: 'CONNECTED',
    value: 30,
    values: [30],
    address: 'tcp://127.0.0.1:38375',
    local: 'tcp://127.0.0.1:33812',
    remote: 'tcp://127.0.0.1:38375',
  })
  t.match(decodeMonitorEvent(partsV2(delayed, 'BE'), 'BE'), { address: 'tcp://127.0.0.1:38375' })
  t.match(decodeMonitorEvent(partsV2(stopped, 'BE'), 'BE'), { address: '', local: '', remote: '' })
  t.match(decodeMonitorEvent([hex('00800d000000'), hex('')], 'LE'), { name: undefined })
  t.equal(
    fault(() => decodeMonitorEvent([])),
    'PART_COUNT 0',
  )
  t.equal(
    fault(() => decodeMonitorEvent([hex('00*7'), hex('')])),
    'PART_SIZE 0',
  )
  t.equal(
    fault(() => decodeMonitorEvent([{ data: hex('00*8'), more: false }])),
    'MORE_FLAG 0',
  )
})

t.test('version 2: the address is the remote end, or else our own', async t => {
  const parts = [hex('08 00*7'), hex('01 00*7'), hex('1d 00*7'), hex('"tcp://0.0.0.0:1"'), hex('')]
  t.equal(decodeMonitorEvent(parts, 'LE').address, 'tcp://0.0.0.0:1')
})
