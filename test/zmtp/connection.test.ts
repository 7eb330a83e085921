// Greeting and handshake of a Connection; traffic and failures have files of their own.
import t from 'tap'
import { Connection } from '../../lib/zmtp/connection.js'
import { everySplit, feedByteByByte, hex, NULL_GREETING, splitAt } from '../support/bytes.js'
import { connectionSettings, drive, RecordedPeer } from '../support/drive.js'
import type { SocketTypeName } from '../../lib/engine.js'

const SIGNATURE = hex('ff00000000000000017f')
const REVISION = hex('03')
const TAIL = hex('01 4e554c4c 00*16 00*32')
const READY_PUSH = hex('041a0552454144590b536f636b65742d547970650000000450555348')
const READY_PULL = hex('041a0552454144590b536f636b65742d54797065000000045055 4c4c')
const HI = hex('00026869')

function started(socketType: SocketTypeName = 'PULL'): RecordedPeer {
  const peer = new RecordedPeer({ socketType })
  peer.connection.start(0)
  return peer
}

t.test('speaks first: its signature, with the length of its routing id', async t => {
  t.same(started().take(), SIGNATURE)
  const named = new RecordedPeer({ socketType: 'PUSH', routingId: Buffer.from('pushid') })
  t.same(named.take(), hex(''), 'nothing before start')
  named.connection.start(0)
  t.same(named.take(), hex('ff 0000000000000007 7f'))
})

t.test('a peer byte by byte gets revision, tail and READY where libzmq gives them', async t => {
  const peer = started('PUSH')
  t.same(peer.take(), SIGNATURE)
  const answers: [number, string][] = []
  let count = 0
  feedByteByByte(Buffer.concat([NULL_GREETING, READY_PULL]), chunk => {
    count++
    const answer = peer.receive(chunk)
    if (answer.length > 0) answers.push([count, answer.toString('hex')])
  })
  t.same(answers, [
    [10, REVISION.toString('hex')],
    [11, TAIL.toString('hex')],
    [64, READY_PUSH.toString('hex')],
  ])
  t.equal(peer.connection.state, 'traffic')
  t.equal(peer.readies.length, 1)
  t.equal(peer.peerProperty('Socket-Type'), 'PULL')
})

t.test('the whole greeting at once: all the rest in one write of 92 bytes', async t => {
  const peer = started('PUSH')
  const all = peer.receive(NULL_GREETING)
  t.same(all, Buffer.concat([SIGNATURE, REVISION, TAIL, READY_PUSH]))
  t.equal(all.length, 92)
  t.equal(peer.connection.state, 'handshake')
  t.equal(peer.readies.length, 0)
})

t.test('greeting cut at 1, 9, 10, 11, 12, 31, 32, 33, 63', async t => {
  for (const cut of [1, 9, 10, 11, 12, 31, 32, 33, 63]) {
    const peer = started()
    const [head, tail] = splitAt(NULL_GREETING, cut)
    peer.receive(head)
    t.equal(peer.connection.state, 'greeting', `at ${cut}`)
    peer.receive(tail)
    t.equal(peer.connection.state, 'handshake', `at ${cut}`)
    peer.receive(READY_PUSH)
    peer.receive(HI)
    t.same(peer.messages, [['hi']], `at ${cut}`)
  }
})

t.test('greeting, READY and message in one segment, and cut anywhere', async t => {
  const stream = Buffer.concat([NULL_GREETING, READY_PUSH, HI])
  const whole = started()
  whole.receive(stream)
  t.same(whole.messages, [['hi']])
  for (const [head, tail] of everySplit(stream)) {
    const peer = started()
    const said = Buffer.concat([peer.receive(head), peer.receive(tail)])
    t.same(peer.messages, [['hi']], `at ${head.length}`)
    t.same(said, Buffer.concat([SIGNATURE, REVISION, TAIL, READY_PULL]), `at ${head.length}`)
  }
})

t.test('every byte of a session in a chunk of its own', async t => {
  const peer = started()
  feedByteByByte(Buffer.concat([NULL_GREETING, READY_PUSH, HI, HI]), chunk => peer.receive(chunk))
  t.same(peer.messages, [['hi'], ['hi']])
  t.equal(peer.readies.length, 1)
})

t.test('versions, padding, filler and as-server of a 3.x peer do not matter', async t => {
  const cases: [number, string][] = [
    [1, 'ff*8'],
    [1, '00*8'],
    [1, '01*8'],
    [9, 'ff'],
    [10, '04'],
    [10, 'ffff'],
    [10, '0300'],
    [10, '0309'],
    [32, '01'],
    [32, '07'],
    [33, 'aa*31'],
  ]
  for (const [offset, bytes] of cases) {
    const greeting = Buffer.from(NULL_GREETING)
    greeting.set(hex(bytes), offset)
    const peer = started()
    peer.receive(Buffer.concat([greeting, READY_PUSH, HI]))
    t.same(peer.messages, [['hi']], `${bytes} at ${offset}`)
  }
})

