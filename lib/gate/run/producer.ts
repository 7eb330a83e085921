// One producer of the article's run, behind a gate: checks the options, then runs it. How it goes about
// it is gated-run.ts's; what it decides is the policy's.
import { delay } from '../../clock.js'
import { UsageError } from '../../errors.js'
import { EVENTS } from '../../monitor/events.js'
import { checkConsumers, checkPolicies, checkTimes, partsOfQuit } from './checks.js'
import { GatedRun } from './gated-run.js'
import { phaseTimes } from '../machine/phase-times.js'
import { POLICIES } from './policies.js'
import type { ProducerOptions, ProducerResult } from './producer-contract.js'
import { messageText } from '../article/sequence.js'
import { socketOptions } from './socket-options.js'
import type { PolicyName } from '../machine/state.js'

export type * from './producer-contract.js'

/** Limits of the numbers in ProducerOptions: least value, and whether it must be whole. */
const LIMITS = {
  times: { least: 0, isWhole: true },
  intervalMs: { least: 0, isWhole: false },
  quitAgainMs: { least: 1, isWhole: false },
  id: { least: 0, isWhole: true },
} as const satisfies Partial<Record<keyof ProducerOptions, object>>

/**
 * Runs a producer to its end: bind, wait for consumers, send, Quit, close. Every end is a value, also
 * a bind that fails; when the promise resolves, socket and monitor are closed.
 *
 * @throws UsageError for options that make no sense, or that the engine cannot do; what a callback throws
 */
export async function runProducer(options: ProducerOptions): Promise<ProducerResult> {
  for (const [name, { least, isWhole }] of Object.entries(LIMITS)) {
    const number = options[name as keyof typeof LIMITS]
    if (number === undefined) continue
    if (!(number >= least) || (isWhole && !Number.isSafeInteger(number))) {
      const wanted = isWhole ? 'a whole number' : 'a number'
      throw new UsageError(`${name} must be ${wanted} from ${least} on, not ${number}`)
    }
  }
  checkTimes(options.timeoutMs)
  checkPolicies(options)
  checkArticle(options)
  checkMask(options)
  if (options.endpoint.startsWith('inproc:')) {
    throw new UsageError('inproc endpoints have no monitor events: a gate would wait for ever')
  }
  const { engine, policy, endpoint, late, onLost, quitAgainMs, quitMessage, id = 0 } = options
  const { signal, events, notice, record, onBound, report, clock } = options
  const run = new GatedRun({
    policy,
    gate: {
      endpoint,
      ...checkConsumers(options.consumers),
      timeoutMs: phaseTimes(options.timeoutMs, POLICIES[policy].timedPhases),
      ...(late !== undefined && { late }),
      ...(onLost !== undefined && { onLost }),
      ...(quitAgainMs !== undefined && { quitAgainMs }),
    },
    open: () => engine.socket('PUSH', socketOptions(endpoint)),
    isOwned: true,
    work: over => numberedMessages(options, over),
    quit: partsOfQuit(quitMessage),
    clock,
    id,
    report,
    ...(signal !== undefined && { signal }),
    ...(events !== undefined && { events }),
    ...(notice !== undefined && { notice }),
    ...(record !== undefined && { record }),
    ...(onBound !== undefined && { onBound }),
  })
  const result = await run.run()
  return { engine: engine.name, engineVersion: engine.version, ...result }
}

/** The events that a gate cannot do without. */
const NEEDED: Readonly<Record<PolicyName, readonly (keyof typeof EVENTS)[]>> = {
  ready: ['ACCEPTED', 'HANDSHAKE_SUCCEEDED', 'DISCONNECTED'],
  article: ['ACCEPTED'],
}

function checkMask({ policy, events }: ProducerOptions): void {
  const missing = NEEDED[policy].filter(name => ((events ?? 0xffff) & EVENTS[name]) === 0)
  if (missing.length === 0) return
  throw new UsageError(
    `events must include ${missing.map(name => `${name} (0x${hex(EVENTS[name])})`).join(', ')}: ` +
      `the ${policy} gate would wait for ever without`,
  )
}

const hex = (bits: number): string => bits.toString(16).padStart(4, '0')

/** The article's loops know nothing of late or lost consumers, nor of a range of them. */
function checkArticle({ policy, late, onLost, consumers }: ProducerOptions): void {
  if (policy !== 'article') return
  const isRange = typeof consumers !== 'number'
  for (const [name, isGiven] of Object.entries({
    late: late !== undefined,
    onLost: onLost !== undefined,
    'consumers.min': isRange && consumers.min !== consumers.max,
  })) {
    if (isGiven)
      throw new UsageError(`${name} is an option of the ready gate; the article's has none`)
  }
}

/** `Data-000-000` and so on, a pause after each. */
async function* numberedMessages(
  { times, intervalMs, clock, id = 0 }: ProducerOptions,
  signal: AbortSignal,
): AsyncGenerator<Buffer[]> {
  for (let index = 0; index < times; index++) {
    yield [Buffer.from(messageText(id, index))]
    if (intervalMs > 0) await delay(clock, intervalMs, signal)
  }
}
