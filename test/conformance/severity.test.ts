// Each case has a severity that fits what it asks; what is counted are cases, and the gravest verdict on each.
import t from 'tap'
import { CASES } from '../../lib/conformance/cases/index.js'
import { isNamed } from '../../lib/conformance/select.js'
import {
  EXCEPTIONS,
  SEVERITIES,
  severityCounts,
  severityLines,
  severityOf,
} from '../../lib/conformance/severity.js'
import { resultOf } from './report/suites.js'

t.test('every case has one, which survives JSON', async t => {
  for (const each of CASES) t.ok(SEVERITIES.includes(severityOf(each)), each.id)
  t.ok(CASES.every(each => each.severity === severityOf(each)))
})

t.test('one of each kind', async t => {
  const severities = Object.fromEntries(CASES.map(each => [each.id, each.severity]))
  t.match(severities, {
    'framing/8.1': 'interoperability', // an empty message
    'pubsub/19.2': 'interoperability',
    'curve/13.26': 'interoperability', // libzmq loses what another may send
    'conn/20.12': 'interoperability',
    'curve/13.16': 'security',
    'plain/11.4': 'security',
    'mechanism/4.1': 'security',
    'heartbeat/10.4': 'security',
    'robust/21.7': 'robustness',
    'framing/8.15': 'robustness',
    'greeting/1.7': 'pedantry',
    'metadata/7.6': 'pedantry',
  })
})

t.test('the names of exceptions are cases', async t => {
  const known = new Set(CASES.map(({ id }) => id))
  const names = EXCEPTIONS.flatMap(([, list]) => list.split(' '))
  t.strictSame(
    names.filter(name => !known.has(name) && ![...known].some(id => isNamed(id, name))),
    [],
  )
  t.strictSame(
    names.filter((name, at) => names.indexOf(name) !== at),
    [],
    'each once',
  )
})

t.test('counts', async t => {
  const results = [
    resultOf('null/5.1', 'OK', { severity: 'security' }),
    resultOf('null/5.2', 'FAIL', { severity: 'pedantry' }),
    resultOf('null/5.2', 'NON-STRICT', { severity: 'pedantry', socket: 'PUSH' }),
    resultOf('null/5.2', 'FAIL', { severity: 'pedantry', socket: 'PAIR' }),
    resultOf('null/5.3', 'NON-STRICT', { severity: 'pedantry' }),
    resultOf('null/5.4', 'UNIMPLEMENTED', { severity: 'robustness' }),
  ]
  t.strictSame(severityCounts(results), {
    security: { cases: 1, fail: 0, nonStrict: 0 },
    interoperability: { cases: 0, fail: 0, nonStrict: 0 },
    robustness: { cases: 0, fail: 0, nonStrict: 0 },
    pedantry: { cases: 2, fail: 1, nonStrict: 1 },
  })
  t.strictSame(
    severityLines(results).map(line => line.replaceAll(/ +/g, ' ')),
    ['security 1 cases, 0 failed, 0 not strict', 'pedantry 2 cases, 1 failed, 1 not strict'],
  )
})
