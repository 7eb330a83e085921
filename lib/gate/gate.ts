// The gate of the `ready` policy: opens when as many consumers as wanted have done their handshake,
// sends each live consumer one Quit after the work, ends when all are gone. Pure and total: what is
// done in which phase is GATE_TABLE; time comes in only with the inputs.
import { aborted, bindFailedWith, couldNot, missing, monitorEnded } from './outcome.js'
import { noneLeft, stillLive, stopped } from './outcome.js'
import { livePeers } from './peer.js'
import { and, correctErrno, enter, finish, isOverdue, report } from './moves.js'
import { startState, stay, stepBy } from './moves.js'
import type { Action, GateTable } from './moves.js'
import type { GateEffect, GateInput, GateOptions, GateState, GateStep, Policy } from './state.js'

const WAITING = {
  bound: 'begin',
  sending: 'stay',
  sent: 'stay',
  'work-done': 'stay',
  'quit-sent': 'stay',
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
  'work-done': 'drain',
  tick: 'stay',
  'peer-accepted': 'lose',
  'peer-ready': 'join',
  'peer-gone': 'lose',
  'bind-failed': 'read-on',
} as const

const DRAINING = {
  ...OPEN,
  sending: 'stay',
  sent: 'stay',
  'work-done': 'stay',
  'quit-sent': 'quit-sent',
  tick: 'press',
  'peer-accepted': 'release',
  'peer-ready': 'join-late',
  'peer-gone': 'release',
} as const

const STOPPED = {
  bound: 'stay',
  sending: 'stay',
  sent: 'stay',
  'work-done': 'stay',
  'quit-sent': 'stay',
  tick: 'stay',
  abort: 'stay',
  error: 'stay',
  'peer-accepted': 'stay',
  'peer-ready': 'stay',
  'peer-refused': 'stay',
  'peer-gone': 'stay',
  'bind-failed': 'stay',
  'monitor-ended': 'stay',
  'other-event': 'stay',
} as const

/** What the `ready` gate does: for each phase and signal the name of an action. */
export const GATE_TABLE = {
  waiting: WAITING,
  open: OPEN,
  draining: DRAINING,
  stopped: STOPPED,
  // A monitor may spoil the errno of the bind it watches; the event still has the right one.
  failed: { ...STOPPED, 'bind-failed': 'correct-errno' },
} as const satisfies GateTable<string>

type Row = (typeof GATE_TABLE)[keyof typeof GATE_TABLE]
type GateAction = Row[keyof Row]

const READ: GateEffect = { kind: 'read' }

