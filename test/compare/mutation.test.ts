// Do the scenarios see what they claim to see? Here our engine's emissions are spoilt, one way at a
// time, in the very method every event goes through, and a scenario must notice each of them. With
// RAWZMQ_THOROUGH=1 also those that take a deadline's time to notice.
import t from 'tap'
import { trialsOf, runTrial, SCENARIOS, type TrialResult } from '../../lib/compare/index.js'
import { EVENTS, type EventName } from '../../lib/monitor/events.js'
import { MonitorPublisher } from '../../lib/monitor/publisher.js'
import { nativeEngine } from '../../lib/native/index.js'
import { typescriptEngine } from '../../lib/socket/engine.js'
import { Monitoring } from '../../lib/socket/monitor/monitoring.js'

type Emit = Monitoring['emit']
type Emission = Parameters<Emit>

/** What a spoilt engine does with one emission: the emissions that come instead. */
type Mutation = (emission: Emission, held: Emission[]) => Emission[]

/** Enough for an engine that works; one that does not is given up after this long. */
const DEADLINE_MS = 10_000

const CASES = new Map(trialsOf(SCENARIOS).map(found => [found.id, found]))

const drop =
  (event: EventName): Mutation =>
  emission =>
    emission[0] === EVENTS[event] ? [] : [emission]

const twice =
  (event: EventName): Mutation =>
  emission =>
    emission[0] === EVENTS[event] ? [emission, emission] : [emission]

/** The first of the two is held back until the second has come. */
const swap =
  (first: EventName, second: EventName): Mutation =>
  (emission, held) => {
    if (emission[0] === EVENTS[first]) {
      held.push(emission)
      return []
    }
    return emission[0] === EVENTS[second] ? [emission, ...held.splice(0)] : [emission]
  }

const change =
  (event: EventName, changed: (emission: Emission) => Emission): Mutation =>
  emission =>
    emission[0] === EVENTS[event] ? [changed(emission)] : [emission]

const MUTANTS: readonly (readonly [what: string, caseId: string, mutation: Mutation])[] = [
  ['no LISTENING', 'bind-wildcard-port/tcp', drop('LISTENING')],
  ['no CLOSED of a listener', 'bind-wildcard-port/ipc', drop('CLOSED')],
  ['no ACCEPTED', 'handshake/tcp', drop('ACCEPTED')],
  ['no CONNECT_DELAYED', 'handshake/tcp', drop('CONNECT_DELAYED')],
  ['no CONNECTED', 'handshake/ipc', drop('CONNECTED')],
  ['no HANDSHAKE_SUCCEEDED', 'heartbeat-timeout/tcp', drop('HANDSHAKE_SUCCEEDED')],
  ['no DISCONNECTED', 'close-bound/ipc', drop('DISCONNECTED')],
  ['no NO_DETAIL', 'end-before-ready/tcp', drop('HANDSHAKE_FAILED_NO_DETAIL')],
  ['no PROTOCOL', 'mechanism-unknown/ipc', drop('HANDSHAKE_FAILED_PROTOCOL')],
  ['no AUTH', 'error-400/tcp', drop('HANDSHAKE_FAILED_AUTH')],
  ['no CLOSE_FAILED', 'bind-ipc-wildcard-gone/ipc', drop('CLOSE_FAILED')],
  ['CLOSED twice', 'bind-wildcard-port/tcp', twice('CLOSED')],
  ['DISCONNECTED twice', 'end-before-ready/ipc', twice('DISCONNECTED')],
  ['BIND_FAILED first', 'bind-in-use/tcp', swap('CLOSED', 'BIND_FAILED')],
  [
    'DISCONNECTED before its cause',
    'mechanism-unknown/tcp',
    swap('HANDSHAKE_FAILED_PROTOCOL', 'DISCONNECTED'),
  ],
  ['CONNECT_RETRIED before CLOSED', 'refused/tcp', swap('CLOSED', 'CONNECT_RETRIED')],
  ['CONNECTED before CONNECT_DELAYED', 'handshake/tcp', swap('CONNECT_DELAYED', 'CONNECTED')],
  [
    'another errno',
    'end-before-greeting/tcp',
    change('HANDSHAKE_FAILED_NO_DETAIL', ([event, , ...rest]) => [event, 104, ...rest]),
  ],
  [
    'counts the wrong way round',
    'pipes-stats-inproc/inproc',
    change('PIPES_STATS', ([event, value, ...rest]) => [
      event,
      [value].flat().toReversed(),
      ...rest,
    ]),
  ],
  [
    'an interval out of range',
    'refused/ipc',
    change('CONNECT_RETRIED', ([event, value, ...rest]) => [event, Number(value) + 10, ...rest]),
  ],
  [
    'another descriptor',
    'peer-ends/tcp',
    change('DISCONNECTED', ([event, value, ...rest]) => [event, Number(value) + 1, ...rest]),
  ],
  [
    'no local address',
    'peer-ends/ipc',
    change('DISCONNECTED', ([event, value, , ...rest]) => [event, value, '', ...rest]),
  ],
  [
    'the other side’s address in version 1',
    'peer-ends/tcp',
    change('ACCEPTED', ([event, value, local, remote]) => [event, value, local, remote, 'connect']),
  ],
]

