// The table, against zmq.h and the reference of what libzmq 4.3.5 was seen to do.
import t from 'tap'
import {
  describeValue,
  EVENT_ALL,
  EVENT_ALL_BEFORE_4_3,
  EVENT_ALL_V1,
  EVENT_ALL_V2,
  eventMeaning,
  eventName,
  EVENTS,
  protocolErrorName,
  valueKind,
} from '../../lib/monitor/events.js'

/** Number, name and kind of value of every event libzmq 4.3 has. */
const TABLE = [
  [0x0001, 'CONNECTED', 'fd'],
  [0x0002, 'CONNECT_DELAYED', 'errno'],
  [0x0004, 'CONNECT_RETRIED', 'milliseconds'],
  [0x0008, 'LISTENING', 'fd'],
  [0x0010, 'BIND_FAILED', 'errno'],
  [0x0020, 'ACCEPTED', 'fd'],
  [0x0040, 'ACCEPT_FAILED', 'errno'],
  [0x0080, 'CLOSED', 'fd'],
  [0x0100, 'CLOSE_FAILED', 'errno'],
  [0x0200, 'DISCONNECTED', 'fd'],
  [0x0400, 'MONITOR_STOPPED', 'none'],
  [0x0800, 'HANDSHAKE_FAILED_NO_DETAIL', 'errno'],
  [0x1000, 'HANDSHAKE_SUCCEEDED', 'none'],
  [0x2000, 'HANDSHAKE_FAILED_PROTOCOL', 'protocol-error'],
  [0x4000, 'HANDSHAKE_FAILED_AUTH', 'status'],
  [0x10000, 'PIPES_STATS', 'counts'],
] as const

/** Protocol errors: number, libzmq's name, and how it is told. */
const PROTOCOL_ERRORS = [
  [0x10000000, 'ZMTP_UNSPECIFIED', 'ZMTP unspecified'],
  [0x10000001, 'ZMTP_UNEXPECTED_COMMAND', 'ZMTP unexpected command'],
  [0x10000002, 'ZMTP_INVALID_SEQUENCE', 'ZMTP invalid sequence'],
  [0x10000003, 'ZMTP_KEY_EXCHANGE', 'ZMTP key exchange'],
  [0x10000011, 'ZMTP_MALFORMED_COMMAND_UNSPECIFIED', 'ZMTP malformed command unspecified'],
  [0x10000012, 'ZMTP_MALFORMED_COMMAND_MESSAGE', 'ZMTP malformed command message'],
  [0x10000013, 'ZMTP_MALFORMED_COMMAND_HELLO', 'ZMTP malformed command hello'],
  [0x10000014, 'ZMTP_MALFORMED_COMMAND_INITIATE', 'ZMTP malformed command initiate'],
  [0x10000015, 'ZMTP_MALFORMED_COMMAND_ERROR', 'ZMTP malformed command error'],
  [0x10000016, 'ZMTP_MALFORMED_COMMAND_READY', 'ZMTP malformed command ready'],
  [0x10000017, 'ZMTP_MALFORMED_COMMAND_WELCOME', 'ZMTP malformed command welcome'],
  [0x10000018, 'ZMTP_INVALID_METADATA', 'ZMTP invalid metadata'],
  [0x11000001, 'ZMTP_CRYPTOGRAPHIC', 'ZMTP cryptographic'],
  [0x11000002, 'ZMTP_MECHANISM_MISMATCH', 'ZMTP mechanism mismatch'],
  [0x20000000, 'ZAP_UNSPECIFIED', 'ZAP unspecified'],
  [0x20000001, 'ZAP_MALFORMED_REPLY', 'ZAP malformed reply'],
  [0x20000002, 'ZAP_BAD_REQUEST_ID', 'ZAP bad request id'],
  [0x20000003, 'ZAP_BAD_VERSION', 'ZAP bad version'],
  [0x20000004, 'ZAP_INVALID_STATUS_CODE', 'ZAP invalid status code'],
  [0x20000005, 'ZAP_INVALID_METADATA', 'ZAP invalid metadata'],
  [0x30000000, 'WS_UNSPECIFIED', 'WS unspecified'],
] as const

