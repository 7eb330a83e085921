// One producer of the article's run, behind a gate: checks the options, then runs it. How it goes about
// it is producer-run.ts's; what it decides is the policy's.
import { UsageError } from '../errors.js'
import type { ProducerOptions, ProducerResult } from './producer-contract.js'
import { ProducerRun } from './producer-run.js'

export type * from './producer-contract.js'

/** Limits of the numbers in ProducerOptions: least value, and whether it must be whole. */
const LIMITS = {
  consumers: { least: 1, isWhole: true },
  times: { least: 0, isWhole: true },
  intervalMs: { least: 0, isWhole: false },
  timeoutMs: { least: 1, isWhole: false },
  quitAgainMs: { least: 1, isWhole: false },
  id: { least: 0, isWhole: true },
} as const satisfies Partial<Record<keyof ProducerOptions, object>>

/**
 * Runs a producer to its end: bind, wait for consumers, send, Quit, close. Every end is a value, also
 * a bind that fails; when the promise resolves, socket and monitor are closed.
 *
 * @throws UsageError for options that make no sense; what a callback throws
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
  if (options.endpoint.startsWith('inproc:')) {
    throw new UsageError('inproc endpoints have no monitor events: a gate would wait for ever')
  }
  return new ProducerRun(options).run()
}
