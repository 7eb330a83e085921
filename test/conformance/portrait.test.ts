// The sentences about an endpoint agree with the results they are made of, also where no driver saw a message.
import t from 'tap'
import { portrait } from '../../lib/conformance/portrait.js'
import type { CaseResult, SuiteResult } from '../../lib/conformance/result.js'

const FAULTY = [11, 12, 13, 15, 16, 17, 18].map(number => `null/5.${number}`)

function sentences(
  outcomes: Readonly<Record<string, string>>,
  capabilities = ['app'],
): readonly string[] {
  const results = Object.entries(outcomes).map(([id, outcome]): CaseResult => {
    const runs = [{ name: undefined, outcome, verdict: 'INFO', transcript: [] } as const]
    const base = { title: id, socket: 'PULL', mode: 'bind', mechanism: 'NULL' } as const
    return { ...base, id, verdict: 'INFO', runs, ms: 1 }
  })
  const suite: SuiteResult = {
    endpoint: 'x',
    dialect: 'libzmq',
    seed: 1,
    startedAt: '',
    ms: 1,
    capabilities,
    results,
    restarts: 0,
    retries: 0,
  }
  return portrait(suite).slice(1)
}

const all = (outcome: string): Record<string, string> =>
  Object.fromEntries(FAULTY.map(id => [id, outcome]))

t.test('what was accepted counts as taken, seen or not', async t => {
  for (const outcome of ['works', 'unseen']) {
    t.strictSame(sentences(all(outcome)), [
      'Of 7 kinds of faulty metadata it refuses 0 and takes 7.',
    ])
  }
  t.strictSame(sentences(all('closed')), [
    'Of 7 kinds of faulty metadata it refuses 7 and takes 0.',
  ])
  t.strictSame(sentences({ ...all('closed'), 'null/5.12': 'unseen' }), [
    'Of 7 kinds of faulty metadata it refuses 6 and takes 1.',
  ])
})

t.test('what is neither refused nor taken is not called refused', async t => {
  t.strictSame(sentences({ ...all('ignored'), 'null/5.11': 'died', 'null/5.12': 'works' }), [
    'Of 7 kinds of faulty metadata it refuses 5 and takes 1; to 1 it does neither.',
  ])
})

t.test('without a driver', async t => {
  t.strictSame(sentences({ 'framing/8.8': 'unseen' }, []), [
    'Without a driver nobody saw what its application was given.',
    'It keeps a link on which a reserved bit is set.',
  ])
})

t.test('nothing is said of cases that did not run', async t => {
  t.strictSame(sentences({}), [])
})
