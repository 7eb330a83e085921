// Types only: what a producer of the article's run is given, what it records, and what it gives back.
import type { Clock } from '../clock.js'
import type { Engine, EngineName } from '../engine.js'
import type { Fate, Peer } from './peer.js'
import type { ProducerLine } from './report.js'
import type { GateEventName, Phase } from './signals.js'
import type {
  GateEffect,
  GateInput,
  GateOptions,
  Notice,
  OutcomeKind,
  PolicyName,
} from './state.js'

/** How a producer is to run. */
export interface ProducerOptions {
  readonly engine: Engine
  /** Where to bind; not inproc, which has no monitor events. */
  readonly endpoint: string
  /** Consumers to wait for, 1 or more. */
  readonly consumers: number
  /** Messages to send, 0 or more. */
  readonly times: number
  /** Milliseconds to wait after each message; the article's is 100. */
  readonly intervalMs: number
  readonly policy: PolicyName
  /** Milliseconds without progress until waiting or draining is given up; Infinity for never. */
  readonly timeoutMs: number
  /** Milliseconds without progress until those that stay get a second Quit. Default: half of that. */
  readonly quitAgainMs?: number
  readonly clock: Clock
  /** The producer's id, in its messages and lines. Default 0. */
  readonly id?: number
  /** Ends it at once, as `aborted`. */
  readonly signal?: AbortSignal
  /** Default `Quit`. */
  readonly quitMessage?: string
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
      readonly policy: PolicyName
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
export interface PeerHistory extends Omit<Peer, 'acceptedAt' | 'readyAt' | 'goneAt'> {
  readonly fate: Fate
  readonly acceptedMs?: number
  readonly readyMs?: number
  readonly goneMs?: number
}

/** What a producer did. */
export interface ProducerResult {
  readonly engine: EngineName
  readonly engineVersion: string
  readonly gate: PolicyName
  /** The real endpoint once bound, else the one that was asked for. */
  readonly endpoint: string
  readonly sent: number
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
  /** The form of the monitor's events; undefined if none could be started. */
  readonly monitorVersion?: 1 | 2
  /** Some handshake could be attributed to a peer only by order: counts are right, names may not be. */
  readonly isInferred: boolean
  readonly peers: readonly PeerHistory[]
  readonly durationMs: number
}