const ACTIONS: Readonly<Record<GateAction, Action>> = {
  stay,
  begin: (state, { input }) => and({ ...state, progressAt: input.now }, READ),
  'read-on': state => and(state, READ),
  count: (state, { input, peer }) => {
    const next = recount(state)
    const isNew = next.counted > state.counted
    const told = isNew ? [report('accepted', next, peer)] : []
    if (next.counted >= next.options.consumers) {
      return and(enter(next, 'open', next.counted, input), ...told, { kind: 'open' }, READ)
    }
    const isProgress = next.counted > next.best
    const moved = isProgress ? { ...next, best: next.counted, progressAt: input.now } : next
    return and(moved, ...told, READ)
  },
  uncount: (state, { peer }) => {
    const next = recount(state)
    const told = next.counted < state.counted ? [report('left-early', next, peer)] : []
    return and(next, ...told, READ)
  },
  'tell-refusal': (state, { peer }) => and(state, report('refused', state, peer), READ),
  'await-send': state => and({ ...state, isSending: true }),
  'message-sent': state => and({ ...state, isSending: false, messages: state.messages + 1 }),
  join: (state, { peer }) => joinOthers(state, peer),
  'join-late': (state, { peer }) => {
    const { state: joined, effects } = joinOthers(state, peer)
    return pushQuits(joined, effects)
  },
  lose: (state, { peer }) => {
    const next = recount(state)
    if (next.counted === state.counted) return and(next, READ)
    const poorer = { ...next, lost: next.lost + 1 }
    const told = report('died', poorer, peer)
    if (poorer.counted > 0) return and(poorer, told, READ)
    const end = finish(poorer, noneLeft(poorer))
    return and(end.state, told, ...end.effects)
  },
  drain: (state, { input }) => {
    const draining = enter({ ...state, isSending: false }, 'draining', state.counted, input)
    return pushQuits(draining, [{ kind: 'shut' }])
  },
  'quit-sent': (state, { input }) => {
    // Only the first round is progress: else a consumer that never goes is pressed for ever.
    const isProgress = state.quits < state.best && !state.hasQuitAgain
    const progressAt = isProgress ? input.now : state.progressAt
    return pushQuits({ ...state, isSending: false, quits: state.quits + 1, progressAt }, [])
  },
  release: (state, { input, peer }) => {
    const next = recount(state)
    if (next.counted === state.counted) return and(next, READ)
    // Did a Quit go with it? Nobody can know. Assuming not, no live consumer gets two of them.
    const quitsOut = Math.min(next.quitsOut, next.counted)
    const wasLost = next.quits === 0
    const freed = { ...next, quitsOut, lost: next.lost + (wasLost ? 1 : 0) }
    const told = wasLost ? [report('died', freed, peer)] : []
    if (freed.counted === 0) {
      const end = finish(freed, stopped(freed))
      return and(end.state, ...told, ...end.effects)
    }
    const isProgress = freed.counted < freed.best
    const progress = { best: freed.counted, progressAt: input.now, hasQuitAgain: false }
    return pushQuits(isProgress ? { ...freed, ...progress } : freed, [...told, READ])
  },
  press: (state, { input }) => {
    if (isOverdue(state, input, state.options.timeoutMs)) return finish(state, stillLive(state))
    if (state.hasQuitAgain || state.isSending) return and(state)
    if (!isOverdue(state, input, quitAgainMs(state.options))) return and(state)
    const again = { ...state, quitsOut: 0, hasQuitAgain: true }
    return pushQuits(again, [report('quit-again', again)])
  },
  'give-up-waiting': (state, { input }) =>
    isOverdue(state, input, state.options.timeoutMs) ? finish(state, missing(state)) : and(state),
  abort: state => finish(state, aborted(state)),
  fail: (state, { input }) =>
    input.kind === 'error' ? finish(state, couldNot(state, input)) : and(state),
  'fail-bind': (state, { input }) =>
    input.kind === 'event' ? finish(state, bindFailedWith(state, input.value)) : and(state),
  'fail-monitor': state => finish(state, monitorEnded(state)),
  'correct-errno': correctErrno,
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
  if (phase !== 'waiting' && phase !== 'draining') return undefined
  const isWaitingForQuit = phase === 'draining' && !hasQuitAgain && !isSending
  return progressAt + (isWaitingForQuit ? quitAgainMs(options) : options.timeoutMs)
}

/** The gate that counts handshakes, and never more than is so. The default. */
export const readyPolicy: Policy = {
  name: 'ready',
  setup: ['monitor', 'bind'],
  monitor: { version: 2 },
  initialState,
  step,
  wakeAt,
}

function quitAgainMs({ quitAgainMs: chosen, timeoutMs }: GateOptions): number {
  return chosen ?? timeoutMs / 2
}

function recount(state: GateState): GateState {
  return { ...state, counted: livePeers(state.peers).length }
}

/** One more than was waited for, or one that came back. */
function joinOthers(state: GateState, peer: Parameters<Action>[1]['peer']): GateStep {
  const next = recount(state)
  if (next.counted === state.counted) return and(next, READ)
  return and(next, report(peer?.isExtra === true ? 'extra' : 'joined-late', next, peer), READ)
}

/**
 * The next Quit, if there are more live consumers than Quits: one at a time, so that none can pile up
 * unseen. Whom it reaches is the PUSH's round robin to say. Only where every pipe was full, or somebody
 * came or went meanwhile, may two meet at one consumer: who then has none gets it by `press`.
 */
function pushQuits(state: GateState, effects: readonly GateEffect[]): GateStep {
  if (state.isSending || state.quitsOut >= state.counted) return and(state, ...effects)
  const sending = { ...state, isSending: true, quitsOut: state.quitsOut + 1 }
  return and(sending, ...effects, { kind: 'send-quit' })
}