t.test('every event: number, name, kind of value; no more of them than there are', async t => {
  for (const [number, name, kind] of TABLE) {
    t.equal(EVENTS[name], number, name)
    t.equal(eventName(number), name)
    t.equal(valueKind(number), kind, `${name} has a value of kind ${kind}`)
    t.match(eventMeaning(number), /^[a-z].*[a-z)]$/)
  }
  t.same(Object.keys(EVENTS).toSorted(), TABLE.map(([, name]) => name).toSorted())
  t.equal(new Set(TABLE.map(([number]) => eventMeaning(number))).size, TABLE.length)
})

t.test('numbers that are no event', async t => {
  for (const number of [0, 3, 0x8000, 0x20000, 0xffff, -1, 1.5, Number.NaN]) {
    t.equal(eventName(number), undefined)
    t.equal(valueKind(number), 'none')
    t.equal(eventMeaning(number), 'an event this version does not know')
  }
})

t.test('the masks', async t => {
  t.equal(EVENT_ALL, 0xffff)
  t.equal(EVENT_ALL_V1, 0xffff)
  t.equal(EVENT_ALL_V2, 0x1ffff)
  t.equal(EVENT_ALL_BEFORE_4_3, 0x07ff)
})

t.test('protocol errors by number', async t => {
  for (const [number, name, text] of PROTOCOL_ERRORS) {
    t.equal(protocolErrorName(number), name)
    const described = describeValue(EVENTS.HANDSHAKE_FAILED_PROTOCOL, number)
    t.equal(described, `${text} (0x${number.toString(16)})`)
  }
  t.equal(protocolErrorName(0x10000004), undefined)
  const unknown = describeValue(EVENTS.HANDSHAKE_FAILED_PROTOCOL, 0x10000004)
  t.equal(unknown, 'unknown error (0x10000004)')
})

t.test('values for people', async t => {
  t.equal(describeValue(EVENTS.LISTENING, 29), 'fd 29')
  t.equal(describeValue(EVENTS.CONNECTED, 0), 'fd 0')
  t.equal(describeValue(EVENTS.ACCEPTED, 0xffffffff), 'no descriptor to see')
  t.equal(describeValue(EVENTS.CONNECT_RETRIED, 177), '177 ms')
  t.equal(describeValue(EVENTS.HANDSHAKE_FAILED_AUTH, 400), 'status 400')
  t.equal(describeValue(EVENTS.HANDSHAKE_SUCCEEDED, 0), '0')
  t.equal(describeValue(EVENTS.PIPES_STATS, 3), '3')
  t.equal(describeValue(0x8000, 7), '7')
})

t.test(
  'errno numbers by name, on Linux',
  { skip: process.platform !== 'linux' && 'other numbers' },
  async t => {
    const known = {
      EAGAIN: 11,
      EFAULT: 14,
      ENODEV: 19,
      EINVAL: 22,
      EMFILE: 24,
      EPIPE: 32,
      ENAMETOOLONG: 36,
      ENOENT: 2,
      EPROTONOSUPPORT: 93,
      EADDRINUSE: 98,
      EADDRNOTAVAIL: 99,
      ECONNRESET: 104,
      EINPROGRESS: 115,
      ETERM: 156384765,
    }
    for (const [code, errno] of Object.entries(known)) {
      t.equal(describeValue(EVENTS.HANDSHAKE_FAILED_NO_DETAIL, errno), `${code} (${errno})`)
    }
    t.equal(describeValue(EVENTS.BIND_FAILED, 0), 'E0 (0)')
    t.equal(describeValue(EVENTS.BIND_FAILED, 99_999), 'E99999 (99999)')
  },
)
