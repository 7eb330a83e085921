// Who gets which message: PUSH's round robin, PULL's fair queue (RFC 30), PAIR's one peer (RFC 31).
import type { Engine, EngineSocket } from '../../../lib/engine.js'
import { connectRawPeer } from '../../support/raw-peer.js'
import {
  bindWhenFree,
  bytes,
  EventLog,
  eventually,
  fill,
  freeEndpoint,
  NOWHERE,
  onEngines,
  OPTION,
  take,
} from '../../support/engines.js'

const { LINGER, RCVHWM, SNDHWM, CONFLATE } = OPTION

/** libzmq's sockets learn of new and lost peers in a call, and a send looks only now and then. */
function takeUpCommands(engine: Engine, socket: EngineSocket): void {
  const EVENTS = 15
  if (engine.name === 'native') socket.getOption(EVENTS)
}

/** A bound PUSH and PULLs that have connected to it, one after the other. */
async function pushToPulls(engine: Engine, count: number, endpoint = 'tcp://127.0.0.1:*') {
  const push = engine.socket('PUSH')
  const log = endpoint.startsWith('inproc') ? undefined : new EventLog(push)
  const bound = await push.bind(endpoint)
  const pulls: EngineSocket[] = []
  for (let index = 0; index < count; index++) {
    const pull = engine.socket('PULL')
    pull.connect(bound)
    pulls.push(pull)
    await log?.until('HANDSHAKE_SUCCEEDED')
  }
  takeUpCommands(engine, push)
  return { push, pulls, bound, log }
}

onEngines('round robin, from the first, a message each', async (t, engine) => {
  const { push, pulls } = await pushToPulls(engine, 3)
  for (let index = 0; index < 9; index++) await push.send(bytes(`m${index}`))
  t.same(await take(pulls[0] as EngineSocket, 3), ['m0', 'm3', 'm6'])
  t.same(await take(pulls[1] as EngineSocket, 3), ['m1', 'm4', 'm7'])
  t.same(await take(pulls[2] as EngineSocket, 3), ['m2', 'm5', 'm8'])
})

onEngines('a new peer comes last; after one has left, the turn goes on', async (t, engine) => {
  const { push, pulls, bound, log } = await pushToPulls(engine, 2)
  await push.send(bytes('m0'))
  const third = engine.socket('PULL')
  third.connect(bound)
  await log?.until('HANDSHAKE_SUCCEEDED')
  takeUpCommands(engine, push)
  for (const name of ['m1', 'm2', 'm3']) await push.send(bytes(name))
  t.same(await take(pulls[0] as EngineSocket, 2), ['m0', 'm3'])
  t.same(await take(pulls[1] as EngineSocket, 1), ['m1'])
  t.same(await take(third, 1), ['m2'])
  pulls[0]?.close()
  await log?.until('DISCONNECTED')
  takeUpCommands(engine, push)
  // libzmq notices a dead pipe only when it comes to it, and may lose what it writes there.
  for (let index = 0; index < 6; index++) await push.send(bytes('x'))
  t.ok(
    (await take(third, 2)).length === 2 && (await take(pulls[1] as EngineSocket, 2)).length === 2,
  )
})

onEngines('all parts of a message go to one peer', async (t, engine) => {
  const { push, pulls } = await pushToPulls(engine, 2)
  for (let index = 0; index < 6; index++) await push.send(bytes(`a${index}`, '', `c${index}`))
  t.same(await take(pulls[0] as EngineSocket, 3), ['a0||c0', 'a2||c2', 'a4||c4'])
  t.same(await take(pulls[1] as EngineSocket, 3), ['a1||c1', 'a3||c3', 'a5||c5'])
})

onEngines('a peer that is not there yet takes its share', async (t, engine) => {
  const later = await freeEndpoint(engine)
  const [first, third] = [engine.socket('PULL'), engine.socket('PULL')]
  const push = engine.socket('PUSH', { [OPTION.RECONNECT_IVL]: 10 })
  push.connect(await first.bind('tcp://127.0.0.1:*'))
  push.connect(later)
  push.connect(await third.bind('tcp://127.0.0.1:*'))
  for (let index = 0; index < 9; index++) await push.send(bytes(`m${index}`))
  t.same(await take(first, 3), ['m0', 'm3', 'm6'])
  t.same(await take(third, 3), ['m2', 'm5', 'm8'])
  const second = engine.socket('PULL')
  await bindWhenFree(second, later)
  t.same(await take(second, 3), ['m1', 'm4', 'm7'])
})

onEngines('a full peer is passed over until it has room', async (t, engine) => {
  const push = engine.socket('PUSH', { [SNDHWM]: 1 })
  await push.bind('inproc://robin-full')
  const [a, b] = [1, 1].map(mark => engine.socket('PULL', { [RCVHWM]: mark })) as [
    EngineSocket,
    EngineSocket,
  ]
  a.connect('inproc://robin-full')
  b.connect('inproc://robin-full')
  let next = 0
  const send = (): boolean => {
    if (!push.trySend(bytes(`m${next}`))) return false
    next++
    return true
  }
  await eventually(() => !send() && next === 4, 'two for each')
  t.same(await take(b, 1), ['m1'])
  await eventually(send, 'room at b')
  t.equal(send(), false, 'and only there')
  t.same(await take(b, 2), ['m3', 'm4'])
  t.same(await take(a, 2), ['m0', 'm2'])
})

