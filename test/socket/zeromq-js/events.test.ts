// The Observer: 16 kinds of events, their fields, how they end, and its two ways to be read.
import t from 'tap'
import * as rawzmq from '../../../lib/index.js'
import type { Event } from '../../../lib/index.js'
import {
  closing,
  failureOf,
  freshEndpoint,
  onBoth,
  onBothOver,
  tell,
  type Zmq,
} from '../../support/packages.js'

/** The events of a socket as they come, and what is done at their end. */
function gather(socket: { readonly events: InstanceType<Zmq['Observer']> }): {
  readonly events: Event[]
  readonly done: Promise<void>
} {
  const events: Event[] = []
  const read = async (): Promise<void> => {
    for await (const event of socket.events) events.push(event)
  }
  return { events, done: read() }
}

/** Waits until a list has an entry of a type. */
async function until(events: readonly Event[], type: string, count = 1): Promise<void> {
  while (events.filter(event => event.type === type).length < count) {
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}

onBoth('the same observer each time; one socket, one observer', async (t, zmq) => {
  const pair = closing(t, new zmq.Pair())
  t.equal(pair.events, pair.events)
  t.ok(pair.events instanceof zmq.Observer)
  t.equal(pair.events.closed, false)
})

onBothOver('a connection from end to end', async (t, zmq, endpoint, transport) => {
  const push = closing(t, new zmq.Push())
  const pull = closing(t, new zmq.Pull())
  const pushEvents = push.events
  const { events: pushed, done: pushDone } = gather(push)
  const { events: pulled, done: pullDone } = gather(pull)
  await push.bind(endpoint)
  const address = push.lastEndpoint ?? ''
  pull.connect(address)
  await push.send('x')
  t.equal(String(await pull.receive()), 'x')
  if (transport !== 'inproc') {
    await until(pushed, 'handshake')
    await until(pulled, 'handshake')
  }
  pull.close()
  if (transport !== 'inproc') await until(pushed, 'disconnect')
  push.close()
  await pushDone
  await pullDone
  const end = { type: 'end' }
  if (transport === 'inproc') {
    t.strictSame(pushed, [end], 'inproc has no events')
    t.strictSame(pulled, [end])
    return
  }
  t.strictSame(pushed, [
    { type: 'bind', address },
    { type: 'accept', address },
    { type: 'handshake', address },
    { type: 'disconnect', address },
    { type: 'close', address },
    end,
  ])
  t.strictSame(pulled, [
    ...(transport === 'tcp' ? [{ type: 'connect:delay', address }] : []),
    { type: 'connect', address },
    { type: 'handshake', address },
    end,
  ])
  t.equal(pushEvents.closed, true)
})

onBoth('connecting where nobody is', async (t, zmq) => {
  const pair = closing(t, new zmq.Pair({ reconnectInterval: 3, linger: 0 }))
  const { events, done } = gather(pair)
  const other = closing(t, new zmq.Pair())
  const { events: otherEvents } = gather(other)
  await other.bind('tcp://127.0.0.1:*')
  const address = other.lastEndpoint ?? ''
  await other.unbind(address)
  await until(otherEvents, 'close')
  pair.connect(address)
  await until(events, 'connect:retry', 2)
  pair.close()
  await done
  t.strictSame(events[0], { type: 'connect:delay', address })
  t.strictSame(events[1], { type: 'close', address })
  const retry = events[2] as Event & { type: 'connect:retry' }
  t.strictSame(Object.keys(retry), ['type', 'address', 'interval'])
  t.equal(retry.address, address)
  t.ok(retry.interval >= 3 && retry.interval < 6, `${retry.interval} ms`)
})

onBoth('a bind that fails', async (t, zmq) => {
  const first = closing(t, new zmq.Pair())
  const second = closing(t, new zmq.Pair())
  await first.bind('tcp://127.0.0.1:*')
  const taken = first.lastEndpoint ?? ''
  const { events, done } = gather(second)
  await failureOf(() => second.bind(taken))
  second.close()
  await done
  t.same(
    events.map(event => event.type),
    ['close', 'bind:error', 'end'],
  )
  const failure = events[1] as Event & { type: 'bind:error' }
  t.equal(`tcp://${failure.address}`, taken)
  t.ok(failure.error instanceof Error)
  t.equal(failure.error.message, 'Address already in use')
  t.equal(failure.error.code, 'EADDRINUSE')
  t.equal(failure.error.errno, 98)
  t.same(Object.keys(events[0] as object), ['type'], 'no address, as libzmq says it')
})

onBoth('a peer that goes in the middle of the handshake', async (t, zmq) => {
  const { connect } = await import('node:net')
  const pull = closing(t, new zmq.Pull())
  const { events, done } = gather(pull)
  await pull.bind('tcp://127.0.0.1:*')
  const port = Number(pull.lastEndpoint?.split(':').at(-1))
  const socket = connect(port, '127.0.0.1')
  await new Promise(resolve => socket.on('data', resolve))
  socket.end()
  await until(events, 'disconnect')
  pull.close()
  await done
  t.same(
    events.map(event => event.type),
    ['bind', 'accept', 'handshake:error:other', 'disconnect', 'close', 'end'],
  )
  const { error } = events[2] as Event & { type: 'handshake:error:other' }
  t.equal(error.code, 'EPIPE')
  t.equal(error.errno, 32)
  t.equal(error.message, 'Broken pipe')
})

onBoth('a peer with another mechanism', async (t, zmq) => {
  const { connect } = await import('node:net')
  const pull = closing(t, new zmq.Pull())
  const { events, done } = gather(pull)
  await pull.bind('tcp://127.0.0.1:*')
  const port = Number(pull.lastEndpoint?.split(':').at(-1))
  const socket = connect(port, '127.0.0.1')
  const greeting = Buffer.alloc(64)
  greeting.write('ff00000000000000017f0300', 'hex')
  greeting.write('OTHER', 12)
  socket.write(greeting)
  socket.resume()
  await until(events, 'disconnect')
  pull.close()
  await done
  t.same(
    events.map(event => event.type),
    ['bind', 'accept', 'handshake:error:protocol', 'disconnect', 'close', 'end'],
  )
  const { error } = events[2] as Event & { type: 'handshake:error:protocol' }
  t.equal(error.code, 'ERR_ZMTP_MECHANISM_MISMATCH')
  t.equal(error.message, 'ZMTP protocol error')
})

onBoth('after the end', async (t, zmq) => {
  const pair = new zmq.Pair()
  const { events } = pair
  pair.close()
  t.strictSame(await events.receive(), { type: 'end' })
  t.equal(events.closed, true)
  t.equal(tell(await failureOf(() => events.receive())), 'EBADF Socket is closed')
  let count = 0
  for await (const event of events) count += Object.keys(event).length
  t.equal(count, 0)
})

onBoth('listeners', async (t, zmq) => {
  const pair = closing(t, new zmq.Pair())
  const bound: string[] = []
  const removed = (): void => void bound.push('removed')
  const { events } = pair
  const ended: Event[] = []
  events.on('bind', ({ type, address }) => bound.push(`${type} ${address}`))
  events.on('bind', removed)
  events.off('bind', removed)
  events.on('end', event => ended.push(event))
  t.throws(() => events.receive(), {
    message:
      'Observer is in event emitter mode. After a call to events.on() it is not possible to read ' +
      'events with events.receive().',
  })
  await pair.bind('tcp://127.0.0.1:*')
  const address = pair.lastEndpoint
  pair.close()
  while (ended.length === 0) await new Promise(resolve => setTimeout(resolve, 5))
  t.strictSame(ended, [{ type: 'end' }])
  t.same(bound, [`bind ${address}`])
  t.equal(events.closed, true)
})

onBoth('arguments', async (t, zmq) => {
  const events = closing(t, new zmq.Pair()).events as unknown as Record<
    'receive' | 'close',
    (...args: unknown[]) => unknown
  >
  t.throws(() => events.receive(1), { message: 'Expected 0 arguments but received 1' })
  t.throws(() => events.close(1), { message: 'Expected 0 arguments but received 1' })
  const closed = new zmq.Pair()
  closed.close()
  t.throws(() => closed.events, { code: 'ENOTSOCK' })
  t.throws(() => new zmq.Observer(closed), { code: 'ENOTSOCK' })
})

// The last one: in zeromq 6.8 observers made after this may hear nothing of the end.
onBoth('closing the observer', async (t, zmq) => {
  const pair = closing(t, new zmq.Pair())
  const { events } = pair
  const waiting = failureOf(() => events.receive())
  t.throws(() => events.receive(), {
    code: 'EBUSY',
    message: 'Observer is busy reading; only one receive operation may be in progress at any time',
  })
  events.close()
  t.equal(tell(await waiting), 'ENOTSOCK Socket operation on non-socket')
  t.equal(events.closed, true)
  t.throws(() => events.receive(), { code: 'EBADF' })
  events.close()
  await pair.bind(freshEndpoint(t, 'inproc'))
  t.equal(pair.closed, false)
})

// zeromq.js frees them when the garbage is collected, which no test can wait for.
t.test('events that are never read hold nothing once the socket is closed', async () => {
  const context = new rawzmq.Context({ maxSockets: 3 })
  for (let round = 0; round < 100; round++) {
    const pair = new rawzmq.Pair({ context })
    void pair.events
    await pair.bind('inproc://touched')
    pair.close()
  }
})

// zeromq.js halts when more are unread than a mailbox holds.
t.test('events can be read when the socket has long been closed', async t => {
  const rounds = 600
  const pair = new rawzmq.Pair()
  const { events } = pair
  for (let round = 0; round < rounds; round++) {
    await pair.bind('tcp://127.0.0.1:*')
    await pair.unbind(pair.lastEndpoint ?? '')
  }
  pair.close()
  const types: string[] = []
  for await (const { type } of events) types.push(type)
  t.equal(types.length, 2 * rounds + 1)
  t.strictSame(types.slice(-3), ['bind', 'close', 'end'])
  t.equal(events.closed, true)
  await t.rejects(async () => events.receive(), { code: 'EBADF' })
})
