import t from 'tap'
import type * as zeromq from 'zeromq'
import * as rawzmq from '../lib/index.js'

t.test('the public names, and nothing else', async t => {
  t.same(Object.keys(rawzmq.default).toSorted(), [
    'Context',
    'Dealer',
    'Observer',
    'Pair',
    'Proxy',
    'Publisher',
    'Pull',
    'Push',
    'Reply',
    'Request',
    'Router',
    'Socket',
    'Stream',
    'Subscriber',
    'XPublisher',
    'XSubscriber',
    'capability',
    'context',
    'curveKeyPair',
    'version',
  ])
  t.match(rawzmq, rawzmq.default)
  t.ok(rawzmq.context instanceof rawzmq.Context)
})

t.test("the types are zeromq.js's", async t => {
  const push = new rawzmq.Push({ sendTimeout: 20 })
  const pull = new rawzmq.Pull({ receiveTimeout: 20 })
  t.teardown(() => [push, pull].forEach(socket => socket.close()))
  push.bindSync('inproc://types')
  pull.connect('inproc://types')
  const writable: rawzmq.Writable = push
  const readable: rawzmq.Readable = pull
  // What a function of theirs wants to be given.
  const sender: Pick<zeromq.Writable, keyof zeromq.Writable> = push
  const receiver: Pick<zeromq.Readable, 'receive' | 'receiveTimeout'> = pull
  await writable.send(['a', 1, null])
  const [part, ...rest]: rawzmq.Message[] = await readable.receive()
  t.equal(String(part), 'a')
  t.equal(rest.length, 2)
  await sender.send('b')
  t.equal(String(await receiver.receive()), 'b')
  for await (const message of new Once(readable)) t.same(message, [])
  const options: rawzmq.RouterConnectOptions & rawzmq.StreamConnectOptions = { routingId: 'a' }
  const version: string = rawzmq.version
  const capability: Partial<Record<keyof typeof zeromq.capability, boolean>> = rawzmq.capability
  t.match({ options, version, capability }, { version: /^4/, capability: { ipc: true } })
  // Not literals: a program may compare them with what is not there yet.
  t.equal(rawzmq.version === '4.2.0', false)
  t.equal(rawzmq.capability.gssapi === true, false)
})

/** Something readable that is no socket. */
class Once implements Pick<rawzmq.Readable, typeof Symbol.asyncIterator> {
  readonly timeout: number

  constructor({ receiveTimeout }: rawzmq.Readable) {
    this.timeout = receiveTimeout
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<rawzmq.Message[], undefined> {
    yield []
    return undefined
  }
}

// eslint-disable-next-line no-unsafe-declaration-merging
interface Sender extends rawzmq.Writable {}

// eslint-disable-next-line no-unsafe-declaration-merging
class Sender extends rawzmq.Socket {
  constructor() {
    super(8)
  }
}

t.test('a subclass of Socket has send and receive; what its type cannot fails at once', async t => {
  const sender = new Sender()
  const pull = new rawzmq.Pull()
  t.teardown(() => [sender, pull].forEach(socket => socket.close()))
  sender.bindSync('inproc://subclass')
  pull.connect('inproc://subclass')
  await sender.send('x')
  t.equal(String(await pull.receive()), 'x')
  const { receive } = rawzmq.Socket.prototype as unknown as rawzmq.Readable
  const { send } = rawzmq.Socket.prototype as unknown as rawzmq.Writable
  await t.rejects(receive.call(sender as unknown as rawzmq.Readable), { code: 'ENOTSUP' })
  await t.rejects(send.call(pull as unknown as rawzmq.Writable, 'x'), { code: 'ENOTSUP' })
})
