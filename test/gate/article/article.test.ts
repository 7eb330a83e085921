import t from 'tap'
import { runProducer } from '../../../lib/gate/run/producer.js'
import type { ProducerOptions, ProducerResult } from '../../../lib/gate/run/producer-contract.js'
import { formatLine } from '../../../lib/gate/article/report.js'
import { ScriptedClock, ScriptedEngine, settle } from '../../support/scripted-engine.js'

interface Bench {
  readonly engine: ScriptedEngine
  readonly clock: ScriptedClock
  readonly log: string[]
  readonly controller: AbortController
  readonly result: Promise<ProducerResult>
}

async function start(options: Partial<ProducerOptions> = {}): Promise<Bench> {
  const engine = new ScriptedEngine()
  const clock = new ScriptedClock()
  const log: string[] = []
  const controller = new AbortController()
  const result = runProducer({
    engine,
    endpoint: 'tcp://127.0.0.1:555',
    consumers: 2,
    times: 2,
    intervalMs: 100,
    policy: 'article',
    timeoutMs: 5000,
    clock,
    signal: controller.signal,
    report: line => log.push(formatLine(line) ?? ''),
    ...options,
  })
  // Told by whoever awaits it.
  result.catch(() => {})
  await settle()
  return { engine, clock, log, controller, result }
}

t.test('article: binds, then monitors; counts accepts; reads one event for each Quit', async t => {
  const { engine, clock, log, result } = await start()
  t.strictSame(engine.calls, ['bind', 'monitor 1 inproc://monitor-server'])
  const socket = engine.only
  socket.accepted(31)
  socket.ready(31)
  socket.accepted(32)
  // The last handshake is always left over where there are handshake events (libzmq 4.3).
  socket.ready(32)
  socket.allow(100)
  await clock.advance(200)
  t.strictSame(socket.sent, ['Data-000-000', 'Data-000-001', 'Quit', 'Quit'])
  socket.disconnected(31)
  await settle()
  t.strictSame(socket.sent.slice(2), ['Quit', 'Quit', 'Quit'])
  socket.disconnected(32)
  const end = await result
  t.match(end, { gate: 'article', outcome: 'stopped', sent: 2, quits: 3, monitorVersion: 1 })
  t.equal(end.events.LISTENING, undefined, 'LISTENING came before there was a monitor')
  t.equal(end.events.MONITOR_STOPPED, 1)
  t.strictSame(
    log.filter(line => line !== ''),
    [
      '[ 1561228921.433 ]: Producer 0 setup',
      '[ 1561228921.433 ]: Producer accepted',
      '[ 1561228921.433 ]: Producer accepted',
      '[ 1561228921.433 ]: Producer 0 start',
      '[ 1561228921.433 ]: Producer 0 send: Data-000-000',
      '[ 1561228921.533 ]: Producer 0 send: Data-000-001',
      '[ 1561228921.633 ]: Producer 0 stop',
    ],
  )
})

t.test('article: with the events of libzmq 4.2 there are as many Quits as consumers', async t => {
  const { engine, clock, result } = await start({ events: 0x07ff })
  engine.only.join(31)
  engine.only.join(32)
  await clock.advance(200)
  t.equal(engine.only.sent.length, 3)
  engine.only.disconnected(31)
  await settle()
  engine.only.disconnected(32)
  t.match(await result, { outcome: 'stopped', quits: 2 })
})

t.test('article: the published log’s five pipes cost a fifth Quit', async t => {
  // Four are wanted; a stray one connects second, so the fourth accept is left over for phase 3.
  const { engine, clock, result } = await start({ consumers: 4, times: 10, events: 0x07ff })
  const socket = engine.only
  socket.allow(100)
  for (const fd of [3, 9, 2, 1, 4]) socket.accepted(fd)
  await clock.advance(1000)
  t.equal(socket.sent.length, 10 + 2, 'the leftover accept has taken a second Quit along')
  for (const fd of [3, 2, 1, 4]) {
    socket.disconnected(fd)
    await settle()
  }
  t.match(await result, { outcome: 'stopped', sent: 10, quits: 5 })
})

t.test('article: a Quit with nobody to take it is found by the watchdog', async t => {
  const { engine, clock, log, result } = await start()
  const socket = engine.only
  socket.accepted(31)
  socket.accepted(32)
  socket.ready(31)
  socket.ready(32)
  socket.allow(4)
  // Both are gone after two Quits; two handshakes and a disconnect later it still wants to send.
  await clock.advance(200)
  socket.disconnected(31)
  await settle()
  t.equal(socket.blocked, 1)
  await clock.advance(5000)
  const end = await result
  t.match(end, { outcome: 'deadlocked', code: 'ERR_DEADLOCK', phase: 'draining', quits: 2 })
  t.match(end.reason, /^a send with no consumer to take it blocks for ever/)
  t.notOk(
    log.some(line => line.includes('stop')),
    'the article’s program never gets there',
  )
  t.ok(socket.isClosed)
  t.equal(clock.pending, 0)
})

t.test('article: a message with nobody to take it, too', async t => {
  const { engine, clock, result } = await start()
  engine.only.accepted(40)
  engine.only.accepted(41)
  await clock.advance(5000)
  t.match(await result, { outcome: 'deadlocked', phase: 'open', sent: 0 })
})

t.test('article: consumers that never come, and Ctrl-C', async t => {
  const late = await start()
  late.engine.only.accepted(31)
  await late.clock.advance(5000)
  t.match(await late.result, { outcome: 'timed-out', code: 'ERR_CONSUMERS_MISSING' })
  const aborted = await start()
  aborted.engine.only.accepted(31)
  await settle()
  aborted.controller.abort()
  t.match(await aborted.result, { outcome: 'aborted', phase: 'waiting' })
})

t.test('what is the ready gate’s is refused', async t => {
  for (const [options, name] of [
    [{ late: 'refuse' }, 'late'],
    [{ onLost: 'requeue' }, 'onLost'],
    [{ consumers: { min: 1, max: 2 } }, 'consumers.min'],
  ] as const) {
    const { engine, result } = await start(options)
    t.strictSame(engine.calls, [], 'nothing is done')
    await t.rejects(result, {
      code: 'ERR_USAGE',
      message: `${name} is an option of the ready gate; the article's has none`,
    })
  }
})

t.test('a mask without what the gate needs is refused', async t => {
  const { engine, result } = await start({ events: 0x0200 })
  t.strictSame(engine.calls, [])
  await t.rejects(result, {
    code: 'ERR_USAGE',
    message: 'events must include ACCEPTED (0x0020): the article gate would wait for ever without',
  })
})
