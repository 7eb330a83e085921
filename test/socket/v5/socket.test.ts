// rawzmq/v5-compat and zeromq/v5-compat, the same bodies on both, zeromq first. What ours has from version 5 itself,
// and zeromq's layer has not, is ours alone.
import t, { type Test } from 'tap'
import zeromq from 'zeromq/v5-compat.js'
import * as rawzmq from '../../../lib/compat/index.js'
import { eventually } from '../../support/engines.js'
import { failureOf, freshEndpoint } from '../../support/packages.js'

type V5 = typeof rawzmq

const PACKAGES: readonly (readonly [string, V5])[] = [
  ['zeromq', zeromq as unknown as V5],
  ['rawzmq', rawzmq],
]

function onBoth(title: string, body: (t: Test, zmq: V5) => Promise<void>): void {
  for (const [name, zmq] of PACKAGES) t.test(`${name}: ${title}`, t => body(t, zmq))
}

/** A socket that is closed when the test ends. */
function open(t: Test, zmq: V5, type: rawzmq.SocketType): rawzmq.Socket {
  const socket = zmq.socket(type, { linger: 0 })
  t.teardown(() => socket.close())
  return socket
}

/** Binds, and says where. */
const bound = (socket: rawzmq.Socket, address: string): Promise<string> =>
  new Promise((resolve, reject) => {
    socket.bind(address, error =>
      error ? reject(error) : resolve(String(socket.getsockopt('last_endpoint'))),
    )
  })

/** The next messages, their parts joined with `|`. */
function messages(socket: rawzmq.Socket, count: number): Promise<string[]> {
  const texts: string[] = []
  return new Promise(resolve => {
    socket.on('message', function take(...parts: Buffer[]) {
      texts.push(parts.join('|'))
      if (texts.length < count) return
      socket.off('message', take)
      resolve(texts)
    })
  })
}

for (const transport of ['tcp', 'ipc', 'inproc'] as const) {
  onBoth(`messages of all forms over ${transport}`, async (t, zmq) => {
    const [push, pull] = [open(t, zmq, 'push'), open(t, zmq, 'pull')]
    push.connect(await bound(pull, freshEndpoint(t, transport)))
    const received = messages(pull, 5)
    const done: string[] = []
    push.send('text')
    push.send(15.99)
    push.send(Buffer.from('bytes'), null, error => done.push(String(error)))
    push.send(['a', 'b'], zmq.ZMQ_SNDMORE).send('c')
    push.send(['d', ''], 0, () => done.push('second'))
    t.strictSame(await received, ['text', '15.99', 'bytes', 'a|b|c', 'd|'])
    await eventually(() => done.length === 2, 'the callbacks')
    t.strictSame(done, ['undefined', 'second'])
  })
}

onBoth('requests in a burst wait for their turn', async (t, zmq) => {
  const [req, rep] = [open(t, zmq, 'req'), open(t, zmq, 'rep')]
  rep.on('message', (...parts: Buffer[]) => rep.send(['re', ...parts]))
  req.connect(await bound(rep, 'tcp://127.0.0.1:*'))
  const received = messages(req, 3)
  for (const text of ['a', 'b', 'c']) req.send(text)
  t.strictSame(await received, ['re|a', 're|b', 're|c'])
})

onBoth('a paused socket emits nothing and sends nothing', async (t, zmq) => {
  const [push, pull] = [open(t, zmq, 'push'), open(t, zmq, 'pull')]
  push.connect(await bound(pull, 'inproc://paused'))
  const received = messages(pull, 2)
  push.pause()
  let isSent = false
  push.send('a', null, () => (isSent = true))
  await new Promise(resolve => setTimeout(resolve, 20))
  t.equal(isSent, false)
  push.resume()
  push.send('b')
  t.strictSame(await received, ['a', 'b'])
})

