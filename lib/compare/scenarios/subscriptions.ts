// Subscriptions: what an XPUB is told of them, how an XSUB makes them, and peers that say them byte by byte.
import { OPTIONS } from '../../options.js'
import { boundDifference, SERVED } from '../deliberate.js'
import { connected } from '../moves.js'
import {
  cancels,
  couple,
  coupled,
  EVERYWHERE,
  hear,
  hearNothing,
  hearUntil,
  leave,
  make,
  say,
  subscribe,
  to,
  unsubscribe,
  visited,
  visiting,
  wants,
} from '../patterns.js'
import type { Scenario } from '../scenario.js'
import { frame, word } from '../wire.js'

/** SUBSCRIBE and CANCEL of ZMTP 3.1 for a topic in hex. */
const subscribing = (topic: string): string => frame('04', `09535542534352494245${topic}`)
const cancelling = (topic: string): string => frame('04', `0643414e43454c${topic}`)

const A = '61'

export const subscriptionScenarios: readonly Scenario[] = [
  {
    name: 'xsub-subscribes',
    title: 'an XSUB subscribes and cancels by messages, and gets what it did not ask for as well',
    transports: EVERYWHERE,
    run: coupled('XPUB', 'XSUB', async ({ bound, other }, world) => {
      await say(other, wants('a'))
      await hear(world, bound)
      await say(bound, 'ab')
      await hear(world, other)
      await say(other, cancels('a'))
      await hear(world, bound)
      await say(bound, 'ab')
      await say(other, 'no subscription')
      await hear(world, bound)
    }),
  },
  {
    name: 'xsub-counts',
    title: 'an XSUB subscribes three times, cancels once, then twice: the verbose XPUB is told',
    transports: EVERYWHERE,
    run: coupled(['XPUB', { [OPTIONS.XPUB_VERBOSE]: true }], 'XSUB', async (both, world) => {
      const { bound, other } = both
      for (let count = 0; count < 3; count++) await say(other, wants('a'))
      await say(other, cancels('a'))
      await say(other, wants('mark'))
      await hearUntil(world, bound, wants('mark'))
      await say(bound, 'a one')
      await hear(world, other)
      await say(other, cancels('a'))
      await say(other, cancels('a'))
      await say(other, wants('end'))
      await hearUntil(world, bound, wants('end'))
      await say(bound, 'a two')
      await say(bound, 'mark')
      await hear(world, other)
    }),
  },
  {
    name: 'xsub-parts',
    title: 'an XSUB sends messages of several parts of which one reads like a subscription',
    transports: ['inproc'],
    deliberate: {
      inproc: {
        reason:
          'A subscription is a message of its own (RFC 29), and parts of another are data that may begin with any octet; libzmq takes each for a subscription that begins with 0 or 1.',
        ours: {},
        calls: [
          String.raw`bound got "\u0001a" "more"`,
          String.raw`bound got "more" "\u0001b"`,
          String.raw`bound got "\u0001end"`,
          'other got "end"',
        ],
      },
    },
    run: coupled('XPUB', 'XSUB', async ({ bound, other }, world) => {
      await say(other, wants('a'), 'more')
      await say(other, 'more', wants('b'))
      await say(other, wants('end'))
      await hearUntil(world, bound, wants('end'))
      for (const text of ['a', 'b', 'end']) await say(bound, text)
      await hearUntil(world, other, 'end')
    }),
  },
  {
    name: 'subscriber-commands',
    title: 'a SUB subscribes by command, twice, and cancels once (bind side)',
    deliberate: boundDifference(
      'RFC 23 has subscriptions counted: who subscribed twice must cancel twice; libzmq forgets it at the first.',
      SERVED,
      [wants('a'), wants('b')].map(text => `bound got ${JSON.stringify(text)}`).concat('000161'),
      'bound',
    ),
    run: visited('XPUB', 'SUB', async (peer, bound, world) => {
      peer.send(subscribing(A) + subscribing(A) + cancelling(A) + subscribing('62'))
      await hearUntil(world, bound, wants('b'))
      await say(bound, 'a')
      await say(bound, 'b')
      world.note(await peer.read(3))
    }),
  },
  {
    name: 'subscriber-cancels-nothing',
    title: 'a SUB cancels what it never subscribed to, and subscribes (bind side)',
    deliberate: boundDifference(
      'The application of an XPUB is told of ends of subscriptions; libzmq passes on what ends none.',
      SERVED,
      [`bound got ${JSON.stringify(wants('c'))}`],
      'bound',
    ),
    run: visited('XPUB', 'SUB', async (peer, bound, world) => {
      peer.send(cancelling(A) + word(cancels('b')) + subscribing('63'))
      await hearUntil(world, bound, wants('c'))
    }),
  },
  {
    name: 'subscriber-old',
    title: 'a ZMTP 3.1 SUB that subscribes by a message, as older ones do',
    run: visited('XPUB', 'SUB', async (peer, bound, world) => {
      peer.send(word(wants('a')))
      await hear(world, bound)
      await say(bound, 'ab')
      world.note(await peer.read(4))
    }),
  },
  {
    name: 'subscriber-speaks',
    title: 'a peer of an XPUB sends a message that is no subscription',
    run: visited('XPUB', 'XSUB', async (peer, bound, world) => {
      peer.send(word('hello') + word('two', true) + word('parts') + word(''))
      await hear(world, bound, 3)
    }),
  },
  {
    name: 'publisher-unasked',
    title: 'a publisher sends what the SUB did not ask for; it gets what it did (connect side)',
    run: visiting(['SUB', to('a')], 'PUB', async (peer, other, world) => {
      world.note(await peer.read(13))
      peer.send(word('b') + word('ab') + word('', true) + word('a'))
      await hear(world, other)
      await hearNothing(world, other)
    }),
  },
  {
    name: 'xpub-once',
    title: 'an XPUB is told of a topic once, whoever else subscribes to it',
    async run(world) {
      const { bound, other, endpoint } = await couple(world, 'XPUB', ['SUB', to('a')])
      await hear(world, bound)
      const second = make(world, 'second', ['SUB', to('a')])
      second.connect(endpoint)
      await connected(second)
      await hearNothing(world, bound)
      await second.close()
      await other.close()
      await bound.saw('DISCONNECTED', 2)
      await bound.close()
    },
  },
  {
    name: 'xpub-verbose',
    title: 'XPUB_VERBOSE: it is told of every subscription, and of the last cancel',
    async run(world) {
      const verbose = { [OPTIONS.XPUB_VERBOSE]: true }
      const { bound, other, endpoint } = await couple(world, ['XPUB', verbose], ['SUB', to('a')])
      await hear(world, bound)
      const second = make(world, 'second', ['SUB', to('a')])
      second.connect(endpoint)
      await hear(world, bound)
      unsubscribe(second, 'a')
      subscribe(second, 'b')
      await hear(world, bound)
      await second.close()
      await hear(world, bound)
      await leave(world, { bound, other }, 1)
    },
  },
  {
    name: 'xpub-verboser',
    title: 'XPUB_VERBOSER: it is told of every cancel as well',
    async run(world) {
      const verbose = { [OPTIONS.XPUB_VERBOSER]: true }
      const { bound, other, endpoint } = await couple(world, ['XPUB', verbose], ['SUB', to('a')])
      await hear(world, bound)
      const second = make(world, 'second', ['SUB', to('a')])
      second.connect(endpoint)
      await hear(world, bound)
      unsubscribe(second, 'a')
      await hear(world, bound)
      await second.close()
      await bound.saw('DISCONNECTED')
      await leave(world, { bound, other }, 1)
    },
  },
]
