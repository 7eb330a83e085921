// Limits that keep a peer from doing harm, and time-outs that notice one who says nothing.
import type { Test } from 'tap'
import { fullBacklog } from '../../support/full-backlog.js'
import { connectRawPeer, listenRawPeer, type RawPeer } from '../../support/raw-peer.js'
import type { Engine } from '../../../lib/engine.js'
import { bytes, EventLog, onEngines, OPTION, take } from '../../support/engines.js'

const GREETING = 'ff00000000000000017f 03 01 "NULL" 00*16 00 00*31'
const READY_PUSH = '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"'
const EAGAIN = 11

async function rawPeer(t: Test, endpoint: string): Promise<RawPeer> {
  const peer = await connectRawPeer(endpoint)
  t.teardown(() => peer.close())
  return peer
}

onEngines(
  'MAXMSGSIZE: a larger frame ends the connection; the binding side goes on',
  async (t, engine) => {
    const pull = engine.socket('PULL', { [OPTION.MAXMSGSIZE]: 100 })
    const log = new EventLog(pull)
    const endpoint = await pull.bind('tcp://127.0.0.1:*')
    const peer = await rawPeer(t, endpoint)
    peer.send(`${GREETING} ${READY_PUSH}`)
    await log.until('HANDSHAKE_SUCCEEDED')
    // The body is never sent: the header is enough.
    peer.send('00 64 "y"*100  02 0000000000000065')
    await log.until('DISCONNECTED')
    t.same(log.names, ['LISTENING', 'ACCEPTED', 'HANDSHAKE_SUCCEEDED', 'DISCONNECTED'])
    t.equal((await take(pull, 1))[0]?.length, 100, 'as large as allowed')
    const push = engine.socket('PUSH')
    push.connect(endpoint)
    await push.send(bytes('x'))
    t.same(await take(pull, 1), ['x'])
  },
)

onEngines('MAXMSGSIZE: the connecting side then never comes back', async (t, engine) => {
  const listener = await listenRawPeer()
  t.teardown(() => listener.close())
  const pull = engine.socket('PULL', { [OPTION.MAXMSGSIZE]: 100, [OPTION.RECONNECT_IVL]: 5 })
  const log = new EventLog(pull)
  pull.connect(listener.endpoint)
  const peer = await listener.accept()
  t.teardown(() => peer.close())
  peer.send(`${GREETING} ${READY_PUSH}`)
  await log.until('HANDSHAKE_SUCCEEDED')
  peer.send('02 0000000000000065')
  await log.until('DISCONNECTED')
  await new Promise(resolve => setTimeout(resolve, 50))
  pull.close()
  await log.until('MONITOR_STOPPED')
  t.same(log.names.slice(-2), ['DISCONNECTED', 'MONITOR_STOPPED'], 'no CONNECT_RETRIED')
})

onEngines('HANDSHAKE_IVL: a peer that says nothing is dropped', async (t, engine) => {
  const pull = engine.socket('PULL', { [OPTION.HANDSHAKE_IVL]: 50 })
  const log = new EventLog(pull)
  const peer = await rawPeer(t, await pull.bind('tcp://127.0.0.1:*'))
  const failed = await log.until('HANDSHAKE_FAILED_NO_DETAIL')
  t.equal(failed.values[0], EAGAIN)
  t.equal((await log.next()).name, 'DISCONNECTED')
  t.equal(await peer.readToEnd(), 'ff00000000000000017f', 'our signature, and nothing more')
})

onEngines(
  'HANDSHAKE_IVL: also one that stops half-way; the connecting side tries again',
  async (t, engine) => {
    const listener = await listenRawPeer()
    t.teardown(() => listener.close())
    const push = engine.socket('PUSH', { [OPTION.HANDSHAKE_IVL]: 50, [OPTION.RECONNECT_IVL]: 5 })
    const log = new EventLog(push)
    push.connect(listener.endpoint)
    const peer = await listener.accept()
    t.teardown(() => peer.close())
    peer.send(GREETING)
    t.equal((await log.until('HANDSHAKE_FAILED_NO_DETAIL')).values[0], EAGAIN)
    t.equal((await log.next()).name, 'DISCONNECTED')
    t.equal((await log.next()).name, 'CONNECT_RETRIED')
    const second = await listener.accept()
    t.teardown(() => second.close())
    push.setOption(OPTION.LINGER, 0)
  },
)

/** A PULL with heartbeats and a peer that has had its handshake and a first PING. */
async function pinged(t: Test, engine: Engine, timeoutMs: number) {
  const pull = engine.socket('PULL', {
    [OPTION.HEARTBEAT_IVL]: 50,
    [OPTION.HEARTBEAT_TIMEOUT]: timeoutMs,
    [OPTION.HEARTBEAT_TTL]: 1500,
  })
  const log = new EventLog(pull)
  const peer = await rawPeer(t, await pull.bind('tcp://127.0.0.1:*'))
  peer.send(`${GREETING} ${READY_PUSH}`)
  await log.until('HANDSHAKE_SUCCEEDED')
  await peer.read(64 + 28)
  t.equal(await peer.read(9), PING, 'TTL in tenths of a second')
  return { log, peer }
}

const PING = '04070450494e47000f'

