// What more than one policy does alike, by the names that stand in their tables. Pure.
import { and, correctErrno, enter, finish, isOverdue, stay, tell, type Action } from './moves.js'
import { aborted, couldNot, missing, notTaken } from './outcome.js'
import { timeLimit } from './phase-times.js'

/** What every policy does. */
export const COMMON_ACTIONS = {
  stay,
  'await-send': (state, { input }) => and({ ...state, isSending: true, progressAt: input.now }),
  'message-sent': state => and({ ...state, isSending: false, messages: state.messages + 1 }),
  abort: state => finish(state, aborted(state)),
  fail: (state, { input }) =>
    input.kind === 'error' ? finish(state, couldNot(state, input)) : and(state),
  'correct-errno': correctErrno,
} as const satisfies Readonly<Record<string, Action>>

/** What a policy does whose time to wait is a limit, and no watchdog. */
export const TIMED_ACTIONS = {
  'watch-send': (state, { input }) =>
    state.isSending && isOverdue(state, input, timeLimit(state))
      ? finish(state, notTaken(state))
      : and(state),
  'give-up-waiting': (state, { input }) => {
    if (!isOverdue(state, input, timeLimit(state))) return and(state)
    const { consumers, enough = consumers } = state.options
    if (state.counted < enough) return finish(state, missing(state))
    const open = enter(state, 'open', state.counted, input)
    return and(open, tell('enough', open), { kind: 'open' })
  },
} as const satisfies Readonly<Record<string, Action>>
