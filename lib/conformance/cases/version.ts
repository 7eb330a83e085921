// C. Version negotiation and downgrade (RFC 23 §Version Negotiation, RFC 15 = ZMTP 2.0, RFC 13 = ZMTP 1.0).
import type { Security, Step } from '../case.js'
import { CLOSES, READY_SEEN, shake } from './common.js'
import { cases } from './groups.js'

const SECURITIES: readonly Security[] = [
  'PLAIN server',
  'PLAIN client',
  'CURVE server',
  'CURVE client',
]

/**
 * What an endpoint may do with the greeting of an old peer. One that writes its 64 octets before it knows our version
 * shows nothing by that: what counts is what comes once it knows, and 20 octets more are no answer of ZMTP 2.0.
 */
const downgrade = (greeting: string, within = 2000): readonly Step[] => [
  { link: 'a' },
  { send: 'ff 00*7 01 7f' },
  { await: [{ octets: 10 }, CLOSES], else: 'silent' },
  { await: [{ octets: 64 }], within: 100, else: 'next' },
  { send: greeting },
  {
    await: [
      { more: 20, is: 'treated-as-3' },
      { wire: 'ff ??*8 7f ?? <e> 00', is: 'downgrades' },
      CLOSES,
    ],
    within,
    else: 'silent',
  },
]

