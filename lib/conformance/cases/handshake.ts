// E. The NULL handshake (RFC 23 §NULL, RFC 37 §NULL): what the endpoint's READY is, and the properties of ours.
import type { Case } from '../case.js'
import { CLOSE_OR_TAKE, shakeWith } from './common.js'

const CLOSE = { closed: 'OK', works: 'FAIL' } as const

/** Cases null/5.1 to 5.20. */
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
] as const satisfies readonly Case[]
