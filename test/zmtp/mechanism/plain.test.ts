import t from 'tap'
import type { Mechanism } from '../../../lib/zmtp/mechanism/mechanism.js'
import { plainClient, plainServer } from '../../../lib/zmtp/mechanism/plain.js'
import type { ZapStatus, ZapVerdict } from '../../../lib/zmtp/zap.js'
import { hex } from '../../support/bytes.js'
import { drive, RecordedPeer } from '../../support/drive.js'

const PUSH = hex('0b "Socket-Type" 00000004 "PUSH"')
const PULL = hex('0b "Socket-Type" 00000004 "PULL"')
const HELLO = hex('05 "HELLO" 05 "admin" 06 "secret"')
const WELCOME = hex('07 "WELCOME"')
const READY_PULL = Buffer.concat([hex('05 "READY"'), PULL])

/** What an error with this number of libzmq's looks like. */
const fault = (number: number): { readonly code: RegExp; readonly number: number } => ({
  code: /^ERR_ZMTP_/,
  number,
})

const client = (username = 'admin', password = 'secret'): Mechanism =>
  plainClient(PUSH, { username: Buffer.from(username), password: Buffer.from(password) })

const verdict = (status: ZapStatus): ZapVerdict => ({
  status,
  text: '',
  userId: '',
  metadata: new Map(),
})

t.test('the client says HELLO, INITIATE, and knows its peer by READY', async t => {
  const mechanism = client()
  t.equal(mechanism.name, 'PLAIN')
  t.equal(mechanism.asServer, false)
  t.same(mechanism.start(), { kind: 'next', replies: [HELLO] })
  t.same(mechanism.receive(WELCOME), {
    kind: 'next',
    replies: [Buffer.concat([hex('08 "INITIATE"'), PUSH])],
  })
  t.same(mechanism.receive(READY_PULL), {
    kind: 'ready',
    peer: {
      metadata: new Map([['Socket-Type', hex('"PULL"')]]),
      socketTypes: ['PULL'],
      typeFault: 'ZMTP_INVALID_METADATA',
    },
  })
})

t.test('fields have 0 to 255 octets', async t => {
  const longest = 'x'.repeat(255)
  t.same(client('', '').start(), { kind: 'next', replies: [hex('05 "HELLO" 00 00')] })
  const [hello] = client(longest, longest).start().replies ?? []
  t.equal(hello?.length, 6 + 256 + 256)
  t.throws(() => client(`${longest}x`), { code: 'ERR_USAGE' })
  t.throws(() => client('', `${longest}x`), { code: 'ERR_USAGE' })
})

t.test('both forms of ERROR refuse the client', async t => {
  for (const bytes of ['05 "ERROR" 03 "400"', '"^RROR" 03 "400"']) {
    const refused = { kind: 'refused', reason: '400' }
    t.same(client().receive(hex(bytes)), refused)
    const welcomed = client()
    welcomed.receive(WELCOME)
    t.same(welcomed.receive(hex(bytes)), refused)
  }
  for (const bytes of ['"^RROR"', '"^RROR" 04 "400"', '05 "ERROR"']) {
    t.throws(() => client().receive(hex(bytes)), fault(0x10000015), bytes)
  }
})

t.test('the client takes nothing out of turn', async t => {
  for (const bytes of ['', '05 "HELLO"', '05 "READY"', '08 "INITIATE"', '04 "PING" 0000']) {
    t.throws(() => client().receive(hex(bytes)), fault(0x10000001), bytes)
  }
  t.throws(() => client().receive(hex('07 "WELCOME" 78')), fault(0x10000017))
  const welcomed = client()
  welcomed.receive(WELCOME)
  t.throws(() => welcomed.receive(WELCOME), fault(0x10000001))
  t.throws(() => welcomed.receive(hex('05 "READY" 01')), {
    code: 'ERR_ZMTP_INVALID_METADATA',
    number: 0x10000018,
  })
})

