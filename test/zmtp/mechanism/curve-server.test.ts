// The server against a client written by hand with the boxes of tweetnacl.
import t, { type Test } from 'tap'
import { CookieKeys } from '../../../lib/zmtp/mechanism/curve-cookie.js'
import { CurveServer } from '../../../lib/zmtp/mechanism/curve-server.js'
import type { Cipher } from '../../../lib/zmtp/mechanism/mechanism.js'
import type { ZapStatus } from '../../../lib/zmtp/zap.js'
import { hex } from '../../support/bytes.js'
import { curveBox, sealed } from '../../support/curve.js'
import { HandClient, pair, type ClientBend } from '../../support/curve-peer.js'

const PUSH = hex('0b "Socket-Type" 00000004 "PUSH"')
const PULL = hex('0b "Socket-Type" 00000004 "PULL"')
const secret = curveBox.secret()
const cookies = new CookieKeys(curveBox, () => 0)
const newServer = (): CurveServer =>
  new CurveServer({ box: curveBox, metadata: PULL, secret, cookies })
const verdict = (status: ZapStatus) => ({ status, text: '', userId: '', metadata: new Map() })

/** A server that has sent WELCOME, and the client that got it. */
function welcomed(bend: ClientBend = {}): { server: CurveServer; client: HandClient } {
  const server = newServer()
  const client = new HandClient(secret.publicKey, bend)
  const [welcome] = server.receive(client.hello()).replies ?? []
  client.welcomed(welcome as Buffer)
  return { server, client }
}

/** The same after the handshake. */
function ready(t: Test): { client: HandClient; cipher: Cipher } {
  const { server, client } = welcomed()
  server.receive(client.initiate(PUSH))
  const step = server.answered(verdict(200))
  if (step.kind !== 'ready' || step.peer.cipher === undefined) throw new Error(step.kind)
  t.same(client.ready(step.replies?.[0] as Buffer), PULL)
  return { client, cipher: step.peer.cipher }
}

t.test('a good client is asked about, then let in', async t => {
  const server = newServer()
  t.match(server, { name: 'CURVE', asServer: true })
  t.same(server.start(), { kind: 'next' })
  const { server: asked, client } = welcomed()
  const step = asked.receive(client.initiate(PUSH))
  t.same(step, {
    kind: 'ask',
    question: { mechanism: 'CURVE', credentials: [Buffer.from(client.long.publicKey)] },
  })
  const last = asked.answered(verdict(200))
  if (last.kind !== 'ready') throw new Error(last.kind)
  t.same(last.peer.socketTypes, ['PUSH'])
  const body = last.replies?.[0] as Buffer
  t.equal(body.length, 30 + PULL.length)
  t.same(body.subarray(6, 14), hex('00*7 01'))
})

t.test('refusals: ERROR with the status, but for 300', async t => {
  for (const [status, replies] of [
    [300, []],
    [400, [hex('05 "ERROR" 03 "400"')]],
    [500, [hex('05 "ERROR" 03 "500"')]],
  ] as const) {
    const { server, client } = welcomed()
    server.receive(client.initiate(PUSH))
    t.same(server.answered(verdict(status)), { kind: 'denied', status, replies })
  }
})

t.test('a HELLO that is not right', async t => {
  const faults: [string, number, (client: HandClient) => Buffer, ClientBend?][] = [
    ['empty', 0x10000011, () => hex('')],
    ['READY', 0x10000001, () => hex('05 "READY" 00')],
    ['INITIATE', 0x10000001, client => client.initiate(PUSH)],
    ['199 octets', 0x10000013, client => client.hello().subarray(0, 199)],
    ['201 octets', 0x10000013, client => Buffer.concat([client.hello(), hex('00')])],
    ['version 1.1', 0x10000013, client => client.hello(), { version: [1, 1] }],
    ['version 2.0', 0x10000013, client => client.hello(), { version: [2, 0] }],
    ['padding', 0x10000013, client => client.hello(), { padding: 1 }],
    ['signature', 0x11000001, client => client.hello(), { signature: 1 }],
    ['key of low order', 0x11000001, client => client.hello().fill(0, 80, 112)],
  ]
  for (const [title, number, body, bend] of faults) {
    const client = new HandClient(secret.publicKey, bend)
    t.throws(() => newServer().receive(body(client)), { code: /ERR_ZMTP/, number }, title)
  }
  const forOther = new HandClient(pair().publicKey).hello()
  t.throws(() => newServer().receive(forOther), { code: 'ERR_ZMTP_CRYPTOGRAPHIC' })
})

