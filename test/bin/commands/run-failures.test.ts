// The bad ends of `rawzmq run`, with real processes: each says what happened, has the right exit code,
// and leaves no process behind.
import { once } from 'node:events'
import { accessSync, constants, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import {
  isGone,
  resultOf,
  rowsOf,
  start,
  type Ending,
  type Program,
} from '../../support/program.js'

const QUICK = ['--interval', '0', '--work', '0', '--json']
const TWO = ['run', '--consumers', '2', '--json']
/** Two consumers, and work that never ends by itself. */
const ENDLESS = [...TWO, '--times', '1000000', '--interval', '20', '--work', '0']

t.setTimeout(180_000)

/** The consumers' process ids so far. */
function consumerPids(stdout: string): number[] {
  return rowsOf(stdout)
    .filter(({ type }) => type === 'started')
    .map(({ pid }) => Number(pid))
}

/** That the program ended with this code, and none of its consumers is left. */
async function expectEnd(t: Test, program: Program, code: number): Promise<Ending> {
  const ending = await program.ended
  t.strictSame([ending.code, ending.signal], [code, null], ending.stderr)
  for (const pid of consumerPids(ending.stdout)) t.ok(await isGone(pid), 'no orphan')
  return ending
}

t.test('a port that is taken', async t => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const endpoint = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const gate of ['ready', 'article']) {
    const program = start(t, ['run', '--endpoint', endpoint, '--gate', gate, ...QUICK])
    const ending = await expectEnd(t, program, 1)
    t.match(ending.stderr, `rawzmq: cannot bind ${endpoint}: Address already in use (EADDRINUSE)`)
    t.match(resultOf(ending), { outcome: 'failed', code: 'EADDRINUSE', sent: 0 })
  }
})

t.test('port 555 without rights, as in the article', async t => {
  const options = withoutRights()
  if (options === undefined) {
    t.pass('this process cannot be without the right to bind 555')
    return
  }
  const endpoint = 'tcp://127.0.0.1:555'
  const ending = await expectEnd(t, start(t, ['run', '--endpoint', endpoint, ...QUICK], options), 1)
  t.match(
    ending.stderr,
    `cannot bind ${endpoint}: Permission denied (EACCES); ports below 1024 need rights`,
  )
})

/** How to start a process that may not bind port 555; undefined where that cannot be done. */
function withoutRights(): { uid?: number } | undefined {
  if (process.platform !== 'linux') return undefined
  const least = readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8')
  if (Number(least) <= 555) return undefined
  if (process.getuid?.() !== 0) return {}
  // Another user must be able to read this program.
  accessSync(import.meta.dirname ?? '.', constants.R_OK)
  return { uid: 65_534 }
}

t.test('a path that cannot be', async t => {
  const endpoint = 'ipc:///nonexistent/of/rawzmq'
  const ending = await expectEnd(t, start(t, ['run', '--endpoint', endpoint, ...QUICK]), 1)
  t.match(ending.stderr, /cannot bind ipc:.*\(ENOENT\)/)
})

t.test('a consumer that is killed in the middle: the others go on', async t => {
  const program = start(t, [...TWO, '--times', '30', '--interval', '10', '--work', '0'])
  const { pid } = await program.row({ type: 'started', id: 2 })
  await program.row({ side: 'consumer', kind: 'recv', id: 2 })
  process.kill(Number(pid), 'SIGKILL')
  const ending = await expectEnd(t, program, 3)
  t.match(ending.stderr, 'consumer 2: killed by SIGKILL')
  const result = resultOf(ending)
  t.match(result, { outcome: 'stopped', code: 'ERR_CONSUMER_LOST', sent: 30, quits: 1, lost: 1 })
  t.match(result['consumers'], [
    { id: 1, quits: 1, exitCode: 0 },
    { id: 2, quits: 0, exitCode: null, signal: 'SIGKILL' },
  ])
})

t.test('all consumers killed in the middle', async t => {
  const program = start(t, ENDLESS)
  await program.row({ side: 'consumer', kind: 'recv', id: 2 })
  for (const pid of consumerPids(program.stdout)) process.kill(pid, 'SIGKILL')
  const ending = await expectEnd(t, program, 3)
  t.match(ending.stderr, /rawzmq: every consumer died in the middle of the work/)
  t.match(resultOf(ending), { outcome: 'failed', code: 'ERR_NO_CONSUMER_LEFT' })
})

const PHASES: Readonly<Record<string, readonly [args: readonly string[], wanted: object]>> = {
  'before any consumer is there': [ENDLESS, { type: 'bound' }],
  'while consumers start': [ENDLESS, { type: 'started', id: 1 }],
  'while some are there': [ENDLESS, { side: 'consumer', kind: 'start' }],
  'in the work': [ENDLESS, { side: 'consumer', kind: 'recv' }],
  'in the drain': [
    [...TWO, '--times', '2', '--interval', '0', '--work', '100000'],
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

t.test('SIGTERM', async t => {
  const program = start(t, ENDLESS)
  await program.row({ side: 'consumer', kind: 'recv' })
  program.child.kill('SIGTERM')
  await expectEnd(t, program, 130)
})

t.test('a second Ctrl-C ends it at once, and its consumers too', async t => {
  const program = start(t, ENDLESS)
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
  const program = start(t, ENDLESS)
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
