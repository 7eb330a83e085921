// One consumer's process as its parent sees it: its lines however they are cut, its end however it comes.
import t from 'tap'
import { ConsumerProcess, type ConsumerEnd } from '../../../bin/run/consumer-process.js'
import type { ConsumerLine } from '../../../lib/gate/article/report.js'

t.setTimeout(600_000)

/** Starts a process that runs this source, and gathers what it says. */
function begin(source: string, stopMs = 20_000) {
  const lines: ConsumerLine[] = []
  const noise: string[] = []
  const consumer = new ConsumerProcess({
    id: 5,
    command: [process.execPath, '--eval', source],
    onLine: line => lines.push(line),
    onNoise: text => noise.push(text),
    stopMs,
  })
  return { consumer, lines, noise }
}

const log = (kind: string, text?: string): string =>
  `${JSON.stringify({ type: 'log', side: 'consumer', kind, id: 5, text, epochMs: 1 })}\n`

t.test('lines cut anywhere, also inside a character', async t => {
  const bytes = [...Buffer.from(log('recv', 'Data-000-000 é') + log('recv', 'Quit'))]
  const { consumer, lines, noise } = begin(`
    const bytes = ${JSON.stringify(bytes)}
    const next = () => bytes.length && process.stdout.write(Buffer.from(bytes.splice(0, 1)), next)
    next()
  `)
  const end = await consumer.ended
  t.strictSame(noise, [])
  t.strictSame(lines, [
    { side: 'consumer', kind: 'recv', id: 5, text: 'Data-000-000 é', epochMs: 1 },
    { side: 'consumer', kind: 'recv', id: 5, text: 'Quit', epochMs: 1 },
  ])
  t.match(end, { id: 5, pid: Number, received: ['Data-000-000 é'], quits: 1, exitCode: 0 })
  t.equal(consumer.end, end)
})

t.test('what it says of itself', async t => {
  const result = {
    type: 'result',
    outcome: 'failed',
    code: 'EINVAL',
    reason: 'because',
    engine: 'native',
    engineVersion: '4.3.5',
    received: ['is not taken from here'],
  }
  const { consumer } = begin(`
    console.log(${JSON.stringify(JSON.stringify(result))})
    process.exitCode = 1
  `)
  const { pid, ...end } = await consumer.ended
  t.type(pid, 'number')
  const { type: _, ...said } = result
  t.strictSame(end, { ...said, id: 5, received: [], quits: 0, exitCode: 1 })
})

t.test('lines that are none of a consumer’s', async t => {
  const texts = ['hello', '{"type":"other"}', '3', 'null', '{"type":']
  const { consumer, lines, noise } = begin(
    `for (const text of ${JSON.stringify(texts)}) console.log(text)`,
  )
  await consumer.ended
  t.strictSame([lines, noise], [[], texts])
})

t.test('stop: it leaves', async t => {
  const { consumer } = begin(
    `process.stdin.once('data', text => process.exit(String(text) === 'stop\\n' ? 9 : 8))`,
  )
  consumer.stop()
  consumer.stop()
  t.match(await consumer.ended, { exitCode: 9 })
  consumer.stop()
})

t.test('stop: it does not, and is killed', async t => {
  const { consumer } = begin('setInterval(() => {}, 1 << 30)', 50)
  consumer.stop()
  const end: ConsumerEnd = await consumer.ended
  t.match(end, { exitCode: null, signal: 'SIGKILL', received: [] })
})

t.test('a program that is not there', async t => {
  const consumer = new ConsumerProcess({
    id: 1,
    command: ['/nonexistent/program'],
    onLine: () => {},
    onNoise: () => {},
    stopMs: 10,
  })
  t.equal(consumer.pid, undefined)
  consumer.stop()
  const end = await consumer.ended
  t.match(end, { id: 1, exitCode: null, code: 'ENOENT', reason: /^its process cannot start: / })
  t.notOk('pid' in end)
})
