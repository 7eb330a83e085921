// K. PLAIN, the endpoint being the server (RFC 24).
import type { Look, Outcomes, Run, Step } from '../case.js'
import { CLOSES, CLOSE_OR_TAKE, GREETED, READY_SEEN, REFUSE, refused } from './common.js'
import { cases } from './groups.js'

const CLOSE: Outcomes = { closed: 'OK' }

/** The endpoint's handler lets in everybody. */
const OPEN_DOOR = { zapDomain: '200' } as const

const WELCOME: Look = { frame: '<W>', is: 'welcomed' }
/** In the form of RFC 23, or in the one that libzmq has for PLAIN. */
const REFUSAL: Look = { frame: '04 ?? [05 5e] .. "RROR" 03 "400"', is: 'refused' }

/** A good greeting, then `octets` where HELLO is due; what comes of it. */
const says = (octets: string): readonly Step[] => [
  ...GREETED,
  { send: octets },
  { await: [WELCOME, REFUSAL, CLOSES], else: 'silent' },
]

/** The same, where the endpoint ought to refuse; `due` is what would have been right, or comes next. */
const instead = (octets: string, due = '<I>'): readonly Step[] => [
  ...GREETED,
  ...refused(octets, due),
]

/** A good greeting and a good HELLO, and WELCOME has come. */
const WELCOMED: readonly Step[] = [
  ...GREETED,
  { send: '<H>' },
  { await: [{ frame: '<W>' }, CLOSES], else: 'silent' },
]

/** What follows WELCOME, and ought to be refused. */
const afterWelcome = (octets: string): readonly Step[] => [...WELCOMED, ...refused(octets, '<I>')]

/** An INITIATE of ours instead of a good one; then the question how the link is. */
const initiate = (octets: string): readonly Step[] => [
  ...WELCOMED,
  { send: octets },
  READY_SEEN,
  { probe: 'a' },
]

const named = (steps: Readonly<Record<string, readonly Step[]>>): readonly Run[] =>
  Object.entries(steps).map(([name, each]) => ({ name, steps: each }))

const TYPED = '08 "INITIATE" 0b "Socket-Type" 00000004 <T>'

/** What null/5.11 to 5.19 ask of READY, asked of INITIATE. */
const METADATA: readonly Run[] = [
  ['socket-type=PUB', '04 1c 08 "INITIATE" 0b "socket-type" 00000003 "PUB"', REFUSE],
  ['empty name', `04 23 ${TYPED} 00 00000001 78`, CLOSE_OR_TAKE],
  ['A B!', `04 27 ${TYPED} 04 "A B!" 00000001 78`, CLOSE_OR_TAKE],
  ['255 and 1000', `06 000000000000050f ${TYPED} ff 61*255 00000000 01 "A" 000003e8 78*1000`, {}],
  ['value past the body', `04 24 ${TYPED} 01 "A" 00000009 78`, REFUSE],
  ['value of 2^31', `04 23 ${TYPED} 01 "A" 80000000`, REFUSE],
  ['value of 2^32-1', `04 24 ${TYPED} 01 "A" ffffffff 78`, REFUSE],
  ['name past the body', `04 1f ${TYPED} 20 41`, REFUSE],
  ['stray octet', `04 1e ${TYPED} 00`, REFUSE],
].map(([name, octets, outcomes]) => ({
  name: String(name),
  steps: initiate(String(octets)),
  outcomes: outcomes as Outcomes,
}))

