// socketMonitor of rawzmq/monitor: zmq_socket_monitor for our sockets, read by an ordinary PAIR. The bytes
// in hex are libzmq 4.3.5's.
import { once } from 'node:events'
import { createRequire } from 'node:module'
import t, { type Test } from 'tap'
import { Context, Pair, Pull, Push } from '../../../lib/index.js'
import {
  EVENT_ALL,
  EVENT_ALL_V2,
  EVENTS,
  eventName,
  getMonitorEvent,
  getMonitorEventV2,
  socketMonitor,
} from '../../../lib/monitor/index.js'
import { closing } from '../../support/packages.js'

/** A PAIR connected to a monitor, and the names of its events until MONITOR_STOPPED. */
function reader(t: Test, endpoint: string): Pair {
  const pair = closing(t, new Pair())
  pair.connect(endpoint)
  return pair
}

async function names(pair: Pair): Promise<string[]> {
  const list: string[] = []
  for await (const parts of pair) {
    const { event } = getMonitorEvent(parts)
    list.push(eventName(event) ?? `${event}`)
    if (event === EVENTS.MONITOR_STOPPED) return list
  }
  return list
}

t.test('the public entry has it', async t => {
  const { exports } = createRequire(import.meta.url)(`${process.cwd()}/package.json`) as {
    exports: Record<string, { module: { default: string } }>
  }
  const path = `${process.cwd()}/${exports['./monitor']?.module.default}`
  const entry = (await import(path)) as { socketMonitor: unknown }
  t.equal(entry.socketMonitor, socketMonitor)
})

t.test('version 1: the bytes of libzmq, both sides, from bind to MONITOR_STOPPED', async t => {
  const push = closing(t, new Push())
  const pull = closing(t, new Pull())
  socketMonitor(push, 'inproc://monitor-push', EVENT_ALL)
  socketMonitor(pull, 'inproc://monitor-pull', EVENT_ALL, 1)
  const pushed = reader(t, 'inproc://monitor-push')
  const pulled = reader(t, 'inproc://monitor-pull')
  await push.bind('tcp://127.0.0.1:*')
  const address = push.lastEndpoint ?? ''
  const listening = await pushed.receive()
  t.equal(listening.length, 2)
  t.match(listening[0]?.toString('hex'), /^0800[0-9a-f]{8}$/)
  t.equal(String(listening[1]), address)
  t.ok(getMonitorEvent(listening).value > 2, 'a descriptor')

  pull.connect(address)
  const delayed = await pulled.receive()
  t.equal(delayed[0]?.toString('hex'), '020073000000', 'EINPROGRESS 115')
  t.equal(String(delayed[1]), address)
  await push.send('x')
  t.equal(String(await pull.receive()), 'x')
  pull.close()
  t.same(await names(pulled), ['CONNECTED', 'HANDSHAKE_SUCCEEDED', 'MONITOR_STOPPED'])
  for (const name of ['ACCEPTED', 'HANDSHAKE_SUCCEEDED', 'DISCONNECTED']) {
    const parts = await pushed.receive()
    t.equal(eventName(getMonitorEvent(parts).event), name)
    t.equal(String(parts[1]), address)
    if (name === 'HANDSHAKE_SUCCEEDED') t.equal(parts[0]?.toString('hex'), '001000000000')
  }
  push.close()
  t.equal(eventName(getMonitorEvent(await pushed.receive()).event), 'CLOSED')
  const stopped = await pushed.receive()
  t.equal(stopped[0]?.toString('hex'), '000400000000')
  t.equal(stopped[1]?.length, 0)
})

t.test('version 2: both endpoints', async t => {
  const push = closing(t, new Push())
  const pull = closing(t, new Pull())
  socketMonitor(push, 'inproc://monitor-v2', EVENT_ALL_V2, 2)
  const events = reader(t, 'inproc://monitor-v2')
  await push.bind('tcp://127.0.0.1:*')
  const local = push.lastEndpoint ?? ''
  pull.connect(local)
  const listening = await events.receive()
  t.match(listening[0]?.toString('hex'), /^0800000000000000$/)
  t.match(listening[1]?.toString('hex'), /^0100000000000000$/)
  t.equal(listening.length, 5)
  t.equal(String(listening[3]), local)
  t.equal(String(listening[4]), '')
  const accepted = getMonitorEventV2(await events.receive())
  t.equal(eventName(accepted.event), 'ACCEPTED')
  t.equal(accepted.local, local)
  t.match(accepted.remote, /^tcp:\/\/127\.0\.0\.1:\d+$/)
  t.not(accepted.remote, local)
})

