// ROUTER and DEALER: names, routes, and peers that want a name that is taken.
import { OPTIONS } from '../../options.js'
import { connected, quiet } from '../moves.js'
import {
  coupled,
  EVERYWHERE,
  hear,
  hearNothing,
  make,
  offer,
  say,
  until,
  visited,
  couple,
  leave,
} from '../patterns.js'
import type { MonitoredSocket, Scenario, SocketOptions, World } from '../scenario.js'
import { frame, word } from '../wire.js'

const MANDATORY = { [OPTIONS.ROUTER_MANDATORY]: true }
const HANDOVER = { [OPTIONS.ROUTER_HANDOVER]: true }
const PROBE = { [OPTIONS.PROBE_ROUTER]: true }

const called = (name: string): SocketOptions => ({ [OPTIONS.ROUTING_ID]: name })

/** A bound ROUTER, and two DEALERs of one name that connect one after the other. */
async function namesakes(world: World, options: SocketOptions) {
  const { bound, other, endpoint } = await couple(
    world,
    ['ROUTER', options],
    ['DEALER', called('twin')],
  )
  await say(other, 'first')
  await hear(world, bound)
  const second = make(world, 'second', ['DEALER', called('twin')])
  second.connect(endpoint)
  await connected(second)
  await bound.saw('HANDSHAKE_SUCCEEDED', 2)
  await say(second, 'second')
  return { bound, other, second }
}

/** Waits until a ROUTER has no route to that name any more. */
const unreachable = (world: World, { socket }: MonitoredSocket, name: string): Promise<void> =>
  until(world, () => {
    try {
      socket.trySend([Buffer.from(name), Buffer.from('x')])
      return false
    } catch {
      return true
    }
  })

