// The account of a socket's peers, over real connections: the peers are raw, so that what they read is
// up to the test. Their greeting and READY are those of zmtp-on-the-wire's examples, by hand.
import type { Socket } from 'node:net'
import t from 'tap'
import { PeerAccounts } from '../../../lib/socket/links/peer-accounts.js'
import { peerOf } from '../../../lib/socket/links/peer.js'
import { Pipe } from '../../../lib/socket/links/pipe.js'
import { typescriptEngine } from '../../../lib/socket/engine.js'
import type { EngineSocket, MonitorReader, SocketLinks } from '../../../lib/engine.js'
import { decodeMonitorEvent } from '../../../lib/monitor/codec.js'
import { hex } from '../../support/bytes.js'
import { ipcEndpoint } from '../../support/ipc.js'
import { connectRawPeer, openStream, type RawPeer } from '../../support/raw-peer.js'

/** Greeting of ZMTP 3.1, NULL, and READY of a PULL (RFC 37). */
const PULL_HELLO = 'ff 00*8 7f 03 01 "NULL" 00*16 00 00*31'
const PULL_READY = '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PULL"'
/** The same with an Identity. */
const NAMED_READY = '04 28 05 "READY" 0b "Socket-Type" 00000004 "PULL" 08 "Identity" 00000001 "A"'

interface Bench {
  readonly push: EngineSocket
  readonly links: SocketLinks
  readonly endpoint: string
  readonly monitor: MonitorReader
  /** The next event whose name begins so. */
  readonly next: (name: string) => Promise<{ name: string; value: number }>
}

async function start(
  test: { teardown(clean: () => void): void },
  options: Parameters<EngineSocket['trackLinks']>[0] = {},
  { transport = 'tcp', heartbeatMs = 0 }: { transport?: 'tcp' | 'ipc'; heartbeatMs?: number } = {},
): Promise<Bench> {
  const engine = typescriptEngine()
  test.teardown(() => void engine.close())
  // ZMQ_LINGER, ZMQ_HEARTBEAT_IVL, ZMQ_HEARTBEAT_TIMEOUT.
  const push = engine.socket('PUSH', { 17: 0, 75: heartbeatMs, 77: 60_000 })
  const monitor = push.monitor({ version: 2 })
  const links = push.trackLinks(options)
  const endpoint = await push.bind(transport === 'tcp' ? 'tcp://127.0.0.1:0' : ipcEndpoint(test))
  const next = async (wanted: string): Promise<{ name: string; value: number }> => {
    for (;;) {
      const { name = '', value } = decodeMonitorEvent(await monitor.receive())
      if (name.startsWith(wanted)) return { name, value }
    }
  }
  return { push, links, endpoint, monitor, next }
}

async function join(endpoint: string, ready = PULL_READY): Promise<RawPeer> {
  const peer = await connectRawPeer(endpoint)
  peer.send(PULL_HELLO)
  peer.send(ready)
  return peer
}

/** A peer that never reads a byte. */
function joinDeaf(endpoint: string): Socket {
  const socket = openStream(endpoint)
  // Else Node reads ahead a little.
  socket.pause()
  socket.write(hex(PULL_HELLO))
  socket.write(hex(PULL_READY))
  return socket
}

t.test('whom each message went to, and who it is', async t => {
  const { push, links, endpoint, next } = await start(t)
  const a = await join(endpoint, NAMED_READY)
  await next('HANDSHAKE_SUCCEEDED')
  const b = await join(endpoint)
  await next('HANDSHAKE_SUCCEEDED')
  for (const text of ['1', '2', '3']) await push.send([Buffer.from(text)])
  t.equal(links.get(1)?.messages, 2)
  t.equal(links.get(2)?.messages, 1)
  t.equal(links.last, links.get(1))
  t.equal(links.get(1)?.identity?.toString(), 'A')
  t.equal(links.get(2)?.identity, undefined)
  t.match(links.get(2)?.remote, /^tcp:\/\/127\.0\.0\.1:\d+$/)
  t.equal(links.get(3), undefined)
  t.equal(links.send(2, [Buffer.from('mine')]), true, 'to this one, though it is the other’s turn')
  t.equal(links.get(2)?.messages, 2)
  b.close()
  await next('DISCONNECTED')
  t.equal(links.get(2)?.isLost, true)
  t.equal(links.send(2, [Buffer.from('late')]), false)
  a.close()
})

