// Connecting, and taking it back: names, sources, texts that are no endpoint.
import {
  SLOWLY,
  connected,
  delayed,
  meet,
  over,
  part,
  quiet,
  triesInVain,
  waiting,
  waitsWithMessage,
} from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'

/** A PUSH that connects by another name for an endpoint, and tries again once nobody is there any more. */
const connectsTwice =
  (rename: (endpoint: string) => string): Scenario['run'] =>
  async world => {
    const pull = world.socket('pull', 'PULL')
    const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
    push.connect(rename(await pull.bind('tcp://127.0.0.1:*')))
    await connected(push, pull)
    await pull.close()
    await push.saw('CONNECT_RETRIED', 2)
    push.cut()
  }

export const connectScenarios: readonly Scenario[] = [
  ...over('tcp', [
    // No name, no address, no socket: only the wait is reported.
    {
      name: 'connect-empty-name',
      title: 'connect to tcp://:5555, a name that does not resolve',
      run: triesInVain(3, { [OPTIONS.RECONNECT_IVL]: 10 }, () => 'tcp://:5555'),
    },
    // An IPv6 address does not resolve for a socket that is not told to use IPv6.
    {
      name: 'connect-ipv6-without-option',
      title: 'connect to tcp://[::1]:port without IPV6',
      run: triesInVain(3, { [OPTIONS.RECONNECT_IVL]: 10 }, place =>
        place.replace('127.0.0.1', '[::1]'),
      ),
    },
    // As long as nothing has been up, the name stays.
    {
      name: 'connect-name-refused',
      title: 'connect to tcp://localhost where nobody listens: the name stays in every event',
      run: triesInVain(3, { [OPTIONS.RECONNECT_IVL]: 10 }, place =>
        place.replace('127.0.0.1', 'localhost'),
      ),
    },
    // Events name the endpoint as it was given, until a connection has been up: then by number.
    {
      name: 'connect-name',
      title: 'connect to tcp://localhost; after the first connection the address is numeric',
      run: connectsTwice(endpoint => endpoint.replace('127.0.0.1', 'localhost')),
    },
    // What zmq_connect refuses at once leaves no event.
    {
      name: 'connect-refused-texts',
      title: 'connect to texts that are refused at once: errors, but no events',
      async run(world) {
        const push = world.socket('push', 'PUSH')
        const addresses = ['tcp://127.0.0.1:*', 'tcp://127.0.0.1', 'tcp://*:5555']
        for (const text of [...addresses, 'foo://bar', 'tcp://', '']) {
          await push.attempt(`connect ${text}`, () => push.connect(text))
        }
        await push.close()
      },
    },
    // A source address is part of the name, as long as the text given is the name.
    {
      name: 'connect-source',
      title: 'connect with a source address: tcp://127.0.0.1:0;127.0.0.1:port',
      run: connectsTwice(endpoint => endpoint.replace('tcp://', 'tcp://127.0.0.1:0;')),
    },
    // A SYN that nobody answers is given up after CONNECT_TIMEOUT, if there is one.
    {
      name: 'connect-unanswered',
      title: 'connect to a listener whose queue is full, with CONNECT_TIMEOUT',
      async run(world) {
        const full = await world.fullListener()
        const options = { [OPTIONS.CONNECT_TIMEOUT]: 100, [OPTIONS.RECONNECT_IVL]: 20 }
        const push = world.socket('push', 'PUSH', options)
        push.connect(full)
        await push.saw('CONNECT_RETRIED', 2)
        push.cut()
      },
    },
    // An unfinished attempt has a socket of its own, which is closed.
    {
      name: 'disconnect-unanswered',
      title: 'disconnect while the connect is not answered yet',
      async run(world) {
        const { push, place } = await delayed(world)
        push.disconnect(place)
        await push.saw('CLOSED')
        await push.close()
      },
    },
  ]),
  // Connecting may come first; what was sent before waits.
  {
    name: 'connect-first',
    title: 'connect and send first, bind later',
    async run(world) {
      const push = world.socket('push', 'PUSH', SLOWLY)
      const pull = world.socket('pull', 'PULL')
      const place = await world.emptyPlace()
      push.connect(place)
      await push.send('early')
      await push.saw('CONNECT_RETRIED')
      await pull.bind(place)
      await connected(push, pull)
      world.note(String(await pull.receive()))
      await part(push, pull)
    },
  },
  // With IMMEDIATE the pipe comes with the handshake; the events are the same.
  {
    name: 'connect-immediate',
    title: 'connect with IMMEDIATE: nothing can be sent before the handshake',
    async run(world) {
      const push = world.socket('push', 'PUSH', { ...SLOWLY, [OPTIONS.IMMEDIATE]: 1 })
      const pull = world.socket('pull', 'PULL')
      const place = await world.emptyPlace()
      push.connect(place)
      world.note(`sent before: ${push.socket.trySend([Buffer.from('early')])}`)
      await push.saw('CONNECT_RETRIED')
      await pull.bind(place)
      await connected(push, pull)
      await push.send('late')
      world.note(String(await pull.receive()))
      await part(push, pull)
    },
  },
  // A path that cannot be is refused at once.
  {
    name: 'connect-ipc-too-long',
    title: 'connect to a path that is too long: an error, but no event',
    transports: ['ipc'],
    async run(world) {
      const push = world.socket('push', 'PUSH')
      await push.attempt('connect', () => push.connect(`ipc://${world.path('x'.repeat(110))}`))
      await push.close()
    },
  },
  // PUSH makes a connection for each connect; one disconnect ends them all, in silence.
  {
    name: 'connect-twice',
    title: 'connect twice to the same endpoint, then disconnect once',
    unordered: { pull: ['DISCONNECTED'] },
    async run(world) {
      const { push, pull, endpoint } = await meet(world)
      push.connect(endpoint)
      await push.saw('HANDSHAKE_SUCCEEDED', 2)
      await pull.saw('HANDSHAKE_SUCCEEDED', 2)
      push.disconnect(endpoint)
      await pull.saw('DISCONNECTED', 2)
      await push.close()
      await pull.close()
    },
  },
  // Messages that wait keep a disconnected endpoint alive, events and all, as long as they linger.
  {
    name: 'disconnect-lingers',
    title: 'disconnect with LINGER -1 and a message that waits; then somebody binds',
    async run(world) {
      const { push, pull, place } = await waitsWithMessage(world)
      push.disconnect(place)
      await pull.bind(place)
      world.note(String(await pull.receive()))
      await pull.saw('DISCONNECTED')
      await push.saw('HANDSHAKE_SUCCEEDED')
      await push.close()
      await pull.close()
    },
  },
  // Disconnecting what is not connected: ENOENT.
  {
    name: 'disconnect-unknown',
    title: 'disconnect an endpoint that is not connected, or not any more',
    transports: ['tcp', 'ipc', 'inproc'],
    async run(world) {
      const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 5000 })
      const place = await world.emptyPlace()
      await push.attempt('disconnect unknown', () => push.disconnect(place))
      push.connect(place)
      push.disconnect(place)
      await push.attempt('disconnect again', () => push.disconnect(place))
      push.cut()
    },
  },
  // While a retry is waited for there is nothing to close and nothing to say.
  {
    name: 'disconnect-waiting',
    title: 'disconnect while the next attempt is waited for',
    async run(world) {
      const { push, place } = await waiting(world)
      push.disconnect(place)
      await quiet(world)
      await push.close()
    },
  },
  // Disconnecting a live connection is silent on this side.
  {
    name: 'disconnect',
    title: 'disconnect with a live peer',
    async run(world) {
      const { push, pull, endpoint } = await meet(world)
      push.disconnect(endpoint)
      await pull.saw('DISCONNECTED')
      await push.close()
      await pull.close()
    },
  },
  // Nobody listens: every attempt is delayed (tcp only), closed and followed by a random wait.
  {
    name: 'refused',
    title: 'connect where nobody listens: attempts and waits without end',
    run: triesInVain(4, { [OPTIONS.RECONNECT_IVL]: 10 }),
  },
]
