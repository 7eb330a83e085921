// Monitor events explained. The bytes are libzmq 4.3.5's.
import t from 'tap'
import { dissectMonitor, type Field } from '../../lib/dissect/index.js'
import { EVENTS as NUMBERS } from '../../lib/monitor/index.js'
import { hex } from '../support/bytes.js'

const ADDRESS = Buffer.from('tcp://127.0.0.1:38375')
const rows = (fields: readonly Field[]) =>
  fields.map(({ part, offset, bytes, name, value, meaning }) => [
    part,
    offset,
    bytes.toString('hex'),
    name,
    value,
    meaning,
  ])

const meaning = (event: number, value: number): string | undefined => {
  const head = Buffer.alloc(6)
  head.writeUInt16LE(event, 0)
  head.writeUInt32LE(value, 2)
  return dissectMonitor([head, ADDRESS], { order: 'LE' }).fields[1]?.meaning
}

const faultOf = (...parts: Buffer[]): string | undefined =>
  dissectMonitor(parts, { order: 'LE' }).fault

t.test('LISTENING of version 1', async t => {
  const item = dissectMonitor([hex('08001d000000'), ADDRESS], { order: 'LE' })
  t.equal(item.summary, 'monitor event (version 1): LISTENING, fd 29, "tcp://127.0.0.1:38375"')
  t.strictSame(rows(item.fields), [
    [0, 0, '0800', 'event', '0x0008 LISTENING', 'bound and listening'],
    [0, 2, '1d000000', 'value', '29', 'fd 29, descriptor of the listening socket'],
    [
      1,
      0,
      '7463703a2f2f3132372e302e302e313a3338333735',
      'address',
      '"tcp://127.0.0.1:38375"',
      'the endpoint of the event',
    ],
  ])
  t.ok(item.fields.every(field => field.source === 'zmq_socket_monitor(3)'))
  t.strictSame([item.version, item.event, item.name, item.values], [1, 8, 'LISTENING', [29]])
  t.equal(item.fault, undefined)
})

t.test('the same event in the other order', async t => {
  const item = dissectMonitor([hex('00080000001d'), ADDRESS], { order: 'BE' })
  t.equal(item.fields[0]?.value, '0x0008 LISTENING')
  t.equal(item.fields[1]?.value, '29')
  const wrong = dissectMonitor([hex('00080000001d'), ADDRESS], { order: 'LE' })
  // 0x0800 is an event, too; a number that is none in this order says which order it is of.
  t.equal(wrong.fields[0]?.value, '0x0800 HANDSHAKE_FAILED_NO_DETAIL')
  const none = dissectMonitor([hex('100000000000'), ADDRESS], { order: 'BE' })
  t.equal(none.fields[0]?.value, '0x1000 HANDSHAKE_SUCCEEDED')
  const two = dissectMonitor([hex('0000000000010000'), hex('0000000000000000')], { order: 'LE' })
  t.match(two.fields[0]?.meaning, 'in the other byte order it is PIPES_STATS (--order be)')
})

t.test('what values mean', async t => {
  t.equal(meaning(NUMBERS.ACCEPTED, 31), 'fd 31, descriptor of the accepted connection')
  t.equal(
    meaning(NUMBERS.CLOSED, 0xffffffff),
    'no descriptor to see, the descriptor that was closed',
  )
  t.equal(meaning(NUMBERS.HANDSHAKE_FAILED_NO_DETAIL, 32), 'EPIPE (32): Broken pipe')
  t.equal(meaning(NUMBERS.CONNECT_RETRIED, 177), '177 ms until the next attempt')
  t.equal(
    meaning(NUMBERS.HANDSHAKE_FAILED_PROTOCOL, 0x11000002),
    'ZMTP mechanism mismatch (0x11000002)',
  )
  t.equal(meaning(NUMBERS.HANDSHAKE_FAILED_AUTH, 400), 'status 400 of ZAP (RFC 27)')
  t.equal(meaning(NUMBERS.MONITOR_STOPPED, 0), 'no meaning here')
})

t.test('version 2, with one value and with two', async t => {
  const delayed = dissectMonitor(
    [
      hex('0200000000000000'),
      hex('0100000000000000'),
      hex('7300000000000000'),
      Buffer.alloc(0),
      ADDRESS,
    ],
    { order: 'LE' },
  )
  t.strictSame(
    delayed.fields.map(({ name, value }) => [name, value]),
    [
      ['event', '0x0002 CONNECT_DELAYED'],
      ['value count', '1'],
      ['value', '115'],
      ['local address', '""'],
      ['remote address', '"tcp://127.0.0.1:38375"'],
    ],
  )
  t.strictSame(delayed.addresses, ['', 'tcp://127.0.0.1:38375'])
  const stats = dissectMonitor(
    [
      hex('0000010000000000'),
      hex('0200000000000000'),
      hex('0300000000000000'),
      hex('0000000000000000'),
      Buffer.alloc(0),
      ADDRESS,
    ],
    { order: 'LE' },
  )
  t.strictSame(stats.values, [3, 0])
  t.equal(stats.fields[2]?.meaning, 'messages queued outbound')
  t.equal(stats.fields[3]?.meaning, 'messages queued inbound')
  t.equal(stats.fault, undefined)
})

t.test('bad parts: what was expected where, and all before it', async t => {
  t.equal(
    faultOf(),
    'part 0, offset 0: expected a part of 6 bytes (version 1) or 8 bytes (version 2), found the end of the message',
  )
  t.equal(faultOf(hex('08001d')), 'part 0, offset 2: expected 4 bytes of value here, found 1')
  t.equal(
    faultOf(hex('08001d000000')),
    'part 1, offset 0: expected a part with the address, found the end of the message',
  )
  t.match(
    faultOf(hex('08001d00000000'), ADDRESS),
    /^part 0, offset 6: expected the end of the part/,
  )
  t.match(
    faultOf(hex('08001d000000'), ADDRESS, hex('01')),
    /^part 2, offset 0: expected the end of the message after 2 parts/,
  )
  t.equal(
    faultOf(hex('0800000000000000'), hex('0100000000000000')),
    'part 2, offset 0: expected a part of 8 bytes with the value, found the end of the message',
  )
  t.match(
    faultOf(hex('0800000000000000'), hex('ffffffffffffffff'), ADDRESS, ADDRESS),
    'part 1, offset 0: expected a small number of values',
  )
  t.match(
    faultOf(hex('ff7f00000000'), ADDRESS),
    'part 0, offset 0: expected the number of an event, a single bit',
  )
  const cut = dissectMonitor([hex('08001d')], { order: 'LE' })
  t.equal(cut.fields[0]?.value, '0x0008 LISTENING')
})

t.test('MORE flags, where they are known', async t => {
  const parts = [hex('08001d000000'), ADDRESS]
  const fault = (more: boolean[]) => dissectMonitor(parts, { order: 'LE', more }).fault
  t.equal(fault([true, false]), undefined)
  t.equal(fault([false, false]), 'part 0, offset 0: expected the MORE flag')
  t.equal(fault([true, true]), 'part 1, offset 0: expected no MORE flag on the last part')
})

t.test('an address is a stranger’s text', async t => {
  const item = dissectMonitor([hex('08001d000000'), hex('1b "[2J" ff')], { order: 'LE' })
  t.equal(item.fields[2]?.value, '"\\x1b[2J\\xff"')
  t.notMatch(item.summary, '\x1b')
})
