// One case in one place: a fresh socket of the endpoint for each of its runs, the steps, and afterwards the
// question whether a fresh good link still works.
import type { Clock } from '../clock.js'
import type { Capability, Dialect, Outcome, Run, Verdict } from './case.js'
import { tableOf, verdictOn, worst } from './outcomes.js'
import { Listener } from '../raw/link.js'
import type { CaseResult, Place, RunResult } from './result.js'
import { Scene } from './scene.js'
import { seededOctets } from './random.js'
import { allowanceOf, FRESH_TRIES, passFresh } from './fresh.js'
import { join } from './join.js'
import { perform } from './steps.js'
import type { Testee } from './testee.js'
import { BASE_TYPES, canReceive } from './vocabulary.js'
import type { Breach } from './watch.js'

/** What all runs share. */
export interface RunSettings {
  readonly testee: Testee
  readonly clock: Clock
  readonly dialect: Dialect
  readonly seed: number
  /** Factor on every wait. */
  readonly patience: number
  /** Where the endpoint dials us; a free port if undefined. */
  readonly listenAt: string | undefined
  /** True keeps the octets of runs that are OK too. */
  readonly keepsTranscripts: boolean
  /** Told of each rule that a frame broke. */
  readonly breach: (breach: Breach, where: string) => void
}

/** Runs one case in one place. @throws Unreachable if the endpoint cannot be had */
export async function runCase(place: Place, settings: RunSettings): Promise<CaseResult> {
  const { subject, socket, mode, mechanism } = place
  const { clock } = settings
  const start = clock.now()
  const restartsBefore = settings.testee.restarts
  const base = { id: subject.id, title: subject.title, socket, mode, mechanism }
  const needs = BASE_TYPES.includes(socket) ? subject.needs : [socket, ...(subject.needs ?? [])]
  const missing = missingFrom(needs, settings.testee)
  const runs = subject.runs.filter(
    run => run.sockets?.includes(socket) !== false && run.modes?.includes(mode) !== false,
  )
  if (missing !== undefined) {
    return { ...base, verdict: 'UNIMPLEMENTED', note: `needs ${missing}`, runs: [], ms: 0 }
  }
  const results: RunResult[] = []
  for (const run of runs) {
    const lacking = missingFrom(run.needs, settings.testee)
    results.push(
      lacking === undefined
        ? await runOne(place, run, settings)
        : { name: run.name, outcome: `needs ${lacking}`, verdict: 'UNIMPLEMENTED', transcript: [] },
    )
  }
  const verdict = worst(results.map(result => result.verdict))
  const restarts = settings.testee.restarts - restartsBefore
  return {
    ...base,
    verdict,
    runs: results,
    ms: Math.round(clock.now() - start),
    ...(restarts === 0 ? {} : { restarts }),
  }
}

/** The first capability of `needs` that the endpoint has not. */
function missingFrom(
  needs: readonly Capability[] | undefined,
  testee: Testee,
): Capability | undefined {
  return needs?.find(need => !testee.capabilities.has(need))
}

/** How often a run is done again that went wrong while the machine stood still, or hangs on timers. */
const RETRIES = 3

async function runOne(place: Place, run: Run, settings: RunSettings): Promise<RunResult> {
  for (let attempt = 0; ; attempt++) {
    const { result, stoodStill } = await attemptOne(place, run, settings)
    const isGood = result.verdict === 'OK' || result.verdict === 'INFO'
    const mayBeWell = stoodStill || place.subject.timed === true
    if (isGood || !mayBeWell || attempt === RETRIES) {
      return attempt === 0 ? result : { ...result, retries: attempt }
    }
  }
}

