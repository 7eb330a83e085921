// G. Metadata (RFC 23 §Connection Metadata).
import type { Run, Step } from '../case.js'
import {
  CLOSES,
  CLOSE_OR_TAKE,
  GREETED,
  READY_SEEN,
  TYPED,
  shakeWith,
  refusable,
} from './common.js'
import { cases } from './groups.js'

/** Every type with its READY, and the types that it may not talk to. */
const ALL_TYPES = [
  'PAIR',
  'PUB',
  'SUB',
  'REQ',
  'REP',
  'DEALER',
  'ROUTER',
  'PULL',
  'PUSH',
  'XPUB',
  'XSUB',
] as const

const LEGAL = { PUSH: 'PULL', PULL: 'PUSH', PAIR: 'PAIR' } as const

const ENDPOINTS = ['PUSH', 'PULL', 'PAIR'] as const

const ILLEGAL_RUNS: readonly Run[] = ALL_TYPES.map(type => ({
  name: type,
  sockets: ENDPOINTS.filter(endpoint => LEGAL[endpoint] !== type),
  steps: refusable(`<R:${type}>`),
}))

const DRAFT_RUNS: readonly Run[] = [
  ['GATHER', '04 1c', '00000006'],
  ['SCATTER', '04 1d', '00000007'],
  ['CHANNEL', '04 1d', '00000007'],
  ['CLIENT', '04 1c', '00000006'],
  ['SERVER', '04 1c', '00000006'],
  ['RADIO', '04 1b', '00000005'],
  ['DISH', '04 1a', '00000004'],
  ['PEER', '04 1a', '00000004'],
].map(([type, header, size]) => ({
  name: String(type),
  steps: refusable(`${header} 05 "READY" 0b "Socket-Type" ${size} "${type}"`),
}))

/** What comes after a READY of a wrong type. */
const REFUSED: Step = {
  await: [
    { frame: '04 ?? 05 "ERROR" ..', is: 'kept' },
    { closed: 'a', is: 'closed-without-error' },
  ],
  within: 1000,
  else: 'next',
}

/** A DEALER with an Identity (its size and octets), and a message of it. */
const dealer = (header: string, identity: string, link = 'a'): readonly Step[] => [
  { link },
  { send: '<G>', on: link },
  {
    send: `${header} 05 "READY" 0b "Socket-Type" 00000006 "DEALER" 08 "Identity" ${identity}`,
    on: link,
  },
  {
    await: [
      { frame: '[04 06] .. 05 "READY" ..', on: link },
      { closed: link, is: 'closed' },
    ],
    else: 'silent',
  },
  { send: '<M>', on: link },
]

