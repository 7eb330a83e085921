// The Quits of the `ready` gate: one for each live consumer, and when one may be sent again. Pure.
//
// `each`: the engine gives a Quit to one peer. Who has had one is known, so nobody gets a second.
// `shared`: a Quit goes to whomever the PUSH's round robin chooses. As long as there are no more Quits
// than live consumers, nobody gets a second, but for a pipe that is full or somebody who comes or goes
// meanwhile; who then has none gets it by `press`, once the time has come.
import { mapDelete, mapFirst } from './int-map.js'
import { and, finish, isOverdue, tell, type Action } from './moves.js'
import { lostOne, stillLive, stopped } from './outcome.js'
import { diedInDrain } from './peer.js'
import { keepQuit } from './peers.js'
import { timeLimit } from './phase-times.js'
import type { GateEffect, GateInput, GateOptions, GateState, GateStep } from './state.js'

const READ: GateEffect = { kind: 'read' }

/** When those that stay get a second Quit, if draining has no limit. */
const QUIT_AGAIN_MS = 10_000

/** How long without progress until those still live get a second Quit. */
export function quitAgainMs({ quitAgainMs: chosen, timeoutMs }: GateOptions): number {
  return chosen ?? (timeoutMs.draining === undefined ? QUIT_AGAIN_MS : timeoutMs.draining / 2)
}

/** The state with the live consumers counted. */
export function recount(state: GateState): GateState {
  return { ...state, counted: state.peers.live }
}

/** The next Quit, if there is one to send: one at a time, so that none can pile up unseen. */
export function pushQuits(state: GateState, effects: readonly GateEffect[]): GateStep {
  if (state.isSending) return and(state, ...effects)
  if (state.options.quits === 'each') {
    const peer = mapFirst(state.peers.owed)
    if (peer === undefined) return and(state, ...effects)
    return and({ ...state, isSending: true }, ...effects, { kind: 'send-quit', peer })
  }
  if (state.quitsOut >= state.counted) return and(state, ...effects)
  const sending = { ...state, isSending: true, quitsOut: state.quitsOut + 1 }
  return and(sending, ...effects, { kind: 'send-quit' })
}

/** A Quit was sent. */
export const quitSent: Action = (state, { input }) => {
  const { peers, isGone } = keepSent(state, input)
  // Only the first round is progress: else a consumer that never goes is pressed for ever.
  const isProgress = state.quits < state.best && !state.hasQuitAgain && !isGone
  const progressAt = isProgress ? input.now : state.progressAt
  const quits = state.quits + (isGone ? 0 : 1)
  return pushQuits({ ...state, peers, isSending: false, quits, progressAt }, [])
}

/** A consumer has gone after the work. */
export const release: Action = (state, { input, peer }) => {
  const next = recount(state)
  if (next.counted === state.counted) return and(next, READ)
  const { quits: way, onLost } = next.options
  // Where Quits are shared: did one go with it? Nobody can know. Assuming not, none gets two of them.
  const quitsOut = Math.min(next.quitsOut, next.counted)
  const isDead = peer !== undefined && diedInDrain(peer)
  const wasLost = way === 'each' ? isDead : next.quits === 0
  const freed = { ...next, quitsOut, lost: next.lost + (wasLost ? 1 : 0) }
  const told = wasLost ? [tell('died', freed, peer)] : []
  const isFailure = wasLost && onLost === 'fail'
  if (isFailure || freed.counted === 0) {
    const end = finish(freed, isFailure ? lostOne(freed, peer) : stopped(freed))
    return and(end.state, ...told, ...end.effects)
  }
  const isProgress = freed.counted < freed.best
  const progress = { best: freed.counted, progressAt: input.now, hasQuitAgain: false }
  return pushQuits(isProgress ? { ...freed, ...progress } : freed, [...told, READ])
}

/** Time has passed, and consumers are still there. */
export const press: Action = (state, { input }) => {
  if (isOverdue(state, input, timeLimit(state))) return finish(state, stillLive(state))
  if (state.options.quits === 'each') return and(state)
  if (state.hasQuitAgain || state.isSending) return and(state)
  if (!isOverdue(state, input, quitAgainMs(state.options))) return and(state)
  const again = { ...state, quitsOut: 0, hasQuitAgain: true }
  return pushQuits(again, [tell('quit-again', again)])
}

function keepSent(
  { peers }: GateState,
  input: GateInput,
): { peers: GateState['peers']; isGone: boolean } {
  if (input.kind !== 'quit-sent' || input.peer === undefined) return { peers, isGone: false }
  const { peer, isGone = false, now } = input
  if (!isGone) return { peers: keepQuit(peers, peer, now), isGone }
  return { peers: { ...peers, owed: mapDelete(peers.owed, peer) }, isGone }
}
