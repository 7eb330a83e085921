// What a connection tells of its peer, and what it leaves to its mechanism: the verdict on the peer, and a cipher.
import t from 'tap'
import { ProtocolError, systemError } from '../../lib/errors.js'
import type { Cipher, Mechanism } from '../../lib/zmtp/mechanism/mechanism.js'
import { nullMechanism } from '../../lib/zmtp/mechanism/null.js'
import { encodeMetadata } from '../../lib/zmtp/metadata.js'
import type { ZapStatus, ZapVerdict } from '../../lib/zmtp/zap.js'
import { hex, NULL_GREETING } from '../support/bytes.js'
import { drive, RecordedPeer } from '../support/drive.js'

const READY_PUSH = hex('041a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"')
const SIGNATURE = 'ff00000000000000017f'

t.test('who the peer is: protocol, minor version, socket type, routing id', async t => {
  const newPeer = new RecordedPeer({ socketType: 'PULL' })
  newPeer.connection.start(0)
  newPeer.receive(Buffer.concat([NULL_GREETING, READY_PUSH]))
  t.match(newPeer.peers, [{ protocol: '3.x', minor: 1, socketType: 'PUSH' }])

  const older = Buffer.from(NULL_GREETING)
  older[11] = 0
  const minorZero = new RecordedPeer({ socketType: 'PULL' })
  minorZero.connection.start(0)
  minorZero.receive(Buffer.concat([older, READY_PUSH]))
  t.match(minorZero.peers, [{ protocol: '3.x', minor: 0, socketType: 'PUSH' }])

  for (const [greeting, protocol, socketType] of [
    [`${SIGNATURE} 01 08 0003 ff00fe`, '2.0', 'PUSH'],
    [`${SIGNATURE} 00 08 0400 ff00fe`, '1.0', 'PUSH'],
    ['0400 ff00fe', '1.0-unversioned', undefined],
  ] as const) {
    const old = new RecordedPeer({ socketType: 'PULL' })
    old.connection.start(0)
    old.receive(hex(greeting))
    t.same(old.peers, [{ protocol, minor: 0, socketType, metadata: new Map() }])
    t.same(old.identities, ['ff00fe'], protocol)
  }
})

t.test('commands that are no heartbeats are passed on, in order with the messages', async t => {
  const peer = new RecordedPeer({ socketType: 'PULL' })
  peer.connection.start(0)
  const commands = ['04 0b 09 "SUBSCRIBE" "a"', '04 07 06 "CANCEL"', '04 06 04 "JOIN" "g"']
  peer.receive(
    Buffer.concat([
      NULL_GREETING,
      READY_PUSH,
      hex(`${commands.join(' ')} 00 01 "m" 04 07 04 "PING" 0000 04 05 04 "PONG" 04 04 03 "NEW"`),
    ]),
  )
  t.same(peer.commands, ['\x09SUBSCRIBEa', '\x06CANCEL', '\x04JOINg', '\x03NEW'])
  t.same(peer.messages, [['m']])
  t.equal(peer.connection.failure, undefined)
})

const verdict = (status: ZapStatus): ZapVerdict => ({
  status,
  text: '',
  userId: '',
  metadata: new Map(),
})

t.test('a handshake waits for the verdict; a denied peer is told, and time ends it', async t => {
  for (const status of [200, 400] as const) {
    const mechanism = nullMechanism(encodeMetadata([['Socket-Type', 'PULL']]), true)
    const peer = new RecordedPeer({ socketType: 'PULL', mechanism, handshakeIntervalMs: 100 })
    peer.connection.start(0)
    peer.receive(Buffer.concat([NULL_GREETING, READY_PUSH]))
    t.same(peer.questions, ['NULL'])
    t.equal(peer.connection.state, 'handshake')
    peer.connection.answered(verdict(status), 1)
    t.equal(peer.connection.state, status === 200 ? 'traffic' : 'handshake')
    t.same(peer.denials, status === 200 ? [] : [status])
    const said = peer.take().toString('latin1')
    t.equal(said.includes('READY'), status === 200)
    t.equal(said.includes('ERROR'), status !== 200)
    // A verdict that comes twice changes nothing.
    peer.connection.answered(verdict(200), 2)
    t.equal(peer.readies.length, status === 200 ? 1 : 0)
    peer.connection.tick(100)
    t.equal(peer.connection.failure?.kind, status === 200 ? undefined : 'silent')
    peer.connection.answered(verdict(200), 101)
    t.equal(peer.readies.length, status === 200 ? 1 : 0)
  }
})