/** Does a run once. */
async function attemptOne(
  place: Place,
  run: Run,
  settings: RunSettings,
): Promise<{ readonly result: RunResult; readonly stoodStill: boolean }> {
  const { subject, mode, socket, mechanism } = place
  const { testee, clock, listenAt } = settings
  const listener =
    mode === 'connect'
      ? await (run.deaf === true && listenAt === undefined
          ? Listener.openLow(() => clock.now())
          : Listener.open(listenAt ?? 'tcp://127.0.0.1:0', () => clock.now()))
      : undefined
  const random = seededOctets(`${settings.seed} ${subject.id} ${run.name ?? ''} ${socket} ${mode}`)
  const { patience } = settings
  const options = { ...subject.options, ...run.options }
  const scene = new Scene({
    testee,
    clock,
    mode,
    socket,
    mechanism,
    options,
    listener,
    patience,
    random,
  })
  try {
    const table = tableOf(subject, run, settings.dialect)
    const outcomes = await sweepOutcomes(scene, run, value => verdictOn(value, table))
    const verdicts = [...outcomes.keys()].map(outcome => verdictOn(outcome, table))
    const verdict = worst(verdicts)
    const outcome = [...outcomes.keys()][verdicts.indexOf(verdict)] ?? 'kept'
    const result = {
      name: run.name,
      outcome,
      verdict,
      ...(run.sweep === undefined ? {} : { sweep: Object.fromEntries(outcomes) }),
      transcript: verdict !== 'OK' || settings.keepsTranscripts ? scene.transcript.entries() : [],
    }
    return { result, stoodStill: scene.stoodStill }
  } finally {
    for (const breach of scene.breaches) {
      settings.breach(breach, `${subject.id}${run.name === undefined ? '' : ` ${run.name}`}`)
    }
    await scene.closeSubject()
    scene.stopListening()
  }
}

/** Does the run once, or once for each number of its sweep; counts the outcomes. */
async function sweepOutcomes(
  scene: Scene,
  run: Run,
  judge: (outcome: Outcome) => Verdict,
): Promise<ReadonlyMap<Outcome, number>> {
  const outcomes = new Map<Outcome, number>()
  const [from, to] = run.sweep ?? [0, 0]
  const count = (outcome: Outcome): void => {
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  if (run.deaf === true) scene.stopListening()
  await scene.open()
  for (let sweep = from; sweep <= to; sweep++) {
    if (sweep > from && wantsFreshSocket(scene, run)) await scene.reopen()
    const outcome = await perform(scene, run.steps, sweep)
    if (run.sweep !== undefined && judge(outcome) === 'FAIL') {
      scene.transcript.note('', `number ${sweep} of the sweep: ${outcome}`)
    }
    count(outcome)
    await scene.closeLinks()
    if (scene.ended !== undefined || outcome === 'not-dialled') return outcomes
  }
  await scene.settle()
  const late = await afterwards(scene, run)
  if (late !== undefined) count(late)
  return outcomes
}

/**
 * True if each number of a sweep needs a socket of its own: a connecting endpoint may not dial again, and a
 * PAIR may still hold the link before.
 */
function wantsFreshSocket({ settings }: Scene, run: Run): boolean {
  if (!settings.testee.isFresh) return false
  if (settings.mode === 'connect') return true
  return settings.socket === 'PAIR' && run.steps.some(step => 'join' in step)
}

/** True if the socket under test may not dial again, or if it may be another's turn on it than a new peer's. */
function mustReopen({ settings: { mode, socket } }: Scene): boolean {
  return mode === 'connect' || socket === 'REQ' || socket === 'REP'
}

/** Whether a fresh good link works, and nothing was delivered that should not. */
async function afterwards(scene: Scene, run: Run): Promise<Outcome | undefined> {
  if (run.fresh === false) return undefined
  const isAllowed = allowanceOf(scene, run)
  const hasOthers = (): boolean => scene.strays.some(parts => !isAllowed(parts))
  if (mustReopen(scene) && scene.settings.testee.isFresh) {
    if (hasOthers()) return 'delivered'
    await scene.reopen()
  }
  const version = scene.settings.testee.capabilities.has('zmtp3') ? 3 : 2
  let outcome: Outcome | undefined
  for (let attempt = 1; attempt <= FRESH_TRIES; attempt++) {
    if (hasOthers()) return 'delivered'
    outcome = await join(scene, 'fresh', version)
    if (outcome === undefined) outcome = await passFresh(scene, 'fresh', isAllowed)
    await scene.closeLinks()
    if (outcome === undefined || outcome === 'unseen') return undefined
    if (scene.ended !== undefined) return 'ended'
  }
  scene.transcript.note('fresh', `a fresh good link: ${outcome}`)
  if (outcome !== 'garbled') return 'died'
  return canReceive(scene.settings.socket) ? 'delivered' : 'garbled'
}
