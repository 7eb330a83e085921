import t from 'tap'
import zeromq from 'zeromq'
import { Context, Pull, type Push, type SocketOptions } from '../../../lib/index.js'
import { readRules, type Ruling } from '../../../lib/socket/security/zap-rules.js'
import { ANY_KEY, zapHandler, type ZapRules } from '../../../lib/zap/index.js'
import { decodeZ85 } from '../../../lib/zmtp/z85.js'
import {
  decodeZapReply,
  decodeZapRequest,
  encodeZapReply,
  encodeZapRequest,
} from '../../../lib/zmtp/zap.js'
import { closing } from '../../support/packages.js'
import { SIDES } from '../../support/security.js'

const KEY = SIDES.CURVE.client.curvePublicKey

function ask(
  rules: ZapRules,
  mechanism: 'NULL' | 'PLAIN' | 'CURVE',
  credentials: readonly (string | Uint8Array)[] = [],
  address = '127.0.0.1',
): Ruling {
  return readRules(rules)({
    requestId: '1',
    domain: '',
    address,
    routingId: Buffer.alloc(0),
    mechanism,
    credentials: credentials.map(part => Buffer.from(part)),
  })
}

t.test('addresses', async t => {
  t.equal(ask({}, 'NULL').status, 200)
  t.equal(ask({ addresses: ['127.0.0.0/8'] }, 'NULL').status, 200)
  t.equal(ask({ addresses: ['10.0.0.0/8', '::1'] }, 'NULL').status, 400)
  t.equal(ask({ addresses: [] }, 'NULL').status, 400)
  t.equal(ask({ deniedAddresses: ['127.0.0.1'] }, 'NULL').status, 400)
  t.equal(ask({ deniedAddresses: ['127.0.0.2'] }, 'NULL').status, 200)
  t.equal(ask({ addresses: ['127.0.0.1'] }, 'NULL', [], '').status, 400, 'over ipc there is none')
  t.throws(() => readRules({ addresses: ['here'] }), { code: 'ERR_USAGE' })
})

t.test('users', async t => {
  const rules = { users: { anna: 'secret', '': '' } }
  t.same(ask(rules, 'PLAIN', ['anna', 'secret']), { status: 200, text: 'OK', userId: 'anna' })
  t.equal(ask(rules, 'PLAIN', ['', '']).status, 200)
  for (const credentials of [
    ['anna', 'Secret'],
    ['anna', ''],
    ['bob', 'secret'],
    ['toString', ''],
  ]) {
    t.equal(ask(rules, 'PLAIN', credentials).status, 400, credentials.join())
  }
  t.equal(ask({}, 'PLAIN', ['anna', 'secret']).status, 400, 'a mechanism without a list')
})

t.test('keys', async t => {
  const octets = decodeZ85(KEY) as Buffer
  t.same(ask({ keys: [KEY] }, 'CURVE', [octets]), { status: 200, text: 'OK', userId: KEY })
  t.equal(ask({ keys: [KEY] }, 'CURVE', [Buffer.alloc(32)]).status, 400)
  t.equal(ask({}, 'CURVE', [octets]).status, 400)
  t.equal(ask({ keys: ANY_KEY }, 'CURVE', [Buffer.alloc(32)]).status, 200)
  t.equal(ask({ keys: ANY_KEY }, 'CURVE', [Buffer.alloc(31)]).status, 400)
  t.throws(() => readRules({ keys: ['short'] }), { code: 'ERR_USAGE' })
})

t.test('requests and replies, the other way', async t => {
  const request = {
    requestId: '1',
    domain: 'global',
    address: '127.0.0.1',
    routingId: Buffer.from('me'),
    mechanism: 'PLAIN',
    credentials: [Buffer.from('anna'), Buffer.from('secret')],
  } as const
  const parts = encodeZapRequest(request)
  t.same(decodeZapRequest(parts), request)
  for (let length = 0; length < parts.length; length++) {
    t.equal(decodeZapRequest(parts.slice(0, length)), undefined)
  }
  t.equal(decodeZapRequest([...parts, Buffer.alloc(0)]), undefined)
  t.equal(decodeZapRequest(parts.with(1, Buffer.from('1.1'))), undefined)
  t.equal(decodeZapRequest(parts.with(6, Buffer.from('constructor'))), undefined)
  const reply = encodeZapReply('1', { status: 400, text: 'No', userId: '' })
  t.match(decodeZapReply(reply, '1'), { status: 400, text: 'No', userId: '' })
})

t.test('libzmq is let in, and turned away', async t => {
  const context = new Context()
  const handler = zapHandler({ users: { admin: 'secret' }, keys: [KEY] }, context)
  t.teardown(() => handler.close())
  t.throws(() => zapHandler({}, context), { code: 'EADDRINUSE' })
  for (const mechanism of ['PLAIN', 'CURVE'] as const) {
    const { server, client } = SIDES[mechanism]
    const options: SocketOptions<Pull> = { ...server, context, linger: 0, receiveTimeout: 5000 }
    const pull = closing(t, new Pull(options))
    await pull.bind('tcp://127.0.0.1:*')
    const push = closing(t, new zeromq.Push({ ...client, linger: 0 }) as unknown as Push)
    push.connect(pull.lastEndpoint as string)
    await push.send(mechanism)
    t.same(String(await pull.receive()), mechanism)
    const stranger =
      mechanism === 'PLAIN'
        ? { ...client, plainPassword: 'other' }
        : { ...client, curveSecretKey: zeromq.curveKeyPair().secretKey, ...zeromq.curveKeyPair() }
    const { secretKey, publicKey, ...rest } = stranger as Record<string, unknown>
    const keys =
      mechanism === 'CURVE' ? { curveSecretKey: secretKey, curvePublicKey: publicKey } : {}
    const refused = closing(t, new zeromq.Push({ ...rest, ...keys, linger: 0 } as never))
    const status = new Promise(resolve => {
      refused.events.on('handshake:error:auth', ({ error }) =>
        resolve((error as never as { status: number }).status),
      )
    })
    refused.connect(pull.lastEndpoint as string)
    t.equal(await status, 400)
  }
})
