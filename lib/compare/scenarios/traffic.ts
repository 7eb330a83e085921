// Frames after the handshake: commands, messages, limits.
import {
  afterHandshake,
  afterReady,
  atBoundPull,
  atConnectingPush,
  connected,
  ends,
  hears,
  meet,
  part,
  quiet,
} from '../moves.js'
import { OPTIONS } from '../../options.js'
import { boundDifference, SERVED } from '../deliberate.js'
import type { Scenario } from '../scenario.js'
import { GREETING, frame, shakeHands } from '../wire.js'

/** After the handshake: what becomes of frames, and of what the application gets. */
const delivers = (octets: string): Scenario['run'] =>
  atBoundPull(
    afterHandshake(
      'PUSH',
      octets,
      async (_peer, pull, world) => {
        let delivered = 'nothing'
        const receiving = pull.receive().then(parts => (delivered = String(parts)))
        await world.race(receiving, pull.saw('DISCONNECTED'))
        world.note(`delivered: ${delivered}`)
      },
      ends,
    ),
  )

const HI = frame('00', '6869')
const FOO = '03464f4f01'

/** How long a peer is watched that one engine cuts off within a fraction of that, ms. */
const WATCHED_MS = 600

export const trafficScenarios: readonly Scenario[] = [
  {
    name: 'command-empty',
    title: 'a peer that sends an empty command instead of READY (bind side)',
    run: atBoundPull(`${GREETING}0400`),
  },
  // The connecting side does not try again.
  {
    name: 'command-unexpected-us',
    title: 'a bound peer that sends HELLO instead of READY (connect side)',
    run: atConnectingPush(afterReady(frame('04', '0548454c4c4f'))),
  },
  // A command other than READY and ERROR.
  {
    name: 'command-unexpected',
    title: 'a peer that sends HELLO instead of READY (bind side)',
    run: atBoundPull(GREETING + frame('04', '0548454c4c4f')),
  },
  // After the handshake commands nobody knows are ignored.
  {
    name: 'command-unknown-later',
    title: 'a peer that sends unknown and empty commands after the handshake (bind side)',
    run: atBoundPull(afterHandshake('PUSH', `${frame('04', FOO)}0400${HI}`, hears, ends)),
  },
  // libzmq does not look at the reserved flags of a frame.
  {
    name: 'flags-reserved',
    title: 'a peer that sets reserved flags after the handshake (bind side)',
    deliberate: boundDifference(
      'RFC 23 reserves bits 7 to 3 and wants them zero, so that they can get a meaning; libzmq delivers the message all the same.',
      SERVED,
      ['delivered: nothing'],
    ),
    run: delivers(frame('f8', '6869')),
  },
  {
    name: 'command-reserved-later',
    title: 'a peer that sets reserved flags of a command after the handshake (bind side)',
    deliberate: boundDifference(
      'RFC 23 reserves bits 7 to 3 of commands, too; libzmq does not look at them.',
      SERVED,
      ['delivered: nothing'],
    ),
    run: delivers(frame('0c', FOO) + HI),
  },
  {
    name: 'command-more-later',
    title: 'a peer whose command after the handshake says MORE (bind side)',
    deliberate: boundDifference(
      'RFC 23 lets no command say MORE; libzmq does not look at that bit of a command.',
      SERVED,
      ['delivered: nothing'],
    ),
    run: delivers(frame('05', FOO) + HI),
  },
  // libzmq keeps milliseconds in 16 bits: 656 tenths of a second become 64 ms.
  {
    name: 'ping-ttl-long',
    title: 'a peer that says PING with a TTL of 65.6 s and then is silent (bind side)',
    deliberate: boundDifference(
      'A time to live counts as RFC 37 says, up to 6553.5 s; libzmq keeps its milliseconds in 16 bits, so that 65.6 s become 64 ms.',
      SERVED,
      ['cut off: false'],
    ),
    run: atBoundPull(
      afterHandshake(
        'PUSH',
        frame('04', '0450494e470290'),
        async (_peer, pull, world) => {
          const isCut = await world.happens(pull.saw('DISCONNECTED'), WATCHED_MS)
          world.note(`cut off: ${isCut}`)
        },
        ends,
      ),
    ),
  },
  // A large frame on its way is life.
  {
    name: 'frame-trickles',
    title: 'HEARTBEAT_IVL: a peer whose large frame comes a little at a time (bind side)',
    deliberate: boundDifference(
      'Whoever sends bytes is not silent; libzmq counts whole frames only, though its manual says any traffic.',
      SERVED,
      ['cut off: false'],
    ),
    run: atBoundPull(
      afterHandshake(
        'PUSH',
        '02000000000000c000',
        async (peer, pull, world) => {
          const cut = pull.saw('DISCONNECTED')
          let isCut = false
          for (let sent = 0; sent < 8; sent++) {
            peer.send('78'.repeat(1024))
            isCut = await world.happens(cut, WATCHED_MS / 8)
          }
          world.note(`cut off: ${isCut}`)
        },
        ends,
      ),
      { [OPTIONS.HEARTBEAT_IVL]: 100, [OPTIONS.HEARTBEAT_TIMEOUT]: 300 },
    ),
  },
  // A size nobody can store: closed without a word.
  {
    name: 'frame-unallocatable',
    title: 'a peer that announces a message of 2^63 octets (bind side)',
    run: atBoundPull(afterHandshake('PUSH', '028000000000000000')),
  },
  // Exactly MAXMSGSIZE passes; each part counts by itself.
  {
    name: 'message-at-limit',
    title: 'messages of exactly MAXMSGSIZE',
    async run(world) {
      const { push, pull } = await meet(world, { [OPTIONS.MAXMSGSIZE]: 100 })
      await push.send('x'.repeat(100), 'y'.repeat(100))
      world.note(String((await pull.receive()).map(text => text.length)))
      await part(push, pull)
    },
  },
  {
    name: 'message-first',
    title: 'a peer that sends a message instead of READY (bind side)',
    run: atBoundPull(GREETING + HI),
  },
  // The connecting side that receives it does not connect again.
  {
    name: 'message-too-large-us',
    title: 'a message larger than MAXMSGSIZE (connect side receives)',
    async run(world) {
      const push = world.socket('push', 'PUSH')
      const limit = { [OPTIONS.MAXMSGSIZE]: 100, [OPTIONS.RECONNECT_IVL]: 10 }
      const pull = world.socket('pull', 'PULL', limit)
      pull.connect(await push.bind(world.place()))
      await connected(push, pull)
      await push.send('x'.repeat(101))
      await pull.saw('DISCONNECTED')
      await push.saw('DISCONNECTED')
      await quiet(world)
      await pull.close()
      await push.close()
    },
  },
  // A message over MAXMSGSIZE: closed without a word about the handshake.
  {
    name: 'message-too-large',
    title: 'a message larger than MAXMSGSIZE (bind side receives)',
    async run(world) {
      const limit = { [OPTIONS.MAXMSGSIZE]: 100 }
      const { push, pull } = await meet(world, limit, { [OPTIONS.RECONNECT_IVL]: 300 })
      await push.send('x'.repeat(101))
      await pull.saw('DISCONNECTED')
      pull.cut()
      await push.saw('CONNECT_RETRIED')
      push.cut()
    },
  },
  // Who has stopped reading does not notice the end either, until there is room again.
  {
    name: 'receiver-full',
    title: 'a peer ends while RCVHWM keeps us from reading; then its messages are read',
    async run(world) {
      const pull = world.socket('pull', 'PULL', { [OPTIONS.RCVHWM]: 1 })
      const peer = await world.rawConnect(await pull.bind(world.place()))
      await shakeHands(peer, 'PUSH')
      await connected(pull)
      for (let count = 1; count <= 4; count++) peer.send(HI)
      peer.end()
      const noticed = pull.saw('DISCONNECTED')
      world.note(`noticed while full: ${await world.happens(noticed, 300)}`)
      for (let count = 1; count <= 4; count++) world.note(String(await pull.receive()))
      await noticed
      await pull.close()
    },
  },
]
