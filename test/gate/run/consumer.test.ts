import t from 'tap'
import { UsageError } from '../../../lib/errors.js'
import {
  runConsumer,
  type ConsumerOptions,
  type ConsumerResult,
} from '../../../lib/gate/run/consumer.js'
import { formatLine } from '../../../lib/gate/article/report.js'
import {
  ScriptedClock,
  ScriptedEngine,
  settle,
  type EngineScript,
} from '../../support/scripted-engine.js'

interface Bench {
  readonly engine: ScriptedEngine
  readonly clock: ScriptedClock
  readonly log: (string | undefined)[]
  readonly controller: AbortController
  readonly result: Promise<ConsumerResult>
}

async function start(
  options: Partial<ConsumerOptions> = {},
  script: EngineScript = {},
): Promise<Bench> {
  const engine = new ScriptedEngine(script)
  const clock = new ScriptedClock()
  const log: (string | undefined)[] = []
  const controller = new AbortController()
  const result = runConsumer({
    engine,
    endpoint: 'tcp://127.0.0.1:45801',
    id: 3,
    workMs: 300,
    clock,
    signal: controller.signal,
    report: line => log.push(formatLine(line)),
    ...options,
  })
  result.catch(() => {})
  await settle()
  return { engine, clock, log, controller, result }
}

t.test('receives, works, and leaves after the work on Quit', async t => {
  const { engine, clock, log, result } = await start()
  t.strictSame(engine.calls, ['connect tcp://127.0.0.1:45801'])
  engine.only.deliver('Data-000-000')
  engine.only.deliver('Quit')
  await clock.advance(599)
  t.notOk(engine.only.isClosed, 'Quit takes as long as any other message')
  await clock.advance(1)
  t.match(await result, {
    id: 3,
    received: ['Data-000-000', 'Quit'],
    quits: 1,
    outcome: 'stopped',
    durationMs: 600,
    sequence: { numbered: 1, gaps: 0, duplicates: [], outOfOrder: [], strange: [] },
  })
  t.strictSame(log, [
    '[ 1561228921.433 ]: Consumer 3 start',
    '[ 1561228921.433 ]: Consumer 3 recv: Data-000-000',
    '[ 1561228921.733 ]: Consumer 3 recv: Quit',
    '[ 1561228922.033 ]: Consumer 3 stop',
  ])
  t.ok(engine.only.isClosed)
  t.equal(clock.pending, 0)
})

t.test('gives up after a time without messages', async t => {
  const { engine, clock, log, result } = await start({ timeoutMs: 1000, workMs: 0 })
  await clock.advance(900)
  engine.only.deliver('Data-000-000')
  await clock.advance(999)
  t.notOk(engine.only.isClosed, 'each message starts the time anew')
  await clock.advance(1)
  t.match(await result, {
    outcome: 'timed-out',
    code: 'ERR_NO_MESSAGE',
    reason: 'no message came from tcp://127.0.0.1:45801 for 1000 ms',
    received: ['Data-000-000'],
  })
  t.notOk(log.some(line => line?.includes('stop')))
  t.ok(engine.only.isClosed)
  t.equal(clock.pending, 0)
})

t.test('aborted before, while waiting, and at work', async t => {
  const early = new AbortController()
  early.abort()
  const before = await start({ signal: early.signal })
  t.match(await before.result, { outcome: 'aborted', received: [] })
  t.strictSame(before.engine.sockets, [])

  const waiting = await start()
  waiting.controller.abort()
  t.match(await waiting.result, { outcome: 'aborted', code: 'ERR_ABORTED', received: [] })
  t.ok(waiting.engine.only.isClosed)

  const working = await start()
  working.engine.only.deliver('Data-000-000')
  await working.clock.advance(100)
  working.controller.abort()
  t.match(await working.result, { outcome: 'aborted', received: ['Data-000-000'], quits: 0 })
  t.equal(working.clock.pending, 0)
})

t.test('an endpoint that is none is an outcome', async t => {
  const { engine, result } = await start({}, { connectError: 'EINVAL' })
  t.match(await result, { outcome: 'failed', code: 'EINVAL', reason: 'Invalid argument (EINVAL)' })
  t.ok(engine.only.isClosed)
  const none = await start({}, { socketError: 'EMFILE' })
  t.match(await none.result, { outcome: 'failed', code: 'EMFILE' })
})

t.test('options that make no sense are refused', async t => {
  for (const wrong of [{ workMs: -1 }, { workMs: NaN }, { timeoutMs: 0 }]) {
    await t.rejects((await start(wrong)).result, UsageError)
  }
})
