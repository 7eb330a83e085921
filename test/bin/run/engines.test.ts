// A run on every pair of engines: which one sends, which one receives.
import t from 'tap'
import { describeEngine, openEngine } from '../../../bin/run/engines.js'
import { resultOf, start } from '../../support/program.js'

/** As fast as it goes, and no time limit of its own: a busy machine may need long to start processes. */
const QUICK = ['--interval', '0', '--work', '0', '--timeout', '0']

t.setTimeout(600_000)

t.test('engines by name', async t => {
  for (const name of ['typescript', 'native'] as const) {
    const engine = await openEngine(name)
    t.equal(engine.name, name)
    await engine.close()
  }
  t.equal(describeEngine('typescript', '4.3.5'), 'ours (as libzmq 4.3.5)')
  t.equal(describeEngine('native', '4.3.4'), 'libzmq 4.3.4')
})

for (const engine of ['typescript', 'native']) {
  for (const consumerEngine of ['typescript', 'native']) {
    t.test(`${engine} sends, ${consumerEngine} receives`, async t => {
      const engines = ['--engine', engine, '--consumer-engine', consumerEngine]
      const args = ['run', ...QUICK, '--consumers', '2', '--times', '6', ...engines, '--json']
      const ending = await start(t, args).ended
      t.equal(ending.code, 0, ending.stderr)
      t.match(resultOf(ending), {
        engine,
        engineVersion: /^4\.3\.\d$/,
        consumerEngine,
        consumers: [1, 2].map(id => ({ id, engine: consumerEngine, quits: 1, exitCode: 0 })),
        sent: 6,
        quits: 2,
        events: { LISTENING: 1, ACCEPTED: 2, HANDSHAKE_SUCCEEDED: 2, DISCONNECTED: 2 },
        missing: [],
      })
    })
  }
}

t.test('the summary says which libzmq ran', async t => {
  const args = ['run', ...QUICK, '--consumers', '1', '--times', '1', '--engine', 'native']
  const { code, stderr } = await start(t, args).ended
  t.equal(code, 0, stderr)
  t.match(stderr, /^policy of the gate: ready; engine libzmq 4\.3\.\d$/m)
  t.match(stderr, /^consumers' engine libzmq 4\.3\.\d$/m)
})
