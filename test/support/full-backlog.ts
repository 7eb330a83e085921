// A tcp endpoint where a connect is never answered.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Test } from 'tap'

/** Listens with a backlog of one and never accepts: only a process that sleeps does that in Node. */
const SLEEPER = `
  const server = require('node:net').createServer()
  server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20000)
  })`

/** An endpoint on loopback that takes no more connections, and says so to nobody. */
export async function fullBacklog(t: Test): Promise<string> {
  const child = spawn(process.execPath, ['-e', SLEEPER], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  const [port] = (await once(child.stdout, 'data')) as [Buffer]
  // The system queues backlog + 1; a few more, which wait for ever, make sure.
  const sockets = Array.from({ length: 5 }, () => connect(Number(port), '127.0.0.1'))
  for (const socket of sockets) socket.on('error', () => {})
  t.teardown(() => sockets.forEach(socket => socket.destroy()))
  await Promise.all(sockets.slice(0, 2).map(socket => once(socket, 'connect')))
  return `tcp://127.0.0.1:${port}`
}
