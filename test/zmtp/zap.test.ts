import t from 'tap'
import { decodeZapReply, encodeZapRequest } from '../../lib/zmtp/zap.js'
import { hex } from '../support/bytes.js'

t.test('a request is as libzmq was seen to send it', async t => {
  t.same(
    encodeZapRequest({
      requestId: '1',
      domain: 'global',
      address: '127.0.0.1',
      routingId: Buffer.from('me'),
      mechanism: 'PLAIN',
      credentials: [Buffer.from('admin'), Buffer.from('secret')],
    }).map(String),
    ['', '1.0', '1', 'global', '127.0.0.1', 'me', 'PLAIN', 'admin', 'secret'],
  )
  const key = Buffer.alloc(32, 7)
  const parts = encodeZapRequest({
    requestId: '1',
    domain: '',
    address: '',
    routingId: Buffer.alloc(0),
    mechanism: 'CURVE',
    credentials: [key],
  })
  t.equal(parts.length, 8)
  t.same(parts[7], key)
})

const reply = (change: Readonly<Record<number, string | Buffer>> = {}): Buffer[] =>
  ['', '1.0', '1', '200', 'OK', 'anna', ''].map((part, index) => Buffer.from(change[index] ?? part))

t.test('a reply gives the verdict', async t => {
  t.same(decodeZapReply(reply(), '1'), {
    status: 200,
    text: 'OK',
    userId: 'anna',
    metadata: new Map(),
  })
  for (const status of [200, 300, 400, 500]) {
    t.equal(decodeZapReply(reply({ 3: String(status) }), '1').status, status)
  }
  const metadata = hex('04 "Role" 00000005 "admin"')
  t.same(
    decodeZapReply(reply({ 6: metadata }), '1').metadata,
    new Map([['Role', Buffer.from('admin')]]),
  )
})

t.test('each fault has its own code and number', async t => {
  const faults: [string, number, Buffer[]][] = [
    ['MALFORMED_REPLY', 0x20000001, reply().slice(1)],
    ['MALFORMED_REPLY', 0x20000001, [...reply(), Buffer.alloc(0)]],
    ['MALFORMED_REPLY', 0x20000001, []],
    ['UNSPECIFIED', 0x20000000, reply({ 0: 'x' })],
    ['BAD_VERSION', 0x20000003, reply({ 1: '1.1' })],
    ['BAD_REQUEST_ID', 0x20000002, reply({ 2: '2' })],
    ['INVALID_STATUS_CODE', 0x20000004, reply({ 3: '201' })],
    ['INVALID_STATUS_CODE', 0x20000004, reply({ 3: '600' })],
    ['INVALID_STATUS_CODE', 0x20000004, reply({ 3: '' })],
    ['INVALID_STATUS_CODE', 0x20000004, reply({ 3: '2000' })],
    ['INVALID_METADATA', 0x20000005, reply({ 6: hex('04 "Role" 00000006 "admin"') })],
    ['INVALID_METADATA', 0x20000005, reply({ 6: 'x' })],
  ]
  for (const [name, number, parts] of faults) {
    t.throws(() => decodeZapReply(parts, '1'), { code: `ERR_ZAP_${name}`, number }, name)
  }
})