/** Cases version/3.x. */
export const VERSION_CASES = cases({ reference: 'RFC 23 §Version Negotiation', level: 'MUST' }, [
  {
    id: 'version/3.1',
    title: 'major version 4 is accepted; the endpoint keeps its own',
    needs: ['zmtp3'],
    steps: shake('ff 00*7 01 7f 04 00 "NULL" 00*16 00 00*31 <R>'),
  },
  {
    id: 'version/3.2',
    title: 'version 255.255 is accepted',
    needs: ['zmtp3'],
    steps: shake('ff 00*7 01 7f ff ff "NULL" 00*16 00 00*31 <R>'),
  },
  {
    id: 'version/3.3',
    title: 'a peer of version 3.0 is accepted',
    reference: 'RFC 37 §Version Negotiation',
    level: 'MAY',
    needs: ['zmtp3'],
    steps: [
      { link: 'a' },
      { send: 'ff 00*7 01 7f 03 00 "NULL" 00*16 00 00*31 <R>' },
      READY_SEEN,
      { pass: 'a' },
    ],
  },
  {
    id: 'version/3.4',
    title: 'a peer of version 3.9 is accepted',
    needs: ['zmtp3'],
    steps: shake('ff 00*7 01 7f 03 09 "NULL" 00*16 00 00*31 <R>'),
  },
  {
    id: 'version/3.5',
    title: 'major version 1 (ZMTP 2.0): the endpoint downgrades or closes',
    outcomes: { downgrades: 'OK', closed: 'OK' },
    steps: downgrade('01 <t> 00 00'),
  },
  {
    id: 'version/3.6',
    title: 'major version 2 means ZMTP 2.0 as well',
    reference: 'RFC 23 §Detecting ZMTP 2.0 Peers',
    outcomes: { downgrades: 'OK', closed: 'OK' },
    steps: downgrade('02 <t> 00 00'),
  },
  {
    id: 'version/3.7',
    title: 'major version 0',
    level: 'NONE',
    outcomes: { downgrades: 'INFO', closed: 'INFO', 'treated-as-3': 'INFO', silent: 'INFO' },
    steps: downgrade('00 <t> 01 00', 300),
  },
  {
    id: 'version/3.8',
    title: 'in ZMTP 2.0 the endpoint sends its socket type and an identity',
    reference: 'RFC 15 §Formal Grammar',
    needs: ['zmtp2'],
    steps: [
      { link: 'a' },
      { send: 'ff 00*7 01 7f' },
      { await: [{ octets: 10 }] },
      { send: '01 <t> 00 00' },
      { await: [{ wire: 'ff ??*8 7f ?? <e> 00 00' }] },
    ],
  },
  {
    id: 'version/3.9',
    title: 'messages of ZMTP 2.0: short, long, of several parts',
    reference: 'RFC 15 §Framing',
    needs: ['zmtp2', 'app'],
    runs: [
      {
        steps: [
          { join: 'a', version: 2 },
          { pass: 'a' },
          { pass: 'a', parts: ['61*300'], frames: '02 000000000000012c 61*300' },
          { pass: 'a', parts: ['61', '', '62'], frames: '01 01 61 01 00 00 01 62' },
        ],
      },
      {
        name: 'long form of a short body',
        sockets: ['PULL', 'PAIR'],
        steps: [
          { join: 'a', version: 2 },
          { pass: 'a', parts: ['"abc"'], frames: '02 0000000000000003 "abc"', way: 'in' },
        ],
      },
    ],
  },
  {
    id: 'version/3.10',
    title: 'in ZMTP 2.0 the endpoint sends no commands',
    reference: 'RFC 15 §Framing',
    needs: ['zmtp2', 'app'],
    steps: [{ join: 'a', version: 2 }, { pass: 'a' }, { judge: 'no-commands' }],
  },
  {
    id: 'version/3.11',
    title: 'in ZMTP 2.0 a wrong socket type (PUB) is disconnected silently',
    reference: 'RFC 15 §Socket Compatibility',
    level: 'SHOULD',
    needs: ['zmtp2'],
    outcomes: { closed: 'OK', accepted: 'NON-STRICT' },
    runs: [
      {
        allow: [['"hi"']],
        steps: [
          { link: 'a' },
          { send: 'ff 00*7 01 7f' },
          { await: [{ octets: 10 }, CLOSES] },
          { send: '01 01 00 00 <M>' },
          {
            await: [CLOSES, { delivery: ['"hi"'], is: 'accepted' }],
            within: 1000,
            else: 'accepted',
          },
        ],
      },
    ],
  },
  {
    id: 'version/3.12',
    title: 'a link of ZMTP 2.0 outlives the limit for handshakes',
    reference: 'RFC 23 §Detecting ZMTP 1.0 and 2.0 Peers',
    timed: true,
    needs: ['zmtp2', 'app', 'handshakeInterval'],
    options: { handshakeInterval: 800 },
    steps: [
      { join: 'a', version: 2 },
      { pass: 'a' },
      { await: [CLOSES], within: 2000, exact: true, else: 'next' },
      { pass: 'a' },
    ],
  },
  {
    id: 'version/3.13',
    title: 'a peer of ZMTP 1.0 is served, or closed',
    reference: 'RFC 13 §The Framing Layer',
    needs: ['zmtp1', 'app'],
    outcomes: { closed: 'OK' },
    runs: [
      {
        name: 'in',
        sockets: ['PULL', 'PAIR'],
        steps: [
          { link: 'a' },
          { send: '01 00' },
          { send: '03 00 "ab"' },
          { await: [{ delivery: ['"ab"'] }, CLOSES] },
        ],
      },
      {
        name: 'out',
        sockets: ['PUSH', 'PAIR'],
        steps: [
          { link: 'a' },
          { send: '01 00' },
          { await: [{ wire: 'ff ??*8 7f' }, CLOSES] },
          { app: ['"hi"'], wait: 2000 },
          { await: [{ wire: '03 00 "hi"' }, CLOSES] },
        ],
      },
    ],
  },
  {
    id: 'version/3.14',
    title: 'a frame of ZMTP 1.0 with length 0 is skipped',
    reference: 'RFC 13 §The Framing Layer',
    level: 'SHOULD',
    sockets: ['PULL', 'PAIR'],
    needs: ['zmtp1', 'app'],
    outcomes: { closed: 'NON-STRICT' },
    steps: [
      { link: 'a' },
      { send: '01 00' },
      { send: '00 03 00 "ab"' },
      { await: [{ delivery: ['"ab"'] }, CLOSES] },
    ],
  },
  {
    id: 'version/3.15',
    title: 'a long length for a short body is taken in ZMTP 1.0',
    reference: 'RFC 13 §The Framing Layer',
    level: 'MAY',
    sockets: ['PULL', 'PAIR'],
    needs: ['zmtp1', 'app'],
    steps: [
      { link: 'a' },
      { send: '01 00' },
      { send: 'ff 0000000000000003 00 "ab"' },
      { await: [{ delivery: ['"ab"'] }] },
    ],
  },
  {
    id: 'version/3.16',
    title:
      'an endpoint with PLAIN or CURVE closes on a peer of ZMTP 1.0 or 2.0, and sends it no HELLO',
    reference: 'RFC 23 §Detecting ZMTP 1.0 and 2.0 Peers',
    needs: ['zmtp3'],
    outcomes: { closed: 'OK' },
    runs: SECURITIES.flatMap(security =>
      Object.entries({ '1.0': '01 00', '2.0': 'ff 00*7 01 7f 01 <t> 00 00' }).map(
        ([name, octets]) => ({
          name: `${name}, ${security}`,
          security,
          steps: [
            { link: 'a' },
            { send: octets },
            { await: [{ closed: 'a' }], within: 1000, else: 'not-closed' },
            { judge: 'no-hello' },
            { is: 'closed' },
          ],
        }),
      ),
    ),
  },
  {
    id: 'version/3.17',
    title: 'an endpoint set to speak 3.x only refuses a downgrade',
    reference: 'RFC 23 §Security Considerations',
    needs: ['minimumZmtp'],
    options: { minimumZmtp: 3 },
    outcomes: { closed: 'OK', downgrades: 'FAIL' },
    steps: downgrade('01 <t> 00 00'),
  },
  {
    id: 'version/3.18',
    title: 'a SUB of ZMTP 1.0, which has no way to subscribe, is sent everything',
    reference: 'RFC 23 §Detecting ZMTP 1.0 and 2.0 Peers',
    level: 'NONE',
    sockets: ['PUB', 'XPUB'],
    needs: ['zmtp1', 'app'],
    outcomes: { closed: 'INFO', 'sends-everything': 'INFO', 'sends-nothing': 'INFO' },
    runs: [
      {
        allow: 'any',
        steps: [
          { link: 'a' },
          { send: '01 00' },
          { await: [{ wire: 'ff ??*8 7f' }, CLOSES] },
          { pause: 100 },
          { app: ['"hi"'] },
          {
            await: [{ wire: '03 00 "hi"', is: 'sends-everything' }, CLOSES, { octets: 14 }],
            within: 500,
            else: 'sends-nothing',
          },
          { is: 'sends-something-else' },
        ],
      },
    ],
  },
])
