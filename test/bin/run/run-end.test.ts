// How a run as a whole ended, from its producer's end and its consumers' processes.
import t from 'tap'
import { judge, type Facts } from '../../../bin/run/run-end.js'
import type { ConsumerEnd } from '../../../bin/run/consumer-process.js'
import { openTerminal } from '../../../bin/terminal.js'
import type { ProducerResult } from '../../../lib/gate/run/producer-contract.js'
import { FakeProcess } from '../../support/fake-process.js'

const PRODUCER: ProducerResult = {
  engine: 'typescript',
  engineVersion: '4.3.5',
  gate: 'ready',
  endpoint: 'tcp://127.0.0.1:1',
  sent: 2,
  resent: 0,
  quits: 2,
  events: {},
  outcome: 'stopped',
  phase: 'draining',
  lost: 0,
  isInferred: false,
  forgotten: {},
  peers: [],
  durationMs: 1,
}
const FIRST: ConsumerEnd = { id: 1, received: ['Data-000-000'], quits: 1, exitCode: 0 }
const SECOND: ConsumerEnd = { id: 2, received: ['Data-000-001'], quits: 1, exitCode: 0 }
const KILLED: ConsumerEnd = {
  id: 2,
  received: [],
  quits: 0,
  exitCode: null,
  signal: 'SIGKILL',
}

function verdict(facts: Partial<Omit<Facts, 'terminal'>>, signal?: 'SIGINT') {
  const host = new FakeProcess()
  const terminal = openTerminal(host)
  if (signal !== undefined) host.emit(signal)
  terminal.release()
  return judge({
    producer: PRODUCER,
    consumers: [FIRST, SECOND],
    early: undefined,
    ...facts,
    terminal,
  })
}

t.test('all well', async t => {
  t.strictSame(verdict({}), { outcome: 'stopped', exitCode: 0 })
})

t.test('a consumer died, before its Quit or after it', async t => {
  const lost = { outcome: 'stopped', code: 'ERR_CONSUMER_LOST', exitCode: 3 } as const
  const reason = 'consumer 2: killed by SIGKILL; 1 message reached nobody'
  t.strictSame(verdict({ consumers: [FIRST, KILLED] }), { ...lost, reason })
  const afterwards = { ...KILLED, received: SECOND.received }
  t.strictSame(verdict({ consumers: [FIRST, afterwards] }), {
    ...lost,
    reason: 'consumer 2: killed by SIGKILL',
  })
})

t.test('a consumer that failed, or was told to stop', async t => {
  const failed = { ...SECOND, exitCode: 1, reason: 'Invalid argument (EINVAL)' }
  t.match(verdict({ consumers: [FIRST, failed] }), {
    code: 'ERR_CONSUMER_LOST',
    reason: 'consumer 2: Invalid argument (EINVAL)',
    exitCode: 3,
  })
  const stopped = { ...SECOND, exitCode: 130, outcome: 'aborted' } as const
  t.match(verdict({ consumers: [FIRST, stopped] }), { reason: 'consumer 2: told to stop' })
})

t.test('messages nobody received', async t => {
  const empty = { ...SECOND, received: [] }
  t.strictSame(verdict({ consumers: [FIRST, empty] }), {
    outcome: 'stopped',
    code: 'ERR_MESSAGES_LOST',
    reason: '1 message reached nobody',
    exitCode: 1,
  })
})

t.test('a consumer that was gone before the start', async t => {
  const producer = { ...PRODUCER, outcome: 'aborted', code: 'ERR_ABORTED' } as const
  t.strictSame(verdict({ producer, early: KILLED }), {
    outcome: 'failed',
    code: 'ERR_CONSUMER_NOT_STARTED',
    reason: 'consumer 2 is gone before the start: killed by SIGKILL',
    exitCode: 3,
  })
  const left = { ...KILLED, exitCode: 0, signal: undefined } as unknown as ConsumerEnd
  t.match(verdict({ producer, early: left }), { reason: /: it left$/ })
})

t.test('a producer that failed says why', async t => {
  const failed = { outcome: 'failed', code: 'EADDRINUSE', reason: 'cannot bind' } as const
  t.strictSame(verdict({ producer: { ...PRODUCER, ...failed } }), { ...failed, exitCode: 1 })
  const missing = { outcome: 'timed-out', code: 'ERR_CONSUMERS_MISSING', reason: 'why' } as const
  t.strictSame(verdict({ producer: { ...PRODUCER, ...missing } }), { ...missing, exitCode: 3 })
})

t.test('Ctrl-C', async t => {
  const aborted = { outcome: 'aborted', code: 'ERR_ABORTED', reason: 'aborted while open' } as const
  t.strictSame(verdict({ producer: { ...PRODUCER, ...aborted } }, 'SIGINT'), {
    ...aborted,
    reason: 'interrupted: aborted while open',
    exitCode: 130,
  })
  // It came when the producer had stopped already.
  t.strictSame(verdict({}, 'SIGINT'), { outcome: 'stopped', reason: 'interrupted', exitCode: 130 })
})