t.test('READY in long form, empty, with unknown properties, of 255 and 256 bytes', async t => {
  const type = '0b "Socket-Type" 00000004 "PUSH"'
  const cases: [string, string][] = [
    ['long form', `06 000000000000001a 05 "READY" ${type}`],
    ['no properties', '04 06 05 "READY"'],
    ['unknown ones', `04 2d 05 "READY" 05 "X-Foo" 00000001 "1" ${type} 03 "Bar" 00000000`],
    ['Identity', `04 2a 05 "READY" ${type} 08 "Identity" 00000003 "bob"`],
    ['Resource', `04 2a 05 "READY" ${type} 08 "Resource" 00000003 "a/b"`],
    ['255', `04 ff 05 "READY" ${type} 03 "X-1" 000000dd "v"*221`],
    ['256', `06 0000000000000100 05 "READY" ${type} 03 "X-1" 000000de "v"*222`],
    ['no case', '04 1a 05 "READY" 0b "sOCKET-tYPE" 00000004 "PUSH"'],
    ['the right type twice', `04 2e 05 "READY" ${type} ${type}`],
  ]
  for (const [name, ready] of cases) {
    const peer = started()
    peer.receive(Buffer.concat([NULL_GREETING, hex(ready), HI]))
    t.equal(peer.connection.failure, undefined, name)
    t.same(peer.messages, [['hi']], name)
  }
})

t.test('first of a repeated property wins', async t => {
  const peer = started()
  peer.receive(NULL_GREETING)
  peer.receive(hex('04 14 05 "READY" 01 "A" 00000001 "1" 01 "A" 00000001 "2"'))
  t.equal(peer.peerProperty('A'), '1')
})

t.test('ready is told before the message behind it; state is traffic by then', async t => {
  const log: string[] = []
  const connection: Connection = new Connection(
    connectionSettings({ socketType: 'PULL', handshakeIntervalMs: 0 }),
    {
      ready: () => void log.push(`ready in ${connection.state}`),
      message: () => log.push('message') > 0,
    },
  )
  connection.start(0)
  t.equal(connection.deadline, Infinity, 'no limit to the handshake')
  connection.receive(Buffer.concat([NULL_GREETING, READY_PUSH, HI]), 0)
  t.same(log, ['ready in traffic', 'message'])
})

t.test('two machines, in chunks of any size', async t => {
  for (const size of [1, 2, 3, 7, 10, 11, 31, 64, 92, Infinity]) {
    const push = started('PUSH')
    const pull = started('PULL')
    const said = drive(push.connection, pull.connection, 0, size)
    t.same(said.a, Buffer.concat([NULL_GREETING, READY_PUSH]), `${size}: PUSH`)
    t.same(said.b, Buffer.concat([NULL_GREETING, READY_PULL]), `${size}: PULL`)
    t.equal(push.peerProperty('Socket-Type'), 'PULL')
    t.equal(pull.peerProperty('Socket-Type'), 'PUSH')
    push.connection.send([Buffer.from('a'), Buffer.from(''), Buffer.from('c')])
    push.connection.send([Buffer.alloc(300, 'x')])
    t.same(
      drive(push.connection, pull.connection, 0, size).a,
      hex('010161 0100 000163 02 000000000000012c "x"*300'),
    )
    t.same(pull.messages, [['a', '', 'c'], ['x'.repeat(300)]])
  }
})

t.test('two machines: who may talk to whom', async t => {
  const legal: [SocketTypeName, SocketTypeName][] = [
    ['PAIR', 'PAIR'],
    ['PUSH', 'PULL'],
    ['PUB', 'SUB'],
    ['REQ', 'ROUTER'],
    ['DEALER', 'DEALER'],
  ]
  for (const [left, right] of legal) {
    const [a, b] = [started(left), started(right)]
    drive(a.connection, b.connection)
    t.same([a.connection.state, b.connection.state], ['traffic', 'traffic'], `${left} ${right}`)
  }
  const illegal: [SocketTypeName, SocketTypeName][] = [
    ['PAIR', 'PUSH'],
    ['PUSH', 'PUSH'],
    ['PULL', 'PULL'],
    ['PULL', 'PUB'],
  ]
  for (const [left, right] of illegal) {
    const [a, b] = [started(left), started(right)]
    drive(a.connection, b.connection)
    for (const { connection, readies } of [a, b]) {
      t.equal(connection.state, 'closed', `${left} ${right}`)
      t.equal(readies.length, 0)
    }
  }
})
