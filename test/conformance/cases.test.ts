// The cases as data: they survive JSON, their ids are unique, their hex is in the language.
import t from 'tap'
import type { Case, Step } from '../../lib/conformance/case.js'
import { GROUPS } from '../../lib/conformance/cases/groups.js'
import { CASES } from '../../lib/conformance/cases/index.js'
import { octets, pattern } from '../../lib/raw/hex.js'
import { GATHER_JUDGES, JUDGES } from '../../lib/conformance/rules.js'
import { wordsFor } from '../../lib/conformance/vocabulary.js'
import { WATCHED_IDS } from '../../lib/conformance/watch.js'

const context = { words: wordsFor('PULL') }

const stepsOf = (subject: Case): readonly Step[] => subject.runs.flatMap(run => run.steps)

t.test('cases survive JSON', t => {
  t.strictSame(JSON.parse(JSON.stringify(CASES)), CASES)
  t.end()
})

t.test('ids are unique, numbers too, and both rise', t => {
  const ids = CASES.map(({ id }) => id)
  t.equal(new Set(ids).size, ids.length)
  const numbers = CASES.map(({ number }) => number)
  t.strictSame(
    numbers,
    numbers.toSorted((a, b) => a - b),
  )
  t.equal(new Set(numbers).size, numbers.length)
  for (const id of ids) t.match(id, /^[a-z]+\/\d+\.\d+$/)
  t.end()
})

t.test('what is sent and what is waited for is in the language', t => {
  for (const subject of CASES) {
    for (const step of stepsOf(subject)) {
      if ('send' in step) t.ok(octets(step.send, context).length > 0, subject.id)
      if ('await' in step) {
        for (const look of step.await) {
          if ('frame' in look) pattern(look.frame, context)
          if ('wire' in look) pattern(look.wire, context)
        }
      }
    }
  }
  t.end()
})

t.test('rules that cases name exist, and watched cases are those that are watched', t => {
  for (const subject of CASES) {
    for (const step of stepsOf(subject)) {
      if (!('judge' in step)) continue
      t.ok(
        step.judge in ('gather' in step || 'trips' in step ? GATHER_JUDGES : JUDGES),
        `${subject.id} ${step.judge}`,
      )
    }
  }
  const watched = CASES.filter(subject => subject.watch === true).map(({ id }) => id)
  for (const id of watched) t.ok(WATCHED_IDS.includes(id), id)
  t.end()
})

t.test('every number of the catalogue has a case, under the id that it gives', t => {
  const told = CASES.map(({ id, number }) => [number, id] as const)
  const wanted = GROUPS.flatMap(({ name, from, to }) =>
    Array.from({ length: to - from + 1 }, (_, at) => [from + at, `${name}.${at + 1}`] as const),
  )
  t.strictSame(
    told.toSorted(([a], [b]) => a - b),
    wanted,
  )
  t.equal(wanted.length, 323)
  t.end()
})
