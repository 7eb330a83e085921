// A producer in a process of its own, to be killed: node producer.js CONSUMERS. Says on stdout where it is
// bound, and each message it has sent.
import { systemClock } from '../../lib/clock.js'
import { runProducer } from '../../lib/gate/run/producer.js'
import { typescriptEngine } from '../../lib/socket/engine.js'

await runProducer({
  engine: typescriptEngine(),
  endpoint: 'tcp://127.0.0.1:*',
  consumers: Number(process.argv[2]),
  times: 100_000,
  intervalMs: 5,
  policy: 'ready',
  timeoutMs: 40_000,
  clock: systemClock,
  report: ({ kind, text }) => {
    if (kind === 'send') process.stdout.write(`sent ${text}\n`)
  },
  onBound: endpoint => void process.stdout.write(`bound ${endpoint}\n`),
})
