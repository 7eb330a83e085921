// M. CURVE, the endpoint being the server (RFC 26): MESSAGEs, refusals, and what must differ from link to link.
import type { CurveChange, Run, Step } from '../case.js'
import { CLOSED, CLOSES, GREETED, RECEIVERS } from './common.js'
import { afterMessage, CLOSE, closing, sends, tells, WELCOMED, welcomedOn } from './curve-common.js'
import { cases } from './groups.js'

/** A good link, then a MESSAGE in another frame; then a message that is as usual. */
const inFrame = (flags: string): readonly Run[] => [
  {
    sockets: RECEIVERS,
    steps: [
      { join: 'a' },
      tells('"hi"', { flags }),
      { await: [{ delivery: ['"hi"'], is: 'kept' }, CLOSES], else: 'lost' },
    ],
  },
  {
    sockets: ['PUSH'],
    needs: ['heartbeat'],
    steps: [
      { join: 'a' },
      tells('04 "PING" 0000 "ab"', { flags, inner: '02' }),
      { await: [{ frame: '04 07 04 "PONG" "ab"', is: 'kept' }, CLOSES], else: 'lost' },
    ],
  },
]

const badMessages: Readonly<Record<string, CurveChange>> = {
  altered: { flip: -1 },
  'authenticator altered': { flip: 16 },
  'nonce altered': { flip: 8 },
  '32 octets': { length: 32 },
  'name only': { length: 8 },
  'nonce of the other direction': { prefix: 'CurveZMQMESSAGES' },
}

/** What follows a refusal by the handler. */
const refused = (...looks: Extract<Step, { await: unknown }>['await']): readonly Step[] => [
  ...WELCOMED,
  sends('INITIATE'),
  {
    await: [
      ...looks,
      { frame: '[04 06] .. 05 "READY" ..', is: 'ready-sent' },
      { frame: '[04 06] .. 05 "ERROR" ..', is: 'another-error-sent' },
      CLOSES,
    ],
    else: 'not-closed',
  },
]

/** Links that must differ: all at once, or for an endpoint that dials, one after the other. */
const onEach = (links: readonly (readonly Step[])[]): readonly Run[] => {
  const names = ['a', 'b', 'c'].slice(0, links.length)
  const resets = names.map((on): Step => ({ end: 'rst', on }))
  const inTurn = links.flatMap((steps, at) => [...steps, ...resets.slice(at, at + 1)])
  return [
    { modes: ['bind'], steps: [...links.flat(), { differ: names }] },
    { modes: ['connect'], steps: [...inTurn, { differ: names }] },
  ]
}

