// One case in one place: a fresh socket of the endpoint for each of its runs. What went wrong for another reason
// than the endpoint's own is done again, and counted.
import type { Clock } from '../clock.js'
import type { Dialect, Run } from './case.js'
import { tableOf, verdictOn, worst } from './outcomes.js'
import { findNacl } from './curve-side.js'
import { Listener } from '../raw/link.js'
import type { CaseResult, Place, RunResult } from './result.js'
import { Scene } from './scene.js'
import { seededOctets } from './random.js'
import type { Renewal } from './renewal.js'
import { mechanismIn, mechanismOf, needsOf, optionsFor } from './security.js'
import { sweepOutcomes } from './sweep.js'
import { Stopped, type Testee, Unsupported } from './testee.js'
import { BASE_TYPES } from './vocabulary.js'
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
  /** Ends the case: it throws a Stopped. */
  readonly signal?: AbortSignal | undefined
  /** True keeps the octets of runs that are OK too. */
  readonly keepsTranscripts: boolean
  /** Whether a new process makes good what went wrong. */
  readonly renewal: Renewal
  /** Told of each rule that a frame broke. */
  readonly breach: (breach: Breach, where: string) => void
}

/** Runs one case in one place. @throws Unreachable if the endpoint cannot be had; Stopped by the signal */
export async function runCase(place: Place, settings: RunSettings): Promise<CaseResult> {
  const { subject, socket, mode } = place
  const { clock } = settings
  const start = clock.now()
  const restartsBefore = settings.testee.restarts
  const base = {
    id: subject.id,
    title: subject.title,
    socket,
    mode,
    mechanism: mechanismOf(subject),
    severity: subject.severity ?? ('interoperability' as const),
  }
  const { security, needs = [] } = subject
  const all = BASE_TYPES.includes(socket) ? needs : [socket, ...needs]
  const missing = missingFrom({ needs: all, ...(security && { security }) }, settings.testee)
  const runs = subject.runs.filter(
    run => run.sockets?.includes(socket) !== false && run.modes?.includes(mode) !== false,
  )
  if (missing !== undefined) {
    return { ...base, verdict: 'UNIMPLEMENTED', note: noteOn(missing), runs: [], ms: 0 }
  }
  const results: RunResult[] = []
  for (const run of runs) {
    const lacking = missingFrom(run, settings.testee)
    results.push(
      lacking === undefined
        ? await runOne(place, run, settings)
        : { name: run.name, outcome: noteOn(lacking), verdict: 'UNIMPLEMENTED', transcript: [] },
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

const noteOn = (missing: string): string =>
  missing === 'zmtp31' ? 'not applicable: ZMTP 3.1 has it, and 3.0 not' : `needs ${missing}`

/** The first thing that a case or run needs and the endpoint has not, or this suite. */
function missingFrom(
  { security, needs = [] }: Pick<Run, 'security' | 'needs'>,
  { capabilities }: Testee,
): string | undefined {
  const missing = [...needsOf(security), ...needs].find(need =>
    need === 'zmtp31' ? capabilities.has('zmtp30') : !capabilities.has(need),
  )
  const isBlind = mechanismIn(security) === 'CURVE' && findNacl() === undefined
  return missing ?? (isBlind ? 'the package tweetnacl' : undefined)
}

/** How often a run is done again that went wrong while the machine stood still, or hangs on timers. */
const RETRIES = 3

async function runOne(place: Place, run: Run, settings: RunSettings): Promise<RunResult> {
  const { testee, renewal } = settings
  let retries = 0
  let renewals = 0
  for (;;) {
    const { haste } = renewal
    const patience = settings.patience * haste
    const attempt = await attemptOne(place, run, { ...settings, patience })
    const { result, stoodStill, isSpoiled } = attempt
    const isGood = /^(OK|INFO|UNIMPLEMENTED)$/.test(result.verdict)
    if (run.fresh !== false) renewal.linkWorked(!isSpoiled)
    if (haste < renewal.haste && !isGood) continue // it works after all: it has the time that others have
    if (isSpoiled && !isGood) {
      // It may be an older run that spoiled the process; and it has spoiled it for the next.
      const mayHelp = renewals === 0 && renewal.mayHelp
      if (((await testee.renew?.()) ?? false) && mayHelp) {
        renewals++
        continue
      }
    }
    if (renewals > 0) renewal.note(isGood)
    const mayBeWell = stoodStill || place.subject.timed === true
    if (isGood || !mayBeWell || retries === RETRIES) {
      return {
        ...result,
        ...(retries === 0 ? {} : { retries }),
        ...(renewals === 0 ? {} : { renewals }),
      }
    }
    retries++
  }
}

/** What a run came to, and what it says of the machine and of the process. */
interface Attempt {
  readonly result: RunResult
  readonly stoodStill: boolean
  /** A good link did not work any more, or not at all. */
  readonly isSpoiled: boolean
}

/** Does a run once. */
async function attemptOne(place: Place, run: Run, settings: RunSettings): Promise<Attempt> {
  const { subject, mode, socket } = place
  const { testee, clock, dialect, listenAt, patience, signal } = settings
  const listener =
    mode === 'connect'
      ? await (run.deaf === true && listenAt === undefined
          ? Listener.openLow(() => clock.now())
          : Listener.open(listenAt ?? 'tcp://127.0.0.1:0', () => clock.now()))
      : undefined
  const random = seededOctets(`${settings.seed} ${subject.id} ${run.name ?? ''} ${socket} ${mode}`)
  const security = run.security ?? subject.security
  const options = { ...optionsFor(security), ...subject.options, ...run.options }
  const setup = { testee, mode, socket, security, dialect, options }
  const scene = new Scene({ ...setup, clock, listener, patience, random, signal })
  const restarts = testee.restarts
  try {
    const table = tableOf(subject, run, settings.dialect)
    const outcomes = await sweepOutcomes(scene, run, value => verdictOn(value, table))
    await scene.closeSubject()
    if (signal?.aborted === true) throw new Stopped(`in ${subject.id}`)
    // One that ends where a link is to be closed is not right by that.
    if (testee.restarts > restarts && !outcomes.has('ended')) outcomes.set('ended', 1)
    const verdicts = [...outcomes.keys()].map(outcome => verdictOn(outcome, table))
    const verdict = worst(verdicts)
    const gravest = [...outcomes.keys()][verdicts.indexOf(verdict)] ?? 'kept'
    const outcome = outcomes.has('ended') ? 'ended' : gravest
    const result = {
      name: run.name,
      outcome,
      verdict,
      ...(run.sweep === undefined ? {} : { sweep: Object.fromEntries(outcomes) }),
      transcript: verdict !== 'OK' || settings.keepsTranscripts ? scene.transcript.entries() : [],
    }
    const isSpoiled =
      !outcomes.has('ended') && (outcomes.has('died') || outcomes.has('not-dialled'))
    return { result, stoodStill: scene.stoodStill, isSpoiled }
  } catch (error) {
    if (!(error instanceof Unsupported)) throw error
    const result = { name: run.name, outcome: error.message, transcript: [] }
    return { result: { ...result, verdict: 'UNIMPLEMENTED' }, stoodStill: false, isSpoiled: false }
  } finally {
    for (const breach of scene.breaches) {
      settings.breach(breach, `${subject.id}${run.name === undefined ? '' : ` ${run.name}`}`)
    }
    await scene.end()
  }
}
