// No descriptors left (EMFILE). libzmq says ACCEPT_FAILED in a busy loop until one is free again. Node's
// own loop takes the connection and closes it at once, so ours has nothing to say: those beyond the
// limit see their connection end, the others are unharmed, and all is well once there is room again.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import t from 'tap'
import { typescriptEngine } from '../../lib/socket/engine.js'

/** Enough for Node to load our files, many at a time; fewer than the connections, which are no more than a backlog holds. */
const FILES_MAX = 80
const CONNECTIONS = 98

t.test('a process without descriptors', { skip: process.platform === 'win32' }, async t => {
  const program = new URL('../support/few-descriptors.js', import.meta.url).pathname
  const child = spawn('sh', [
    '-c',
    `ulimit -n ${FILES_MAX} && exec "$0" "$1"`,
    process.execPath,
    program,
  ])
  t.teardown(() => child.kill('SIGKILL'))
  const rows: Record<string, unknown>[] = []
  const waiting: (() => void)[] = []
  createInterface(child.stdout).on('line', line => {
    rows.push(JSON.parse(line))
    for (const wake of waiting.splice(0)) wake()
  })
  const until = async (isTrue: () => boolean): Promise<void> => {
    while (!isTrue()) await new Promise<void>(resolve => waiting.push(resolve))
  }
  const count = (event: string): number => rows.filter(row => row.event === event).length

  await until(() => rows.length > 0)
  const endpoint = String(rows[0]?.endpoint)
  const port = Number(endpoint.split(':').at(-1))
  let refused = 0
  const peers: Socket[] = []
  for (let index = 0; index < CONNECTIONS; index++) {
    const peer = connect(port, '127.0.0.1').on('error', () => {})
    peer.resume()
    peer.on('close', () => {
      refused++
      for (const wake of waiting.splice(0)) wake()
    })
    peers.push(peer)
  }
  await until(() => count('ACCEPTED') + refused === CONNECTIONS)
  t.ok(refused > 0, 'some are beyond the limit')
  t.ok(count('ACCEPTED') > 0, 'the others are not')
  t.equal(count('ACCEPT_FAILED'), 0, 'nothing is said of those, let alone in a loop')
  t.equal(count('DISCONNECTED'), 0, 'nobody else is harmed')

  const accepted = count('ACCEPTED')
  for (const peer of peers) peer.destroy()
  await until(() => count('DISCONNECTED') === accepted)
  const engine = typescriptEngine()
  const push = engine.socket('PUSH')
  push.connect(endpoint)
  await push.send([Buffer.from('there is room again')])
  await until(() => rows.some(row => row.message === 'there is room again'))
  t.equal(count('HANDSHAKE_SUCCEEDED'), 1)
  await engine.close()
  child.stdin.end()
  const [exitCode] = await once(child, 'exit')
  t.equal(exitCode, 0)
})
