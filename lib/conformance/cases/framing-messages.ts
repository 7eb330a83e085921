// H. Framing (RFC 23 §Framing): messages of several frames, limits, and frames cut anywhere.
import type { Step } from '../case.js'
import { CLOSED, CLOSES, RECEIVERS, message } from './common.js'
import { cases } from './groups.js'

/** A good link and an announcement of a frame that cannot come. */
const announce = (octets: string): readonly Step[] => [
  { join: 'a' },
  { send: octets },
  { await: [CLOSES], within: 400, else: 'held' },
]

const ALL_OCTETS = Array.from({ length: 256 }, (_, octet) =>
  octet.toString(16).padStart(2, '0'),
).join('')

/** Cases framing/8.11 and on. */
export const FRAMING_MESSAGE_CASES = cases(
  { reference: 'RFC 23 §Messages', level: 'MUST', needs: ['zmtp3'] },
  [
    {
      id: 'framing/8.11',
      title: 'messages of 2, 3 and 1000 frames, empty and long ones among them',
      runs: [
        { name: '2', steps: message(['61', '62'], '01 01 61 00 01 62') },
        { name: '3', steps: message(['61', '', '62'], '01 01 61 01 00 00 01 62') },
        {
          name: 'empty and long',
          steps: message(['', '61*300', ''], '01 00 03 000000000000012c 61*300 00 00'),
        },
        {
          name: '500',
          steps: message(
            Array.from({ length: 1000 }, () => '78'),
            '(01 01 78)*999 00 01 78',
          ),
        },
      ],
    },
    {
      id: 'framing/8.12',
      title: 'nothing is delivered before the last frame of a message',
      sockets: RECEIVERS,
      needs: ['zmtp3', 'app'],
      steps: [
        { join: 'a' },
        { send: '01 01 61' },
        { await: [{ delivery: 'any', is: 'delivered-early' }, CLOSES], within: 200, else: 'next' },
        { send: '00 01 62' },
        { await: [{ delivery: ['61', '62'] }] },
      ],
    },
    {
      id: 'framing/8.13',
      title: 'a message without its last frame is dropped when the link ends',
      sockets: RECEIVERS,
      needs: ['zmtp3', 'app'],
      steps: [
        { join: 'a' },
        { send: '01 01 61' },
        { end: 'fin' },
        {
          await: [{ delivery: 'any', is: 'delivered' }, { closed: 'a' }],
          within: 1000,
          else: 'next',
        },
        { await: [{ delivery: 'any', is: 'delivered' }], within: 100, else: 'next' },
      ],
    },
    {
      id: 'framing/8.14',
      title: 'frames of two links never mix in one message',
      sockets: ['PULL'],
      modes: ['bind'],
      needs: ['zmtp3', 'app'],
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
    {
      id: 'framing/8.15',
      title: 'a size with its top bit set is refused',
      reference: 'RFC 23 §Framing',
      outcomes: { closed: 'OK' },
      runs: [
        {
          sockets: RECEIVERS,
          steps: [{ join: 'a' }, { send: '02 8000000000000000' }, CLOSED],
        },
        {
          // It need not read what it does not want.
          sockets: ['PUSH'],
          outcomes: { 'not-closed': 'INFO' },
          steps: [{ join: 'a' }, { send: '02 8000000000000000' }, CLOSED],
        },
      ],
    },
    {
      id: 'framing/8.16',
      title: 'sizes of 2^63-1, 2^53 and 2^40 are refused or waited for, without harm',
      reference: 'no RFC text',
      level: 'ROBUSTNESS',
      outcomes: { closed: 'OK', held: 'OK' },
      runs: [
        { name: '2^63-1', steps: announce('02 7fffffffffffffff') },
        { name: '2^53', steps: announce('02 0020000000000000') },
        { name: '2^40', steps: announce('02 0000010000000000') },
      ],
    },
    {
      id: 'framing/8.17',
      title: 'a limit of 1000 on messages: one of 500 octets is taken, one of 2000 is refused',
      reference: 'RFC 23 §Error Handling',
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
            { pass: 'a', parts: ['61*500'], frames: '02 00000000000001f4 61*500', way: 'in' },
          ],
        },
        { name: '2000', steps: [{ join: 'a' }, { send: '02 00000000000007d0 61*2000' }, CLOSED] },
      ],
    },
    {
      id: 'framing/8.18',
      title: 'the limit is applied to the header, before the body comes',
      reference: 'no RFC text',
      level: 'ROBUSTNESS',
      needs: ['zmtp3', 'maxMessageSize'],
      options: { maxMessageSize: 1000 },
      outcomes: { closed: 'OK' },
      steps: [{ join: 'a' }, { send: '02 00000000000007d0' }, CLOSED],
    },
    {
      id: 'framing/8.19',
      title: 'a frame that ends anywhere is not delivered',
      reference: 'RFC 23 §Framing',
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
      title: 'a header of one octet a segment, and a body of 70 000 octets in pieces of 997',
      reference: 'RFC 23 §Framing (a stream has no segments)',
      sockets: RECEIVERS,
      needs: ['zmtp3', 'app'],
      steps: [
        { join: 'a' },
        { send: '02 0000000000000003', every: 1, gap: 1 },
        { send: '"abc"' },
        { await: [{ delivery: ['"abc"'] }] },
        { send: '02 0000000000011170 61*70000', every: 997, gap: 1 },
        { await: [{ delivery: ['61*70000'] }] },
      ],
    },
    {
      id: 'framing/8.21',
      title: '2000 small messages in one segment arrive in order',
      sockets: RECEIVERS,
      needs: ['zmtp3', 'app'],
      steps: [{ join: 'a' }, { send: '(00 04 #)*2000' }, { numbers: [0, 1999] }],
    },
    {
      id: 'framing/8.22',
      title: 'two messages with a segment border at every place',
      reference: 'RFC 23 §Framing (a stream has no segments)',
      sockets: RECEIVERS,
      needs: ['zmtp3', 'app'],
      runs: [
        {
          sweep: [1, 9],
          steps: [
            { join: 'a' },
            { send: '00 03 "abc" 00 03 "def"', cuts: ['sweep'] },
            { await: [{ delivery: ['"abc"'] }, CLOSES] },
            { await: [{ delivery: ['"def"'] }, CLOSES] },
          ],
        },
      ],
    },
    {
      id: 'framing/8.23',
      title: 'a message that looks like a command is a message',
      reference: 'RFC 23 §Framing',
      steps: message(['04 "PING" 0000'], '00 07 04 "PING" 0000'),
    },
    {
      id: 'framing/8.24',
      title: 'all 256 octets survive',
      reference: 'RFC 30 §The PUSH Socket Type, RFC 31 §The PAIR Socket Type',
      steps: message([ALL_OCTETS], `02 0000000000000100 ${ALL_OCTETS}`),
    },
  ],
)