onBoth('bind, unbind and their failures', async (t, zmq) => {
  const [one, two] = [open(t, zmq, 'pull'), open(t, zmq, 'pull')]
  const told: unknown[] = []
  one.on('bind', address => told.push(address))
  one.on('unbind', address => told.push(address))
  const address = await bound(one, 'tcp://127.0.0.1:*')
  t.match(await failureOf(() => bound(two, address)), { code: 'EADDRINUSE', address })
  const failed = new Promise(resolve => {
    two.once('error', resolve)
  })
  two.bind(address)
  t.match(await failed, { code: 'EADDRINUSE' })
  await new Promise<void>(resolve => {
    one.unbind(address, () => resolve())
  })
  t.strictSame(told, ['tcp://127.0.0.1:*', address])
  t.equal((await failureOf(() => two.disconnect('tcp://127.0.0.1:9'))).code, 'ENOENT')
})

onBoth('options by number, by name and as properties', async (t, zmq) => {
  const socket = open(t, zmq, 'dealer')
  t.equal(socket.setsockopt(zmq.ZMQ_BACKLOG, 75), socket)
  t.equal(socket.backlog, 75)
  socket.identity = 'me'
  t.equal(socket.getsockopt('identity'), 'me')
  socket.setsockopt(zmq.ZMQ_IPV4ONLY, 0)
  t.equal(socket.getsockopt(zmq.ZMQ_IPV6), 1)
  t.equal(socket.getsockopt(zmq.ZMQ_IPV4ONLY), false)
  t.equal(socket.getsockopt('mechanism'), 0)
  t.equal(socket.getsockopt(zmq.ZMQ_TYPE), 5)
  t.equal(socket._ioevents, 0)
  t.equal(socket.getsockopt(zmq.ZMQ_DELAY_ATTACH_ON_CONNECT), 0)
  const refused: [() => unknown, string][] = [
    [() => socket.setsockopt(999, 1), 'Unknown option'],
    [() => socket.getsockopt(999), 'Unknown option'],
    [() => socket.setsockopt(zmq.ZMQ_TYPE, 1), 'Unknown option'],
    [() => socket.getsockopt(zmq.ZMQ_SUBSCRIBE), 'Unknown option'],
    [() => socket._fd, 'ZMQ_FD is not supported in compatibility mode'],
    [() => socket._receiveMore, 'ZMQ_RCVMORE is not supported in compatibility mode'],
    [
      () => socket.setsockopt(zmq.ZMQ_ROUTER_RAW, 1),
      'ZMQ_ROUTER_RAW is not supported in compatibility mode',
    ],
    [() => socket.subscribe('x'), 'Subscriber socket required'],
    [() => zmq.socket('nothing' as rawzmq.SocketType), 'Invalid socket type: nothing'],
    [() => new zmq.Context(), 'Context cannot be instantiated in compatibility mode'],
    [
      () => zmq.proxy(socket, socket),
      'This socket type order is not supported in compatibility mode',
    ],
  ]
  for (const [action, text] of refused) t.equal((await failureOf(action)).message, text)
  zmq.Context.setMaxThreads(2)
  t.equal(zmq.Context.getMaxThreads(), 2)
  t.equal(zmq.Context.getMaxSockets(), 1023)
})

t.test('topics, a proxy and what it captures', async t => {
  const zmq = rawzmq
  const [pub, sub, xsub, xpub] = (['pub', 'sub', 'xsub', 'xpub'] as const).map(type =>
    open(t, zmq, type),
  ) as [rawzmq.Socket, rawzmq.Socket, rawzmq.Socket, rawzmq.Socket]
  const [capture, watcher] = [open(t, zmq, 'push'), open(t, zmq, 'pull')]
  watcher.connect(await bound(capture, 'inproc://capture'))
  pub.connect(await bound(xsub, 'tcp://127.0.0.1:*'))
  sub.connect(await bound(xpub, 'tcp://127.0.0.1:*'))
  zmq.proxy(xpub, xsub, capture)
  sub.subscribe('a').subscribe('b').unsubscribe('b')
  const [received, watched] = [messages(sub, 1), messages(watcher, 1)]
  const publishing = setInterval(() => pub.send('b no').send(['a yes', 'x']), 5)
  t.strictSame([await received, await watched], [['a yes|x'], ['a yes|x']])
  clearInterval(publishing)
})