export const routerScenarios: readonly Scenario[] = [
  {
    name: 'router-dealer',
    title: 'a DEALER without a name; the ROUTER answers by the one it has made',
    transports: EVERYWHERE,
    run: coupled('ROUTER', 'DEALER', async ({ bound, other }, world) => {
      await say(other, 'a', 'b')
      const [name] = await hear(world, bound)
      await say(bound, name as Buffer, 'c', '')
      await hear(world, other)
    }),
  },
  {
    name: 'router-named',
    title: 'a DEALER with a name, to which the ROUTER sends first',
    transports: EVERYWHERE,
    run: coupled('ROUTER', ['DEALER', called('anna')], async ({ bound, other }, world) => {
      await say(other, '')
      await hear(world, bound)
      await say(bound, 'anna', 'hi')
      await hear(world, other)
      // A name with nothing behind it is no message.
      await say(bound, 'anna')
      await say(bound, 'anna', 'more')
      await hear(world, other)
    }),
  },
  {
    name: 'router-no-route',
    title: 'a ROUTER sends to a name that nobody has: the message is dropped',
    transports: EVERYWHERE,
    run: coupled('ROUTER', ['DEALER', called('anna')], async ({ bound, other }, world) => {
      await say(other, 'here')
      await hear(world, bound)
      await bound.attempt('nobody', () => say(bound, 'berta', 'lost', 'twice'))
      await say(bound, 'anna', 'hi')
      await hear(world, other)
    }),
  },
  {
    name: 'router-mandatory',
    title: 'ROUTER_MANDATORY: a name that nobody has',
    transports: EVERYWHERE,
    run: coupled(
      ['ROUTER', MANDATORY],
      ['DEALER', called('anna')],
      async ({ bound, other }, world) => {
        await bound.attempt('nobody', () => say(bound, 'berta', 'x'))
        await say(other, 'here')
        await hear(world, bound)
        await bound.attempt('nobody still', () => say(bound, 'berta', 'x'))
        await bound.attempt('somebody', () => say(bound, 'anna', 'hi'))
        await hear(world, other)
      },
    ),
  },
  {
    name: 'router-mandatory-full',
    title: 'ROUTER_MANDATORY: a named peer that is not there yet takes SNDHWM messages',
    async run(world) {
      const named = { [OPTIONS.CONNECT_ROUTING_ID]: 'anna' }
      const router = make(world, 'router', [
        'ROUTER',
        { ...MANDATORY, ...named, [OPTIONS.SNDHWM]: 2, [OPTIONS.RECONNECT_IVL]: 5000 },
      ])
      router.connect(await world.emptyPlace())
      for (const text of ['1', '2', '3']) offer(world, router, 'anna', text)
      await router.saw('CONNECT_RETRIED')
      await router.close()
    },
  },
  {
    name: 'router-gone',
    title: 'ROUTER_MANDATORY: a peer goes, and its name with it; another comes by that name',
    async run(world) {
      const anna = called('anna')
      const { bound, other, endpoint } = await couple(
        world,
        ['ROUTER', MANDATORY],
        ['DEALER', anna],
      )
      await say(other, 'here')
      await hear(world, bound)
      await other.close()
      await bound.saw('DISCONNECTED')
      await unreachable(world, bound, 'anna')
      await bound.attempt('gone', () => say(bound, 'anna', 'x'))
      const next = make(world, 'next', ['DEALER', anna])
      next.connect(endpoint)
      await say(next, 'here, too')
      await hear(world, bound)
      await say(bound, 'anna', 'hi')
      await hear(world, next)
      await leave(world, { bound, other: next }, 1)
    },
  },
  {
    name: 'router-namesake',
    title: 'a second peer comes with a name that is taken: it stays connected, mute',
    async run(world) {
      const { bound, other, second } = await namesakes(world, {})
      await hearNothing(world, bound)
      await second.close()
      await other.close()
      await bound.saw('DISCONNECTED')
      bound.cut()
    },
  },
  {
    name: 'router-handover',
    title: 'ROUTER_HANDOVER: a second peer takes the name of the first',
    async run(world) {
      const { bound, other, second } = await namesakes(world, HANDOVER)
      await hear(world, bound)
      await say(bound, 'twin', 'hi')
      await hear(world, second)
      await quiet(world)
      await other.close()
      await second.close()
      await bound.saw('HANDSHAKE_SUCCEEDED', 2)
      bound.cut()
    },
  },
  {
    name: 'router-probed',
    title: 'PROBE_ROUTER: a DEALER says an empty message first',
    transports: EVERYWHERE,
    run: coupled(
      'ROUTER',
      ['DEALER', { ...PROBE, ...called('anna') }],
      async ({ bound }, world) => {
        await hear(world, bound)
        await hearNothing(world, bound)
      },
    ),
  },
  {
    name: 'router-probes',
    title: 'PROBE_ROUTER: two ROUTERs, of which one connects and says who it is',
    transports: EVERYWHERE,
    run: coupled(
      'ROUTER',
      ['ROUTER', { ...PROBE, ...called('anna'), [OPTIONS.CONNECT_ROUTING_ID]: 'berta' }],
      async ({ bound, other }, world) => {
        await hear(world, bound)
        await say(bound, 'anna', 'hi')
        await hear(world, other)
        await say(other, 'berta', 'ho')
        await hear(world, bound)
      },
    ),
  },
  {
    name: 'router-old-peer',
    title: 'a ZMTP 2.0 REQ with a name asks a ROUTER (bind side)',
    async run(world) {
      const bound = make(world, 'bound', 'ROUTER')
      const peer = await world.rawConnect(await bound.bind(world.place()))
      peer.send(`ff00000000000000017f0103${frame('00', '616e6e61')}`)
      peer.send(word('', true) + word('hi'))
      await hear(world, bound)
      peer.end()
      await bound.saw('DISCONNECTED')
      await bound.close()
    },
  },
  {
    name: 'router-name-zero',
    title: 'a peer whose name begins with an octet 0',
    run: visited(
      ['ROUTER', MANDATORY],
      'DEALER',
      async (peer, bound, world) => {
        peer.send(word('hi'))
        await hear(world, bound)
        await say(bound, '\0own', 'ho')
        world.note(await peer.read(4))
      },
      '\0own',
    ),
  },
  {
    name: 'router-name-long',
    title: 'a peer whose name has 256 octets (bind side)',
    async run(world) {
      const bound = make(world, 'bound', 'ROUTER')
      const peer = await world.rawConnect(await bound.bind(world.place()))
      const long = `4964656e74697479${'00000100'}${'61'.repeat(256)}`
      peer.send('ff00000000000000017f03014e554c4c' + '00'.repeat(48))
      await peer.read(64)
      const body = `055245414459${'0b536f636b65742d54797065000000064445414c4552'}08${long}`
      peer.send(`06${(body.length / 2).toString(16).padStart(16, '0')}${body}`)
      peer.send(word('hi'))
      await world.race(bound.saw('HANDSHAKE_SUCCEEDED'), bound.saw('DISCONNECTED'))
      const came = bound.socket.receive().then(([name]) => world.note(`a name of ${name?.length}`))
      await world.race(came, bound.saw('DISCONNECTED'))
      peer.end()
      await bound.saw('DISCONNECTED')
      await bound.close()
    },
  },
  {
    name: 'dealer-two-routers',
    title: 'a DEALER sends to its two ROUTERs in turn, and hears both',
    async run(world) {
      const both = await couple(world, ['DEALER', called('anna')], 'ROUTER')
      const { bound, other, endpoint } = both
      const second = make(world, 'second', 'ROUTER')
      second.connect(endpoint)
      await bound.saw('HANDSHAKE_SUCCEEDED', 2)
      await second.saw('HANDSHAKE_SUCCEEDED')
      for (const text of ['1', '2', '3', '4']) await say(bound, text)
      await hear(world, other, 2)
      await hear(world, second, 2)
      await say(second, 'anna', 'hi')
      await hear(world, bound)
      await second.close()
      await bound.saw('DISCONNECTED')
      await leave(world, both, 1)
    },
  },
  {
    name: 'dealer-hwm',
    title: 'a DEALER whose peer is not there yet takes SNDHWM messages',
    async run(world) {
      const dealer = make(world, 'dealer', [
        'DEALER',
        { [OPTIONS.SNDHWM]: 2, [OPTIONS.RECONNECT_IVL]: 5000 },
      ])
      offer(world, dealer, '0')
      dealer.connect(await world.emptyPlace())
      for (const text of ['1', '2', '3']) offer(world, dealer, text)
      await dealer.saw('CONNECT_RETRIED')
      await dealer.close()
    },
  },
  {
    name: 'dealer-rep',
    title: 'a DEALER asks a REP with an envelope of its own, twice before it is answered',
    transports: EVERYWHERE,
    run: coupled('REP', 'DEALER', async ({ bound, other }, world) => {
      await say(other, 'id', '', 'one')
      await say(other, '', 'two')
      for (const answer of ['re one', 're two']) {
        await hear(world, bound)
        await say(bound, answer)
        await hear(world, other)
      }
    }),
  },
]
