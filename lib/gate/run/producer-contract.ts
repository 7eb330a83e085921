// Types only: what a producer of the article's run is given, what it records, and what it gives back.
import type { Clock } from '../../clock.js'
import type { Engine, EngineName } from '../../engine.js'
import type { Fate, Peer } from '../machine/peer.js'
import type { ProducerLine } from '../article/report.js'
import type { GateEventName, Phase } from '../machine/signals.js'
import type {
  GateEffect,
  GateInput,
  GateOptions,
  LatePolicy,
  LossPolicy,
  Notice,
  OutcomeKind,
  PhaseTimes,
  MachineName,
  PolicyName,
} from '../machine/state.js'

/** A range of consumers. */
export interface ConsumerRange {
  readonly min: number
  readonly max: number
}

/** How a producer is to run. */
export interface ProducerOptions {
  readonly engine: Engine
  /** Where to bind; not inproc, which has no monitor events. */
  readonly endpoint: string
  /**
   * Consumers to wait for, 1 or more; or a range: `max` are waited for, and when the time to wait is
   * over, `min` will do.
   */
  readonly consumers: number | ConsumerRange
  /** Messages to send, 0 or more. */
  readonly times: number
  /** Milliseconds to wait after each message; the article's is 100. */
  readonly intervalMs: number
  readonly policy: PolicyName
  /**
   * Milliseconds without progress until a phase is given up: for each phase by its name, or one number
   * for waiting and draining (with the article's policy for all three); Infinity for never.
   */
  readonly timeoutMs: number | PhaseTimes
  /** Milliseconds without progress until those that stay get a second Quit. Default: half of that. */
  readonly quitAgainMs?: number
  /**
   * What to do with consumers that are late, or too many; `refuse` needs our engine. Default `report`.
   * The ready gate's, as `onLost` and a range of consumers are.
   */
  readonly late?: LatePolicy
  /** What to do when one is lost before its Quit; `requeue` needs our engine. Default `continue`. */
  readonly onLost?: LossPolicy
  readonly clock: Clock
  /** The producer's id, in its messages and lines. Default 0. */
  readonly id?: number
  /** Ends it at once, as `aborted`. */
  readonly signal?: AbortSignal
  /** What tells a consumer to leave; null: nothing, the run is over with the work. Default `Quit`. */
  readonly quitMessage?: string | Uint8Array | null
  /** Bit mask of monitored events. Default: all; 0x07ff is what the article saw with libzmq 4.2. */
  readonly events?: number
  /** Each line of the log, also those that are not printed. */
  readonly report: (line: ProducerLine) => void
  /** What is worth telling beside the log. */
  readonly notice?: (notice: Notice) => void
  /** Everything a capture keeps. */
  readonly record?: (row: RecordedRow) => void
  /** Called once bound and monitored, with the real endpoint: the place to start consumers. */
  readonly onBound?: (endpoint: string) => void | Promise<void>
}

/** One row of a capture. `at` is in milliseconds of the run's clock. */
export type RecordedRow =
  /** First of all: what `replay` needs beside the inputs. */
  | {
      readonly kind: 'start'
      readonly at: number
      readonly policy: MachineName
      readonly options: GateOptions
    }
  | {
      readonly kind: 'monitor'
      readonly at: number
      readonly version: 1 | 2
      readonly parts: readonly Buffer[]
    }
  | {
      readonly kind: 'message'
      readonly at: number
      readonly purpose: 'work' | 'quit'
      readonly parts: readonly Buffer[]
    }
  | {
      readonly kind: 'gate'
      readonly at: number
      readonly input: GateInput
      readonly phase: Phase
      readonly effects: readonly GateEffect[]
    }

/** What became of one peer. Times are in milliseconds since the run began. */
export interface PeerHistory extends Omit<
  Peer,
  'acceptedAt' | 'readyAt' | 'goneAt' | 'quitAt' | 'hadNoQuit' | 'handshake'
> {
  readonly fate: Fate
  /** Its Identity (RFC 28) in hex, at most 255 octets, if it sent one and the engine can tell. */
  readonly identity?: string
  /** Messages given to it, its Quit not counted; known on our engine only. */
  readonly messages?: number
  /** Messages of those that were never written to it, when it went or the run ended; likewise. */
  readonly unsent?: number
  /** Was a Quit given to it? Undefined where nobody can know. */
  readonly hasQuit?: boolean
  readonly acceptedMs?: number
  readonly readyMs?: number
  readonly quitMs?: number
  readonly goneMs?: number
}

/** What was lost with consumers that died, counted; known on our engine only. */
export interface Losses {
  /** Messages that were never written to them, and not sent to others either. */
  readonly unsent: number
  /** Messages that were written to them; whether they were worked on, nobody can say. */
  readonly unprocessed: number
}

/** What a gated run did. */
export interface GatedResult {
  readonly gate: PolicyName
  /** The real endpoint once bound, else the one that was asked for. */
  readonly endpoint: string
  /** Messages of the work, each counted once. */
  readonly sent: number
  /** Messages that were sent a second time, since a lost consumer never got them. */
  readonly resent: number
  readonly quits: number
  /** Events by name, from the first to MONITOR_STOPPED. */
  readonly events: Readonly<Partial<Record<GateEventName, number>>>
  readonly outcome: OutcomeKind
  /** The phase it ended in. */
  readonly phase: Phase
  /** A system error code (EACCES) or one of OUTCOME_CODES; undefined if all went as planned. */
  readonly code?: string
  readonly reason?: string
  /** Consumers that went before a Quit could reach them. */
  readonly lost: number
  /** What was lost with them; undefined where the engine cannot tell. */
  readonly losses?: Losses
  /** The form of the monitor's events; undefined if none could be started. */
  readonly monitorVersion?: 1 | 2
  /** Some handshake could be attributed to a peer only by order: counts are right, names may not be. */
  readonly isInferred: boolean
  readonly peers: readonly PeerHistory[]
  /** Peers that have gone and are no longer listed, by what became of them: a scanner fills no memory. */
  readonly forgotten: Readonly<Partial<Record<Fate, number>>>
  readonly durationMs: number
}

/** What a producer did. */
export interface ProducerResult extends GatedResult {
  readonly engine: EngineName
  readonly engineVersion: string
}