/** Cases metadata/7.x. */
export const METADATA_CASES = cases(
  { reference: 'RFC 23 §Connection Metadata', level: 'SHOULD', needs: ['zmtp3'] },
  [
    {
      id: 'metadata/7.1',
      reference: 'RFC 23 §The Socket-Type Property',
      title: 'the legal socket type is accepted',
      steps: shakeWith('<R>'),
    },
    {
      id: 'metadata/7.2',
      reference: 'RFC 23 §The Socket-Type Property',
      title: 'every illegal socket type is refused',
      outcomes: CLOSE_OR_TAKE,
      runs: ILLEGAL_RUNS,
    },
    {
      id: 'metadata/7.3',
      reference: 'RFC 23 §The Socket-Type Property',
      title: 'a socket type nobody knows is refused',
      level: 'GRAMMAR',
      outcomes: CLOSE_OR_TAKE,
      steps: refusable('04 19 05 "READY" 0b "Socket-Type" 00000003 "FOO"'),
    },
    {
      id: 'metadata/7.4',
      reference: 'RFC 23 §The Socket-Type Property',
      title: 'a socket type in small letters, with a NUL or a blank behind it, or empty is refused',
      level: 'GRAMMAR',
      outcomes: CLOSE_OR_TAKE,
      runs: [
        {
          name: 'small letters',
          sockets: ['PULL'],
          steps: refusable('04 1a 05 "READY" 0b "Socket-Type" 00000004 "push"'),
        },
        {
          name: 'small letters',
          sockets: ['PUSH'],
          steps: refusable('04 1a 05 "READY" 0b "Socket-Type" 00000004 "pull"'),
        },
        {
          name: 'small letters',
          sockets: ['PAIR'],
          steps: refusable('04 1a 05 "READY" 0b "Socket-Type" 00000004 "pair"'),
        },
        { name: 'NUL', steps: refusable('04 1b 05 "READY" 0b "Socket-Type" 00000005 <T> 00') },
        { name: 'blank', steps: refusable('04 1b 05 "READY" 0b "Socket-Type" 00000005 <T> 20') },
        { name: 'empty', steps: refusable('04 16 05 "READY" 0b "Socket-Type" 00000000') },
      ],
    },
    {
      id: 'metadata/7.5',
      title: 'draft socket types are refused',
      reference: 'RFC 37 §The Socket-Type Property',
      level: 'GRAMMAR',
      outcomes: CLOSE_OR_TAKE,
      runs: DRAFT_RUNS,
    },
    {
      id: 'metadata/7.6',
      reference: 'RFC 23 §The Socket-Type Property',
      title: 'ERROR is sent before a link with an illegal socket type is closed',
      outcomes: {
        closed: 'NON-STRICT',
        'closed-without-error': 'NON-STRICT',
        ignored: 'NON-STRICT',
        works: 'NON-STRICT',
      },
      steps: [
        ...GREETED,
        { send: '<R:PUB>' },
        READY_SEEN,
        REFUSED,
        { probe: 'a', refusable: true }, // that it refuses is for metadata/7.2
      ],
    },
    {
      id: 'metadata/7.7',
      reference: 'RFC 23 §The Socket-Type Property',
      title: 'nothing is delivered from a refused peer, nor sent to it',
      level: 'MUST',
      needs: ['zmtp3', 'app'],
      outcomes: { closed: 'OK' },
      runs: [
        {
          name: 'from it',
          sockets: ['PULL', 'PAIR'],
          steps: [
            ...GREETED,
            { send: '<R:PUB> <M>' },
            {
              await: [{ delivery: 'any', is: 'delivered' }, CLOSES],
              within: 1000,
              else: 'ignored',
            },
          ],
        },
        {
          name: 'to it',
          sockets: ['PUSH', 'PAIR'],
          modes: ['connect'],
          steps: [
            { link: 'a' },
            { app: ['"hi"'], wait: 1000, again: 'kept' }, // that it must take one is for queue/22.1
            { send: '<G>' },
            { send: '<R:PUB>' },
            { await: [{ frame: '04 ?? 05 "READY" ..' }, CLOSES] },
            {
              await: [
                { frame: '00 02 "hi"', is: 'sent-to-it' },
                { frame: '04 ?? 05 "ERROR" ..', is: 'closed' },
                CLOSES,
              ],
              within: 1000,
              else: 'ignored',
            },
          ],
        },
      ],
    },
    {
      id: 'metadata/7.8',
      reference: 'RFC 23 §The Identity Property',
      title: 'an Identity is ignored',
      level: 'MUST',
      runs: [
        { name: 'bob', steps: shakeWith(`04 2a ${TYPED} 08 "Identity" 00000003 "bob"`) },
        {
          name: '255 octets',
          steps: shakeWith(`06 0000000000000126 ${TYPED} 08 "Identity" 000000ff 62*255`),
        },
      ],
    },
    {
      id: 'metadata/7.9',
      reference: 'RFC 23 §The Identity Property',
      title: 'an endpoint of this type has no need to send an Identity',
      level: 'NONE',
      outcomes: { 'identity-present': 'INFO' },
      steps: [{ join: 'a' }, { judge: 'ready-no-identity' }],
    },
    {
      id: 'metadata/7.10',
      title: 'a Resource is accepted',
      reference: 'RFC 37 §Connection Metadata',
      level: 'MUST',
      steps: shakeWith(`04 2a ${TYPED} 08 "Resource" 00000003 "a/b"`),
    },
    {
      id: 'metadata/7.11',
      title: 'an Identity of 255 octets is used, one of 256 refused',
      reference: 'RFC 23 §The Identity Property',
      level: 'GRAMMAR',
      sockets: ['ROUTER'],
      outcomes: { closed: 'OK' },
      runs: [
        {
          name: '255',
          outcomes: { closed: 'FAIL' },
          steps: [
            ...dealer('06 0000000000000128', '000000ff 62*255'),
            { await: [{ delivery: ['62*255', '"hi"'] }, CLOSES], else: 'lost' },
          ],
        },
        {
          name: '256',
          outcomes: { accepted: 'NON-STRICT' },
          steps: [
            ...dealer('06 0000000000000129', '00000100 62*256'),
            { await: [{ delivery: 'any', is: 'accepted' }, CLOSES], else: 'not-closed' },
          ],
        },
      ],
    },
    {
      id: 'metadata/7.12',
      title: 'an Identity that begins with a zero octet is refused or replaced',
      reference: 'RFC 37 §The Identity Property',
      level: 'MUST',
      sockets: ['ROUTER'],
      outcomes: { closed: 'OK', used: 'NON-STRICT', garbled: 'OK' },
      steps: [
        ...dealer('04 2b', '00000002 00 78'),
        { await: [{ delivery: ['0078', '"hi"'], is: 'used' }, CLOSES], else: 'lost' },
      ],
    },
    {
      id: 'metadata/7.13',
      title: 'two peers with one Identity',
      reference: 'no RFC text',
      level: 'NONE',
      needs: ['zmtp3', 'app'],
      sockets: ['ROUTER'],
      modes: ['bind'],
      outcomes: {
        'second-closed': 'INFO',
        'second-ignored': 'INFO',
        'both-are-heard': 'INFO',
        garbled: 'INFO',
      },
      steps: [
        ...dealer('04 2c', '00000003 "bob"'),
        { await: [{ delivery: ['"bob"', '"hi"'] }], else: 'first-not-heard' },
        ...dealer('04 2c', '00000003 "bob"', 'b'),
        {
          await: [
            { delivery: ['"bob"', '"hi"'], is: 'both-are-heard' },
            { closed: 'b', is: 'second-closed' },
          ],
          within: 500,
          else: 'second-ignored',
        },
      ],
    },
    {
      id: 'metadata/7.14',
      title: 'each peer without Identity is given one of its own',
      reference: 'RFC 28 §The ROUTER Socket Type',
      level: 'MUST',
      needs: ['zmtp3', 'app'],
      sockets: ['ROUTER'],
      modes: ['bind'],
      steps: [
        { join: 'a' },
        { join: 'b' },
        { send: '<M>', on: 'a' },
        { send: '<M>', on: 'b' },
        { gather: 2, from: 'app', judge: 'other-addresses' },
      ],
    },
  ],
)
