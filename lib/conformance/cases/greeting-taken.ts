// B. Greeting: what the endpoint takes as ours (RFC 23 §Greeting).
import type { Outcomes, Step } from '../case.js'
import { CLOSED, CLOSES, GREETED, READY_SEEN, refusableFrom, shake } from './common.js'
import { cases } from './groups.js'

const EITHER: Outcomes = { works: 'INFO', closed: 'INFO' }
const OPEN_OR_CLOSED: Outcomes = { closed: 'OK', 'not-closed': 'NON-STRICT' }

/** Greeting and READY cut at one place, then a link as usual. */
const splitAt = (cut: number): readonly Step[] => [
  { link: 'a' },
  { send: '<G>', cuts: [cut], gap: 20 },
  { send: '<R>' },
  READY_SEEN,
  { probe: 'a' },
]

const ANY_CUT = { reference: 'RFC 23 §Framing (a stream has no segments)', level: 'MUST' } as const

/** Cases greeting/2.x. */
export const GREETING_TAKEN_CASES = [
  ...cases({ reference: 'RFC 23 §Version Negotiation', level: 'MUST', needs: ['zmtp3'] }, [
    {
      id: 'greeting/2.1',
      title: 'padding means nothing: FF in all of it is taken',
      steps: shake('ff ff*8 7f 03 01 "NULL" 00*16 00 00*31 <R>'),
    },
    {
      id: 'greeting/2.2',
      title: 'padding means nothing: any octets are taken',
      runs: [
        { name: 'random', steps: shake('ff <random 8> 7f 03 01 "NULL" 00*16 00 00*31 <R>') },
        { name: '01', steps: shake('ff 01*8 7f 03 01 "NULL" 00*16 00 00*31 <R>') },
        { name: '00', steps: shake('ff 00*8 7f 03 01 "NULL" 00*16 00 00*31 <R>') },
      ],
    },
  ]),
  ...cases(
    { reference: 'RFC 23 §Formal Grammar', level: 'NONE', needs: ['zmtp3'], outcomes: EITHER },
    [
      {
        id: 'greeting/2.3',
        title: 'filler that is not zero',
        steps: refusableFrom('ff 00*7 01 7f 03 01 "NULL" 00*16 00 aa*31 <R>'),
      },
      {
        id: 'greeting/2.4',
        title: 'as-server 1 under NULL (our own violation)',
        reference: 'RFC 23 §The NULL Security Mechanism',
        steps: refusableFrom('ff 00*7 01 7f 03 01 "NULL" 00*16 01 00*31 <R>'),
      },
      {
        id: 'greeting/2.5',
        title: 'as-server 07',
        steps: refusableFrom('ff 00*7 01 7f 03 01 "NULL" 00*16 07 00*31 <R>'),
      },
      {
        id: 'greeting/2.6',
        title: 'octet 9 is FF: its low bit is set, but it is not 7F',
        steps: refusableFrom('ff 00*7 01 ff 03 01 "NULL" 00*16 00 00*31 <R>'),
      },
    ],
  ),
  ...cases({ ...ANY_CUT, needs: ['zmtp3'] }, [
    {
      id: 'greeting/2.7',
      title: 'one octet a segment, the whole handshake and a message',
      runs: [
        {
          name: 'handshake',
          steps: [{ link: 'a' }, { send: '<G> <R>', every: 1, gap: 1 }, READY_SEEN, { probe: 'a' }],
        },
        {
          name: 'message',
          sockets: ['PULL', 'PAIR'],
          steps: [
            { join: 'a' },
            { send: '<M>', every: 1, gap: 1 },
            { await: [{ delivery: ['"hi"'] }] },
          ],
        },
      ],
    },
    {
      id: 'greeting/2.8',
      title: 'a greeting in two segments, cut at any place',
      runs: [1, 9, 10, 11, 12, 31, 32, 33, 63].map(cut => ({
        name: `at ${cut}`,
        steps: splitAt(cut),
      })),
    },
    {
      id: 'greeting/2.9',
      title: 'all 64 octets in one segment',
      steps: [
        ...GREETED,
        { await: [{ octets: 64 }, CLOSES], else: 'silent' },
        { send: '<R>' },
        READY_SEEN,
        { probe: 'a' },
      ],
    },
    { id: 'greeting/2.10', title: 'greeting and READY in one segment', steps: shake('<G> <R>') },
    {
      id: 'greeting/2.11',
      title: 'greeting, READY and a message (for PUSH: a PING) in one segment',
      reference:
        'RFC 23 §The NULL Security Mechanism; only after both READYs in RFC 37 §The NULL Security Mechanism',
      level: 'MAY',
      outcomes: { closed: 'NON-STRICT' },
      runs: [
        {
          sockets: ['PULL', 'PAIR'],
          steps: [
            { link: 'a' },
            { send: '<G> <R> <M>' },
            { await: [{ delivery: ['"hi"'] }, CLOSES], else: 'lost' },
          ],
        },
        {
          sockets: ['PUSH'],
          needs: ['heartbeat'],
          steps: [
            { link: 'a' },
            { send: '<G> <R> 04 08 04 "PING" 0000 61' },
            READY_SEEN,
            { await: [{ frame: '04 06 04 "PONG" 61' }, CLOSES], else: 'lost' },
          ],
        },
      ],
    },
  ]),
  ...cases(ANY_CUT, [
    {
      id: 'greeting/2.12',
      title: 'a first octet that is not FF is refused, or taken as ZMTP 1.0; nothing is delivered',
      reference: 'RFC 23 §Detecting ZMTP 1.0 and 2.0 Peers',
      outcomes: { closed: 'OK', 'stays-open': 'OK' },
      steps: [
        { link: 'a' },
        { send: '01 00' },
        { await: [{ delivery: 'any', is: 'delivered' }, CLOSES], within: 300, else: 'stays-open' },
      ],
    },
    {
      id: 'greeting/2.13',
      title: '64 octets of FF are refused',
      reference: 'RFC 23 §Authentication and Confidentiality',
      needs: ['zmtp3'],
      outcomes: { closed: 'OK' },
      steps: [{ link: 'a' }, { send: 'ff*64' }, CLOSED],
    },
    {
      id: 'greeting/2.14',
      title: 'an HTTP request is refused at once',
      reference: 'no RFC text',
      level: 'ROBUSTNESS',
      outcomes: OPEN_OR_CLOSED,
      steps: [{ link: 'a' }, { send: '"GET / HTTP/1.1" 0d0a "Host: x" 0d0a 0d0a' }, CLOSED],
    },
    {
      id: 'greeting/2.15',
      title: 'a TLS ClientHello is refused at once',
      reference: 'no RFC text',
      level: 'ROBUSTNESS',
      outcomes: OPEN_OR_CLOSED,
      steps: [
        { link: 'a' },
        { send: '16 03 01 00 c3 01 00 00 bf 03 03 ff*32 20 ee*32 00 02 13 01 01 00 00*118' },
        CLOSED,
      ],
    },
    {
      id: 'greeting/2.16',
      title: 'a greeting that ends anywhere does no harm',
      reference: 'no RFC text',
      level: 'ROBUSTNESS',
      runs: [
        {
          sweep: [0, 63],
          steps: [
            { link: 'a' },
            { send: '<G>', first: 'sweep' },
            { end: 'fin' },
            { await: [{ closed: 'a' }], within: 500, else: 'next' },
          ],
        },
      ],
    },
    {
      id: 'greeting/2.17',
      title: 'silence after a part of the greeting is not waited out for ever',
      reference: 'RFC 23 §Security Considerations',
      level: 'MAY',
      timed: true,
      needs: ['zmtp3', 'handshakeInterval'],
      options: { handshakeInterval: 600 },
      outcomes: { closed: 'OK', 'stays-open': 'INFO' },
      steps: [
        { link: 'a' },
        { send: '<G>', first: 20 },
        { await: [CLOSES], within: 3000, else: 'stays-open' },
      ],
    },
    {
      id: 'greeting/2.18',
      title: 'a connecting endpoint waits for a greeting that comes late',
      reference: 'RFC 23 §Version Negotiation',
      modes: ['connect'],
      needs: ['zmtp3'],
      steps: [{ link: 'a' }, { pause: 800 }, { send: '<G> <R>' }, READY_SEEN, { probe: 'a' }],
    },
  ]),
]
