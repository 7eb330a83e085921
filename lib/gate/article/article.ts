// The article's own two loops, faithful to their races: ACCEPTED is counted although it is no
// handshake, one event is read for each Quit sent, peers are not told apart. Where the original would
// block for ever, the watchdog ends the run as `deadlocked`. Pure and total, as gate.ts is.
import { COMMON_ACTIONS } from '../machine/common-actions.js'
import { deadlocked, missing, stopped } from '../machine/outcome.js'
import { and, ENDED, enter, finish, IDLE, isOverdue, tell } from '../machine/moves.js'
import { timeLimit } from '../machine/phase-times.js'
import { startState, stepBy } from '../machine/moves.js'
import type { Action, GateTable } from '../machine/moves.js'
import type { GateEffect, GateState, Policy } from '../machine/state.js'

/** Where the article's monitor is (one per context: a second producer there gets EADDRINUSE). */
export const ARTICLE_MONITOR = 'inproc://monitor-server'

/** Phase 1: `for (cnt = 0; cnt < 4;) if (get_monitor_event() == ACCEPTED) cnt++`. */
const WAITING = {
  ...IDLE,
  bound: 'read',
  tick: 'watch-waiting',
  abort: 'abort',
  error: 'fail',
  'peer-accepted': 'count-accepted',
  'peer-ready': 'read',
  'peer-refused': 'read',
  'peer-gone': 'read',
  'bind-failed': 'read',
  'monitor-ended': 'read',
  'other-event': 'read',
} as const

/** Phase 2: no event is read; each message is sent as soon as somebody takes it. */
const OPEN = {
  ...IDLE,
  sending: 'await-send',
  sent: 'message-sent',
  'work-done': 'send-quits',
  tick: 'watch-send',
  abort: 'abort',
  error: 'fail',
} as const

/** Phase 3: `for (cnt = 0; cnt < 4;) { send Quit; if (get_monitor_event() == DISCONNECTED) cnt++ }`. */
const DRAINING = {
  ...IDLE,
  'quit-sent': 'read-one',
  tick: 'watch-quit',
  abort: 'abort',
  error: 'fail',
  'peer-accepted': 'quit-again',
  'peer-ready': 'quit-again',
  'peer-refused': 'quit-again',
  'peer-gone': 'count-disconnected',
  'bind-failed': 'quit-again',
  'monitor-ended': 'quit-again',
  'other-event': 'quit-again',
} as const

/** What the article's program does: for each phase and signal the name of an action. */
export const ARTICLE_TABLE = {
  waiting: WAITING,
  open: OPEN,
  draining: DRAINING,
  ...ENDED,
} as const satisfies GateTable<string>

type Row = (typeof ARTICLE_TABLE)[keyof typeof ARTICLE_TABLE]
type ArticleAction = Row[keyof Row]

const READ: GateEffect = { kind: 'read' }

const sendQuit: Action = (state, { input }) =>
  and({ ...state, isSending: true, progressAt: input.now }, { kind: 'send-quit' })

const readNext: Action = (state, { input }) =>
  and(input.kind === 'bound' ? { ...state, progressAt: input.now } : state, READ)

const watch: Action = (state, { input }) =>
  isOverdue(state, input, timeLimit(state)) ? finish(state, deadlocked(state)) : and(state)

const ACTIONS: Readonly<Record<ArticleAction, Action>> = {
  ...COMMON_ACTIONS,
  read: readNext,
  'count-accepted': (state, { input, peer }) => {
    const next = { ...state, counted: state.counted + 1, progressAt: input.now }
    const told = tell('accepted', next, peer)
    if (next.counted < next.options.consumers) return and(next, told, READ)
    return and(enter(next, 'open', 0, input), told, { kind: 'open' })
  },
  'watch-waiting': (state, { input }) =>
    isOverdue(state, input, timeLimit(state)) ? finish(state, missing(state)) : and(state),
  'watch-send': (state, occasion) => (state.isSending ? watch(state, occasion) : and(state)),
  'send-quits': (state, occasion) => {
    const { state: next, effects } = sendQuit(enter(state, 'draining', 0, occasion.input), occasion)
    return and(next, { kind: 'shut' }, ...effects)
  },
  'read-one': (state, { input }) =>
    and({ ...state, isSending: false, quits: state.quits + 1, progressAt: input.now }, READ),
  'quit-again': sendQuit,
  'count-disconnected': (state, occasion) => {
    const next = { ...state, counted: state.counted + 1 }
    if (next.counted < next.options.consumers) return sendQuit(next, occasion)
    return finish(next, stopped(next))
  },
  'watch-quit': watch,
}

/** The article's gate: accepts are counted, and one event is read for each Quit. */
export const articlePolicy: Policy = {
  name: 'article',
  setup: ['bind', 'monitor'],
  monitor: { version: 1, endpoint: ARTICLE_MONITOR, events: 0xffff },
  timedPhases: ['waiting', 'open', 'draining'],
  initialState: startState,
  step: stepBy(ARTICLE_TABLE, ACTIONS),
  wakeAt,
}

/** When a `tick` will matter next: the watchdog sleeps only between two messages. */
function wakeAt(state: GateState): number | undefined {
  const limit = timeLimit(state)
  const isWatched = state.phase !== 'open' || state.isSending
  return limit !== undefined && isWatched ? state.progressAt + limit : undefined
}
