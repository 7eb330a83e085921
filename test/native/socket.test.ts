import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import type { AnyTypeName, SocketTypeName } from '../../lib/engine.js'
import { UsageError } from '../../lib/errors.js'
import { nativeEngine } from '../../lib/native/engine.js'

const engine = await nativeEngine()
t.teardown(() => engine.close())

const directory = mkdtempSync(join(tmpdir(), 'rawzmq-native-'))
t.teardown(() => rmSync(directory, { recursive: true }))

const bytes = (...texts: string[]): Buffer[] => texts.map(text => Buffer.from(text))
const text = (parts: readonly Uint8Array[]): string[] =>
  parts.map(part => Buffer.from(part).toString())

/** Endpoints to bind, one of each transport, never used twice. */
const ENDPOINTS: Readonly<Record<string, (name: string) => string>> = {
  tcp: () => 'tcp://127.0.0.1:*',
  ipc: name => `ipc://${join(directory, name)}`,
  inproc: name => `inproc://${name}`,
}

for (const [transport, endpoint] of Object.entries(ENDPOINTS)) {
  for (const [sender, receiver] of [
    ['PUSH', 'PULL'],
    ['PAIR', 'PAIR'],
  ] as const) {
    t.test(`${sender} to ${receiver} over ${transport}, either side bound`, async t => {
      for (const bound of [sender, receiver]) {
        const [from, to] = [engine.socket(sender), engine.socket(receiver)]
        const [binder, connecter] = bound === sender ? [from, to] : [to, from]
        const address = await binder.bind(endpoint(`${sender}-${bound === sender}`))
        t.match(address, transport === 'tcp' ? /^tcp:\/\/127\.0\.0\.1:\d+$/ : /^(ipc|inproc):\/\/./)
        connecter.connect(address)

        await from.send(bytes('one'))
        t.same(await to.receive(), bytes('one'))
        await from.send([
          Buffer.from('a'),
          Buffer.alloc(0),
          new Uint8Array([9, 1, 2, 9]).subarray(1, 3),
        ])
        t.same(await to.receiveFrames(), [
          { data: Buffer.from('a'), more: true },
          { data: Buffer.alloc(0), more: true },
          { data: Buffer.of(1, 2), more: false },
        ])
        const large = Buffer.alloc(1_000_000, 'large')
        await from.send([large])
        t.same(await to.receive(), [large])
        from.close()
        to.close()
        if (sender === receiver && bound === receiver) break
      }
    })
  }
}

t.test('PAIR speaks both ways', async t => {
  const [left, right] = [engine.socket('PAIR'), engine.socket('PAIR')]
  right.connect(await left.bind('inproc://both-ways'))
  await left.send(bytes('ping'))
  t.same(text(await right.receive()), ['ping'])
  await right.send(bytes('pong'))
  t.same(text(await left.receive()), ['pong'])
  left.close()
  right.close()
})

t.test('REQ and REP, and the order they insist on', async t => {
  const [request, reply] = [engine.socket('REQ'), engine.socket('REP')]
  request.connect(await reply.bind('inproc://req-rep'))
  await t.rejects(request.receive(), { code: 'EFSM', errno: 156384763 })
  await request.send(bytes('question'))
  t.same(text(await reply.receive()), ['question'])
  await reply.send(bytes('answer'))
  t.same(text(await request.receive()), ['answer'])
  request.close()
  reply.close()
})

t.test('every type can be made', async t => {
  const types: Record<AnyTypeName, number> = {
    PAIR: 0,
    PUB: 1,
    SUB: 2,
    REQ: 3,
    REP: 4,
    DEALER: 5,
    ROUTER: 6,
    PULL: 7,
    PUSH: 8,
    XPUB: 9,
    XSUB: 10,
    STREAM: 11,
    SERVER: 12,
    CLIENT: 13,
    RADIO: 14,
    DISH: 15,
    GATHER: 16,
    SCATTER: 17,
    DGRAM: 18,
    PEER: 19,
    CHANNEL: 20,
  }
  for (const [name, number] of Object.entries(types)) {
    const type = name as keyof typeof types
    const socket = engine.socket(type)
    t.equal(socket.type, type)
    t.equal(socket.getOption(16), number, `ZMQ_TYPE of ${type}`)
    socket.close()
  }
})

t.test('a type that there is not', async t => {
  t.throws(() => engine.socket('FOO' as SocketTypeName), {
    code: 'ERR_USAGE',
    message: /^libzmq has no FOO sockets; it has PAIR, PUB,/,
  })
})

