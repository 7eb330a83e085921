// Closing a socket, with and without work that is left, and unbinding.
import { connected, delayed, meet, waiting, waitsWithMessage } from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { RawPeer } from '../../raw/peer.js'
import type { MonitoredSocket, Scenario, World } from '../scenario.js'
import { GREETING, GREETING_LENGTH } from '../wire.js'

/** A PUSH that waits to try again, with a message, and is closed. */
const closesWithMessage =
  (lingerMs: number): Scenario['run'] =>
  async world => {
    const options = { [OPTIONS.RECONNECT_IVL]: 5000, [OPTIONS.LINGER]: lingerMs }
    const push = world.socket('push', 'PUSH', options)
    push.connect(await world.emptyPlace())
    await push.send('lost')
    await push.saw('CONNECT_RETRIED')
    await push.close()
  }

/** A bound PULL whose peer has only greeted. */
async function inHandshake(
  world: World,
): Promise<{ pull: MonitoredSocket; peer: RawPeer; endpoint: string }> {
  const pull = world.socket('pull', 'PULL')
  const endpoint = await pull.bind(world.place())
  const peer = await world.rawConnect(endpoint)
  await pull.saw('ACCEPTED')
  peer.send(GREETING)
  await peer.read(GREETING_LENGTH)
  return { pull, peer, endpoint }
}

export const closeScenarios: readonly Scenario[] = [
  // Closing a bound socket says CLOSED for its listener, nothing for its connections.
  {
    name: 'close-bound',
    title: 'close a bound socket with two live peers',
    async run(world) {
      const pull = world.socket('pull', 'PULL')
      const one = world.socket('one', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
      const two = world.socket('two', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
      const endpoint = await pull.bind(world.place())
      one.connect(endpoint)
      await connected(one, pull)
      two.connect(endpoint)
      await connected(two)
      await pull.saw('HANDSHAKE_SUCCEEDED', 2)
      await pull.close()
      for (const socket of [one, two]) {
        await socket.saw('CONNECT_RETRIED', 2)
        socket.cut()
      }
    },
  },
  {
    name: 'close-in-handshake-us',
    title: 'close a connecting socket whose peer has not finished its handshake',
    async run(world) {
      const listener = await world.rawListen()
      const push = world.socket('push', 'PUSH')
      push.connect(listener.endpoint)
      const peer = await listener.accept()
      await push.saw('CONNECTED')
      peer.send(GREETING)
      await peer.read(GREETING_LENGTH)
      await push.close()
      await peer.readToEnd()
    },
  },
  // Closing in the middle of a handshake: nothing about the connection.
  {
    name: 'close-in-handshake',
    title: 'close a bound socket with a peer that has not finished its handshake',
    async run(world) {
      const { pull, peer } = await inHandshake(world)
      await pull.close()
      await peer.readToEnd()
    },
  },
  // LINGER -1 over a live connection: everything arrives, then the connection ends.
  {
    name: 'close-linger-connected',
    title: 'close with LINGER -1 right after 100 messages',
    async run(world) {
      const push = world.socket('push', 'PUSH', { [OPTIONS.LINGER]: -1 })
      const pull = world.socket('pull', 'PULL')
      push.connect(await pull.bind(world.place()))
      await connected(push, pull)
      for (let count = 1; count <= 100; count++) await push.send(`message ${count}`)
      push.closeOnly()
      let last: string[] = []
      for (let count = 1; count <= 100; count++) last = await pull.receive()
      world.note(String(last))
      await push.saw('MONITOR_STOPPED')
      await pull.saw('DISCONNECTED')
      await pull.close()
    },
  },
  // LINGER in milliseconds: then the rest is dropped.
  {
    name: 'close-linger-ends',
    title: 'close with LINGER 100 and a message nobody takes',
    run: closesWithMessage(100),
  },
  // LINGER 0: dropped at once.
  {
    name: 'close-linger-zero',
    title: 'close with LINGER 0 and a message nobody takes',
    run: closesWithMessage(0),
  },
  // A closed socket goes on, events and all, until its messages are out.
  {
    name: 'close-lingers',
    title: 'close with LINGER -1 and a message that waits; then somebody binds',
    async run(world) {
      const { push, pull, place } = await waitsWithMessage(world)
      push.closeOnly()
      await pull.bind(place)
      world.note(String(await pull.receive()))
      await push.saw('MONITOR_STOPPED')
      await pull.saw('DISCONNECTED')
      await pull.close()
    },
  },
  // Everything a monitor has said by the time of the close is still to be read.
  {
    name: 'close-many-listeners',
    title: 'close a socket with 50 listeners: no event is lost',
    unordered: { pull: ['CLOSED'] },
    async run(world) {
      const pull = world.socket('pull', 'PULL')
      for (let count = 1; count <= 50; count++) await pull.bind(world.place())
      await pull.close()
    },
  },
  {
    name: 'close-unanswered',
    title: 'close while the connect is not answered yet',
    transports: ['tcp'],
    async run(world) {
      const { push } = await delayed(world)
      await push.close()
    },
  },
  {
    name: 'close-unused',
    title: 'close a socket that was neither bound nor connected',
    transports: ['tcp'],
    async run(world) {
      const push = world.socket('push', 'PUSH')
      await push.close()
    },
  },
  {
    name: 'close-waiting',
    title: 'close while the next attempt is waited for',
    async run(world) {
      const { push } = await waiting(world)
      await push.close()
    },
  },
  // A connection in its handshake goes in silence too.
  {
    name: 'unbind-in-handshake',
    title: 'unbind with a peer that has not finished its handshake',
    async run(world) {
      const { pull, peer, endpoint } = await inHandshake(world)
      await pull.unbind(endpoint)
      await pull.saw('CLOSED')
      await peer.readToEnd()
      await pull.close()
    },
  },
  // Unbinding what is not bound: ENOENT, also the second time. No event.
  {
    name: 'unbind-unknown',
    title: 'unbind an endpoint that is not bound, or not any more',
    transports: ['tcp', 'ipc', 'inproc'],
    async run(world) {
      const pull = world.socket('pull', 'PULL')
      const place = await world.emptyPlace()
      await pull.attempt('unbind unknown', () => pull.unbind(place))
      const endpoint = await pull.bind(place)
      await pull.unbind(endpoint)
      await pull.attempt('unbind again', () => pull.unbind(endpoint))
      await pull.close()
    },
  },
  // Unbinding closes the listener and, in silence, the connections it accepted.
  {
    name: 'unbind',
    title: 'unbind with a live peer',
    async run(world) {
      const { push, pull, endpoint } = await meet(world, {}, { [OPTIONS.RECONNECT_IVL]: 20 })
      await pull.unbind(endpoint)
      await pull.saw('CLOSED')
      await push.saw('CONNECT_RETRIED', 2)
      push.cut()
      await pull.close()
    },
  },
]
