// PAIR and its one peer.
import { BOUND_ENDS } from '../deliberate.js'
import { connected, part, quiet } from '../moves.js'
import type { Deliberate, Scenario, World } from '../scenario.js'
import { frame, shakeHands } from '../wire.js'

/** Ours, where a second peer ends. */
function secondEnds(transport: 'tcp' | 'ipc'): Deliberate {
  const { local, remote } = BOUND_ENDS[transport]
  const third = remote.replace('port2', 'port3')
  return {
    reason:
      'The end of a second peer that a PAIR does not serve is noticed, also if it had sent something; libzmq keeps its connection until the socket closes.',
    ours: {
      bound: {
        side: 'bind',
        rows: [
          ['LISTENING', 'fd1', local, ''],
          ['ACCEPTED', 'fd2', local, remote],
          ['HANDSHAKE_SUCCEEDED', 0, local, remote],
          ['ACCEPTED', 'fd3', local, third],
          ['HANDSHAKE_SUCCEEDED', 0, local, third],
          ['DISCONNECTED', 'fd3', local, third],
          ['CLOSED', 'fd1', local, ''],
          ['MONITOR_STOPPED', 0, '', ''],
        ],
      },
    },
    calls: ['noticed: true'],
  }
}

/** A bound PAIR with its peer, and another that may connect. */
async function firstOfTwo(world: World) {
  const bound = world.socket('bound', 'PAIR')
  const first = world.socket('first', 'PAIR')
  const second = world.socket('second', 'PAIR')
  const endpoint = await bound.bind(world.place())
  first.connect(endpoint)
  await connected(first, bound)
  return { bound, first, second, endpoint }
}

export const pairScenarios: readonly Scenario[] = [
  // When the first peer has gone, the next one is served.
  {
    name: 'pair-next',
    title: 'the peer of a PAIR goes, another comes',
    async run(world) {
      const { bound, first, second, endpoint } = await firstOfTwo(world)
      await first.close()
      await bound.saw('DISCONNECTED')
      // libzmq lets go of the first peer only when the socket is next attended.
      await quiet(world)
      second.connect(endpoint)
      await connected(second)
      await bound.saw('HANDSHAKE_SUCCEEDED', 2)
      await second.send('next')
      world.note(String(await bound.receive()))
      await second.close()
      await bound.saw('DISCONNECTED', 2)
      await bound.close()
    },
  },
  // A second peer that has sent something is not read, so its end is not noticed.
  {
    name: 'pair-second-sends',
    title: 'a second peer connects to a PAIR, sends, and goes',
    deliberate: { tcp: secondEnds('tcp'), ipc: secondEnds('ipc') },
    async run(world) {
      const bound = world.socket('bound', 'PAIR')
      const endpoint = await bound.bind(world.place())
      const first = await world.rawConnect(endpoint)
      await shakeHands(first, 'PAIR')
      await connected(bound)
      const second = await world.rawConnect(endpoint)
      await shakeHands(second, 'PAIR')
      await bound.saw('HANDSHAKE_SUCCEEDED', 2)
      second.send(frame('00', '6869'))
      await quiet(world)
      second.end()
      world.note(`noticed: ${await world.happens(bound.saw('DISCONNECTED'), 1500)}`)
      await bound.close()
    },
  },
  // A second peer of a PAIR finishes its handshake and stays, mute.
  {
    name: 'pair-second',
    title: 'a second peer connects to a PAIR, and goes',
    async run(world) {
      const { bound, first, second, endpoint } = await firstOfTwo(world)
      second.connect(endpoint)
      await connected(second)
      await bound.saw('HANDSHAKE_SUCCEEDED', 2)
      await quiet(world)
      await second.close()
      await bound.saw('DISCONNECTED')
      await first.send('still here')
      world.note(String(await bound.receive()))
      await first.close()
      await bound.saw('DISCONNECTED', 2)
      await bound.close()
    },
  },
  // PAIR has the events of every other type.
  {
    name: 'pair',
    title: 'two PAIRs and a message each way',
    async run(world) {
      const bound = world.socket('bound', 'PAIR')
      const other = world.socket('other', 'PAIR')
      other.connect(await bound.bind(world.place()))
      await connected(other, bound)
      await other.send('there')
      world.note(String(await bound.receive()))
      await bound.send('back')
      world.note(String(await other.receive()))
      await part(other, bound)
    },
  },
]
