// J. Heartbeat (RFC 37 §Heartbeating): times to live, and the endpoint's own PINGs.
import type { Step } from '../case.js'
import { CLOSES } from './common.js'
import { cases } from './groups.js'

/** A good link, a PING with a time to live, and silence. */
const timeToLive = (tenths: string): readonly Step[] => [
  { join: 'a' },
  { send: `04 07 04 "PING" ${tenths}` },
  { await: [{ frame: '04 05 04 "PONG"' }, CLOSES] },
  { await: [{ closed: 'a', is: 'closed-early' }], within: 2000, exact: true, else: 'kept' },
]

/** Traffic less often than the interval, so that one that pings only on an idle link does, and often enough. */
const beat: readonly Step[] = [{ send: '04 04 03 "FOO"' }, { pause: 400 }]

/** With an interval this short, a fresh link would be gone before a busy machine could answer the first PING. */
const NO_FRESH = false

/** Cases heartbeat/10.9 and on. */
export const HEARTBEAT_LIFE_CASES = cases(
  { reference: 'RFC 37 §Connection Heartbeating', level: 'SHOULD', needs: ['zmtp3', 'heartbeat'] },
  [
    {
      id: 'heartbeat/10.9',
      title: 'silence after a PING with a time to live of 0.5 s: the endpoint drops the link',
      timed: true,
      outcomes: { never: 'INFO' },
      steps: [
        { join: 'a' },
        { send: '04 07 04 "PING" 0005' },
        { await: [{ closed: 'a', is: 'closed-early' }], within: 350, exact: true, else: 'next' },
        { await: [{ closed: 'a' }], within: 2000, else: 'never' },
      ],
    },
    {
      id: 'heartbeat/10.10',
      title: 'traffic within the time to live keeps the link',
      timed: true,
      steps: [
        { join: 'a' },
        { send: '04 07 04 "PING" 000a' },
        { pause: 500 },
        { send: '04 04 03 "FOO"' },
        { await: [{ closed: 'a', is: 'closed-early' }], within: 900, exact: true, else: 'kept' },
      ],
    },
    {
      id: 'heartbeat/10.11',
      title: 'a time to live of more than 65.5 s does not close the link early',
      level: 'MUST',
      timed: true,
      runs: [
        { name: '65.6 s', steps: timeToLive('0290') },
        { name: '600 s', steps: timeToLive('1770') },
      ],
    },
    {
      id: 'heartbeat/10.12',
      title: 'the longest time to live does not close the link early',
      level: 'MUST',
      timed: true,
      steps: timeToLive('ffff'),
    },
    {
      id: 'heartbeat/10.13',
      title: 'a PONG that nobody asked for is ignored',
      level: 'NONE',
      runs: [
        { name: 'empty', steps: [{ join: 'a' }, { send: '04 05 04 "PONG"' }, { probe: 'a' }] },
        {
          name: 'context',
          steps: [{ join: 'a' }, { send: '04 07 04 "PONG" 7a7a' }, { probe: 'a' }],
        },
      ],
    },
    {
      id: 'heartbeat/10.14',
      title: "the endpoint's own PING has two octets of time to live and at most 16 of context",
      level: 'GRAMMAR',
      needs: ['zmtp3', 'heartbeat', 'heartbeatInterval'],
      options: { heartbeatInterval: 100 },
      runs: [
        {
          fresh: NO_FRESH,
          steps: [{ join: 'a' }, { await: [{ frame: '04 [07-17] 04 "PING" ..' }] }],
        },
      ],
    },
    {
      id: 'heartbeat/10.15',
      title: "without an answer to the endpoint's PING and without traffic it drops the link",
      timed: true,
      needs: ['zmtp3', 'heartbeat', 'heartbeatInterval', 'heartbeatTimeout'],
      options: { heartbeatInterval: 100, heartbeatTimeout: 200 },
      outcomes: { 'not-closed': 'FAIL' },
      runs: [
        {
          fresh: NO_FRESH,
          steps: [{ join: 'a' }, { await: [{ closed: 'a' }], else: 'not-closed' }],
        },
      ],
    },
    {
      id: 'heartbeat/10.16',
      title: 'any traffic counts as a sign of life',
      timed: true,
      needs: ['zmtp3', 'heartbeat', 'heartbeatInterval', 'heartbeatTimeout'],
      options: { heartbeatInterval: 150, heartbeatTimeout: 1800 },
      steps: [
        { join: 'a' },
        ...Array.from({ length: 7 }, () => beat).flat(),
        { await: [CLOSES], within: 20, exact: true, else: 'kept' },
      ],
    },
    {
      id: 'heartbeat/10.17',
      title: 'few PINGs of the endpoint wait for an answer',
      timed: true,
      needs: ['zmtp3', 'heartbeat', 'heartbeatInterval'],
      options: { heartbeatInterval: 60 },
      outcomes: { 'many-pings': 'NON-STRICT' },
      runs: [
        {
          fresh: NO_FRESH,
          steps: [
            { join: 'a' },
            { await: [{ closed: 'a' }], within: 800, exact: true, else: 'next' },
            { judge: 'few-pings' },
          ],
        },
      ],
    },
    {
      id: 'heartbeat/10.18',
      title: 'a PING of a peer that announced 3.0 is answered or ignored',
      level: 'MUST',
      outcomes: { ignored: 'OK' },
      steps: [
        { link: 'a' },
        { send: 'ff 00*7 01 7f 03 00 "NULL" 00*16 00 00*31 <R>' },
        { await: [{ frame: '04 ?? 05 "READY" ..' }] },
        { send: '04 08 04 "PING" 0000 61' },
        { await: [{ frame: '04 06 04 "PONG" 61', is: 'kept' }, CLOSES], within: 500, else: 'next' },
        { pass: 'a' },
        { is: 'ignored' },
      ],
    },
    {
      id: 'heartbeat/10.19',
      title: 'a PING inside a MESSAGE of CURVE gets a PONG inside a MESSAGE',
      reference: 'no RFC text',
      level: 'NONE',
      outcomes: { unsupported: 'INFO' },
      runs: (['CURVE server', 'CURVE client'] as const).map(security => ({
        name: security,
        security,
        steps: [
          { join: 'a' },
          { curve: 'MESSAGE', but: { inner: '02', text: '04 "PING" 0000 "ab"' } },
          { await: [{ frame: '04 07 04 "PONG" "ab"' }, CLOSES], else: 'unsupported' },
        ],
      })),
    },
  ],
)
