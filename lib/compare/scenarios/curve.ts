// CURVE (RFC 26): keys that do not fit, and peers of plain bytes, which cannot seal anything.
import {
  afterGreeting,
  atBoundPull,
  atConnectingPush,
  connected,
  ends,
  part,
  reads,
  table,
  triesAgain,
  type Moves,
} from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'
import { bothServers, meeting, SIDES, triesOn } from '../security.js'
import { frame, GREETING_LENGTH, greetingOf, READY, SIGNATURE } from '../wire.js'

const GREETING = greetingOf('4355525645')
const HELLO = '0548454c4c4f'
const WELCOME = '0757454c434f4d45'
const ERROR = '054552524f52'
const HELLO_LENGTH = 2 + 200
const ZEROS = (count: number): string => '00'.repeat(count)

/** A client's command right behind the greeting. */
const says = (command: string): Scenario['run'] =>
  atBoundPull(afterGreeting(GREETING, frame('04', command)), SIDES.curve.server)

/** What a PUSH, the client, is answered after its HELLO. */
const afterHello = (...then: Moves): Moves => [
  GREETING,
  reads(GREETING_LENGTH + HELLO_LENGTH),
  ...then,
]

const answers = (command: string): Scenario['run'] =>
  atConnectingPush(afterHello(frame('04', command)), SIDES.curve.client)

/** Large enough for the handshake. */
const LIMIT = 400
const SEAL = 33
const LIMITED = { server: { ...SIDES.curve.server, [OPTIONS.MAXMSGSIZE]: LIMIT } }

const STRANGER = '3#r1t5f>&?L.khUB6KnfpnrN76}0iAH<b<hL@7sh'

const HEARTBEATS = { [OPTIONS.HEARTBEAT_IVL]: 20, [OPTIONS.HEARTBEAT_TIMEOUT]: 5000 }

export const curveScenarios: readonly Scenario[] = [
  {
    name: 'curve-heartbeats',
    title: 'heartbeats, sealed, and messages of several parts',
    run: meeting(
      'curve',
      {
        server: { ...SIDES.curve.server, ...HEARTBEATS },
        client: { ...SIDES.curve.client, ...HEARTBEATS, [OPTIONS.HEARTBEAT_TTL]: 5000 },
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
    run: meeting('curve', LIMITED, async ({ pull, push }, world) => {
      await connected(push, pull)
      await push.send('x'.repeat(LIMIT - SEAL))
      world.note(String((await pull.receive()).join('').length))
      await part(push, pull)
    }),
  },
  {
    name: 'curve-over-limit',
    title: 'a message that, sealed, is larger than MAXMSGSIZE',
    run: meeting('curve', LIMITED, async met => {
      await connected(met.push, met.pull)
      await met.push.send('x'.repeat(LIMIT - SEAL + 1))
      await triesOn(met)
    }),
  },
  ...table(
    change => meeting('curve', { client: { ...SIDES.curve.client, ...change } }, triesOn),
    [
      [
        'curve-server-key',
        'the client means another server: the server cannot open its HELLO',
        { [OPTIONS.CURVE_SERVERKEY]: STRANGER },
      ],
      [
        'curve-public-key',
        "the client's public key does not belong to its secret key",
        { [OPTIONS.CURVE_PUBLICKEY]: STRANGER },
      ],
    ],
  ),
  {
    name: 'curve-null-server-us',
    title: 'a server that speaks NULL (connect side)',
    run: atConnectingPush(greetingOf('4e554c4c'), SIDES.curve.client),
  },
  { name: 'curve-two-servers', title: 'both sides are servers', run: bothServers('curve') },
  ...table(
    octets => atBoundPull(octets, SIDES.curve.server),
    [
      ['curve-plain-client', 'a client that speaks PLAIN (bind side)', greetingOf('504c41494e')],
      ['curve-zmtp1', 'a ZMTP 1.0 peer, which has no mechanism (bind side)', '0100'],
      ['curve-zmtp2', 'a ZMTP 2.0 peer, which has no mechanism (bind side)', `${SIGNATURE}0108`],
    ],
  ),
  ...table(says, [
    [
      'curve-ready-first',
      'READY first, as a client of NULL would (bind side)',
      READY.PUSH.slice(4),
    ],
    ['curve-command-empty', 'an empty command instead of HELLO (bind side)', ''],
    [
      'curve-command-cut',
      'a command that is shorter than its name instead of HELLO (bind side)',
      '0548',
    ],
    ['curve-hello-short', 'HELLO of 199 octets (bind side)', `${HELLO}0100${ZEROS(191)}`],
    ['curve-hello-version', 'HELLO of CurveZMQ 2.0 (bind side)', `${HELLO}0200${ZEROS(192)}`],
    [
      'curve-hello-sealed',
      'HELLO that does not open (bind side)',
      `${HELLO}0100${ZEROS(72)}09${ZEROS(119)}`,
    ],
    [
      'curve-initiate-first',
      'INITIATE instead of HELLO (bind side)',
      `08494e495449415445${ZEROS(240)}`,
    ],
  ]),
  ...table(answers, [
    [
      'curve-two-clients-us',
      'HELLO instead of WELCOME: both sides are clients (connect side)',
      `${HELLO}0100${ZEROS(192)}`,
    ],
    ['curve-welcome-short', 'WELCOME of 167 octets (connect side)', WELCOME + ZEROS(159)],
    ['curve-welcome-sealed', 'WELCOME that does not open (connect side)', WELCOME + ZEROS(160)],
    ['curve-ready-early', 'READY instead of WELCOME (connect side)', `055245414459${ZEROS(50)}`],
    ['curve-unknown-early', 'an unknown command instead of WELCOME (connect side)', '0358595a'],
    ['curve-refused-400-us', 'ERROR 400 instead of WELCOME (connect side)', `${ERROR}03343030`],
    [
      'curve-refused-text-us',
      'ERROR with a text instead of WELCOME (connect side)',
      `${ERROR}036e6f21`,
    ],
    [
      'curve-refused-malformed-us',
      'ERROR that is cut off instead of WELCOME (connect side)',
      `${ERROR}093430`,
    ],
  ]),
  {
    name: 'curve-silent-close',
    title: 'a server that goes without a word (connect side)',
    run: triesAgain(1, { ...SIDES.curve.client, [OPTIONS.RECONNECT_IVL]: 50 }, afterHello(ends)),
  },
]
