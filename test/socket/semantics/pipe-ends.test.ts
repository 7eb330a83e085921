// What becomes of a PAIR's messages when one side ends what joins the two: what the table of a pipe's life
// (pipe-life.test.ts) says of other types. libzmq says what is right, but for a PAIR that gets its next peer.
import t, { type Test } from 'tap'
import type { Engine, EngineSocket } from '../../../lib/engine.js'
import { typescriptEngine } from '../../../lib/socket/engine.js'
import {
  bytes,
  EventLog,
  eventually,
  onEngines,
  OPTION,
  pause,
  take,
} from '../../support/engines.js'
import { ipcEndpoint } from '../../support/ipc.js'

const { LINGER } = OPTION
/** ZMQ_EVENTS. To ask libzmq for it makes it read what its sockets have told each other. */
const EVENTS = 15

const FIVE = ['1', '2', '3', '4', '5']

const place = (t: Test, transport: 'tcp' | 'ipc'): string =>
  transport === 'ipc' ? ipcEndpoint(t) : 'tcp://127.0.0.1:*'

/** Time for what was sent to lie unread at the other side, which nothing tells. */
const arrived = (): Promise<void> => pause(100)

function settle(engine: Engine, ...sockets: EngineSocket[]): void {
  if (engine.name === 'native') for (const socket of sockets) socket.getOption(EVENTS)
}

for (const transport of ['tcp', 'ipc'] as const) {
  onEngines(`${transport}: a PAIR that unbinds keeps what it has received`, async (t, engine) => {
    const reader = engine.socket('PAIR')
    const sender = engine.socket('PAIR', { [LINGER]: 0 })
    const log = new EventLog(sender)
    const endpoint = await reader.bind(place(t, transport))
    sender.connect(endpoint)
    for (const text of FIVE) await sender.send(bytes(text))
    await arrived()
    await reader.unbind(endpoint)
    t.strictSame(await take(reader, 4), FIVE.slice(0, 4))
    t.notOk(log.names.includes('DISCONNECTED'))
    t.strictSame(await take(reader, 1), FIVE.slice(4))
    await log.until('DISCONNECTED')
    log.close()
  })
}

t.test('a socket closes though something is unread behind an unbind', async t => {
  const engine = typescriptEngine()
  const reader = engine.socket('PULL')
  const sender = engine.socket('PUSH', { [LINGER]: 0 })
  const bound = await reader.bind('tcp://127.0.0.1:*')
  sender.connect(bound)
  await sender.send(bytes('x'))
  await arrived()
  await reader.unbind(bound)
  reader.close()
  await engine.close()
  t.pass('nothing waits for messages that nobody can read')
})

onEngines(
  'inproc: a PAIR that has its peer turns the next away, whoever was first',
  async (t, engine) => {
    const self = engine.socket('PAIR')
    await self.bind('inproc://self')
    self.connect('inproc://self')
    settle(engine, self)
    t.equal(self.trySend(bytes('x')), false, 'a PAIR is not its own peer')

    const [a, b, c] = ['a', 'b', 'c'].map(() => engine.socket('PAIR', { [LINGER]: 0 }))
    if (!a || !b || !c) throw new Error('three sockets')
    await a.bind('inproc://e0')
    b.connect('inproc://e1')
    c.connect('inproc://e0')
    await a.bind('inproc://e1')
    settle(engine, a, b, c)
    t.equal(b.trySend(bytes('x')), false, 'there is nobody behind it')
    t.equal(c.trySend(bytes('y')), true)
    t.strictSame(await take(a, 1), ['y'])
    t.throws(() => b.disconnect('inproc://e1'), { code: 'ENOENT' }, 'it has ended by itself')
  },
)

onEngines('inproc: what a PAIR sent before the bind is received after it', async (t, engine) => {
  for (const linger of [0, -1]) {
    for (const how of ['close', 'disconnect'] as const) {
      const name = `inproc://early-${linger}-${how}`
      const sender = engine.socket('PAIR', { [LINGER]: linger })
      sender.connect(name)
      for (const text of FIVE) await sender.send(bytes(text))
      if (how === 'close') sender.close()
      else sender.disconnect(name)
      const reader = engine.socket('PAIR')
      await reader.bind(name)
      t.strictSame(await take(reader, 5), FIVE, `${how}, linger ${linger}`)
      reader.close()
    }
  }
})

for (const transport of ['tcp', 'ipc'] as const) {
  t.test(
    `${transport}: a PAIR talks with its next peer though the last left something unread`,
    async t => {
      const engine = typescriptEngine()
      t.teardown(() => engine.close())
      const pair = engine.socket('PAIR')
      const log = new EventLog(pair)
      const endpoint = await pair.bind(place(t, transport))
      const first = engine.socket('PAIR')
      first.connect(endpoint)
      await first.send(bytes('of the first'))
      await arrived()
      await first.send(bytes('and more'))
      await arrived()
      first.close()
      await pause(50)
      const second = engine.socket('PAIR')
      second.connect(endpoint)
      await second.send(bytes('of the second'))
      await log.until('HANDSHAKE_SUCCEEDED')
      await log.until('HANDSHAKE_SUCCEEDED')
      let isSent = false
      await eventually(() => (isSent ||= pair.trySend(bytes('to the second'))), 'a peer to send to')
      t.strictSame(await take(second, 1), ['to the second'])
      t.strictSame(await take(pair, 3), ['of the first', 'and more', 'of the second'])
      log.close()
    },
  )
}
