import t, { type Test } from 'tap'
import { UsageError } from '../../../lib/errors.js'
import { replay } from '../../../lib/gate/run/policies.js'
import { runProducer } from '../../../lib/gate/run/producer.js'
import type {
  ProducerOptions,
  ProducerResult,
  RecordedRow,
} from '../../../lib/gate/run/producer-contract.js'
import { formatLine, type ProducerLine } from '../../../lib/gate/article/report.js'
import type { Notice } from '../../../lib/gate/machine/state.js'
import {
  ScriptedClock,
  ScriptedEngine,
  settle,
  type EngineScript,
  type ScriptedSocket,
} from '../../support/scripted-engine.js'

interface Bench {
  readonly engine: ScriptedEngine
  readonly clock: ScriptedClock
  readonly socket: ScriptedSocket
  readonly lines: ProducerLine[]
  readonly rows: RecordedRow[]
  readonly notices: Notice['kind'][]
  readonly controller: AbortController
  readonly result: Promise<ProducerResult>
}

async function start(
  options: Partial<ProducerOptions> = {},
  script: EngineScript = {},
): Promise<Bench> {
  const engine = new ScriptedEngine(script)
  const clock = new ScriptedClock()
  const lines: ProducerLine[] = []
  const rows: RecordedRow[] = []
  const notices: Notice['kind'][] = []
  const controller = new AbortController()
  const result = runProducer({
    engine,
    endpoint: 'tcp://127.0.0.1:555',
    consumers: 2,
    times: 3,
    intervalMs: 100,
    policy: 'ready',
    timeoutMs: 5000,
    clock,
    signal: controller.signal,
    report: line => lines.push(line),
    record: row => rows.push(row),
    notice: ({ kind }) => notices.push(kind),
    ...options,
  })
  // A test that expects a rejection looks at it later.
  result.catch(() => {})
  await settle()
  const socket = engine.sockets[0] as ScriptedSocket
  return { engine, clock, socket, lines, rows, notices, controller, result }
}

/** Everything is closed, nothing is left to happen. */
function checkClosed(t: Test, { engine, clock }: Bench): void {
  t.ok(engine.only.isClosed, 'the socket is closed')
  t.equal(engine.only.unread, 0, 'no event is left unread')
  t.equal(engine.calls.at(-1), 'close reader', 'the monitor’s reader is closed last')
  t.equal(clock.pending, 0, 'no timer is left')
}

t.test('ready: the whole run, with its log', async t => {
  const bench = await start()
  const { socket, clock, engine } = bench
  t.strictSame(engine.calls, ['monitor 2 -', 'bind'], 'monitored before bound')
  socket.join(31)
  await settle()
  t.strictSame(socket.sent, [], 'one of two is not enough')
  socket.join(32)
  await clock.advance(250)
  t.strictSame(socket.sent, ['Data-000-000', 'Data-000-001', 'Data-000-002'])
  await clock.advance(50)
  t.strictSame(socket.sent.slice(3), ['Quit', 'Quit'])
  socket.disconnected(31)
  await settle()
  socket.disconnected(32)
  const result = await bench.result
  checkClosed(t, bench)
  t.match(result, {
    engine: 'typescript',
    engineVersion: '4.3.5',
    gate: 'ready',
    endpoint: 'tcp://127.0.0.1:45801',
    sent: 3,
    quits: 2,
    outcome: 'stopped',
    phase: 'draining',
    lost: 0,
    monitorVersion: 2,
    isInferred: false,
    durationMs: 300,
  })
  t.equal(result.reason, undefined)
  t.strictSame(result.events, {
    LISTENING: 1,
    ACCEPTED: 2,
    HANDSHAKE_SUCCEEDED: 2,
    DISCONNECTED: 2,
    CLOSED: 1,
    MONITOR_STOPPED: 1,
  })
  t.match(result.peers, [
    {
      id: 1,
      fd: 31,
      remote: 'tcp://127.0.0.1:50031',
      fate: 'quit',
      readyIn: 'waiting',
      goneMs: 300,
    },
    { id: 2, fd: 32, fate: 'quit', isExtra: false, acceptedMs: 0 },
  ])
  t.strictSame(
    bench.lines.flatMap(line => formatLine(line) ?? []),
    [
      '[ 1561228921.433 ]: Producer 0 setup',
      '[ 1561228921.433 ]: Producer accepted',
      '[ 1561228921.433 ]: Producer accepted',
      '[ 1561228921.433 ]: Producer 0 start',
      '[ 1561228921.433 ]: Producer 0 send: Data-000-000',
      '[ 1561228921.533 ]: Producer 0 send: Data-000-001',
      '[ 1561228921.633 ]: Producer 0 send: Data-000-002',
      '[ 1561228921.733 ]: Producer 0 stop',
    ],
  )
  t.equal(bench.lines.filter(({ kind }) => kind === 'quit').length, 2)
})

