// Lines of a key log, both ways; and that each side of a connection tells keys that open its boxes, by tweetnacl.
import t, { type Test } from 'tap'
import nacl from 'tweetnacl'
import { CurveClient } from '../../../lib/zmtp/mechanism/curve-client.js'
import { CookieKeys } from '../../../lib/zmtp/mechanism/curve-cookie.js'
import {
  decodeKeyLogLine,
  encodeKeyLogLine,
  type CurveKeys,
} from '../../../lib/zmtp/mechanism/curve-key-log.js'
import { CurveServer } from '../../../lib/zmtp/mechanism/curve-server.js'
import { hex } from '../../support/bytes.js'
import { curveBox } from '../../support/curve.js'
import { HandClient, HandServer, pair } from '../../support/curve-peer.js'

const PUSH = hex('0b "Socket-Type" 00000004 "PUSH"')
const PULL = hex('0b "Socket-Type" 00000004 "PULL"')

const key = (octet: string): Buffer => hex(`${octet}*32`)
const word = (octet: string): string => octet.repeat(32)

t.test('a line, both ways', async t => {
  const keys = { clientKey: key('0a'), session: key('1b'), hello: key('2c'), vouch: key('3d') }
  const line = `CURVE ${word('0a')} ${word('1b')} ${word('2c')} ${word('3d')}\n`
  t.equal(encodeKeyLogLine(keys), line)
  t.same(decodeKeyLogLine(line), keys)
  t.same(decodeKeyLogLine(line.toUpperCase().replaceAll(' ', ' \t ')), keys, 'capitals, blanks')
  const only = { clientKey: key('0a'), session: undefined, hello: key('2c'), vouch: undefined }
  const short = `CURVE ${word('0a')} - ${word('2c')} -\n`
  t.equal(encodeKeyLogLine(only), short)
  t.same(decodeKeyLogLine(short), only)
  t.same(decodeKeyLogLine(`CURVE ${word('0a')} ${word('1b')}`), {
    clientKey: key('0a'),
    session: key('1b'),
    hello: undefined,
    vouch: undefined,
  })
})

t.test('what is no line of ours, and what is a wrong one', async t => {
  for (const line of ['', '  ', '# CURVE', 'CLIENT_RANDOM 00 11', 'CURVES', 'curve 00']) {
    t.equal(decodeKeyLogLine(line), undefined, JSON.stringify(line))
  }
  const name = "expected 64 hex digits of the client's short-term key"
  for (const [line, fault] of [
    ['CURVE', name],
    [`CURVE -`, name],
    [`CURVE ${word('0a').slice(1)} ${word('1b')}`, name],
    [`CURVE ${word('0g')} ${word('1b')}`, name],
    [`CURVE ${word('0a')}`, 'expected 64 hex digits of the session key'],
    [`CURVE ${word('0a')} ${word('1b')} x`, 'expected 64 hex digits of the hello key'],
    [`CURVE ${word('0a')} - - ${word('1b')}1`, 'expected 64 hex digits of the vouch key'],
    [`CURVE ${word('0a')} - - - -`, 'expected 4 keys at most'],
  ] as const) {
    t.equal(decodeKeyLogLine(line), fault, line)
  }
})

const nonce = (text: string, octets: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(text), octets])

/** Opens with a key that was told, by another library. */
function opened(of: Uint8Array | undefined, text: string, octets: Buffer, box: Buffer): Buffer {
  const inner = nacl.box.open.after(box, nonce(text, octets), of ?? new Uint8Array(32))
  if (inner === null) throw new Error(`${text} does not open`)
  return Buffer.from(inner)
}

/** What the commands of a handshake hold, opened with the keys that were told. */
function look(
  t: Test,
  keys: CurveKeys,
  { hello, welcome, initiate, ready }: Readonly<Record<string, Buffer>>,
): void {
  if (!hello || !welcome || !initiate || !ready) throw new Error('a command is missing')
  t.same(keys.clientKey, hello.subarray(80, 112))
  const zeros = opened(
    keys.hello,
    'CurveZMQHELLO---',
    hello.subarray(112, 120),
    hello.subarray(120),
  )
  t.same(zeros, Buffer.alloc(64))
  const inner = opened(keys.hello, 'WELCOME-', welcome.subarray(8, 24), welcome.subarray(24))
  t.same(inner.subarray(32), initiate.subarray(9, 105), 'the cookie')
  const said = opened(
    keys.session,
    'CurveZMQINITIATE',
    initiate.subarray(105, 113),
    initiate.subarray(113),
  )
  t.same(said.subarray(128), PUSH)
  const vouch = opened(keys.vouch, 'VOUCH---', said.subarray(32, 48), said.subarray(48, 128))
  t.same(vouch.subarray(0, 32), keys.clientKey)
  t.same(opened(keys.session, 'CurveZMQREADY---', ready.subarray(6, 14), ready.subarray(14)), PULL)
}

