// What comes instead of a greeting or in its place: text, zeros, other revisions and mechanisms.
import { boundDifference, connectingDifference, DROPPED } from '../deliberate.js'
import {
  atBoundPull,
  atConnectingPush,
  closes,
  ends,
  judged,
  queues,
  saw,
  table,
  pauses,
} from '../moves.js'
import { OPTIONS } from '../../options.js'
import type { Scenario } from '../scenario.js'
import { GREETING, READY, SIGNATURE, greetingOf } from '../wire.js'

const hex = (text: string): string => Buffer.from(text).toString('hex')

/** A greeting that is as good as ours. */
const greets = (greeting: string): Scenario['run'] =>
  atBoundPull([greeting, READY.PUSH, saw('HANDSHAKE_SUCCEEDED'), ends])

export const greetingScenarios: readonly Scenario[] = [
  {
    name: 'garbage-http-us',
    title: 'a bound web server answers and ends (connect side)',
    transports: ['tcp'],
    deliberate: connectingDifference(
      'A web server is no ZMTP 1.0 peer, and will not become one: the connection is dropped and not tried again; libzmq tries again for ever.',
      [['DISCONNECTED', 'fd1']],
    ),
    run: atConnectingPush(
      [saw('CONNECTED'), hex('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'), ends],
      { [OPTIONS.RECONNECT_IVL]: 5000 },
    ),
  },
  // G is the length of a ZMTP 1.0 frame: 70 octets and flags. libzmq waits for the rest, without a clock.
  {
    name: 'garbage-http',
    title: 'an HTTP request (bind side)',
    deliberate: boundDifference(
      'The flags of a ZMTP 1.0 frame may only say MORE, so text such as an HTTP request is no such peer and is dropped at once; libzmq waits for the rest of the frame, without a time-out.',
      DROPPED,
      ['closed by the engine: true'],
    ),
    run: atBoundPull([hex('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'), closes(2000), ends], {
      [OPTIONS.HANDSHAKE_IVL]: 1000,
    }),
  },
  // ff and nine zeros: a long ZMTP 1.0 frame of length 0.
  {
    name: 'garbage-long-zero',
    title: 'a peer that sends ff and nine zeros (bind side)',
    run: atBoundPull([saw('ACCEPTED'), 'ff000000000000000000']),
  },
  // Any text is a ZMTP 1.0 peer to begin with, for libzmq.
  {
    name: 'garbage-text',
    title: 'a line of text, then the end (bind side)',
    deliberate: boundDifference('As with an HTTP request: text is no ZMTP 1.0 peer.'),
    run: atBoundPull([hex('hello\n'), saw('ACCEPTED'), ends]),
  },
  // First octet 0: a ZMTP 1.0 frame of length 0, which there is not. No word about the handshake.
  {
    name: 'garbage-zero',
    title: 'a peer whose first octet is 0 (bind side)',
    run: atBoundPull([saw('ACCEPTED'), '00']),
  },
  // The filler, the size in the signature and the as-server octet mean nothing.
  {
    name: 'greeting-filler',
    title: 'a peer with odd octets where nobody looks (bind side)',
    run: greets(`ff01020304050607097f0301${GREETING.slice(24, 64)}01${'5a'.repeat(31)}`),
  },
  ...table(
    mechanism => atBoundPull(greetingOf(mechanism)),
    [
      // A mechanism there is, but not ours.
      ['mechanism-plain', 'a peer with the mechanism PLAIN (bind side)', '504c41494e'],
      // NULL with anything behind it is not NULL.
      ['mechanism-suffix', 'a peer with the mechanism NULLX (bind side)', '4e554c4c58'],
      // The 20 octets of the mechanism must be ours, exactly.
      ['mechanism-unknown', 'a peer with the mechanism FOO (bind side)', '464f4f'],
    ],
  ),
  // The connecting side does not try again.
  {
    name: 'mechanism-unknown-us',
    title: 'a bound peer with the mechanism FOO (connect side)',
    run: atConnectingPush([greetingOf('464f4f'), saw('DISCONNECTED'), pauses(80), queues]),
  },
  // A version yet to come counts as 3.1.
  {
    name: 'revision-nine',
    title: 'a peer of revision 9 (bind side)',
    run: greets(`${SIGNATURE}09${GREETING.slice(22)}`),
  },
  // RFC 23 counts revision 2 as ZMTP 2.0 (§Backwards Interoperability); libzmq as 3.1.
  {
    name: 'revision-two',
    title: 'a peer of revision 2 (bind side)',
    deliberate: boundDifference(
      'Revision 2 is ZMTP 2.0, as RFC 23 says, so the next octet is a socket type, here PUB, and the peer is dropped; libzmq takes it for 3.1.',
    ),
    run: atBoundPull([`${SIGNATURE}02${GREETING.slice(22)}`, READY.PUSH, judged, ends]),
  },
]
