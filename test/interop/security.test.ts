// Every mechanism between every pair of packages, for every pattern, over tcp, ipc and ws: libzmq is one side or both.
import t, { type Test } from 'tap'
import type { Readable, Writable } from '../../lib/index.js'
import { closing, freshEndpoint, PACKAGES, type Zmq } from '../support/packages.js'
import { SIDES, zapHandler, type MechanismName } from '../support/security.js'

type Options = Record<string, unknown>
type Both = Writable & Readable
interface Ends {
  readonly server: Zmq
  readonly client: Zmq
}

/** Makes the two sockets of a pattern and lets messages pass. */
interface Pattern {
  readonly server: (zmq: Zmq, options: Options) => InstanceType<Zmq['Socket']>
  readonly client: (zmq: Zmq, options: Options) => InstanceType<Zmq['Socket']>
  readonly talk: (t: Test, server: Both, client: Both) => Promise<void>
}

/** Heartbeats run all the while: under CURVE they are sealed too. */
const OPTIONS = { linger: 0, heartbeatInterval: 20, heartbeatTimeout: 5000 }

const PATTERNS: Readonly<Record<string, Pattern>> = {
  'PULL and PUSH': {
    server: (zmq, options) => new zmq.Pull(options),
    client: (zmq, options) => new zmq.Push(options),
    talk: async (t, server, client) => {
      for (const size of SIZES) {
        await client.send([Buffer.alloc(size, 'x'), 'end'])
        t.same(await lengths(server), [size, 3])
      }
    },
  },
  'PUSH and PULL': {
    server: (zmq, options) => new zmq.Push(options),
    client: (zmq, options) => new zmq.Pull(options),
    talk: async (t, server, client) => {
      for (const size of SIZES) {
        await server.send([Buffer.alloc(size, 'x'), 'end'])
        t.same(await lengths(client), [size, 3])
      }
    },
  },
  'REP and REQ': {
    server: (zmq, options) => new zmq.Reply(options),
    client: (zmq, options) => new zmq.Request(options),
    talk: async (t, server, client) => {
      for (const size of SIZES) {
        await client.send(Buffer.alloc(size, 'x'))
        t.same(await lengths(server), [size])
        await server.send(['re', Buffer.alloc(size)])
        t.same(await lengths(client), [2, size])
      }
    },
  },
  'ROUTER and DEALER': {
    server: (zmq, options) => new zmq.Router(options),
    client: (zmq, options) => new zmq.Dealer({ ...options, routingId: 'me' }),
    talk: async (t, server, client) => {
      for (const size of SIZES) {
        await client.send(['a', Buffer.alloc(size)])
        t.same(await lengths(server), [2, 1, size])
        await server.send(['me', Buffer.alloc(size), 'b'])
        t.same(await lengths(client), [size, 1])
      }
    },
  },
  'PUB and SUB': {
    server: (zmq, options) => new zmq.XPublisher(options),
    client: (zmq, options) => {
      const sub = new zmq.Subscriber(options)
      sub.subscribe('a')
      return sub
    },
    talk: async (t, server, client) => {
      // The subscription travels sealed, as a command.
      t.same(await texts(server), ['\x01a'])
      await server.send(['b', 'left out'])
      await server.send(['ab', 'x'.repeat(300)])
      t.same(await lengths(client), [2, 300])
    },
  },
  'PAIR and PAIR': {
    server: (zmq, options) => new zmq.Pair(options),
    client: (zmq, options) => new zmq.Pair(options),
    talk: async (t, server, client) => {
      for (const size of SIZES) {
        await Promise.all([client.send(Buffer.alloc(size)), server.send(['s', Buffer.alloc(size)])])
        t.same([await lengths(server), await lengths(client)], [[size], [1, size]])
      }
    },
  },
}

/** Around the ends of blocks, of short frames and of what is copied. */
const SIZES = [0, 1, 30, 31, 32, 33, 222, 223, 1000, 70_000]

async function texts(socket: Readable): Promise<string[]> {
  return (await socket.receive()).map(part => part.toString('latin1'))
}

async function lengths(socket: Readable): Promise<number[]> {
  return (await socket.receive()).map(part => part.length)
}

async function converse(
  t: Test,
  { server, client }: Ends,
  mechanism: MechanismName,
  pattern: string,
  transport: 'tcp' | 'ipc' | 'ws',
): Promise<void> {
  const { server: makeServer, client: makeClient, talk } = PATTERNS[pattern] as Pattern
  const context = new server.Context()
  const handler = await zapHandler(t, server, context)
  const sides = SIDES[mechanism]
  const bound = closing(t, makeServer(server, { ...OPTIONS, context, ...sides.server }))
  const connected = closing(t, makeClient(client, { ...OPTIONS, ...sides.client }))
  for (const socket of [bound, connected]) {
    for (const name of ['receiveTimeout', 'sendTimeout']) {
      if (name in socket) Reflect.set(socket, name, 5000)
    }
  }
  await bound.bind(transport === 'ws' ? 'ws://127.0.0.1:*' : freshEndpoint(t, transport))
  connected.connect(bound.lastEndpoint as string)
  await talk(t, bound as unknown as Both, connected as unknown as Both)
  t.equal(handler.requests.length, 1)
  t.equal(handler.requests[0]?.[5], mechanism)
}

for (const mechanism of Object.keys(SIDES) as MechanismName[]) {
  for (const [serverName, server] of PACKAGES) {
    for (const [clientName, client] of PACKAGES) {
      if (serverName === 'zeromq' && clientName === 'zeromq') continue
      for (const pattern of Object.keys(PATTERNS)) {
        for (const transport of ['tcp', 'ipc', 'ws'] as const) {
          const title = `${mechanism}, ${pattern}, ${transport}: ${serverName} serves ${clientName}`
          t.test(title, t => converse(t, { server, client }, mechanism, pattern, transport))
        }
      }
    }
  }
}