t.test('what was recorded replays to the same states and effects', async t => {
  const bench = await start({ times: 1 })
  bench.socket.join(31)
  bench.socket.accepted(40)
  bench.socket.refused(40)
  bench.socket.disconnected(40)
  bench.socket.join(32)
  await bench.clock.advance(100)
  bench.socket.disconnected(31)
  bench.socket.disconnected(32)
  await bench.result
  const [first] = bench.rows
  t.equal(first?.kind, 'start')
  if (first?.kind !== 'start') return
  const gate = bench.rows.flatMap(row => (row.kind === 'gate' ? [row] : []))
  const steps = replay(
    first.policy,
    first.options,
    gate.map(({ input }) => input),
  )
  t.ok(gate.length > 15)
  t.strictSame(
    steps.map(({ state, effects }) => ({ phase: state.phase, effects })),
    gate.map(({ phase, effects }) => ({ phase, effects })),
  )
  const messages = bench.rows.flatMap(row =>
    row.kind === 'message' ? [`${row.purpose} ${row.parts.join()}`] : [],
  )
  t.strictSame(messages, ['work Data-000-000', 'quit Quit', 'quit Quit'])
  const monitor = bench.rows.flatMap(row => (row.kind === 'monitor' ? [row] : []))
  t.equal(monitor.length, 12, 'every event’s raw parts')
  t.strictSame(
    monitor.map(({ version, parts }) => [version, parts.length]),
    monitor.map(() => [2, 5]),
  )
})

t.test('ready: a bind that fails is an outcome, with the errno of the event', async t => {
  for (const [code, errno, expected] of [
    ['EACCES', 13, 'EACCES'],
    ['EADDRINUSE', 98, 'EADDRINUSE'],
    ['EADDRNOTAVAIL', 99, 'EADDRNOTAVAIL'],
    ['EAGAIN', 13, 'EACCES'],
    ['EPROTONOSUPPORT', undefined, 'EPROTONOSUPPORT'],
  ] as const) {
    const script = errno === undefined ? {} : { bindErrno: errno }
    const bench = await start({}, { bindError: code, ...script })
    const result = await bench.result
    t.match(result, { outcome: 'failed', code: expected, phase: 'waiting', sent: 0, peers: [] })
    t.match(result.reason, `cannot bind tcp://127.0.0.1:555: `)
    t.match(result.reason, `(${expected})`)
    t.equal(result.events.BIND_FAILED, errno === undefined ? undefined : 1)
    t.strictSame(bench.lines, [], 'nothing was set up')
    checkClosed(t, bench)
  }
})

t.test('ready: without rights for port 555 the reason says what is missing', async t => {
  const { result } = await start({}, { bindError: 'EACCES', bindErrno: 13 })
  t.equal(
    (await result).reason,
    'cannot bind tcp://127.0.0.1:555: Permission denied (EACCES); ' +
      'ports below 1024 need rights this process does not have',
  )
  const file = await start({ endpoint: 'ipc:///proc/x' }, { bindError: 'EACCES', bindErrno: 13 })
  t.match(
    (await file.result).reason,
    'cannot bind ipc:///proc/x: Permission denied (EACCES); this process has no right to make a file there',
  )
})

t.test('the engine’s other failures are outcomes too', async t => {
  const noSocket = await start({}, { socketError: 'EMFILE' })
  t.match(await noSocket.result, { outcome: 'failed', code: 'EMFILE', events: {} })
  const noMonitor = await start({}, { monitorError: 'EADDRINUSE' })
  const result = await noMonitor.result
  t.match(result, { outcome: 'failed', code: 'EADDRINUSE' })
  t.match(result.reason, /^cannot monitor: /)
  t.equal(result.monitorVersion, undefined)
  const nonsense = await start()
  nonsense.socket.raw([Buffer.from('tcp://127.0.0.1:45801')])
  t.match(await nonsense.result, { outcome: 'failed', code: 'ERR_MONITOR_PART_SIZE' })
  checkClosed(t, nonsense)
})

