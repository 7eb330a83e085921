// REQ, REP, DEALER and ROUTER (RFC 28), over every transport and between both engines: libzmq says what is right.
import t, { type Test } from 'tap'
import type { Engine, EngineSocket } from '../../../lib/engine.js'
import { nativeEngine } from '../../../lib/native/engine.js'
import { OPTIONS } from '../../../lib/options.js'
import { typescriptEngine } from '../../../lib/socket/engine.js'
import { bytes, EventLog, eventually, onEngines, take } from '../../support/engines.js'
import { ipcEndpoint } from '../../support/ipc.js'

const { LINGER, ROUTING_ID, ROUTER_MANDATORY, ROUTER_HANDOVER, PROBE_ROUTER, REQ_CORRELATE } =
  OPTIONS
const { REQ_RELAXED } = OPTIONS

const TRANSPORTS = ['tcp', 'ipc', 'inproc'] as const

const place = (t: Test, transport: (typeof TRANSPORTS)[number]): string =>
  transport === 'ipc'
    ? ipcEndpoint(t)
    : transport === 'tcp'
      ? 'tcp://127.0.0.1:*'
      : 'inproc://pattern'

async function settled(engine: Engine, act: () => boolean): Promise<void> {
  await eventually(act, `${engine.name}: a peer to send to`)
}

