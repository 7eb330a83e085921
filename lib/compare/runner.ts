// Runs scenarios on both engines at once, each run in an engine of its own.
import type { Engine, EngineName } from '../engine.js'
import { Changes } from '../changes.js'
import { holdWildcards } from './places.js'
import type { Recording } from './recording.js'
import type { MonitorVersion, Scenario, Transport } from './scenario.js'
import { compareRuns, type Likeness, type VersionComparison } from './verdict.js'
import { RunWorld } from './world.js'

/** How to make each engine: every run gets a new one. */
export type EngineMakers = Readonly<Record<EngineName, () => Promise<Engine>>>

/** How scenarios are to be run. */
export interface RunSettings {
  readonly engines: EngineMakers
  /** How long an event is waited for before the scenario has failed. Default 10000. */
  readonly deadlineMs?: number
  /** Stops before the next scenario. */
  readonly signal?: AbortSignal
}

/** One scenario over one transport: what is listed, run and judged. */
export interface Trial {
  /** The scenario's name and the transport, such as `refused/tcp`. */
  readonly id: string
  readonly scenario: Scenario
  readonly transport: Transport
}

/** What came of a trial. */
export interface TrialResult {
  readonly id: string
  readonly title: string
  readonly verdict: Likeness
  /** Why we differ on purpose, where we do. */
  readonly reason?: string
  readonly versions: readonly VersionComparison[]
  /** Everything that was recorded, engine by engine, in the order of `versions`. */
  readonly recordings: readonly Readonly<Record<EngineName, Recording>>[]
  readonly milliseconds: number
}

const DEADLINE_MS = 10_000

/** A whole script may take this many deadlines. */
const SCRIPT_DEADLINES = 2

const STREAMS: readonly Transport[] = ['tcp', 'ipc']

/** Every scenario over every transport it names. */
export function trialsOf(scenarios: readonly Scenario[]): Trial[] {
  return scenarios.flatMap(scenario =>
    (scenario.transports ?? STREAMS).map(transport => ({
      id: `${scenario.name}/${transport}`,
      scenario,
      transport,
    })),
  )
}

/** Runs one trial: on both engines and in both versions, all at the same time. */
export async function runTrial(
  { id, scenario, transport }: Trial,
  settings: RunSettings,
): Promise<TrialResult> {
  const started = performance.now()
  const versions = scenario.versions ?? [1, 2]
  const deliberate = scenario.deliberate?.[transport]
  const releaseWildcards = holdWildcards()
  const recordings = await Promise.all(
    versions.map(async version => {
      const [typescript, native] = await Promise.all([
        runOn('typescript', scenario, transport, version, settings),
        runOn('native', scenario, transport, version, settings),
      ])
      return { typescript, native }
    }),
  ).finally(releaseWildcards)
  const comparisons = recordings.map((runs, index) =>
    compareRuns(scenario, deliberate, versions[index] as MonitorVersion, runs),
  )
  return {
    id,
    title: scenario.title,
    verdict: worst(comparisons.map(({ verdict }) => verdict)),
    ...(deliberate === undefined ? {} : { reason: deliberate.reason }),
    versions: comparisons,
    recordings,
    milliseconds: Math.round(performance.now() - started),
  }
}

async function runOn(
  engineName: EngineName,
  scenario: Scenario,
  transport: Transport,
  version: MonitorVersion,
  { engines, deadlineMs = DEADLINE_MS }: RunSettings,
): Promise<Recording> {
  const engine = await engines[engineName]()
  const world = new RunWorld({ engine, version, transport, deadlineMs })
  let recording: Recording
  try {
    await within(scenario.run(world), SCRIPT_DEADLINES * deadlineMs)
    recording = world.recording()
  } catch (error) {
    recording = world.recording((error as Error).message)
  }
  await world.end()
  return recording
}

/** Rejects if a script waits for something that has no deadline of its own, such as a message. */
function within(script: Promise<void>, milliseconds: number): Promise<void> {
  const changes = new Changes()
  let outcome: 'none' | 'done' | Error = 'none'
  script
    .then(
      () => (outcome = 'done'),
      (error: unknown) => (outcome = error as Error),
    )
    .finally(() => changes.tell())
  const isOver = (): boolean => {
    if (outcome instanceof Error) throw outcome
    return outcome === 'done'
  }
  return changes.until(isOver, milliseconds, () => `the script had not ended in ${milliseconds} ms`)
}

function worst(verdicts: readonly Likeness[]): Likeness {
  if (verdicts.includes('different')) return 'different'
  return verdicts.includes('deliberate') ? 'deliberate' : 'same'
}

/** Runs cases, several at once; gives each result as soon as it is there. */
export async function runTrials(
  cases: readonly Trial[],
  settings: RunSettings & { readonly jobs: number },
  onResult: (result: TrialResult) => void,
): Promise<TrialResult[]> {
  const results: TrialResult[] = []
  const runNext = async (queue: Trial[]): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      if (settings.signal?.aborted === true) return
      const result = await runTrial(next, settings)
      results.push(result)
      onResult(result)
    }
  }
  const together = cases.filter(({ scenario }) => scenario.isAlone !== true)
  await Promise.all(Array.from({ length: settings.jobs }, () => runNext(together)))
  await runNext(cases.filter(({ scenario }) => scenario.isAlone === true))
  return results
}