t.test('the mask: only what was asked for, MONITOR_STOPPED included', async t => {
  const push = closing(t, new Push())
  socketMonitor(push, 'inproc://monitor-mask', EVENTS.MONITOR_STOPPED)
  const events = reader(t, 'inproc://monitor-mask')
  await push.bind('tcp://127.0.0.1:*')
  push.close()
  t.same(await names(events), ['MONITOR_STOPPED'])

  const other = closing(t, new Push())
  socketMonitor(other, 'inproc://monitor-mask-2', EVENTS.LISTENING)
  const listening = reader(t, 'inproc://monitor-mask-2')
  listening.receiveTimeout = 0
  await other.bind('tcp://127.0.0.1:*')
  other.close()
  t.equal(getMonitorEvent(await listening.receive()).event, EVENTS.LISTENING)
  await t.rejects(listening.receive(), { code: 'EAGAIN' })
})

t.test('the reader may connect first, or late', async t => {
  const push = closing(t, new Push())
  const early = reader(t, 'inproc://monitor-early')
  const read = names(early)
  socketMonitor(push, 'inproc://monitor-early')
  await push.bind('tcp://127.0.0.1:*')
  push.close()
  t.same(await read, ['LISTENING', 'CLOSED', 'MONITOR_STOPPED'])

  const other = closing(t, new Push())
  socketMonitor(other, 'inproc://monitor-late')
  for (let index = 0; index < 3; index++) await other.bind('tcp://127.0.0.1:*')
  const late = reader(t, 'inproc://monitor-late')
  for (let index = 0; index < 3; index++) {
    t.equal(getMonitorEvent(await late.receive()).event, EVENTS.LISTENING)
  }
})

t.test('inproc itself has no events', async t => {
  const pair = closing(t, new Pair())
  socketMonitor(pair, 'inproc://monitor-inproc')
  const events = reader(t, 'inproc://monitor-inproc')
  const other = closing(t, new Pair())
  await pair.bind('inproc://monitored')
  other.connect('inproc://monitored')
  await pair.send('x')
  await other.receive()
  await t.rejects(pair.bind('inproc://monitored'), { code: 'EADDRINUSE' })
  pair.close()
  t.same(await names(events), ['MONITOR_STOPPED'])
})

t.test('errors, in their order, and what becomes of the monitor that is running', async t => {
  const push = closing(t, new Push())
  const running = socketMonitor(push, 'inproc://monitor-running')
  const events = reader(t, 'inproc://monitor-running')
  t.throws(() => socketMonitor(push, 'foo', 0x10000), { code: 'EINVAL', errno: 22 }, 'mask first')
  t.throws(() => socketMonitor(push, null, 0x10000), { code: 'EINVAL' })
  t.throws(() => socketMonitor(push, 'inproc://x', -1), { code: 'EINVAL' })
  for (const text of ['', 'foo', 'inproc://']) {
    t.throws(() => socketMonitor(push, text), { code: 'EINVAL' }, text)
  }
  for (const text of ['foo://bar', 'tcp://127.0.0.1:*', 'ipc://monitor']) {
    t.throws(() => socketMonitor(push, text), { code: 'EPROTONOSUPPORT', errno: 93 }, text)
  }
  t.throws(() => socketMonitor(push, 'inproc://x', EVENT_ALL, 1, { limit: -1 }), {
    code: 'ERR_USAGE',
  })
  t.throws(() => socketMonitor({}, 'inproc://x'), TypeError)
  await push.bind('tcp://127.0.0.1:*')
  t.equal(getMonitorEvent(await events.receive()).event, EVENTS.LISTENING, 'it still runs')

  const type = 'PULL' as 'PAIR'
  t.throws(() => socketMonitor(push, 'inproc://x', EVENT_ALL, 1, { type }), { code: 'EINVAL' })
  t.equal(getMonitorEvent(await events.receive()).event, EVENTS.MONITOR_STOPPED, 'gone by now')
  running.stop()

  const again = socketMonitor(push, 'inproc://monitor-again')
  const stopped = names(reader(t, 'inproc://monitor-again'))
  const owner = closing(t, new Pair())
  await owner.bind('inproc://taken')
  t.throws(() => socketMonitor(push, 'inproc://taken'), { code: 'EADDRINUSE', errno: 98 })
  t.same(await stopped, ['MONITOR_STOPPED'], 'gone too')
  again.stop()

  push.close()
  t.throws(() => socketMonitor(push, 'inproc://x'), { code: 'ENOTSOCK', errno: 88 })
})

t.test('null stops; a new one takes the place of the old, also under the same name', async t => {
  const push = closing(t, new Push())
  socketMonitor(push, null)
  const first = socketMonitor(push, 'inproc://monitor-name')
  const read = names(reader(t, 'inproc://monitor-name'))
  const second = socketMonitor(push, 'inproc://monitor-name')
  t.same(await read, ['MONITOR_STOPPED'])
  const events = reader(t, 'inproc://monitor-name')
  first.stop()
  await push.bind('tcp://127.0.0.1:*')
  t.equal(getMonitorEvent(await events.receive()).event, EVENTS.LISTENING, 'not its affair')
  second.stop()
  t.same(await names(events), ['MONITOR_STOPPED'])
  socketMonitor(push, 'inproc://monitor-null')
  const last = names(reader(t, 'inproc://monitor-null'))
  socketMonitor(push, null)
  t.same(await last, ['MONITOR_STOPPED'])
})

