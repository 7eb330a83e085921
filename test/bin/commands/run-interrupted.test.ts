// `rawzmq run` ended from outside, in every phase: Ctrl-C, SIGTERM, a closed stdout, kill -9. No process is
// left behind, whatever ends it.
import t from 'tap'
import { consumerPids, expectEnd, isGone, resultOf, rowsOf, start } from '../../support/program.js'

const ONE = ['run', '--consumers', '1', '--timeout', '0', '--json']
/** Work that never ends by itself. */
const ENDLESS = [...ONE, '--times', '1000000', '--interval', '20', '--work', '0']
const ENDLESS_FOR_TWO = [...ENDLESS, '--consumers', '2']

t.setTimeout(600_000)

const PHASES: Readonly<Record<string, readonly [args: readonly string[], wanted: object]>> = {
  'before any consumer is there': [ENDLESS, { type: 'bound' }],
  'while consumers start': [ENDLESS, { type: 'started', id: 1 }],
  'while some are there': [ENDLESS, { side: 'consumer', kind: 'start' }],
  'in the work': [ENDLESS, { side: 'consumer', kind: 'recv' }],
  'in the drain': [
    [...ONE, '--times', '0', '--work', '1000000'],
    { side: 'producer', kind: 'quit' },
  ],
}

for (const [phase, [args, wanted]] of Object.entries(PHASES)) {
  t.test(`Ctrl-C ${phase}`, async t => {
    const program = start(t, args)
    await program.row(wanted as Record<string, unknown>)
    program.child.kill('SIGINT')
    const ending = await expectEnd(t, program, 130)
    t.match(resultOf(ending), { outcome: 'aborted', exitCode: 130 })
    t.match(ending.stderr, /^rawzmq: interrupted: aborted while (waiting|open|draining)\n$/)
  })
}

t.test('Ctrl-C in a terminal: every process of the run gets it', async t => {
  const program = start(t, ENDLESS_FOR_TWO, { detached: true })
  await program.row({ side: 'consumer', kind: 'recv' })
  process.kill(-Number(program.child.pid), 'SIGINT')
  const ending = await expectEnd(t, program, 130)
  t.match(ending.stderr, /^rawzmq: interrupted: [^\n]*\n$/)
})

t.test('SIGTERM', async t => {
  const program = start(t, ENDLESS)
  await program.row({ side: 'consumer', kind: 'recv' })
  program.child.kill('SIGTERM')
  await expectEnd(t, program, 130)
})

t.test('a second Ctrl-C ends it at once, and its consumers too', async t => {
  const program = start(t, ENDLESS_FOR_TWO)
  await program.row({ side: 'consumer', kind: 'recv' })
  const [deaf = 0, obedient = 0] = consumerPids(program.stdout)
  // One cannot do what it is told, so that there is time for a second Ctrl-C.
  process.kill(deaf, 'SIGSTOP')
  program.child.kill('SIGINT')
  t.ok(await isGone(obedient))
  program.child.kill('SIGINT')
  const { stdout } = await expectEnd(t, program, 130)
  t.not(rowsOf(stdout).at(-1)?.['type'], 'result')
})

t.test('nobody reads stdout any more', async t => {
  const program = start(t, ENDLESS)
  await program.row({ side: 'consumer', kind: 'recv' })
  const pids = consumerPids(program.stdout)
  program.child.stdout?.destroy()
  const { code, stderr } = await program.ended
  t.equal(code, 1)
  t.equal(stderr, 'rawzmq: nobody reads the output: aborted while open\n')
  for (const pid of pids) t.ok(await isGone(pid), 'no orphan')
})

t.test('the producer’s process is killed: consumers say so and end', async t => {
  const program = start(t, ENDLESS_FOR_TWO)
  await program.row({ side: 'consumer', kind: 'recv', id: 1 })
  await program.row({ side: 'consumer', kind: 'recv', id: 2 })
  const pids = consumerPids(program.stdout)
  program.child.kill('SIGKILL')
  // Their stderr is the one they were born with: it ends when they have.
  const { stderr } = await program.ended
  for (const pid of pids) t.ok(await isGone(pid), 'no orphan')
  for (const id of [1, 2]) {
    t.match(stderr, `rawzmq: consumer ${id}: the process that started it has ended`)
  }
})
