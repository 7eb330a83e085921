// The client against a server written by hand with the boxes of tweetnacl, and against our server.
import t from 'tap'
import { CurveClient } from '../../../lib/zmtp/mechanism/curve-client.js'
import { CookieKeys } from '../../../lib/zmtp/mechanism/curve-cookie.js'
import { CurveServer } from '../../../lib/zmtp/mechanism/curve-server.js'
import { encodeZ85 } from '../../../lib/zmtp/z85.js'
import { hex } from '../../support/bytes.js'
import { curveBox, sealed } from '../../support/curve.js'
import { HandServer } from '../../support/curve-peer.js'
import { drive, RecordedPeer } from '../../support/drive.js'

const PUSH = hex('0b "Socket-Type" 00000004 "PUSH"')
const PULL = hex('0b "Socket-Type" 00000004 "PULL"')
const secret = curveBox.secret()
const newClient = (serverKey: Uint8Array): CurveClient =>
  new CurveClient({
    box: curveBox,
    metadata: PUSH,
    secret,
    publicKey: secret.publicKey,
    serverKey,
  })

/** A client that has said HELLO, and a server that has understood it. */
function greeted(): { client: CurveClient; server: HandServer } {
  const server = new HandServer()
  const client = newClient(server.long.publicKey)
  server.greeted(client.start().replies?.[0] as Buffer)
  return { client, server }
}

t.test('the whole handshake, and messages', async t => {
  const { client, server } = greeted()
  t.match(client, { name: 'CURVE', asServer: false })
  const step = client.receive(server.welcome())
  t.equal(step.kind, 'next')
  const initiate = step.replies?.[0] as Buffer
  t.equal(initiate.length, 257 + PUSH.length)
  t.same(initiate.subarray(105, 113), hex('00*7 02'))
  t.same(server.initiated(initiate), PUSH)
  t.same(server.clientKey, secret.publicKey)
  const last = client.receive(server.ready(PULL))
  if (last.kind !== 'ready' || last.peer.cipher === undefined) throw new Error(last.kind)
  t.same(last.peer.socketTypes, ['PULL'])
  t.equal(last.peer.typeFault, 'ZMTP_INVALID_METADATA')
  const { cipher } = last.peer
  const body = sealed(cipher, Buffer.from('hi'), 0)
  t.equal(body.readBigUInt64BE(8), 3n)
  t.same(server.read(body), hex('00 "hi"'))
  t.throws(() => cipher.open(server.message(1, 0, 'x')), { code: 'ERR_ZMTP_INVALID_SEQUENCE' })
  t.same(cipher.open(server.message(2, 0, 'x')), Buffer.from('x'))
})

t.test('every connection has keys of its own', async t => {
  const [one, other] = [greeted().server, greeted().server]
  t.notSame(one.clientSession, other.clientSession)
})

t.test('what is not right', async t => {
  t.throws(() => newClient(Buffer.alloc(32)).start(), { code: 'ERR_ZMTP_CRYPTOGRAPHIC' })
  const early: [string, number, (server: HandServer) => Buffer][] = [
    ['nothing', 0x10000001, () => hex('')],
    ['READY', 0x11000001, server => server.ready(PULL)],
    ['READY cut off', 0x10000016, server => server.ready(PULL).subarray(0, 29)],
    ['a message', 0x10000001, server => server.message(1, 0, 'x')],
    ['WELCOME cut off', 0x11000001, server => server.welcome().subarray(0, 167)],
    ['WELCOME with more', 0x11000001, server => Buffer.concat([server.welcome(), hex('00')])],
    ['WELCOME changed', 0x11000001, server => flip(server.welcome(), 50)],
    ['ERROR cut off', 0x10000015, () => hex('05 "ERROR" 03 "40"')],
  ]
  for (const [title, number, body] of early) {
    const { client, server } = greeted()
    t.throws(() => client.receive(body(server)), { code: /ERR_ZMTP/, number }, title)
  }
  const late: [string, number, (server: HandServer) => Buffer][] = [
    ['WELCOME again', 0x10000001, server => server.welcome()],
    ['READY cut off', 0x10000016, server => server.ready(PULL).subarray(0, 29)],
    ['READY changed', 0x11000001, server => flip(server.ready(PULL), 20)],
    ['READY with bad metadata', 0x10000018, server => server.ready(hex('01'))],
  ]
  for (const [title, number, body] of late) {
    const { client, server } = greeted()
    client.receive(server.welcome())
    t.throws(() => client.receive(body(server)), { code: /ERR_ZMTP/, number }, title)
  }
})

t.test('ERROR refuses the client, early and late', async t => {
  const refused = { kind: 'refused', reason: '400' }
  t.same(greeted().client.receive(hex('05 "ERROR" 03 "400"')), refused)
  const { client, server } = greeted()
  client.receive(server.welcome())
  t.same(client.receive(hex('05 "ERROR" 03 "400"')), refused)
})

t.test('no error shows a secret', async t => {
  const { client, server } = greeted()
  try {
    client.receive(flip(server.welcome(), 50))
    t.fail('it opened')
  } catch (error) {
    const shown = JSON.stringify(error) + String((error as Error).stack)
    t.notOk(shown.includes(encodeZ85(secret.octets)))
    t.notOk(shown.includes(secret.octets.toString('hex')))
  }
})

t.test('our client and our server, octet by octet; messages of all kinds and sizes', async t => {
  const long = curveBox.secret()
  const cookies = new CookieKeys(curveBox, () => 0)
  const mechanism = new CurveServer({ box: curveBox, metadata: PULL, secret: long, cookies })
  const pull = new RecordedPeer({ socketType: 'PULL', mechanism })
  const push = new RecordedPeer({ socketType: 'PUSH', mechanism: newClient(long.publicKey) })
  push.connection.start(0)
  pull.connection.start(0)
  drive(push.connection, pull.connection, 0, 1)
  t.same(pull.questions, ['CURVE'])
  pull.connection.answered({ status: 200, text: '', userId: '', metadata: new Map() }, 0)
  drive(push.connection, pull.connection, 0, 1)
  t.equal(pull.peerProperty('Socket-Type'), 'PUSH')
  t.equal(push.peerProperty('Socket-Type'), 'PULL')
  const lengths = [0, 1, 30, 31, 32, 190, 222, 223, 256, 1023, 1024, 70_000]
  for (const length of lengths) push.connection.send([Buffer.alloc(length, 'x'), Buffer.from('y')])
  push.connection.command(hex('04 "PING" 0000 "ctx"'))
  push.connection.command(hex('09 "SUBSCRIBE" "A"'))
  const { b: answer } = drive(push.connection, pull.connection)
  t.same(
    pull.messages.map(([first, second]) => [first?.length, second]),
    lengths.map(length => [length, 'y']),
  )
  t.same(pull.commands, ['\tSUBSCRIBEA'])
  t.equal(answer.length, 2 + 33 + 8, 'PONG came back, sealed')
  t.equal(answer[0], 0, 'as a message: the outer flags are libzmq’s')
})

function flip(body: Buffer, at: number): Buffer {
  body[at] = (body[at] as number) ^ 1
  return body
}
