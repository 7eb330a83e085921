// The suite: every chosen case in every place where it applies, several at a time, each worker with an
// endpoint of its own. Cases that hang on timers come last, when no other keeps the machine busy. Then those
// that are judged by what was watched.
import { type Clock, keepProcessAlive, systemClock } from '../clock.js'
import type { SocketTypeName } from '../engine.js'
import type { Case, Dialect, Mechanism, Mode } from './case.js'
import { worst } from './outcomes.js'
import { Renewal } from './renewal.js'
import { type CaseResult, type Place, renewalsIn, retriesIn, type SuiteResult } from './result.js'
import { mechanismOf } from './security.js'
import { runCase } from './run-case.js'
import { Stopped, type Testee, Unreachable } from './testee.js'
import { ALL_TYPES, BASE_TYPES } from './vocabulary.js'
import { severityCounts } from './severity.js'
import type { Breach } from './watch.js'

/** What to run, against what. */
export interface SuiteSettings {
  readonly cases: readonly Case[]
  /** Types that the endpoint is asked to be; default: PUSH, PULL, PAIR, and what it says it can be besides. */
  readonly sockets?: readonly SocketTypeName[] | undefined
  /** Whether it binds, connects, or is asked for both. */
  readonly modes: readonly Mode[]
  /** Only cases with one of these; default all. */
  readonly mechanisms?: readonly Mechanism[]
  /** Whose word counts where an RFC and libzmq differ; default libzmq's. */
  readonly dialect?: Dialect
  /** Where chance begins; default 1. */
  readonly seed?: number
  /** Factor on every wait; default 1. */
  readonly patience?: number
  /** How many cases run at a time, each worker with an endpoint of its own; default 1. */
  readonly jobs?: number
  /** True runs cases too that take a minute and more; default false. */
  readonly isSlow?: boolean
  /** Default: the system's. */
  readonly clock?: Clock
  /** True keeps the octets of runs that are OK, too; default false. */
  readonly keepsTranscripts?: boolean
  /** Where an endpoint that connects dials us; a free port if not said. */
  readonly listenAt?: string | undefined
  /** Makes an endpoint under test; each worker has one. */
  testee(): Promise<Testee>
  /** Told of each case that begins. */
  starting?(place: Place): void
  /** Told of each case that is done. */
  progress?(result: CaseResult, done: number, of: number): void
  /** Ends the run before its time, in the middle of a case: what is done is the result. */
  readonly signal?: AbortSignal | undefined
}

const DEFAULTS = {
  mechanisms: ['NULL', 'PLAIN', 'CURVE'],
  dialect: 'libzmq',
  seed: 1,
  patience: 1,
  jobs: 1,
  isSlow: false,
  clock: systemClock,
  keepsTranscripts: false,
  listenAt: undefined,
} as const

/** Where cases apply: all of them, for the sockets and modes wanted. */
function placesOf(
  settings: Required<Pick<SuiteSettings, 'cases' | 'modes' | 'mechanisms' | 'isSlow'>>,
  sockets: readonly SocketTypeName[],
): readonly Place[] {
  const { cases, modes, mechanisms, isSlow } = settings
  return sockets.flatMap(socket =>
    modes.flatMap(mode =>
      cases
        .filter(
          subject =>
            (subject.sockets ?? BASE_TYPES).includes(socket) &&
            subject.modes?.includes(mode) !== false &&
            mechanisms.includes(mechanismOf(subject)) &&
            (isSlow || subject.slow !== true) &&
            subject.runs.some(
              run => run.sockets?.includes(socket) !== false && run.modes?.includes(mode) !== false,
            ),
        )
        .map(subject => ({ subject, socket, mode })),
    ),
  )
}

/** What an endpoint can be. */
function typesOf(testee: Testee | undefined): readonly SocketTypeName[] {
  return ALL_TYPES.filter(
    type => BASE_TYPES.includes(type) || testee?.capabilities.has(type) === true,
  )
}

