// The steps of a run, once or for each number of its sweep, and afterwards the question whether a fresh good link
// still works.
import type { Outcome, Run, Verdict } from './case.js'
import { allowanceOf, FRESH_TRIES, passFresh } from './fresh.js'
import { join } from './join.js'
import type { Scene } from './scene.js'
import { perform } from './steps.js'
import { canReceive } from './vocabulary.js'

/** So many failures in a row end a sweep: the rest would say the same. */
const FAILURES_MAX = 5
/** After so many links in a row that the endpoint does not end when we do only some numbers are tried. */
const SLOW_MAX = 5
const SOME = 20

/** Does the run once, or once for each number of its sweep; counts the outcomes. */
export async function sweepOutcomes(
  scene: Scene,
  run: Run,
  judge: (outcome: Outcome) => Verdict,
): Promise<Map<Outcome, number>> {
  const outcomes = new Map<Outcome, number>()
  const [from, to] = run.sweep ?? [0, 0]
  const { testee } = scene.settings
  const { restarts } = testee
  const count = (outcome: Outcome): void => {
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  let failures = 0
  let slow = 0
  if (run.deaf === true) scene.stopListening()
  await scene.open()
  for (let sweep = from; sweep <= to;) {
    if (sweep > from && wantsFreshSocket(scene, run)) await scene.reopen()
    const outcome = await perform(scene, run.steps, sweep)
    const isFailure = judge(outcome) === 'FAIL'
    if (run.sweep !== undefined && isFailure) {
      scene.transcript.note('', `number ${sweep} of the sweep: ${outcome}`)
    }
    count(outcome)
    slow = (await scene.closeLinks()) ? 0 : slow + 1
    if (scene.ended !== undefined || testee.restarts > restarts) {
      if (outcome !== 'ended') count('ended')
      return outcomes
    }
    if (outcome === 'not-dialled') return outcomes
    failures = isFailure ? failures + 1 : 0
    if (failures === FAILURES_MAX && sweep < to) {
      scene.transcript.note('', `given up after ${failures} failures in a row`)
      break
    }
    sweep += slow < SLOW_MAX ? 1 : Math.ceil((to - from) / SOME)
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
