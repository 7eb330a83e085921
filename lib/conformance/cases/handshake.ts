// E. The NULL handshake (RFC 23 §NULL, RFC 37 §NULL): what the endpoint's READY is, and in which order.
import type { Case, Step } from '../case.js'
import { refuse, shakeWith } from './common.js'

const CLOSE_OR_TAKE = { closed: 'OK', works: 'NON-STRICT' } as const
const CLOSE = { closed: 'OK', works: 'FAIL' } as const

/** A good handshake that the ZAP handler forbids; an ERROR, if one may come, gives the status as its reason. */
const asksZap = (status?: string): readonly Step[] => [
  { link: 'a' },
  { send: '<G>' },
  { send: '<R>' },
  {
    await: [
      { frame: '[04 06] .. 05 "READY" ..', is: 'ready-sent' },
      ...(status === undefined
        ? []
        : [{ frame: `04 0a 05 "ERROR" 03 ${status}`, is: 'error-sent' }]),
      { frame: '[04 06] .. 05 "ERROR" ..', is: 'another-error-sent' },
      { closed: 'a', is: 'closed' },
    ],
    else: 'not-closed',
  },
]

/** Cases null/5.x. */
export const NULL_CASES = [
  {
    id: 'null/5.1',
    number: 56,
    title: 'a connecting endpoint sends READY without waiting for ours',
    reference: 'RFC 23 §NULL, RFC 37 §NULL',
    level: 'MUST',
    modes: ['connect'],
    needs: ['zmtp3'],
    runs: [
      { steps: [{ link: 'a' }, { send: '<G>' }, { await: [{ frame: '04 ?? 05 "READY" ..' }] }] },
    ],
  },
  {
    id: 'null/5.2',
    number: 57,
    title: 'a binding endpoint sends READY, at the latest after ours',
    reference: 'RFC 23 §NULL, RFC 37 §NULL',
    level: 'MUST',
    modes: ['bind'],
    needs: ['zmtp3'],
    outcomes: { 'before-ours': 'OK', 'after-ours': 'OK' },
    runs: [
      {
        steps: [
          { link: 'a' },
          { send: '<G>' },
          {
            await: [{ frame: '04 ?? 05 "READY" ..', is: 'before-ours' }],
            within: 300,
            else: 'next',
          },
          { send: '<R>' },
          { await: [{ frame: '04 ?? 05 "READY" ..', is: 'after-ours' }] },
        ],
      },
    ],
  },
  {
    id: 'null/5.3',
    number: 58,
    title: 'READY has flags 04, or 06 if it is longer than 255 octets',
    reference: 'RFC 23 §NULL',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [{ steps: [{ join: 'a' }, { judge: 'ready-frame' }] }],
  },
  {
    id: 'null/5.4',
    number: 59,
    title: "READY says the endpoint's Socket-Type",
    reference: 'RFC 23 §Connection Metadata',
    level: 'SHOULD',
    needs: ['zmtp3'],
    outcomes: { 'no-socket-type': 'NON-STRICT' },
    runs: [{ steps: [{ join: 'a' }, { judge: 'ready-type' }] }],
  },
  {
    id: 'null/5.5',
    number: 60,
    title: 'each property of READY is well formed and they fill the body exactly',
    reference: 'RFC 23 §NULL',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [{ steps: [{ join: 'a' }, { judge: 'ready-properties' }] }],
  },
  {
    id: 'null/5.6',
    number: 61,
    title: 'no message before the READYs, though the application has queued one',
    reference: 'RFC 23 §NULL, RFC 37 §NULL',
    level: 'MUST',
    sockets: ['PUSH', 'PAIR'],
    modes: ['connect'],
    needs: ['zmtp3', 'app'],
    outcomes: { 'message-before-our-ready': 'NON-STRICT' },
    runs: [
      {
        steps: [
          { link: 'a' },
          { app: ['"hi"'] },
          { send: '<G>' },
          { await: [{ frame: '04 ?? 05 "READY" ..' }], else: 'message-before-ready' },
          {
            await: [{ frame: '00 02 "hi"', is: 'message-before-our-ready' }],
            within: 300,
            else: 'next',
          },
          { send: '<R>' },
          { await: [{ frame: '00 02 "hi"' }], else: 'lost' },
        ],
      },
    ],
  },
  {
    id: 'null/5.7',
    number: 62,
    title: 'a READY without properties is legal',
    reference: 'RFC 23 §Connection Metadata',
    level: 'SHOULD',
    needs: ['zmtp3'],
    outcomes: { closed: 'NON-STRICT' },
    runs: [{ steps: shakeWith('04 06 05 "READY"') }],
  },
  {
    id: 'null/5.8',
    number: 63,
    title: 'a READY in the long form is legal',
    reference: 'RFC 23 §Framing',
    level: 'SHOULD',
    needs: ['zmtp3'],
    runs: [
      {
        steps: shakeWith('06 000000000000001a 05 "READY" 0b "Socket-Type" 00000004 <T>'),
      },
    ],
  },
  {
    id: 'null/5.9',
    number: 64,
    title: 'properties nobody knows are ignored',
    reference: 'RFC 23 §Connection Metadata',
    level: 'MAY',
    needs: ['zmtp3'],
    runs: [
      {
        steps: shakeWith(
          '04 2f 05 "READY" 0b "Socket-Type" 00000004 <T> 05 "X-Foo" 00000003 "bar" 03 "Bar" 00000000',
        ),
      },
    ],
  },
  {
    id: 'null/5.10',
    number: 65,
    title: 'names of properties have no case: socket-type with a legal type is accepted',
    reference: 'RFC 23 §NULL',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [{ steps: shakeWith('04 1a 05 "READY" 0b "socket-type" 00000004 <T>') }],
  },
  {
    id: 'null/5.11',
    number: 66,
    title: 'names of properties have no case: socket-type with an illegal type is refused',
    reference: 'RFC 23 §NULL',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE,
    runs: [{ steps: shakeWith('04 19 05 "READY" 0b "socket-type" 00000003 "PUB"') }],
  },
  {
    id: 'null/5.12',
    number: 67,
    title: 'a property with an empty name is invalid',
    reference: 'RFC 23 §NULL',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE_OR_TAKE,
    runs: [{ steps: shakeWith('04 20 05 "READY" 0b "Socket-Type" 00000004 <T> 00 00000001 78') }],
  },
  {
    id: 'null/5.13',
    number: 68,
    title: 'a property name with a blank and a ! is invalid',
    reference: 'RFC 23 §NULL',
    level: 'GRAMMAR',
    needs: ['zmtp3'],
    outcomes: CLOSE_OR_TAKE,
    runs: [
      {
        steps: shakeWith('04 24 05 "READY" 0b "Socket-Type" 00000004 <T> 04 "A B!" 00000001 78'),
      },
    ],
  },
  {
    id: 'null/5.14',
    number: 69,
    title: 'a name of 255 octets, an empty value and one of 1000 octets are legal',
    reference: 'RFC 23 §NULL',
    level: 'MUST',
    needs: ['zmtp3'],
    runs: [
      {
        steps: shakeWith(
          '06 000000000000050c 05 "READY" 0b "Socket-Type" 00000004 <T> ff 61*255 00000000 01 "A" 000003e8 78*1000',
        ),
      },
    ],
  },
  {
    id: 'null/5.15',
    number: 70,
    title: 'a value that runs past the body is refused',
    reference: 'RFC 23 §NULL',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE,
    runs: [
      { steps: shakeWith('04 21 05 "READY" 0b "Socket-Type" 00000004 <T> 01 "A" 00000009 78') },
    ],
  },
  {
    id: 'null/5.16',
    number: 71,
    title: 'a value size of 2^31 with nothing after it is refused',
    reference: 'RFC 23 §NULL',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE,
    runs: [{ steps: shakeWith('04 20 05 "READY" 0b "Socket-Type" 00000004 <T> 01 "A" 80000000') }],
  },
  {
    id: 'null/5.17',
    number: 72,
    title: 'a value size of FFFFFFFF with one octet after it is refused',
    reference: 'RFC 23 §NULL',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE,
    runs: [
      { steps: shakeWith('04 21 05 "READY" 0b "Socket-Type" 00000004 <T> 01 "A" ffffffff 78') },
    ],
  },
  {
    id: 'null/5.18',
    number: 73,
    title: 'a name that runs past the body is refused',
    reference: 'RFC 23 §NULL',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE,
    runs: [{ steps: shakeWith('04 1c 05 "READY" 0b "Socket-Type" 00000004 <T> 20 41') }],
  },
  {
    id: 'null/5.19',
    number: 74,
    title: 'an octet after the last property is refused',
    reference: 'RFC 23 §NULL',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE,
    runs: [{ steps: shakeWith('04 1b 05 "READY" 0b "Socket-Type" 00000004 <T> 00') }],
  },
  {
    id: 'null/5.20',
    number: 75,
    title: 'Socket-Type twice, legal and illegal',
    reference: 'RFC 23 §NULL',
    level: 'NONE',
    needs: ['zmtp3'],
    outcomes: { works: 'INFO', closed: 'INFO' },
    runs: [
      {
        steps: shakeWith(
          '04 2d 05 "READY" 0b "Socket-Type" 00000004 <T> 0b "Socket-Type" 00000003 "PUB"',
        ),
      },
    ],
  },
  {
    id: 'null/5.21',
    number: 76,
    title: 'READY in a message frame is refused',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE_OR_TAKE,
    runs: [{ steps: shakeWith('00 1a 05 "READY" 0b "Socket-Type" 00000004 <T>') }],
  },
  {
    id: 'null/5.22',
    number: 77,
    title: 'READY with MORE is refused',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE_OR_TAKE,
    runs: [{ steps: shakeWith('05 1a 05 "READY" 0b "Socket-Type" 00000004 <T>') }],
  },
  {
    id: 'null/5.23',
    number: 78,
    title: 'READY with a reserved bit is refused',
    reference: 'RFC 23 §Framing',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE_OR_TAKE,
    runs: [{ steps: shakeWith('14 1a 05 "READY" 0b "Socket-Type" 00000004 <T>') }],
  },
  {
    id: 'null/5.24',
    number: 79,
    title: 'ready in small letters is refused',
    reference: 'RFC 23 §NULL',
    level: 'GRAMMAR',
    needs: ['zmtp3'],
    outcomes: { closed: 'OK' },
    runs: [{ steps: refuse('04 1a 05 "ready" 0b "Socket-Type" 00000004 <T>') }],
  },
  {
    id: 'null/5.25',
    number: 80,
    title: 'a second READY is never delivered',
    reference: 'RFC 23 §NULL',
    level: 'GRAMMAR',
    needs: ['zmtp3'],
    outcomes: { works: 'INFO', closed: 'INFO' },
    runs: [{ steps: [{ join: 'a' }, { send: '<R>' }, { probe: 'a' }] }],
  },
  {
    id: 'null/5.26',
    number: 81,
    title: 'another command than READY is refused',
    reference: 'RFC 23 §NULL',
    level: 'GRAMMAR',
    needs: ['zmtp3'],
    outcomes: { closed: 'OK' },
    runs: [
      { name: 'HELLO', steps: refuse('04 13 05 "HELLO" 05 "admin" 06 "secret"') },
      {
        name: 'INITIATE',
        steps: refuse('04 1d 08 "INITIATE" 0b "Socket-Type" 00000004 <T>'),
      },
      { name: 'FOO', steps: refuse('04 04 03 "FOO"') },
    ],
  },
  {
    id: 'null/5.27',
    number: 82,
    title: 'a message before READY is refused and not delivered',
    reference: 'RFC 23 §NULL',
    level: 'GRAMMAR',
    needs: ['zmtp3'],
    outcomes: { closed: 'OK' },
    runs: [{ steps: refuse('<M> <R>') }],
  },
  {
    id: 'null/5.28',
    number: 83,
    title: 'a PING before READY is not answered before READY',
    reference: 'RFC 37 §Heartbeating',
    level: 'GRAMMAR',
    needs: ['zmtp3'],
    outcomes: { closed: 'OK' },
    runs: [
      {
        steps: [
          { link: 'a' },
          { send: '<G>' },
          { send: '04 08 04 "PING" 0000 61' },
          {
            await: [
              { frame: '04 ?? 05 "READY" ..' },
              { frame: '04 06 04 "PONG" 61', is: 'pong-before-ready' },
              { closed: 'a', is: 'closed' },
            ],
            within: 500,
            else: 'next',
          },
          {
            await: [
              { frame: '04 06 04 "PONG" 61', is: 'pong-before-ready' },
              { closed: 'a', is: 'closed' },
            ],
            within: 300,
            else: 'next',
          },
          { send: '<R>' },
          { pause: 100 },
          { probe: 'a' },
        ],
      },
    ],
  },
  {
    id: 'null/5.29',
    number: 84,
    title: 'commands without a whole name, and an empty message, are refused instead of READY',
    reference: 'RFC 23 §Commands',
    level: 'GRAMMAR',
    needs: ['zmtp3'],
    outcomes: { closed: 'OK' },
    runs: [
      { name: 'empty command', steps: refuse('04 00') },
      { name: 'empty name', steps: refuse('04 01 00') },
      { name: 'name past the body', steps: refuse('04 03 05 "RE"') },
      { name: 'empty message', steps: refuse('00 00') },
    ],
  },
  {
    id: 'null/5.30',
    number: 85,
    title: 'a READY of 255 octets in the short form and of 256 in the long form',
    reference: 'RFC 23 §Framing',
    level: 'SHOULD',
    needs: ['zmtp3'],
    runs: [
      {
        name: '255',
        steps: shakeWith(
          '04 ff 05 "READY" 0b "Socket-Type" 00000004 <T> 05 "X-Pad" 000000db 78*219',
        ),
      },
      {
        name: '256',
        steps: shakeWith(
          '06 0000000000000100 05 "READY" 0b "Socket-Type" 00000004 <T> 05 "X-Pad" 000000dc 78*220',
        ),
      },
    ],
  },
  {
    id: 'null/5.31',
    number: 86,
    title: 'a READY that announces 2^40 octets is refused or waited for, without harm',
    reference: 'no RFC text',
    level: 'ROBUSTNESS',
    needs: ['zmtp3'],
    outcomes: { closed: 'OK', held: 'OK' },
    runs: [
      {
        steps: [
          { link: 'a' },
          { send: '<G>' },
          { send: '06 0000010000000000' },
          { await: [{ closed: 'a', is: 'closed' }], within: 400, else: 'held' },
        ],
      },
    ],
  },
  {
    id: 'null/5.32',
    number: 87,
    title: 'without READY the link is closed when the time for handshakes is up',
    reference: 'no RFC text',
    level: 'ROBUSTNESS',
    timed: true,
    needs: ['zmtp3', 'handshakeInterval'],
    options: { handshakeInterval: 600 },
    outcomes: { closed: 'OK' },
    runs: [
      {
        steps: [
          { link: 'a' },
          { send: '<G>' },
          { await: [{ closed: 'a', is: 'closed' }], within: 3000, else: 'not-closed' },
        ],
      },
    ],
  },
  {
    id: 'null/5.33',
    number: 88,
    title:
      'an endpoint with a ZAP handler lets in whom it allows, and refuses others as the status says',
    reference: 'RFC 27 §NULL',
    level: 'MUST',
    modes: ['bind'],
    needs: ['zmtp3', 'zapDomain'],
    runs: [
      { name: '200', options: { zapDomain: '200' }, steps: shakeWith('<R>') },
      {
        // Without a word; some let the time for handshakes run out first.
        name: '300',
        needs: ['handshakeInterval'],
        options: { zapDomain: '300', handshakeInterval: 500 },
        outcomes: { closed: 'OK' },
        fresh: false,
        steps: asksZap(),
      },
      {
        name: '400',
        options: { zapDomain: '400' },
        outcomes: { closed: 'OK', 'error-sent': 'OK' },
        fresh: false,
        steps: asksZap('"400"'),
      },
    ],
  },
] as const satisfies readonly Case[]
