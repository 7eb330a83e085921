// The exit codes of the README, for every command to which they can come.
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { main } from '../../bin/main.js'
import { FakeProcess } from '../support/fake-process.js'
import { ipcEndpoint } from '../support/ipc.js'
import { Program } from '../support/program.js'

const ANY = 'tcp://127.0.0.1:*'
const NOWHERE = 'dist/nowhere/at/all'

async function rawzmq(...args: readonly string[]) {
  const host = new FakeProcess()
  const code = await main(args, host)
  return { code: code === 0 ? (host.exitCode ?? 0) : code, out: host.out, err: host.err }
}

const pathOf = (endpoint: string): string => endpoint.slice('ipc://'.length)

t.test('2: a file that cannot be opened, in the system’s words', async t => {
  const calls: readonly (readonly string[])[] = [
    ['decode', NOWHERE],
    ['replay', NOWHERE],
    ['report', NOWHERE, '-o', 'dist/never.html'],
    ['conform-monitor', NOWHERE],
    ['conform', '--engine', 'typescript', '--xfail', NOWHERE],
    ['conform', '--engine', 'typescript', '--add', NOWHERE],
    ['run', '--capture', NOWHERE],
    ['producer', '--bind', ANY, '--capture', NOWHERE],
    ['consumer', '--connect', 'tcp://127.0.0.1:1', '--capture', NOWHERE],
    ['monitor', 'PULL', '--bind', ANY, '--capture', NOWHERE],
    ['proxy', '--listen', ANY, '--to', 'tcp://127.0.0.1:1', '--capture', NOWHERE],
    ['proxy', '--listen', ANY, '--to', 'tcp://127.0.0.1:1', '--pcap', NOWHERE],
  ]
  for (const call of calls) {
    const { code, err } = await rawzmq(...call)
    t.equal(code, 2, call.join(' '))
    t.match(err, `${NOWHERE}: no such file or directory (ENOENT)\n`)
  }
})

t.test('2: an endpoint that is none', async t => {
  for (const endpoint of ['tcp://127.0.0.1:x', 'nonsense', 'carrier://pigeon']) {
    const calls: readonly (readonly string[])[] = [
      ['run', '--endpoint', endpoint],
      ['producer', '--bind', endpoint],
      ['consumer', '--connect', endpoint],
      ['monitor', 'PULL', '--bind', endpoint],
      ['monitor', 'PULL', '--connect', endpoint],
      ['proxy', '--listen', endpoint, '--to', 'tcp://127.0.0.1:1'],
      ['proxy', '--listen', ANY, '--to', endpoint],
      ['conform', '--socket', 'PULL', '--connect', endpoint],
      ['conform', '--socket', 'PULL', '--listen', endpoint],
    ]
    for (const call of calls) {
      const { code, err } = await rawzmq(...call)
      t.equal(code, 2, call.join(' '))
      t.ok(err.includes(endpoint), err)
    }
  }
})

t.test('1: an address that is taken, or where there is no place', async t => {
  const server = createServer().listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const taken = ipcEndpoint(t)
  const local = createServer().listen(pathOf(taken))
  t.teardown(() => local.close())
  await once(local, 'listening')
  const noPlace = `ipc://${join(pathOf(ipcEndpoint(t)), 'no', 'directory')}`
  for (const endpoint of [`tcp://127.0.0.1:${port}`, noPlace]) {
    const calls: readonly (readonly string[])[] = [
      ['run', '--endpoint', endpoint],
      ['producer', '--bind', endpoint],
      ['monitor', 'PULL', '--bind', endpoint],
      ['proxy', '--listen', endpoint, '--to', 'tcp://127.0.0.1:1'],
    ]
    for (const call of calls) {
      const { code, err } = await rawzmq(...call)
      t.equal(code, 1, call.join(' '))
      t.ok(err.includes(endpoint.replace(/^\w+:\/\//, '')), err)
      t.notMatch(err, '1024')
    }
  }
  const { code, err } = await rawzmq('proxy', '--listen', taken, '--to', 'tcp://127.0.0.1:1')
  t.equal(code, 1)
  t.match(err, `${pathOf(taken)}: address already in use (EADDRINUSE)`)
})

t.test('130: a second Ctrl-C ends a command that does not end by itself', async t => {
  const terminal = new URL('../../bin/terminal.js', import.meta.url).href
  const script = `import { openTerminal } from ${JSON.stringify(terminal)}
    const { signal } = openTerminal(process)
    signal.addEventListener('abort', () => console.log('once'))
    setInterval(() => {}, 1000)
    console.log('begun')`
  const program = new Program([process.execPath, '--input-type=module', '-e', script])
  await program.found(/begun/)
  program.child.kill('SIGINT')
  await program.found(/once/)
  program.child.kill('SIGTERM')
  t.match(await program.ended, { code: 130, signal: null })
})