t.test('what a lost peer never got is counted, and given back in order', async t => {
  const { push, links, endpoint, next } = await start(t, { keepsUnsent: true })
  const peer = joinDeaf(endpoint)
  await next('HANDSHAKE_SUCCEEDED')
  // The peer does not read: the system's buffers fill, then ours.
  const body = Buffer.alloc(65_536)
  let sent = 0
  while (links.get(1)?.queued !== 20 && sent < 1000) {
    const parts = [Buffer.from(String(sent)), body]
    if (!push.trySend(parts)) throw new Error('the queue is full too early')
    sent++
    if (sent % 10 === 0) await new Promise(resolve => setImmediate(resolve))
  }
  t.equal(links.hasQueued, true)
  t.equal(links.get(1)?.messages, sent)
  peer.destroy()
  await next('DISCONNECTED')
  const returned = links.takeReturned()
  const unsent = links.get(1)?.queued ?? 0
  t.ok(unsent > 0)
  t.strictSame(
    returned.map(([name]) => String(name)),
    Array.from({ length: unsent }, (_, index) => String(sent - unsent + index)),
  )
  t.strictSame(links.takeReturned(), [], 'once only')
  t.equal(links.hasQueued, false)
})

t.test('a full queue still takes a message meant for this peer alone', async t => {
  const { push, links, endpoint, next } = await start(t)
  push.setOption(23, 4)
  const peer = joinDeaf(endpoint)
  await next('HANDSHAKE_SUCCEEDED')
  const body = [Buffer.alloc(1_000_000)]
  for (let sent = 0; sent < 100 && push.trySend(body); sent++) {
    await new Promise(resolve => setImmediate(resolve))
  }
  t.equal(push.trySend(body), false)
  const before = links.get(1)?.queued ?? 0
  t.equal(links.send(1, [Buffer.from('Quit')]), true)
  t.equal(links.get(1)?.queued, before + 1)
  t.equal(push.trySend(body), false, 'and is as full as before')
  peer.destroy()
})

t.test('one more than the limit is turned away in its handshake', async t => {
  const { push, links, endpoint, next } = await start(t)
  links.limit = 1
  const first = await join(endpoint)
  await next('HANDSHAKE_SUCCEEDED')
  const second = await join(endpoint)
  t.match(await next('HANDSHAKE'), { name: 'HANDSHAKE_FAILED_NO_DETAIL', value: 111 })
  t.match(await next('DISCONNECTED'), { name: 'DISCONNECTED' })
  for (const text of ['1', '2']) await push.send([Buffer.from(text)])
  t.equal(links.get(1)?.messages, 2)
  t.equal(links.get(2), undefined)
  const all = await second.readToEnd()
  // Greeting (64) and READY of a PUSH (27) at most, no message.
  t.ok(all.length / 2 <= 91, `${all.length / 2} bytes`)
  links.drop(1)
  await next('DISCONNECTED')
  const third = await join(endpoint)
  t.equal((await next('HANDSHAKE')).name, 'HANDSHAKE_SUCCEEDED', 'there is room again')
  links.limit = 0
  links.stop()
  const fourth = await join(endpoint)
  t.equal((await next('HANDSHAKE')).name, 'HANDSHAKE_SUCCEEDED', 'nobody is turned away any more')
  for (const peer of [first, third, fourth]) peer.close()
})

t.test('peers of ZMTP 2.0 are turned away, if so wanted', async t => {
  // Signature, revision 1, socket type PULL (7), an empty identity.
  const old = 'ff 00*7 01 7f 01 07 00 00'
  const strict = await start(t, { refusesOld: true })
  const refused = await connectRawPeer(strict.endpoint)
  refused.send(old)
  t.match(await strict.next('HANDSHAKE'), { name: 'HANDSHAKE_FAILED_NO_DETAIL', value: 93 })
  await strict.next('DISCONNECTED')
  refused.close()
  const lenient = await start(t)
  const served = await connectRawPeer(lenient.endpoint)
  served.send(old)
  await lenient.push.send([Buffer.from('Data-000-000')])
  const greeting = await served.read(14)
  t.equal(greeting.slice(0, 2), 'ff')
  t.match(await served.read(14), Buffer.from('Data-000-000').toString('hex'))
  t.equal(lenient.links.get(1), undefined, 'served, but not accounted for')
  served.close()
})

t.test('removed late, a lost peer may take one more message with it', async t => {
  const { push, links, endpoint, next } = await start(t, { removesLate: true })
  const peers: RawPeer[] = []
  for (let count = 0; count < 3; count++) {
    peers.push(await join(endpoint))
    await next('HANDSHAKE_SUCCEEDED')
  }
  peers[0]?.close()
  await next('DISCONNECTED')
  const order: (number | undefined)[] = []
  for (let count = 0; count < 3; count++) {
    await push.send([Buffer.from('x')])
    order.push(links.last?.ordinal)
  }
  t.strictSame(order, [1, 2, 3], 'the dead one has its turn once more, then never again')
  for (const peer of peers) peer.close()
})

