import t from 'tap'
import { explainArticle, formatFindings, type Finding } from '../../../lib/gate/article/explain.js'
import { runProducer } from '../../../lib/gate/run/producer.js'
import type { ProducerOptions, RecordedRow } from '../../../lib/gate/run/producer-contract.js'
import { ScriptedClock, ScriptedEngine, settle } from '../../support/scripted-engine.js'

interface Bench {
  readonly engine: ScriptedEngine
  readonly clock: ScriptedClock
  readonly rows: RecordedRow[]
  readonly result: Promise<unknown>
}

async function start(options: Partial<ProducerOptions> = {}): Promise<Bench> {
  const engine = new ScriptedEngine()
  const clock = new ScriptedClock()
  const rows: RecordedRow[] = []
  const result = runProducer({
    engine,
    endpoint: 'tcp://127.0.0.1:555',
    consumers: 2,
    times: 2,
    intervalMs: 100,
    policy: 'article',
    timeoutMs: 5000,
    clock,
    record: row => rows.push(row),
    report: () => {},
    ...options,
  })
  await settle()
  return { engine, clock, rows, result }
}

const find = (findings: readonly Finding[], kind: Finding['kind']): Finding | undefined =>
  findings.find(finding => finding.kind === kind)

const got = (id: number, ...indexes: number[]) => ({
  id,
  received: indexes.map(index => `Data-000-00${index}`),
})

t.test('the published log: a stranger, an extra Quit, messages nobody got', async t => {
  const { engine, clock, rows, result } = await start({ consumers: 4, times: 10, events: 0x07ff })
  const socket = engine.only
  socket.allow(100)
  for (const fd of [3, 9, 2, 1, 4]) socket.accepted(fd)
  await clock.advance(1000)
  for (const fd of [3, 2, 1, 4]) {
    socket.disconnected(fd)
    await settle()
  }
  await result
  const findings = explainArticle(rows, [got(1, 3, 8), got(2, 2, 7), got(3, 0, 5), got(4, 4, 9)])
  t.strictSame(
    findings.map(({ kind }) => kind),
    ['listening-unseen', 'opened-on-accepts', 'strangers', 'extra-quits', 'nobody-got'],
  )
  t.match(find(findings, 'opened-on-accepts')?.text, /before libzmq 4\.3, there is no event/)
  t.match(find(findings, 'strangers')?.text, /^5 connections came, 1 more than it waited for/)
  t.strictSame(find(findings, 'strangers')?.evidence, ['event 5, ACCEPTED (fd 4)'])
  t.match(find(findings, 'extra-quits')?.text, /^It sent 5 Quits for 4 consumers/)
  t.strictSame(find(findings, 'extra-quits')?.evidence, [
    'Quit 1 was answered by event 5, ACCEPTED (fd 4)',
  ])
  t.strictSame(find(findings, 'nobody-got')?.evidence, ['Data-000-001', 'Data-000-006'])
  t.match(formatFindings(findings)[0], /^- It binds first/)
})

t.test('a deadlock, and the events that were never read', async t => {
  const { engine, clock, rows, result } = await start()
  const socket = engine.only
  for (const fd of [31, 32]) socket.accepted(fd)
  for (const fd of [31, 32]) socket.ready(fd)
  socket.allow(4)
  await clock.advance(200)
  socket.disconnected(31)
  socket.disconnected(32)
  await settle()
  await clock.advance(5000)
  await result
  const findings = explainArticle(rows)
  t.ok(find(findings, 'deadlock'))
  t.strictSame(find(findings, 'unread')?.evidence, [
    'event 5, DISCONNECTED (fd 31)',
    'event 6, DISCONNECTED (fd 32)',
  ])
  t.match(find(findings, 'opened-on-accepts')?.text, /0 of 2 handshakes had been read by then/)
})

t.test('uneven shares', async t => {
  const { engine, clock, rows, result } = await start({ consumers: 1, times: 4 })
  engine.only.join(31)
  await clock.advance(400)
  engine.only.disconnected(31)
  await result
  const shares = [
    { id: 1, received: ['Data-000-000', 'Data-000-001', 'Data-000-002'] },
    { id: 2, received: ['Data-000-003'] },
  ]
  t.strictSame(find(explainArticle(rows, shares), 'uneven')?.evidence, [
    'consumer 1: 3 of 4 messages',
    'consumer 2: 1 of 4 messages',
  ])
})

t.test('a run of the ready gate has nothing to explain', async t => {
  const { engine, clock, rows, result } = await start({ policy: 'ready', times: 0 })
  for (const fd of [31, 32]) engine.only.join(fd)
  await clock.advance(10)
  for (const fd of [31, 32]) engine.only.disconnected(fd)
  await result
  t.strictSame(explainArticle(rows), [])
  t.strictSame(explainArticle([]), [])
})
