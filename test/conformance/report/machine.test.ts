// TAP as tap-parser reads it, and JUnit XML that is well-formed.
import t from 'tap'
import { Parser, type Result } from 'tap-parser'
import { junitReport, tapReport } from '../../../lib/conformance/report/machine.js'
import { type Element, readXml } from '../../support/xml.js'
import { badgeOf, summaryMarkdown } from '../../../lib/conformance/report/summary.js'
import { MIXED, NASTY, resultOf, suiteOf } from './suites.js'

/** What tap-parser makes of a report. */
function parseTap(text: string) {
  const [asserts, comments, extra]: [Result[], string[], string[]] = [[], [], []]
  const parser = new Parser({ strict: true })
  parser.on('assert', result => asserts.push(result))
  parser.on('comment', comment => comments.push(comment))
  parser.on('extra', line => extra.push(line))
  parser.end(text)
  return { asserts, comments, extra, results: parser.results }
}

t.test('TAP', t => {
  const { asserts, comments, extra, results } = parseTap(tapReport(MIXED, false))
  t.strictSame(extra, [], 'nothing but TAP')
  t.match(results, { count: 8, pass: 5, fail: 3, todo: 1, skip: 1, plan: { start: 1, end: 8 } })
  t.strictSame(
    asserts.map(({ ok, todo, skip }) => [ok, todo, skip]),
    [
      [true, false, false],
      [false, false, false],
      [false, 'expected', false],
      [true, false, false],
      [true, false, false],
      [true, false, 'needs zmtp1'],
      [true, false, false],
      [false, false, false],
    ],
  )
  t.match(asserts[1]?.diag, { verdict: 'FAIL' })
  t.match(asserts[7]?.diag, { verdict: 'OK', reason: 'it was expected to fail' })
  t.match(asserts[1]?.name, /^PULL null\/5\.2b a <b> & "c" 'd' # e \\ /)
  t.strictSame(comments, [
    '# the process under test ended by itself 2 times and was started again: PUSH null/5.5b\n',
    '# done again, as a busy machine may be why they went wrong: 1 runs\n',
  ])
  t.end()
})

t.test('TAP, strict: NON-STRICT fails', t => {
  const { asserts, results } = parseTap(tapReport(MIXED, true))
  t.equal(asserts[3]?.ok, false)
  t.equal(results?.ok, false)
  t.end()
})

t.test('TAP of nothing and of what is all well', t => {
  t.equal(parseTap(tapReport(suiteOf([]), false)).results?.ok, true)
  const good = suiteOf(
    MIXED.results.filter(
      ({ verdict, isUnexpectedPass }) => verdict === 'OK' && isUnexpectedPass !== true,
    ),
  )
  t.match(parseTap(tapReport(good, true)).results, { ok: true, count: 2, fail: 0 })
  t.end()
})

const attribute = (element: Element | undefined, name: string): string | undefined =>
  element?.attributes[name]

t.test('JUnit: well-formed, a suite for each place, counts that are true', t => {
  const root = readXml(junitReport(MIXED, false))
  t.equal(root.name, 'testsuites')
  t.match(attribute(root, 'name'), /^a <b> & "c" 'd' # e \\ \]\]> \uFFFD \u{1F600}$/u)
  t.strictSame(
    root.children.map(({ attributes }) => attributes),
    [
      { name: 'PULL bind', tests: '5', failures: '1', skipped: '1' },
      { name: 'PULL connect', tests: '1', failures: '0', skipped: '0' },
      { name: 'PUSH bind', tests: '1', failures: '0', skipped: '0' },
      { name: 'PAIR bind', tests: '1', failures: '1', skipped: '0' },
    ],
  )
  for (const suite of root.children) {
    const cases = suite.children.filter(({ name }) => name === 'testcase')
    const inner = (name: string): number =>
      cases.filter(({ children }) => children[0]?.name === name).length
    t.equal(String(cases.length), attribute(suite, 'tests'))
    t.equal(String(inner('failure')), attribute(suite, 'failures'))
    t.equal(String(inner('skipped')), attribute(suite, 'skipped'))
  }
  const [failure] = root.children[0]?.children[2]?.children ?? []
  t.equal(attribute(failure, 'type'), 'FAIL')
  t.match(failure?.text, /<- 0403/)
  const restarts = root.children.map(({ children }) => children[0]?.children[0]?.attributes)
  t.strictSame(
    restarts.map(each => each?.['value']),
    ['0', '0', '2', '0'],
  )
  t.end()
})

t.test('JUnit, strict: NON-STRICT fails', t => {
  const root = readXml(junitReport(MIXED, true))
  t.strictSame(
    root.children.map(suite => attribute(suite, 'failures')),
    ['1', '1', '0', '1'],
  )
  t.end()
})

t.test('the reader of XML finds what is not well-formed', t => {
  for (const bad of [
    '<a>',
    '<a></b>',
    '<a>&</a>',
    '<a b="<"/>',
    '<a/><b/>',
    'x<a/>',
    '<a b="" b=""/>',
  ]) {
    t.throws(() => readXml(bad), bad)
  }
  t.throws(() => readXml('<a>\u0001</a>'))
  t.end()
})

t.test('the summary: the gravest first, and nothing from outside is markup', async t => {
  const text = summaryMarkdown(
    suiteOf([
      resultOf('null/5.1', 'FAIL', { severity: 'pedantry', title: NASTY }),
      resultOf('null/5.2', 'FAIL', { severity: 'security', isExpected: true }),
      resultOf('null/5.3', 'NON-STRICT', { severity: 'robustness' }),
    ]),
  )
  t.match(text, /^## ZMTP conformance of an endpoint\n\nNON-STRICT 1 {2}FAIL 2 in 1 s\.\n/)
  t.match(text, /\n\| security \| 1 \| 1 \| 0 \|\n/)
  t.match(text, /### FAIL\n[^]*null\/5\.2b.*\(expected\) \|\n\| null\/5\.1b[^]*### NON-STRICT/)
  t.notMatch(text, /[^\\]<b>/)
})

const colour = (...results: readonly Parameters<typeof resultOf>[]) =>
  badgeOf(suiteOf(results.map(each => resultOf(...each)))).color

t.test('the badge', async t => {
  t.equal(colour(['null/5.1', 'OK'], ['null/5.2', 'UNIMPLEMENTED']), 'brightgreen')
  t.equal(colour(['null/5.1', 'NON-STRICT']), 'yellowgreen')
  t.equal(colour(['null/5.1', 'FAIL', { severity: 'pedantry' }]), 'orange')
  t.equal(colour(['null/5.1', 'FAIL', { severity: 'security' }]), 'red')
  t.equal(colour(), 'lightgrey')
  t.equal(badgeOf(suiteOf([], { unreachable: 'x' })).message, 'not judged')
})
