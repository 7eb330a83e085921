// JeroMQ's monitor events: octets that JeroMQ 0.6.0 sent for a LISTENING, and its layout for the rest.
import t from 'tap'
import { dissectParts } from '../../lib/dissect/sources.js'
import { dissectJeromqMonitor, isJeromqEvent } from '../../lib/dissect/monitor-jeromq.js'
import { hex } from '../support/bytes.js'

/** Sent by JeroMQ 0.6.0 on port 46677. */
const LISTENING = hex('00000008 15 7463703a2f2f3132372e302e302e313a3436363737 02 00000000')

t.test('LISTENING', async t => {
  const item = dissectJeromqMonitor(LISTENING)
  t.equal(
    item.summary,
    'monitor event (JeroMQ): LISTENING, channel 0, no descriptor, "tcp://127.0.0.1:46677"',
  )
  t.strictSame(
    item.fields.map(({ offset, name, value }) => [offset, name, value]),
    [
      [0, 'event', '0x0008 LISTENING'],
      [4, 'address length', '21'],
      [5, 'address', '"tcp://127.0.0.1:46677"'],
      [26, 'flag', '2'],
      [27, 'value', '0'],
    ],
  )
  t.equal(item.fault, undefined)
})

t.test('of 0.3.6: a channel without its index, as it sent it on port 49152', async t => {
  const old = hex('00000008 15 7463703a2f2f3132372e302e302e313a3439313532 02')
  t.ok(isJeromqEvent(old))
  t.match(dissectJeromqMonitor(old), {
    summary: 'monitor event (JeroMQ): LISTENING, "tcp://127.0.0.1:49152"',
    fault: undefined,
  })
  t.notOk(isJeromqEvent(hex('00000004 00 01')), 'a number is never left out')
})

t.test('recognised when it is pasted, several in a row too; nothing else is', async t => {
  const items = [...dissectParts([LISTENING, hex('00000400 00 00')])]
  t.match(items, [
    { summary: /JeroMQ.*LISTENING/ },
    { summary: 'monitor event (JeroMQ): MONITOR_STOPPED' },
  ])
  for (const other of [
    hex('08001d000000'),
    Buffer.concat([hex('08001d000000'), Buffer.from('tcp://127.0.0.1:5555')]),
    LISTENING.subarray(0, -1),
    Buffer.concat([LISTENING, hex('00')]),
    hex('00000003 00 00'),
    hex('04 1a 05 "READY" 0b "Socket-Type" 00000004 "PULL"'),
  ]) {
    t.equal(isJeromqEvent(other), false, other.toString('hex'))
    for (const item of dissectParts([other])) t.notMatch(item.summary, /JeroMQ/)
  }
})

t.test('its own event, and values of each kind', async t => {
  const summaries = [
    ['00008000 00 01 00000003', /HANDSHAKE_PROTOCOL, ZMTP 3$/],
    ['00000002 00 01 ffffffff', /CONNECT_DELAYED, no errno/],
    ['00000010 00 01 00000030', /BIND_FAILED, /],
    ['00000400 00 00', /MONITOR_STOPPED$/],
  ] as const
  for (const [octets, summary] of summaries) {
    const item = dissectJeromqMonitor(hex(octets))
    t.match(item.summary, summary)
    t.equal(item.fault, undefined)
  }
})

t.test('cut off anywhere it says where, and what is behind it is a fault', async t => {
  for (let end = 0; end < LISTENING.length; end++) {
    if (end === LISTENING.length - 4) continue // whole, as 0.3.6 sends it
    t.type(dissectJeromqMonitor(LISTENING.subarray(0, end)).fault, 'string', `${end}`)
  }
  t.match(dissectJeromqMonitor(Buffer.concat([LISTENING, hex('00')])).fault, /end of the part/)
  t.match(dissectJeromqMonitor(hex('00000008 00 03 00000000')).fault, /0, 1 or 2/)
  t.match(dissectJeromqMonitor(hex('00000003 00 00')).fault, /expected an event/)
})
