// Objects as zeromq.js makes them: sealed, checked, with options as properties.
import t from 'tap'
import * as rawzmq from '../../../lib/index.js'
import { closing, failureOf, onBoth, PACKAGES, tell, type Zmq } from '../../support/packages.js'

onBoth('version and capabilities', async (t, zmq) => {
  t.equal(zmq.version, '4.3.5')
  t.same(Object.keys(zmq.capability).toSorted(), 'curve draft gssapi ipc norm pgm tipc'.split(' '))
  for (const value of Object.values(zmq.capability)) t.type(value, 'boolean')
  t.equal(zmq.capability.ipc, true)
})

onBoth('socket types', async (t, zmq) => {
  const { Pair, Pull, Push, Socket } = zmq
  const types = [
    [new Pair(), 0],
    [new Pull(), 7],
    [new Push(), 8],
    [new Socket(8), 8],
  ] as const
  for (const [socket, number] of types) {
    closing(t, socket)
    t.equal(socket.type, number)
    t.ok(socket instanceof Socket)
    t.equal(socket.context, zmq.context)
    t.equal(socket.closed, false)
    t.equal(socket.lastEndpoint, null)
    t.equal(socket.securityMechanism, null)
    t.equal(socket.threadSafe, false)
    t.same(Object.keys(socket), [])
  }
  t.type(Push.prototype.send, 'function')
  t.type(Pull.prototype.receive, 'function')
  t.type(Pull.prototype[Symbol.asyncIterator], 'function')
})

/** Arguments TypeScript would refuse. */
const loose = (zmq: Zmq) => zmq as unknown as Record<string, new (...args: unknown[]) => unknown>

onBoth('what a constructor refuses', async (t, zmq) => {
  const { Context, Pair, Push, Socket, Observer } = loose(zmq) as Required<ReturnType<typeof loose>>
  const refused: [string, string, () => unknown][] = [
    ['a number as options', 'TypeError Options must be an object', () => new Push!(1)],
    ['a string as options', 'TypeError Options must be an object', () => new Push!('x')],
    ['null as options', 'TypeError Options must be an object', () => new Push!(null)],
    ['no type', 'TypeError Socket type must be a number', () => new Socket!()],
    ['a type that is none', 'TypeError Socket type must be a number', () => new Socket!('8')],
    ['a type nobody has', 'EINVAL Invalid argument', () => new Socket!(4591)],
    [
      'a third argument',
      'TypeError Expected 2 arguments but received 3',
      () => new Socket!(8, {}, 3),
    ],
    ['a number as context options', 'TypeError Options must be an object', () => new Context!(1)],
    ['null as context options', 'TypeError Options must be an object', () => new Context!(null)],
    [
      'a second argument for a context',
      'TypeError Expected 1 argument but received 2',
      () => new Context!({}, 1),
    ],
    ['an observer of nothing', 'TypeError Socket must be a socket object', () => new Observer!()],
    ['an observer of text', 'TypeError Socket must be a socket object', () => new Observer!('x')],
  ]
  for (const [what, expected, action] of refused)
    t.equal(tell(await failureOf(action)), expected, what)
  t.match((await failureOf(() => new Pair!({ context: {} }))).message, 'Invalid argument')
  for (const name of ['Push', 'Context']) {
    const call = loose(zmq)[name] as unknown as () => void
    t.throws(() => call(), TypeError, `${name} without new`)
  }
})

t.test(
  'options a constructor refuses (zeromq 6.8 says the same, but then crashes at its end)',
  async t => {
    const { Context, Pair } = loose(rawzmq) as Required<ReturnType<typeof loose>>
    const sealed = 'TypeError Cannot add property foo, object is not extensible'
    t.equal(tell(await failureOf(() => new Pair!({ foo: 1 }))), sealed)
    t.equal(tell(await failureOf(() => new Context!({ foo: 1 }))), sealed)
    t.equal(tell(await failureOf(() => new Pair!({ linger: -2 }))), 'EINVAL Invalid argument')
    const notANumber = 'TypeError Option value must be a number'
    t.equal(tell(await failureOf(() => new Pair!({ linger: '1' }))), notANumber)
  },
)

onBoth('objects are sealed, and some properties only read', async (t, zmq) => {
  const socket = closing(t, new zmq.Pair()) as unknown as Record<string, unknown>
  const context = new zmq.Context() as unknown as Record<string, unknown>
  t.ok(Object.isSealed(socket))
  t.ok(Object.isSealed(context))
  t.throws(() => (socket['doesNotExist'] = 1), TypeError)
  t.throws(() => (context['doesNotExist'] = 1), TypeError)
  t.throws(() => (socket['send'] = 1), TypeError)
  for (const name of [
    'type',
    'lastEndpoint',
    'securityMechanism',
    'threadSafe',
    'events',
    'context',
    'closed',
    'readable',
    'writable',
  ]) {
    t.throws(() => (socket[name] = 1), { message: /which has only a getter/ }, name)
  }
  t.throws(() => (context['maxSocketsLimit'] = 1), { message: /which has only a getter/ })
})