t.test('a message that cannot leave yet waits, and the next behind it', async t => {
  const push = engine.socket('PUSH')
  const endpoint = await push.bind('tcp://127.0.0.1:*')
  t.equal(push.trySend(bytes('never')), false, 'no peer at all')
  t.equal(push.lastErrno, 0, 'ZMQ_EVENTS was asked last')
  const sent = [push.send(bytes('first')), push.send(bytes('second'))]
  t.equal(push.isWaiting, true)
  t.equal(push.trySend(bytes('third')), false, 'others wait')
  const pull = engine.socket('PULL')
  pull.connect(endpoint)
  await Promise.all(sent)
  t.equal(push.isWaiting, false)
  t.same(text(await pull.receive()), ['first'])
  t.same(text(await pull.receive()), ['second'])
  t.equal(push.trySend(bytes('third')), true)
  t.same(text(await pull.receive()), ['third'])
  push.close()
  pull.close()
})

t.test('receives are served in the order they were made', async t => {
  const [push, pull] = [engine.socket('PUSH'), engine.socket('PULL')]
  push.connect(await pull.bind('inproc://in-order'))
  const received = [pull.receive(), pull.receive(), pull.receiveFrames()]
  t.equal(pull.tryReceiveFrames(), undefined, 'others wait')
  for (const word of ['a', 'b', 'c']) await push.send(bytes(word))
  t.same(await Promise.all(received), [
    bytes('a'),
    bytes('b'),
    [{ data: Buffer.from('c'), more: false }],
  ])
  t.equal(pull.tryReceiveFrames(), undefined, 'nothing there')
  push.close()
  pull.close()
})

t.test('a loop that never has to wait lets the event loop turn', async t => {
  const [push, pull] = [engine.socket('PUSH', { 23: 0 }), engine.socket('PULL', { 24: 0 })]
  push.connect(await pull.bind('inproc://turns'))
  let turns = 0
  let immediate = setImmediate(function count() {
    turns++
    immediate = setImmediate(count)
  })
  for (let index = 0; index < 5000; index++) await push.send([Buffer.from(String(index))])
  const turnsOfSender = turns
  for (let index = 0; index < 5000; index++) {
    if (text(await pull.receive())[0] !== String(index)) t.fail(`out of order at ${index}`)
  }
  clearImmediate(immediate)
  t.ok(turnsOfSender >= 8, `${turnsOfSender} turns amid 5000 sends`)
  t.ok(turns - turnsOfSender >= 8, `${turns - turnsOfSender} turns amid 5000 receives`)
  push.close()
  pull.close()
})

t.test('RCVTIMEO and SNDTIMEO end the waiting with EAGAIN', async t => {
  const pull = engine.socket('PULL', { 27: 20 })
  const push = engine.socket('PUSH', { 28: 0 })
  await t.rejects(pull.receive(), { code: 'EAGAIN' })
  await t.rejects(push.send(bytes('x')), { code: 'EAGAIN', errno: 11 })
  push.connect(await pull.bind('inproc://timeouts'))
  await push.send(bytes('in time'))
  t.same(text(await pull.receive()), ['in time'])
  push.close()
  pull.close()
})

t.test('with a timeout of 0 the turn is not waited for', async t => {
  const [push, pull] = [engine.socket('PUSH', { 23: 0 }), engine.socket('PULL', { 24: 0, 27: 0 })]
  push.connect(await pull.bind('inproc://no-wait'))
  for (let index = 0; index < 1100; index++) await push.send(bytes('x'))
  for (let index = 0; index < 1100; index++) await pull.receive()
  await t.rejects(pull.receive(), { code: 'EAGAIN' })
  push.close()
  pull.close()
})

t.test('closing a socket rejects what waits, and all calls after it', async t => {
  const [push, pull] = [engine.socket('PUSH'), engine.socket('PULL')]
  const waiting: Promise<unknown>[] = [pull.receive(), pull.receiveFrames(), push.send(bytes('x'))]
  pull.close()
  push.close()
  push.close()
  for (const operation of waiting) await t.rejects(operation, { code: 'EBADF' })
  t.equal(pull.isClosed, true)
  await t.rejects(pull.bind('inproc://closed'), { code: 'EBADF' })
  await t.rejects(pull.unbind('inproc://closed'), { code: 'EBADF' })
  await t.rejects(pull.receive(), { code: 'EBADF' })
  await t.rejects(push.send(bytes('x')), { code: 'EBADF' })
  t.throws(() => push.trySend(bytes('x')), { code: 'EBADF' })
  t.throws(() => pull.connect('inproc://closed'), { code: 'EBADF' })
  t.throws(() => pull.getOption(17), { code: 'EBADF' })
  t.throws(() => pull.setOption(17, 0), { code: 'EBADF' })
  t.throws(() => pull.monitor(), { code: 'EBADF' })
})

