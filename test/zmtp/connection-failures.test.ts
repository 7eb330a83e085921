// How a Connection ends: refused types and ERROR, the end of the stream, time-outs, and that it stays
// ended. The rules a peer can break are in connection-faults.test.ts.
import t from 'tap'
import { systemError } from '../../lib/errors.js'
import type { ConnectionSettings } from '../../lib/zmtp/connection-contract.js'
import { everySplit, hex, NULL_GREETING, splitAt } from '../support/bytes.js'
import { RecordedPeer } from '../support/drive.js'

const GREETING = 'ff00000000000000017f 03 01 "NULL" 00*16 00 00*31'
const READY = '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"'
const INVALID_TYPE = hex('04 1a 05 "ERROR" 13 "Invalid socket type"')

function started(settings: Partial<ConnectionSettings> = {}): RecordedPeer {
  const peer = new RecordedPeer({ socketType: 'PULL', ...settings })
  peer.connection.start(0)
  return peer
}

t.test('wrong mechanism: our whole greeting still goes out, but no READY', async t => {
  const peer = started()
  t.same(peer.receive(hex('ff00000000000000017f 03 01 "PLAIN" 00*15 00 00*31')), NULL_GREETING)
})

t.test('a protocol that is refused: nothing but our signature goes out', async t => {
  const peer = started({ minimumZmtp: 3 })
  t.same(peer.receive(hex('ff00000000000000017f 01 08')), hex('ff00000000000000017f'))
})

t.test('socket types: every wrong one is refused with an ERROR, silently for monitors', async t => {
  const types = [
    'PULL',
    'PAIR',
    'PUB',
    'SUB',
    'REQ',
    'REP',
    'DEALER',
    'ROUTER',
    'XPUB',
    'XSUB',
    'FOO',
    'push',
    'PUSH\0',
    'PUSH ',
    '',
    'GATHER',
    'SCATTER',
    'CHANNEL',
    'RADIO',
  ]
  for (const type of types) {
    const value = Buffer.from(type)
    const size = (22 + value.length).toString(16)
    const length = value.length.toString(16).padStart(8, '0')
    const peer = started()
    peer.receive(NULL_GREETING)
    const ready = [hex(`04 ${size} 05 "READY" 0b "Socket-Type" ${length}`), value, hex('00026869')]
    const said = peer.receive(Buffer.concat(ready))
    const { failure } = peer.connection
    t.match(failure, { kind: 'protocol', state: 'handshake' }, JSON.stringify(type))
    t.match(failure?.error, { code: 'ERR_ZMTP_SOCKET_TYPE_MISMATCH' })
    t.equal(failure?.protocolNumber, undefined)
    t.same(said, INVALID_TYPE)
    t.same(peer.readies, [])
    t.same(peer.messages, [])
  }
})

t.test('socket types: a wrong one is refused in any case, and behind a right one', async t => {
  const right = '0b "Socket-Type" 00000004 "PUSH"'
  for (const ready of [
    '04 19 05 "READY" 0b "socket-type" 00000003 "PUB"',
    `04 2d 05 "READY" ${right} 0b "Socket-Type" 00000003 "PUB"`,
    `04 2d 05 "READY" 0b "Socket-Type" 00000003 "PUB" ${right}`,
    `04 2d 05 "READY" ${right} 0b "SOCKET-TYPE" 00000003 "PUB"`,
  ]) {
    const peer = started()
    peer.receive(Buffer.concat([NULL_GREETING, hex(ready)]))
    t.match(peer.connection.failure?.error, { code: 'ERR_ZMTP_SOCKET_TYPE_MISMATCH' }, ready)
  }
})

