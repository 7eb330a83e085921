// A handshake that works, and one that takes too long.
import { boundDifference, SERVED } from '../deliberate.js'
import {
  afterHandshake,
  afterReady,
  atBoundPull,
  connected,
  ends,
  meet,
  part,
  saw,
  triesAgain,
  pauses,
} from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'
import { GREETING, READY, frame, shakeHands } from '../wire.js'

const HASTY = { [OPTIONS.HEARTBEAT_IVL]: 60, [OPTIONS.HEARTBEAT_TIMEOUT]: 60 }

export const handshakeScenarios: readonly Scenario[] = [
  {
    name: 'handshake-no-timeout',
    title: 'HANDSHAKE_IVL 0: a silent peer is waited for',
    run: atBoundPull([saw('ACCEPTED'), pauses(200), ...afterHandshake('PUSH', ends)], {
      [OPTIONS.HANDSHAKE_IVL]: 0,
    }),
  },
  // MAXMSGSIZE counts for the handshake's commands too.
  {
    name: 'handshake-over-limit',
    title: "MAXMSGSIZE smaller than the peer's READY (bind side)",
    run: atBoundPull(afterReady(READY.PUSH), { [OPTIONS.MAXMSGSIZE]: 10 }),
  },
  // A greeting alone does not stop the clock.
  {
    name: 'handshake-timeout-half',
    title: 'a connected peer sends its greeting and nothing more (bind side)',
    run: atBoundPull(GREETING, { [OPTIONS.HANDSHAKE_IVL]: 100 }),
  },
  // The connecting side tries again.
  {
    name: 'handshake-timeout-us',
    title: 'a bound peer accepts and says nothing (connect side)',
    async run(world) {
      const listener = await world.rawListen()
      const options = { [OPTIONS.HANDSHAKE_IVL]: 100, [OPTIONS.RECONNECT_IVL]: 20 }
      const push = world.socket('push', 'PUSH', options)
      push.connect(listener.endpoint)
      await push.saw('CONNECT_RETRIED', 2)
      push.cut()
    },
  },
  // HANDSHAKE_IVL: EAGAIN, then the connection is over.
  {
    name: 'handshake-timeout',
    title: 'a connected peer says nothing (bind side)',
    run: atBoundPull(() => {}, { [OPTIONS.HANDSHAKE_IVL]: 100 }),
  },
  // The greeting may come in any pieces.
  {
    name: 'handshake-trickle',
    title: 'a peer whose greeting and READY come octet by octet (bind side)',
    run: atBoundPull(async (peer, pull, world) => {
      for (const octet of Buffer.from(GREETING + READY.PUSH, 'hex')) {
        peer.send(octet.toString(16).padStart(2, '0'))
        await world.wait(0)
      }
      await connected(pull)
      peer.end()
    }),
  },
  // The plain good case: a connection, its handshake, a message, the connecting side closing first.
  {
    name: 'handshake',
    title: 'connect to a bound peer, send a message; the connecting side closes first',
    async run(world) {
      const { push, pull } = await meet(world)
      await push.send('hello')
      world.note(String(await pull.receive()))
      await part(push, pull)
    },
  },
  // Two engines keep each other alive.
  {
    name: 'heartbeat-answered',
    title: 'HEARTBEAT_IVL on both sides: nothing happens',
    async run(world) {
      const options = { [OPTIONS.HEARTBEAT_IVL]: 30, [OPTIONS.HEARTBEAT_TIMEOUT]: 2000 }
      const { push, pull } = await meet(world, options, options)
      await world.wait(200)
      await part(push, pull)
    },
  },
  // The connecting side tries again.
  {
    name: 'heartbeat-timeout-us',
    title: 'HEARTBEAT_IVL: a bound peer that answers nothing (connect side)',
    run: triesAgain(1, { ...HASTY, [OPTIONS.RECONNECT_IVL]: 20 }, afterHandshake('PULL')),
  },
  // A peer that does not answer PING is given up.
  {
    name: 'heartbeat-timeout',
    title: 'HEARTBEAT_IVL: a peer that answers nothing (bind side)',
    run: atBoundPull(afterHandshake('PUSH'), HASTY),
  },
  // The time to live in a peer's PING: if it then falls silent it is given up.
  {
    name: 'heartbeat-ttl',
    title: 'a peer whose PING says 100 ms and who then falls silent (bind side)',
    run: atBoundPull(afterHandshake('PUSH', frame('04', '0450494e470001'))),
  },
  // A PING without its time to live.
  {
    name: 'ping-malformed',
    title: 'a peer that sends a PING of 5 octets (bind side)',
    deliberate: boundDifference(
      'A PING that is too short is a fault of the peer, and the connection is closed; libzmq reads past its end, or stops reading.',
      SERVED,
      ['closed by the engine: true'],
    ),
    async run(world) {
      const pull = world.socket('pull', 'PULL')
      const peer = await world.rawConnect(await pull.bind(world.place()))
      await shakeHands(peer, 'PUSH')
      await connected(pull)
      peer.send(frame('04', '0450494e47'))
      await world.race(peer.readToEnd(), world.wait(1500))
      world.note(`closed by the engine: ${peer.isEnded}`)
      peer.close()
      await world.race(pull.saw('DISCONNECTED'), world.wait(100))
      await pull.close()
    },
  },
]
