// What the gate's options change: ranges, limits for each phase, late and lost consumers, Quits for one
// peer each.
import t from 'tap'
import { initialState, step, wakeAt } from '../../../lib/gate/machine/gate.js'
import { allPeers, fateOf } from '../../../lib/gate/machine/peer.js'
import type {
  GateEffect,
  GateInput,
  GateOptions,
  GateState,
} from '../../../lib/gate/machine/state.js'
import { event, join, OPTIONS } from '../../support/gate-inputs.js'

interface Told {
  readonly state: GateState
  readonly kinds: string[]
  readonly last: readonly GateEffect[]
}

function run(options: Partial<GateOptions>, inputs: readonly GateInput[]): Told {
  let state = initialState({ ...OPTIONS, ...options })
  let last: readonly GateEffect[] = []
  const kinds: string[] = []
  for (const input of inputs) {
    ;({ state, effects: last } = step(state, input))
    for (const effect of last) {
      kinds.push(effect.kind === 'report' ? effect.notice.kind : effect.kind)
    }
  }
  return { state, kinds: kinds.filter(kind => kind !== 'read'), last }
}

const BOUND: GateInput = { kind: 'bound', now: 0 }
const OPENED = [BOUND, ...join(1), ...join(2)]
const DONE: GateInput = { kind: 'work-done', now: 10 }
const quitTo = (peer: number, now = 11): GateInput => ({ kind: 'quit-sent', now, peer })

t.test('a range: max are waited for, min will do when the time is over', async t => {
  const range = { consumers: 3, enough: 2 }
  t.equal(run(range, OPENED).state.phase, 'waiting', 'two will do, but not yet')
  const late = run(range, [...OPENED, { kind: 'tick', now: 1000 }])
  t.equal(late.state.phase, 'open')
  t.strictSame(late.kinds, ['accepted', 'accepted', 'enough', 'open'])
  const few = run(range, [BOUND, ...join(1), { kind: 'tick', now: 1000 }])
  t.match(few.state.outcome, { kind: 'timed-out', code: 'ERR_CONSUMERS_MISSING' })
  t.match(few.state.outcome?.reason, '2 of 3 consumers did not come within 1000 ms, and 2 would')
  const full = run(range, [...OPENED, ...join(3)])
  t.equal(full.state.phase, 'open', 'at max at once')
})

t.test('each phase has its own limit, or none', async t => {
  const forEver = run({ timeoutMs: {} }, [BOUND, ...join(1), { kind: 'tick', now: 1e9 }])
  t.equal(forEver.state.phase, 'waiting')
  t.equal(wakeAt(forEver.state), undefined)
  const options = { timeoutMs: { open: 500 } }
  const sending: GateInput[] = [...OPENED, { kind: 'sending', now: 100 }]
  t.equal(wakeAt(run(options, sending).state), 600)
  t.equal(run(options, [...sending, { kind: 'tick', now: 599 }]).state.phase, 'open')
  const stuck = run(options, [...sending, { kind: 'tick', now: 600 }])
  t.match(stuck.state.outcome, { kind: 'timed-out', code: 'ERR_MESSAGE_NOT_TAKEN', phase: 'open' })
  t.match(stuck.state.outcome?.reason, 'no consumer took message 1 within 500 ms: 2 connected')
  const sent = run(options, [...sending, { kind: 'sent', now: 200 }, { kind: 'tick', now: 9000 }])
  t.equal(sent.state.phase, 'open', 'a pause between messages is no delay')
})

t.test('late consumers: accepted in silence, reported, refused', async t => {
  const late = [...OPENED, ...join(3, 5)]
  t.notOk(run({ late: 'accept' }, late).kinds.includes('extra'))
  t.ok(run({ late: 'report' }, late).kinds.includes('extra'))
  const refused = run({ late: 'refuse' }, late)
  t.match(refused.last, [
    { kind: 'report', notice: { kind: 'extra' } },
    { kind: 'turn-away', peer: { id: 3, handshake: 3 } },
    { kind: 'read' },
  ])
  // The engine's own word for it (lib/engine.ts): errno ECONNREFUSED.
  const told = run({ late: 'refuse' }, [
    ...OPENED,
    event('ACCEPTED', 3, 5),
    event('HANDSHAKE_FAILED_NO_DETAIL', 3, 5, 111),
    event('DISCONNECTED', 3, 5),
  ])
  t.ok(told.kinds.includes('turned-away'))
  t.strictSame(allPeers(told.state.peers).map(fateOf), ['live', 'live', 'turned-away'])
  t.equal(told.state.counted, 2)
})