t.test('versions nobody knows are accepted, and send nothing', async t => {
  const push = closing(t, new Push())
  const monitor = socketMonitor(push, 'inproc://monitor-v3', EVENT_ALL, 3)
  const events = reader(t, 'inproc://monitor-v3')
  events.receiveTimeout = 0
  await push.bind('tcp://127.0.0.1:*')
  monitor.stop()
  await t.rejects(events.receive(), { code: 'EAGAIN' })
  t.equal(monitor.dropped, 0)
})

t.test('a PUSH carries events to a PULL', async t => {
  const push = closing(t, new Push())
  socketMonitor(push, 'inproc://monitor-by-push', EVENT_ALL, 1, { type: 'PUSH' })
  const pull = closing(t, new Pull())
  pull.connect('inproc://monitor-by-push')
  await push.bind('tcp://127.0.0.1:*')
  push.close()
  for (const name of ['LISTENING', 'CLOSED', 'MONITOR_STOPPED']) {
    t.equal(eventName(getMonitorEvent(await pull.receive()).event), name)
  }
})

t.test('a PUB carries events to those who subscribed', async t => {
  const push = closing(t, new Push())
  socketMonitor(push, 'inproc://monitor-by-pub', EVENT_ALL, 1, { type: 'PUB' })
  // We have no SUB: its subscription to everything is the message 01.
  const everything = reader(t, 'inproc://monitor-by-pub')
  await everything.send(Buffer.from([1]))
  const closedOnly = reader(t, 'inproc://monitor-by-pub')
  await closedOnly.send(Buffer.from([1, 0x80]))
  const nothing = reader(t, 'inproc://monitor-by-pub')
  nothing.receiveTimeout = 0
  await push.bind('tcp://127.0.0.1:*')
  push.close()
  t.same(await names(everything), ['LISTENING', 'CLOSED', 'MONITOR_STOPPED'])
  t.equal(getMonitorEvent(await closedOnly.receive()).event, EVENTS.CLOSED)
  await t.rejects(nothing.receive(), { code: 'EAGAIN' })
})

t.test('a reader that is missing: a bounded queue, the rest counted and said', async t => {
  const push = closing(t, new Push())
  const limit = 3
  const monitor = socketMonitor(push, 'inproc://monitor-missing', EVENT_ALL, 1, { limit })
  const warned = once(process, 'warning')
  for (let index = 0; index < 5; index++) await push.bind('tcp://127.0.0.1:*')
  t.equal(monitor.dropped, 2)
  const [warning] = (await warned) as [Error & { code: string }]
  t.equal(warning.code, 'RAWZMQ_MONITOR_DROPPED')
  t.match(warning.message, /3 events are queued, new ones are dropped/)
  const events = reader(t, 'inproc://monitor-missing')
  const read = names(events)
  push.close()
  const got = await read
  t.same(got.slice(0, 3), ['LISTENING', 'LISTENING', 'LISTENING'])
  t.equal(got.at(-1), 'MONITOR_STOPPED', 'which is never dropped')
})

t.test('a reader that is slow: its mark, then ours, then the queue', async t => {
  const context = new Context()
  const push = closing(t, new Push({ context }))
  const slow = closing(t, new Pair({ context, receiveHighWaterMark: 2 }))
  slow.connect('inproc://monitor-slow')
  const options = { limit: 4 }
  const monitor = socketMonitor(push, 'inproc://monitor-slow', EVENT_ALL, 1, options)
  const binds = 2 + 1000 + 4 + 5
  for (let index = 0; index < binds; index++) {
    try {
      push.bindSync('tcp://127.0.0.1')
    } catch {
      // EINVAL: no port. It says BIND_FAILED and nothing else, and costs no port.
    }
  }
  t.equal(monitor.dropped, 5)
  let count = 0
  while (slow.readable) {
    await slow.receive()
    count++
  }
  t.equal(count, 1006)
})

t.test('a reader that goes away leaves nothing behind', async t => {
  const context = new Context({ maxSockets: 3 })
  const push = closing(t, new Push({ context }))
  for (let round = 0; round < 5; round++) {
    const monitor = socketMonitor(push, 'inproc://monitor-left')
    const events = new Pair({ context })
    events.connect('inproc://monitor-left')
    push.bindSync('tcp://127.0.0.1:*')
    monitor.stop()
    events.close()
  }
  t.pass('the sockets of five monitors and readers fit into three')
})
