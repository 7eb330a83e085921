// A. Greeting: what the endpoint sends (RFC 23 §Greeting).
import { GREETED } from './common.js'
import { cases } from './groups.js'

/** Cases greeting/1.x. */
export const GREETING_CASES = cases({ reference: 'RFC 23 §Formal Grammar', level: 'MUST' }, [
  {
    id: 'greeting/1.1',
    title: 'the greeting is 64 octets; octet 0 is FF, octet 9 is 7F',
    needs: ['zmtp3'],
    steps: [...GREETED, { await: [{ wire: 'ff ??*8 7f ??*54' }] }],
  },
  {
    id: 'greeting/1.2',
    title: 'the version is 3.0 or 3.1',
    reference: 'RFC 23 §Formal Grammar, RFC 37 §Formal Grammar',
    needs: ['zmtp3'],
    steps: [...GREETED, { await: [{ wire: '??*10 03 [00 01] ??*52' }] }],
  },
  {
    id: 'greeting/1.3',
    title: 'the mechanism is a name of capital letters, digits, - _ . + and then NULs, 20 octets',
    needs: ['zmtp3'],
    steps: [...GREETED, { await: [{ octets: 64 }] }, { judge: 'mechanism' }],
  },
  {
    id: 'greeting/1.4',
    title: 'as-server is 00 or 01',
    level: 'GRAMMAR',
    needs: ['zmtp3'],
    steps: [...GREETED, { await: [{ wire: '??*32 [00 01] ??*31' }] }],
  },
  {
    id: 'greeting/1.5',
    title: 'under NULL as-server is 0',
    reference: 'RFC 23 §The NULL Security Mechanism',
    needs: ['zmtp3'],
    steps: [...GREETED, { await: [{ wire: '??*32 00 ??*31' }] }],
  },
  {
    id: 'greeting/1.6',
    title: 'as-server is 1 for the server of PLAIN or CURVE, and 0 for a client',
    reference: 'RFC 24 §Implementation, RFC 25 §Implementation',
    level: 'NONE',
    needs: ['zmtp3'],
    outcomes: { 'server-says-0': 'NON-STRICT' },
    runs: (['PLAIN', 'CURVE'] as const).flatMap(name => [
      {
        name: `${name} server`,
        security: `${name} server` as const,
        steps: [
          ...GREETED,
          { await: [{ wire: '??*32 01 ??*31' }, { wire: '??*32 00 ??*31', is: 'server-says-0' }] },
        ],
      },
      {
        name: `${name} client`,
        security: `${name} client` as const,
        steps: [...GREETED, { await: [{ wire: '??*32 00 ??*31' }] }],
      },
    ]),
  },
  {
    id: 'greeting/1.7',
    title: 'the 31 filler octets are zero',
    level: 'GRAMMAR',
    needs: ['zmtp3'],
    steps: [...GREETED, { await: [{ wire: '??*33 00*31' }] }],
  },
  {
    id: 'greeting/1.8',
    title: 'padding is zero, or the length of an identity plus one as ZMTP 1.0 wrote it',
    reference: 'RFC 23 §Version Negotiation',
    level: 'SHOULD',
    needs: ['zmtp3'],
    outcomes: { 'other-padding': 'NON-STRICT' },
    steps: [...GREETED, { await: [{ wire: 'ff 00*6 [00 01] ?? ??*55' }], else: 'other-padding' }],
  },
  {
    id: 'greeting/1.9',
    title: 'the endpoint speaks first: 10 octets or more without waiting for ours',
    reference: 'RFC 23 §Version Negotiation',
    outcomes: { silent: 'FAIL' },
    steps: [{ link: 'a' }, { await: [{ octets: 10 }], else: 'silent' }],
  },
  {
    id: 'greeting/1.10',
    title: 'having read a whole greeting the endpoint sends all of its own',
    reference: 'RFC 23 §Version Negotiation',
    needs: ['zmtp3'],
    steps: [...GREETED, { await: [{ octets: 64 }] }],
  },
  {
    id: 'greeting/1.11',
    title:
      'a greeting with another mechanism is still answered by a whole greeting before the close',
    reference: 'RFC 23 §Authentication and Confidentiality',
    needs: ['zmtp3'],
    outcomes: { 'closed-before-its-greeting': 'FAIL', 'never-closed': 'FAIL' },
    steps: [
      { link: 'a' },
      { send: 'ff 00*7 01 7f 03 01 "OTHER" 00*15 00 00*31' },
      {
        await: [{ octets: 64 }, { closed: 'a', is: 'closed-before-its-greeting' }],
        else: 'never-closed',
      },
    ],
  },
  {
    id: 'greeting/1.12',
    title: 'ten octets from us are enough for the endpoint to go on to its eleventh',
    reference: 'RFC 23 §Detecting ZMTP 2.0 Peers',
    outcomes: { 'ten-octets': 'INFO' },
    steps: [
      { link: 'a' },
      { send: 'ff 00*7 01 7f' },
      { await: [{ octets: 11 }], within: 1000, else: 'next' },
      {
        await: [
          { octets: 11, is: 'kept' },
          { octets: 10, is: 'ten-octets' },
        ],
        within: 100,
      },
    ],
  },
  {
    id: 'greeting/1.13',
    title: 'eleven octets from us are enough for the endpoint to send the rest',
    reference: 'RFC 23 §Detecting ZMTP 2.0 Peers',
    level: 'MAY',
    needs: ['zmtp3'],
    steps: [{ link: 'a' }, { send: 'ff 00*7 01 7f 03' }, { await: [{ octets: 64 }] }],
  },
])
