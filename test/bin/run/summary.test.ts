// The summary's words.
import t from 'tap'
import {
  consumerEngines,
  consumerSummary,
  producerSummary,
  seconds,
} from '../../../bin/run/summary.js'
import { plural } from '../../../lib/dissect/field.js'
import type { ConsumerEnd } from '../../../bin/run/consumer-process.js'

const END: ConsumerEnd = { id: 3, received: ['Data-000-000'], quits: 1, exitCode: 0 }

t.test('numbers', async t => {
  t.strictSame(
    [0, 1, 2].map(count => plural(count, 'Quit')),
    ['0 Quits', '1 Quit', '2 Quits'],
  )
  t.equal(seconds(1234.5), '1.23 s')
})

t.test('a consumer', async t => {
  t.equal(consumerSummary(END), 'consumer 3: 1 message, 1 Quit')
  const none = { ...END, received: [], quits: 0 }
  const troubles: readonly [end: Partial<ConsumerEnd>, text: string][] = [
    [{ exitCode: null, signal: 'SIGKILL' }, 'killed by SIGKILL'],
    [{ exitCode: 7 }, 'its process ended with exit code 7'],
    [{ exitCode: 130, outcome: 'aborted', reason: 'aborted' }, 'told to stop'],
    [{ exitCode: 1, outcome: 'failed', reason: 'no route' }, 'no route'],
  ]
  for (const [end, text] of troubles) {
    t.equal(consumerSummary({ ...none, ...end }), `consumer 3: 0 messages, 0 Quits; ${text}`)
  }
})

t.test('a producer', async t => {
  const result = {
    engine: 'native',
    engineVersion: '4.3.5',
    gate: 'ready',
    endpoint: 'tcp://127.0.0.1:1',
    sent: 10,
    resent: 0,
    quits: 4,
    events: { LISTENING: 1, ACCEPTED: 4 },
    outcome: 'stopped',
    phase: 'draining',
    lost: 0,
    isInferred: false,
    forgotten: {},
    peers: [],
    durationMs: 2500,
  } as const
  t.strictSame(producerSummary(result), [
    'producer stopped: 10 messages and 4 Quits sent in 2.50 s',
    'policy of the gate: ready; engine libzmq 4.3.5',
    'events: LISTENING 1, ACCEPTED 4',
  ])
  t.strictSame(
    producerSummary({ ...result, outcome: 'timed-out', phase: 'waiting', sent: 0, events: {} }),
    [
      'producer timed-out while waiting: 0 messages and 4 Quits sent in 2.50 s',
      'policy of the gate: ready; engine libzmq 4.3.5',
      'events: none',
    ],
  )
})

t.test('the consumers’ engines', async t => {
  const ours = { ...END, engine: 'typescript', engineVersion: '4.3.5' } as const
  const native = { ...END, engine: 'native', engineVersion: '4.3.4' } as const
  t.strictSame(consumerEngines([ours, ours, END]), ['ours (as libzmq 4.3.5)'])
  t.strictSame(consumerEngines([ours, native]), ['ours (as libzmq 4.3.5)', 'libzmq 4.3.4'])
  t.strictSame(consumerEngines([END]), [])
})
