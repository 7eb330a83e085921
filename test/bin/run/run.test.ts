// A run whose consumers are not what they should be. They are processes, the run itself is in this one.
import t, { type Test } from 'tap'
import { run, type ConsumerCommand } from '../../../bin/run/run.js'
import type { RunFlags } from '../../../bin/run/options.js'
import { openTerminal } from '../../../bin/terminal.js'
import { systemClock, type Clock } from '../../../lib/clock.js'
import { FakeClock } from '../../support/fake-clock.js'
import { FakeProcess } from '../../support/fake-process.js'
import { isGone, resultOf, rowsOf, type Row } from '../../support/program.js'

const LIBRARY = new URL('../../../lib/index.js', import.meta.url).href

const FLAGS: RunFlags = {
  consumers: 1,
  endpoint: 'tcp://127.0.0.1:*',
  times: 1,
  gate: 'ready',
  interval: 0,
  work: 0,
  timeout: 300_000,
  engine: 'typescript',
  json: true,
}

/** Little: none of these consumers listens. */
const PATIENCE = { stopMs: 100, idleMs: 60_000, clock: systemClock }

t.setTimeout(600_000)

/** Runs with these consumers; `onRow` sees each row as it comes. */
async function runWith(
  t: Test,
  command: ConsumerCommand,
  flags: Partial<RunFlags> = {},
  onRow: (row: Row, host: FakeProcess) => void = () => {},
  clock: Clock = systemClock,
) {
  const host = new FakeProcess()
  const terminal = openTerminal(host)
  host.stdout.on('data', (text: string) => {
    for (const row of rowsOf(text)) onRow(row, host)
  })
  const code = await run({ ...FLAGS, ...flags }, terminal, { ...PATIENCE, command, clock })
  terminal.release()
  for (const { type, pid } of rowsOf(host.out)) {
    if (type === 'started') t.ok(await isGone(Number(pid)), 'no orphan')
  }
  return { code, result: resultOf({ stdout: host.out }), err: host.err }
}

const script = (source: string): ConsumerCommand => {
  return (_id, endpoint) => [
    process.execPath,
    '--input-type=module',
    '--eval',
    `import { Pull } from ${JSON.stringify(LIBRARY)}
     const endpoint = ${JSON.stringify(endpoint)}
     ${source}`,
  ]
}

/** Comes, receives, and never goes. */
const STAYS = script(`
  const pull = new Pull()
  pull.connect(endpoint)
  for await (const [message] of pull);
`)

/** Is there and never comes. */
const NEVER_COMES = script('setInterval(() => {}, 1 << 30)')

/** The second fails at once, others never come. */
const ONE_FAILS: ConsumerCommand = (id, ...rest) =>
  id === 2 ? [process.execPath, '--eval', 'process.exit(7)'] : NEVER_COMES(id, ...rest)

t.test('a consumer process that cannot start', async t => {
  const { code, result, err } = await runWith(t, () => ['/nonexistent/program'])
  t.equal(code, 3)
  t.match(result, { outcome: 'failed', code: 'ERR_CONSUMER_NOT_STARTED', sent: 0 })
  t.match(err, /^rawzmq: consumer 1 is gone before the start: its process cannot start: .*ENOENT/)
})

t.test('a consumer process that fails at once, one of two', async t => {
  const { code, result, err } = await runWith(t, ONE_FAILS, { consumers: 2 })
  t.equal(code, 3)
  t.match(result, {
    outcome: 'failed',
    consumers: [
      { id: 1, exitCode: null, signal: 'SIGKILL' },
      { id: 2, exitCode: 7 },
    ],
  })
  t.match(err, 'consumer 2 is gone before the start: its process ended with exit code 7')
})

t.test('a consumer that is killed before the start', async t => {
  const { code, result, err } = await runWith(t, NEVER_COMES, {}, ({ type, pid }) => {
    if (type === 'started') process.kill(Number(pid), 'SIGKILL')
  })
  t.equal(code, 3)
  t.match(result, { outcome: 'failed', code: 'ERR_CONSUMER_NOT_STARTED', sent: 0 })
  t.match(err, 'rawzmq: consumer 1 is gone before the start: killed by SIGKILL')
})

t.test('a consumer that never comes', async t => {
  const { code, result, err } = await runWith(t, NEVER_COMES, { timeout: 300 })
  t.equal(code, 3)
  t.match(result, { outcome: 'timed-out', code: 'ERR_CONSUMERS_MISSING', sent: 0 })
  t.match(
    err,
    'rawzmq: 1 of 1 consumer did not come within 300 ms: nobody connected (--wait-timeout gives more time)',
  )
})

t.test('a consumer that does not leave', async t => {
  const clock = new FakeClock()
  const onRow = ({ kind }: Row): void => {
    if (kind === 'quit') clock.advance(6000)
  }
  const { code, result, err } = await runWith(t, STAYS, { timeout: 6000 }, onRow, clock)
  t.equal(code, 3)
  t.match(result, {
    outcome: 'timed-out',
    code: 'ERR_CONSUMERS_STILL_LIVE',
    sent: 1,
    consumers: [{ exitCode: null, signal: 'SIGKILL' }],
  })
  t.match(err, 'rawzmq: 1 consumer did not leave within 6000 ms')
})

t.test('Ctrl-C with a consumer that does not listen', async t => {
  const { code, result } = await runWith(t, NEVER_COMES, {}, ({ type }, host) => {
    if (type === 'started') host.emit('SIGINT')
  })
  t.equal(code, 130)
  t.match(result, { outcome: 'aborted', consumers: [{ signal: 'SIGKILL' }] })
})

t.test('Ctrl-C before anything', async t => {
  const host = new FakeProcess()
  const terminal = openTerminal(host)
  host.emit('SIGINT')
  const code = await run(FLAGS, terminal, { command: NEVER_COMES, ...PATIENCE })
  terminal.release()
  t.equal(code, 130)
  t.match(resultOf({ stdout: host.out }), { outcome: 'aborted', consumers: [], events: {} })
})

t.test('a consumer that leaves without a word of what it received', async t => {
  const leaves = script(`
    const pull = new Pull()
    pull.connect(endpoint)
    for await (const [message] of pull) if (String(message) === 'Quit') break
    console.log('bye')
    process.exit()
  `)
  const { code, result, err } = await runWith(t, leaves)
  t.equal(code, 1)
  t.match(result, { outcome: 'stopped', code: 'ERR_MESSAGES_LOST', missing: ['Data-000-000'] })
  t.match(err, 'rawzmq: consumer 1 said: bye')
  t.match(err, 'rawzmq: 1 message reached nobody')
})