onBoth('a monitored socket emits its events', async (t, zmq) => {
  const pull = open(t, zmq, 'pull')
  const told: string[] = []
  const addresses: string[] = []
  for (const name of ['listen', 'accept', 'disconnect', 'close']) {
    pull.on(name, (_value, address) => {
      told.push(name)
      addresses.push(String(address))
    })
  }
  t.equal(pull.monitor(), pull)
  const address = await bound(pull, 'tcp://127.0.0.1:*')
  const push = open(t, zmq, 'push')
  push.connect(address)
  await eventually(() => told.includes('accept'), 'it is accepted')
  push.close()
  await eventually(() => told.includes('disconnect'), 'it has gone')
  t.strictSame(told, ['listen', 'accept', 'disconnect'])
  t.ok(addresses.every(each => each === address))
  // zeromq.js's own reader of the monitor fails where that has been closed.
  if (zmq === rawzmq) t.equal(pull.unmonitor(), pull)
})

onBoth('a listener that throws loses only its own message', async (t, zmq) => {
  const [push, pull] = [open(t, zmq, 'push'), open(t, zmq, 'pull')]
  push.connect(await bound(pull, 'inproc://throws'))
  const seen: string[] = []
  pull.on('message', part => {
    seen.push(String(part))
    if (seen.length === 1) throw new Error('a mistake of the program')
  })
  // tap would take the exception for its own.
  const listeners = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  const caught = new Promise<Error>(resolve => {
    process.once('uncaughtException', resolve)
  })
  push.send('a').send('b')
  t.equal((await caught).message, 'a mistake of the program')
  await eventually(() => seen.length === 2, 'the next')
  for (const listener of listeners) process.on('uncaughtException', listener)
})

t.test('the names are the same, and the numbers', async t => {
  const theirs = zeromq as unknown as Record<string, unknown>
  const names = Object.keys(theirs).filter(name => name !== 'default')
  t.strictSame(Object.keys(rawzmq.default).toSorted(), names.toSorted())
  for (const [name, value] of Object.entries(rawzmq.default)) {
    t.equal(typeof value, typeof theirs[name], name)
    if (typeof value === 'number') t.equal(value, theirs[name], name)
  }
  t.strictSame(rawzmq.options, theirs['options'])
})

t.test(
  'as in version 5: read, a value with each event, unbindSync, unmonitor at any time',
  async t => {
    const [push, pull] = [open(t, rawzmq, 'push'), open(t, rawzmq, 'pull')]
    const values: unknown[] = []
    pull.on('listen', value => values.push(value))
    pull.monitor().monitor()
    pull.bindSync('tcp://127.0.0.1:*')
    const address = String(pull.last_endpoint)
    await eventually(() => values.length === 1, 'it listens')
    t.type(values[0], 'number', 'the descriptor')
    pull.unmonitor().unmonitor()
    pull.pause()
    t.equal(pull.read(), null)
    push.connect(address)
    push.send(['a', 'b'])
    let message: Buffer[] | null = null
    await eventually(() => (message = pull.read()) !== null, 'something can be read')
    t.strictSame(String(message), 'a,b')
    pull.unbindSync(address)
    t.throws(() => pull.unbindSync(address), { code: 'ENOENT' })
    pull.close()
    t.equal(pull.closed, true)
    t.equal(pull.read(), null)
    t.doesNotThrow(() => pull.unmonitor().close())
    const closing = new Promise<Error | undefined>(resolve => {
      pull.bind('tcp://127.0.0.1:*', resolve)
    })
    t.match(await closing, { code: 'EBADF' })
  },
)

t.test('more messages than a burst, and a turn between', async t => {
  const [push, pull] = [open(t, rawzmq, 'push'), open(t, rawzmq, 'pull')]
  pull.setsockopt(rawzmq.ZMQ_RCVHWM, 0)
  push.connect(await bound(pull, 'inproc://burst'))
  pull.pause()
  const received = messages(pull, 2000)
  for (let count = 0; count < 2000; count++) push.send(`${count}`)
  await eventually(() => pull.getsockopt(rawzmq.ZMQ_EVENTS) === rawzmq.ZMQ_POLLIN, 'they wait')
  let turns = 0
  const turning = setInterval(() => turns++, 0)
  pull.resume()
  t.equal((await received).at(-1), '1999')
  clearInterval(turning)
})
