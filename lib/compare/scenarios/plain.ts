// PLAIN (RFC 24) with peers of plain bytes: what is said out of turn, and in the wrong form.
import {
  act,
  afterGreeting,
  atBoundPull,
  atConnectingPush,
  ends,
  reads,
  saw,
  table,
  triesAgain,
  type Conduct,
  type Moves,
} from '../moves.js'
import { connectingDifference } from '../deliberate.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'
import { bindZap, bothServers, SIDES, zapReply, type ZapReply } from '../security.js'
import {
  GREETING as NULL_GREETING,
  frame,
  GREETING_LENGTH,
  greetingOf,
  SIGNATURE,
} from '../wire.js'

const GREETING = greetingOf('504c41494e')
const HELLO = '0548454c4c4f'
const ADMIN = '0561646d696e'
const SECRET = '06736563726574'
const CUT_HELLO = `${HELLO}ff61`
const FULL_HELLO = HELLO + ADMIN + SECRET
const GOOD_HELLO = frame('04', FULL_HELLO)
const WELCOME = '0757454c434f4d45'
const GOOD_WELCOME = frame('04', WELCOME)
const SOCKET_TYPE = '0b536f636b65742d5479706500000004'
const PUSH = `${SOCKET_TYPE}50555348`
const PULL = `${SOCKET_TYPE}50554c4c`
const CUT = `${SOCKET_TYPE}5055`
const INITIATE = '08494e495449415445'
const READY = '055245414459'
const ERROR = '054552524f52'
/** ERROR as libzmq writes it in PLAIN. */
const MISSPELT = '5e52524f52'
const HELLO_LENGTH = 2 + 6 + 6 + 7
const WELCOME_LENGTH = 10

/** A peer at a PULL that is the server. */
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

/** A client's command right behind the greeting. */
const saysFirst = (command: string): Scenario['run'] =>
  atServer(afterGreeting(GREETING, frame('04', command)))

/** A client's command once the server has let it in. */
const saysWelcomed = (command: string): Scenario['run'] =>
  atServer(afterGreeting(GREETING, GOOD_HELLO, reads(WELCOME_LENGTH), frame('04', command)))

/** What a PUSH, the client, is answered after its HELLO. */
const afterHello = (...then: Moves): Moves => [
  GREETING,
  reads(GREETING_LENGTH + HELLO_LENGTH),
  ...then,
]

const answers = (command: string): Scenario['run'] =>
  atConnectingPush(afterHello(frame('04', command)), SIDES.plain.client)

/** What it is answered after INITIATE. */
const afterInitiate = (command: string): Moves =>
  afterHello(GOOD_WELCOME, reads(2 + 9 + 20), frame('04', command))

/** The same where libzmq tells what is wrong and does not close. */
/** libzmq tells of the fault, and then mostly leaves the connection open, for ever: what comes after is not judged. */
const answersLate =
  (command: string): Scenario['run'] =>
  async world => {
    const listener = await world.rawListen()
    const push = world.socket('push', 'PUSH', SIDES.plain.client)
    push.connect(listener.endpoint)
    await act(afterInitiate(command), await listener.accept(), push, world)
    await push.saw('HANDSHAKE_FAILED_PROTOCOL')
    push.cut()
  }

const UNDERSTANDS = connectingDifference(
  "The ERROR of a PLAIN server is understood in the RFC's form and in libzmq's, which is misspelt since 4.3; libzmq takes its own alone.",
  [
    ['HANDSHAKE_FAILED_AUTH', 400],
    ['DISCONNECTED', 'fd1'],
  ],
)

