// One call for users of a PUB: wait for the subscribers, then publish. The cure for the slow joiner.
import { isUtf8 } from 'node:buffer'
import { systemClock, type Clock } from '../../clock.js'
import { UsageError } from '../../errors.js'
import type { Notice } from '../machine/state.js'
import { phaseTimes } from '../machine/phase-times.js'
import { checkChoice, checkConsumers, checkTimes } from './checks.js'
import { toMessages, type Work } from './gated-producer.js'
import type { ConsumerRange, RecordedRow } from './producer-contract.js'
import { subscriberCountOf, type PublisherLike } from './publisher-socket.js'
import { PublisherRun, type GatedPublisherResult } from './publisher-run.js'

/** How a PUB is to run behind a gate. */
export interface GatedPublisherOptions {
  /** Where to bind: any transport. */
  readonly endpoint: string
  /**
   * What the messages begin with. A subscriber counts if it would be sent a message that is just this: it has
   * subscribed to the topic, or to a prefix of it, such as the empty one. Default: the empty one, to which only
   * those who want everything subscribe.
   */
  readonly topic?: string | Uint8Array
  /** Exactly this number; or `max` are waited for, and when the time to wait is over, `min` will do. */
  readonly subscribers: number | ConsumerRange
  /**
   * Milliseconds without progress until it is given up: `waiting` for one more subscriber than ever before;
   * `open` for one message that cannot leave (only with `noDrop`). A number is for waiting; Infinity for
   * never. Default: 30 seconds for waiting.
   */
  readonly timeoutMs?: number | { readonly waiting?: number; readonly open?: number }
  /** When a subscriber goes in the middle of the work. Default `continue`: the others get the rest. */
  readonly onLost?: 'continue' | 'fail'
  /** Ends it at once, as `aborted`. */
  readonly signal?: AbortSignal
  /** Default: the machine's. */
  readonly clock?: Clock
  /** What is worth telling while it goes on. */
  readonly notice?: (notice: Notice) => void
  /** Everything a capture keeps. */
  readonly record?: (row: RecordedRow) => void
  /** Called once bound, with the real endpoint. */
  readonly onBound?: (endpoint: string) => void | Promise<void>
}

const DEFAULT_TIMEOUT_MS = 30_000
const PHASES = ['waiting'] as const

/**
 * Runs a PUB behind a gate: binds it, waits until enough peers subscribe to the topic, then sends the work. What
 * was sent to nobody is lost with a PUB; here the first message finds its subscribers there. The socket stays
 * open and bound; close it when you are done with it.
 *
 * @param publisher a Publisher or XPublisher of rawzmq, or an XPublisher of zeromq.js, which nobody else reads
 * @param work makes the messages; the next is asked for when the one before was taken
 * @returns how it ended, as a value
 * @throws UsageError for options that make no sense, or a socket that cannot tell its subscribers; what `work`
 * or a callback throws
 */
export async function gatedPublisher(
  publisher: PublisherLike,
  options: GatedPublisherOptions,
  work: () => AsyncIterable<Work> | Iterable<Work>,
): Promise<GatedPublisherResult> {
  const { endpoint, topic = '', timeoutMs = DEFAULT_TIMEOUT_MS, onLost } = options
  const { signal, clock = systemClock, notice, record, onBound } = options
  checkTimes(timeoutMs)
  checkChoice('onLost', onLost, ['continue', 'fail'])
  if (typeof endpoint !== 'string') {
    throw new UsageError(`endpoint must be a text, not ${String(endpoint)}`)
  }
  if (typeof topic !== 'string' && !((topic as unknown) instanceof Uint8Array)) {
    throw new UsageError(`topic must be text or bytes, not ${String(topic)}`)
  }
  if (typeof work !== 'function') {
    throw new UsageError('the third argument must be a function that gives the messages')
  }
  const octets = Buffer.from(topic)
  const run = new PublisherRun({
    socket: publisher,
    subscribers: subscriberCountOf(publisher),
    topic: octets,
    gate: {
      endpoint,
      ...checkConsumers(options.subscribers, 'subscribers'),
      topic: isUtf8(octets) ? JSON.stringify(String(octets)) : `0x${octets.toString('hex')}`,
      timeoutMs: phaseTimes(timeoutMs, PHASES),
      ...(onLost !== undefined && { onLost }),
      quits: 'none',
    },
    work: () => toMessages(work),
    clock,
    id: 0,
    ...(signal !== undefined && { signal }),
    ...(notice !== undefined && { notice }),
    ...(record !== undefined && { record }),
    ...(onBound !== undefined && { onBound }),
  })
  return run.run()
}
