// Changes between two runs: worse, better, neither, and what only one of them has.
import t from 'tap'
import type { Verdict } from '../../../lib/conformance/case.js'
import { changesBetween, changesText } from '../../../lib/conformance/report/changes.js'
import type { RunRecord } from '../../../lib/conformance/report/record.js'

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
