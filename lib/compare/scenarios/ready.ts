// READY: missing, truncated, too large, twice, of the wrong type.
import { boundDifference, SERVED } from '../deliberate.js'
import {
  afterHandshake,
  afterReady,
  atBoundPull,
  atConnectingPush,
  ends,
  hears,
  judged,
  saw,
} from '../moves.js'
import type { Scenario } from '../scenario.js'
import { GREETING, READY, frame } from '../wire.js'

const octetsAsHex = (value: number, octets: number): string =>
  value.toString(16).padStart(2 * octets, '0')

const LARGE = `${READY.PUSH.slice(4)}03582d61${octetsAsHex(100_000, 4)}${'61'.repeat(100_000)}`

const withReady = (ready: string): Scenario['run'] => atBoundPull([GREETING + ready, judged, ends])

/** READY for a PUSH, with more behind its metadata. */
const readyAnd = (octets: string): string => frame('04', READY.PUSH.slice(4) + octets)

const UNEXPECTED = [
  ['HANDSHAKE_FAILED_PROTOCOL', '0x10000001'],
  ['DISCONNECTED', 'fd2'],
] as const

export const readyScenarios: readonly Scenario[] = [
  // Frames right behind READY: libzmq takes them for the handshake's while its own READY is not packed.
  {
    name: 'ready-and-more',
    title: 'a peer that sends greeting, READY and a message in one write (bind side)',
    deliberate: boundDifference(
      'A peer that sends its first message right behind READY breaks no rule; libzmq drops it if its own READY is not packed yet.',
      SERVED,
    ),
    run: withReady(READY.PUSH + frame('00', '6869')),
  },
  // libzmq does not look at the flags of a handshake's frames.
  {
    name: 'ready-as-message',
    title: 'a peer whose READY stands in a message frame (bind side)',
    deliberate: boundDifference(
      'RFC 23 wants commands until the handshake is done; libzmq does not look at the flags of the frames.',
      UNEXPECTED,
    ),
    run: withReady(`00${READY.PUSH.slice(2)}`),
  },
  {
    name: 'ready-flags-more',
    title: 'a peer whose READY says MORE (bind side)',
    deliberate: boundDifference(
      "RFC 23 lets no command say MORE; libzmq does not look at the flags of a handshake's frames.",
      UNEXPECTED,
    ),
    run: withReady(`05${READY.PUSH.slice(2)}`),
  },
  {
    name: 'ready-flags-reserved',
    title: 'a peer whose READY has a reserved flag (bind side)',
    deliberate: boundDifference(
      'RFC 23 reserves bits 7 to 3 and wants them zero; libzmq does not look at them.',
    ),
    run: withReady(`84${READY.PUSH.slice(2)}`),
  },
  {
    name: 'ready-illegal-name',
    title: 'a peer whose READY has a property with a blank in its name (bind side)',
    deliberate: boundDifference(
      'RFC 23 lets names of properties have letters, digits and - _ . + only; libzmq takes any octets.',
    ),
    run: withReady(readyAnd('0358206100000000')),
  },
  {
    name: 'ready-value-2-31',
    title: 'a peer whose READY has a property of 2^31 octets (bind side)',
    run: withReady(readyAnd('035861628000000061')),
  },
  // No Socket-Type at all is accepted.
  {
    name: 'ready-empty',
    title: 'a peer whose READY says nothing (bind side)',
    run: atBoundPull([GREETING + frame('04', '055245414459'), saw('HANDSHAKE_SUCCEEDED'), ends]),
  },
  // Unknown properties are fine.
  {
    name: 'ready-extra',
    title: 'a peer whose READY has a property nobody knows (bind side)',
    run: atBoundPull([
      GREETING + readyAnd('05582d6b65790000000576616c7565'),
      saw('HANDSHAKE_SUCCEEDED'),
      ends,
    ]),
  },
  // One octet too many: closed without a word.
  {
    name: 'ready-stray',
    title: 'a peer whose READY has a stray octet (bind side)',
    run: atBoundPull(GREETING + readyAnd('00')),
  },
  // A READY of 100 KB, which no socket needs.
  {
    name: 'ready-too-large',
    title: 'a peer whose READY is larger than any peer needs (bind side)',
    deliberate: boundDifference(
      'Before the handshake is done a peer is not trusted with more than 64 KB of our memory; libzmq has no limit of its own.',
    ),
    run: withReady(`06${octetsAsHex(LARGE.length / 2, 8)}${LARGE}`),
  },
  // The connecting side does not try again.
  {
    name: 'ready-truncated-us',
    title: 'a bound peer whose READY is cut short (connect side)',
    run: atConnectingPush(afterReady(frame('04', READY.PULL.slice(4, -2)))),
  },
  // Metadata that ends too early: closed without a word.
  {
    name: 'ready-truncated',
    title: 'a peer whose READY is cut short (bind side)',
    run: atBoundPull(GREETING + frame('04', READY.PUSH.slice(4, -2))),
  },
  // After the handshake READY is a command like any other: ignored.
  {
    name: 'ready-twice',
    title: 'a peer that sends READY twice (bind side)',
    run: atBoundPull(afterHandshake('PUSH', READY.PUSH + frame('00', '6869'), hears, ends)),
  },
  {
    name: 'wrong-type-lower-case',
    title: 'a peer whose READY has socket-type PUB in lower case (bind side)',
    deliberate: boundDifference(
      'RFC 23 compares the names of properties without case; libzmq takes socket-type for a property it does not know.',
    ),
    run: withReady(READY.PUB.replace('536f636b65742d54797065', '736f636b65742d74797065')),
  },
  // The connecting side does not try again.
  {
    name: 'wrong-type-us',
    title: 'a bound peer that says it is a PUB (connect side)',
    run: atConnectingPush(afterReady(READY.PUB)),
  },
  // The wrong socket type: closed without a word.
  {
    name: 'wrong-type',
    title: 'a peer that says it is a PUB (bind side)',
    run: atBoundPull(GREETING + READY.PUB),
  },
]
