// The forms of endpoints, as zmq_tcp(7), zmq_ipc(7) and zmq_inproc(7) have them.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../../../lib/engine.js'
import { ipcEndpoint } from '../../support/ipc.js'
import { noIpv6 } from '../../support/ipv6.js'
import { bytes, EventLog, onEngines, OPTION, take } from '../../support/engines.js'
import type { Test } from 'tap'

/** Sends a message to a bound PULL by a PUSH that connects to `target`. */
async function passes(t: Test, engine: Engine, bind: string, target: (bound: string) => string) {
  const pull = engine.socket('PULL', { [OPTION.IPV6]: bind.includes('[') })
  const push = engine.socket('PUSH', { [OPTION.IPV6]: bind.includes('[') })
  const bound = await pull.bind(bind)
  push.connect(target(bound))
  await push.send(bytes(bind))
  t.same(await take(pull, 1), [bind])
  push.close()
  pull.close()
  return bound
}

const portOf = (endpoint: string): string => endpoint.slice(endpoint.lastIndexOf(':') + 1)
const loopback = (bound: string): string => `tcp://127.0.0.1:${portOf(bound)}`

onEngines('tcp: addresses, names, interfaces, wildcards', async (t, engine) => {
  for (const [bind, pattern] of [
    ['tcp://127.0.0.1:*', /^tcp:\/\/127\.0\.0\.1:\d+$/],
    ['tcp://127.0.0.1:0', /^tcp:\/\/127\.0\.0\.1:\d+$/],
    ['tcp://127.0.0.2:*', /^tcp:\/\/127\.0\.0\.2:\d+$/],
    ['tcp://localhost:*', /^tcp:\/\/127\.0\.0\.1:\d+$/],
    ['tcp://lo:*', /^tcp:\/\/127\.0\.0\.1:\d+$/],
    ['tcp://*:*', /^tcp:\/\/0\.0\.0\.0:\d+$/],
  ] as const) {
    const target = bind.includes('127.0.0.2') ? (bound: string) => bound : loopback
    const bound = await passes(t, engine, bind, target)
    t.match(bound, pattern, bind)
    t.not(portOf(bound), '0')
  }
  await passes(t, engine, 'tcp://127.0.0.1:*', bound => `tcp://localhost:${portOf(bound)}`)
})

onEngines('tcp over IPv6', { skip: noIpv6 }, async (t, engine) => {
  t.match(await passes(t, engine, 'tcp://[::1]:*', bound => bound), /^tcp:\/\/\[::1\]:\d+$/)
  const pull = engine.socket('PULL', { [OPTION.IPV6]: true })
  const log = new EventLog(pull)
  const bound = await pull.bind('tcp://*:*')
  t.match(bound, /^tcp:\/\/\[::\]:\d+$/)
  const old = engine.socket('PUSH')
  old.connect(`tcp://127.0.0.1:${portOf(bound)}`)
  await old.send(bytes('by IPv4'))
  t.same(await take(pull, 1), ['by IPv4'])
  const { local, remote } = await log.until('ACCEPTED')
  t.equal(local, `tcp://[::ffff:127.0.0.1]:${portOf(bound)}`)
  t.match(remote, /^tcp:\/\/\[::ffff:127\.0\.0\.1\]:\d+$/)
  await t.rejects(engine.socket('PULL').bind('tcp://[::1]:*'), { code: 'ENODEV' }, 'not without it')
})

onEngines('tcp: a source address', async (t, engine) => {
  const pull = engine.socket('PULL')
  const log = new EventLog(pull)
  const bound = await pull.bind('tcp://127.0.0.1:*')
  const push = engine.socket('PUSH')
  const own = new EventLog(push)
  const text = `tcp://127.0.0.7:0;127.0.0.1:${portOf(bound)}`
  push.connect(text)
  t.equal(String(push.getOption(32)).replace(/\0$/, ''), text)
  await push.send(bytes('x'))
  t.same(await take(pull, 1), ['x'])
  t.match((await log.until('ACCEPTED')).remote, /^tcp:\/\/127\.0\.0\.7:\d+$/)
  const connected = await own.until('CONNECTED')
  t.equal(connected.remote, text)
  t.match(connected.local, /^tcp:\/\/127\.0\.0\.7:\d+$/)
})