onEngines('fair queue: a message of each in turn, in the order they came', async (t, engine) => {
  const pull = engine.socket('PULL')
  await pull.bind('inproc://fair')
  for (const name of ['A', 'B', 'C']) {
    const push = engine.socket('PUSH')
    push.connect('inproc://fair')
    for (let index = 0; index < 3; index++) await push.send(bytes(`${name}${index}`))
  }
  t.same(await take(pull, 9), ['A0', 'B0', 'C0', 'A1', 'B1', 'C1', 'A2', 'B2', 'C2'])
})

onEngines('fair queue: who had nothing comes last again', async (t, engine) => {
  const pull = engine.socket('PULL')
  await pull.bind('inproc://fair-again')
  const [a, b] = ['A', 'B'].map(() => {
    const push = engine.socket('PUSH')
    push.connect('inproc://fair-again')
    return push
  }) as [EngineSocket, EngineSocket]
  await a.send(bytes('A0'))
  for (const name of ['B0', 'B1', 'B2']) await b.send(bytes(name))
  t.same(await take(pull, 3), ['A0', 'B0', 'B1'])
  await a.send(bytes('A1'))
  t.same(await take(pull, 2), ['B2', 'A1'])
})

onEngines('nobody to send to', async (t, engine) => {
  const push = engine.socket('PUSH')
  t.equal(push.trySend(bytes('x')), false, 'neither bound nor connected')
  await push.bind('tcp://127.0.0.1:*')
  t.equal(push.trySend(bytes('x')), false, 'bound, without peers')
  await t.rejects(engine.socket('PULL').send(bytes('x')), { code: 'ENOTSUP' })
  await t.rejects(push.receive(), { code: 'ENOTSUP' })
})

onEngines(
  'whole messages of a peer that is gone can be read, half ones never',
  async (t, engine) => {
    const pull = engine.socket('PULL')
    const log = new EventLog(pull)
    const peer = await connectRawPeer(await pull.bind('tcp://127.0.0.1:*'))
    peer.send('ff00000000000000017f 03 01 "NULL" 00*16 00 00*31')
    peer.send('04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"')
    await log.until('HANDSHAKE_SUCCEEDED')
    peer.send('00 01 "1"  01 01 "2" 00 01 "3"  01 01 "4"')
    peer.end()
    await log.until('DISCONNECTED')
    peer.close()
    const push = engine.socket('PUSH')
    push.connect((pull.getOption(32) as string).replace(/\0$/, ''))
    await push.send(bytes('5'))
    t.same(await take(pull, 3), ['1', '2|3', '5'])
  },
)

onEngines('PAIR: a second peer is connected but mute, and stays so', async (t, engine) => {
  const pair = engine.socket('PAIR')
  const log = new EventLog(pair)
  const bound = await pair.bind('tcp://127.0.0.1:*')
  const first = engine.socket('PAIR')
  first.connect(bound)
  await log.until('HANDSHAKE_SUCCEEDED')
  const second = engine.socket('PAIR', { [LINGER]: 0, [SNDHWM]: 3 })
  const secondLog = new EventLog(second)
  second.connect(bound)
  await secondLog.until('HANDSHAKE_SUCCEEDED')
  await log.until('HANDSHAKE_SUCCEEDED')
  t.ok(second.trySend(bytes('from the second')))
  for (const name of ['m0', 'm1', 'm2']) await pair.send(bytes(name))
  t.same(await take(first, 3), ['m0', 'm1', 'm2'], 'the first gets all')
  await first.send(bytes('from the first'))
  t.same(await take(pair, 1), ['from the first'])

  first.close()
  await log.until('DISCONNECTED')
  await eventually(() => !pair.trySend(bytes('lost')), 'nobody is there')
  const third = engine.socket('PAIR')
  third.connect(bound)
  await log.until('HANDSHAKE_SUCCEEDED')
  await pair.send(bytes('for the third'))
  t.same(await take(third, 1), ['for the third'])
})

onEngines('PAIR: one that connects twice uses the first', async (t, engine) => {
  const pair = engine.socket('PAIR', { [SNDHWM]: 3, [LINGER]: 0 })
  pair.connect(NOWHERE)
  const other = engine.socket('PAIR')
  pair.connect(await other.bind('tcp://127.0.0.1:*'))
  t.equal(fill(pair, 1000), 3)
})

onEngines('CONFLATE keeps the last message, on either side', async (t, engine) => {
  const pull = engine.socket('PULL', { [CONFLATE]: true })
  await pull.bind('inproc://conflate')
  const push = engine.socket('PUSH', { [CONFLATE]: true })
  push.connect('inproc://conflate')
  t.equal(fill(push, 2000), 2000, 'no mark')
  await push.send(bytes('last'))
  t.same(await take(pull, 1), ['last'])

  const later = await freeEndpoint(engine)
  const keeper = engine.socket('PUSH', { [CONFLATE]: true, [OPTION.RECONNECT_IVL]: 10 })
  keeper.connect(later)
  for (let index = 0; index < 10; index++) await keeper.send(bytes(`m${index}`))
  const other = engine.socket('PULL')
  await bindWhenFree(other, later)
  t.same(await take(other, 1), ['m9'])
})
