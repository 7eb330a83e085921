// A fast part of `rawzmq compare`: these scenarios on both engines, in both versions of the events.
import t from 'tap'
import {
  casesOf,
  describeResult,
  runCases,
  SCENARIOS,
  selectCases,
} from '../../lib/compare/index.js'
import { nativeEngine } from '../../lib/native/index.js'
import { typescriptEngine } from '../../lib/socket/engine.js'

const FAST = [
  'bind-in-use',
  'bind-ipc-',
  'bind-wildcard',
  'connect-ipv6-without-option',
  'connect-name',
  'error-',
  'handshake/',
  'inproc-silence',
  'interval-doubles',
  'mechanism-unknown',
  'monitor-',
  'peer-closes',
  'ready-',
  'reconnect-stop-',
  'refused',
  'unbind',
]

t.test('the fast scenarios', async t => {
  const engines = { typescript: async () => typescriptEngine(), native: () => nativeEngine() }
  const { selected, unknown } = selectCases(casesOf(SCENARIOS), FAST)
  t.same(unknown, [])
  const results = await runCases(selected, { engines, jobs: 2 }, () => {})
  t.equal(results.length, selected.length)
  for (const result of results) {
    t.not(result.verdict, 'different', result.id)
    if (result.verdict === 'different') t.comment(describeResult(result, { hasRawParts: true }))
  }
})
