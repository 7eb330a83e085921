// The search over schedules: fast-check makes them from a seed and cuts down the first that breaks something.
import { register } from 'node:module'
import { asyncProperty, check } from 'fast-check'
import { schedules, type Schedule } from './schedule.js'
import { actOut, type Subject } from './world.js'

/** What a search found: nothing, or the smallest schedule with what it broke. */
export interface Finding {
  readonly schedule: Schedule
  readonly broke: string
  readonly tried: number
}

let subject: Promise<Subject> | undefined

/** The modules under test, above the network of the test. They are this process's only ones from then on. */
export function loadSubject(): Promise<Subject> {
  subject ??= (async () => {
    register('../../support/fault-hooks.js', import.meta.url)
    const [core, context, pattern, clock, network] = await Promise.all([
      import('../../../lib/socket/core.js'),
      import('../../../lib/socket/context-core.js'),
      import('../../../lib/socket/pattern/index.js'),
      import('../../../lib/clock.js'),
      import('../../support/fault-network.js'),
    ])
    return { ...core, ...context, ...pattern, ...clock, ...network }
  })()
  return subject
}

/** Acts one schedule out; says what it broke. */
export async function breaks(schedule: Schedule): Promise<string | undefined> {
  try {
    await actOut(schedule, await loadSubject())
    return undefined
  } catch (error) {
    return (error as Error).name === 'Violation'
      ? (error as Error).message
      : String((error as Error).stack)
  }
}

export async function searchFaults(count: number, seed: number): Promise<Finding | undefined> {
  const property = asyncProperty(schedules, async schedule => {
    const broke = await breaks(schedule)
    if (broke !== undefined) throw new Error(broke)
  })
  const { failed, counterexample, errorInstance, numRuns } = await check(property, {
    numRuns: count,
    seed,
  })
  if (!failed) return undefined
  const [schedule] = counterexample as [Schedule]
  return { schedule, broke: String((errorInstance as Error | null)?.message), tried: numRuns }
}
