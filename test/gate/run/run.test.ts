// Both sides over real sockets of our engine, on loopback: that the parts fit each other.
import t from 'tap'
import { systemClock } from '../../../lib/clock.js'
import { runConsumer, type ConsumerResult } from '../../../lib/gate/run/consumer.js'
import { runProducer } from '../../../lib/gate/run/producer.js'
import type { ProducerOptions, ProducerResult } from '../../../lib/gate/run/producer-contract.js'
import { checkDelivery } from '../../../lib/gate/article/sequence.js'
import { typescriptEngine } from '../../../lib/socket/engine.js'

interface Ends {
  readonly producer: ProducerResult
  readonly consumers: ConsumerResult[]
}

async function run(consumers: number, options: Partial<ProducerOptions> = {}): Promise<Ends> {
  const engine = typescriptEngine()
  const shared = { engine, clock: systemClock, timeoutMs: 10_000, report: () => {} }
  let started: Promise<ConsumerResult>[] = []
  const producer = await runProducer({
    ...shared,
    endpoint: 'tcp://127.0.0.1:0',
    consumers,
    times: 20,
    intervalMs: 0,
    policy: 'ready',
    onBound: endpoint => {
      started = Array.from({ length: consumers }, (_, index) =>
        runConsumer({ ...shared, endpoint, id: index + 1, workMs: 1 }),
      )
    },
    ...options,
  })
  const ends = { producer, consumers: await Promise.all(started) }
  await engine.close()
  return ends
}

t.test('four consumers share the work evenly, and each gets one Quit', async t => {
  const { producer, consumers } = await run(4)
  t.match(producer, { outcome: 'stopped', sent: 20, quits: 4, lost: 0, isInferred: false })
  t.strictSame(
    producer.peers.map(({ fate }) => fate),
    ['quit', 'quit', 'quit', 'quit'],
  )
  t.match(producer.events, {
    LISTENING: 1,
    ACCEPTED: 4,
    HANDSHAKE_SUCCEEDED: 4,
    DISCONNECTED: 4,
    CLOSED: 1,
    MONITOR_STOPPED: 1,
  })
  for (const { quits, outcome } of consumers) t.strictSame([quits, outcome], [1, 'stopped'])
  t.strictSame(checkDelivery(20, consumers), {
    missing: [],
    duplicates: [],
    shares: { 1: 5, 2: 5, 3: 5, 4: 5 },
  })
})

t.test('a port that is taken', async t => {
  const holder = typescriptEngine()
  const endpoint = await holder.socket('PULL').bind('tcp://127.0.0.1:0')
  const { producer } = await run(1, { endpoint })
  t.match(producer, { outcome: 'failed', code: 'EADDRINUSE', sent: 0 })
  t.match(producer.events, { BIND_FAILED: 1, MONITOR_STOPPED: 1 })
  await holder.close()
})

t.test('the article’s own loops run too', async t => {
  const { producer } = await run(1, { policy: 'article', consumers: 1, times: 3 })
  t.equal(producer.sent, 3)
  // The handshake is left over for phase 3, so there is one Quit more than consumers.
  t.match(producer, { outcome: 'stopped', quits: 2 })
  t.equal(producer.events.LISTENING, undefined)
})