/** Ends of a peer that has shaken hands, and whether it had read all. */
for (const transport of ['tcp', 'ipc'] as const) {
  const options = { transport }
  t.test(`${transport}: a peer that has read all leaves whole`, async t => {
    const { push, links, endpoint, next } = await start(t, {}, options)
    const peer = await join(endpoint)
    await next('HANDSHAKE_SUCCEEDED')
    await push.send([Buffer.from('Quit')])
    // Greeting (64), READY of a PUSH (28) and a frame of 6.
    t.match(await peer.read(98), /000451756974$/)
    peer.close()
    await next('DISCONNECTED')
    t.match(links.get(1), { isLost: true, isBroken: false, messages: 1, queued: 0 })
  })

  t.test(`${transport}: a peer that goes with bytes unread is broken`, async t => {
    const { push, links, endpoint, next } = await start(t, {}, options)
    const peer = joinDeaf(endpoint)
    t.teardown(() => peer.destroy())
    await next('HANDSHAKE_SUCCEEDED')
    await push.send([Buffer.from('Quit')])
    await new Promise(resolve => setImmediate(resolve))
    t.match(links.get(1), { messages: 1, queued: 0 })
    peer.destroy()
    await next('DISCONNECTED')
    t.match(links.get(1), { isLost: true, isBroken: true })
  })

  t.test(`${transport}: what comes after a peer's end breaks it`, async t => {
    const { push, links, endpoint, next } = await start(t, {}, options)
    const peer = await join(endpoint)
    await next('HANDSHAKE_SUCCEEDED')
    await peer.read(92)
    peer.close()
    // Its end is with the system, but nobody here has seen it yet.
    t.equal(push.trySend([Buffer.from('Quit')]), true)
    await next('DISCONNECTED')
    t.match(links.get(1), { isLost: true, isBroken: true, messages: 1, queued: 0 })
  })
}

t.test('a heartbeat that was not read proves nothing', async t => {
  const { push, links, endpoint, next } = await start(t, {}, { heartbeatMs: 20 })
  const peer = joinDeaf(endpoint)
  t.teardown(() => peer.destroy())
  await next('HANDSHAKE_SUCCEEDED')
  await push.send([Buffer.from('Quit')])
  const witness = await join(endpoint)
  // READY, then the Quit of the other's turn, then a PING: the deaf one has had its own before.
  await next('HANDSHAKE_SUCCEEDED')
  await witness.read(92)
  t.match(await witness.read(6), /^04..0450494e$/)
  peer.destroy()
  await next('DISCONNECTED')
  t.match(links.get(1), { isLost: true, isBroken: false })
  witness.close()
})

t.test('a peer that breaks a rule is broken, too', async t => {
  const { links, endpoint, next } = await start(t)
  const peer = await join(endpoint)
  await next('HANDSHAKE_SUCCEEDED')
  // Reserved bits in the flags.
  peer.send('ff 00')
  await next('DISCONNECTED')
  t.match(links.get(1), { isLost: true, isBroken: true })
  peer.close()
})

t.test('what stays of a lost peer is small, and of idle ones few stay', async t => {
  const links = new PeerAccounts()
  const identity = Buffer.alloc(60_000, 'i')
  const place = {
    side: 'bind',
    descriptor: 7,
    remote: 'tcp://127.0.0.1:1',
    drop: () => {},
    replace: () => {},
  } as const
  const metadata = new Map([['Identity', identity]])
  const info = { protocol: '3.x', minor: 1, socketType: 'PULL', metadata } as const
  for (let count = 0; count <= 1010; count++) {
    const pipe = new Pipe({ sendHighWaterMark: 10, receiveHighWaterMark: 10 })
    links.up(pipe, peerOf(place, info))
    if (count === 0) pipe.write([Buffer.from('one')])
    pipe.close()
  }
  t.match(links.get(1), {
    ordinal: 1,
    descriptor: 7,
    remote: 'tcp://127.0.0.1:1',
    identity: Buffer.alloc(255, 'i'),
    messages: 1,
    queued: 1,
    isLost: true,
    isBroken: false,
  })
  t.not(links.get(1)?.identity?.buffer, identity.buffer, 'a copy')
  t.equal(links.get(11), undefined, 'the oldest of the idle')
  t.equal(links.get(12)?.messages, 0)
  t.equal(links.get(1011)?.isLost, true)
})
