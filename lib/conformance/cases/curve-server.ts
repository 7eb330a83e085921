// M. CURVE, the endpoint being the server (RFC 26): the handshake.
import type { CurveChange, Step } from '../case.js'
import { CLOSED, CLOSES, GREETED } from './common.js'
import { CLOSE, closing, COUNTED, sends, tells, WELCOMED, welcomedOn } from './curve-common.js'
import { cases } from './groups.js'

/** Properties that say the endpoint's type. */
const PROPERTIES = '.. 0b "Socket-Type" 000000?? <E> ..'

/** A HELLO that ought to be refused, and may be welcomed. */
const hello = (but: CurveChange): readonly Step[] => [
  ...GREETED,
  sends('HELLO', but),
  { await: [{ frame: '04 a8 07 "WELCOME" ..', is: 'welcomed' }, CLOSES], else: 'silent' },
]

/** Runs of a HELLO that is otherwise. */
const hellos = (changes: Readonly<Record<string, CurveChange>>) =>
  Object.entries(changes).map(([name, but]) => ({ name, steps: hello(but) }))

/** An INITIATE that ought to be refused, and may be taken. */
const initiate = (but: CurveChange): readonly Step[] => [
  ...WELCOMED,
  sends('INITIATE', but),
  { await: [{ frame: '[04 06] .. 05 "READY" ..', is: 'ready-sent' }, CLOSES], else: 'silent' },
]

const initiates = (changes: Readonly<Record<string, CurveChange>>) =>
  Object.entries(changes).map(([name, but]) => ({ name, steps: initiate(but) }))

/** A greeting, then octets where HELLO is due. */
const firstly = (octets: string): readonly Step[] => [...GREETED, { send: octets }]

