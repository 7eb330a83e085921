// Over WebSockets (RFC 45, RFC 6455): what the two handshakes bring, and peers of plain bytes that are no good at it.
import {
  act,
  atBoundPull,
  atConnectingPush,
  closes,
  ends,
  gets,
  hears,
  meet,
  over,
  part,
  reads,
  table,
  type Moves,
} from '../moves.js'
import { boundDifference, SERVED } from '../deliberate.js'
import { OPTIONS } from '../../options.js'
import type { Scenario, SocketOptions } from '../scenario.js'
import { READY, READY_LENGTH } from '../wire.js'

const digits = (text: string): string => Buffer.from(text, 'latin1').toString('hex')

/** RFC 6455's own example of a key (§1.3), with the subprotocols of a client. */
const request = (subprotocols: string, path = '/'): string =>
  digits(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ${subprotocols}\r\n` +
      'Sec-WebSocket-Version: 13\r\n\r\n',
  )

const ANSWER =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: '

/** A frame of a client's; with a key of zeros its payload stands for itself. */
const masked = (opcode: string, payload: string): string => {
  const length = (0x80 | (payload.length / 2)).toString(16)
  return `${opcode}${length}00000000${payload}`
}

/** READY of a PUSH: its flags are others here. */
const READY_PUSH = masked('82', `02${READY.PUSH.slice(4)}`)

/** A client with a mechanism, up to the octets it sends. */
const greeted = (...then: Moves): Moves => [
  request('ZWS2.0/NULL'),
  reads(ANSWER.length + 'ZWS2.0/NULL\r\n\r\n'.length + READY_LENGTH + 1),
  READY_PUSH,
  (_peer, socket) => socket.saw('HANDSHAKE_SUCCEEDED', 2),
  ...then,
]

const PLAIN_CLIENT = { [OPTIONS.PLAIN_USERNAME]: 'admin', [OPTIONS.PLAIN_PASSWORD]: 'secret' }

/** Two that do not come together; what the binding one says, and the first try of the other. */
const parted =
  (bound: SocketOptions, connecting: SocketOptions, type: 'PUSH' | 'REQ' = 'PUSH') =>
  async (world: Parameters<Scenario['run']>[0]) => {
    const pull = world.socket('pull', 'PULL', bound)
    const socket = world.plainSocket(type, { [OPTIONS.RECONNECT_IVL]: 5000, ...connecting })
    socket.connect(await pull.bind(world.place()))
    await pull.saw('DISCONNECTED')
    await pull.close()
  }

/** A peer of plain bytes at a PULL, which libzmq would keep for ever. */
const atPull =
  (moves: Moves, options: SocketOptions = {}): Scenario['run'] =>
  async world => {
    const pull = world.socket('pull', 'PULL', options)
    const peer = await world.rawConnect(await pull.bind(world.place()))
    await act([...moves, closes(300)], peer, pull, world)
    await pull.close()
  }

const CLOSED = ['closed by the engine: true']

const TWICE = [['HANDSHAKE_SUCCEEDED', 0], ...SERVED] as const

export const wsScenarios: readonly Scenario[] = over('ws', [
  {
    name: 'ws-handshake',
    title: 'a WebSocket, its message, and its end',
    async run(world) {
      const { push, pull } = await meet(world, {}, {}, 'ws://127.0.0.1:*/path')
      await push.saw('HANDSHAKE_SUCCEEDED', 2)
      await pull.saw('HANDSHAKE_SUCCEEDED', 2)
      await push.send('one', 'two', 'x'.repeat(70_000))
      world.note(String((await pull.receive()).map(({ length }) => length)))
      await part(push, pull)
    },
  },
  {
    name: 'ws-heartbeats',
    title: 'HEARTBEAT_IVL on both sides of a WebSocket: nothing happens',
    async run(world) {
      const options = { [OPTIONS.HEARTBEAT_IVL]: 30, [OPTIONS.HEARTBEAT_TIMEOUT]: 2000 }
      const { push, pull } = await meet(world, options, options)
      await push.saw('HANDSHAKE_SUCCEEDED', 2)
      await pull.saw('HANDSHAKE_SUCCEEDED', 2)
      await world.wait(200)
      await part(push, pull)
    },
  },
  ...table(([bound, connecting, type]) => parted(bound, connecting, type), [
    ['ws-plain-client', 'a client with PLAIN at a server with NULL', [{}, PLAIN_CLIENT, 'PUSH']],
    [
      'ws-plain-server',
      'a client with NULL at a server with PLAIN',
      [{ [OPTIONS.PLAIN_SERVER]: true }, {}, 'PUSH'],
    ],
  ] as const),
  ...table(atBoundPull, [
    ['ws-greeting', 'a peer that sends a greeting of ZMTP', 'ff00000000000000017f'],
    ['ws-no-subprotocol', 'a WebSocket that is no ZeroMQ', request('chat')],
    ['ws-plain-http', 'a request that asks for no WebSocket', digits('GET / HTTP/1.1\r\n\r\n')],
    ['ws-half', 'a peer that leaves amid its request', [request('ZWS2.0').slice(0, 60), ends]],
    ['ws-unread', 'a peer that leaves before its READY', [request('ZWS2.0/NULL'), ends]],
    [
      'ws-command',
      'a message, a command, and the end',
      greeted(
        masked('82', `00${digits('hi')}`),
        hears,
        masked('82', `02${digits('\x05HELLO')}`),
        ends,
      ),
    ],
    ['ws-ping', 'a ping is answered', greeted(masked('89', ''), gets(2), ends)],
    ['ws-close', 'a close is answered', greeted(masked('88', '03e8'), gets(4), ends)],
    [
      'ws-no-mechanism',
      'a peer without a mechanism: its routing id, a message, its end',
      [
        request('ZWS2.0'),
        gets(ANSWER.length + 'ZWS2.0\r\n\r\n'.length + 3),
        masked('82', '00'),
        masked('82', `00${digits('hi')}`),
        hears,
        ends,
      ],
    ],
  ]),
  ...table(
    atPull,
    [
      ['ws-fragment', 'a fragment where none has begun', greeted(masked('80', '0061'))],
      ['ws-not-masked', 'a frame that is not masked', greeted('82020061')],
      ['ws-text', 'a frame of text', greeted(masked('81', '0061'))],
      ['ws-no-flags', 'a message of nothing', greeted(masked('82', ''))],
      ['ws-reserved', 'an opcode that nobody knows', greeted(masked('8b', ''))],
    ],
    {
      deliberate: boundDifference(
        'A frame that is no good is a fault of the peer, and the connection is closed; libzmq reads no more of it, and keeps the connection.',
        TWICE,
        CLOSED,
      ),
    },
  ),
  {
    name: 'ws-silent',
    title: 'HANDSHAKE_IVL: a peer that says nothing',
    deliberate: boundDifference(
      'HANDSHAKE_IVL counts for the handshake of a WebSocket, too; libzmq waits for ever.',
      [
        ['HANDSHAKE_FAILED_NO_DETAIL', 11],
        ['DISCONNECTED', 'fd2'],
      ],
      CLOSED,
    ),
    run: atPull([], { [OPTIONS.HANDSHAKE_IVL]: 100 }),
  },
  ...table(atConnectingPush, [
    [
      'ws-not-found',
      'a server of HTTP that knows nothing',
      digits('HTTP/1.1 404 Not Found\r\n\r\n'),
    ],
    ['ws-answer-garbage', 'a server that speaks something else', digits('220 mail\r\n')],
  ]),
])