onEngines('tcp: a name nobody knows only makes it wait', async (t, engine) => {
  const push = engine.socket('PUSH', { [OPTION.RECONNECT_IVL]: 5, [OPTION.LINGER]: 0 })
  const log = new EventLog(push)
  push.connect('tcp://:5555')
  await log.until('CONNECT_RETRIED')
  await log.until('CONNECT_RETRIED')
  t.same(log.names, ['CONNECT_RETRIED', 'CONNECT_RETRIED'])
  push.disconnect('tcp://:5555')
})

onEngines('ipc: a path, its file, and taking it over', async (t, engine) => {
  const plain = ipcEndpoint(t)
  t.equal(await passes(t, engine, plain, bound => bound), plain)
  const endpoint = ipcEndpoint(t)
  const path = endpoint.slice('ipc://'.length)

  writeFileSync(path, 'a file')
  t.equal(await passes(t, engine, endpoint, bound => bound), endpoint, 'a plain file gives way')

  const live = ipcEndpoint(t)
  const other = createServer()
  await new Promise<void>(resolve => other.listen(live.slice('ipc://'.length), resolve))
  t.teardown(() => other.close())
  const pull = engine.socket('PULL')
  await pull.bind(live)
  t.ok(existsSync(live.slice('ipc://'.length)))
  const push = engine.socket('PUSH')
  push.connect(live)
  await push.send(bytes('taken over'))
  t.same(await take(pull, 1), ['taken over'], 'a live socket too')
})

onEngines(
  'ipc: abstract names',
  { skip: process.platform !== 'linux' && 'Linux only' },
  async (t, engine) => {
    const endpoint = `ipc://@rawzmq-test-${process.pid}-${engine.name}`
    t.equal(await passes(t, engine, endpoint, bound => bound), endpoint)
  },
)

onEngines('ipc: a wildcard, in the directory the environment names', async (t, engine) => {
  const folder = mkdtempSync(join(tmpdir(), 'rz-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  t.teardown(() => {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  })
  const pull = engine.socket('PULL')
  const bound = await pull.bind('ipc://*')
  t.match(bound, /^ipc:\/\/.*\/socket$/)
  if (engine.name === 'typescript') t.ok(bound.startsWith(`ipc://${folder}/tmp`), bound)
  const push = engine.socket('PUSH')
  push.connect(bound)
  await push.send(bytes('x'))
  t.same(await take(pull, 1), ['x'])
  await pull.unbind(bound)
})

onEngines('ipc: events name the path, and the unnamed end not at all', async (t, engine) => {
  const pull = engine.socket('PULL')
  const log = new EventLog(pull)
  const push = engine.socket('PUSH')
  const own = new EventLog(push)
  const endpoint = await pull.bind(ipcEndpoint(t))
  push.connect(endpoint)
  const accepted = await log.until('ACCEPTED')
  t.equal(accepted.local, endpoint)
  t.equal(accepted.remote, 'ipc://')
  const connected = await own.until('CONNECTED')
  t.equal(connected.local, 'ipc://')
  t.equal(connected.remote, endpoint)
  t.same(own.names, ['CONNECTED'], 'no CONNECT_DELAYED')
})

onEngines('inproc: in either order; one context does not see the other', async (t, engine) => {
  const push = engine.socket('PUSH')
  push.connect('inproc://either')
  await push.send(bytes('before'))
  const pull = engine.socket('PULL')
  await pull.bind('inproc://either')
  await push.send(bytes('after'))
  t.same(await take(pull, 2), ['before', 'after'])
  await t.rejects(engine.socket('PULL').bind('inproc://either'), { code: 'EADDRINUSE' })
  const late = engine.socket('PUSH')
  late.connect('inproc://either')
  await late.send(bytes('late'))
  late.close()
  t.same(await take(pull, 1), ['late'], 'also from one that is closed')
})

onEngines('inproc: a sender that is closed before anyone binds', async (t, engine) => {
  const push = engine.socket('PUSH', { [OPTION.LINGER]: -1 })
  push.connect('inproc://will')
  await push.send(bytes('its will'))
  push.close()
  const pull = engine.socket('PULL')
  await pull.bind('inproc://will')
  t.same(await take(pull, 1), ['its will'])
})