t.test('the server lets ZAP judge, then welcomes', async t => {
  const mechanism = plainServer(PULL)
  t.equal(mechanism.asServer, true)
  t.same(mechanism.start(), { kind: 'next' })
  t.same(mechanism.receive(HELLO), {
    kind: 'ask',
    question: { mechanism: 'PLAIN', credentials: [hex('"admin"'), hex('"secret"')] },
  })
  t.same(mechanism.answered(verdict(200)), { kind: 'next', replies: [WELCOME] })
  t.same(mechanism.receive(Buffer.concat([hex('08 "INITIATE"'), PUSH])), {
    kind: 'ready',
    peer: { metadata: new Map([['Socket-Type', hex('"PUSH"')]]), socketTypes: ['PUSH'] },
    replies: [READY_PULL],
  })
})

t.test('a refusal has the form that libzmq understands; 300 has none', async t => {
  for (const [status, replies] of [
    [300, []],
    [400, [hex('5e52524f5203343030')]],
    [500, [hex('5e52524f5203353030')]],
  ] as const) {
    const mechanism = plainServer(PULL)
    mechanism.receive(HELLO)
    t.same(mechanism.answered(verdict(status)), { kind: 'denied', status, replies })
  }
})

t.test('the server takes nothing out of turn', async t => {
  const faults: [string, number][] = [
    ['', 0x10000011],
    ['05', 0x10000011],
    ['05 "HELL"', 0x10000011],
    ['05 "READY" 00', 0x10000001],
    ['08 "INITIATE" 00', 0x10000001],
    ['05 "ERROR" 00', 0x10000001],
    ['08 "HELLO   " 00', 0x10000001],
    ['05 "HELLO"', 0x10000013],
    ['05 "HELLO" 01', 0x10000013],
    ['05 "HELLO" 01 "u"', 0x10000013],
    ['05 "HELLO" 01 "u" 02 "p"', 0x10000013],
    ['05 "HELLO" 01 "u" 01 "p" 00', 0x10000013],
  ]
  for (const [bytes, number] of faults) {
    t.throws(() => plainServer(PULL).receive(hex(bytes)), fault(number), bytes)
  }
  const asking = plainServer(PULL)
  asking.receive(HELLO)
  t.throws(() => asking.receive(HELLO), fault(0x10000000))
  const welcoming = plainServer(PULL)
  welcoming.receive(HELLO)
  welcoming.answered(verdict(200))
  t.throws(() => welcoming.receive(HELLO), fault(0x10000001))
  t.throws(() => welcoming.receive(hex('08 "INITIATE" 01')), {
    code: 'ERR_ZMTP_METADATA_REFUSED',
    number: undefined,
  })
})

t.test('the password is overwritten at the end', async t => {
  const mechanism = client()
  const [hello] = mechanism.start().replies ?? []
  mechanism.forget?.()
  t.same(hello, Buffer.alloc(HELLO.length))
})

t.test('two connections, octet by octet', async t => {
  const pull = new RecordedPeer({ socketType: 'PULL', mechanism: plainServer(PULL) })
  const push = new RecordedPeer({ socketType: 'PUSH', mechanism: client() })
  push.connection.start(0)
  pull.connection.start(0)
  drive(push.connection, pull.connection, 0, 1)
  t.same(pull.questions, ['PLAIN'])
  pull.connection.answered(verdict(200), 0)
  drive(push.connection, pull.connection, 0, 1)
  t.equal(pull.peerProperty('Socket-Type'), 'PUSH')
  t.equal(push.peerProperty('Socket-Type'), 'PULL')
  push.connection.send([Buffer.from('hi')])
  drive(push.connection, pull.connection)
  t.same(pull.messages, [['hi']])
})

t.test('a server of another type says so as it refuses', async t => {
  const sub = new RecordedPeer({ socketType: 'SUB', mechanism: plainServer(PULL) })
  const push = new RecordedPeer({ socketType: 'PUSH', mechanism: client() })
  push.connection.start(0)
  sub.connection.start(0)
  drive(push.connection, sub.connection)
  sub.connection.answered(verdict(200), 0)
  drive(push.connection, sub.connection)
  t.match(sub.connection.failure, { kind: 'protocol', protocolNumber: undefined })
  t.match(push.connection.failure, {
    kind: 'refused',
    status: undefined,
    error: { message: /Invalid socket type/ },
  })
})
