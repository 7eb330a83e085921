import t from 'tap'
import {
  errnoCode,
  errnoOf,
  fromNodeError,
  ProtocolError,
  systemError,
  systemErrorText,
  UsageError,
} from '../lib/errors.js'

t.test('system errors are shaped as zeromq.js shapes them', async t => {
  const error = systemError('EADDRINUSE', { address: 'tcp://127.0.0.1:1' })
  t.ok(error instanceof Error)
  t.equal(error.message, 'Address already in use')
  t.same(Object.keys(error), ['errno', 'code', 'address'])
  t.same({ ...error }, { errno: 98, code: 'EADDRINUSE', address: 'tcp://127.0.0.1:1' })
  t.same(Object.keys(systemError('EAGAIN')), ['errno', 'code'])
  t.equal(systemError('EBUSY', { message: 'Socket is busy' }).message, 'Socket is busy')
})

t.test("numbers are the platform's, and libzmq's own", async t => {
  for (const [code, number] of [
    ['EAGAIN', 11],
    ['EINVAL', 22],
    ['EPROTONOSUPPORT', 93],
    ['ENOTSOCK', 88],
    ['EFSM', 156384763],
    ['ENOCOMPATPROTO', 156384764],
    ['ETERM', 156384765],
  ] as const) {
    t.equal(errnoOf(code), number, code)
    t.equal(errnoCode(number), code)
  }
  t.equal(errnoOf('ENOSUCH'), 0)
  t.equal(errnoCode(9999), 'E9999')
  t.equal(systemErrorText('ENOSUCH'), 'ENOSUCH')
})

t.test("errors of Node's", async t => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  t.match(fromNodeError(refused), { code: 'ECONNREFUSED', errno: 111, message: refused.message })
  const numbered = Object.assign(new Error('x'), { errno: -104 })
  t.match(fromNodeError(numbered), { code: 'ECONNRESET', errno: 104 })
})

t.test('errors of protocol and use', async t => {
  const detail = { rfc: 'RFC 23 §Framing', state: 'traffic', offset: 3 }
  const error = new ProtocolError('ZMTP_MECHANISM_MISMATCH', 'text', detail)
  t.match(error, { code: 'ERR_ZMTP_MECHANISM_MISMATCH', number: 0x11000002, ...detail })
  t.equal(error.name, 'ProtocolError')
  t.equal(new ProtocolError('ZMTP_FRAME_TOO_LARGE', 'text').number, undefined, 'a silent one')
  t.ok(new UsageError('x') instanceof TypeError)
  t.equal(new UsageError('x').code, 'ERR_USAGE')
})
