// Peers that close, end, reset, are killed and come back; several at a time.
import {
  afterHandshake,
  atBoundPull,
  connected,
  ends,
  part,
  resets,
  SLOWLY,
  triesAgain,
} from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { EventName } from '../../monitor/events.js'
import type { PeerRole, Scenario } from '../scenario.js'

/** A process that connects to a bound PUSH and is killed after that event. */
const isKilled =
  (role: PeerRole, after: EventName): Scenario['run'] =>
  async world => {
    const push = world.socket('push', 'PUSH')
    const peer = await world.process(role, await push.bind(world.place()))
    await push.saw(after)
    await peer.kill()
    await push.saw('DISCONNECTED')
    await push.close()
  }

export const peersScenarios: readonly Scenario[] = [
  // What waits in the pipe goes to whoever is there next.
  {
    name: 'peer-back',
    title: 'the bound peer goes and another comes to the same place; a message waits meanwhile',
    async run(world) {
      const push = world.socket('push', 'PUSH', SLOWLY)
      const first = world.socket('first', 'PULL')
      const second = world.socket('second', 'PULL')
      const place = await world.emptyPlace()
      await first.bind(place)
      push.connect(place)
      await connected(push, first)
      await first.close()
      await push.saw('CONNECT_RETRIED')
      await push.send('kept')
      await second.bind(place)
      await push.saw('HANDSHAKE_SUCCEEDED', 2)
      await connected(second)
      world.note(String(await second.receive()))
      await part(push, second)
    },
  },
  // The bound peer goes away after the handshake: the connecting side is disconnected and retries.
  {
    name: 'peer-closes',
    title: 'the bound peer closes after the handshake; the connecting side tries again, in vain',
    async run(world) {
      const push = world.socket('push', 'PUSH', { [OPTIONS.RECONNECT_IVL]: 20 })
      const pull = world.socket('pull', 'PULL')
      push.connect(await pull.bind(world.place()))
      await push.saw('HANDSHAKE_SUCCEEDED')
      await pull.saw('HANDSHAKE_SUCCEEDED')
      await pull.close()
      await push.saw('CONNECT_RETRIED', 3)
      push.cut()
    },
  },
  {
    name: 'peer-ends-us',
    title: 'a bound peer ends the connection after the handshake (connect side)',
    run: triesAgain(2, { [OPTIONS.RECONNECT_IVL]: 20 }, afterHandshake('PULL', ends)),
  },
  // FIN after the handshake, seen from the binding side: that is all.
  {
    name: 'peer-ends',
    title: 'a peer ends its connection after the handshake (bind side)',
    run: atBoundPull(afterHandshake('PUSH', ends)),
  },
  // Killed before it has said anything: EPIPE.
  {
    name: 'peer-killed-in-handshake',
    title: 'a connected peer, a process of its own, is killed before its handshake (bind side)',
    run: isKilled('mute', 'ACCEPTED'),
  },
  {
    name: 'peer-killed-us',
    title: 'a bound peer, a process of its own, is killed and replaced (connect side)',
    async run(world) {
      const place = await world.emptyPlace()
      const peer = await world.process('listen', place)
      const push = world.socket('push', 'PUSH', SLOWLY)
      const pull = world.socket('pull', 'PULL')
      push.connect(place)
      await connected(push)
      await peer.kill()
      await push.saw('DISCONNECTED')
      await pull.bind(place)
      await push.saw('HANDSHAKE_SUCCEEDED', 2)
      await connected(pull)
      await part(push, pull)
    },
  },
  // A process that is killed says no goodbye; the system says it for it.
  {
    name: 'peer-killed',
    title: 'a connected peer, a process of its own, is killed (bind side)',
    run: isKilled('connect', 'HANDSHAKE_SUCCEEDED'),
  },
  {
    name: 'peer-resets-us',
    title: 'a bound peer resets the connection after the handshake (connect side)',
    transports: ['tcp'],
    run: triesAgain(2, { [OPTIONS.RECONNECT_IVL]: 20 }, afterHandshake('PULL', resets)),
  },
  // RST after the handshake looks like FIN: no error is reported.
  {
    name: 'peer-resets',
    title: 'a peer resets its connection after the handshake (bind side)',
    transports: ['tcp'],
    run: atBoundPull(afterHandshake('PUSH', resets)),
  },
  {
    name: 'three-peers',
    title: 'three peers of a bound PUSH; each gets its message',
    async run(world) {
      const push = world.socket('push', 'PUSH')
      const endpoint = await push.bind(world.place())
      const pulls = [1, 2, 3].map(number => world.socket(`pull${number}`, 'PULL'))
      for (const [index, pull] of pulls.entries()) {
        pull.connect(endpoint)
        await connected(pull)
        await push.saw('HANDSHAKE_SUCCEEDED', index + 1)
      }
      for (const number of [1, 2, 3]) await push.send(`message ${number}`)
      for (const pull of pulls) world.note(String(await pull.receive()))
      for (const [index, pull] of pulls.entries()) {
        await pull.close()
        await push.saw('DISCONNECTED', index + 1)
      }
      await push.close()
    },
  },
]
