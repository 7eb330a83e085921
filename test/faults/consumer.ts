// A consumer in a process of its own: node consumer.js ENDPOINT WORK_MS IDLE_MS. Each message is a line on
// stdout, the end is the last line.
import { systemClock } from '../../lib/clock.js'
import { runConsumer } from '../../lib/gate/run/consumer.js'
import { typescriptEngine } from '../../lib/socket/engine.js'

const [endpoint = '', workMs = '0', idleMs = '0'] = process.argv.slice(2)
const engine = typescriptEngine()
const { outcome, code = '-' } = await runConsumer({
  engine,
  endpoint,
  id: process.pid,
  workMs: Number(workMs),
  timeoutMs: Number(idleMs) || Infinity,
  clock: systemClock,
  report: ({ kind, text }) => {
    if (kind === 'recv') process.stdout.write(`${text}\n`)
  },
})
await engine.close()
process.stdout.write(`end ${outcome} ${code}\n`)
