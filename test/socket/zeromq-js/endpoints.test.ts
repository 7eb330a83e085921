// bind, unbind, connect, disconnect, close: what they refuse, and how they stand in each other's way.
import { existsSync, readFileSync } from 'node:fs'
import { test, type Test } from 'tap'
import { Pair } from '../../../lib/index.js'
import { noIpv6 } from '../../support/ipv6.js'
import {
  closing,
  failureOf,
  freshEndpoint,
  onBoth,
  onBothOver,
  PACKAGES,
  tell,
  type Zmq,
} from '../../support/packages.js'

const INVALID = 'EINVAL Invalid argument'
const NO_PROTOCOL = 'EPROTONOSUPPORT Protocol not supported'
const NO_ENDPOINT = 'ENOENT No such endpoint'

/** Text, and what bind, connect, and both their opposites say to it; `ok` if nothing. */
const TEXTS: [text: string, bind: string, connect: string, undo: string][] = [
  ['', INVALID, INVALID, INVALID],
  ['foo', INVALID, INVALID, INVALID],
  ['tcp:/x', INVALID, INVALID, INVALID],
  ['://x', INVALID, INVALID, INVALID],
  ['tcp://', INVALID, INVALID, INVALID],
  ['ipc://', INVALID, INVALID, INVALID],
  ['inproc://', INVALID, INVALID, INVALID],
  ['foo://bar', NO_PROTOCOL, NO_PROTOCOL, NO_PROTOCOL],
  ['TCP://127.0.0.1:*', NO_PROTOCOL, NO_PROTOCOL, NO_PROTOCOL],
  [
    'udp://127.0.0.1:5',
    'ENOCOMPATPROTO The protocol is not compatible with the socket type',
    'ENOCOMPATPROTO The protocol is not compatible with the socket type',
    'ENOCOMPATPROTO The protocol is not compatible with the socket type',
  ],
  ['tcp://127.0.0.1', INVALID, INVALID, NO_ENDPOINT],
  ['tcp://127.0.0.1:', INVALID, INVALID, NO_ENDPOINT],
  ['tcp://127.0.0.1:x', INVALID, INVALID, NO_ENDPOINT],
  ['tcp://127.0.0.1:!', INVALID, INVALID, NO_ENDPOINT],
  ['tcp://*:5555', '', INVALID, NO_ENDPOINT],
  ['tcp://127.0.0.1:*', 'ok', INVALID, NO_ENDPOINT],
  ['tcp://127.0.0.1:0', 'ok', '', NO_ENDPOINT],
  ['tcp://localhost:*', 'ok', INVALID, NO_ENDPOINT],
  ['tcp://nosuchif:5555', 'ENODEV No such device', '', NO_ENDPOINT],
  ['tcp://[::1]:5555', 'ENODEV No such device', '', NO_ENDPOINT],
  ['tcp://192.0.2.1:*', 'EADDRNOTAVAIL Cannot assign requested address', INVALID, NO_ENDPOINT],
  ['tcp://-x:5', '', INVALID, NO_ENDPOINT],
  ['tcp://.x:5', '', INVALID, NO_ENDPOINT],
  ['tcp://x y:5', '', INVALID, NO_ENDPOINT],
  ['tcp://x/y:5', '', INVALID, NO_ENDPOINT],
  ['tcp://127.0.0.1:5/', '', INVALID, NO_ENDPOINT],
  ['ipc:///nonexistent/x', 'ENOENT No such endpoint', 'ok', NO_ENDPOINT],
  [`ipc://${'a'.repeat(108)}`, 'ENAMETOOLONG File name too long', '', NO_ENDPOINT],
  ['inproc://nobody', 'ok', 'ok', NO_ENDPOINT],
]

