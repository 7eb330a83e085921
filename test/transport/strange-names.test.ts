// Names in tcp endpoints that are no address: of interfaces, of nothing, and those every JavaScript object
// has. libzmq says what is right in the same test.
import t from 'tap'
import type { Engine, EngineSocket } from '../../lib/engine.js'
import { EVENTS, eventName } from '../../lib/monitor/events.js'
import { nativeEngine } from '../../lib/native/engine.js'
import { typescriptEngine } from '../../lib/socket/engine.js'

const { CONNECTED, CONNECT_RETRIED } = EVENTS

async function withEngines(act: (engine: Engine) => Promise<unknown>): Promise<unknown[]> {
  const found: unknown[] = []
  for (const engine of [typescriptEngine(), await nativeEngine()]) {
    try {
      found.push(await act(engine))
    } finally {
      await engine.close()
    }
  }
  return found
}

async function codeOf(socket: EngineSocket, endpoint: string): Promise<unknown> {
  try {
    await socket.bind(endpoint)
    return 'bound'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
}

t.test('bind to what every object has', async t => {
  for (const name of ['constructor', '__proto__', 'toString', 'no-such-interface']) {
    const [ours, theirs] = await withEngines(engine => {
      return codeOf(engine.socket('PULL'), `tcp://${name}:*`)
    })
    t.equal(ours, theirs, name)
    t.equal(ours, 'ENODEV')
  }
})

/** The events of one connect, up to the connection or the first wait. */
async function eventsOf(engine: Engine, source: string): Promise<(string | undefined)[]> {
  const bound = await engine.socket('PULL').bind('tcp://127.0.0.1:*')
  const socket = engine.socket('PUSH', { 17: 0 })
  const monitor = socket.monitor()
  socket.connect(`tcp://${source};${bound.slice('tcp://'.length)}`)
  const events: number[] = []
  while (!events.includes(CONNECTED) && !events.includes(CONNECT_RETRIED)) {
    const [head] = await monitor.receive()
    events.push(head?.readUInt16LE(0) ?? 0)
  }
  return events.map(eventName)
}

t.test('sources: an interface, none, one that cannot be bound', async t => {
  for (const source of ['lo:0', '127.0.0.1:0', 'nosuch0:0', 'constructor:0', ':0', '192.0.2.1:0']) {
    const [ours, theirs] = await withEngines(engine => eventsOf(engine, source))
    t.same(ours, theirs, source)
  }
})