t.test('an INITIATE that is not right', async t => {
  const other = pair()
  const stranger = welcomed()
  const faults: [string, number, ClientBend, ((body: Buffer) => Buffer)?][] = [
    ['a vouch for another C', 0x10000003, { vouchFor: other.publicKey }],
    ['a vouch for another S', 0x10000003, { vouchServer: other.publicKey }],
    ['a vouch by another', 0x11000001, { vouchBy: other.secretKey }],
    ["HELLO's nonce", 0x10000002, { initiateNonce: 1 }],
    ['a lower nonce', 0x10000002, { helloNonce: 7, initiateNonce: 6 }],
    ['a cookie of another connection', 0x11000001, { cookie: stranger.client.cookie }],
    ['a changed cookie', 0x11000001, {}, body => flip(body, 60)],
    ['a changed box', 0x11000001, {}, body => flip(body, 200)],
    ['a command cut off', 0x10000014, {}, body => body.subarray(0, 256)],
    ['another command', 0x10000001, {}, () => hex('05 "HELLO" 00')],
    ['no command', 0x10000011, {}, () => hex('09 "X"')],
  ]
  for (const [title, number, bend, change = (body: Buffer) => body] of faults) {
    const { server, client } = welcomed(bend)
    const body = change(client.initiate(PUSH))
    t.throws(() => server.receive(body), { code: /ERR_ZMTP/, number }, title)
  }
  const { server, client } = welcomed()
  t.throws(() => server.receive(client.initiate(hex('01'))), { code: 'ERR_ZMTP_METADATA_REFUSED' })
  const asking = welcomed()
  asking.server.receive(asking.client.initiate(PUSH))
  t.throws(() => asking.server.receive(asking.client.message(3, 0, '')), {
    code: 'ERR_ZMTP_UNSPECIFIED',
  })
})

t.test('two connections share no key, no cookie and no nonce', async t => {
  const [one, other] = [welcomed().client, welcomed().client]
  t.notSame(one.serverSession, other.serverSession)
  t.notSame(one.cookie, other.cookie)
})

t.test('messages both ways', async t => {
  const { client, cipher } = ready(t)
  t.same(cipher.open(client.message(3, 1, 'hi')), Buffer.from('hi'))
  t.equal(cipher.flags, 1)
  t.same(cipher.open(client.message(1000, 2, '\x04PING')), Buffer.from('\x04PING'))
  t.equal(cipher.flags, 4)
  for (const [count, flags, inner, payload] of [
    [2, 0, 0, 'hello'],
    [3, 1, 1, ''],
    [4, 4, 2, 'x'.repeat(500)],
  ] as const) {
    const body = sealed(cipher, Buffer.from(payload), flags)
    t.equal(body.readBigUInt64BE(8), BigInt(count))
    t.same(client.read(body), Buffer.concat([Buffer.from([inner]), Buffer.from(payload)]))
  }
})

t.test('a MESSAGE that is not right', async t => {
  const faults: [string, string, (client: HandClient) => Buffer][] = [
    ['nothing', 'MALFORMED_COMMAND_UNSPECIFIED', () => hex('')],
    ['PING in clear', 'UNEXPECTED_COMMAND', () => hex('04 "PING" 0000')],
    ['cut off', 'MALFORMED_COMMAND_MESSAGE', client => client.message(3, 0, '').subarray(0, 32)],
    ["INITIATE's nonce", 'INVALID_SEQUENCE', client => client.message(2, 0, 'x')],
    ['nonce 0', 'INVALID_SEQUENCE', client => client.message(0, 0, 'x')],
    ['changed', 'CRYPTOGRAPHIC', client => flip(client.message(3, 0, 'x'), 33)],
    ['MAC changed', 'CRYPTOGRAPHIC', client => flip(client.message(3, 0, 'x'), 16)],
    ['nonce changed', 'CRYPTOGRAPHIC', client => flip(client.message(3, 0, 'x'), 14)],
    ['wrong way', 'CRYPTOGRAPHIC', client => client.message(3, 0, 'x', 'CurveZMQMESSAGES')],
    ['reserved flags', 'RESERVED_FLAGS', client => client.message(3, 0x80, 'x')],
  ]
  for (const [title, code, body] of faults) {
    const { client, cipher } = ready(t)
    t.throws(() => cipher.open(body(client)), { code: `ERR_ZMTP_${code}` }, title)
  }
})

t.test('a MESSAGE that does not open moves no nonce; one that does is not taken twice', async t => {
  const { client, cipher } = ready(t)
  t.throws(() => cipher.open(flip(client.message(99, 0, 'x'), 33)), { code: /CRYPTOGRAPHIC/ })
  const message = client.message(3, 0, 'x')
  t.same(cipher.open(Buffer.from(message)), Buffer.from('x'))
  t.throws(() => cipher.open(message), { code: 'ERR_ZMTP_INVALID_SEQUENCE' })
})

t.test('after the end nothing can be read that was sealed, nor opened', async t => {
  const { client, cipher } = ready(t)
  cipher.forget()
  const body = sealed(cipher, Buffer.from('hello'), 0)
  t.notOk(body.includes('hello'))
  t.throws(() => client.read(body), /does not open/)
  t.throws(() => cipher.open(client.message(3, 0, 'x')), { code: /CRYPTOGRAPHIC/ })
})

function flip(body: Buffer, at: number): Buffer {
  body[at] = (body[at] as number) ^ 1
  return body
}