onBoth('endpoint texts', async (t, zmq) => {
  for (const [text, bind, connect, undo] of TEXTS) {
    const told = async (
      expected: string,
      what: string,
      action: (socket: InstanceType<Zmq['Pair']>) => unknown,
    ): Promise<void> => {
      if (expected === '') return
      const socket = new zmq.Pair({ linger: 0 })
      let actual = 'ok'
      try {
        await action(socket)
      } catch (error) {
        actual = tell(error as Error)
        t.equal((error as { address?: string }).address, text, `${what} ${text}: address`)
      }
      socket.close()
      t.equal(actual, expected, `${what} ${text}`)
    }
    await told(bind, 'bind', socket => socket.bind(text))
    // libzmq gives an inproc name free only some time after its socket was closed.
    const other = text.startsWith('inproc:') && bind === 'ok' ? `${text}-else` : text
    await told(bind, 'bindSync', socket => socket.bindSync(other))
    await told(connect, 'connect', socket => socket.connect(text))
    await told(undo, 'unbind', socket => socket.unbind(text))
    await told(undo, 'disconnect', socket => socket.disconnect(text))
  }
})

onBoth('arguments', async (t, zmq) => {
  const pair = closing(t, new zmq.Pair())
  type Loose = Record<string, (...args: unknown[]) => unknown>
  const loose = pair as unknown as Loose
  for (const name of ['bind', 'bindSync', 'unbind', 'unbindSync', 'connect', 'disconnect']) {
    const call = async (...args: unknown[]): Promise<string> =>
      tell(await failureOf(() => loose[name]?.(...args)))
    t.equal(await call(), 'TypeError Address must be a string', name)
    t.equal(await call(5), 'TypeError Address must be a string', name)
    t.equal(await call('inproc://a', 1), 'TypeError Expected 1 argument but received 2', name)
  }
  pair.close()
  for (const name of ['bind', 'bindSync', 'unbind', 'unbindSync', 'connect', 'disconnect']) {
    t.throws(
      () => loose[name]?.('inproc://a'),
      { code: 'EBADF', message: 'Socket is closed' },
      name,
    )
    t.throws(() => loose[name]?.(5), { message: 'Address must be a string' }, name)
  }
  pair.close()
  t.equal(pair.closed, true)
})

onBoth('what a peer may be called by a connect', async (t, zmq) => {
  const endpoint = 'tcp://127.0.0.1:1'
  for (const type of ['Router', 'Stream'] as const) {
    for (const routingId of [
      '',
      null,
      undefined,
      0,
      false,
      'é',
      'x'.repeat(256),
      Buffer.from([0]),
    ]) {
      const socket = closing(t, new zmq[type]())
      socket.connect(endpoint, { routingId: routingId as string })
    }
    const wrong: readonly (readonly [given: unknown, error: string])[] = [
      [5, 'TypeError Option value must be a string or buffer'],
      [true, 'TypeError Option value must be a string or buffer'],
      [{}, 'TypeError Option value must be a string or buffer'],
      [new ArrayBuffer(1), 'TypeError Option value must be a string or buffer'],
      [Buffer.alloc(0), 'EINVAL Invalid argument'],
    ]
    for (const [given, error] of wrong) {
      const socket = closing(t, new zmq[type]())
      const failure = await failureOf(() =>
        socket.connect(endpoint, { routingId: given as string }),
      )
      t.equal(tell(failure), error, `${type}: ${String(given)}`)
      t.equal(socket.lastEndpoint, null)
    }
  }
})

onBoth('while a bind is under way', async (t, zmq) => {
  const pair = closing(t, new zmq.Pair())
  const endpoint = freshEndpoint(t, 'inproc')
  const bound = pair.bind(endpoint)
  const busy = { code: 'EBUSY', message: 'Socket is blocked by a bind or unbind operation' }
  t.throws(() => pair.bind(endpoint), busy)
  t.throws(() => pair.bindSync(endpoint), busy)
  t.throws(() => pair.unbind(endpoint), busy)
  t.throws(() => pair.connect(endpoint), busy)
  t.throws(() => pair.disconnect(endpoint), busy)
  t.throws(() => pair.send('x'), busy)
  t.throws(() => pair.receive(), busy)
  t.equal(pair.linger, -1, 'options can be read')
  pair.linger = 0
  t.equal(pair.linger, 0, 'and set')
  await bound
  t.equal(pair.lastEndpoint, endpoint)
  const unbound = pair.unbind(endpoint)
  t.throws(() => pair.send('x'), busy)
  await unbound
})