t.test('a denied peer that goes on talking is at fault', async t => {
  const mechanism = nullMechanism(encodeMetadata([['Socket-Type', 'PULL']]), true)
  const peer = new RecordedPeer({ socketType: 'PULL', mechanism })
  peer.connection.start(0)
  peer.receive(NULL_GREETING)
  peer.connection.answered(verdict(400), 1)
  peer.receive(READY_PUSH)
  t.equal(peer.connection.failure, undefined, 'its READY may have been on its way')
  peer.receive(READY_PUSH)
  t.match(peer.connection.failure, { kind: 'protocol', protocolNumber: 0x10000001 })
  t.same(peer.readies, [])
})

const asking = (): Mechanism => nullMechanism(encodeMetadata([['Socket-Type', 'PULL']]), true)

t.test('a verdict that is none, and nobody to ask, end the handshake', async t => {
  const peer = new RecordedPeer({ socketType: 'PULL', mechanism: asking() })
  peer.connection.start(0)
  peer.receive(NULL_GREETING)
  peer.connection.answered(new ProtocolError('ZAP_BAD_VERSION', 'another version'), 1)
  t.match(peer.connection.failure, { kind: 'protocol', protocolNumber: 0x20000003 })

  const alone = new RecordedPeer({ socketType: 'PULL', mechanism: asking() })
  alone.judgement = systemError('EFAULT')
  alone.connection.start(0)
  alone.receive(NULL_GREETING)
  t.match(alone.connection.failure, { kind: 'gone', error: { code: 'EFAULT' } })

  const free = new RecordedPeer({ socketType: 'PULL', mechanism: asking() })
  free.judgement = verdict(200)
  free.connection.start(0)
  free.receive(Buffer.concat([NULL_GREETING, READY_PUSH]))
  t.equal(free.connection.state, 'traffic')
})

/** Seals by an octet that counts: what is out of order or not sealed does not open. */
class CountingCipher implements Cipher {
  readonly prefixLength = 2
  flags = 0
  isForgotten = false
  #sealed = 0
  #opened = 0

  seal(payload: Uint8Array, flags: number, page: Buffer, start: number): void {
    const key = ++this.#sealed & 0xff
    page.set(payload, start + this.prefixLength)
    const body = page.subarray(start, start + this.prefixLength + payload.length)
    body[0] = key
    body[1] = flags
    for (let at = 1; at < body.length; at++) body[at] = (body[at] as number) ^ key
  }

  open(body: Buffer): Buffer {
    const key = ++this.#opened & 0xff
    if (body[0] !== key) throw new Error(`sealed as ${body[0]}, opened as ${key}`)
    for (let at = 1; at < body.length; at++) body[at] = (body[at] as number) ^ key
    this.flags = body[1] as number
    return body.subarray(2)
  }

  forget(): void {
    this.isForgotten = true
  }
}

const withCipher = (socketType: string, cipher: Cipher): Mechanism => {
  const plain = nullMechanism(encodeMetadata([['Socket-Type', socketType]]))
  return {
    ...plain,
    receive(body) {
      const step = plain.receive(body)
      return step.kind === 'ready' ? { ...step, peer: { ...step.peer, cipher } } : step
    },
  }
}

t.test(
  'with a cipher every frame is sealed and opened, heartbeats and large parts too',
  async t => {
    const ciphers = [new CountingCipher(), new CountingCipher()] as const
    const heartbeat = { intervalMs: 10, timeoutMs: 10, timeToLiveMs: 0 }
    const push = new RecordedPeer({
      socketType: 'PUSH',
      mechanism: withCipher('PUSH', ciphers[0]),
      heartbeat,
    })
    const pull = new RecordedPeer({ socketType: 'PULL', mechanism: withCipher('PULL', ciphers[1]) })
    push.connection.start(0)
    pull.connection.start(0)
    drive(push.connection, pull.connection)
    const messages = [
      ['a'],
      ['', 'b', 'c'.repeat(252)],
      ['d'.repeat(253)],
      ['e'.repeat(400_000), 'f'],
    ]
    const large = messages.at(-1)
    const send = (parts: string[]): void =>
      push.connection.send(parts.map(part => Buffer.from(part)))
    for (const parts of messages.slice(0, -1)) send(parts)
    push.connection.tick(10)
    send(large ?? [])
    const said = drive(push.connection, pull.connection, 10, 1000)
    t.same(pull.messages, messages)
    t.equal(pull.connection.takeNow(), undefined)
    t.notOk(said.a.includes('dddd'), 'nothing leaves in the clear')
    t.ok(pull.connection.hasBeaten, 'the PING was opened and answered')
    push.connection.tick(20)
    t.equal(push.connection.failure, undefined, 'and the PONG was opened')
    push.connection.end(new Error('over'))
    t.ok(ciphers[0].isForgotten)
  },
)
