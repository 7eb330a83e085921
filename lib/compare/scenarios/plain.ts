// PLAIN (RFC 24) with peers of plain bytes: what is said out of turn, and in the wrong form.
import {
  afterGreeting,
  atBoundPull,
  atConnectingPush,
  quiet,
  triesAgain,
  type Conduct,
} from '../moves.js'
import { connectingDifference } from '../deliberate.js'
import { OPTIONS } from '../../options.js'
import type { RawPeer } from '../../raw/peer.js'
import type { Scenario } from '../scenario.js'
import { bindZap, meeting, SIDES, triesOn, zapReply, type ZapReply } from '../security.js'
import {
  GREETING as NULL_GREETING,
  frame,
  GREETING_LENGTH,
  greetingOf,
  SIGNATURE,
} from '../wire.js'

const GREETING = greetingOf('504c41494e')
const HELLO = '0548454c4c4f'
const GOOD_HELLO = frame('04', `${HELLO}0561646d696e06736563726574`)
const WELCOME = frame('04', '0757454c434f4d45')
const INITIATE = '08494e495449415445'
const SOCKET_TYPE = '0b536f636b65742d5479706500000004'
const PUSH = '50555348'
const PULL = '50554c4c'
const READY = '055245414459'
const WELCOME_LENGTH = 10

/** Octets that come right behind the greeting, at a PULL that is the server. */
const says = (octets: string): Conduct => afterGreeting(GREETING, octets)

/** The same once the server has let the client in. */
const saysWelcomed =
  (octets: string): Conduct =>
  async peer => {
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH)
    peer.send(GOOD_HELLO)
    await peer.read(WELCOME_LENGTH)
    peer.send(octets)
  }

const atServer = (
  conduct: Conduct,
  reply: ZapReply | undefined = zapReply('200'),
): Scenario['run'] => {
  const run = atBoundPull(conduct, { ...SIDES.plain.server, [OPTIONS.HANDSHAKE_IVL]: 1000 })
  return async world => {
    await bindZap(world, reply)
    await run(world)
  }
}

const HELLO_LENGTH = 2 + 6 + 6 + 7

/** What a PUSH, the client, is answered after its HELLO. */
const answers =
  (octets: string): Conduct =>
  async peer => {
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH + HELLO_LENGTH)
    peer.send(octets)
  }

const atClient = (octets: string): Scenario['run'] =>
  atConnectingPush(answers(octets), SIDES.plain.client)

/** The same after WELCOME and INITIATE. */
const answersLate =
  (octets: string): ((peer: RawPeer) => Promise<void>) =>
  async peer => {
    peer.send(GREETING)
    await peer.read(GREETING_LENGTH + HELLO_LENGTH)
    peer.send(WELCOME)
    await peer.read(2 + 9 + 20)
    peer.send(octets)
  }

const atWelcomedClient = (octets: string): Scenario['run'] =>
  atConnectingPush(answersLate(octets), SIDES.plain.client)

/** The same where libzmq tells what is wrong and does not close. */
const atWelcomedClientThatStays =
  (octets: string): Scenario['run'] =>
  async world => {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', SIDES.plain.client)
    push.connect(listener.endpoint)
    await answersLate(octets)(await listener.accept())
    await push.saw('HANDSHAKE_FAILED_PROTOCOL')
    await quiet(world)
    await push.close()
  }

const CLOSES = connectingDifference(
  'libzmq tells that the metadata of a PLAIN server is wrong and leaves the connection open, for ever; ours closes it, as after every other fault.',
  [
    ['HANDSHAKE_FAILED_PROTOCOL', '0x10000018'],
    ['DISCONNECTED', 'fd1'],
  ],
)

