// J. Heartbeat (RFC 37 §Heartbeating): what a PING is answered with.
import type { Step } from '../case.js'
import { CLOSES } from './common.js'
import { cases } from './groups.js'

/** A good link, a PING and what must come back. */
const ping = (octets: string, pong: string): readonly Step[] => [
  { join: 'a' },
  { send: octets },
  { await: [{ frame: pong }, CLOSES], else: 'silent' },
]

/** A good link, octets that are no PING, and a good PING: its PONG must be the first to come. */
const noPong = (octets: string): readonly Step[] => [
  { join: 'a' },
  { send: octets },
  { send: '04 0b 04 "PING" 0000 "good"' },
  {
    await: [
      { frame: '04 09 04 "PONG" "good"', is: 'kept' },
      { frame: '04 05 04 "PONG"', is: 'empty-pong' },
      { frame: '[04 06] .. 04 "PONG" ..', is: 'foreign-octets' },
      CLOSES,
    ],
    else: 'silent',
  },
]

/** Cases heartbeat/10.1 to 10.8. */
export const HEARTBEAT_CASES = cases(
  { reference: 'RFC 37 §Connection Heartbeating', level: 'MUST', needs: ['zmtp3', 'heartbeat'] },
  [
    {
      id: 'heartbeat/10.1',
      title: 'a PING without context is answered by an empty PONG',
      steps: ping('04 07 04 "PING" 0000', '04 05 04 "PONG"'),
    },
    {
      id: 'heartbeat/10.2',
      title: 'the context of a PING, 1 to 16 octets, is echoed exactly',
      runs: [
        { name: '1', steps: ping('04 08 04 "PING" 0000 01', '04 06 04 "PONG" 01') },
        {
          name: '8',
          steps: ping(
            '04 0f 04 "PING" 0000 00ff00ff 01020304',
            '04 0d 04 "PONG" 00ff00ff 01020304',
          ),
        },
        {
          name: '16',
          steps: ping(
            '04 17 04 "PING" 0000 "0123456789abcdef"',
            '04 15 04 "PONG" "0123456789abcdef"',
          ),
        },
      ],
    },
    {
      id: 'heartbeat/10.3',
      title: 'a context of more than 16 octets is cut, ignored or refused',
      outcomes: { closed: 'OK', ignored: 'OK', cut: 'OK' },
      runs: [
        ['17', '04 18 04 "PING" 0000 61*17'],
        ['300', '06 0000000000000133 04 "PING" 0000 61*300'],
      ].map(([name, octets]) => ({
        name: String(name),
        steps: [
          { join: 'a' },
          { send: String(octets) },
          { send: '04 0b 04 "PING" 0000 "good"' },
          {
            await: [
              { frame: '04 09 04 "PONG" "good"', is: 'ignored' },
              { frame: '04 [05-15] 04 "PONG" ..', is: 'cut' },
              { frame: '[04 06] .. 04 "PONG" ..', is: 'long-pong' },
              CLOSES,
            ],
            else: 'silent',
          },
        ],
      })),
    },
    {
      id: 'heartbeat/10.4',
      title: 'a PING without a time to live gets no PONG with octets of other origin',
      level: 'GRAMMAR',
      unpublished: true,
      outcomes: { closed: 'OK', 'empty-pong': 'OK' },
      steps: noPong('04 05 04 "PING"'),
    },
    {
      id: 'heartbeat/10.5',
      title: 'a PING with one octet of time to live gets no PONG with octets of other origin',
      level: 'GRAMMAR',
      unpublished: true,
      outcomes: { closed: 'OK', 'empty-pong': 'OK' },
      steps: noPong('04 06 04 "PING" 00'),
    },
    {
      id: 'heartbeat/10.6',
      title: 'ping in small letters is a command nobody knows',
      reference: 'RFC 23 §Formal Grammar',
      level: 'GRAMMAR',
      outcomes: { closed: 'NON-STRICT' },
      steps: noPong('04 0b 04 "ping" 0000 "lowr"'),
    },
    {
      id: 'heartbeat/10.7',
      title: 'three PINGs in one segment get three PONGs',
      steps: [
        { join: 'a' },
        { send: '04 08 04 "PING" 0000 01 04 08 04 "PING" 0000 02 04 08 04 "PING" 0000 03' },
        { await: [{ frame: '04 06 04 "PONG" [01-03]' }] },
        { await: [{ frame: '04 06 04 "PONG" [01-03]' }] },
        { await: [{ frame: '04 06 04 "PONG" [01-03]' }] },
        { judge: 'three-pongs' },
      ],
    },
    {
      id: 'heartbeat/10.8',
      title: "a PONG does not stand between the frames of one of the endpoint's messages",
      level: 'NONE',
      sockets: ['PUSH', 'PAIR'],
      needs: ['zmtp3', 'heartbeat', 'app'],
      outcomes: { 'pong-inside-message': 'INFO' },
      steps: [
        { join: 'a' },
        { send: '(04 08 04 "PING" 0000 61)*20' },
        {
          pass: 'a',
          way: 'out',
          parts: Array.from({ length: 1000 }, () => '78'),
          frames: '(01 01 78)*999 00 01 78',
        },
        { judge: 'pong-outside-messages' },
      ],
    },
  ],
)
