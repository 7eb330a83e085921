// What two recordings amount to. Recordings are made here, without any engine.
import t from 'tap'
import type { Recording } from '../../lib/compare/recording.js'
import type { Deliberate, Scenario } from '../../lib/compare/scenario.js'
import { compareRuns } from '../../lib/compare/verdict.js'
import { decodeMonitorEvent } from '../../lib/monitor/codec.js'

const SCENARIO: Scenario = {
  name: 'made-up',
  title: 'recordings made by hand',
  transports: ['tcp'],
  run: async () => {},
}

/** Events of version 1 as hex of the first part, all of one address. */
function recording(heads: readonly string[], more: Partial<Recording> = {}): Recording {
  const events = heads.map(head => {
    const parts = [Buffer.from(head, 'hex'), Buffer.from('tcp://127.0.0.1:5555')]
    return { parts, decoded: decodeMonitorEvent(parts, 'LE') }
  })
  return {
    lanes: [{ socket: 'pull', events, rules: { interval: 100, maximum: 0 } }],
    calls: [],
    folder: '/tmp/none',
    ...more,
  }
}

const LISTENING = '08001d000000'
const CLOSED = '80001d000000'
const CLOSED_OTHER = '80001e000000'
const LISTENING_OTHER = '08001e000000'

const compare = (
  typescript: Recording,
  native: Recording,
  deliberate?: Deliberate,
  scenario = SCENARIO,
) => compareRuns(scenario, deliberate, 1, { typescript, native })

t.test('same', async t => {
  const other = recording([LISTENING_OTHER, CLOSED_OTHER])
  t.match(compare(recording([LISTENING, CLOSED]), other), { verdict: 'same', faults: [] })
})

t.test('different: an event missing, one more, another order', async t => {
  const whole = recording([LISTENING, CLOSED])
  for (const heads of [[LISTENING], [LISTENING, CLOSED, CLOSED], [CLOSED, LISTENING]]) {
    t.match(compare(recording(heads), whole), {
      verdict: 'different',
      faults: ['pull: the events differ'],
    })
  }
})

t.test('different: outcomes of calls, a script that failed', async t => {
  const plain = recording([LISTENING])
  t.match(compare(recording([LISTENING], { calls: ['bind: ok'] }), plain).faults, [/outcomes/])
  t.match(compare(plain, recording([LISTENING], { error: 'late' })).faults, ['native: late'])
})

t.test('deliberate: exactly as described, and only where there is a difference', async t => {
  const deliberate: Deliberate = {
    reason: 'because',
    ours: { pull: { side: 'bind', rows: [['LISTENING', 'fd1', 'tcp://127.0.0.1:port1', '']] } },
  }
  const ours = recording([LISTENING])
  const whole = recording([LISTENING, CLOSED])
  t.equal(compare(ours, whole, deliberate).verdict, 'deliberate')
  t.equal(compare(whole, whole, deliberate).verdict, 'different')
  t.equal(compare(recording([]), whole, deliberate).verdict, 'different')
  t.match(compare(ours, ours, deliberate).faults, [/there is none/])
})

t.test('events whose order is free', async t => {
  const free: Scenario = { ...SCENARIO, unordered: { pull: ['CLOSED'] } }
  const one = recording([LISTENING, LISTENING_OTHER, CLOSED, CLOSED_OTHER])
  const two = recording([LISTENING, LISTENING_OTHER, CLOSED_OTHER, CLOSED])
  t.equal(compare(one, two).verdict, 'different')
  t.equal(compare(one, two, undefined, free).verdict, 'same')
})
