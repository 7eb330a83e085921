// PUB, SUB, XPUB: who wants what, and who gets nothing.
import { OPTIONS } from '../../options.js'
import { connected, SLOWLY } from '../moves.js'
import {
  couple,
  coupled,
  EVERYWHERE,
  hear,
  hearNothing,
  leave,
  make,
  offer,
  say,
  subscribe,
  subscribed,
  to,
  unsubscribe,
} from '../patterns.js'
import type { MonitoredSocket, Scenario, World } from '../scenario.js'

const INVERT = { [OPTIONS.INVERT_MATCHING]: true }
const FULL = { [OPTIONS.SNDHWM]: 2, [OPTIONS.RCVHWM]: 2 }

const CONFLATE = { [OPTIONS.CONFLATE]: true }

/** What a PULL gets of messages that were sent before it was there. */
async function lastOf(world: World, push: MonitoredSocket, messages: string[][]): Promise<void> {
  const pull = make(world, 'pull', 'PULL')
  const place = await world.emptyPlace()
  push.connect(place)
  for (const parts of messages) await say(push, ...parts)
  await push.saw('CONNECT_RETRIED')
  push.cut()
  await pull.bind(place)
  await hear(world, pull)
  await pull.saw('HANDSHAKE_SUCCEEDED')
  pull.cut()
}

