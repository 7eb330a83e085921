import t from 'tap'
import type { Verdict } from '../../lib/conformance/case.js'
import { CASES } from '../../lib/conformance/cases/index.js'
import type { CaseResult } from '../../lib/conformance/result.js'
import { isNamed, judge, parseExpectations, selectCases } from '../../lib/conformance/select.js'

t.test('names: exact, prefix, glob', t => {
  t.ok(isNamed('null/5.1', 'null/5.1'))
  t.ok(isNamed('null/5.1', 'null'))
  t.ok(isNamed('null/5.1', 'null/'))
  t.ok(isNamed('null/5.1', 'null/5'))
  t.notOk(isNamed('null/5.11', 'null/5.1'))
  t.ok(isNamed('null/5.11', 'null/5.1*'))
  t.ok(isNamed('null/5.11', '*/5.1?'))
  t.notOk(isNamed('null/5.11', 'nul'))
  t.end()
})

const ids = (only: string[], skip: string[]): string[] =>
  selectCases(CASES, only, skip).map(({ id }) => id)

t.test('selection', t => {
  t.equal(ids([], []).length, CASES.length)
  t.strictSame(ids(['pair'], ['pair/17.2', 'pair/17.6']), [
    'pair/17.1',
    'pair/17.3',
    'pair/17.4',
    'pair/17.5',
  ])
  t.throws(() => ids(['nothing'], []), { code: 'ERR_USAGE', message: /"nothing"/ })
  t.end()
})

const result = (id: string, verdict: Verdict, socket: 'PUSH' | 'PULL' = 'PULL'): CaseResult => ({
  id,
  title: '',
  socket,
  mode: 'bind',
  mechanism: 'NULL',
  verdict,
  runs: [],
  ms: 0,
})

const names = (results: readonly CaseResult[]): string[] =>
  results.map(({ id, socket }) => `${id} ${socket}`)

t.test('expected failures', t => {
  const list = parseExpectations('# all\nnull/5.1  # why\nNON-STRICT null/5.2b PULL\n\n', CASES)
  t.strictSame(list, [
    { verdict: 'FAIL', name: 'null/5.1', socket: undefined, line: 2 },
    { verdict: 'NON-STRICT', name: 'null/5.2b', socket: 'PULL', line: 3 },
  ])
  const judged = judge(
    [
      result('null/5.1', 'FAIL'),
      result('null/5.1', 'OK', 'PUSH'),
      result('null/5.2', 'NON-STRICT'),
      result('null/5.2', 'NON-STRICT', 'PUSH'),
      result('null/5.3', 'FAIL'),
      result('null/5.4', 'UNIMPLEMENTED'),
    ],
    list,
    true,
  )
  t.strictSame(names(judged.unexpected), ['null/5.2 PUSH', 'null/5.3 PULL'])
  t.strictSame(names(judged.passed), ['null/5.1 PUSH'])
  t.strictSame(names(judged.results.filter(({ isExpected }) => isExpected)), [
    'null/5.1 PULL',
    'null/5.2 PULL',
  ])
  t.strictSame(names(judge([result('null/5.2', 'NON-STRICT')], [], false).unexpected), [])
  t.throws(() => parseExpectations('what is this', CASES), {
    code: 'ERR_USAGE',
    message: /line 1/,
  })
  t.throws(() => parseExpectations('\nFAIL null/5.99', CASES), {
    code: 'ERR_USAGE',
    message: /line 2: no case is named by null\/5\.99/,
  })
  t.end()
})