onBoth('options of the constructor go through the setters, in their order', async (t, zmq) => {
  const seen: string[] = []
  class Seen extends zmq.Push {
    override set linger(value: number) {
      seen.push(`linger ${value}`)
      this.setInt32Option(17, value)
    }
    override get linger(): number {
      return this.getInt32Option(17)
    }
  }
  const socket = closing(t, new Seen({ sendHighWaterMark: 5, linger: 3 }))
  t.same(seen, ['linger 3'])
  t.equal(socket.linger, 3)
  t.equal(socket.sendHighWaterMark, 5)
})

onBoth('a context: its options, and what sockets take from it', async (t, zmq) => {
  const context = new zmq.Context({ ipv6: true, blocky: false, maxSockets: 1 })
  const socket = closing(t, new zmq.Pair({ context }))
  t.equal(socket.context, context)
  t.equal(socket.ipv6, true)
  t.equal(socket.linger, 0)
  const { code, message } = await failureOf(() => new zmq.Pair({ context }))
  t.equal(code, 'EMFILE')
  t.equal(message, 'Too many open file descriptors')

  const other = new zmq.Context()
  const defaults = {
    blocky: true,
    ioThreads: 1,
    maxMessageSize: 2 ** 31 - 1,
    maxSockets: 1023,
    ipv6: false,
    maxSocketsLimit: 65535,
  }
  for (const [name, value] of Object.entries(defaults)) {
    t.equal(other[name as keyof typeof defaults], value, name)
  }
  const settable: [string, unknown, unknown][] = [
    ['ioThreads', 0, 0],
    ['ioThreads', -1, 'EINVAL Invalid argument'],
    ['maxMessageSize', 0, 0],
    ['maxMessageSize', -1, 'EINVAL Invalid argument'],
    ['maxMessageSize', 2 ** 31, 'EINVAL Invalid argument'],
    ['maxSockets', 0, 'EINVAL Invalid argument'],
    ['maxSockets', 65536, 65536],
    ['ipv6', true, true],
    ['ipv6', 1, 'TypeError Option value must be a boolean'],
    ['blocky', 'x', 'TypeError Option value must be a boolean'],
    ['ioThreads', 'x', 'TypeError Option value must be a number'],
    ['ioThreads', true, 'TypeError Option value must be a number'],
  ]
  for (const [name, value, expected] of settable) {
    const fresh = new zmq.Context() as unknown as Record<string, unknown>
    try {
      fresh[name] = value
      t.equal(fresh[name], expected, `${name} = ${String(value)}`)
    } catch (error) {
      t.equal(tell(error as Error), expected, `${name} = ${String(value)}`)
    }
  }
})

onBoth("a context's generic accessors", async (t, zmq) => {
  class Open extends zmq.Context {
    call(name: string, ...args: unknown[]): unknown {
      return (this as unknown as Record<string, (...args: unknown[]) => unknown>)[name]?.(...args)
    }
  }
  const context = new Open()
  t.equal(context.call('getInt32Option', 70), 1)
  t.equal(context.call('getBoolOption', 70), true)
  t.equal(context.call('getInt32Option', 3), 65535)
  t.equal(context.call('setInt32Option', 70, 0), undefined)
  t.equal(context.blocky, false)
  const refused: [string, unknown[], string][] = [
    ['getBoolOption', [], 'TypeError Identifier must be a number'],
    ['getInt32Option', ['x'], 'TypeError Identifier must be a number'],
    ['setInt32Option', ['x', 1], 'TypeError Identifier must be a number'],
    ['setBoolOption', [70], 'TypeError Option value must be a boolean'],
    ['setInt32Option', [70], 'TypeError Option value must be a number'],
    ['getInt32Option', [70, 1], 'TypeError Expected 1 argument but received 2'],
    ['setInt32Option', [70, 1, 1], 'TypeError Expected 2 arguments but received 3'],
    ['getInt32Option', [999], 'EINVAL Invalid argument'],
    ['setInt32Option', [999, 1], 'EINVAL Invalid argument'],
  ]
  for (const [name, args, expected] of refused) {
    t.equal(tell(await failureOf(() => context.call(name, ...args))), expected, `${name}(${args})`)
  }
})

/** The names of a package, without those of the whole: the default, and what Node requires of a module. */
const namesOf = (all: object): string[] =>
  Object.keys(all).filter(name => name !== 'default' && name !== 'module.exports')

t.test('the names are those of zeromq.js, each of the same kind', async t => {
  const [[, zeromq]] = PACKAGES as [(typeof PACKAGES)[0]]
  t.same(namesOf(rawzmq).toSorted(), namesOf(zeromq).toSorted())
  for (const name of namesOf(rawzmq) as (keyof Zmq)[]) {
    t.equal(typeof (rawzmq as unknown as Zmq)[name], typeof zeromq[name], name)
  }
})
