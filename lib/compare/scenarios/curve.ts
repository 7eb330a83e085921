// CURVE (RFC 26): keys that do not fit, and peers of plain bytes, which cannot seal anything.
import {
  afterGreeting,
  atBoundPull,
  atConnectingPush,
  connected,
  part,
  triesAgain,
} from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'
import { meeting, SIDES, triesOn, type MeetingSettings } from '../security.js'
import { frame, GREETING_LENGTH, greetingOf, SIGNATURE } from '../wire.js'

const GREETING = greetingOf('4355525645')
const HELLO = '0548454c4c4f'
const WELCOME = '0757454c434f4d45'
const HELLO_LENGTH = 2 + 200
const ZEROS = (count: number): string => '00'.repeat(count)

const atServer = (octets: string): Scenario['run'] =>
  atBoundPull(afterGreeting(GREETING, octets), SIDES.curve.server)

const atClient = (octets: string): Scenario['run'] =>
  atConnectingPush(async peer => {
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH + HELLO_LENGTH)
    peer.send(octets)
  }, SIDES.curve.client)

/** The client's keys but for one. */
const otherwise = (change: Readonly<Record<number, string>>): MeetingSettings => ({
  client: { ...SIDES.curve.client, ...change },
})

/** Large enough for the handshake. */
const LIMIT = 400
const SEAL = 33
const limited: MeetingSettings = {
  server: { ...SIDES.curve.server, [OPTIONS.MAXMSGSIZE]: LIMIT },
}

const STRANGER = '3#r1t5f>&?L.khUB6KnfpnrN76}0iAH<b<hL@7sh'