/** Runs the suite. An endpoint that cannot be reached ends it early; that is said in the result. */
export async function runSuite(chosen: SuiteSettings): Promise<SuiteResult> {
  const settings = { ...DEFAULTS, ...chosen }
  const { clock } = settings
  const start = clock.now()
  const results: CaseResult[] = []
  const breaches = new Map<string, (Breach & { readonly where: string })[]>()
  let done = 0
  let unreachable: string | undefined
  const onError = (error: unknown): void => {
    if (error instanceof Stopped || settings.signal?.aborted === true) return
    if (!(error instanceof Unreachable)) throw error
    unreachable = error.message
  }
  const testees: Testee[] = []
  let places: readonly Place[] = []
  const makeTestee = async (): Promise<void> => void testees.push(await settings.testee())
  const run = async (testee: Testee, renewal: Renewal, place: Place, at: number): Promise<void> => {
    const key = `${place.socket} ${place.mode}`
    const breach = (found: Breach, where: string): void => {
      const known = breaches.get(key) ?? []
      known.push({ ...found, where })
      breaches.set(key, known)
    }
    settings.starting?.(place)
    const result = await runCase(place, { ...settings, testee, renewal, breach })
    results[at] = result
    settings.progress?.(result, ++done, places.length)
  }
  /** Runs what one phase has, each endpoint taking the next. */
  const runPhase = async (isTimed: boolean): Promise<void> => {
    const wanted = [...places.entries()].filter(
      ([, { subject }]) => isTimed === (subject.timed === true),
    )
    let next = 0
    const work = async (testee: Testee): Promise<void> => {
      const renewal = new Renewal()
      while (unreachable === undefined && !settings.signal?.aborted) {
        const [at, place] = wanted[next++] ?? []
        if (at === undefined || place === undefined) return
        await run(testee, renewal, place, at)
      }
    }
    await Promise.all(testees.map(testee => work(testee).catch(onError)))
  }
  const letGo = keepProcessAlive() // between two links nothing else may do so
  try {
    await makeTestee().catch(onError)
    places = placesOf(settings, settings.sockets ?? typesOf(testees[0]))
    const further = Math.min(settings.jobs, places.length) - testees.length
    await Promise.all(
      Array.from({ length: Math.max(0, further) }, () => makeTestee().catch(onError)),
    )
    await runPhase(false)
    await runPhase(true)
  } finally {
    await Promise.all(testees.map(testee => testee.close()))
    letGo()
  }
  const ran = results
    .filter(result => result !== undefined)
    .map(result => withWatched(result, breaches, settings))
  return {
    endpoint: testees[0]?.name ?? '',
    dialect: settings.dialect,
    seed: settings.seed,
    startedAt: new Date(clock.epochMs() - (clock.now() - start)).toISOString(),
    ms: Math.round(clock.now() - start),
    capabilities: [...(testees[0]?.capabilities ?? [])],
    results: ran,
    severities: severityCounts(ran),
    restarts: testees.reduce((sum, testee) => sum + testee.restarts, 0),
    retries: retriesIn(ran),
    renewals: renewalsIn(ran),
    ...(unreachable === undefined ? {} : { unreachable }),
  }
}

/** A watched case is judged by every frame of the same socket type and direction. */
function withWatched(
  result: CaseResult,
  breaches: ReadonlyMap<string, readonly (Breach & { readonly where: string })[]>,
  { cases, dialect }: Pick<SuiteSettings, 'cases'> & { readonly dialect: Dialect },
): CaseResult {
  if (cases.find(({ id }) => id === result.id)?.watch !== true) return result
  const own = (breaches.get(`${result.socket} ${result.mode}`) ?? []).filter(
    ({ id }) => id === result.id,
  )
  const first = own[0]
  if (first === undefined) return result
  const verdict = worst([
    result.verdict,
    ...own.map(found => found.dialects?.[dialect] ?? found.verdict),
  ])
  return { ...result, verdict, note: `${own.length} times, first in ${first.where}: ${first.text}` }
}
