// The file of an ipc endpoint: who binds takes its place, who closes leaves it, for it may be another's by then.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import t from 'tap'
import type { EngineSocket } from '../../../lib/engine.js'
import { bytes, EventLog, onEngines, OPTION, take } from '../../support/engines.js'
import { ipcEndpoint } from '../../support/ipc.js'

const { LINGER } = OPTION
const inodeOf = (endpoint: string): number => statSync(endpoint.slice('ipc://'.length)).ino

onEngines('the one that bound last has the path, whoever closes', async (t, engine) => {
  for (const how of ['close', 'unbind'] as const) {
    const endpoint = ipcEndpoint(t)
    const old = engine.socket('PULL')
    const log = new EventLog(old)
    await old.bind(endpoint)
    const before = inodeOf(endpoint)
    const recent = engine.socket('PULL')
    t.equal(await recent.bind(endpoint), endpoint)
    t.not(inodeOf(endpoint), before)
    if (how === 'close') old.close()
    else await old.unbind(endpoint)
    await log.until('CLOSED')
    const push = engine.socket('PUSH', { [LINGER]: 0 })
    push.connect(endpoint)
    await push.send(bytes(how))
    t.strictSame(await take(recent, 1), [how])
    await recent.unbind(endpoint)
    t.ok(existsSync(endpoint.slice('ipc://'.length)), 'the file stays')
    log.close()
  }
})

onEngines('what is there is replaced, but for a directory', async (t, engine) => {
  const file = ipcEndpoint(t)
  writeFileSync(file.slice('ipc://'.length), 'no socket')
  const bound: EngineSocket = engine.socket('PULL')
  await bound.bind(file)
  const directory = ipcEndpoint(t)
  mkdirSync(directory.slice('ipc://'.length))
  await t.rejects(bound.bind(directory), { code: 'EADDRINUSE' })
  await t.rejects(bound.bind(`${directory}/missing/x`), { code: 'ENOENT' })
})

onEngines('a path of the longest length, and of a name of one octet', async (t, engine) => {
  const home = dirname(ipcEndpoint(t).slice('ipc://'.length))
  for (const length of [home.length + 2, 107]) {
    const endpoint = `ipc://${home}/${'n'.repeat(length - home.length - 1)}`
    const pull = engine.socket('PULL')
    const push = engine.socket('PUSH', { [LINGER]: 0 })
    await pull.bind(endpoint)
    push.connect(endpoint)
    await push.send(bytes('x'))
    t.strictSame(await take(pull, 1), ['x'], `${length} octets`)
  }
})

t.test('two processes', async t => {
  const endpoint = ipcEndpoint(t)
  const program = `
    const { Pull } = await import('rawzmq')
    const pull = new Pull()
    await pull.bind(${JSON.stringify(endpoint)})
    console.log('bound')
    for await (const line of process.stdin) { void line; pull.close() }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.teardown(() => void child.kill())
  await once(child.stdout, 'data')
  const { Pull, Push } = await import('../../../lib/index.js')
  const pull = new Pull()
  const push = new Push({ linger: 0 })
  t.teardown(() => [pull, push].forEach(socket => socket.close()))
  await pull.bind(endpoint)
  child.stdin.end('close\n')
  await once(child, 'close')
  push.connect(endpoint)
  await push.send('after')
  t.strictSame((await pull.receive()).map(String), ['after'])
})
