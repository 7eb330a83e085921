// H. Framing (RFC 23 §Framing).
import type { Case, Outcomes, Step } from '../case.js'
import { CLOSED, inTraffic } from './common.js'

const RECEIVERS = ['PULL', 'PAIR'] as const

/** A good link and one message over it, in whatever directions there are. */
const message = (parts: readonly string[], frames: string): readonly Step[] => [
  { join: 'a' },
  { pass: 'a', parts, frames },
]

/** A good link and an announcement of a frame that cannot come. */
const announce = (octets: string): readonly Step[] => [
  { join: 'a' },
  { send: octets },
  { await: [{ closed: 'a', is: 'closed' }], within: 400, else: 'held' },
]

const ALL_OCTETS = Array.from({ length: 256 }, (_, octet) =>
  octet.toString(16).padStart(2, '0'),
).join('')

const RESERVED: Outcomes = { closed: 'OK', works: 'NON-STRICT' }

/** Cases framing/8.x. */
export const FRAMING_CASES = [
  {
    id: 'framing/8.1',
    number: 111,
    title: 'an empty message',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [{ steps: message([''], '00 00') }],
  },
  {
    id: 'framing/8.2',
    number: 112,
    title: 'bodies of 1, 254 and 255 octets in the short form',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [
      { name: '1', steps: message(['61'], '00 01 61') },
      { name: '254', steps: message(['61*254'], '00 fe 61*254') },
      { name: '255', steps: message(['61*255'], '00 ff 61*255') },
    ],
  },
  {
    id: 'framing/8.3',
    number: 113,
    title: 'bodies of 256 octets to 16 MiB in the long form',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [
      { name: '256', steps: message(['61*256'], '02 0000000000000100 61*256') },
      { name: '65535', steps: message(['61*65535'], '02 000000000000ffff 61*65535') },
      { name: '65536', steps: message(['61*65536'], '02 0000000000010000 61*65536') },
      { name: '1 MiB', steps: message(['(61*1024)*1024'], '02 0000000000100000 (61*1024)*1024') },
      {
        name: '16 MiB',
        steps: message(['(61*65536)*256'], '02 0000000001000000 (61*65536)*256'),
      },
    ],
  },
  {
    id: 'framing/8.4',
    number: 114,
    title: 'the long form with a body of less than 256 octets is taken',
    reference: 'RFC 23 §Framing',
    level: 'GRAMMAR',
    sockets: RECEIVERS,
    needs: ['zmtp3'],
    runs: [
      {
        name: '1',
        steps: [
          { join: 'a' },
          { pass: 'a', parts: ['61'], frames: '02 0000000000000001 61', way: 'in' },
        ],
      },
      {
        name: '0',
        steps: [
          { join: 'a' },
          { pass: 'a', parts: [''], frames: '02 0000000000000000', way: 'in' },
        ],
      },
    ],
  },
  {
    id: 'framing/8.5',
    number: 115,
    title: 'the endpoint uses the short form up to 255 octets',
    reference: 'RFC 23 §Framing',
    level: 'NONE',
    watch: true,
    needs: ['zmtp3'],
    runs: [{ steps: message(['61*255'], '00 ff 61*255') }],
    outcomes: { garbled: 'NON-STRICT' },
  },
  {
    id: 'framing/8.6',
    number: 116,
    title: 'the endpoint never sets the bits 7 to 3 of the flags',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    watch: true,
    needs: ['zmtp3'],
    runs: [{ steps: [{ join: 'a' }, { probe: 'a' }] }],
  },
  {
    id: 'framing/8.7',
    number: 117,
    title: 'the endpoint never sets MORE on a command',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    watch: true,
    needs: ['zmtp3'],
    runs: [{ steps: [{ join: 'a' }, { probe: 'a' }] }],
  },
  {
    id: 'framing/8.8',
    number: 118,
    title: 'a reserved bit on a message is refused',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: RESERVED,
    runs: ['08', '10', '20', '40', '80', 'f8'].flatMap(bits => [
      {
        name: bits,
        sockets: RECEIVERS,
        steps: [
          { join: 'a' },
          { send: `${bits} 03 "bit"` },
          {
            await: [{ closed: 'a', is: 'closed' }, { delivery: ['"bit"'] }],
            within: 1000,
            else: 'silent',
          },
          { probe: 'a' },
        ],
      },
      { name: bits, sockets: ['PUSH'] as const, steps: inTraffic(`${bits} 03 "bit"`) },
    ]),
  },
  {
    id: 'framing/8.9',
    number: 119,
    title: 'a reserved bit on a command is refused',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: RESERVED,
    runs: [{ steps: inTraffic('0c 0b 04 "PING" 0000 "bits"') }],
  },
  {
    id: 'framing/8.10',
    number: 120,
    title: 'MORE on a command is refused',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: RESERVED,
    runs: [{ steps: inTraffic('05 04 03 "FOO"') }],
  },
  {
    id: 'framing/8.11',
    number: 121,
    title: 'messages of 2, 3 and 1000 frames, empty and long ones among them',
    reference: 'RFC 23 §Messages',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [
      { name: '2', steps: message(['61', '62'], '01 01 61 00 01 62') },
      { name: '3', steps: message(['61', '', '62'], '01 01 61 01 00 00 01 62') },
      {
        name: 'empty and long',
        steps: message(['', '61*300', ''], '01 00 03 000000000000012c 61*300 00 00'),
      },
      {
        name: '1000',
        steps: message(
          Array.from({ length: 1000 }, () => '78'),
          '(01 01 78)*999 00 01 78',
        ),
      },
    ],
  },
  {
    id: 'framing/8.12',
    number: 122,
    title: 'nothing is delivered before the last frame of a message',
    reference: 'RFC 23 §Messages',
    level: 'MUST',
    sockets: RECEIVERS,
    needs: ['zmtp3', 'app'],
    runs: [
      {
        steps: [
          { join: 'a' },
          { send: '01 01 61' },
          {
            await: [
              { delivery: 'any', is: 'delivered-early' },
              { closed: 'a', is: 'closed' },
            ],
            within: 200,
            else: 'next',
          },
          { send: '00 01 62' },
          { await: [{ delivery: ['61', '62'] }] },
        ],
      },
    ],
  },
  {
    id: 'framing/8.13',
    number: 123,
    title: 'a message without its last frame is dropped when the link ends',
    reference: 'RFC 23 §Messages',
    level: 'MUST',
    sockets: RECEIVERS,
    needs: ['zmtp3', 'app'],
    runs: [
      {
        steps: [
          { join: 'a' },
          { send: '01 01 61' },
          { end: 'fin' },
          {
            await: [{ delivery: 'any', is: 'delivered' }, { closed: 'a' }],
            within: 1000,
            else: 'next',
          },
          {
            await: [{ delivery: 'any', is: 'delivered' }],
            within: 100,
            else: 'next',
          },
        ],
      },
    ],
  },
  {
    id: 'framing/8.14',
    number: 124,
    title: 'frames of two links never mix in one message',
    reference: 'RFC 23 §Messages',
    level: 'MUST',
    sockets: ['PULL'],
    modes: ['bind'],
    needs: ['zmtp3', 'app'],
    runs: [
      {
        steps: [
          { join: 'a' },
          { join: 'b' },
          { send: '01 01 61', on: 'a' },
          { pause: 50 },
          { send: '00 01 62', on: 'b' },
          { await: [{ delivery: ['62'] }] },
          { send: '00 01 63', on: 'a' },
          { await: [{ delivery: ['61', '63'] }] },
        ],
      },
    ],
  },
  {
    id: 'framing/8.15',
    number: 125,
    title: 'a size with its top bit set is refused',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: { closed: 'OK' },
    runs: [{ steps: [{ join: 'a' }, { send: '02 8000000000000000' }, CLOSED] }],
  },
  {
    id: 'framing/8.16',
    number: 126,
    title: 'sizes of 2^63-1, 2^53 and 2^40 are refused or waited for, without harm',
    reference: 'no RFC text',
    level: 'ROBUSTNESS',
    needs: ['zmtp3'],
    outcomes: { closed: 'OK', held: 'OK' },
    runs: [
      { name: '2^63-1', steps: announce('02 7fffffffffffffff') },
      { name: '2^53', steps: announce('02 0020000000000000') },
      { name: '2^40', steps: announce('02 0000010000000000') },
    ],
  },
  {
    id: 'framing/8.17',
    number: 127,
    title: 'a limit on messages: one of 1000 octets is taken, one of 1001 is refused',
    reference: 'RFC 23 §Security',
    level: 'MAY',
    needs: ['zmtp3', 'maxMessageSize'],
    options: { maxMessageSize: 1000 },
    outcomes: { closed: 'OK' },
    runs: [
      {
        name: '1000',
        sockets: RECEIVERS,
        outcomes: { closed: 'FAIL' },
        steps: [
          { join: 'a' },
          { pass: 'a', parts: ['61*1000'], frames: '02 00000000000003e8 61*1000', way: 'in' },
        ],
      },
      {
        name: '1001',
        steps: [{ join: 'a' }, { send: '02 00000000000003e9 61*1001' }, CLOSED],
      },
    ],
  },
  {
    id: 'framing/8.18',
    number: 128,
    title: 'the limit is applied to the header, before the body comes',
    reference: 'no RFC text',
    level: 'ROBUSTNESS',
    needs: ['zmtp3', 'maxMessageSize'],
    options: { maxMessageSize: 1000 },
    outcomes: { closed: 'OK' },
    runs: [{ steps: [{ join: 'a' }, { send: '02 00000000000003e9' }, CLOSED] }],
  },
  {
    id: 'framing/8.19',
    number: 129,
    title: 'a frame that ends anywhere is not delivered',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [
      {
        name: 'short',
        sweep: [1, 9],
        steps: [
          { join: 'a' },
          { send: '01 03 "abc" 00 03 "def"', first: 'sweep' },
          { end: 'fin' },
          { await: [{ closed: 'a' }], within: 500, else: 'next' },
        ],
      },
      {
        name: 'long',
        sweep: [1, 11],
        steps: [
          { join: 'a' },
          { send: '02 0000000000000003 "abc"', first: 'sweep' },
          { end: 'fin' },
          { await: [{ closed: 'a' }], within: 500, else: 'next' },
        ],
      },
    ],
  },
  {
    id: 'framing/8.20',
    number: 130,
    title: 'a header of one octet a segment, and a body of 70 000 octets in pieces of 997',
    reference: 'RFC 23 §Framing (a stream has no segments)',
    level: 'MUST',
    sockets: RECEIVERS,
    needs: ['zmtp3', 'app'],
    runs: [
      {
        steps: [
          { join: 'a' },
          { send: '02 0000000000000003', every: 1, gap: 1 },
          { send: '"abc"' },
          { await: [{ delivery: ['"abc"'] }] },
          { send: '02 0000000000011170 61*70000', every: 997, gap: 1 },
          { await: [{ delivery: ['61*70000'] }] },
        ],
      },
    ],
  },
  {
    id: 'framing/8.21',
    number: 131,
    title: '2000 small messages in one segment arrive in order',
    reference: 'RFC 23 §Messages',
    level: 'MUST',
    sockets: RECEIVERS,
    needs: ['zmtp3', 'app'],
    runs: [{ steps: [{ join: 'a' }, { send: '(00 04 #)*2000' }, { numbers: [0, 1999] }] }],
  },
  {
    id: 'framing/8.22',
    number: 132,
    title: 'two messages with a segment border at every place',
    reference: 'RFC 23 §Framing (a stream has no segments)',
    level: 'MUST',
    sockets: RECEIVERS,
    needs: ['zmtp3', 'app'],
    runs: [
      {
        sweep: [1, 9],
        steps: [
          { join: 'a' },
          { send: '00 03 "abc" 00 03 "def"', cuts: ['sweep'] },
          { await: [{ delivery: ['"abc"'] }, { closed: 'a', is: 'closed' }] },
          { await: [{ delivery: ['"def"'] }, { closed: 'a', is: 'closed' }] },
        ],
      },
    ],
  },
  {
    id: 'framing/8.23',
    number: 133,
    title: 'a message that looks like a command is a message',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [{ steps: message(['04 "PING" 0000'], '00 07 04 "PING" 0000') }],
  },
  {
    id: 'framing/8.24',
    number: 134,
    title: 'all 256 octets survive',
    reference: 'RFC 30, RFC 31',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [{ steps: message([ALL_OCTETS], `02 0000000000000100 ${ALL_OCTETS}`) }],
  },
] as const satisfies readonly Case[]
