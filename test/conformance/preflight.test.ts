// What is met before the first case: real servers of other protocols, endpoints that say nothing, old ones, and libzmq.
import { once } from 'node:events'
import { createServer as createHttp } from 'node:http'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTls } from 'node:tls'
import t, { type Test } from 'tap'
import { systemClock } from '../../lib/clock.js'
import type { Capability } from '../../lib/conformance/case.js'
import { adjusted, preflight } from '../../lib/conformance/preflight.js'
import { engineTestee } from '../../lib/conformance/testee-engine.js'
import { wireTestee } from '../../lib/conformance/testee-wire.js'
import type { Testee } from '../../lib/conformance/testee.js'
import { nativeEngine } from '../../lib/native/index.js'
import { hex } from '../../lib/raw/hex.js'
import { typescriptEngine } from '../../lib/socket/engine.js'
import { CERTIFICATE_PEM, KEY_PEM } from '../support/certificate.js'

const met = (testee: Testee, mode: 'bind' | 'connect' = 'bind', listenAt?: string) =>
  preflight(testee, { socket: 'PULL', mode, listenAt, clock: systemClock, patience: 0.2 })

async function at(t: Test, server: Server): Promise<string> {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket.on('error', () => {}))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const scripted = (t: Test, answer: (socket: Socket) => void): Promise<string> =>
  at(t, createServer(answer))

t.test('servers of other protocols, by what they say themselves', async t => {
  const http = await at(t, createHttp())
  await t.rejects(met(wireTestee(http, [])), {
    name: 'Unreachable',
    message:
      /^tcp:\S+ does not speak ZMTP: it looks like an HTTP server; it begins with "HTTP\/1\.1 400/,
  })
  const tls = await at(
    t,
    createTls({ key: KEY_PEM, cert: CERTIFICATE_PEM }).on('error', () => {}),
  )
  await t.rejects(met(wireTestee(tls, [])), { message: /it looks like a TLS server; it begins/ })
  // One that waits for a line before it says anything is asked for one.
  const patient = await scripted(t, socket => {
    let heard = ''
    socket.on('data', chunk => {
      heard += chunk.toString('latin1')
      if (/^GET .*\r\n\r\n/.test(heard)) socket.end('HTTP/1.0 200 OK\r\n\r\n')
    })
  })
  await t.rejects(met(wireTestee(patient, [])), { message: /it looks like an HTTP server/ })
  const says = async (text: string) => scripted(t, socket => socket.write(text, 'latin1'))
  const others: readonly (readonly [string, string])[] = [
    ['SSH-2.0-x\r\n', 'SSH'],
    ['\0SP\0\0\x50\0\0', 'nanomsg or nng'],
    ['INFO {"server_id":"x"}\r\n', 'NATS'],
    ['220 mail ESMTP\r\n', 'SMTP or FTP'],
    ['-ERR unknown command\r\n', 'Redis'],
  ]
  for (const [text, name] of others) {
    const message = new RegExp(`it looks like ${name}`)
    await t.rejects(met(wireTestee(await says(text), [])), { message }, name)
  }
  const unknown = met(wireTestee(await says('good morning!'), []))
  await t.rejects(unknown, { message: /does not speak ZMTP: it begins with "good morning!"$/ })
})

t.test('nobody, nothing, and an end', async t => {
  const silent = await scripted(t, () => {})
  await t.rejects(met(wireTestee(silent, [])), { message: /a greeting with nothing in 3 s$/ })
  const closing = await scripted(t, socket => socket.end())
  await t.rejects(met(wireTestee(closing, [])), { message: /closes on a greeting without a word$/ })
  const gone = createServer().listen(0, '127.0.0.1')
  await once(gone, 'listening')
  const { port } = gone.address() as AddressInfo
  gone.close()
  await once(gone, 'close')
  const endpoint = `tcp://127.0.0.1:${port}`
  const refused = met(wireTestee(endpoint, []))
  await t.rejects(refused, { name: 'Unreachable', message: /cannot be reached: .*ECONNREFUSED/ })
  const nobody = met(wireTestee(endpoint, []), 'connect', endpoint)
  await t.rejects(nobody, {
    name: 'Unreachable',
    message: `nobody dials ${endpoint}: it must do so again and again`,
  })
})