/** Cases curve/13.1 to 13.18. */
export const CURVE_SERVER_CASES = cases(
  {
    reference: 'RFC 26 §The HELLO Command',
    level: 'MUST',
    security: 'CURVE server',
    needs: ['zmtp3'],
  },
  [
    {
      id: 'curve/13.1',
      title: 'a good HELLO is answered by a WELCOME of 168 octets that opens',
      reference: 'RFC 26 §The WELCOME Command',
      steps: WELCOMED,
    },
    {
      id: 'curve/13.2',
      title:
        "a good INITIATE is answered by a READY that opens and says the endpoint's Socket-Type",
      reference: 'RFC 26 §The READY Command',
      steps: [...WELCOMED, sends('INITIATE'), { opens: 'READY', text: PROPERTIES }],
    },
    {
      id: 'curve/13.3',
      title: 'messages pass, each direction with its own text in the nonce',
      reference: 'RFC 26 §The MESSAGE Command',
      runs: [
        { steps: [{ join: 'a' }, { pass: 'a' }] },
        { name: 'nonces grow', needs: ['heartbeat'], steps: COUNTED },
      ],
    },
    {
      id: 'curve/13.4',
      title: 'MORE inside a MESSAGE makes a message of several parts',
      reference: 'RFC 26 §The MESSAGE Command',
      steps: [
        { join: 'a' },
        { pass: 'a', parts: ['"a"', '', '"c"'], frames: '01 01 "a" 01 00 00 01 "c"' },
      ],
    },
    {
      id: 'curve/13.5',
      title: 'a HELLO of 199 or 201 octets is refused',
      outcomes: CLOSE,
      runs: hellos({ '199': { length: 199 }, '201': { length: 201 } }),
    },
    {
      id: 'curve/13.6',
      title: 'another version in HELLO is refused',
      outcomes: CLOSE,
      runs: hellos({
        '2.0': { version: '0200' },
        '1.1': { version: '0101' },
        '0.0': { version: '0000' },
      }),
    },
    {
      id: 'curve/13.7',
      title: 'padding in HELLO that is not zero is refused',
      outcomes: { closed: 'OK', welcomed: 'NON-STRICT' },
      runs: hellos({
        first: { padding: '01 00*71' },
        last: { padding: '00*71 01' },
        all: { padding: 'ff*72' },
      }),
    },
    {
      id: 'curve/13.8',
      title:
        'a HELLO whose box was altered, is for another server, or keeps nothing secret is refused',
      outcomes: CLOSE,
      runs: hellos({
        altered: { flip: -1 },
        'authenticator altered': { flip: 120 },
        'nonce altered': { flip: 119 },
        'other server': { key: 'other' },
        'zero point': { key: 'zero' },
      }),
    },
    {
      id: 'curve/13.9',
      title: 'a HELLO whose box holds something other than 64 zeros is refused',
      outcomes: { closed: 'OK', welcomed: 'NON-STRICT' },
      runs: hellos({ first: { text: '01 00*63' }, last: { text: '00*63 01' } }),
    },
    {
      id: 'curve/13.10',
      title:
        'a second HELLO, and whatever else comes instead of the command that is due, is refused',
      level: 'GRAMMAR',
      outcomes: CLOSE,
      runs: closing({
        'HELLO twice': [...WELCOMED, sends('HELLO')],
        'INITIATE first': firstly('06 0000000000000115 08 "INITIATE" <random 268>'),
        'READY first': firstly('04 32 05 "READY" <random 44>'),
        'READY of NULL': firstly('04 1a 05 "READY" <P>'),
        'HELLO of PLAIN': firstly('<H>'),
        FOO: firstly('04 04 03 "FOO"'),
        'MESSAGE instead of INITIATE': [...WELCOMED, tells('"hi"')],
      }),
    },
    {
      id: 'curve/13.11',
      title: 'an INITIATE whose cookie was altered is refused',
      reference: 'RFC 26 §The INITIATE Command',
      outcomes: CLOSE,
      runs: initiates({ nonce: { flip: 9 }, authenticator: { flip: 25 }, last: { flip: 104 } }),
    },
    {
      id: 'curve/13.12',
      title: 'a cookie opens nothing on another link',
      reference: 'RFC 26 §The WELCOME Command',
      outcomes: CLOSE,
      runs: [
        ...closing(
          {
            'a whole INITIATE of another link': [
              ...WELCOMED,
              ...welcomedOn('b'),
              sends('INITIATE', {}, { as: 'b' }),
            ],
            'the same, and one short-term key': [
              ...WELCOMED,
              ...welcomedOn('b', 'a'),
              sends('INITIATE', {}, { as: 'b' }),
            ],
          },
          { modes: ['bind'] },
        ),
        {
          name: 'of a link that is gone',
          steps: [
            ...welcomedOn('b'),
            { end: 'rst', on: 'b' },
            ...welcomedOn('a', 'b'),
            sends('INITIATE', {}, { as: 'b' }),
            CLOSED,
          ],
        },
      ],
    },
    {
      id: 'curve/13.13',
      title: 'an INITIATE that was altered, is too short or has bad metadata is refused',
      reference: 'RFC 26 §The INITIATE Command',
      outcomes: CLOSE,
      runs: initiates({
        'box altered': { flip: -1 },
        'nonce altered': { flip: 112 },
        'nonce of another command': { prefix: 'CurveZMQHELLO---' },
        '256 octets': { length: 256 },
        'cut off': { length: 120 },
        'value past the body': { text: '<P> 01 "A" 00000009 78' },
        'name past the body': { text: '<P> 20 41' },
        'stray octet': { text: '<P> 00' },
      }),
    },
    {
      id: 'curve/13.14',
      title: 'a vouch for another short-term key is refused',
      reference: 'RFC 26 §The INITIATE Command',
      outcomes: CLOSE,
      steps: initiate({ vouch: 'client-key' }),
    },
    {
      id: 'curve/13.15',
      title: 'a vouch for another server is refused',
      reference: 'RFC 26 §The INITIATE Command',
      unpublished: true,
      outcomes: CLOSE,
      steps: initiate({ vouch: 'server-key' }),
    },
    {
      id: 'curve/13.16',
      title: 'a vouch that is not from the long-term key beside it is refused',
      reference: 'RFC 26 §The INITIATE Command',
      outcomes: CLOSE,
      runs: initiates({ 'another key': { vouch: 'signer' }, 'zero point': { vouch: 'zero' } }),
    },
    {
      id: 'curve/13.17',
      title: 'an INITIATE with the nonce of HELLO is refused',
      unpublished: true,
      outcomes: CLOSE,
      steps: initiate({ nonce: 1 }),
    },
    {
      id: 'curve/13.18',
      title: 'an INITIATE with a lower nonce than HELLO is refused',
      unpublished: true,
      outcomes: CLOSE,
      steps: [
        ...GREETED,
        sends('HELLO', { nonce: 5 }),
        { opens: 'WELCOME' },
        sends('INITIATE', { nonce: 3 }),
        CLOSED,
      ],
    },
  ],
)
