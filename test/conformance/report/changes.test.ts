// Changes between two runs: worse, better, neither, and what only one of them has.
import t from 'tap'
import type { Verdict } from '../../../lib/conformance/case.js'
import { CASES } from '../../../lib/conformance/cases/index.js'
import {
  changeCounts,
  changesBetween,
  changesText,
  excuse,
} from '../../../lib/conformance/report/changes.js'
import type { RunRecord } from '../../../lib/conformance/report/record.js'
import { parseExpectations } from '../../../lib/conformance/select.js'

const run = (verdicts: Readonly<Record<string, Verdict>>): RunRecord => ({
  endpoint: 'x',
  startedAt: '',
  dialect: 'libzmq',
  seed: 1,
  cases: 0,
  verdicts: Object.fromEntries(
    Object.entries(verdicts).map(([id, verdict]) => [id, { 'PUSH b': verdict }]),
  ),
})

t.test('the same is no change', async t => {
  t.strictSame(changesBetween(run({ a: 'FAIL', b: 'OK' }), run({ b: 'OK', a: 'FAIL' })), [])
})

t.test('each kind', async t => {
  const kinds: [Verdict | undefined, Verdict | undefined, string][] = [
    ['OK', 'FAIL', 'worse'],
    ['OK', 'NON-STRICT', 'worse'],
    ['INFO', 'FAIL', 'worse'],
    ['UNIMPLEMENTED', 'FAIL', 'worse'],
    ['FAIL', 'NON-STRICT', 'better'],
    ['FAIL', 'OK', 'better'],
    ['OK', 'INFO', 'other'],
    ['FAIL', 'UNIMPLEMENTED', 'other'],
    [undefined, 'OK', 'new'],
    ['OK', undefined, 'gone'],
  ]
  for (const [before, after, kind] of kinds) {
    const changes = changesBetween(
      run(before === undefined ? {} : { a: before }),
      run(after === undefined ? {} : { a: after }),
    )
    t.strictSame(changes, [{ id: 'a', place: 'PUSH b', before, after, kind }])
  }
})

t.test('as lines', async t => {
  const text = changesText(
    changesBetween(run({ 'null/5.1': 'OK' }), run({ 'null/5.1': 'FAIL', x: 'OK' })),
  )
  t.match(text, /^worse +PUSH b +null\/5\.1 +OK -> FAIL\nnew +PUSH b +x +not run -> OK\n$/)
})

const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)

t.test('cases that are known to vary are excused up to a limit, and as grave as said', async t => {
  const flaky = parseExpectations(
    'NON-STRICT null/5.1 PUSH\nnull/5.2b\nnull/5.3c\nnull/5.4 PULL',
    CASES,
  )
  const changes = changesBetween(
    run({ 'null/5.1': 'OK', 'null/5.2': 'OK', 'null/5.3': 'OK', 'null/5.4': 'OK' }),
    run({ 'null/5.1': 'NON-STRICT', 'null/5.2': 'FAIL', 'null/5.3': 'FAIL', 'null/5.4': 'FAIL' }),
  )
  const two = excuse(changes, flaky, 2)
  t.strictSame(ids(two.excused), ['null/5.1', 'null/5.2'])
  t.strictSame(ids(two.rest), ['null/5.3', 'null/5.4'], 'the other direction, and another type')
  t.strictSame(excuse(changes, flaky, 1), { excused: [], rest: changes }, 'too many are none')
  const worse = changesBetween(run({ 'null/5.1': 'OK' }), run({ 'null/5.1': 'FAIL' }))
  t.strictSame(excuse(worse, flaky, 3).excused, [], 'graver than the list has it')
  const gone = changesBetween(run({ 'null/5.2': 'OK' }), run({}))
  t.strictSame(excuse(gone, flaky, 3).excused, [], 'what is not run at all does not vary')
})

t.test('counts', async t => {
  const changes = changesBetween(run({ a: 'OK', b: 'OK', c: 'FAIL' }), run({ a: 'FAIL', c: 'OK' }))
  t.equal(changeCounts(changes), '1 worse, 1 better, 1 gone')
})
