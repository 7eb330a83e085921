// libzmq's own bytes, seen by a peer that knows no ZMTP. These are the facts our engine is measured by;
// should a newer libzmq act otherwise, it shows here.
import t, { type Test } from 'tap'
import type { OptionValue, SocketTypeName } from '../../lib/engine.js'
import { nativeEngine } from '../../lib/native/engine.js'
import type { NativeMonitorReader } from '../../lib/native/monitor.js'
import type { NativeSocket } from '../../lib/native/socket.js'
import { hex } from '../support/bytes.js'
import { connectRawPeer, listenRawPeer, type RawPeer } from '../support/raw-peer.js'

const engine = await nativeEngine()
t.teardown(() => engine.close())

const SIGNATURE = 'ff 0000000000000001 7f'
const REST = '01 "NULL" 00*16 00 00*31'
const GREETING = `${SIGNATURE} 03 ${REST}`
const READY_PUSH = '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"'
const READY_PULL = '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PULL"'

/** A vector in the form RawPeer.read gives. */
const digits = (vector: string): string => hex(vector).toString('hex')

interface Bound {
  readonly socket: NativeSocket
  readonly monitor: NativeMonitorReader
  readonly peer: RawPeer
}

/** A bound, monitored libzmq socket, and a raw peer that has connected to it. */
async function bound(
  t: Test,
  type: SocketTypeName,
  options: Readonly<Record<number, OptionValue>> = {},
): Promise<Bound> {
  const socket = engine.socket(type, options)
  const monitor = socket.monitor({ events: 0xffff & ~0x0028 })
  const peer = await connectRawPeer(await socket.bind('tcp://127.0.0.1:*'))
  t.teardown(() => {
    peer.close()
    monitor.close()
    socket.close()
  })
  return { socket, monitor, peer }
}

/** Number and value of the next event. */
async function nextEvent(monitor: NativeMonitorReader): Promise<[number, number]> {
  const [head = Buffer.alloc(6)] = await monitor.receive()
  return [head.readUInt16LE(0), head.readUInt32LE(2)]
}

t.test('the greeting comes in stages, each when its byte of ours is there', async t => {
  const { peer } = await bound(t, 'PULL')
  t.equal(await peer.read(10), digits(SIGNATURE), 'at once, before a byte of ours')
  peer.send('ff 0000000000000001')
  peer.send('7f')
  t.equal(await peer.read(1), '03', 'the revision, after our signature')
  peer.send('03')
  t.equal(await peer.read(53), digits(REST), 'the rest, after our revision')
  peer.send('01 "NULL" 00*16 00 00*30')
  peer.send('00')
  t.equal(await peer.read(28), digits(READY_PULL), 'READY, after all 64 bytes')
})

t.test('the same on the connecting side', async t => {
  const listener = await listenRawPeer()
  const push = engine.socket('PUSH')
  push.connect(listener.endpoint)
  const peer = await listener.accept()
  t.teardown(() => {
    push.close()
    peer.close()
    listener.close()
  })
  t.equal(await peer.read(10), digits(SIGNATURE))
  peer.send(GREETING)
  t.equal(await peer.read(54 + 28), digits(`03 ${REST} ${READY_PUSH}`))
})

t.test('a routing id shows in the length of the signature, and nowhere else', async t => {
  const { peer } = await bound(t, 'PUSH', { 5: Buffer.from('pushid') })
  t.equal(await peer.read(10), digits('ff 0000000000000007 7f'))
  peer.send(GREETING)
  t.equal(await peer.read(54 + 28), digits(`03 ${REST} ${READY_PUSH}`))
})

t.test('READY: the type, and for some an identity even if empty', async t => {
  const identity = '08 "Identity" 00000000'
  const bodies: Partial<Record<SocketTypeName, string>> = {
    PAIR: '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PAIR"',
    SUB: '04 19 05 "READY" 0b "Socket-Type" 00000003 "SUB"',
    REQ: `04 26 05 "READY" 0b "Socket-Type" 00000003 "REQ" ${identity}`,
    DEALER: `04 29 05 "READY" 0b "Socket-Type" 00000006 "DEALER" ${identity}`,
    ROUTER: `04 29 05 "READY" 0b "Socket-Type" 00000006 "ROUTER" ${identity}`,
  }
  for (const [type, ready] of Object.entries(bodies) as [SocketTypeName, string][]) {
    const { peer } = await bound(t, type)
    peer.send(GREETING)
    const expected = digits(`${GREETING} ${ready}`)
    t.equal(await peer.read(expected.length / 2), expected, type)
  }
})

