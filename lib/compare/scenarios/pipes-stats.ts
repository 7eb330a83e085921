// PIPES_STATS, which is told when it is asked for. Only version 2 has it.
import { OPTIONS } from '../../options.js'
import { boundDifference, SERVED } from '../deliberate.js'
import { quiet, table } from '../moves.js'
import { couple, hear, leave, make, say, until, visited } from '../patterns.js'
import type { MonitoredSocket, Scenario, World } from '../scenario.js'
import { word } from '../wire.js'

/** Asks, as soon as there is a pipe, and waits for the answers. */
async function ask(world: World, socket: MonitoredSocket, count = 1): Promise<void> {
  await until(world, () => socket.socket.requestPipesStats() === 0)
  await socket.saw('PIPES_STATS', count)
}

/** Notes what asking gives. */
const noteAsked = (world: World, { name, socket }: MonitoredSocket, when: string): void =>
  world.note(`${name} asks ${when}: ${socket.requestPipesStats()}`)

const IDLE = { [OPTIONS.RECONNECT_IVL]: 5000 }
const EIGHT = { [OPTIONS.RCVHWM]: 8 }
const EIGHT_WORDS = Array.from({ length: 8 }, (_, index) => word(`${index}`)).join('')

/** Eight messages that come at once, of which so many are received before it is asked. */
const received = (count: number): Scenario['run'] =>
  visited(['PULL', EIGHT], 'PUSH', async (peer, bound, world) => {
    peer.send(EIGHT_WORDS)
    await hear(world, bound, count)
    await ask(world, bound)
  })

const EXACT = boundDifference(
  'The numbers say what waits at the moment; libzmq takes off what was received only when half the high-water mark has been.',
  [
    ['HANDSHAKE_SUCCEEDED', 0],
    ['PIPES_STATS', '0,5'],
    ['DISCONNECTED', 'fd2'],
  ],
  ['0', '1', '2'].map(text => `bound got "${text}"`),
  'bound',
)

const GONE = boundDifference(
  'The numbers are of peers that are there, and EAGAIN says that there is none; libzmq has a pipe, and tells of it, until what a peer has left behind is received.',
  SERVED,
  ['bound asks when it has gone: 11', 'bound got "1"', 'bound got "2"'],
  'bound',
)

export const pipesStatsScenarios: readonly Scenario[] = [
  {
    name: 'pipes-stats-refused',
    title: 'who may ask for PIPES_STATS: version 2 alone, where there is a pipe',
    async run(world) {
      const push = make(world, 'push', ['PUSH', IDLE])
      noteAsked(world, push, 'without a pipe')
      await push.bind(world.place())
      noteAsked(world, push, 'bound')
      const other = world.plainSocket('PUSH')
      world.note(`nobody listens: ${other.requestPipesStats()}`)
      world.monitor(other, { endpoint: 'inproc://mask', events: 1 })
      world.note(`not in the mask: ${other.requestPipesStats()}`)
      world.monitor(other, { endpoint: 'inproc://first', events: 0x10000, version: 1 })
      world.monitor(other, { endpoint: 'inproc://third', events: 0x10000, version: 3 })
      world.note(`version 3, no pipe: ${other.requestPipesStats()}`)
      await push.close()
    },
  },
  ...table(
    received,
    [
      ['pipes-stats-inbound', 'eight messages have come, four were received', 4],
      [
        'pipes-stats-exact',
        'eight messages have come, three were received',
        3,
        { deliberate: EXACT },
      ],
    ],
    { versions: [2] },
  ),
  {
    name: 'pipes-stats-outbound',
    title: 'PIPES_STATS of a DEALER with three messages for nobody, and of a second connect',
    versions: [2],
    async run(world) {
      const dealer = make(world, 'dealer', ['DEALER', IDLE])
      dealer.connect(await world.emptyPlace())
      for (const text of ['a', 'b', 'c']) await say(dealer, text, 'of two parts')
      await dealer.saw('CONNECT_RETRIED')
      await ask(world, dealer)
      dealer.connect(await world.emptyPlace())
      await dealer.saw('CONNECT_RETRIED', 2)
      await ask(world, dealer, 3)
      await dealer.close()
    },
  },
  {
    name: 'pipes-stats-inproc',
    title: 'PIPES_STATS of both sockets of an inproc connection',
    transports: ['inproc'],
    versions: [2],
    async run(world) {
      const { bound, other } = await couple(world, 'PULL', 'PUSH')
      for (const text of ['a', 'b', 'c']) await say(other, text)
      await ask(world, other)
      await ask(world, bound)
      await hear(world, bound, 3)
      await leave(world, { bound, other })
    },
  },
  {
    name: 'pipes-stats-both',
    title: 'PIPES_STATS of a connection on which nothing waits',
    versions: [2],
    async run(world) {
      const { bound, other } = await couple(world, 'PAIR', ['PAIR', { [OPTIONS.IMMEDIATE]: true }])
      await ask(world, bound)
      await ask(world, other)
      await leave(world, { bound, other })
    },
  },
  {
    name: 'pipes-stats-gone',
    title: 'PIPES_STATS of a peer that has gone, whose messages were not received',
    versions: [2],
    deliberate: GONE,
    async run(world) {
      const { bound, other } = await couple(world, 'PULL', 'PUSH')
      await say(other, '1')
      await say(other, '2')
      await other.close()
      await bound.saw('DISCONNECTED')
      // libzmq's socket has to be told, too.
      await quiet(world)
      noteAsked(world, bound, 'when it has gone')
      await hear(world, bound, 2)
      await bound.close()
    },
  },
]