/** What is thrown or rejected with, or nothing. */
async function codeOf(act: () => unknown): Promise<string | undefined> {
  try {
    await act()
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
}

/** Both engines, each on either side. */
function onPairs(title: string, body: (t: Test, near: Engine, far: Engine) => Promise<void>): void {
  const makers = { native: nativeEngine, typescript: async () => typescriptEngine() }
  for (const [near, far] of [
    ['native', 'native'],
    ['native', 'typescript'],
    ['typescript', 'native'],
    ['typescript', 'typescript'],
  ] as const) {
    t.test(`${title}: ${near} to ${far}`, async t => {
      const engines = [await makers[near](), await makers[far]()] as const
      t.teardown(() => Promise.all(engines.map(engine => engine.close())))
      await body(t, ...engines)
    })
  }
}

onEngines('a second connect to one endpoint is none for some types', async (t, engine) => {
  for (const [type, far, count] of [
    ['DEALER', 'DEALER', 1],
    ['REQ', 'ROUTER', 1],
    ['SUB', 'PUB', 1],
    ['PUB', 'SUB', 1],
    ['ROUTER', 'DEALER', 2],
    ['XSUB', 'PUB', 2],
    ['PUSH', 'PULL', 2],
  ] as const) {
    const endpoint = await engine.socket(far, { [LINGER]: 0 }).bind('tcp://127.0.0.1:*')
    const socket = engine.socket(type, { [LINGER]: 0 })
    const log = new EventLog(socket)
    for (let turn = 0; turn < 2; turn++) socket.connect(endpoint)
    for (let turn = 0; turn < count; turn++) await log.until('HANDSHAKE_SUCCEEDED')
    t.equal(log.names.filter(name => name === 'CONNECT_DELAYED').length, count, type)
    socket.disconnect(endpoint)
    t.equal(await codeOf(() => socket.disconnect(endpoint)), 'ENOENT', `${type}: all at once`)
  }
})

for (const transport of TRANSPORTS) {
  onEngines(`${transport}: a request and its reply, in turn`, async (t, engine) => {
    const rep = engine.socket('REP', { [LINGER]: 0 })
    const req = engine.socket('REQ', { [LINGER]: 0 })
    req.connect(await rep.bind(place(t, transport)))
    t.equal(await codeOf(() => req.receive()), 'EFSM', 'nothing was asked')
    t.equal(await codeOf(() => rep.send(bytes('x'))), 'EFSM', 'nobody asked')
    for (const text of ['a', 'b']) {
      await req.send(bytes(text, ''))
      t.equal(await codeOf(() => req.send(bytes('x'))), 'EFSM', 'one at a time')
      t.strictSame(await take(rep, 1), [`${text}|`])
      t.equal(await codeOf(() => rep.receive()), 'EFSM')
      await rep.send(bytes('re', text))
      t.strictSame(await take(req, 1), [`re|${text}`])
    }
  })

  onEngines(
    `${transport}: envelopes of any depth come back before the reply`,
    async (t, engine) => {
      const rep = engine.socket('REP', { [LINGER]: 0 })
      const dealer = engine.socket('DEALER', { [LINGER]: 0 })
      dealer.connect(await rep.bind(place(t, transport)))
      for (const envelope of [
        [],
        ['a'],
        ['a', 'b'],
        Array.from({ length: 50 }, (_, at) => `${at}`),
      ]) {
        await dealer.send(bytes(...envelope, '', 'question', '', 'more'))
        t.strictSame(await take(rep, 1), ['question||more'])
        await rep.send(bytes('answer'))
        t.strictSame(await take(dealer, 1), [[...envelope, '', 'answer'].join('|')])
      }
    },
  )

  onEngines(`${transport}: what is no request or no reply is passed over`, async (t, engine) => {
    const rep = engine.socket('REP', { [LINGER]: 0 })
    const dealer = engine.socket('DEALER', { [LINGER]: 0 })
    dealer.connect(await rep.bind(place(t, transport)))
    for (const parts of [['no delimiter'], ['a', 'b'], ['a', ''], ['']])
      await dealer.send(bytes(...parts))
    await dealer.send(bytes('', 'good'))
    t.strictSame(await take(rep, 1), ['good'])
  })

  onEngines(`${transport}: a ROUTER calls its peers by their names`, async (t, engine) => {
    const router = engine.socket('ROUTER', { [LINGER]: 0 })
    const endpoint = await router.bind(place(t, transport))
    const names = [Buffer.from('one'), Buffer.from([0xff, 0, 0xfe]), Buffer.alloc(255, 'n')]
    for (const name of names) {
      const dealer = engine.socket('DEALER', { [LINGER]: 0, [ROUTING_ID]: name })
      dealer.connect(endpoint)
      await dealer.send(bytes('hello', 'there'))
      const [from, ...parts] = await router.receive()
      t.strictSame(from, name)
      t.strictSame(parts.map(String), ['hello', 'there'])
      await router.send([name, ...bytes('', 'to you')])
      t.strictSame(await take(dealer, 1), ['|to you'])
    }
    const nameless = engine.socket('DEALER', { [LINGER]: 0 })
    nameless.connect(endpoint)
    await nameless.send(bytes('x'))
    const [made] = await router.receive()
    t.equal(made?.length, 5)
    t.equal(made?.[0], 0)
    await router.send([made as Buffer, ...bytes('made')])
    t.strictSame(await take(nameless, 1), ['made'])
  })

  onEngines(`${transport}: a ROUTER and a message to nobody`, async (t, engine) => {
    const router = engine.socket('ROUTER', { [LINGER]: 0 })
    await router.bind(place(t, transport))
    await router.send(bytes('nobody', 'x'))
    router.setOption(ROUTER_MANDATORY, true)
    t.equal(await codeOf(() => router.send(bytes('nobody', 'x'))), 'EHOSTUNREACH')
    router.setOption(ROUTER_MANDATORY, false)
    await router.send(bytes('nobody', 'x'))
  })

  onEngines(`${transport}: a name with nothing behind it is no message`, async (t, engine) => {
    const router = engine.socket('ROUTER', { [LINGER]: 0, [ROUTER_MANDATORY]: true })
    await router.bind(place(t, transport))
    t.equal(router.trySend(bytes('nobody')), true, 'also where nobody has it')
    t.equal(await codeOf(() => router.send(bytes('nobody', 'x'))), 'EHOSTUNREACH')
  })

  onEngines(`${transport}: two peers with one name`, async (t, engine) => {
    const router = engine.socket('ROUTER', { [LINGER]: 0, [ROUTER_HANDOVER]: true })
    const endpoint = await router.bind(place(t, transport))
    const dealers = ['first', 'second'].map(() =>
      engine.socket('DEALER', { [LINGER]: 0, [ROUTING_ID]: Buffer.from('same') }),
    ) as [EngineSocket, EngineSocket]
    for (const [index, dealer] of dealers.entries()) {
      dealer.connect(endpoint)
      await dealer.send(bytes(`${index}`))
      t.strictSame(await take(router, 1), [`same|${index}`])
      await router.send(bytes('same', `to ${index}`))
      t.strictSame(await take(dealer, 1), [`to ${index}`], 'the newest has the name')
    }
  })

  onEngines(`${transport}: a probe lets a ROUTER speak first`, async (t, engine) => {
    const router = engine.socket('ROUTER', { [LINGER]: 0 })
    const endpoint = await router.bind(place(t, transport))
    const prober = engine.socket('DEALER', { [PROBE_ROUTER]: true, [ROUTING_ID]: Buffer.from('p') })
    prober.connect(endpoint)
    t.strictSame(await take(router, 1), ['p|'])
    await router.send(bytes('p', 'first'))
    t.strictSame(await take(prober, 1), ['first'])
  })

  onEngines(`${transport}: correlate and relaxed`, async (t, engine) => {
    const router = engine.socket('ROUTER', { [LINGER]: 0 })
    const endpoint = await router.bind(place(t, transport))
    const req = engine.socket('REQ', { [LINGER]: 0, [REQ_CORRELATE]: true, [REQ_RELAXED]: true })
    req.connect(endpoint)
    await settled(engine, () => req.trySend(bytes('first')))
    const first = await router.receive()
    t.equal(first.length, 4, 'name, number, delimiter, body')
    t.equal(first[1]?.length, 4)
    await router.send([...first.slice(0, 3), Buffer.from('reply to the first')])
    t.strictSame(await take(req, 1), ['reply to the first'])
    await req.send(bytes('second'))
    const second = await router.receive()
    t.notSame(second[1], first[1], 'another number')
    await router.send([second[0] as Buffer, first[1] as Buffer, ...bytes('', 'late')])
    await router.send([...second.slice(0, 3), Buffer.from('reply to the second')])
    t.strictSame(await take(req, 1), ['reply to the second'])
  })
}

onPairs('tcp: REQ, REP, DEALER and ROUTER', async (t, near, far) => {
  for (const [asks, answers] of [
    ['REQ', 'REP'],
    ['REQ', 'ROUTER'],
    ['DEALER', 'REP'],
    ['DEALER', 'ROUTER'],
    ['ROUTER', 'ROUTER'],
    ['DEALER', 'DEALER'],
  ] as const) {
    const server = far.socket(answers, { [LINGER]: 0, [ROUTING_ID]: Buffer.from('server') })
    const client = near.socket(asks, { [LINGER]: 0, [ROUTING_ID]: Buffer.from('client') })
    const log = new EventLog(client)
    client.connect(await server.bind('tcp://127.0.0.1:*'))
    await log.until('HANDSHAKE_SUCCEEDED')
    const question = asks === 'REQ' ? ['q'] : asks === 'ROUTER' ? ['server', '', 'q'] : ['', 'q']
    const isSent = (): boolean => client.trySend(bytes(...question))
    if (asks === 'ROUTER') {
      client.setOption(ROUTER_MANDATORY, true)
      await eventually(() => {
        try {
          return isSent()
        } catch {
          // libzmq's ROUTER learns of its peer some time after the handshake.
          return false
        }
      }, 'a name')
    } else await eventually(isSent, 'a peer')
    const got = (await server.receive()).map(String)
    t.equal(got.at(-1), 'q', `${asks} to ${answers}`)
    if (answers === 'ROUTER') t.equal(got[0], 'client')
    const reply = answers === 'REP' ? ['r'] : answers === 'ROUTER' ? ['client', '', 'r'] : ['', 'r']
    await server.send(bytes(...reply))
    t.equal((await client.receive()).at(-1)?.toString(), 'r', `${answers} to ${asks}`)
    log.close()
    client.close()
    server.close()
  }
})
