// The drafts: one part a message, and what stands beside it. Their sockets are thread-safe in libzmq, and are asked
// there instead of telling; otherwise their events are everybody's.
import { OPTIONS } from '../../options.js'
import { connected } from '../moves.js'
import { couple, coupled, EVERYWHERE, hear, leave, make, say, until } from '../patterns.js'
import type { MonitoredSocket, Scenario, World } from '../scenario.js'

/** Receives a message behind the number of who sent it, which is different every time; gives the number. */
async function hearNumbered(world: World, { name, socket }: MonitoredSocket): Promise<Buffer> {
  const [number, body] = (await socket.receive()) as [Buffer, Buffer]
  world.note(`${name} got ${String(body)}, of a number of ${number.length} octets`)
  return number
}

/** Sends to a group until a DISH has got it. */
async function joined(
  world: World,
  radio: MonitoredSocket,
  dish: MonitoredSocket,
  group: string,
): Promise<void> {
  let isHeard = false
  const first = dish.socket.receive().then(() => (isHeard = true))
  while (!isHeard) {
    await say(radio, group, '?')
    await world.race(first, world.wait(5))
  }
  await say(radio, group, '!')
  while (String((await dish.socket.receive())[1]) !== '!');
}

export const draftScenarios: readonly Scenario[] = [
  {
    name: 'server-client',
    title: 'a CLIENT asks, its SERVER answers by number',
    transports: EVERYWHERE,
    run: coupled('SERVER', 'CLIENT', async ({ bound, other }, world) => {
      await say(other, 'question')
      const number = await hearNumbered(world, bound)
      await say(bound, number, 'answer')
      await hear(world, other)
      await say(other, 'another')
      const again = await hearNumbered(world, bound)
      world.note(`the same number: ${again.equals(number)}`)
    }),
  },
  {
    name: 'server-nobody',
    title: 'a SERVER sends to a number that nobody has, and to one that has gone',
    async run(world) {
      const { bound, other } = await couple(world, 'SERVER', 'CLIENT')
      await say(other, 'question')
      const number = await hearNumbered(world, bound)
      const nobody = Buffer.from(number.map(octet => octet ^ 0x55))
      await bound.attempt('nobody', () => say(bound, nobody, 'x'))
      await other.close()
      await bound.saw('DISCONNECTED')
      await until(world, () => {
        try {
          bound.socket.trySend([number, Buffer.from('x')])
          return false
        } catch {
          return true
        }
      })
      await bound.attempt('gone', () => say(bound, number, 'x'))
      await bound.close()
    },
  },
  {
    name: 'client-two-parts',
    title: 'a CLIENT sends a message of two parts',
    transports: EVERYWHERE,
    run: coupled('SERVER', 'CLIENT', async ({ bound, other }, world) => {
      await other.attempt('two parts', () => say(other, 'one', 'two'))
      await say(other, 'one')
      await hearNumbered(world, bound)
    }),
  },
  {
    name: 'client-two-servers',
    title: 'a CLIENT with two SERVERs sends to one after the other',
    async run(world) {
      const both = await couple(world, 'CLIENT', 'SERVER')
      const { bound, other, endpoint } = both
      const second = make(world, 'second', 'SERVER')
      second.connect(endpoint)
      await connected(second)
      await bound.saw('HANDSHAKE_SUCCEEDED', 2)
      for (const text of ['1', '2', '3', '4']) await say(bound, text)
      for (const server of [other, second, other, second]) await hearNumbered(world, server)
      await second.close()
      await bound.saw('DISCONNECTED')
      await leave(world, both, 1)
    },
  },
  {
    name: 'radio-dish',
    title: 'a DISH gets what a RADIO sends to the groups it has joined',
    transports: EVERYWHERE,
    run: coupled('RADIO', 'DISH', async ({ bound, other }, world) => {
      other.socket.joinGroup('news')
      other.socket.joinGroup('sport')
      await other.attempt('join twice', () => other.socket.joinGroup('news'))
      await joined(world, bound, other, 'sport')
      for (const group of ['new', 'news', 'newspaper', 'sport']) await say(bound, group, 'x')
      await hear(world, other, 2)
    }),
  },
  {
    name: 'dish-leaves',
    title: 'a DISH leaves a group',
    transports: EVERYWHERE,
    run: coupled('RADIO', 'DISH', async ({ bound, other }, world) => {
      other.socket.joinGroup('a')
      other.socket.joinGroup('b')
      await joined(world, bound, other, 'b')
      other.socket.leaveGroup('a')
      await other.attempt('leave twice', () => other.socket.leaveGroup('a'))
      await say(bound, 'a', 'unheard')
      await say(bound, 'b', 'heard')
      await hear(world, other)
    }),
  },
  {
    name: 'scatter-gather',
    title: 'a SCATTER sends to its GATHERs in turn',
    async run(world) {
      const both = await couple(world, 'SCATTER', 'GATHER')
      const { bound, other, endpoint } = both
      const second = make(world, 'second', 'GATHER')
      second.connect(endpoint)
      await connected(second)
      await bound.saw('HANDSHAKE_SUCCEEDED', 2)
      for (const text of ['1', '2', '3', '4']) await say(bound, text)
      await hear(world, other, 2)
      await hear(world, second, 2)
      await bound.attempt('two parts', () => say(bound, 'one', 'two'))
      await second.close()
      await bound.saw('DISCONNECTED')
      await leave(world, both, 1)
    },
  },
  {
    name: 'channel-channel',
    title: 'two CHANNELs and a message each way',
    transports: EVERYWHERE,
    run: coupled('CHANNEL', 'CHANNEL', async ({ bound, other }, world) => {
      await say(other, 'there')
      await hear(world, bound)
      await say(bound, 'back')
      await hear(world, other)
    }),
  },
  {
    name: 'gather-hwm',
    title: 'a SCATTER whose peer is not there yet takes SNDHWM messages',
    async run(world) {
      const scatter = make(world, 'scatter', [
        'SCATTER',
        { [OPTIONS.SNDHWM]: 2, [OPTIONS.RECONNECT_IVL]: 5000 },
      ])
      scatter.connect(await world.emptyPlace())
      for (const text of ['1', '2', '3']) {
        world.note(`${text}: ${scatter.socket.trySend([Buffer.from(text)])}`)
      }
      await scatter.saw('CONNECT_RETRIED')
      await scatter.close()
    },
  },
  {
    name: 'draft-peers',
    title: 'two PEERs meet; the number 0, and one that nobody has',
    run: coupled('PEER', 'PEER', async ({ bound }) => {
      await bound.attempt('0', () => say(bound, Buffer.alloc(4), 'x'))
      await bound.attempt('nobody', () => say(bound, Buffer.alloc(4, 0xff), 'x'))
    }),
  },
]