t.test('ready: consumers that never come', async t => {
  const bench = await start({ consumers: 3 })
  bench.socket.join(31)
  await bench.clock.advance(4999)
  t.notOk(bench.socket.isClosed)
  await bench.clock.advance(1)
  const result = await bench.result
  t.match(result, { outcome: 'timed-out', code: 'ERR_CONSUMERS_MISSING', sent: 0, quits: 0 })
  t.match(result.reason, '2 of 3 consumers did not come within 5000 ms')
  t.match(result.peers, [{ fate: 'live' }])
  checkClosed(t, bench)
})

t.test('ready: scanners and failed handshakes do not count', async t => {
  const bench = await start()
  const { socket } = bench
  socket.accepted(40)
  socket.disconnected(40)
  socket.accepted(41)
  socket.refused(41)
  socket.disconnected(41)
  // ZMTP 1 and 2: accepted, and never a handshake.
  socket.accepted(42)
  socket.join(31)
  await bench.clock.advance(1000)
  t.strictSame(socket.sent, [])
  t.strictSame(bench.notices, ['silent', 'refused', 'accepted'])
  socket.join(32)
  await bench.clock.advance(300)
  socket.disconnected(31)
  socket.disconnected(32)
  const result = await bench.result
  t.match(result, { outcome: 'stopped', quits: 2 })
  t.strictSame(
    result.peers.map(({ fate }) => fate),
    ['silent', 'refused', 'mute', 'quit', 'quit'],
  )
  t.match(result.peers[1]?.refusal, { event: 'HANDSHAKE_FAILED_NO_DETAIL', value: 32 })
})

t.test('ready: one more than was waited for gets its Quit too', async t => {
  const bench = await start()
  for (const fd of [31, 32, 33]) bench.socket.join(fd)
  await bench.clock.advance(300)
  t.equal(bench.socket.sent.filter(text => text === 'Quit').length, 3)
  for (const fd of [33, 32, 31]) bench.socket.disconnected(fd)
  const result = await bench.result
  t.match(result, { outcome: 'stopped', quits: 3 })
  t.strictSame(
    result.peers.map(({ isExtra }) => isExtra),
    [false, false, true],
  )
  t.ok(bench.notices.includes('extra'))
})

t.test('ready: one dies in the middle of the work', async t => {
  const bench = await start()
  bench.socket.join(31)
  bench.socket.join(32)
  await bench.clock.advance(150)
  bench.socket.disconnected(32)
  await bench.clock.advance(150)
  t.strictSame(bench.socket.sent.slice(3), ['Quit'], 'only the live one gets a Quit')
  bench.socket.disconnected(31)
  const result = await bench.result
  t.match(result, { outcome: 'stopped', code: 'ERR_CONSUMER_LOST', lost: 1, quits: 1, sent: 3 })
  t.strictSame(
    result.peers.map(({ fate }) => fate),
    ['quit', 'died'],
  )
})

t.test('ready: all die while a send is blocked', async t => {
  const bench = await start()
  bench.socket.join(31)
  bench.socket.join(32)
  await settle()
  bench.socket.jam()
  await bench.clock.advance(100)
  t.equal(bench.socket.blocked, 1)
  bench.socket.disconnected(31)
  bench.socket.disconnected(32)
  const result = await bench.result
  t.match(result, { outcome: 'failed', code: 'ERR_NO_CONSUMER_LEFT', phase: 'open', sent: 1 })
  t.equal(result.reason, 'every consumer died in the middle of the work, after 1 message')
  t.equal(bench.socket.blocked, 0)
  checkClosed(t, bench)
})

t.test('ready: all die while a Quit is blocked', async t => {
  const bench = await start({ times: 0 })
  bench.socket.accepted(31)
  bench.socket.accepted(32)
  bench.socket.ready(31)
  bench.socket.ready(32)
  await settle()
  t.equal(bench.socket.blocked, 1, 'one Quit waits for room, no second beside it')
  bench.socket.disconnected(31)
  bench.socket.disconnected(32)
  t.match(await bench.result, { outcome: 'stopped', quits: 0, lost: 2, code: 'ERR_CONSUMER_LOST' })
  checkClosed(t, bench)
})

