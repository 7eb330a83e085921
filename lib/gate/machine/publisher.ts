// The gate of the `publisher` policy: opens when as many peers as wanted subscribe to a topic, and ends with
// the work. Pure and total, as gate.ts is. How many there are is found out by who runs it (audience.ts,
// publisher-run.ts); here is decided what follows.
import { COMMON_ACTIONS, TIMED_ACTIONS } from './common-actions.js'
import { and, enter, finish, IDLE, startState, stepBy, tell } from './moves.js'
import type { Action, GateTable } from './moves.js'
import { lostOne } from './outcome.js'
import { timeLimit } from './phase-times.js'
import type { GateState, GateStep, Machine } from './state.js'

const WAITING = {
  ...IDLE,
  bound: 'begin',
  subscribers: 'count',
  tick: 'give-up-waiting',
  abort: 'abort',
  error: 'fail',
} as const

const OPEN = {
  ...WAITING,
  bound: 'stay',
  subscribers: 'recount',
  sending: 'await-send',
  sent: 'message-sent',
  'work-done': 'end',
  tick: 'watch-send',
} as const

/** What the `publisher` gate does: for each phase and signal the name of an action. It has nothing to drain. */
export const PUBLISHER_TABLE = {
  waiting: WAITING,
  open: OPEN,
  draining: IDLE,
  stopped: IDLE,
  failed: IDLE,
} as const satisfies GateTable<string>

type Row = (typeof PUBLISHER_TABLE)[keyof typeof PUBLISHER_TABLE]

const ACTIONS: Readonly<Record<Row[keyof Row], Action>> = {
  ...COMMON_ACTIONS,
  ...TIMED_ACTIONS,
  begin: (state, { input }) => and({ ...state, progressAt: input.now }),
  count: (state, { input }) => {
    const { state: next, effects } = recount(state, input)
    if (next.counted >= next.options.consumers) {
      return and(enter(next, 'open', next.counted, input), ...effects, { kind: 'open' })
    }
    if (next.counted <= next.best) return and(next, ...effects)
    return and({ ...next, best: next.counted, progressAt: input.now }, ...effects)
  },
  recount: (state, { input }) => {
    const { state: next, effects } = recount(state, input)
    if (next.counted >= state.counted) return and(next, ...effects)
    const poorer = { ...next, lost: next.lost + state.counted - next.counted }
    if (poorer.options.onLost !== 'fail') return and(poorer, ...effects)
    const end = finish(poorer, lostOne(poorer))
    return and(end.state, ...effects, ...end.effects)
  },
  end: state => finish(state, { kind: 'stopped', phase: state.phase }),
}

function recount(state: GateState, input: Parameters<Action>[1]['input']): GateStep {
  if (input.kind !== 'subscribers' || input.count === state.counted) return and(state)
  const next = { ...state, counted: input.count }
  return and(next, tell(input.count > state.counted ? 'subscribed' : 'unsubscribed', next))
}

/** The gate that counts subscribers. */
export const publisherMachine: Machine = {
  initialState: startState,
  step: stepBy(PUBLISHER_TABLE, ACTIONS),
  wakeAt(state) {
    if (state.phase === 'open' && !state.isSending) return undefined
    const limit = timeLimit(state)
    return limit === undefined ? undefined : state.progressAt + limit
  },
}
