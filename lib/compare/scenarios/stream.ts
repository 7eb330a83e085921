// STREAM: strangers that speak anything, and what a STREAM is told of their coming and going.
import { OPTIONS } from '../../options.js'
import { quiet } from '../moves.js'
import { hear, hearNothing, make, say } from '../patterns.js'
import type { MonitoredSocket, Scenario, SocketOptions, World } from '../scenario.js'
import type { RawPeer } from '../../raw/peer.js'

const SILENT = { [OPTIONS.STREAM_NOTIFY]: false }

const HI = '6869'

/** A stranger at a bound STREAM, until the STREAM has closed. */
const strange =
  (
    then: (peer: RawPeer, stream: MonitoredSocket, world: World) => Promise<void>,
    options: SocketOptions = {},
  ): Scenario['run'] =>
  async world => {
    const stream = make(world, 'stream', ['STREAM', options])
    const peer = await world.rawConnect(await stream.bind(world.place()))
    await stream.saw('ACCEPTED')
    await then(peer, stream, world)
    await stream.close()
  }

export const streamScenarios: readonly Scenario[] = [
  {
    name: 'stream-stranger',
    title: 'a stranger comes, speaks, is answered, and goes',
    run: strange(async (peer, stream, world) => {
      const [name] = (await hear(world, stream)) as [Buffer]
      peer.send(HI)
      await hear(world, stream)
      await say(stream, name, 'ho')
      world.note(await peer.read(2))
      peer.end()
      await hear(world, stream)
      await stream.saw('DISCONNECTED')
    }),
  },
  {
    name: 'stream-silent',
    title: 'STREAM_NOTIFY off: only what a stranger says',
    run: strange(async (peer, stream, world) => {
      peer.send(HI)
      await hear(world, stream)
      peer.end()
      await stream.saw('DISCONNECTED')
      await hearNothing(world, stream)
    }, SILENT),
  },
  {
    name: 'stream-resets',
    title: 'a stranger resets the connection',
    transports: ['tcp'],
    run: strange(async (peer, stream, world) => {
      await hear(world, stream)
      peer.reset()
      await hear(world, stream)
      await stream.saw('DISCONNECTED')
    }),
  },
  {
    name: 'stream-closes',
    title: 'the STREAM closes the connection by an empty message',
    run: strange(async (peer, stream, world) => {
      const [name] = (await hear(world, stream)) as [Buffer]
      await say(stream, name, 'bye')
      await say(stream, name, '')
      world.note(await peer.readToEnd())
      await quiet(world)
      await stream.attempt('it is gone', () => say(stream, name, 'more'))
    }),
  },
  {
    name: 'stream-unknown',
    title: 'a STREAM sends to nobody',
    run: strange(async (_peer, stream, world) => {
      await hear(world, stream)
      await stream.attempt('nobody', () => say(stream, 'nobody', 'hi'))
    }),
  },
  {
    name: 'stream-connects',
    title: 'a STREAM connects to a stranger, which goes; it connects again',
    async run(world) {
      const listener = await world.rawListen()
      const stream = make(world, 'stream', ['STREAM', { [OPTIONS.RECONNECT_IVL]: 20 }])
      stream.connect(listener.endpoint)
      const peer = await listener.accept()
      const [name] = (await hear(world, stream)) as [Buffer]
      await say(stream, name, 'hi')
      world.note(await peer.read(2))
      peer.end()
      await hear(world, stream)
      await stream.saw('CONNECTED', 2)
      await hear(world, stream)
      stream.cut()
    },
  },
  {
    name: 'stream-named',
    title: 'a STREAM calls who it connects to by a name of its own',
    async run(world) {
      const listener = await world.rawListen()
      const named = { [OPTIONS.CONNECT_ROUTING_ID]: 'anna' }
      const stream = make(world, 'stream', ['STREAM', named])
      stream.connect(listener.endpoint)
      const peer = await listener.accept()
      await hear(world, stream)
      await say(stream, 'anna', 'hi')
      world.note(await peer.read(2))
      peer.send(HI)
      await hear(world, stream)
      await stream.close()
    },
  },
  {
    name: 'stream-refused',
    title: 'a STREAM connects to where nobody is',
    async run(world) {
      const stream = make(world, 'stream', ['STREAM', { [OPTIONS.RECONNECT_IVL]: 20 }])
      stream.connect(await world.emptyPlace())
      await stream.saw('CONNECT_RETRIED', 2)
      stream.cut()
    },
  },
  {
    name: 'stream-two-strangers',
    title: 'two strangers, of which one goes',
    run: strange(async (peer, stream, world) => {
      await hear(world, stream)
      const second = await world.rawConnect(String(stream.socket.getOption(OPTIONS.LAST_ENDPOINT)))
      const [name] = (await hear(world, stream)) as [Buffer]
      peer.end()
      await hear(world, stream)
      await stream.saw('DISCONNECTED')
      await say(stream, name, 'hi')
      world.note(await second.read(2))
    }),
  },
  {
    name: 'stream-inproc',
    title: 'a STREAM wants plain TCP: a bind to inproc',
    transports: ['inproc'],
    deliberate: {
      inproc: {
        reason:
          'A STREAM is plain TCP (zmq_socket(3)), and nobody speaks that over inproc: it is refused at once; libzmq takes it, and whoever connects gets what no manual says.',
        ours: {},
        calls: ['stream: bind: ENOCOMPATPROTO 156384764'],
      },
    },
    async run(world) {
      const stream = make(world, 'stream', 'STREAM')
      await stream.attempt('bind', () => stream.bind(world.place()))
      await stream.close()
    },
  },
]
