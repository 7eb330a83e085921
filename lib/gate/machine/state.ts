// Types only: what goes into a gate, what comes out, and what it keeps. A policy is one way to decide
// (gate.ts: `ready`; publisher.ts: `publisher`; article.ts: `article`); the runs that carry its decisions
// out are gated-run.ts's and publisher-run.ts's.
import type { Peer, PeerBook, Refusal } from './peer.js'
import type { EventInput, EventSignal, Phase } from './signals.js'

/** How a run ended. `deadlocked` is the article's alone: the watchdog found it blocked for good. */
export type OutcomeKind = 'stopped' | 'timed-out' | 'aborted' | 'failed' | 'deadlocked'

/** The end of a run, as a value. */
export interface Outcome {
  readonly kind: OutcomeKind
  /** The phase it ended in. */
  readonly phase: Phase
  /** A system error code (EACCES) or one of ours (ERR_…); undefined if all went as planned. */
  readonly code?: string
  /** Why, for people: who was missing, what failed. */
  readonly reason?: string
}

/** Something the gate asked for could not be done. */
export interface ErrorInput {
  readonly kind: 'error'
  readonly during: 'bind' | 'monitor' | 'read' | 'send' | 'run' | 'source'
  readonly code: string
  readonly message: string
  readonly now: number
}

/** What can happen to a run. `now` is in milliseconds of any monotonic clock. */
export type GateInput =
  | EventInput
  | ErrorInput
  /** Bound and monitored: waiting begins. */
  | { readonly kind: 'bound'; readonly now: number }
  /** A message is about to be sent; sending may block. */
  | { readonly kind: 'sending'; readonly now: number }
  /** It was sent. */
  | { readonly kind: 'sent'; readonly now: number }
  /** A message that a lost consumer never got was sent to another. */
  | { readonly kind: 'resent'; readonly now: number }
  /** All messages were sent. */
  | { readonly kind: 'work-done'; readonly now: number }
  /** The Quit that was asked for was sent; or its peer had gone by then, which no event has told yet. */
  | {
      readonly kind: 'quit-sent'
      readonly now: number
      readonly peer?: number
      readonly isGone?: true
    }
  /** So many subscribers are there now; of a publisher's gate only. */
  | { readonly kind: 'subscribers'; readonly count: number; readonly now: number }
  /** Time has passed; see `wakeAt`. */
  | { readonly kind: 'tick'; readonly now: number }
  /** The user wants it to end now. */
  | { readonly kind: 'abort'; readonly now: number }

/** The columns of a gate's table: every input, with events grouped by what they mean. */
export type Signal = EventSignal | Exclude<GateInput['kind'], 'event'>

/** Something worth telling that is no decision. */
export interface Notice {
  readonly kind:
    | 'accepted'
    | 'left-early'
    | 'silent'
    | 'joined-late'
    | 'extra'
    | 'died'
    | 'refused'
    | 'turned-away'
    | 'quit-again'
    | 'enough'
    | 'subscribed'
    | 'unsubscribed'
  /** Consumers, or subscribers, that count now. */
  readonly counted: number
  readonly peer?: Peer
  /** Of `refused` and `turned-away`: the event that said so. */
  readonly refusal?: Refusal
}

/** What the run is to do. */
export type GateEffect =
  /** Read the next monitor event, and give it back as an input. */
  | { readonly kind: 'read' }
  /** Begin to send the work. */
  | { readonly kind: 'open' }
  /** Send no more work. */
  | { readonly kind: 'shut' }
  /** Send one Quit, to this peer if one is named, and give `quit-sent` back. */
  | { readonly kind: 'send-quit'; readonly peer?: number }
  /** Disconnect a peer that came too late. */
  | { readonly kind: 'turn-away'; readonly peer: Peer }
  | { readonly kind: 'report'; readonly notice: Notice }
  /** It is over: close everything. */
  | { readonly kind: 'stop'; readonly outcome: Outcome }

