// Each case catches its mutant, and passes on the faultless reference endpoint in the same place.
import t from 'tap'
import type { Case } from '../../lib/conformance/case.js'
import { CASES } from '../../lib/conformance/cases/index.js'
import type { CaseResult } from '../../lib/conformance/result.js'
import { runSuite } from '../../lib/conformance/suite.js'
import type { Fault } from './mutants/fault.js'
import { reference } from './mutants/reference.js'
import type { Mutant } from './mutants/make.js'
import { MUTANTS } from './mutants/table.js'

// Twelve seconds of work, but waits in it are real: a machine that is busy with other things takes longer.
t.setTimeout(600_000)

const ABREAST = 12

/** Cases that measure time: one after the other, when all is quiet. */
const TIMED = new Set(CASES.filter(({ timed }) => timed === true).map(({ id }) => id))
/** Cases that let a minute pass in which nothing may happen: on the faultless endpoint a few seconds will do. */
const IDLE = ['conn/20.11']

/** Outcomes that say that something is wrong, but not which rule is broken. */
const VAGUE: ReadonlySet<string> = new Set(['not-joined', 'not-dialled', 'died', 'ended'])
/** Cases that ask for no more than that: no harm is done, or whatever the endpoint does is only noted. */
const NO_RULE: ReadonlySet<string> = new Set([
  'greeting/2.3',
  'greeting/2.4',
  'greeting/2.5',
  'greeting/2.6',
  'greeting/2.16',
  'greeting/2.17',
  'version/3.7',
  'mechanism/4.6',
  'null/5.20',
  'null/5.31',
  'metadata/7.9',
  'metadata/7.13',
  'framing/8.16',
  'plain/11.9',
  'plain/11.15',
  'plain/11.19',
  'plain/11.20',
  'curve/13.36',
  'curve/14.12',
  'push/15.7',
  'conn/20.1',
  'conn/20.2',
  'conn/20.5',
  'conn/20.6',
  'conn/20.7',
  'conn/20.9',
  'conn/20.12',
  'robust/21.2',
  'robust/21.3',
  'robust/21.4',
  'robust/21.6',
  'robust/21.7',
  'robust/21.8',
  'robust/21.11',
])

/** True if a run found the rule of the case broken. */
function isRule(result: CaseResult): boolean {
  return result.runs.some(
    ({ verdict, outcome }) =>
      (verdict === 'FAIL' || verdict === 'NON-STRICT') && !VAGUE.has(outcome),
  )
}

async function runOn(
  subject: Case,
  mutant: Mutant,
  fault: Fault,
  patience: number,
): Promise<CaseResult> {
  const suite = await runSuite({
    cases: [subject],
    sockets: [mutant.socket],
    modes: [mutant.mode],
    patience,
    isSlow: true,
    testee: async () => reference('reference', fault),
  })
  const [result] = suite.results
  if (result === undefined) throw new Error(`${subject.id} does not run as ${mutant.socket}`)
  return result
}

const slowFirst = CASES.toSorted((a, b) => Number(b.slow ?? false) - Number(a.slow ?? false))

/** Runs `work` for all, several at a time. */
async function forAll<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item)
  }
  await Promise.all(Array.from({ length: ABREAST }, worker))
}

const outcomes = (result: CaseResult): string =>
  result.note ?? result.runs.map(run => `${run.name ?? ''} ${run.outcome}`).join(', ')

t.test('every case has a mutant', t => {
  t.strictSame(
    CASES.map(({ id }) => id).filter(id => !(id in MUTANTS)),
    [],
  )
  t.end()
})

/** What a case finds instead of its mutant's fault; undefined if it finds that. */
async function missedBy(subject: Case, patience: number): Promise<string | undefined> {
  const mutant = MUTANTS[subject.id]
  if (mutant === undefined) return undefined
  const result = await runOn(subject, mutant, mutant.fault, patience)
  const isCaught = result.verdict === 'FAIL' || result.verdict === 'NON-STRICT'
  const isItself = result.note !== undefined || NO_RULE.has(subject.id) || isRule(result)
  if (isCaught && isItself) return undefined
  return `${subject.id}: ${result.verdict}: ${outcomes(result)}`
}

t.test('each case catches its mutant', async t => {
  const missed: string[] = []
  const again: Case[] = []
  await forAll(slowFirst, async subject => {
    const found = await missedBy(subject, 0.4)
    if (found === undefined) return
    if (TIMED.has(subject.id)) again.push(subject)
    else missed.push(found)
  })
  // A busy machine may hide that something came early or often: once more when all is quiet, longer each time.
  for (const subject of again) {
    let found: string | undefined = subject.id
    for (const patience of [0.4, 1, 2, 4]) found &&= await missedBy(subject, patience)
    if (found !== undefined) missed.push(found)
  }
  t.strictSame(missed, [])
})

t.test('each case passes on the faultless endpoint', async t => {
  const failed: string[] = []
  const pass = async (subject: Case): Promise<void> => {
    const mutant = MUTANTS[subject.id]
    if (mutant === undefined) return
    const result = await runOn(subject, mutant, {}, IDLE.includes(subject.id) ? 0.05 : 3)
    if (result.verdict === 'OK' || result.verdict === 'INFO') return
    failed.push(`${subject.id}: ${result.verdict}: ${outcomes(result)}`)
  }
  await forAll(
    slowFirst.filter(({ id }) => !TIMED.has(id)),
    pass,
  )
  for (const subject of slowFirst.filter(({ id }) => TIMED.has(id))) await pass(subject)
  t.strictSame(failed, [])
})