/** Cases plain/11.x. */
export const PLAIN_SERVER_CASES = cases(
  {
    reference: 'RFC 24 §Implementation',
    level: 'MUST',
    security: 'PLAIN server',
    needs: ['zmtp3'],
  },
  [
    {
      id: 'plain/11.1',
      title: 'HELLO, WELCOME, INITIATE, READY, then messages',
      steps: [{ join: 'a' }, { pass: 'a' }],
    },
    {
      id: 'plain/11.2',
      title: 'WELCOME has nothing behind its name',
      steps: [...GREETED, { send: '<H>' }, { await: [{ frame: '<W>' }] }],
    },
    {
      id: 'plain/11.3',
      title: 'the server sends nothing before HELLO',
      level: 'GRAMMAR',
      steps: [
        ...GREETED,
        { await: [{ octets: 64 }] },
        { await: [{ octets: 65, is: 'spoke-first' }, CLOSES], within: 300, else: 'next' },
      ],
    },
    {
      id: 'plain/11.4',
      title: 'a wrong password is not welcomed',
      reference: 'RFC 24 §Implementation',
      outcomes: { refused: 'OK', closed: 'OK' },
      runs: named({
        password: says('04 13 05 "HELLO" 05 "admin" 06 "secreT"'),
        user: says('04 13 05 "HELLO" 05 "Admin" 06 "secret"'),
        shorter: says('04 12 05 "HELLO" 05 "admin" 05 "secre"'),
      }),
    },
    {
      id: 'plain/11.5',
      title: 'having refused a client the server closes',
      reference: 'RFC 24 §Implementation',
      level: 'SHOULD',
      outcomes: { closed: 'OK', 'stays-open': 'NON-STRICT' },
      steps: [
        ...GREETED,
        { send: '04 13 05 "HELLO" 05 "admin" 06 "secreT"' },
        { await: [CLOSES], within: 2000, else: 'stays-open' },
      ],
    },
    {
      id: 'plain/11.6',
      title: 'an empty user and password are well formed, and judged like others',
      level: 'GRAMMAR',
      runs: [
        {
          name: 'let in',
          options: OPEN_DOOR,
          outcomes: { welcomed: 'OK' },
          steps: says('04 08 05 "HELLO" 00 00'),
        },
        {
          name: 'not let in',
          outcomes: { refused: 'OK', closed: 'OK' },
          steps: says('04 08 05 "HELLO" 00 00'),
        },
      ],
    },
    {
      id: 'plain/11.7',
      title: 'a user and a password of 255 octets, in a long command',
      level: 'GRAMMAR',
      options: OPEN_DOOR,
      steps: [
        ...GREETED,
        { send: '06 0000000000000206 05 "HELLO" ff 75*255 ff 70*255' },
        { await: [{ frame: '<W>' }, CLOSES], else: 'silent' },
        { send: '<I>' },
        READY_SEEN,
        { probe: 'a' },
      ],
    },
    {
      id: 'plain/11.8',
      title: 'lengths in HELLO that do not fill it are refused',
      options: OPEN_DOOR,
      outcomes: REFUSE,
      runs: named({
        'no password': instead('04 0c 05 "HELLO" 05 "admin"'),
        'octet behind': instead('04 14 05 "HELLO" 05 "admin" 06 "secret" 00'),
        'user past the body': instead('04 0c 05 "HELLO" 30 "admin"'),
        'password past the body': instead('04 13 05 "HELLO" 05 "admin" 30 "secret"'),
      }),
    },
    {
      id: 'plain/11.9',
      title: 'control octets in a user name',
      level: 'NONE',
      options: OPEN_DOOR,
      outcomes: { closed: 'INFO', refused: 'INFO', welcomed: 'INFO' },
      steps: says('04 13 05 "HELLO" 05 00011b0aff 06 "secret"'),
    },
    {
      id: 'plain/11.10',
      title: 'whatever comes instead of HELLO is refused',
      outcomes: REFUSE,
      runs: named({
        INITIATE: instead('<I>', '<H> <I>'),
        READY: instead('<R>', '<H> <I>'),
        message: instead('<M>', '<H> <I>'),
        FOO: instead('04 04 03 "FOO"', '<H> <I>'),
      }),
    },
    {
      id: 'plain/11.11',
      title: 'a second HELLO is refused',
      level: 'GRAMMAR',
      outcomes: REFUSE,
      steps: afterWelcome('<H>'),
    },
    {
      id: 'plain/11.12',
      title: 'a message between WELCOME and INITIATE is refused',
      reference: 'RFC 24 §Implementation',
      outcomes: REFUSE,
      steps: afterWelcome('<M>'),
    },
    {
      id: 'plain/11.13',
      title: 'an INITIATE with an illegal socket type is refused',
      reference: 'RFC 23 §The Socket-Type Property',
      level: 'SHOULD',
      outcomes: REFUSE,
      steps: initiate('<I:REP>'),
    },
    {
      id: 'plain/11.14',
      title: 'metadata in INITIATE is judged as that in READY',
      reference: 'RFC 24 §Implementation, RFC 23 §The NULL Security Mechanism',
      runs: METADATA,
    },
    {
      id: 'plain/11.15',
      title: 'INITIATE in one segment with HELLO',
      level: 'NONE',
      outcomes: { closed: 'INFO', works: 'INFO' },
      steps: [
        ...GREETED,
        { send: '<H> <I>' },
        { await: [{ frame: '<W>' }, CLOSES], else: 'silent' },
        READY_SEEN,
        { probe: 'a' },
      ],
    },
    {
      id: 'plain/11.16',
      title: 'HELLO in a message frame is refused',
      reference: 'RFC 23 §Framing',
      outcomes: { closed: 'OK', welcomed: 'NON-STRICT' },
      steps: says('00 13 05 "HELLO" 05 "admin" 06 "secret"'),
    },
    {
      id: 'plain/11.17',
      title: 'an ERROR from the client ends the link',
      level: 'GRAMMAR',
      outcomes: REFUSE,
      runs: named({
        'instead of HELLO': says('04 0a 05 "ERROR" 03 "400"'),
        'instead of INITIATE': afterWelcome('04 0a 05 "ERROR" 03 "400"'),
      }),
    },
    {
      id: 'plain/11.18',
      title: 'a name of eight octets with blanks, as the prose of the RFC has it, is no HELLO',
      outcomes: CLOSE,
      steps: says('04 15 "HELLO   " 05 "admin" 06 "secret"'),
    },
    {
      id: 'plain/11.19',
      title: 'two servers, or two clients, do not wait for each other',
      reference: 'RFC 24 §Implementation',
      level: 'NONE',
      outcomes: { closed: 'OK', waits: 'INFO' },
      runs: [
        {
          name: 'two servers',
          steps: [
            { link: 'a' },
            { send: 'ff 00*7 01 7f 03 01 "PLAIN" 00*15 01 00*31' },
            { await: [CLOSES], within: 1000, else: 'waits' },
          ],
        },
        {
          name: 'two clients',
          security: 'PLAIN client',
          steps: [
            { link: 'a' },
            { send: 'ff 00*7 01 7f 03 01 "PLAIN" 00*15 00 00*31' },
            { await: [CLOSES], within: 1000, else: 'waits' },
          ],
        },
      ],
    },
    {
      id: 'plain/11.20',
      title: 'a server with nobody to judge names and passwords',
      reference: 'RFC 23 §Error Handling',
      level: 'NONE',
      needs: ['zmtp3', 'handshakeInterval'],
      // One that has just lost its handler may wait for an answer until the time for handshakes is over.
      options: { zapDomain: '', handshakeInterval: 500 },
      outcomes: { welcomed: 'INFO', refused: 'INFO', closed: 'INFO' },
      runs: [{ fresh: false, steps: says('<H>') }],
    },
  ],
)