t.test('a lost consumer fails the run, if none may be lost', async t => {
  const { state } = run({ onLost: 'fail' }, [...OPENED, event('DISCONNECTED', 2, 5)])
  t.match(state.outcome, { kind: 'failed', code: 'ERR_CONSUMER_LOST', phase: 'open' })
  t.match(state.outcome?.reason, /^a consumer \(tcp:.*50002\) was lost .* 1 other still there$/)
  const late = run({ onLost: 'fail', quits: 'each' }, [
    ...OPENED,
    DONE,
    quitTo(1),
    event('DISCONNECTED', 2, 12),
  ])
  t.match(late.state.outcome, { kind: 'failed', phase: 'draining' })
  const good = run({ onLost: 'fail', quits: 'each' }, [
    ...OPENED,
    DONE,
    quitTo(1),
    quitTo(2),
    event('DISCONNECTED', 2, 12),
    event('DISCONNECTED', 1, 12),
  ])
  t.match(good.state.outcome, { kind: 'stopped' })
})

t.test('without Quits the run is over with the work', async t => {
  const { state, kinds } = run({ quits: 'none' }, [...OPENED, DONE])
  t.strictSame(kinds.slice(-2), ['shut', 'stop'])
  t.strictSame(state.outcome, { kind: 'stopped', phase: 'draining' })
})

t.test('Quits for one peer each: nobody is left out, nobody gets two', async t => {
  const each = { quits: 'each' } as const
  const drained = run(each, [...OPENED, DONE])
  t.match(drained.last, [{ kind: 'shut' }, { kind: 'send-quit', peer: 1 }])
  // The first leaves before the second has its Quit: the second still gets one.
  const second = run(each, [
    ...OPENED,
    ...join(3, 5),
    DONE,
    quitTo(1),
    event('DISCONNECTED', 1, 12),
  ])
  t.strictSame(
    second.kinds.filter(kind => kind === 'send-quit'),
    ['send-quit', 'send-quit'],
    'one is under way, the third has to wait for it',
  )
  const third = run(each, [
    ...OPENED,
    ...join(3, 5),
    DONE,
    quitTo(1),
    event('DISCONNECTED', 1, 12),
    quitTo(2),
  ])
  t.match(third.last, [{ kind: 'send-quit', peer: 3 }])
  const all = run(each, [
    ...OPENED,
    DONE,
    quitTo(1),
    quitTo(2),
    { kind: 'tick', now: 600 },
    event('DISCONNECTED', 1, 700),
    event('DISCONNECTED', 2, 701),
  ])
  t.equal(all.state.quits, 2)
  t.notOk(all.kinds.includes('quit-again'), 'a Quit for one peer cannot miss it')
  t.equal(all.state.outcome?.code, undefined)
})

t.test('Quits for one peer each: who had none is known', async t => {
  const each = { quits: 'each' } as const
  const { state, kinds } = run(each, [
    ...OPENED,
    DONE,
    event('DISCONNECTED', 2, 10),
    quitTo(1),
    event('DISCONNECTED', 1, 12),
  ])
  t.ok(kinds.includes('died'))
  t.equal(state.lost, 1)
  t.match(state.outcome, { kind: 'stopped', code: 'ERR_CONSUMER_LOST' })
  t.strictSame(allPeers(state.peers).map(fateOf), ['quit', 'died'])
  // Gone when the Quit was to be sent, before an event said so.
  const gone = run(each, [
    ...OPENED,
    DONE,
    { kind: 'quit-sent', now: 11, peer: 1, isGone: true },
    quitTo(2),
    event('DISCONNECTED', 1, 12),
    event('DISCONNECTED', 2, 13),
  ])
  t.equal(gone.state.quits, 1)
  t.equal(gone.state.lost, 1)
})

t.test('one that comes in the drain gets its Quit too', async t => {
  const each = { quits: 'each' } as const
  const { last } = run(each, [...OPENED, DONE, quitTo(1), quitTo(2), ...join(3, 15)])
  t.match(last.at(-1), { kind: 'send-quit', peer: 3 })
})
