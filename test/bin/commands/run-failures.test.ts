// The bad ends of `rawzmq run`, with real processes: each says what happened, has the right exit code,
// and leaves no process behind.
import { once } from 'node:events'
import { accessSync, constants, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import t from 'tap'
import { consumerPids, expectEnd, resultOf, start } from '../../support/program.js'

/** As fast as it goes, and no time limit of its own: a busy machine may need long to start processes. */
const QUICK = ['--interval', '0', '--work', '0', '--timeout', '0', '--json']
const TWO = ['run', '--consumers', '2', '--timeout', '0', '--json']
/** Two consumers, and work that never ends by itself. */
const ENDLESS = [...TWO, '--times', '1000000', '--interval', '20', '--work', '0']

t.setTimeout(600_000)

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
  // Three seconds of work: it must not be over before the signal has come.
  const program = start(t, [...TWO, '--times', '30', '--interval', '100', '--work', '0'])
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