export const publishScenarios: readonly Scenario[] = [
  {
    name: 'publish-subscribe',
    title: 'a SUB gets what begins with its topic',
    transports: EVERYWHERE,
    run: coupled('PUB', ['SUB', to('a')], async ({ bound, other }, world) => {
      await subscribed(world, bound, other, 'a')
      for (const text of ['b', 'ab', 'A', 'a']) await say(bound, text, 'body')
      await hear(world, other, 2)
    }),
  },
  {
    name: 'publish-connects',
    title: 'a PUB that connects to a SUB',
    transports: EVERYWHERE,
    run: coupled(['SUB', to('')], 'PUB', async ({ bound, other }, world) => {
      await subscribed(world, other, bound)
      await say(other, '', 'two')
      await hear(world, bound)
    }),
  },
  {
    name: 'subscriber-late',
    title: 'what is published before anybody has subscribed is lost',
    transports: EVERYWHERE,
    run: coupled('XPUB', 'SUB', async ({ bound, other }, world) => {
      await say(bound, 'a early')
      subscribe(other, 'a')
      await hear(world, bound)
      await say(bound, 'a late')
      await hear(world, other)
    }),
  },
  {
    name: 'subscriber-unsubscribes',
    title: 'a SUB subscribes to a topic twice and takes it back twice; the XPUB is told once',
    transports: EVERYWHERE,
    run: coupled('XPUB', ['SUB', to('z')], async ({ bound, other }, world) => {
      await hear(world, bound)
      subscribe(other, 'a')
      subscribe(other, 'a')
      unsubscribe(other, 'a')
      subscribe(other, 'b')
      await hear(world, bound, 2)
      await say(bound, 'a still')
      await hear(world, other)
      unsubscribe(other, 'a')
      await hear(world, bound)
      await say(bound, 'a no more')
      await say(bound, 'b')
      await hear(world, other)
    }),
  },
  {
    name: 'subscriber-back',
    title: 'a SUB whose XPUB goes subscribes again when another comes to the same place',
    async run(world) {
      const other = make(world, 'other', ['SUB', { ...SLOWLY, ...to('a') }])
      const first = make(world, 'first', 'XPUB')
      const place = await world.emptyPlace()
      await first.bind(place)
      other.connect(place)
      await connected(first, other)
      await hear(world, first)
      await first.close()
      await other.saw('CONNECT_RETRIED')
      subscribe(other, 'b')
      const second = make(world, 'second', 'XPUB')
      await second.bind(place)
      await hear(world, second, 2)
      await say(second, 'b back')
      await hear(world, other)
      await leave(world, { bound: second, other })
    },
  },
  {
    name: 'subscriber-goes',
    title: 'a SUB goes: the XPUB is told what nobody wants any more',
    transports: EVERYWHERE,
    async run(world) {
      const { bound, other, endpoint } = await couple(world, 'XPUB', ['SUB', to('a')])
      await hear(world, bound)
      const second = make(world, 'second', ['SUB', to('a')])
      subscribe(second, 'b')
      second.connect(endpoint)
      await hear(world, bound)
      await second.close()
      await hear(world, bound)
      await say(bound, 'a still')
      await hear(world, other)
      await leave(world, { bound, other }, 1)
    },
  },
  {
    name: 'publish-no-drop',
    title: 'XPUB_NODROP: a message that one subscriber has no room for is refused',
    transports: ['inproc'],
    run: coupled(
      ['XPUB', { ...FULL, [OPTIONS.XPUB_NODROP]: true }],
      ['SUB', { ...FULL, ...to('') }],
      async ({ bound, other }, world) => {
        await hear(world, bound)
        for (const text of ['1', '2', '3', '4', '5']) offer(world, bound, text)
        await hear(world, other, 4)
      },
    ),
  },
  {
    name: 'invert-matching',
    title: 'INVERT_MATCHING: a SUB gets what does not begin with its topic',
    transports: EVERYWHERE,
    run: coupled(['XPUB', INVERT], ['SUB', { ...INVERT, ...to('a') }], async (both, world) => {
      await hear(world, both.bound)
      for (const text of ['a', 'b', 'ab', 'c']) await say(both.bound, text)
      await hear(world, both.other, 2)
    }),
  },
  {
    name: 'xpub-manual',
    title: 'XPUB_MANUAL: the application subscribes for its peers, to something else',
    transports: EVERYWHERE,
    run: coupled(
      ['XPUB', { [OPTIONS.XPUB_MANUAL]: true }],
      ['SUB', to('a')],
      async ({ bound, other }, world) => {
        await hear(world, bound)
        subscribe(bound, 'ab')
        for (const text of ['a', 'abc', 'b']) await say(bound, text)
        await hear(world, other)
        subscribe(other, 'b')
        await hear(world, bound)
        await say(bound, 'b unheard')
        await say(bound, 'ab heard')
        await hear(world, other)
      },
    ),
  },
  {
    name: 'xpub-welcome',
    title: 'XPUB_WELCOME_MSG: a SUB that wants it is welcomed',
    transports: EVERYWHERE,
    run: coupled(
      ['XPUB', { [OPTIONS.XPUB_WELCOME_MSG]: 'W' }],
      ['SUB', to('W')],
      async ({ bound, other }, world) => {
        await hear(world, bound)
        await hear(world, other)
      },
    ),
  },
  {
    name: 'publish-full',
    title: 'a subscriber that has no room: SNDHWM and RCVHWM 2, over inproc four messages',
    transports: ['inproc'],
    run: coupled(
      ['XPUB', FULL],
      ['SUB', { ...FULL, ...to('') }],
      async ({ bound, other }, world) => {
        await hear(world, bound)
        for (const text of ['1', '2', '3', '4', '5', '6']) await say(bound, text)
        await hear(world, other, 4)
        await hearNothing(world, other)
      },
    ),
  },
  {
    name: 'conflate',
    title: 'CONFLATE: of what is sent before anybody is there the last message is left',
    async run(world) {
      const push = make(world, 'push', ['PUSH', { ...CONFLATE, [OPTIONS.RECONNECT_IVL]: 20 }])
      await lastOf(world, push, [['a'], ['b'], ['c']])
    },
  },
  {
    name: 'conflate-parts',
    title: 'CONFLATE: messages of several parts',
    transports: ['tcp'],
    deliberate: {
      tcp: {
        reason:
          'A message is kept whole, whatever its parts; libzmq keeps the last part alone (its manual: conflate knows no messages of several parts).',
        ours: {},
        calls: ['pull got "b" "2"'],
      },
    },
    async run(world) {
      const push = make(world, 'push', ['PUSH', { ...CONFLATE, [OPTIONS.RECONNECT_IVL]: 20 }])
      await lastOf(world, push, [
        ['a', '1'],
        ['b', '2'],
      ])
    },
  },
]
