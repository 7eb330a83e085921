// What is published: records, the matrix in Markdown, the pages; and what is left out for others.
import t from 'tap'
import type { Case } from '../../../lib/conformance/case.js'
import { htmlReport, publishable } from '../../../lib/conformance/report/html.js'
import { markdownMatrix } from '../../../lib/conformance/report/markdown.js'
import { recordOf, verdictOn } from '../../../lib/conformance/report/record.js'
import type { RunResult } from '../../../lib/conformance/result.js'
import { textReport } from '../../../lib/conformance/report/text.js'
import { MIXED, NASTY, resultOf, suiteOf } from './suites.js'

const runOf = (outcome: string): RunResult => ({
  name: undefined,
  outcome,
  verdict: 'FAIL',
  transcript: [],
})
const caseOf = (id: string, more: Partial<Case> = {}): Case => ({
  id,
  number: 1,
  title: `the rule | of ${id}`,
  reference: 'RFC 23',
  level: 'MUST',
  runs: [],
  ...more,
})
const CASES = [caseOf('null/5.1'), caseOf('null/5.2', { unpublished: true }), caseOf('null/5.3')]
const ours = suiteOf(['null/5.1', 'null/5.2', 'null/5.3'].map(id => resultOf(id, 'OK')))
const other = suiteOf(
  [
    resultOf('null/5.1', 'OK'),
    resultOf('null/5.1', 'NON-STRICT', { mode: 'connect' }),
    resultOf('null/5.2', 'FAIL'),
    resultOf('null/5.3', 'INFO'),
  ],
  { endpoint: 'another', startedAt: '2026-11-27T10:00:00.000Z' },
)

t.test('a record holds verdicts by case and place, and no octets', t => {
  const record = recordOf(other, { leftOut: ['null/5.2'] })
  t.strictSame(record.verdicts, {
    'null/5.1': { 'PULL b': 'OK', 'PULL c': 'NON-STRICT' },
    'null/5.3': { 'PULL b': 'INFO' },
  })
  t.equal(verdictOn(record, 'null/5.1'), 'NON-STRICT', 'the gravest')
  t.equal(verdictOn(record, 'null/5.2'), undefined)
  t.strictSame(JSON.parse(JSON.stringify(record)), record)
  t.end()
})

t.test('what harms another implementation is in no record of it, and of ours it is', t => {
  const harmed = suiteOf([
    resultOf('null/5.1', 'FAIL', { runs: [runOf('ended')] }),
    resultOf('null/5.2', 'OK', { restarts: 1 }),
    resultOf('null/5.3', 'FAIL', { runs: [{ ...runOf('kept'), sweep: { kept: 3, died: 1 } }] }),
    resultOf('null/5.4', 'FAIL', { runs: [runOf('lost')] }),
    resultOf('null/5.4', 'FAIL', { mode: 'connect', runs: [runOf('died')] }),
    resultOf('null/5.5', 'FAIL', { runs: [runOf('lost')] }),
    resultOf('curve/13.1', 'FAIL', { mechanism: 'CURVE' }),
    resultOf('curve/13.2', 'NON-STRICT', { mechanism: 'CURVE' }),
    resultOf('curve/13.26', 'FAIL', { mechanism: 'CURVE' }),
  ])
  const { verdicts, cases } = recordOf(harmed)
  t.strictSame(Object.keys(verdicts), ['null/5.5', 'curve/13.2', 'curve/13.26'])
  t.equal(cases, 8)
  t.equal(Object.keys(recordOf(harmed, { isOurs: true }).verdicts).length, 8)
  const text = markdownMatrix(
    [recordOf(ours), recordOf(harmed)],
    [caseOf('null/5.1'), caseOf('null/5.5')],
  )
  t.notMatch(text, /`null\/5.1`/, 'a row in which only that would stand is none')
  t.end()
})

t.test('the matrix: rows that tell something, ours whole, of others not all', t => {
  const text = markdownMatrix([recordOf(ours), recordOf(other)], CASES)
  const rows = text.split('\n').filter(line => line.startsWith('|'))
  t.strictSame(rows.slice(0, 4), [
    '| case | rule | an endpoint | another |',
    '| --- | --- | --- | --- |',
    '| `null/5.1` | the rule \\| of null/5.1 | OK | NON-STRICT |',
    '| `null/5.2` | the rule \\| of null/5.2 | OK | left out |',
  ])
  t.match(text, /The other 1 cases/)
  t.strictSame(rows.slice(6), [
    '| an endpoint | 2026-11-26 | 3 | 0 | 0 | 0 | 0 |',
    '| another | 2026-11-27 | 1 | 1 | 1 | 0 | 0 |',
  ])
  t.end()
})

t.test('pages: nothing from outside is markup; published ones leave verdicts on others out', t => {
  const pages = htmlReport([MIXED], [caseOf('null/5.2', { title: NASTY })])
  for (const [name, text] of pages) t.notMatch(text, /<b> &|a <b>/, name)
  t.strictSame(
    publishable(other, CASES).results.map(({ id }) => id),
    ['null/5.1', 'null/5.1', 'null/5.3'],
  )
  const published = htmlReport([ours, other], CASES, { isPublished: true })
  t.notMatch(published.get('null-5.2.html'), /another/)
  t.match(published.get('null-5.3.html'), /another/)
  t.end()
})

t.test('text: what is not OK, with octets of failures; how the run went', t => {
  const text = textReport(MIXED, false)
  t.notMatch(text, /null\/5\.1b/)
  t.match(textReport(MIXED, true), /OK +PULL +null\/5\.1b/)
  t.match(text, /FAIL \(expected\) PULL +null\/5\.3b/)
  t.match(text, /OK +PAIR +null\/5\.8b .*\n +it was expected to fail\n/)
  t.match(text, /1\.5 a +<- 0403/)
  t.match(
    text,
    /: 8 results in 1\.2 s: OK 3 {2}NON-STRICT 1 {2}INFO 1 {2}FAIL 2 {2}UNIMPLEMENTED 1\n/,
  )
  t.match(text, /\ndone again, as a busy machine may be why they went wrong: 1 runs\n$/)
  t.match(
    textReport({ ...MIXED, unreachable: 'nobody there' }, false),
    /\nended early: nobody there\n$/,
  )
  t.end()
})