onBoth('a close during a bind waits for it', async (t, zmq) => {
  const pair = new zmq.Pair()
  const bound = pair.bind(freshEndpoint(t, 'inproc'))
  pair.close()
  t.equal(pair.closed, false)
  await bound
  t.equal(pair.closed, true)

  const failing = new zmq.Pair()
  const failed = failureOf(() => failing.bind('tcp://192.0.2.1:*'))
  failing.close()
  t.equal((await failed).code, 'EADDRNOTAVAIL')
  t.equal(failing.closed, true)
})

onBothOver('a name is taken once', async (t, zmq, endpoint, transport) => {
  const first = closing(t, new zmq.Pair())
  const second = closing(t, new zmq.Pair())
  await first.bind(endpoint)
  const taken = first.lastEndpoint ?? ''
  if (transport === 'ipc') {
    await second.bind(taken)
    t.ok(existsSync(taken.slice('ipc://'.length)), 'an ipc path is taken over')
    return
  }
  for (const socket of [first, second]) {
    const error = await failureOf(() => socket.bind(taken))
    t.equal(tell(error), 'EADDRINUSE Address already in use')
    t.equal(error.errno, 98)
    t.equal((error as { address?: string }).address, taken)
  }
  await first.unbind(taken)
  await freed(() => second.bind(taken))
  t.equal(second.lastEndpoint, taken)
})