t.test('a client of another protocol dials us', async t => {
  // It dials until we listen.
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  const { port } = free.address() as AddressInfo
  free.close()
  let isOver = false
  t.teardown(() => (isOver = true))
  const call = (): void => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n\r\n'))
    socket.on('error', () => {})
    socket.on('close', () => {
      if (!isOver) setTimeout(call, 10)
    })
  }
  call()
  const endpoint = `tcp://127.0.0.1:${port}`
  const wrong = met(wireTestee(endpoint, []), 'connect', endpoint)
  await t.rejects(wrong, {
    message: /what dials .* does not speak ZMTP: it looks like an HTTP client/,
  })
})

const READY = '04 1a 05 "READY" 0b "Socket-Type" 00000004 "PULL"'

t.test('older versions are met, and what they lack is not asked of them', async t => {
  const greetings: readonly (readonly [string, string, Capability[], Capability[]])[] = [
    ['3.0', `ff 00*7 01 7f 03 00 "NULL" 00*16 00 00*31 ${READY}`, ['zmtp30'], ['heartbeat']],
    ['2.0', 'ff 00*7 01 7f 01 07 00 00', ['zmtp2'], ['zmtp3', 'heartbeat']],
    ['1.0', '01 00', ['zmtp1'], ['zmtp3', 'heartbeat']],
    ['1.0', '04 00 "abc"', ['zmtp1'], ['zmtp3', 'heartbeat']],
  ]
  for (const [zmtp, octets, add, drop] of greetings) {
    const endpoint = await scripted(t, socket => socket.write(hex(octets)))
    const found = await met(wireTestee(endpoint, []))
    t.equal(found.zmtp, zmtp)
    t.match(adjusted(found, new Set(['zmtp3', 'heartbeat'])), { add, drop })
  }
})

t.test('what a driver says is for the cases to judge, but for the minor version', async t => {
  const said = new Set<Capability>(['app', 'zmtp3', 'heartbeat'])
  t.strictSame(adjusted({ zmtp: '3.1', answersPing: false }, said), { add: [], drop: [], why: [] })
  t.match(adjusted({ zmtp: '3.0', answersPing: true }, said), {
    add: ['zmtp30'],
    why: [/greets with ZMTP 3\.0/],
  })
})

t.test('another mechanism, another type, and no READY', async t => {
  const curve = await scripted(t, socket => {
    socket.write(hex('ff 00*7 01 7f 03 01 "CURVE" 00*15 00 00*31'))
  })
  await t.rejects(met(wireTestee(curve, [])), { message: /wants the mechanism CURVE/ })
  const mute = await scripted(t, socket => {
    socket.write(hex('ff 00*7 01 7f 03 01 "NULL" 00*16 00 00*31'))
  })
  await t.rejects(met(wireTestee(mute, [])), { message: /sends no READY when a PUSH greets it/ })
})

t.test('libzmq and ours, both ways; and one of another type', async t => {
  for (const engine of [await nativeEngine(), typescriptEngine()]) {
    const testee = engineTestee(engine, ['app', 'zmtp3'])
    t.teardown(() => testee.close())
    for (const mode of ['bind', 'connect'] as const) {
      const found = await preflight(testee, { socket: 'PULL', mode, clock: systemClock })
      t.strictSame(found, { zmtp: '3.1', answersPing: true }, `${engine.name} ${mode}`)
    }
    const push = engine.socket('PUSH')
    const endpoint = await push.bind('tcp://127.0.0.1:*')
    await t.rejects(met(wireTestee(endpoint, [])), { message: /is a PUSH, not a PULL$/ })
    push.close()
  }
})
