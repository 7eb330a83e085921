// zmq_socket_monitor_pipes_stats: who may ask, and what is said of which pipe, on both engines, libzmq first.
import t from 'tap'
import { Pull, Push } from '../../../lib/index.js'
import {
  EVENT_ALL_V2,
  EVENTS,
  getMonitorEventV2,
  socketMonitor,
  socketMonitorPipesStats,
} from '../../../lib/monitor/index.js'
import type { EngineSocket, MonitorReader } from '../../../lib/engine.js'
import { Pair } from '../../../lib/index.js'
import { tellPipesStats } from '../../../lib/socket/monitor/pipes-stats.js'
import { bytes, eventually, NOWHERE, onEngines, OPTION } from '../../support/engines.js'
import { closing } from '../../support/packages.js'

/** It tries once, and what it holds does not linger. */
const NEVER = { [OPTION.RECONNECT_IVL]: -1, [OPTION.LINGER]: 0 }

const EINVAL = 22
const EAGAIN = 11

/** What the next PIPES_STATS says. */
async function stats(reader: MonitorReader): Promise<unknown[]> {
  for (;;) {
    const { event, values, local, remote } = getMonitorEventV2(await reader.receive())
    if (event === EVENTS.PIPES_STATS) return [...values, local, remote]
  }
}

onEngines('who may ask, and when', async (t, engine) => {
  const push = engine.socket('PUSH', NEVER)
  t.equal(push.requestPipesStats(), EINVAL, 'nobody listens')
  push.monitor({ version: 1, endpoint: 'inproc://stats-v1' })
  t.equal(push.requestPipesStats(), EINVAL, 'version 1 has no such event')
  const call = { endpoint: 'inproc://stats-v1-mask', events: 0x1ffff, version: 1, type: 0 }
  t.equal(push.monitorRaw(call), EINVAL)
  push.monitorRaw({ ...call, endpoint: 'inproc://stats-mask', events: 1, version: 2 })
  t.equal(push.requestPipesStats(), EINVAL, 'not in the mask')
  push.monitorRaw({ ...call, endpoint: null, version: 2 })
  const reader = push.monitor({ version: 2, endpoint: 'inproc://stats-v2' })
  t.equal(push.requestPipesStats(), EAGAIN, 'no pipe')
  await push.bind('tcp://127.0.0.1:*')
  t.equal(push.requestPipesStats(), EAGAIN, 'a bind alone has none')
  push.connect(NOWHERE)
  t.equal(push.requestPipesStats(), 0, 'a connect has')
  t.strictSame(await stats(reader), [0, 0, '', NOWHERE])
  reader.close()
  t.equal(push.requestPipesStats(), EINVAL, 'it has been stopped')
})

onEngines('what waits to go, one event for each pipe', async (t, engine) => {
  const push = engine.socket('PUSH', NEVER)
  const reader = push.monitor({ version: 2 })
  const second = NOWHERE.replace(/9$/, '13')
  push.connect(NOWHERE)
  push.connect(second)
  for (const text of ['a', 'b', 'c']) await push.send(bytes(text, 'of two parts'))
  t.equal(push.requestPipesStats(), 0)
  const seen = [await stats(reader), await stats(reader)]
  t.strictSame(seen, [
    [2, 0, '', NOWHERE],
    [1, 0, '', second],
  ])
})

/** Asks until that many messages have come. */
async function untilInbound(socket: EngineSocket, reader: MonitorReader, count: number) {
  for (;;) {
    await eventually(() => socket.requestPipesStats() === 0, 'a pipe')
    const last = await stats(reader)
    if (last[1] === count) return last
  }
}

onEngines('what came and was not received: both ends of the connection', async (t, engine) => {
  const pull = engine.socket('PULL', { [OPTION.RCVHWM]: 8 })
  const reader = pull.monitor({ version: 2 })
  const endpoint = await pull.bind('tcp://127.0.0.1:*')
  const push = engine.socket('PUSH', { [OPTION.SNDHWM]: 8, [OPTION.LINGER]: 0 })
  push.connect(endpoint)
  for (let count = 0; count < 8; count++) await push.send(bytes(`${count}`))
  const [outbound, , local, remote] = await untilInbound(pull, reader, 8)
  t.equal(outbound, 0)
  t.equal(local, endpoint)
  t.match(remote, /^tcp:\/\/127\.0\.0\.1:\d+$/)
  // libzmq's numbers fall in steps of half the mark.
  for (let count = 0; count < 4; count++) await pull.receive()
  t.strictSame(await untilInbound(pull, reader, 4), [0, 4, local, remote])
})