/** Cases curve/13.19 to 13.36. */
export const CURVE_TRAFFIC_CASES = cases(
  {
    reference: 'RFC 26 §The MESSAGE Command',
    level: 'MUST',
    security: 'CURVE server',
    needs: ['zmtp3'],
  },
  [
    {
      id: 'curve/13.19',
      title: 'a first MESSAGE with the nonce of INITIATE is refused',
      reference: 'RFC 26 §The HELLO Command',
      outcomes: CLOSE,
      steps: [{ join: 'a' }, tells('"hi"', { nonce: 2 }), CLOSED],
    },
    {
      id: 'curve/13.20',
      title: 'a MESSAGE that is sent again, or whose nonce goes down, is refused and not delivered',
      reference: 'RFC 26 §The HELLO Command',
      outcomes: CLOSE,
      runs: [
        ...afterMessage('again', 3, [tells('"hi"', { nonce: 3 })]),
        ...afterMessage('down', 10, [tells('"ho"', { nonce: 9 })]),
        // The higher half of the number counts, too.
        ...afterMessage('down by 2^32', 4_294_967_300, [tells('"ho"', { nonce: 5 })]),
      ],
    },
    {
      id: 'curve/13.21',
      title: 'a nonce that leaves numbers out',
      reference: 'RFC 26 §The HELLO Command',
      level: 'NONE',
      outcomes: { works: 'INFO', closed: 'INFO' },
      runs: [
        {
          sockets: RECEIVERS,
          steps: [
            { join: 'a' },
            tells('"hi"', { nonce: 1000 }),
            { await: [{ delivery: ['"hi"'], is: 'works' }, CLOSES], else: 'lost' },
          ],
        },
        {
          sockets: ['PUSH'],
          steps: [{ join: 'a' }, tells('"hi"', { nonce: 1000 }), { probe: 'a' }],
        },
      ],
    },
    {
      id: 'curve/13.22',
      title: 'a MESSAGE that was altered, is too short or goes the other way is refused',
      outcomes: CLOSE,
      runs: closing(
        Object.fromEntries(
          Object.entries(badMessages).map(([name, but]) => [
            name,
            [{ join: 'a' }, tells('"hi"', but)],
          ]),
        ),
      ),
    },
    {
      id: 'curve/13.23',
      title: 'a bad MESSAGE is not answered by an ERROR',
      outcomes: CLOSE,
      steps: [
        { join: 'a' },
        tells('"hi"', { flip: -1 }),
        { await: [{ frame: '.. 05 "ERROR" ..', is: 'error-sent' }, CLOSES], else: 'not-closed' },
      ],
    },
    {
      id: 'curve/13.24',
      title: 'a MESSAGE with a reserved bit inside is refused',
      outcomes: { closed: 'OK', works: 'NON-STRICT', taken: 'NON-STRICT' },
      runs: ['80', '04'].flatMap(inner => [
        {
          name: inner,
          sockets: RECEIVERS,
          steps: [
            { join: 'a' },
            tells('"hi"', { inner }),
            { await: [{ delivery: ['"hi"'], is: 'taken' }, CLOSES], else: 'lost' },
          ],
        },
        {
          name: inner,
          sockets: ['PUSH'] as const,
          steps: [{ join: 'a' }, tells('"hi"', { inner }), { probe: 'a' }],
        },
      ]),
    },
    {
      id: 'curve/13.25',
      title: "the frames of the endpoint's MESSAGEs are those of commands",
      reference: 'RFC 23 §Wire Analysis of the Connection',
      needs: ['zmtp3', 'heartbeat'],
      outcomes: { 'frames-of-messages': 'NON-STRICT' },
      dialects: { rfc: { 'frames-of-messages': 'FAIL' } },
      steps: [
        { join: 'a' },
        tells('04 "PING" 0000 "ab"', { inner: '02' }),
        { await: [{ frame: '04 07 04 "PONG" "ab"' }, CLOSES], else: 'silent' },
        { judge: 'message-frames' },
      ],
    },
    {
      id: 'curve/13.26',
      title: 'a MESSAGE in the frame of a command is taken',
      reference: 'RFC 23 §Wire Analysis of the Connection',
      runs: inFrame('04'),
    },
    {
      id: 'curve/13.27',
      title: "a MESSAGE in the frame of a message, as libzmq's are, is taken",
      reference: 'no RFC text',
      level: 'NONE',
      dialects: { rfc: { closed: 'OK' } },
      runs: inFrame('00'),
    },
    {
      id: 'curve/13.28',
      title: "MORE on a MESSAGE's frame means nothing",
      level: 'NONE',
      sockets: ['PULL', 'PAIR'],
      needs: ['zmtp3', 'app'],
      outcomes: { garbled: 'INFO', closed: 'INFO' },
      steps: [
        { join: 'a' },
        tells('"hi"', { flags: '01' }),
        tells('"ho"'),
        { await: [{ delivery: ['"hi"'] }, CLOSES], else: 'lost' },
        { await: [{ delivery: ['"ho"'] }, CLOSES], else: 'lost' },
      ],
    },
    {
      id: 'curve/13.29',
      title: 'nothing is taken in clear once the handshake is over',
      reference: 'RFC 23 §Wire Analysis of the Connection',
      outcomes: CLOSE,
      runs: closing({
        PING: [{ join: 'a' }, { send: '04 07 04 "PING" 0000' }],
        message: [{ join: 'a' }, { send: '<M>' }],
        SUBSCRIBE: [{ join: 'a' }, { send: '04 0b 09 "SUBSCRIBE" 61' }],
      }),
    },
    {
      id: 'curve/13.30',
      title: 'a client that the ZAP handler does not let in gets an ERROR, or the link is closed',
      reference: 'RFC 26 §The ERROR Command, RFC 26 §The INITIATE Command',
      level: 'SHOULD',
      needs: ['zmtp3', 'zapDomain'],
      outcomes: { closed: 'OK', 'error-sent': 'OK' },
      runs: [
        { name: '200', options: { zapDomain: '200' }, steps: [{ join: 'a' }, { probe: 'a' }] },
        {
          name: '400',
          options: { zapDomain: '400' },
          fresh: false,
          steps: refused({ frame: '04 0a 05 "ERROR" 03 "400"', is: 'error-sent' }),
        },
        {
          // Without a word; some let the time for handshakes run out first.
          name: '300',
          needs: ['handshakeInterval'],
          options: { zapDomain: '300', handshakeInterval: 500 },
          fresh: false,
          steps: refused(),
        },
      ],
    },
    {
      id: 'curve/13.31',
      title: 'an ERROR from the client ends the link',
      reference: 'RFC 26 §General Design',
      outcomes: CLOSE,
      runs: closing({
        'instead of HELLO': [...GREETED, { send: '04 0a 05 "ERROR" 03 "400"' }],
        'instead of INITIATE': [...WELCOMED, { send: '04 0a 05 "ERROR" 03 "400"' }],
      }),
    },
    {
      id: 'curve/13.32',
      title: 'short-term key, cookie and long nonces are others on every link',
      reference: 'RFC 26 §The WELCOME Command',
      runs: onEach([welcomedOn('a'), welcomedOn('b'), welcomedOn('c')]),
    },
    {
      id: 'curve/13.33',
      title: 'two HELLOs with one short-term key get two cookies',
      reference: 'RFC 26 §The WELCOME Command',
      runs: onEach([welcomedOn('a'), welcomedOn('b', 'a')]),
    },
    {
      id: 'curve/13.34',
      title: 'an INITIATE with an illegal socket type is refused',
      reference: 'RFC 23 §The Socket-Type Property',
      level: 'SHOULD',
      outcomes: CLOSE,
      runs: closing({ REP: [...WELCOMED, sends('INITIATE', { text: '<P:REP>' })] }),
    },
    {
      id: 'curve/13.35',
      title: 'HELLO in a message frame is refused',
      reference: 'RFC 23 §Framing',
      level: 'GRAMMAR',
      outcomes: { closed: 'OK', welcomed: 'NON-STRICT' },
      steps: [
        ...GREETED,
        sends('HELLO', { flags: '00' }),
        { await: [{ frame: '04 a8 07 "WELCOME" ..', is: 'welcomed' }, CLOSES], else: 'silent' },
      ],
    },
    {
      id: 'curve/13.36',
      title: 'many clients that stop after HELLO do no harm',
      reference: 'RFC 26 §General Design',
      level: 'ROBUSTNESS',
      modes: ['bind'],
      outcomes: { kept: 'INFO' },
      steps: [{ crowd: 200, stop: 'HELLO' }, { anew: 'a' }],
    },
  ],
)