t.test('ready: a consumer that does not go is asked once more, then named', async t => {
  const bench = await start({ times: 0, quitAgainMs: 1000 })
  bench.socket.join(31)
  bench.socket.join(32)
  await bench.clock.advance(200)
  bench.socket.disconnected(31)
  await bench.clock.advance(999)
  t.equal(bench.socket.sent.length, 2)
  await bench.clock.advance(1)
  t.strictSame(bench.socket.sent, ['Quit', 'Quit', 'Quit'])
  t.ok(bench.notices.includes('quit-again'))
  await bench.clock.advance(4000)
  const result = await bench.result
  t.match(result, { outcome: 'timed-out', code: 'ERR_CONSUMERS_STILL_LIVE', quits: 3 })
  t.match(result.reason, 'tcp://127.0.0.1:50032')
  checkClosed(t, bench)
})

t.test('aborted in any phase, with nothing left behind', async t => {
  const early = new AbortController()
  early.abort()
  const before = await start({ signal: early.signal })
  t.match(await before.result, {
    outcome: 'aborted',
    phase: 'waiting',
    reason: 'aborted while waiting',
  })
  t.strictSame(before.engine.calls, [], 'not even a socket was made')

  const binding = await start({}, { bindHangs: true })
  binding.controller.abort()
  t.match(await binding.result, { outcome: 'aborted', phase: 'waiting' })
  checkClosed(t, binding)

  const waiting = await start()
  waiting.socket.join(31)
  await settle()
  waiting.controller.abort()
  t.match(await waiting.result, { outcome: 'aborted', phase: 'waiting', peers: [{ fate: 'live' }] })
  checkClosed(t, waiting)

  const open = await start()
  open.socket.join(31)
  open.socket.join(32)
  await open.clock.advance(150)
  open.controller.abort()
  t.match(await open.result, { outcome: 'aborted', phase: 'open', sent: 2, quits: 0 })
  checkClosed(t, open)

  const blocked = await start()
  blocked.socket.join(31)
  blocked.socket.join(32)
  await settle()
  blocked.socket.jam()
  await blocked.clock.advance(100)
  blocked.controller.abort()
  t.match(await blocked.result, { outcome: 'aborted', phase: 'open', sent: 1 })
  checkClosed(t, blocked)

  const draining = await start({ times: 0 })
  draining.socket.join(31)
  draining.socket.join(32)
  await settle()
  draining.controller.abort()
  t.match(await draining.result, { outcome: 'aborted', phase: 'draining', quits: 2 })
  checkClosed(t, draining)
})

t.test('ready: without version 2 it counts by order, and says so', async t => {
  const bench = await start({ times: 0 }, { hasV2: false })
  t.strictSame(bench.engine.calls, ['monitor 2 -', 'monitor 1 -', 'bind'])
  bench.socket.accepted(31)
  bench.socket.accepted(32)
  bench.socket.ready(32)
  bench.socket.ready(31)
  bench.socket.allow(10)
  await settle()
  t.strictSame(bench.socket.sent, ['Quit', 'Quit'])
  bench.socket.disconnected(31)
  bench.socket.disconnected(32)
  t.match(await bench.result, { outcome: 'stopped', monitorVersion: 1, isInferred: true })
})

t.test('what a callback throws ends the run and is thrown', async t => {
  const boom = new Error('boom')
  const fail = (): never => {
    throw boom
  }
  for (const callback of ['report', 'record', 'notice'] as const) {
    const bench = await start({ [callback]: fail })
    bench.engine.sockets[0]?.join(31)
    await t.rejects(bench.result, { message: 'boom' }, callback)
    t.ok(bench.engine.sockets.every(({ isClosed }) => isClosed))
  }
  const bench = await start({ onBound: () => Promise.reject(boom) })
  t.match(await bench.result, { outcome: 'failed', reason: 'cannot run: boom' })
})

t.test('options that make no sense are refused', async t => {
  for (const wrong of [
    { consumers: 0 },
    { consumers: 1.5 },
    { times: -1 },
    { intervalMs: NaN },
    { timeoutMs: 0 },
    { id: -1 },
    { endpoint: 'inproc://work' },
  ]) {
    await t.rejects((await start(wrong)).result, UsageError, JSON.stringify(wrong))
  }
})
