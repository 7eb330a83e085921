// Events in the shape of zeromq.js 6: what its Observer gives for the same bytes.
import t from 'tap'
import { encodeEventV1 } from '../../lib/monitor/codec.js'
import { toEvent } from '../../lib/monitor/observer.js'
import { hex } from '../support/bytes.js'

const ADDRESS = 'tcp://127.0.0.1:38375'

/** Events that carry an address and nothing else. */
const PLAIN = {
  connect: 0x0001,
  'connect:delay': 0x0002,
  bind: 0x0008,
  accept: 0x0020,
  close: 0x0080,
  disconnect: 0x0200,
  handshake: 0x1000,
} as const

const WITH_ERRNO = {
  'bind:error': 0x0010,
  'accept:error': 0x0040,
  'close:error': 0x0100,
  'handshake:error:other': 0x0800,
} as const

/** The enumerable fields, as comparing and printing see them. */
const fields = (event: object): object => ({ ...event })

t.test('events with an address alone: descriptors and errno are not exposed', async t => {
  for (const [type, number] of Object.entries(PLAIN)) {
    t.same(fields(toEvent(encodeEventV1(number, 31, ADDRESS))), { type, address: ADDRESS }, type)
  }
})

t.test('an empty address is no property', async t => {
  t.same(fields(toEvent(encodeEventV1(0x0080, 46, ''))), { type: 'close' })
})

t.test('the last event', async t => {
  t.same(fields(toEvent(encodeEventV1(0x0400, 0, ''))), { type: 'end' })
})

t.test('a retry tells its interval', async t => {
  const event = toEvent(encodeEventV1(0x0004, 177, ADDRESS))
  t.same(fields(event), { type: 'connect:retry', address: ADDRESS, interval: 177 })
})

t.test(
  'errno becomes an error',
  { skip: process.platform !== 'linux' && 'other numbers' },
  async t => {
    for (const [type, number] of Object.entries(WITH_ERRNO)) {
      const event = toEvent(encodeEventV1(number, 98, '127.0.0.1:43363'))
      t.match(event, {
        type,
        address: '127.0.0.1:43363',
        error: { code: 'EADDRINUSE', errno: 98, message: 'Address already in use' },
      })
      t.ok('error' in event && event.error instanceof Error)
    }
    t.match(toEvent(encodeEventV1(0x0800, 99_999, '')), {
      error: { code: 'E99999', errno: 99_999 },
    })
  },
)

t.test('protocol errors', async t => {
  t.match(toEvent(encodeEventV1(0x2000, 0x11000002, ADDRESS)), {
    type: 'handshake:error:protocol',
    address: ADDRESS,
    error: { code: 'ERR_ZMTP_MECHANISM_MISMATCH', message: 'ZMTP protocol error' },
  })
  t.match(toEvent(encodeEventV1(0x2000, 0x20000001, ADDRESS)), {
    error: { code: 'ERR_ZAP_MALFORMED_REPLY', message: 'ZAP protocol error' },
  })
  t.match(toEvent(encodeEventV1(0x2000, 0x12345678, ADDRESS)), {
    error: { code: 'ERR_UNKNOWN', message: 'Unknown error' },
  })
})

t.test('refusals', async t => {
  const texts = { 300: 'Temporary error', 400: 'Authentication failure', 500: 'Internal error' }
  for (const [status, message] of Object.entries(texts)) {
    t.match(toEvent(encodeEventV1(0x4000, Number(status), ADDRESS)), {
      type: 'handshake:error:auth',
      error: { status: Number(status), message },
    })
  }
  t.match(toEvent(encodeEventV1(0x4000, 418, ADDRESS)), {
    error: { status: 418, message: 'Unknown error' },
  })
})

t.test('an event nobody knows', async t => {
  t.same(fields(toEvent(encodeEventV1(0x8000, 1, ''))), { type: 'unknown' })
})

t.test('number, name, value and parts are there, and stay out of sight', async t => {
  const parts = encodeEventV1(0x0020, 31, ADDRESS)
  const event = toEvent(parts)
  t.equal(event.event, 0x20)
  t.equal(event.name, 'ACCEPTED')
  t.equal(event.value, 31)
  t.equal(event.parts, parts)
  t.same(Object.keys(event), ['type', 'address'])
  t.equal(JSON.stringify(event), `{"type":"accept","address":"${ADDRESS}"}`)
})

t.test('what is no event is thrown', async t => {
  t.throws(() => toEvent([]), { code: 'ERR_MONITOR_PART_COUNT' })
  t.throws(() => toEvent([hex('0800'), hex('')]), { code: 'ERR_MONITOR_PART_SIZE' })
})