const copy = (octets: Uint8Array | undefined): Buffer | undefined => octets && Buffer.from(octets)

/** A list of what is told, copied: the keys are overwritten when the handshake is over. */
function listener(): { told: CurveKeys[]; keyLog: (keys: CurveKeys) => void } {
  const told: CurveKeys[] = []
  return {
    told,
    keyLog: ({ clientKey, session, hello, vouch }) =>
      void told.push({
        clientKey: Buffer.from(clientKey),
        session: copy(session),
        hello: copy(hello),
        vouch: copy(vouch),
      }),
  }
}

const secret = curveBox.secret()
const cookies = new CookieKeys(curveBox, () => 0)

function newClient(serverKey: Uint8Array, keyLog: (keys: CurveKeys) => void): CurveClient {
  const { publicKey } = secret
  return new CurveClient({ box: curveBox, metadata: PUSH, secret, publicKey, serverKey, keyLog })
}

t.test('a client tells, once, when it has understood WELCOME', async t => {
  const { told, keyLog } = listener()
  const server = new HandServer()
  const client = newClient(server.long.publicKey, keyLog)
  const hello = client.start().replies?.[0] as Buffer
  server.greeted(hello)
  t.same(told, [])
  const welcome = server.welcome()
  const initiate = client.receive(welcome).replies?.[0] as Buffer
  t.equal(told.length, 1)
  server.initiated(initiate)
  const ready = server.ready(PULL)
  client.receive(ready)
  client.forget()
  t.equal(told.length, 1)
  look(t, told[0] as CurveKeys, { hello, welcome, initiate, ready })
})

t.test('a client that never gets WELCOME tells what it has when it ends', async t => {
  const { told, keyLog } = listener()
  const server = new HandServer()
  const client = newClient(server.long.publicKey, keyLog)
  const hello = client.start().replies?.[0] as Buffer
  client.forget()
  client.forget()
  t.equal(told.length, 1)
  const box = hello.subarray(120)
  t.same(
    opened(told[0]?.hello, 'CurveZMQHELLO---', hello.subarray(112, 120), box),
    Buffer.alloc(64),
  )
  t.equal(told[0]?.session, undefined)
  const unstarted = newClient(server.long.publicKey, keyLog)
  unstarted.forget()
  t.equal(told.length, 1, 'one that has said nothing has none')
})

t.test('a server tells, once, when INITIATE has come', async t => {
  const { told, keyLog } = listener()
  const server = new CurveServer({ box: curveBox, metadata: PULL, secret, cookies, keyLog })
  const client = new HandClient(secret.publicKey)
  const hello = client.hello()
  const welcome = server.receive(hello).replies?.[0] as Buffer
  t.same(told, [])
  client.welcomed(welcome)
  const initiate = client.initiate(PUSH)
  server.receive(initiate)
  t.equal(told.length, 1)
  const last = server.answered({ status: 200, text: '', userId: '', metadata: new Map() })
  const ready = last.replies?.[0] as Buffer
  look(t, told[0] as CurveKeys, { hello, welcome, initiate, ready })
})

t.test('a server tells what it has of a handshake that fails', async t => {
  const { told, keyLog } = listener()
  const newServer = () =>
    new CurveServer({ box: curveBox, metadata: PULL, secret, cookies, keyLog })
  const stranger = new HandClient(pair().publicKey)
  t.throws(() => newServer().receive(stranger.hello()), { code: 'ERR_ZMTP_CRYPTOGRAPHIC' })
  t.match(told, [{ clientKey: Buffer.from(stranger.session.publicKey), session: undefined }])
  t.ok(told[0]?.hello)

  const liar = new HandClient(secret.publicKey, { vouchBy: pair().secretKey })
  const server = newServer()
  liar.welcomed(server.receive(liar.hello()).replies?.[0] as Buffer)
  const initiate = liar.initiate(PUSH)
  t.throws(() => server.receive(initiate), { code: 'ERR_ZMTP_CRYPTOGRAPHIC' })
  t.equal(told.length, 2)
  t.equal(told[1]?.vouch, undefined)
  opened(told[1]?.session, 'CurveZMQINITIATE', initiate.subarray(105, 113), initiate.subarray(113))
})
