// Peers that speak ZMTP 2.0.
import {
  atBoundPull,
  ends,
  gets,
  hears,
  reads,
  resets,
  sends,
  triesAgain,
  pauses,
} from '../moves.js'
import { boundDifference } from '../deliberate.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'
import { SIGNATURE, frame } from '../wire.js'

const IDENTITY = frame('00', '')
const PUSH = `${SIGNATURE}0108${IDENTITY}`
const PULL = `${SIGNATURE}0107${IDENTITY}`
const HI = frame('00', '6869')

export const zmtp2Scenarios: readonly Scenario[] = [
  {
    name: 'zmtp2-half',
    title: 'a ZMTP 2.0 peer does not finish its greeting (bind side)',
    run: atBoundPull(`${SIGNATURE}01`, { [OPTIONS.HANDSHAKE_IVL]: 150 }),
  },
  {
    name: 'zmtp2-receives',
    title: 'a ZMTP 2.0 PULL connects, gets a message, and goes (bind side)',
    async run(world) {
      const push = world.socket('push', 'PUSH')
      const peer = await world.rawConnect(await push.bind(world.place()))
      peer.send(PULL)
      await push.send('hi')
      world.note(await peer.read(18))
      peer.end()
      await push.saw('DISCONNECTED')
      await push.close()
    },
  },
  // RST, also long after the greeting: ECONNRESET.
  {
    name: 'zmtp2-resets',
    title: 'a ZMTP 2.0 PUSH resets after a message (bind side)',
    transports: ['tcp'],
    run: atBoundPull([PUSH + HI, reads(14), hears, resets]),
  },
  // The handshake's clock stops with the greeting.
  {
    name: 'zmtp2-stays',
    title: 'a ZMTP 2.0 PUSH says nothing for longer than HANDSHAKE_IVL, then sends (bind side)',
    run: atBoundPull([`${SIGNATURE}0108`, pauses(1500), IDENTITY + HI, hears, ends], {
      [OPTIONS.HANDSHAKE_IVL]: 1000,
    }),
  },
  // MAXMSGSIZE counts for old peers too.
  {
    name: 'zmtp2-too-large',
    title: 'a ZMTP 2.0 PUSH sends more than MAXMSGSIZE (bind side)',
    run: atBoundPull([PUSH + HI, hears, frame('00', '414243444546')], { [OPTIONS.MAXMSGSIZE]: 5 }),
  },
  // The local end of an old peer's connection is silent, as any other.
  {
    name: 'zmtp2-unbound',
    title: 'unbind with a live ZMTP 2.0 peer',
    async run(world) {
      const pull = world.socket('pull', 'PULL')
      const endpoint = await pull.bind(world.place())
      const peer = await world.rawConnect(endpoint)
      peer.send(PUSH + HI)
      world.note(String(await pull.receive()))
      await pull.unbind(endpoint)
      await peer.readToEnd()
      await pull.close()
    },
  },
  // The connecting side tries again.
  {
    name: 'zmtp2-us',
    title: 'a bound ZMTP 2.0 PULL gets a message and goes (connect side)',
    run: triesAgain(1, { [OPTIONS.RECONNECT_IVL]: 20 }, [sends('hi'), PULL, gets(18), ends]),
  },
  // The type of a ZMTP 2.0 peer is read; libzmq does not look at it.
  {
    name: 'zmtp2-wrong-type',
    title: 'a ZMTP 2.0 peer that says it is a PUB sends to a PULL (bind side)',
    deliberate: boundDifference(
      'A ZMTP 2.0 peer of a type that cannot talk to ours is dropped, as one of 3.x would be; libzmq reads the type and ignores it.',
    ),
    run: atBoundPull(async (peer, pull, world) => {
      peer.send(`${SIGNATURE}0101${IDENTITY}${HI}`)
      await world.race(pull.receive(), pull.saw('DISCONNECTED'))
      peer.end()
    }),
  },
  // ZMTP 2.0 has no handshake to report; the end is always told as if one had failed.
  {
    name: 'zmtp2',
    title: 'a ZMTP 2.0 PUSH connects, sends, and goes (bind side)',
    run: atBoundPull([PUSH + HI, hears, ends]),
  },
]
