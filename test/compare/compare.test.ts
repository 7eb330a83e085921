// A fast part of `rawzmq compare`: these scenarios on both engines, in both versions of the events.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import {
  trialsOf,
  describeResult,
  runTrials,
  SCENARIOS,
  selectTrials,
} from '../../lib/compare/index.js'
import { nativeEngine } from '../../lib/native/index.js'
import { typescriptEngine } from '../../lib/socket/engine.js'

const FAST = [
  'bind-in-use',
  'bind-ipc-',
  'bind-wildcard',
  'connect-ipv6-without-option',
  'connect-name',
  'curve-',
  'error-',
  'handshake/',
  'inproc-silence',
  'interval-doubles',
  'mechanism-unknown',
  'monitor-',
  'peer-closes',
  'plain-',
  'ready-',
  'reconnect-stop-',
  'refused',
  'unbind',
  'zap-',
]

t.test('the fast scenarios, which leave nothing behind', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'rz-'))
  const { TMPDIR: before } = process.env
  process.env['TMPDIR'] = folder
  t.teardown(() => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
    rmSync(folder, { recursive: true, force: true })
  })
  const engines = { typescript: async () => typescriptEngine(), native: () => nativeEngine() }
  const { selected, unknown } = selectTrials(trialsOf(SCENARIOS), FAST)
  t.same(unknown, [])
  const results = await runTrials(selected, { engines, jobs: 2 }, () => {})
  t.equal(results.length, selected.length)
  t.strictSame(
    readdirSync(folder),
    [],
    'libzmq leaves a folder where the file of a wildcard is gone',
  )
  t.equal(process.env['TMPDIR'], folder)
  for (const result of results) {
    t.not(result.verdict, 'different', result.id)
    if (result.verdict === 'different') t.comment(describeResult(result, { hasRawParts: true }))
  }
})
