// Who is let in, by what a ZAP handler (RFC 27) says, or because there is none.
import { connected, part } from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'
import {
  CURVE_SERVER,
  meeting,
  SIDES,
  triesOn,
  turnedAway,
  zapReply,
  type MechanismName,
  type MeetingSettings,
  type Met,
} from '../security.js'

/** So that what waits for the end of the handshake does not wait long. */
const SOON = { [OPTIONS.HANDSHAKE_IVL]: 300 }
const REFUSAL = zapReply('400')
const ENFORCED = { [OPTIONS.ZAP_ENFORCE_DOMAIN]: true }

/** The PUSH is let in: a message passes. */
async function letIn({ pull, push }: Met, world: Parameters<Scenario['run']>[0]): Promise<void> {
  await connected(push, pull)
  await push.send('hi', 'there')
  world.note((await pull.receive()).join(' '))
  await part(push, pull)
}

/** What libzmq does after it has told so depends on what the last call before has left in errno. */
async function unjudged({ pull, push }: Met): Promise<void> {
  await pull.saw('HANDSHAKE_FAILED_NO_DETAIL')
  pull.cut()
  await push.saw('CONNECTED')
  push.cut()
}

/** The same for each mechanism; options of the server are added to its own. */
const each = (
  name: string,
  title: string,
  settings: MeetingSettings,
  then: Parameters<typeof meeting>[2],
  mechanisms = Object.keys(SIDES) as readonly MechanismName[],
): Scenario[] =>
  mechanisms.map(mechanism => ({
    name: `zap-${mechanism}-${name}`,
    title: `${mechanism.toUpperCase()}: ${title}`,
    run: meeting(
      mechanism,
      { ...settings, server: { ...SIDES[mechanism].server, ...settings.server } },
      then,
    ),
  }))

/** A reply that is no reply. Every mechanism reads replies alike: PLAIN stands for all. */
const malformed = (name: string, what: string, zap: MeetingSettings['zap'] & object): Scenario[] =>
  each(`reply-${name}`, `the ZAP handler's reply has ${what}`, { zap }, triesOn, ['plain'])

export const zapScenarios: readonly Scenario[] = [
  ...each('200', 'ZAP lets the client in', {}, letIn),
  // Nothing is sent, and the client is given the handshake's time to go.
  ...each(
    '300',
    'ZAP says 300: a temporary fault',
    { zap: zapReply('300'), server: SOON },
    triesOn,
  ),
  ...each('400', 'ZAP refuses the client', { zap: REFUSAL }, turnedAway),
  ...each('500', 'ZAP says 500: a fault of its own', { zap: zapReply('500') }, turnedAway),
  ...each('silent', 'the ZAP handler never answers', { zap: 'silent', server: SOON }, triesOn),
  ...malformed('short', 'too few parts', zapReply('200').slice(0, 6)),
  ...malformed('long', 'too many parts', [...zapReply('200'), '']),
  ...malformed('delimiter', 'a delimiter that is not empty', zapReply('200', { 0: 'x' })),
  ...malformed('version', 'another version', zapReply('200', { 1: '1.1' })),
  ...malformed('id', 'another request id', zapReply('200', { 2: '2' })),
  ...malformed('status', 'an unknown status', zapReply('201')),
  ...malformed('status-high', 'a status above all', zapReply('600')),
  ...malformed('metadata', 'broken metadata', zapReply('200', { 6: '\x04Role\0\0\0\x09admin' })),
  {
    name: 'zap-plain-reply-metadata-good',
    title: 'PLAIN: the ZAP handler tells something of the client',
    run: meeting('plain', { zap: zapReply('200', { 6: '\x04Role\0\0\0\x05admin' }) }, letIn),
  },
  // PLAIN without a judge is no PLAIN; the others let everybody in, unless domains are enforced.
  ...each('none', 'there is no ZAP handler', { zap: 'none' }, unjudged, ['plain']),
  ...each(
    'none-enforced',
    'there is no ZAP handler, and domains are enforced',
    { zap: 'none', server: ENFORCED },
    unjudged,
    ['null', 'curve'],
  ),
  ...each('none', 'there is no ZAP handler', { zap: 'none' }, letIn, ['null', 'curve']),
  {
    name: 'zap-curve-enforced-without-domain',
    title: 'CURVE: domains are enforced and there is none: the handler is not asked',
    run: meeting('curve', { zap: REFUSAL, server: { ...CURVE_SERVER, ...ENFORCED } }, letIn),
  },
  {
    name: 'zap-curve-without-domain',
    title: 'CURVE: there is no domain: the handler is asked all the same',
    run: meeting('curve', { zap: REFUSAL, server: CURVE_SERVER }, turnedAway),
  },
  {
    name: 'zap-null-without-domain',
    title: 'NULL: there is no domain: the handler is not asked',
    run: meeting('null', { zap: REFUSAL, server: {} }, letIn),
  },
  {
    name: 'zap-null-connecting',
    title: 'NULL: the connecting side has a domain, and its ZAP handler lets the bound peer in',
    run: meeting('null', { server: {}, client: { [OPTIONS.ZAP_DOMAIN]: 'here' } }, letIn),
  },
]