t.test('ERROR refuses us; a status of 300, 400 or 500 is told', async t => {
  const cases: [string, number | undefined][] = [
    ['03 "300"', 300],
    ['03 "400"', 400],
    ['03 "500"', 500],
    ['03 "200"', undefined],
    ['04 "4000"', undefined],
    ['04 "400" 0a', undefined],
    ['04 "nope"', undefined],
    ['00', undefined],
    ['ff "x"*255', undefined],
    ['04 0a1b5bff', undefined],
  ]
  for (const [reason, status] of cases) {
    const body = hex(`05 "ERROR" ${reason}`)
    const frame =
      body.length > 255
        ? Buffer.concat([hex(`06 ${body.length.toString(16).padStart(16, '0')}`), body])
        : Buffer.concat([hex(`04 ${body.length.toString(16).padStart(2, '0')}`), body])
    const peer = started()
    peer.receive(Buffer.concat([NULL_GREETING, frame, hex('00026869')]))
    const { failure } = peer.connection
    t.match(failure, { kind: 'refused', state: 'handshake' }, reason)
    t.equal(failure?.status, status, reason)
    t.equal(failure?.protocolNumber, undefined, reason)
    const message = failure?.error.message ?? '\n'
    t.notOk(message.includes('\n') || message.includes('\x1b'), `${reason}: escaped`)
    t.same(peer.messages, [])
    t.same(peer.readies, [])
  }
})

t.test('end of stream, at every byte of greeting and handshake', async t => {
  const stream = hex(`${GREETING} ${READY}`)
  const reasons = [systemError('EPIPE'), systemError('ECONNRESET')]
  for (const error of reasons) {
    const ends = new Map<string, number>()
    for (let length = 0; length <= stream.length; length++) {
      const peer = started()
      peer.connection.receive(Buffer.from(stream.subarray(0, length)), 0)
      peer.connection.end(error)
      const { failure } = peer.connection
      const state = failure?.state ?? 'none'
      ends.set(state, (ends.get(state) ?? 0) + 1)
      const isExpected =
        failure?.kind === 'gone' &&
        failure.error === error &&
        failure.protocolNumber === undefined &&
        state === (length < 64 ? 'greeting' : length < stream.length ? 'handshake' : 'traffic')
      if (!isExpected) t.fail(`after ${length} bytes: ${failure?.kind} in ${state}`)
    }
    t.same(
      [...ends],
      [
        ['greeting', 64],
        ['handshake', hex(READY).length],
        ['traffic', 1],
      ],
    )
  }
})

t.test('time-out: the whole handshake has one deadline', async t => {
  for (const length of [0, 1, 10, 11, 20, 64, 70]) {
    const peer = new RecordedPeer({ socketType: 'PULL', handshakeIntervalMs: 500 })
    t.equal(peer.connection.deadline, Infinity, 'not started')
    peer.connection.start(1000)
    const [head] = splitAt(hex(`${GREETING} ${READY}`), length)
    peer.receive(head, 1400)
    t.equal(peer.connection.deadline, 1500)
    peer.connection.tick(1499)
    t.equal(peer.connection.failure, undefined)
    peer.connection.tick(1500)
    t.match(peer.connection.failure, {
      kind: 'silent',
      state: length < 64 ? 'greeting' : 'handshake',
    })
    t.equal(peer.connection.deadline, Infinity, 'nothing more to wait for')
  }
  const ready = started({ handshakeIntervalMs: 500 })
  ready.receive(hex(`${GREETING} ${READY}`), 499)
  t.equal(ready.connection.deadline, Infinity)
  ready.connection.tick(500)
  t.equal(ready.connection.state, 'traffic')
})

t.test('closed is closed: the first failure stays, nothing else happens', async t => {
  const peer = started()
  peer.receive(hex(`${GREETING} ${READY}`))
  const lost = systemError('ECONNRESET')
  peer.connection.end(lost)
  peer.connection.end(systemError('EPIPE'))
  t.equal(peer.connection.failure?.error, lost)
  peer.connection.receive(hex('00026869'), 0)
  peer.connection.resume(0)
  peer.connection.tick(1e9)
  t.same(peer.messages, [])
  t.same(peer.take(), hex(''))
  t.equal(peer.connection.deadline, Infinity)
  t.equal(peer.connection.state, 'closed')
})

t.test('a message before a fault in the same chunk is delivered', async t => {
  const stream = hex(`${GREETING} ${READY} 00026869 f8`)
  for (const [head, tail] of everySplit(stream)) {
    const peer = started()
    peer.connection.receive(head, 0)
    peer.connection.receive(tail, 0)
    t.same(peer.messages, [['hi']])
    t.equal(peer.connection.state, 'closed')
  }
})