export const curveScenarios: readonly Scenario[] = [
  {
    name: 'curve-heartbeats',
    title: 'heartbeats, sealed, and messages of several parts',
    run: meeting(
      'curve',
      {
        server: {
          ...SIDES.curve.server,
          [OPTIONS.HEARTBEAT_IVL]: 20,
          [OPTIONS.HEARTBEAT_TIMEOUT]: 5000,
        },
        client: {
          ...SIDES.curve.client,
          [OPTIONS.HEARTBEAT_IVL]: 20,
          [OPTIONS.HEARTBEAT_TIMEOUT]: 5000,
          [OPTIONS.HEARTBEAT_TTL]: 5000,
        },
      },
      async ({ pull, push }, world) => {
        await connected(push, pull)
        await world.wait(150)
        await push.send('a', '', 'b'.repeat(300))
        world.note((await pull.receive()).map(text => text.length).join())
        await part(push, pull)
      },
    ),
  },
  // What counts is the frame, 33 octets more than what is in it.
  {
    name: 'curve-at-limit',
    title: 'a message that, sealed, is as large as MAXMSGSIZE',
    run: meeting('curve', limited, async ({ pull, push }, world) => {
      await connected(push, pull)
      await push.send('x'.repeat(LIMIT - SEAL))
      world.note(String((await pull.receive()).join('').length))
      await part(push, pull)
    }),
  },
  {
    name: 'curve-over-limit',
    title: 'a message that, sealed, is larger than MAXMSGSIZE',
    run: meeting('curve', limited, async met => {
      await connected(met.push, met.pull)
      await met.push.send('x'.repeat(LIMIT - SEAL + 1))
      await triesOn(met)
    }),
  },
  {
    name: 'curve-server-key',
    title: 'the client means another server: the server cannot open its HELLO',
    run: meeting('curve', otherwise({ [OPTIONS.CURVE_SERVERKEY]: STRANGER }), triesOn),
  },
  {
    name: 'curve-public-key',
    title: "the client's public key does not belong to its secret key",
    run: meeting('curve', otherwise({ [OPTIONS.CURVE_PUBLICKEY]: STRANGER }), triesOn),
  },
  {
    name: 'curve-plain-client',
    title: 'a client that speaks PLAIN (bind side)',
    run: atBoundPull(greetingOf('504c41494e'), SIDES.curve.server),
  },
  {
    name: 'curve-null-server-us',
    title: 'a server that speaks NULL (connect side)',
    run: atConnectingPush(greetingOf('4e554c4c'), SIDES.curve.client),
  },
  {
    name: 'curve-two-clients-us',
    title: 'HELLO instead of WELCOME: both sides are clients (connect side)',
    run: atClient(frame('04', `${HELLO}0100${ZEROS(192)}`)),
  },
  {
    name: 'curve-two-servers',
    title: 'both sides are servers',
    run: meeting(
      'curve',
      {
        server: { ...SIDES.curve.server, [OPTIONS.HANDSHAKE_IVL]: 200 },
        client: SIDES.curve.server,
      },
      triesOn,
    ),
  },
  {
    name: 'curve-ready-first',
    title: 'READY first, as a client of NULL would (bind side)',
    run: atServer(frame('04', '0552454144590b536f636b65742d547970650000000450555348')),
  },
  {
    name: 'curve-zmtp1',
    title: 'a ZMTP 1.0 peer, which has no mechanism (bind side)',
    run: atBoundPull('0100', SIDES.curve.server),
  },
  {
    name: 'curve-zmtp2',
    title: 'a ZMTP 2.0 peer, which has no mechanism (bind side)',
    run: atBoundPull(`${SIGNATURE}0108`, SIDES.curve.server),
  },
  {
    name: 'curve-command-empty',
    title: 'an empty command instead of HELLO (bind side)',
    run: atServer(frame('04', '')),
  },
  {
    name: 'curve-command-cut',
    title: 'a command that is shorter than its name instead of HELLO (bind side)',
    run: atServer(frame('04', '0548')),
  },
  {
    name: 'curve-hello-short',
    title: 'HELLO of 199 octets (bind side)',
    run: atServer(frame('04', `${HELLO}0100${ZEROS(191)}`)),
  },
  {
    name: 'curve-hello-version',
    title: 'HELLO of CurveZMQ 2.0 (bind side)',
    run: atServer(frame('04', `${HELLO}0200${ZEROS(192)}`)),
  },
  {
    name: 'curve-hello-sealed',
    title: 'HELLO that does not open (bind side)',
    run: atServer(frame('04', `${HELLO}0100${ZEROS(72)}09${ZEROS(119)}`)),
  },
  {
    name: 'curve-initiate-first',
    title: 'INITIATE instead of HELLO (bind side)',
    run: atServer(frame('04', `08494e495449415445${ZEROS(240)}`)),
  },
  {
    name: 'curve-welcome-short',
    title: 'WELCOME of 167 octets (connect side)',
    run: atClient(frame('04', `${WELCOME}${ZEROS(159)}`)),
  },
  {
    name: 'curve-welcome-sealed',
    title: 'WELCOME that does not open (connect side)',
    run: atClient(frame('04', `${WELCOME}${ZEROS(160)}`)),
  },
  {
    name: 'curve-ready-early',
    title: 'READY instead of WELCOME (connect side)',
    run: atClient(frame('04', `055245414459${ZEROS(50)}`)),
  },
  {
    name: 'curve-unknown-early',
    title: 'an unknown command instead of WELCOME (connect side)',
    run: atClient(frame('04', '0358595a')),
  },
  {
    name: 'curve-refused-400-us',
    title: 'ERROR 400 instead of WELCOME (connect side)',
    run: atClient(frame('04', '054552524f5203343030')),
  },
  {
    name: 'curve-refused-text-us',
    title: 'ERROR with a text instead of WELCOME (connect side)',
    run: atClient(frame('04', '054552524f52036e6f21')),
  },
  {
    name: 'curve-refused-malformed-us',
    title: 'ERROR that is cut off instead of WELCOME (connect side)',
    run: atClient(frame('04', '054552524f52093430')),
  },
  {
    name: 'curve-silent-close',
    title: 'a server that goes without a word (connect side)',
    run: triesAgain(1, { ...SIDES.curve.client, [OPTIONS.RECONNECT_IVL]: 50 }, async peer => {
      peer.send(GREETING)
      await peer.read(GREETING_LENGTH + HELLO_LENGTH)
      peer.end()
    }),
  },
]