export const plainScenarios: readonly Scenario[] = [
  ...table(saysFirst, [
    ['plain-hello-short', 'HELLO without a password (bind side)', HELLO + ADMIN],
    ['plain-hello-long', 'HELLO with an octet too many (bind side)', `${FULL_HELLO}00`],
    [
      'plain-hello-user-length',
      'HELLO whose name is longer than the command (bind side)',
      CUT_HELLO,
    ],
    ['plain-command-empty', 'an empty command instead of HELLO (bind side)', ''],
    ['plain-initiate-first', 'INITIATE instead of HELLO (bind side)', INITIATE + PUSH],
    ['plain-ready-first', 'READY instead of HELLO (bind side)', READY + PUSH],
    ['plain-error-first', 'ERROR instead of HELLO (bind side)', `${ERROR}03343030`],
  ]),
  ...table(saysWelcomed, [
    ['plain-ready-later', 'READY instead of INITIATE (bind side)', READY + PUSH],
    ['plain-initiate-metadata', 'INITIATE with broken metadata (bind side)', INITIATE + CUT],
    ['plain-initiate-type', 'INITIATE of a socket that does not fit (bind side)', INITIATE + PULL],
  ]),
  {
    name: 'plain-hello-empty',
    title: 'a client without name and password (bind side)',
    run: atServer([
      ...afterGreeting(GREETING, frame('04', `${HELLO}0000`)),
      reads(WELCOME_LENGTH),
      frame('04', INITIATE + PUSH),
      saw('HANDSHAKE_SUCCEEDED'),
      ends,
    ]),
  },
  {
    name: 'plain-hello-twice',
    title: 'HELLO again while ZAP is asked (bind side)',
    run: atServer(afterGreeting(GREETING, GOOD_HELLO + GOOD_HELLO), undefined),
  },
  {
    name: 'plain-after-refusal',
    title: 'a command of a client that was refused (bind side)',
    run: atServer(afterGreeting(GREETING, GOOD_HELLO, reads(11), GOOD_HELLO), zapReply('400')),
  },
  ...table(atServer, [
    ['plain-zmtp2', 'a ZMTP 2.0 peer, which has no mechanism (bind side)', `${SIGNATURE}0108`],
    ['plain-null-client', 'a client that speaks NULL (bind side)', NULL_GREETING],
  ]),
  {
    name: 'plain-curve-server-us',
    title: 'a server that speaks CURVE (connect side)',
    run: atConnectingPush(greetingOf('4355525645'), SIDES.plain.client),
  },
  { name: 'plain-two-servers', title: 'both sides are servers', run: bothServers('plain') },
  ...table(answers, [
    [
      'plain-two-clients-us',
      'HELLO instead of WELCOME: both sides are clients (connect side)',
      FULL_HELLO,
    ],
    ['plain-welcome-long', 'WELCOME with an octet too many (connect side)', `${WELCOME}00`],
    ['plain-ready-early', 'READY instead of WELCOME (connect side)', READY + PULL],
    ['plain-unknown-early', 'an unknown command instead of WELCOME (connect side)', '0358595a'],
    [
      'plain-refused-400-us',
      'a refusal as libzmq writes it, 400 (connect side)',
      `${MISSPELT}03343030`,
    ],
    [
      'plain-error-400-us',
      'ERROR as RFC 24 has it, 400 (connect side)',
      `${ERROR}03343030`,
      { deliberate: UNDERSTANDS },
    ],
    [
      'plain-refused-text-us',
      'a refusal as libzmq writes it, with a text (connect side)',
      `${MISSPELT}036e6f21`,
    ],
    [
      'plain-refused-malformed-us',
      'a refusal as libzmq writes it, cut off (connect side)',
      `${MISSPELT}093430`,
    ],
  ]),
  {
    name: 'plain-welcome-twice',
    title: 'WELCOME twice (connect side)',
    run: atConnectingPush(afterHello(GOOD_WELCOME + GOOD_WELCOME), SIDES.plain.client),
  },
  ...table(answersLate, [
    ['plain-ready-metadata', 'READY with broken metadata (connect side)', READY + CUT],
    ['plain-ready-type', 'READY of a socket that does not fit (connect side)', READY + PUSH],
  ]),
  {
    name: 'plain-refused-late-us',
    title: 'a refusal after INITIATE (connect side)',
    run: atConnectingPush(afterInitiate(`${MISSPELT}03343030`), SIDES.plain.client),
  },
  {
    name: 'plain-silent-close',
    title: 'a server that goes without a word (connect side)',
    run: triesAgain(1, { ...SIDES.plain.client, [OPTIONS.RECONNECT_IVL]: 50 }, afterHello(ends)),
  },
]