/** Milliseconds that a phase may take without progress; a phase that is not named may take for ever. */
export interface PhaseTimes {
  /** Until one more consumer is ready than ever before. */
  readonly waiting?: number
  /** Until somebody takes a message that is to be sent. */
  readonly open?: number
  /** Until one more consumer has its Quit, or has gone. */
  readonly draining?: number
}

/** What to do with consumers that come after the start, or beyond the number that was wanted. */
export type LatePolicy =
  /** They work and get their Quit as all others do. */
  | 'accept'
  /** The same, with a notice. */
  | 'report'
  /** They are disconnected before they get a message. */
  | 'refuse'

/** What to do when a consumer is lost before it had its Quit. */
export type LossPolicy =
  /** The others go on; what was meant for it is lost. */
  | 'continue'
  /** The run fails. */
  | 'fail'
  /** The others go on, and get what was never written to it. */
  | 'requeue'

/** What a gate is told at its start. Plain data. */
export interface GateOptions {
  readonly endpoint: string
  /** Consumers, or subscribers, to wait for, 1 or more. */
  readonly consumers: number
  /** Of a publisher's gate: to what they subscribe, quoted for people. */
  readonly topic?: string
  /** How many will do when the time to wait is over. Default: all. */
  readonly enough?: number
  readonly timeoutMs: PhaseTimes
  /**
   * Milliseconds without progress until those still live get a second Quit; only where Quits are
   * `shared`. Default: half the time that draining may take; 10 seconds if that is for ever.
   */
  readonly quitAgainMs?: number
  /** Default `report`. */
  readonly late?: LatePolicy
  /** Default `continue`. */
  readonly onLost?: LossPolicy
  /**
   * How Quits are sent: `each` to one consumer, `shared` into the PUSH's round robin (default), `none`:
   * the run is over with the work.
   */
  readonly quits?: 'each' | 'shared' | 'none'
  readonly now: number
}

/** All that a gate keeps. Plain data: two equal states decide alike. */
export interface GateState {
  readonly phase: Phase
  readonly options: GateOptions
  readonly peers: PeerBook
  /** What the policy has counted in this phase (ready: live consumers; publisher: subscribers; article: its `cnt`). */
  readonly counted: number
  /** The best `counted` since the phase began: what is no better is no progress. */
  readonly best: number
  readonly progressAt: number
  /** A send is under way that may block: a message, or a Quit. */
  readonly isSending: boolean
  readonly messages: number
  /** Messages of lost consumers that were sent once more. */
  readonly resent: number
  /** Quits sent. */
  readonly quits: number
  /** Quits sent or under way that may still find a live consumer, where they are shared. */
  readonly quitsOut: number
  readonly hasQuitAgain: boolean
  /** Consumers that went before a Quit could reach them; subscribers that went in the middle of the work. */
  readonly lost: number
  readonly outcome?: Outcome
}

/** A state and what is to be done. */
export interface GateStep {
  readonly state: GateState
  readonly effects: readonly GateEffect[]
}

/** The policies there are for a producer. */
export type PolicyName = 'ready' | 'article'

/** What decides: for a producer, or for a publisher. */
export type MachineName = PolicyName | 'publisher'

/** One way to decide. All of it is pure. */
export interface Machine {
  initialState(options: GateOptions): GateState
  /** Total: every input is allowed in every state. */
  step(state: GateState, input: GateInput): GateStep
  /** When a `tick` will matter next; undefined if never. */
  wakeAt(state: GateState): number | undefined
}

/** One way to run a producer's gate. */
export interface Policy extends Machine {
  readonly name: PolicyName
  /** What comes first: a monitor started after the bind never sees LISTENING. */
  readonly setup: readonly ('monitor' | 'bind')[]
  /** The form of events it wants, and where they travel. */
  readonly monitor: {
    readonly version: 1 | 2
    readonly endpoint?: string
    readonly events?: number
  }
  /** The phases that one time-out for all of them means. */
  readonly timedPhases: readonly (keyof PhaseTimes)[]
}