onEngines('heartbeats: PING each interval to a peer that answers', async (t, engine) => {
  const { peer } = await pinged(t, engine, 600_000)
  for (let round = 0; round < 6; round++) {
    peer.send('04 05 04 "PONG"')
    t.equal(await peer.read(9), PING)
  }
})

onEngines('heartbeats: a peer that does not answer is dropped', async (t, engine) => {
  const { log } = await pinged(t, engine, 300)
  t.equal((await log.next()).name, 'DISCONNECTED')
})

onEngines("heartbeats: the peer's TTL is kept", async (t, engine) => {
  const pull = engine.socket('PULL')
  const log = new EventLog(pull)
  const peer = await rawPeer(t, await pull.bind('tcp://127.0.0.1:*'))
  peer.send(`${GREETING} ${READY_PUSH}`)
  await log.until('HANDSHAKE_SUCCEEDED')
  await peer.read(64 + 28)
  peer.send('04 0a 04 "PING" 0001 "ctx"')
  t.equal(
    await peer.read(10),
    '04080450 4f4e47 637478'.replaceAll(' ', ''),
    'PONG with the context',
  )
  t.equal((await log.next()).name, 'DISCONNECTED', 'after a tenth of a second of silence')
})

onEngines('CONNECT_TIMEOUT: an attempt that nobody answers is given up', async (t, engine) => {
  const push = engine.socket('PUSH', {
    [OPTION.CONNECT_TIMEOUT]: 100,
    [OPTION.RECONNECT_IVL]: 5,
    [OPTION.LINGER]: 0,
  })
  const log = new EventLog(push)
  const endpoint = await fullBacklog(t)
  const started = performance.now()
  push.connect(endpoint)
  await log.until('CONNECT_RETRIED')
  t.ok(performance.now() - started >= 90, 'not before its time')
  t.same(log.names, ['CONNECT_DELAYED', 'CLOSED', 'CONNECT_RETRIED'])
  await log.until('CONNECT_RETRIED')
})

onEngines('TCP_ACCEPT_FILTER: others are turned away', async (t, engine) => {
  const pull = engine.socket('PULL', { [OPTION.TCP_ACCEPT_FILTER]: '127.0.0.2' })
  pull.setOption(OPTION.TCP_ACCEPT_FILTER, '127.0.0.4/31')
  const log = new EventLog(pull)
  const endpoint = await pull.bind('tcp://127.0.0.1:*')
  const peer = await rawPeer(t, endpoint)
  t.equal((await log.until('ACCEPT_FAILED')).values[0], EAGAIN)
  t.equal(await peer.readToEnd(), '')
  for (const source of ['127.0.0.2', '127.0.0.4', '127.0.0.5']) {
    const push = engine.socket('PUSH')
    push.connect(`tcp://${source}:0;${endpoint.slice('tcp://'.length)}`)
    await push.send(bytes(source))
    t.same(await take(pull, 1), [source])
    push.close()
  }
})

/** What strangers say, and the event that follows ACCEPTED; none if the engine waits for more. */
const STRANGERS: [what: string, says: string, event: string | undefined][] = [
  ['a first byte that no version has', '00', 'DISCONNECTED'],
  [
    'another mechanism',
    'ff00000000000000017f 03 01 "OTHER" 00*15 00 00*31',
    'HANDSHAKE_FAILED_PROTOCOL',
  ],
  ['a message before the handshake', `${GREETING} 00 01 "x"`, 'HANDSHAKE_FAILED_PROTOCOL'],
  [
    'READY of another type',
    `${GREETING} 04 19 05 "READY" 0b "Socket-Type" 00000003 "SUB"`,
    'DISCONNECTED',
  ],
  ['READY that is cut short', `${GREETING} 04 08 05 "READY" 0b "S"`, 'DISCONNECTED'],
  ['a command of 2^62 bytes', `${GREETING} 06 4000000000000000`, 'DISCONNECTED'],
]

onEngines('strangers are dropped, and harm nobody else', async (t, engine) => {
  const pull = engine.socket('PULL')
  const log = new EventLog(pull)
  const endpoint = await pull.bind('tcp://127.0.0.1:*')
  const push = engine.socket('PUSH')
  push.connect(endpoint)
  await log.until('HANDSHAKE_SUCCEEDED')
  for (const [what, says, event] of STRANGERS) {
    const peer = await rawPeer(t, endpoint)
    await log.until('ACCEPTED')
    peer.send(says)
    t.equal((await log.next()).name, event, what)
    if (event !== 'DISCONNECTED') await log.until('DISCONNECTED')
    await push.send(bytes(what))
    t.same(await take(pull, 1), [what])
  }
})

onEngines('a crowd that floods the handshake does not keep others out', async (t, engine) => {
  const pull = engine.socket('PULL', { [OPTION.BACKLOG]: 200 })
  const endpoint = await pull.bind('tcp://127.0.0.1:*')
  const crowd = await Promise.all(Array.from({ length: 60 }, () => rawPeer(t, endpoint)))
  for (const [index, peer] of crowd.entries()) {
    peer.send(index % 2 === 0 ? 'ff00' : `${GREETING} 06 0000000000010001 00*30000`)
  }
  const push = engine.socket('PUSH')
  push.connect(endpoint)
  for (let index = 0; index < 20; index++) await push.send(bytes(`m${index}`))
  t.equal((await take(pull, 20)).at(-1), 'm19')
})
