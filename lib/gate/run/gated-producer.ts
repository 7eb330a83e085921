// One call for users of a Push: wait for the consumers, send the work, tell them to leave.
import { systemClock, type Clock } from '../../clock.js'
import { UsageError } from '../../errors.js'
import { checkConsumers, checkPolicies, checkTimes, partsOfQuit } from './checks.js'
import { GatedRun } from './gated-run.js'
import { phaseTimes } from '../machine/phase-times.js'
import type { ConsumerRange, GatedResult, RecordedRow } from './producer-contract.js'
import { gateSocketOf, type PushLike } from './public-push.js'
import type { LatePolicy, LossPolicy, Notice, PhaseTimes } from '../machine/state.js'

/** One message of the work: a part, or several; text is sent as UTF-8. */
export type Work = string | Uint8Array | readonly (string | Uint8Array)[]

/** How a Push is to run behind a gate. */
export interface GatedProducerOptions {
  /** Where to bind; not inproc, which has no monitor events. */
  readonly endpoint: string
  /** Exactly this number; or `max` are waited for, and when the time to wait is over, `min` will do. */
  readonly consumers: number | ConsumerRange
  /**
   * Milliseconds without progress until a phase is given up, by phase, or one number for waiting and
   * draining; Infinity for never. Default: 30 seconds. A message that nobody takes (`open`) waits for
   * ever unless told otherwise: consumers may be slow.
   */
  readonly timeoutMs?: number | PhaseTimes
  /** Default `report`. `refuse` needs a Push of rawzmq. */
  readonly late?: LatePolicy
  /** Default `continue`. `requeue` needs a Push of rawzmq. */
  readonly onLost?: LossPolicy
  /** What tells a consumer to leave; null: nothing, the run is over with the work. Default `Quit`. */
  readonly quit?: string | Uint8Array | null
  /** Ends it at once, as `aborted`. */
  readonly signal?: AbortSignal
  /** Default: the machine's. */
  readonly clock?: Clock
  /** What is worth telling while it goes on. */
  readonly notice?: (notice: Notice) => void
  /** Everything a capture keeps. */
  readonly record?: (row: RecordedRow) => void
  /** Called once bound and monitored, with the real endpoint. */
  readonly onBound?: (endpoint: string) => void | Promise<void>
}

const DEFAULT_TIMEOUT_MS = 30_000

/**
 * Runs a Push behind a gate: binds it, waits for its consumers, sends them the work, gives each one
 * Quit, and waits until all have left. Works with rawzmq's Push and with that of zeromq.js. The socket
 * stays open and bound; close it when you are done with it.
 *
 * @param push a Push that is not bound to the endpoint yet, and that nobody else sends with meanwhile
 * @param work makes the messages; the next is asked for when the one before was taken
 * @returns how it ended, as a value, with the history of every peer
 * @throws UsageError for options that make no sense, or that this Push cannot do; what `work` or a
 * callback throws
 */
export async function gatedProducer(
  push: PushLike,
  options: GatedProducerOptions,
  work: () => AsyncIterable<Work> | Iterable<Work>,
): Promise<GatedResult> {
  const { endpoint, consumers, timeoutMs = DEFAULT_TIMEOUT_MS, late, onLost, quit } = options
  const { signal, clock = systemClock, notice, record, onBound } = options
  checkTimes(timeoutMs)
  checkPolicies(options)
  if (typeof endpoint !== 'string' || endpoint.startsWith('inproc:')) {
    throw new UsageError(`endpoint must be one of tcp or ipc, not ${String(endpoint)}`)
  }
  if (typeof work !== 'function') {
    throw new UsageError('the third argument must be a function that gives the messages')
  }
  const run = new GatedRun({
    policy: 'ready',
    gate: {
      endpoint,
      ...checkConsumers(consumers),
      timeoutMs: phaseTimes(timeoutMs, ['waiting', 'draining']),
      ...(late !== undefined && { late }),
      ...(onLost !== undefined && { onLost }),
    },
    open: () => gateSocketOf(push),
    isOwned: false,
    work: () => toMessages(work),
    quit: partsOfQuit(quit),
    clock,
    id: 0,
    ...(signal !== undefined && { signal }),
    ...(notice !== undefined && { notice }),
    ...(record !== undefined && { record }),
    ...(onBound !== undefined && { onBound }),
  })
  return run.run()
}

/** The work as messages: text as UTF-8, one part as a list of one. */
export async function* toMessages(
  work: () => AsyncIterable<Work> | Iterable<Work>,
): AsyncGenerator<Uint8Array[]> {
  for await (const message of work()) {
    const parts = Array.isArray(message) ? (message as readonly (string | Uint8Array)[]) : [message]
    yield parts.map(part => (typeof part === 'string' ? Buffer.from(part) : (part as Uint8Array)))
  }
}