t.test('a socket closed while its loop of receives waits for a turn', async t => {
  const [push, pull] = [engine.socket('PUSH', { 23: 0 }), engine.socket('PULL', { 24: 0 })]
  push.connect(await pull.bind('inproc://turn-and-close'))
  const received = Array.from({ length: 600 }, () => push.send(bytes('x')))
  await Promise.all(received)
  const receives = Array.from({ length: 600 }, () => pull.receive())
  pull.close()
  const results = await Promise.allSettled(receives)
  t.same(new Set(results.map(({ status }) => status)), new Set(['fulfilled', 'rejected']))
  push.close()
})

t.test('errors are libzmq errors, with address', async t => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const taken = `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`
  const pull = engine.socket('PULL')
  await t.rejects(pull.bind(taken), { code: 'EADDRINUSE', errno: 98, address: taken })
  t.equal(pull.lastErrno, 98)
  server.close()

  await t.rejects(pull.bind('tcp://'), { code: 'EINVAL', errno: 22, address: 'tcp://' })
  await t.rejects(pull.bind('foo://bar'), { code: 'EPROTONOSUPPORT', errno: 93 })
  await t.rejects(pull.unbind('tcp://127.0.0.1:1'), { code: 'ENOENT', errno: 2 })
  t.throws(() => pull.disconnect('tcp://127.0.0.1:1'), { code: 'ENOENT', errno: 2 })
  t.throws(() => pull.connect('tcp://127.0.0.1'), { code: 'EINVAL', message: /Invalid argument/ })
  await t.rejects(pull.send(bytes('x')), { code: 'ENOTSUP', errno: 95 })
  t.throws(() => pull.trySend(bytes('x')), { code: 'ENOTSUP' })
  pull.close()

  const push = engine.socket('PUSH')
  await t.rejects(push.receive(), { code: 'ENOTSUP', errno: 95 })
  await t.rejects(push.send([]), new UsageError('a message has at least one part'))
  push.close()
})

t.test('unbind and disconnect take the connection down', async t => {
  const [push, pull] = [engine.socket('PUSH'), engine.socket('PULL')]
  const endpoint = `ipc://${join(directory, 'unbind')}`
  await push.bind(endpoint)
  pull.connect(endpoint)
  await push.send(bytes('x'))
  await pull.receive()
  const events = push.monitor({ events: 0x200 | 0x80 })
  await push.unbind(endpoint)
  t.same((await events.receive())[0]?.readUInt16LE(), 0x80, 'CLOSED')

  const next = await push.bind('tcp://127.0.0.1:*')
  pull.connect(next)
  await push.send(bytes('y'))
  t.same(text(await pull.receive()), ['y'])
  pull.disconnect(next)
  t.same((await events.receive())[0]?.readUInt16LE(), 0x200, 'DISCONNECTED')
  t.throws(() => pull.disconnect(next), { code: 'ENOENT' })
  events.close()
  push.close()
  pull.close()
})

t.test('options have the defaults of libzmq and can be set in any kind', async t => {
  const socket = engine.socket('PUSH', { 17: 250, 5: Buffer.from('me') })
  t.equal(socket.getOption(17), 250)
  t.same(socket.getOption(5), Buffer.from('me'))
  const defaults = { 18: 100, 19: 100, 21: 0, 22: -1, 23: 1000, 24: 1000, 28: -1, 66: 30000 }
  for (const [option, value] of Object.entries(defaults)) {
    t.equal(socket.getOption(Number(option)), value, `option ${option}`)
  }
  t.equal(socket.getOption(39), false, 'IMMEDIATE')
  t.equal(socket.getOption(32), null, 'LAST_ENDPOINT')
  t.equal(socket.getOption(4), 0, 'AFFINITY')

  socket.setOption(39, true)
  t.equal(socket.getOption(39), true)
  t.equal(socket.getOption(39, 'int'), 1)
  socket.setOption(22, 5_000_000_000)
  t.equal(socket.getOption(22), 5_000_000_000)
  socket.setOption(4, 2n ** 63n)
  t.equal(socket.getOption(4), 2n ** 63n)
  socket.setOption(45, 'admin')
  t.equal(socket.getOption(45), 'admin')
  t.equal(socket.getOption(43), 1, 'the mechanism is PLAIN now')
  socket.setOption(45, null)
  t.equal(socket.getOption(43), 0, 'and NULL again')
  socket.setOption(48, Buffer.alloc(32))
  t.equal(socket.getOption(48), '0'.repeat(40), 'a key reads as Z85')

  t.throws(() => socket.setOption(66, -1), { code: 'EINVAL' })
  t.throws(() => socket.setOption(17, 'soon'), UsageError)
  t.throws(() => socket.setOption(17, 5, 'int64'), { code: 'EINVAL', errno: 22 })
  t.throws(() => socket.getOption(22, 'int'), { code: 'EINVAL' })
  t.throws(() => socket.setOption(99_999, 1), { code: 'EINVAL' })
  t.throws(() => socket.getOption(99_999), { code: 'EINVAL' })
  socket.close()
})
