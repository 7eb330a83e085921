import t from 'tap'
import { ProtocolError, UsageError } from '../../lib/errors.js'
import {
  commandName,
  decodeError,
  decodePing,
  decodeReady,
  encodeCancel,
  encodeError,
  encodePing,
  encodePong,
  encodeReady,
  encodeSubscribe,
  isCommand,
} from '../../lib/zmtp/command.js'
import { hex } from '../support/bytes.js'

/** Bodies as libzmq 4.3.5 was seen to send them, without their frame headers. */
const READY_PUSH = hex('0552454144590b536f636b65742d547970650000000450555348')
const READY_PULL = hex('0552454144590b536f636b65742d54797065000000045055 4c4c')
const ERROR_400 = hex('054552524f5203343030')
const PING = hex('0450494e470000')
const PING_1500_MS = hex('0450494e47000f')

const show = (body: Buffer): [string, string][] =>
  [...decodeReady(body)].map(([name, value]) => [name, value.toString()])

t.test('encoding: as libzmq', async t => {
  t.same(encodeReady(hex('0b "Socket-Type" 00000004 "PUSH"')), READY_PUSH)
  t.same(encodeReady(hex('')), hex('05 "READY"'))
  t.same(encodeError('400'), ERROR_400)
  t.same(encodePing(0), PING)
  t.same(encodePing(15), PING_1500_MS)
  t.same(encodePing(0xffff, hex('01 02')), hex('04 "PING" ffff 0102'))
  t.same(encodePong(hex('')), hex('04 "PONG"'))
  t.same(encodePong(hex('00*16')), hex('04 "PONG" 00*16'))
  t.same(encodeSubscribe('AB'), hex('09 "SUBSCRIBE" 4142'))
  t.same(encodeSubscribe(hex('00 ff')), hex('09 "SUBSCRIBE" 00ff'))
  t.same(encodeSubscribe(''), hex('09 "SUBSCRIBE"'))
  t.same(encodeCancel('AB'), hex('06 "CANCEL" 4142'))
  t.same(encodeCancel(hex('00 ff')), hex('06 "CANCEL" 00ff'))
})

t.test('encoding: an ERROR holds 255 bytes of reason', async t => {
  t.same(encodeError(''), hex('05 "ERROR" 00'))
  t.same(encodeError('x'.repeat(255)), hex('05 "ERROR" ff "x"*255'))
  t.same(encodeError('x'.repeat(256)), hex('05 "ERROR" ff "x"*255'))
  t.same(encodeError('é'), hex('05 "ERROR" 01 e9'))
})

t.test('encoding: what PING and PONG cannot hold is refused', async t => {
  for (const deciseconds of [-1, 65536, 1.5, NaN, Infinity]) {
    t.throws(() => encodePing(deciseconds), UsageError, `${deciseconds}`)
  }
  t.throws(() => encodePing(0, hex('00*17')), UsageError)
  t.throws(() => encodePong(hex('00*17')), UsageError)
})

t.test('names', async t => {
  const cases: [string, string | undefined][] = [
    ['05 "READY" 0b', 'READY'],
    ['04 "PING"', 'PING'],
    ['04 "ping" 0000', 'ping'],
    ['01 "A"', 'A'],
    ['ff "n"*255', 'n'.repeat(255)],
    ['02 00 ff', '\0ÿ'],
    ['', undefined],
    ['00', undefined],
    ['00 "READY"', undefined],
    ['01', undefined],
    ['06 "READY"', undefined],
    ['ff "n"*254', undefined],
  ]
  for (const [bytes, name] of cases) t.equal(commandName(hex(bytes)), name, bytes)
  const around = hex('aa 04 "PONG" bb')
  t.equal(commandName(new Uint8Array(around.buffer, around.byteOffset + 1, 5)), 'PONG', 'a view')
})

t.test('isCommand: that name, whole, in that case', async t => {
  t.equal(isCommand(READY_PUSH, 'READY'), true)
  t.equal(isCommand(hex('05 "READY"'), 'READY'), true)
  t.equal(isCommand(READY_PUSH, 'ERROR'), false)
  t.equal(isCommand(READY_PUSH, 'READ'), false)
  const others = ['', '00', '05', '05 "READ"', '05 "ready"', '06 "READYX"', '04 "READY"', '"READY"']
  for (const bytes of others) t.equal(isCommand(hex(bytes), 'READY'), false, bytes)
  t.equal(isCommand(hex(''), ''), false, 'an empty body has no name')
})

t.test('READY', async t => {
  t.same(show(READY_PUSH), [['Socket-Type', 'PUSH']])
  t.same(show(READY_PULL), [['Socket-Type', 'PULL']])
  t.same(show(hex('05 "READY"')), [])
  t.throws(() => decodeReady(hex('05 "READY" 00')), {
    constructor: ProtocolError,
    code: 'ERR_ZMTP_METADATA_REFUSED',
    offset: 6,
  })
})

t.test('ERROR', async t => {
  t.equal(decodeError(ERROR_400), '400')
  t.equal(decodeError(hex('05 "ERROR" 00')), '')
  t.equal(decodeError(hex('05 "ERROR" 04 0a1b5bff')), '\n\x1b[ÿ')
  t.equal(decodeError(hex('05 "ERROR" ff "x"*255')), 'x'.repeat(255))
  t.equal(decodeError(hex('05 "ERROR" 03 "400" "more"')), '400', 'bytes behind it are ignored')
  for (const bytes of ['05 "ERROR"', '05 "ERROR" 01', '05 "ERROR" 04 "400"', '05 "ERROR" ff']) {
    t.throws(
      () => decodeError(hex(bytes)),
      {
        constructor: ProtocolError,
        code: 'ERR_ZMTP_MALFORMED_COMMAND_ERROR',
        number: 0x10000015,
        offset: 6,
      },
      bytes,
    )
  }
})

t.test('PING', async t => {
  const cases: [string, number, string][] = [
    ['04 "PING" 0000', 0, ''],
    ['04 "PING" 000f', 15, ''],
    ['04 "PING" 0290', 656, ''],
    ['04 "PING" ffff 01', 65535, '01'],
    ['04 "PING" 0005 00*16', 5, '00*16'],
    ['04 "PING" 0000 aa*16 bb', 0, 'aa*16'],
    ['04 "PING" 0000 aa*300', 0, 'aa*16'],
  ]
  for (const [bytes, timeToLiveDeciseconds, context] of cases) {
    t.same(decodePing(hex(bytes)), { timeToLiveDeciseconds, context: hex(context) }, bytes)
  }
  for (const bytes of ['04 "PING"', '04 "PING" 00']) {
    t.throws(() => decodePing(hex(bytes)), {
      constructor: ProtocolError,
      code: 'ERR_ZMTP_MALFORMED_PING',
      number: undefined,
      offset: 5,
    })
  }
})

t.test('a body cut off anywhere', async t => {
  for (let length = 0; length < ERROR_400.length; length++) {
    const body = ERROR_400.subarray(0, length)
    if (length < 6) t.equal(commandName(body), undefined, `ERROR to ${length}`)
    else
      t.throws(
        () => decodeError(body),
        { code: 'ERR_ZMTP_MALFORMED_COMMAND_ERROR' },
        `ERROR to ${length}`,
      )
  }
  for (let length = 0; length < PING_1500_MS.length; length++) {
    const body = PING_1500_MS.subarray(0, length)
    t.equal(commandName(body), length < 5 ? undefined : 'PING')
    t.throws(() => decodePing(body), { code: 'ERR_ZMTP_MALFORMED_PING' }, `PING to ${length}`)
  }
})