/** Those whose scenario waits for what does not come, until the deadline. */
const SLOW_MUTANTS: typeof MUTANTS = [
  ['no CONNECT_RETRIED', 'reconnect-stop-lost/tcp', drop('CONNECT_RETRIED')],
  ['no BIND_FAILED', 'bind-in-use/tcp', drop('BIND_FAILED')],
  ['no ACCEPT_FAILED', 'accept-filter/tcp', drop('ACCEPT_FAILED')],
]

const isThorough = process.env.RAWZMQ_THOROUGH === '1'
const CHOSEN = isThorough ? [...MUTANTS, ...SLOW_MUTANTS] : MUTANTS

async function run(caseId: string): Promise<TrialResult> {
  const found = CASES.get(caseId)
  if (found === undefined) throw new Error(`there is no case ${caseId}`)
  const engines = { typescript: async () => typescriptEngine(), native: () => nativeEngine() }
  return runTrial(found, { engines, deadlineMs: DEADLINE_MS })
}

/** Runs with another way to emit, and puts the right one back. */
async function runSpoilt(caseId: string, mutation: Mutation): Promise<TrialResult> {
  const { emit } = Monitoring.prototype
  const held = new WeakMap<Monitoring, Emission[]>()
  Monitoring.prototype.emit = function (...emission: Emission) {
    const kept = held.get(this) ?? []
    held.set(this, kept)
    for (const instead of mutation(emission, kept)) emit.apply(this, instead)
  }
  try {
    return await run(caseId)
  } finally {
    Monitoring.prototype.emit = emit
  }
}

const nativeFaults = ({ versions }: TrialResult): readonly string[] =>
  versions.flatMap(({ faults }) => faults).filter(fault => fault.startsWith('native:'))

t.test('none of these scenarios fails by itself', async t => {
  for (const caseId of new Set(CHOSEN.map(([, id]) => id))) {
    t.equal((await run(caseId)).verdict, 'same', caseId)
  }
})

t.test('every spoilt emission is noticed', async t => {
  for (const [what, caseId, mutation] of CHOSEN) {
    const result = await runSpoilt(caseId, mutation)
    t.equal(result.verdict, 'different', `${what}: ${caseId}`)
    t.same(nativeFaults(result), [], 'and not because libzmq failed')
  }
})

if (isThorough) {
  t.test('a monitor that forgets its last word is noticed', async t => {
    const { stop } = MonitorPublisher.prototype
    MonitorPublisher.prototype.stop = () => {}
    try {
      t.equal((await run('bind-wildcard-port/tcp')).verdict, 'different')
    } finally {
      MonitorPublisher.prototype.stop = stop
    }
  })
}