/** libzmq lets go of a port a moment after unbind has returned. */
async function freed(bind: () => Promise<void>): Promise<void> {
  for (;;) {
    const failure = await failureOrNothing(bind)
    if (failure === undefined) return
    if (failure !== 'EADDRINUSE') throw new Error(failure)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

onBothOver('lastEndpoint, unbind, and unbind again', async (t, zmq, endpoint, transport) => {
  const pair = closing(t, new zmq.Pair())
  await pair.bind(endpoint)
  const bound = pair.lastEndpoint ?? ''
  if (transport === 'tcp') t.match(bound, /^tcp:\/\/127\.0\.0\.1:\d+$/)
  else t.equal(bound, endpoint)
  await pair.unbind(bound)
  const error = await failureOf(() => pair.unbind(bound))
  t.equal(tell(error), NO_ENDPOINT)
  t.equal(error.errno, 2)
  t.equal((error as { address?: string }).address, bound)
})

onBothOver('disconnect ends every connect to that text', async (t, zmq, endpoint, transport) => {
  const pair = closing(t, new zmq.Pair({ linger: 0 }))
  const target = transport === 'tcp' ? 'tcp://127.0.0.1:9' : endpoint
  pair.connect(target)
  t.equal(pair.lastEndpoint, target)
  pair.connect(target)
  pair.disconnect(target)
  t.equal(tell(await failureOf(() => pair.disconnect(target))), NO_ENDPOINT)
})

onBoth('unbind and disconnect do the same', async (t, zmq) => {
  const pair = closing(t, new zmq.Pair({ linger: 0 }))
  await pair.bind('tcp://127.0.0.1:*')
  pair.disconnect(pair.lastEndpoint ?? '')
  pair.connect('tcp://127.0.0.1:9')
  await pair.unbind('tcp://127.0.0.1:9')
  pair.connect('tcp://127.0.0.1:9')
  t.equal(tell(await failureOf(() => pair.unbind('tcp://127.0.0.1:10'))), NO_ENDPOINT)
})

onBoth('another spelling of a bound tcp endpoint', async (t, zmq) => {
  const pair = closing(t, new zmq.Pair())
  await pair.bind('tcp://localhost:*')
  const port = pair.lastEndpoint?.split(':').at(-1)
  t.equal(pair.lastEndpoint, `tcp://127.0.0.1:${port}`)
  await pair.unbind(`tcp://localhost:${port}`)
})

/** Hosts of all kinds: bound, connected to by the same text, and unbound by it. */
const HOSTS = [
  '127.0.0.1 127.1 0x7f.0.0.1 localhost LOCALHOST [localhost] [::1] ::1 [0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1] [::FFFF:127.0.0.1] % %lo 127.0.0.1%nosuch 127.0.0.1%0 [::1%nosuch] [::1%0]',
].flatMap(line => line.split(' '))

/** Of these libzmq would ask the name service; ours does not for a bind. */
const NO_HOSTS = 'nosuch constructor __proto__ toString hasOwnProperty [:: 1.2.3.4.5 08.1'.split(
  ' ',
)

/** Names that the file of hosts has for this machine. */
function ownNames(): string[] {
  const lines = existsSync('/etc/hosts') ? readFileSync('/etc/hosts', 'utf8').split('\n') : []
  const names = lines
    .filter(line => line.startsWith('127.0.0.1'))
    .map(line => line.split(/\s+/)[1] ?? '')
  return names.filter(name => name !== '')
}

const withoutPort = (text: string | null): string => String(text).replace(/:\d+$/, ':P')

/** What happens with a host: the names that the two ends have, and whether a message comes across. */
async function tryHost(zmq: Zmq, host: string, ipv6: boolean): Promise<string[]> {
  const pull = new zmq.Pull({ ipv6, linger: 0, receiveTimeout: 10_000 })
  const push = new zmq.Push({ ipv6, linger: 0 })
  const said: string[] = []
  try {
    await pull.bind(`tcp://${host}:*`)
    const port = pull.lastEndpoint?.split(':').at(-1) ?? ''
    said.push(withoutPort(pull.lastEndpoint))
    const accepted = new Promise<string | undefined>(resolve =>
      pull.events.on('accept', ({ address }) => resolve(address)),
    )
    push.connect(`tcp://${host}:${port}`)
    await push.send('x')
    said.push(String(await pull.receive()), withoutPort((await accepted) ?? ''))
    await pull.unbind(`tcp://${host}:${port}`)
    said.push('unbound by its name')
  } catch (error) {
    said.push(tell(error as NodeJS.ErrnoException))
  } finally {
    pull.close()
    push.close()
  }
  return said
}

for (const ipv6 of noIpv6 ? [false] : [false, true]) {
  test(`hosts of all kinds, ipv6 ${ipv6}`, async t => {
    const [[, zeromq], [, rawzmq]] = PACKAGES as [(typeof PACKAGES)[0], (typeof PACKAGES)[0]]
    // With ipv6 libzmq does not find these again when it unbinds.
    const zoned = ipv6 ? [] : ['127.0.0.1%lo', '127.0.0.1%1']
    for (const host of [...HOSTS, ...ownNames(), ...zoned]) {
      t.strictSame(await tryHost(rawzmq, host, ipv6), await tryHost(zeromq, host, ipv6), host)
    }
  })
}

test('hosts that are none', async t => {
  const [, [, rawzmq]] = PACKAGES as [(typeof PACKAGES)[0], (typeof PACKAGES)[0]]
  for (const host of NO_HOSTS) {
    t.strictSame(await tryHost(rawzmq, host, false), ['ENODEV No such device'], host)
  }
})

onBoth('a connect that the peer has refused can be undone, once', async (t, zmq) => {
  const bound = closing(t, new zmq.Push({ linger: 0 }))
  await bound.bind('tcp://127.0.0.1:*')
  const endpoint = bound.lastEndpoint ?? ''
  const push = closing(t, new zmq.Push({ linger: 0 }))
  for (let turn = 0; turn < 2; turn++) {
    const gone = new Promise(resolve => push.events.on('disconnect', resolve))
    push.connect(endpoint)
    await gone
    push.disconnect(endpoint)
    t.equal(tell(await failureOf(() => push.disconnect(endpoint))), NO_ENDPOINT)
  }
})

// In libzmq, too, a moment after the event.
test('a connect that is not tried again is gone', async t => {
  const [, [, zmq]] = PACKAGES as [(typeof PACKAGES)[0], (typeof PACKAGES)[0]]
  const pull = new zmq.Pull({ linger: 0 })
  await pull.bind('tcp://127.0.0.1:*')
  const endpoint = pull.lastEndpoint ?? ''
  const push = closing(t, new zmq.Push({ linger: 0, reconnectInterval: -1 }))
  const ready = new Promise(resolve => push.events.on('handshake', resolve))
  const gone = new Promise(resolve => push.events.on('disconnect', resolve))
  push.connect(endpoint)
  await ready
  pull.close()
  await gone
  t.equal(tell(await failureOf(() => push.disconnect(endpoint))), NO_ENDPOINT)
})

async function exchange(t: Test, zmq: Zmq, endpoint: string): Promise<void> {
  const push = closing(t, new zmq.Push())
  const pull = closing(t, new zmq.Pull())
  await push.bind(endpoint)
  const bound = push.lastEndpoint ?? ''
  pull.connect(bound)
  await push.send('one')
  t.equal(String(await pull.receive()), 'one')
  pull.disconnect(bound)
  await push.unbind(bound)
  await untilAlone(push)
  await freed(() => pull.bind(bound))
  push.connect(bound)
  await push.send('two')
  let received = String(await pull.receive())
  while (received === PROBE) received = String(await pull.receive())
  t.equal(received, 'two')
}

const PROBE = 'is anybody there?'

/**
 * libzmq's I/O thread ends a connection some time after unbind and disconnect have returned; till
 * then PUSH gives messages to it, and they are lost with it.
 */
async function untilAlone(push: InstanceType<Zmq['Push']>): Promise<void> {
  push.sendTimeout = 0
  await until(async () => (await failureOrNothing(() => push.send(PROBE))) === 'EAGAIN')
  push.sendTimeout = -1
}

onBothOver('sides can be changed', (t, zmq, endpoint) => exchange(t, zmq, endpoint))

onBoth('an inproc unbind frees the name and leaves the peers', async (t, zmq) => {
  const endpoint = freshEndpoint(t, 'inproc')
  const push = closing(t, new zmq.Push({ sendTimeout: 0 }))
  const pull = closing(t, new zmq.Pull())
  await push.bind(endpoint)
  pull.connect(endpoint)
  await push.unbind(endpoint)
  await push.send('x')
  t.equal(String(await pull.receive()), 'x')
  const other = closing(t, new zmq.Pair())
  await other.bind(endpoint)
  await push.send('y')
  t.equal(String(await pull.receive()), 'y')
  pull.disconnect(endpoint)
  await until(async () => (await failureOrNothing(() => push.send('z'))) === 'EAGAIN')
})

/** libzmq's other threads take a moment. */
async function until(isMet: () => Promise<boolean>): Promise<void> {
  while (!(await isMet())) await new Promise(resolve => setTimeout(resolve, 5))
}

async function failureOrNothing(action: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await action()
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
}

onBothOver('bindSync acts at once', async (t, zmq, endpoint) => {
  const push = closing(t, new zmq.Push())
  const pull = closing(t, new zmq.Pull())
  push.bindSync(endpoint)
  pull.connect(push.lastEndpoint ?? '')
  await push.send('x')
  t.equal(String(await pull.receive()), 'x')
})

test('unbindSync acts at once (in zeromq 6.8 it binds: a slip there)', async t => {
  const pair = closing(t, new Pair())
  pair.bindSync('inproc://unbind-sync')
  pair.unbindSync('inproc://unbind-sync')
  t.throws(() => pair.unbindSync('inproc://unbind-sync'), { code: 'ENOENT' })
})
