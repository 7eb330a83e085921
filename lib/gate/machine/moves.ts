// The moves every policy shares: from input to signal, into a phase, to an end. Pure.
import { bindFailedWith } from './outcome.js'
import { EMPTY_BOOK, type Peer, type Refusal } from './peer.js'
import { keepPeers } from './peers.js'
import { EVENT_SIGNALS, type Phase } from './signals.js'
import type {
  GateEffect,
  GateInput,
  GateOptions,
  GateState,
  GateStep,
  Notice,
  Outcome,
  Signal,
} from './state.js'

/** An action's view of an input: the peer it was about, if it was about one. */
export interface Occasion {
  readonly input: GateInput
  readonly peer?: Peer
}

/** What a cell of a gate's table does. */
export type Action = (state: GateState, occasion: Occasion) => GateStep

/** A gate's table: for each phase and signal the name of an action. */
export type GateTable<Name extends string> = Readonly<Record<Phase, Readonly<Record<Signal, Name>>>>

/** A row of a table in which nothing is done. */
export const IDLE = {
  bound: 'stay',
  sending: 'stay',
  sent: 'stay',
  resent: 'stay',
  'work-done': 'stay',
  'quit-sent': 'stay',
  subscribers: 'stay',
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
} as const satisfies Readonly<Record<Signal, 'stay'>>

/** What is done at an end: a monitor may spoil the errno of the bind it watches; the event still has the right one. */
export const ENDED = {
  stopped: IDLE,
  failed: { ...IDLE, 'bind-failed': 'correct-errno' },
} as const

/** The state before anything has happened. */
export function startState(options: GateOptions): GateState {
  return {
    phase: 'waiting',
    options,
    peers: EMPTY_BOOK,
    counted: 0,
    best: 0,
    progressAt: options.now,
    isSending: false,
    messages: 0,
    resent: 0,
    quits: 0,
    quitsOut: 0,
    hasQuitAgain: false,
    lost: 0,
  }
}

/** Makes a total step function of a table and its actions. */
export function stepBy<Name extends string>(
  table: GateTable<Name>,
  actions: Readonly<Record<Name, Action>>,
): (state: GateState, input: GateInput) => GateStep {
  return (state, input) => {
    if (input.kind !== 'event') return actions[table[state.phase][input.kind]](state, { input })
    const signal = EVENT_SIGNALS[input.event]
    const { phase, options } = state
    const situation = { phase, consumers: options.consumers, isTargeted: options.quits === 'each' }
    const { peers, peer } = keepPeers(state.peers, signal, input, situation)
    const occasion = peer === undefined ? { input } : { input, peer }
    return actions[table[state.phase][signal]]({ ...state, peers }, occasion)
  }
}

/** Nothing to do. */
export const stay: Action = state => ({ state, effects: [] })

/** The state, and these effects. */
export function and(state: GateState, ...effects: readonly GateEffect[]): GateStep {
  return { state, effects }
}

/** Into another phase, in which counting starts from `counted`. */
export function enter(
  state: GateState,
  phase: Phase,
  counted: number,
  { now }: GateInput,
): GateState {
  return { ...state, phase, counted, best: counted, progressAt: now, hasQuitAgain: false }
}

/** To an end: `stopped` as planned, `failed` otherwise. */
export function finish(state: GateState, outcome: Outcome): GateStep {
  const phase = outcome.kind === 'stopped' ? 'stopped' : 'failed'
  const stop: GateEffect = { kind: 'stop', outcome }
  const effects: readonly GateEffect[] = state.phase === 'open' ? [{ kind: 'shut' }, stop] : [stop]
  return { state: { ...state, phase, outcome, isSending: false }, effects }
}

/** Tells the user of something. */
export function tell(
  kind: Notice['kind'],
  { counted }: GateState,
  peer?: Peer,
  refusal?: Refusal,
): GateEffect {
  const about = { ...(peer !== undefined && { peer }), ...(refusal !== undefined && { refusal }) }
  return { kind: 'report', notice: { kind, counted, ...about } }
}

/** Has the time come that lies `ms` after the last progress? */
export function isOverdue(state: GateState, { now }: GateInput, ms: number | undefined): boolean {
  return ms !== undefined && now - state.progressAt >= ms
}

/** A BIND_FAILED event tells the errno of a bind that has already failed the run. */
export const correctErrno: Action = (state, { input }) => {
  const { outcome } = state
  if (input.kind !== 'event' || outcome?.kind !== 'failed') return and(state)
  const { phase } = outcome
  return and({ ...state, outcome: { ...bindFailedWith(state, input.value), phase } })
}
