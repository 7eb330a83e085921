import t from 'tap'
import { ProtocolError } from '../../../lib/errors.js'
import type { Mechanism } from '../../../lib/zmtp/mechanism/mechanism.js'
import { nullMechanism } from '../../../lib/zmtp/mechanism/null.js'
import type { ZapStatus, ZapVerdict } from '../../../lib/zmtp/zap.js'
import { hex } from '../../support/bytes.js'

const PUSH = hex('0b "Socket-Type" 00000004 "PUSH"')
const READY_PULL = hex('0552454144590b536f636b65742d54797065000000045055 4c4c')

t.test('announces NULL, never as server, and sends READY at once', async t => {
  const mechanism = nullMechanism(PUSH)
  t.equal(mechanism.name, 'NULL')
  t.equal(mechanism.asServer, false)
  t.same(mechanism.start(), {
    kind: 'next',
    replies: [hex('0552454144590b536f636b65742d547970650000000450555348')],
  })
  t.same(nullMechanism(hex('')).start(), { kind: 'next', replies: [hex('05 "READY"')] })
})

t.test('READY ends the handshake with the metadata of the peer', async t => {
  t.same(nullMechanism(PUSH).receive(READY_PULL), {
    kind: 'ready',
    peer: { metadata: new Map([['Socket-Type', hex('"PULL"')]]), socketTypes: ['PULL'] },
  })
  t.same(nullMechanism(PUSH).receive(hex('05 "READY"')), {
    kind: 'ready',
    peer: { metadata: new Map(), socketTypes: [] },
  })
})

t.test('each Socket-Type is given, in any case, in order', async t => {
  const step = nullMechanism(PUSH).receive(
    hex(
      '05 "READY" 0b "Socket-Type" 00000004 "PULL" 01 "A" 00000000 0b "SOCKET-type" 00000004 "PUB" ff',
    ),
  )
  if (step.kind !== 'ready') throw new Error(step.kind)
  t.same(step.peer.socketTypes, ['PULL', 'PUBÿ'])
  t.equal(step.peer.metadata.size, 2)
})

t.test('READY with broken metadata is refused silently', async t => {
  for (const metadata of [
    '00',
    '01 "A"',
    '01 "A" 80000000',
    '00 00000001 78',
    '03 "A B" 00000000',
  ]) {
    t.throws(
      () => nullMechanism(PUSH).receive(hex(`05 "READY" ${metadata}`)),
      { constructor: ProtocolError, code: 'ERR_ZMTP_METADATA_REFUSED', number: undefined },
      metadata,
    )
  }
})

const refused = (reason: string): object => ({ kind: 'refused', reason })

t.test('ERROR gives its reason', async t => {
  t.same(nullMechanism(PUSH).receive(hex('054552524f5203343030')), refused('400'))
  t.same(nullMechanism(PUSH).receive(hex('05 "ERROR" 00')), refused(''))
  for (const bytes of ['05 "ERROR"', '05 "ERROR" 04 "400"']) {
    t.throws(() => nullMechanism(PUSH).receive(hex(bytes)), {
      constructor: ProtocolError,
      code: 'ERR_ZMTP_MALFORMED_COMMAND_ERROR',
      number: 0x10000015,
    })
  }
})

t.test('anything else is unexpected: 0x10000001', async t => {
  const bodies = [
    '',
    '00',
    '05',
    '05 "READ"',
    '05 "ready" 0b "Socket-Type" 00000004 "PULL"',
    '06 "READYX"',
    '05 "HELLO" 01 "u" 01 "p"',
    '08 "INITIATE"',
    '07 "WELCOME"',
    '04 "PING" 0000',
    '04 "PONG"',
    '09 "SUBSCRIBE"',
    '5e52524f5203343030',
    '"READY"',
  ]
  for (const body of bodies) {
    t.throws(
      () => nullMechanism(PUSH).receive(hex(body)),
      {
        constructor: ProtocolError,
        code: 'ERR_ZMTP_UNEXPECTED_COMMAND',
        number: 0x10000001,
        state: 'handshake',
      },
      body,
    )
  }
})

const verdict = (status: ZapStatus): ZapVerdict => ({
  status,
  text: '',
  userId: '',
  metadata: new Map(),
})

t.test('where ZAP judges the peer, our READY waits for its answer', async t => {
  const ready = { metadata: new Map([['Socket-Type', hex('"PULL"')]]), socketTypes: ['PULL'] }
  const asking = (): Mechanism => {
    const mechanism = nullMechanism(PUSH, true)
    t.same(mechanism.start(), { kind: 'ask', question: { mechanism: 'NULL', credentials: [] } })
    return mechanism
  }
  const ours = nullMechanism(PUSH).start().replies

  const answeredFirst = asking()
  t.same(answeredFirst.answered(verdict(200)), { kind: 'next', replies: ours })
  t.same(answeredFirst.receive(READY_PULL), { kind: 'ready', peer: ready })

  const peerFirst = asking()
  t.same(peerFirst.receive(READY_PULL), { kind: 'next' })
  t.throws(() => peerFirst.receive(READY_PULL), { code: 'ERR_ZMTP_UNEXPECTED_COMMAND' })
  t.same(peerFirst.answered(verdict(200)), { kind: 'ready', peer: ready, replies: ours })

  t.same(asking().answered(verdict(400)), {
    kind: 'denied',
    status: 400,
    replies: [hex('05 "ERROR" 03 "400"')],
  })
  t.same(asking().answered(verdict(300)), { kind: 'denied', status: 300, replies: [] })
})
