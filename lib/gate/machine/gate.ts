// The gate of the `ready` policy: opens when as many consumers as wanted have done their handshake,
// sends each live consumer one Quit after the work, ends when all are gone. Pure and total: what is
// done in which phase is GATE_TABLE; time comes in only with the inputs. The Quits are quits.ts's.
import { COMMON_ACTIONS, TIMED_ACTIONS } from './common-actions.js'
import { bindFailedWith, lostOne, monitorEnded, noneLeft, stopped } from './outcome.js'
import { fateOf, isTurnedAway, refusalOf } from './peer.js'
import { and, ENDED, enter, finish, IDLE, startState, stepBy, tell } from './moves.js'
import type { Action, GateTable } from './moves.js'
import { timeLimit } from './phase-times.js'
import { press, pushQuits, quitAgainMs, quitSent, recount, release } from './quits.js'
import type { GateEffect, GateInput, GateOptions, GateState, GateStep, Policy } from './state.js'

const WAITING = {
  ...IDLE,
  bound: 'begin',
  tick: 'give-up-waiting',
  abort: 'abort',
  error: 'fail',
  // A descriptor that is given anew tells that the peer which had it is gone.
  'peer-accepted': 'uncount',
  'peer-ready': 'count',
  'peer-refused': 'tell-refusal',
  'peer-gone': 'uncount',
  'bind-failed': 'fail-bind',
  'monitor-ended': 'fail-monitor',
  'other-event': 'read-on',
} as const

const OPEN = {
  ...WAITING,
  bound: 'stay',
  sending: 'await-send',
  sent: 'message-sent',
  resent: 'message-resent',
  'work-done': 'drain',
  tick: 'watch-send',
  'peer-accepted': 'lose',
  'peer-ready': 'join',
  'peer-gone': 'lose',
  'bind-failed': 'read-on',
} as const

const DRAINING = {
  ...OPEN,
  sending: 'stay',
  sent: 'stay',
  resent: 'message-resent',
  'work-done': 'stay',
  'quit-sent': 'quit-sent',
  tick: 'press',
  'peer-accepted': 'release',
  'peer-ready': 'join-late',
  'peer-gone': 'release',
} as const

/** What the `ready` gate does: for each phase and signal the name of an action. */
export const GATE_TABLE = {
  waiting: WAITING,
  open: OPEN,
  draining: DRAINING,
  ...ENDED,
} as const satisfies GateTable<string>

type Row = (typeof GATE_TABLE)[keyof typeof GATE_TABLE]
type GateAction = Row[keyof Row]

const READ: GateEffect = { kind: 'read' }

const ACTIONS: Readonly<Record<GateAction, Action>> = {
  ...COMMON_ACTIONS,
  ...TIMED_ACTIONS,
  begin: (state, { input }) => and({ ...state, progressAt: input.now }, READ),
  'read-on': state => and(state, READ),
  count: (state, { input, peer }) => {
    const next = recount(state)
    const isNew = next.counted > state.counted
    const told = isNew ? [tell('accepted', next, peer)] : []
    if (next.counted >= next.options.consumers) {
      return and(enter(next, 'open', next.counted, input), ...told, { kind: 'open' }, READ)
    }
    const isProgress = next.counted > next.best
    const moved = isProgress ? { ...next, best: next.counted, progressAt: input.now } : next
    return and(moved, ...told, READ)
  },
  uncount: (state, { peer }) => {
    const next = recount(state)
    if (next.counted < state.counted) return and(next, tell('left-early', next, peer), READ)
    const isSilent = peer !== undefined && fateOf(peer) === 'silent'
    return and(next, ...(isSilent ? [tell('silent', next, peer)] : []), READ)
  },
  'tell-refusal': (state, { input, peer }) => {
    const refusal = input.kind === 'event' ? refusalOf(input) : undefined
    if (refusal === undefined) return and(state, READ)
    const kind = isTurnedAway(refusal) ? 'turned-away' : 'refused'
    return and(state, tell(kind, state, peer, refusal), READ)
  },
  'message-resent': state => and({ ...state, isSending: false, resent: state.resent + 1 }),
  join: (state, { peer }) => joinOthers(state, peer),
  'join-late': (state, { peer }) => {
    const { state: joined, effects } = joinOthers(state, peer)
    return pushQuits(joined, effects)
  },
  lose: (state, { peer }) => {
    const next = recount(state)
    if (next.counted === state.counted) return and(next, READ)
    const poorer = { ...next, lost: next.lost + 1 }
    const told = tell('died', poorer, peer)
    const mayGoOn = poorer.counted > 0 && poorer.options.onLost !== 'fail'
    if (mayGoOn) return and(poorer, told, READ)
    const outcome = poorer.counted > 0 ? lostOne(poorer, peer) : noneLeft(poorer)
    const end = finish(poorer, outcome)
    return and(end.state, told, ...end.effects)
  },
  drain: (state, { input }) => {
    const draining = enter({ ...state, isSending: false }, 'draining', state.counted, input)
    if (draining.options.quits !== 'none') return pushQuits(draining, [{ kind: 'shut' }])
    const end = finish(draining, stopped(draining))
    return and(end.state, { kind: 'shut' }, ...end.effects)
  },
  'quit-sent': quitSent,
  release,
  press,
  'fail-bind': (state, { input }) =>
    input.kind === 'event' ? finish(state, bindFailedWith(state, input.value)) : and(state),
  'fail-monitor': state => finish(state, monitorEnded(state)),
}

/** The state before anything has happened. */
export function initialState(options: GateOptions): GateState {
  return startState(options)
}

/** Decides on one input. Total: every input is allowed in every state, and none throws. */
export const step: (state: GateState, input: GateInput) => GateStep = stepBy(GATE_TABLE, ACTIONS)

/** When a `tick` will matter next, in the inputs' milliseconds; undefined if never. */
export function wakeAt(state: GateState): number | undefined {
  const { phase, options, progressAt, hasQuitAgain, isSending } = state
  if (phase === 'open' && !isSending) return undefined
  const mayAskAgain =
    phase === 'draining' && options.quits !== 'each' && !hasQuitAgain && !isSending
  const limit = mayAskAgain ? quitAgainMs(options) : timeLimit(state)
  return limit === undefined ? undefined : progressAt + limit
}

/** The gate that counts handshakes, and never more than is so. The default. */
export const readyPolicy: Policy = {
  name: 'ready',
  setup: ['monitor', 'bind'],
  monitor: { version: 2 },
  timedPhases: ['waiting', 'draining'],
  initialState,
  step,
  wakeAt,
}

/** One more than was waited for, one that came back, or one that comes after the start. */
function joinOthers(state: GateState, peer: Parameters<Action>[1]['peer']): GateStep {
  const next = recount(state)
  if (next.counted === state.counted) return and(next, READ)
  const { late = 'report' } = next.options
  if (late === 'accept') return and(next, READ)
  const told = tell(peer?.isExtra === true ? 'extra' : 'joined-late', next, peer)
  if (late === 'report' || peer === undefined) return and(next, told, READ)
  // The engine turns it away by itself; this one slipped in before the gate was open.
  return and(next, told, { kind: 'turn-away', peer }, READ)
}