onEngines(
  'ZMQ_IMMEDIATE: a pipe comes with the connection, and has both ends',
  async (t, engine) => {
    const pull = engine.socket('PULL')
    const endpoint = await pull.bind('tcp://127.0.0.1:*')
    const push = engine.socket('PUSH', { [OPTION.IMMEDIATE]: 1 })
    const reader = push.monitor({ version: 2 })
    push.connect(endpoint)
    await eventually(() => push.requestPipesStats() === 0, 'connected')
    const [outbound, inbound, local, remote] = await stats(reader)
    t.strictSame([outbound, inbound, remote], [0, 0, endpoint])
    t.match(local, /^tcp:\/\/127\.0\.0\.1:\d+$/)
  },
)

onEngines('inproc: both sockets say the same, and no address', async (t, engine) => {
  const [pull, push] = [engine.socket('PULL'), engine.socket('PUSH')]
  const readers = [pull, push].map(socket => socket.monitor({ version: 2 }))
  await pull.bind('inproc://stats')
  push.connect('inproc://stats')
  for (const text of ['a', 'b', 'c']) await push.send(bytes(text))
  t.equal(push.requestPipesStats(), 0)
  await eventually(() => pull.requestPipesStats() === 0, 'it knows of its peer')
  t.strictSame(await Promise.all(readers.map(stats)), [
    [0, 3, '', ''],
    [3, 0, '', ''],
  ])
})

t.test('the public call', async t => {
  const push = closing(t, new Push({ linger: 0, reconnectInterval: -1 }))
  t.throws(() => socketMonitorPipesStats(push), { code: 'EINVAL' })
  socketMonitor(push, 'inproc://stats-public', EVENT_ALL_V2, 2)
  t.throws(() => socketMonitorPipesStats(push), { code: 'EAGAIN' })
  push.connect(NOWHERE)
  await push.send('a')
  const pair = closing(t, new Pair())
  pair.connect('inproc://stats-public')
  socketMonitorPipesStats(push)
  const reader = { version: 2, receive: () => pair.receive(), close: () => {} } as const
  t.strictSame(await stats(reader), [1, 0, '', NOWHERE])
  push.close()
  t.throws(() => socketMonitorPipesStats(push), { code: 'ENOTSOCK' })
  t.throws(() => socketMonitorPipesStats({}), TypeError)
})

t.test('ours counts what is there: what was read is not', async t => {
  const pull = closing(t, new Pull())
  const push = closing(t, new Push())
  await pull.bind('inproc://stats-exact')
  push.connect('inproc://stats-exact')
  for (const text of ['a', 'b', 'c']) await push.send(text)
  await pull.receive()
  socketMonitor(push, 'inproc://stats-exact-monitor', EVENTS.PIPES_STATS, 2)
  const pair = closing(t, new Pair())
  pair.connect('inproc://stats-exact-monitor')
  socketMonitorPipesStats(push)
  t.strictSame(getMonitorEventV2(await pair.receive()).values, [2, 0])
  pull.close()
  t.throws(() => socketMonitorPipesStats(push), { code: 'EAGAIN' }, 'whose peer has gone')
})

t.test('a pipe whose peer is going is passed over', async t => {
  const told: unknown[] = []
  const monitoring = { wants: () => true, emit: (...event: unknown[]) => told.push(event) }
  const mailbox = { count: () => 1 }
  const ends = { local: 'a', remote: 'b' }
  const pipes = [true, false].map(isGoing => ({
    isGoing,
    ends,
    outbound: mailbox,
    inbound: mailbox,
  }))
  tellPipesStats({ pipes: new Set(pipes) as never, monitoring })
  t.strictSame(told, [[EVENTS.PIPES_STATS, [1, 1], 'a', 'b', 'bind']])
})