t.test('traffic after NULL, both ways', async t => {
  const { socket, peer, monitor } = await bound(t, 'PAIR')
  const ready = '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PAIR"'
  peer.send(`${GREETING} ${ready}`)
  t.equal(await peer.read(64 + 28), digits(`${GREETING} ${ready}`))
  t.same(await nextEvent(monitor), [0x1000, 0], 'HANDSHAKE_SUCCEEDED')

  peer.send('00 02 "hi"')
  t.same(await socket.receive(), [Buffer.from('hi')])
  peer.send('01 01 "a" 01 00 00 01 "c"')
  t.same(await socket.receive(), [Buffer.from('a'), Buffer.alloc(0), Buffer.from('c')])
  peer.send('02 0000000000000002 "lo"')
  t.same(await socket.receive(), [Buffer.from('lo')], 'LONG is accepted for any size')
  peer.send('f8 01 "x"')
  t.same(await socket.receive(), [Buffer.from('x')], 'other flags are ignored')

  await socket.send([Buffer.from('a'), Buffer.alloc(0), Buffer.from('c')])
  t.equal(await peer.read(8), digits('01 01 "a" 01 00 00 01 "c"'))
  await socket.send([Buffer.alloc(255, 7)])
  t.equal(await peer.read(257), digits('00 ff 07*255'))
  await socket.send([Buffer.alloc(256, 7), Buffer.alloc(1)])
  t.equal(await peer.read(265 + 3), digits('03 0000000000000100 07*256 00 01 00'))
})

t.test('the as-server byte and the filler are ignored', async t => {
  const { socket, peer } = await bound(t, 'PULL')
  peer.send(`ff 1122334455667788 7f 03 01 "NULL" 00*16 01 ee*31 ${READY_PUSH}`)
  t.equal(await peer.read(92), digits(`${GREETING} ${READY_PULL}`))
  peer.send('00 02 "hi"')
  t.same(await socket.receive(), [Buffer.from('hi')])
})

t.test('names of properties are compared case and all; no Socket-Type is no check', async t => {
  const { socket, peer } = await bound(t, 'PULL')
  peer.send(`${GREETING} 04 19 05 "READY" 0b "socket-type" 00000003 "PUB"`)
  t.equal(await peer.read(92), digits(`${GREETING} ${READY_PULL}`))
  peer.send('00 02 "hi"')
  t.same(await socket.receive(), [Buffer.from('hi')])
})

t.test(
  'a message that comes before READY went out is taken for a command of the handshake',
  async t => {
    const { peer, monitor } = await bound(t, 'PULL')
    peer.send(`${GREETING} ${READY_PUSH} 00 02 "hi"`)
    t.same(await nextEvent(monitor), [0x2000, 0x10000001], 'HANDSHAKE_FAILED_PROTOCOL')
  },
)

t.test('a ZMTP 2.0 peer', async t => {
  const { socket, peer } = await bound(t, 'PULL')
  peer.send(`${SIGNATURE} 01 08`)
  t.equal(await peer.read(14), digits(`${SIGNATURE} 03 07 00 00`))
  peer.send('00 00 00 02 "hi"')
  t.same(await socket.receive(), [Buffer.from('hi')])
})

t.test('PING is answered with its context, cut to 16 bytes', async t => {
  const { peer } = await bound(t, 'PULL')
  peer.send(`${GREETING} ${READY_PUSH}`)
  t.equal(await peer.read(92), digits(`${GREETING} ${READY_PULL}`))
  peer.send('04 09 04 "PING" 0000 "ab"')
  t.equal(await peer.read(9), digits('04 07 04 "PONG" "ab"'))
  peer.send('04 1b 04 "PING" 0000 "abcdefghijklmnopqrst"')
  t.equal(await peer.read(23), digits('04 15 04 "PONG" "abcdefghijklmnop"'))
})

t.test('another mechanism ends the connection, and the event says so', async t => {
  const { peer, monitor } = await bound(t, 'PULL')
  peer.send(`${SIGNATURE} 03 01 "PLAIN" 00*15 00 00*31`)
  t.same(await nextEvent(monitor), [0x2000, 0x11000002], 'HANDSHAKE_FAILED_PROTOCOL')
  t.equal((await nextEvent(monitor))[0], 0x0200, 'DISCONNECTED')
  const sent = await peer.readToEnd()
  t.ok(digits(GREETING).startsWith(sent), 'nothing but a part of its greeting was sent')
})

t.test('a type that does not fit ends the connection without a word', async t => {
  const { peer, monitor } = await bound(t, 'PULL')
  peer.send(`${GREETING} 04 19 05 "READY" 0b "Socket-Type" 00000003 "PUB"`)
  t.equal((await nextEvent(monitor))[0], 0x0200, 'DISCONNECTED, and nothing before it')
})

t.test('an end and a reset amid the handshake differ by errno', async t => {
  const ended = await bound(t, 'PULL')
  await ended.peer.read(10)
  ended.peer.end()
  t.same(await nextEvent(ended.monitor), [0x0800, 32], 'HANDSHAKE_FAILED_NO_DETAIL, EPIPE')

  const reset = await bound(t, 'PULL')
  await reset.peer.read(10)
  reset.peer.reset()
  t.same(await nextEvent(reset.monitor), [0x0800, 104], 'HANDSHAKE_FAILED_NO_DETAIL, ECONNRESET')
})