export const plainScenarios: readonly Scenario[] = [
  {
    name: 'plain-hello-empty',
    title: 'a client without name and password (bind side)',
    run: atServer(async (peer, pull) => {
      peer.send(GREETING)
      await peer.read(GREETING_LENGTH)
      peer.send(frame('04', `${HELLO}0000`))
      await peer.read(WELCOME_LENGTH)
      peer.send(frame('04', `${INITIATE}${SOCKET_TYPE}${PUSH}`))
      await pull.saw('HANDSHAKE_SUCCEEDED')
      peer.end()
    }),
  },
  {
    name: 'plain-hello-short',
    title: 'HELLO without a password (bind side)',
    run: atServer(says(frame('04', `${HELLO}0561646d696e`))),
  },
  {
    name: 'plain-hello-long',
    title: 'HELLO with an octet too many (bind side)',
    run: atServer(says(frame('04', `${HELLO}0561646d696e0673656372657400`))),
  },
  {
    name: 'plain-hello-user-length',
    title: 'HELLO whose name is longer than the command (bind side)',
    run: atServer(says(frame('04', `${HELLO}ff61`))),
  },
  {
    name: 'plain-hello-twice',
    title: 'HELLO again while ZAP is asked (bind side)',
    run: atServer(says(GOOD_HELLO + GOOD_HELLO), undefined),
  },
  {
    name: 'plain-command-empty',
    title: 'an empty command instead of HELLO (bind side)',
    run: atServer(says(frame('04', ''))),
  },
  {
    name: 'plain-initiate-first',
    title: 'INITIATE instead of HELLO (bind side)',
    run: atServer(says(frame('04', `${INITIATE}${SOCKET_TYPE}${PUSH}`))),
  },
  {
    name: 'plain-ready-first',
    title: 'READY instead of HELLO (bind side)',
    run: atServer(says(frame('04', `${READY}${SOCKET_TYPE}${PUSH}`))),
  },
  {
    name: 'plain-error-first',
    title: 'ERROR instead of HELLO (bind side)',
    run: atServer(says(frame('04', '054552524f5203343030'))),
  },
  {
    name: 'plain-ready-later',
    title: 'READY instead of INITIATE (bind side)',
    run: atServer(saysWelcomed(frame('04', `${READY}${SOCKET_TYPE}${PUSH}`))),
  },
  {
    name: 'plain-initiate-metadata',
    title: 'INITIATE with broken metadata (bind side)',
    run: atServer(saysWelcomed(frame('04', `${INITIATE}${SOCKET_TYPE}5055`))),
  },
  {
    name: 'plain-initiate-type',
    title: 'INITIATE of a socket that does not fit (bind side)',
    run: atServer(saysWelcomed(frame('04', `${INITIATE}${SOCKET_TYPE}${PULL}`))),
  },
  {
    name: 'plain-after-refusal',
    title: 'a command of a client that was refused (bind side)',
    run: atServer(async peer => {
      peer.send(GREETING)
      await peer.read(GREETING_LENGTH)
      peer.send(GOOD_HELLO)
      await peer.read(11)
      peer.send(GOOD_HELLO)
    }, zapReply('400')),
  },
  {
    name: 'plain-zmtp2',
    title: 'a ZMTP 2.0 peer, which has no mechanism (bind side)',
    run: atServer(`${SIGNATURE}0108`),
  },
  {
    name: 'plain-null-client',
    title: 'a client that speaks NULL (bind side)',
    run: atServer(NULL_GREETING),
  },
  {
    name: 'plain-curve-server-us',
    title: 'a server that speaks CURVE (connect side)',
    run: atConnectingPush(greetingOf('4355525645'), SIDES.plain.client),
  },
  {
    name: 'plain-two-clients-us',
    title: 'HELLO instead of WELCOME: both sides are clients (connect side)',
    run: atClient(GOOD_HELLO),
  },
  {
    name: 'plain-two-servers',
    title: 'both sides are servers',
    run: meeting(
      'plain',
      {
        server: { ...SIDES.plain.server, [OPTIONS.HANDSHAKE_IVL]: 200 },
        client: SIDES.plain.server,
      },
      triesOn,
    ),
  },
  {
    name: 'plain-welcome-long',
    title: 'WELCOME with an octet too many (connect side)',
    run: atClient(frame('04', '0757454c434f4d4500')),
  },
  {
    name: 'plain-welcome-twice',
    title: 'WELCOME twice (connect side)',
    run: atClient(WELCOME + WELCOME),
  },
  {
    name: 'plain-ready-early',
    title: 'READY instead of WELCOME (connect side)',
    run: atClient(frame('04', `${READY}${SOCKET_TYPE}${PULL}`)),
  },
  {
    name: 'plain-unknown-early',
    title: 'an unknown command instead of WELCOME (connect side)',
    run: atClient(frame('04', '0358595a')),
  },
  {
    name: 'plain-refused-400-us',
    title: 'a refusal as libzmq writes it, 400 (connect side)',
    run: atClient(frame('04', '5e52524f5203343030')),
  },
  {
    name: 'plain-error-400-us',
    title: 'ERROR as RFC 24 has it, 400 (connect side)',
    deliberate: connectingDifference(
      "The ERROR of a PLAIN server is understood in the RFC's form and in libzmq's, which is misspelt since 4.3; libzmq takes its own alone.",
      [
        ['HANDSHAKE_FAILED_AUTH', 400],
        ['DISCONNECTED', 'fd1'],
      ],
    ),
    run: atClient(frame('04', '054552524f5203343030')),
  },
  {
    name: 'plain-refused-text-us',
    title: 'a refusal as libzmq writes it, with a text (connect side)',
    run: atClient(frame('04', '5e52524f52036e6f21')),
  },
  {
    name: 'plain-refused-malformed-us',
    title: 'a refusal as libzmq writes it, cut off (connect side)',
    run: atClient(frame('04', '5e52524f52093430')),
  },
  {
    name: 'plain-ready-metadata',
    title: 'READY with broken metadata (connect side)',
    deliberate: CLOSES,
    run: atWelcomedClientThatStays(frame('04', `${READY}${SOCKET_TYPE}5055`)),
  },
  {
    name: 'plain-ready-type',
    title: 'READY of a socket that does not fit (connect side)',
    deliberate: CLOSES,
    run: atWelcomedClientThatStays(frame('04', `${READY}${SOCKET_TYPE}${PUSH}`)),
  },
  {
    name: 'plain-refused-late-us',
    title: 'a refusal after INITIATE (connect side)',
    run: atWelcomedClient(frame('04', '5e52524f5203343030')),
  },
  {
    name: 'plain-silent-close',
    title: 'a server that goes without a word (connect side)',
    run: triesAgain(1, { ...SIDES.plain.client, [OPTIONS.RECONNECT_IVL]: 50 }, async peer => {
      peer.send(GREETING)
      await peer.read(GREETING_LENGTH + HELLO_LENGTH)
      peer.end()
    }),
  },
]
