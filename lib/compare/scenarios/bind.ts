// Binding over tcp: what an endpoint may say, what is refused, and who may come in.
import { bindDifference } from '../deliberate.js'
import { bindAndClose, bindFails, connected, meetAndPart, over, part, table } from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'

export const bindScenarios: readonly Scenario[] = [
  ...over('tcp', [
    ...table(bindAndClose, [
      // The name of an interface stands for its address.
      ['bind-interface', 'bind to an interface, tcp://lo:*', 'tcp://lo:*'],
      // A name that stands for an address: events show the address.
      ['bind-localhost', 'bind to tcp://localhost:*', 'tcp://localhost:*'],
      // Port 0 is any port, as * is.
      ['bind-port-zero', 'bind to tcp://127.0.0.1:0', 'tcp://127.0.0.1:0'],
    ]),
    ...table(bindFails, [
      // An IPv6 address is no address for a socket that is not told to use IPv6.
      ['bind-ipv6-without-option', 'bind to tcp://[::1]:* without IPV6', 'tcp://[::1]:*'],
      // An address without a port has passed the first check, but not the second.
      ['bind-no-port', 'bind to tcp://127.0.0.1', 'tcp://127.0.0.1'],
      // No address, so no socket: nothing to close.
      [
        'bind-unknown-interface',
        'bind to an interface that does not exist',
        'tcp://nosuchif0:5555',
      ],
    ]),
    // A filter that lets the peer in changes nothing.
    {
      name: 'accept-filter-passes',
      title: 'TCP_ACCEPT_FILTER lets the peer in',
      run: meetAndPart('tcp://127.0.0.1:*', { [OPTIONS.TCP_ACCEPT_FILTER]: '127.0.0.0/8' }),
    },
    // The filter: the connection is made, then dropped; the errno is what accept(2) left behind.
    {
      name: 'accept-filter',
      title: 'TCP_ACCEPT_FILTER refuses the peer',
      async run(world) {
        const pull = world.socket('pull', 'PULL', { [OPTIONS.TCP_ACCEPT_FILTER]: '192.0.2.0/24' })
        const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 500 })
        push.connect(await pull.bind('tcp://127.0.0.1:*'))
        await push.saw('CONNECT_RETRIED')
        push.cut()
        await pull.saw('ACCEPT_FAILED')
        pull.cut()
      },
    },
    // The socket that could not be bound is closed (without an address), then the bind has failed.
    {
      name: 'bind-in-use',
      title: 'bind where somebody else listens',
      async run(world) {
        const pull = world.socket('pull', 'PULL')
        const other = world.socket('other', 'PULL')
        const endpoint = await other.bind('tcp://127.0.0.1:*')
        await pull.attemptRoughly('bind', () => pull.bind(endpoint))
        await pull.saw('BIND_FAILED')
        await pull.close()
        await other.close()
      },
    },
    // IPv6 addresses stand in brackets.
    {
      name: 'bind-ipv6',
      title: 'bind to tcp://[::1]:* and connect to it',
      run: meetAndPart('tcp://[::1]:*', { [OPTIONS.IPV6]: 1 }, { [OPTIONS.IPV6]: 1 }),
    },
    {
      name: 'bind-not-available',
      title: 'bind to an address this machine does not have',
      deliberate: { tcp: bindDifference('', 99, '192.0.2.1:port1') },
      run: bindFails('tcp://192.0.2.1:5555'),
    },
    // Ports lose what is above 16 bits, in silence.
    {
      name: 'bind-port-wraps',
      title: 'bind to a port above 65535',
      async run(world) {
        const pull = world.socket('pull', 'PULL')
        const port = (await world.emptyPlace()).split(':')[2]
        await pull.bind(`tcp://127.0.0.1:${65536 + Number(port)}`)
        await pull.close()
      },
    },
    // What is no endpoint fails before there is anything to report.
    {
      name: 'bind-refused-texts',
      title: 'bind to texts that are no endpoint: errors, but no events',
      async run(world) {
        const pull = world.socket('pull', 'PULL')
        for (const text of ['foo://bar', 'tcp://', '127.0.0.1:5555', '', 'ipc://', 'inproc://']) {
          await pull.attempt(`bind ${text}`, () => pull.bind(text))
        }
        await pull.close()
      },
    },
    // The listener has the wildcard's name, its connections have their own address.
    {
      name: 'bind-wildcard-host',
      title: 'bind to tcp://*:*; accepted connections carry their own local address',
      async run(world) {
        const pull = world.socket('pull', 'PULL')
        const push = world.socket('push', 'PUSH')
        const endpoint = await pull.bind('tcp://*:*')
        push.connect(endpoint.replace('0.0.0.0', '127.0.0.1'))
        await connected(push, pull)
        await part(push, pull)
      },
    },
    // With IPV6 the wildcard is [::]; a peer that comes by IPv4 has a mapped address.
    {
      name: 'bind-wildcard-ipv6',
      title: 'bind to tcp://*:* with IPV6; one peer by IPv4, one by IPv6',
      async run(world) {
        const pull = world.socket('pull', 'PULL', { [OPTIONS.IPV6]: 1 })
        const four = world.socket('four', 'PUSH')
        const six = world.socket('six', 'PUSH', { [OPTIONS.IPV6]: 1 })
        const endpoint = await pull.bind('tcp://*:*')
        four.connect(endpoint.replace('[::]', '127.0.0.1'))
        await connected(four, pull)
        six.connect(endpoint.replace('[::]', '[::1]'))
        await connected(six)
        await pull.saw('HANDSHAKE_SUCCEEDED', 2)
        await four.close()
        await pull.saw('DISCONNECTED')
        await six.close()
        await pull.saw('DISCONNECTED', 2)
        await pull.close()
      },
    },
  ]),
  {
    name: 'bind-again',
    title: 'bind, unbind, bind to the same place',
    async run(world) {
      const pull = world.socket('pull', 'PULL')
      const place = await world.emptyPlace()
      await pull.bind(place)
      await pull.unbind(place)
      await pull.saw('CLOSED')
      await pull.bind(place)
      await pull.saw('LISTENING', 2)
      await pull.close()
    },
  },
  // In which order listeners close is nobody's promise.
  {
    name: 'bind-two-listeners',
    title: 'close a socket with two listeners',
    unordered: { pull: ['CLOSED'] },
    async run(world) {
      const pull = world.socket('pull', 'PULL')
      await pull.bind(world.place())
      await pull.bind(world.place())
      await pull.close()
    },
  },
  // A bind to a free place: LISTENING with the real endpoint; closing it: CLOSED.
  {
    name: 'bind-wildcard-port',
    title: 'a bind to any free port or a fresh path, then close',
    run: bindAndClose(world => world.place()),
  },
]
