// E. The NULL handshake (RFC 23 §NULL, RFC 37 §NULL): what the endpoint's READY is, and the properties of ours.
import { CLOSE_OR_TAKE, GREETED, REFUSE, TYPED, refusable, shakeWith } from './common.js'
import { cases } from './groups.js'

/** Cases null/5.1 to 5.20. */
export const NULL_CASES = cases(
  { reference: 'RFC 23 §The NULL Security Mechanism', level: 'MUST', needs: ['zmtp3'] },
  [
    {
      id: 'null/5.1',
      title: 'a connecting endpoint sends READY without waiting for ours',
      reference: 'RFC 23 §The NULL Security Mechanism, RFC 37 §The NULL Security Mechanism',
      modes: ['connect'],
      steps: [...GREETED, { await: [{ frame: '04 ?? 05 "READY" ..' }] }],
    },
    {
      id: 'null/5.2',
      title: 'a binding endpoint sends READY, at the latest after ours',
      reference: 'RFC 23 §The NULL Security Mechanism, RFC 37 §The NULL Security Mechanism',
      modes: ['bind'],
      outcomes: { 'before-ours': 'OK', 'after-ours': 'OK' },
      steps: [
        ...GREETED,
        { await: [{ frame: '04 ?? 05 "READY" ..', is: 'before-ours' }], within: 300, else: 'next' },
        { send: '<R>' },
        { await: [{ frame: '04 ?? 05 "READY" ..', is: 'after-ours' }] },
      ],
    },
    {
      id: 'null/5.3',
      title: 'READY has flags 04, or 06 if it is longer than 255 octets',
      steps: [{ join: 'a' }, { judge: 'ready-frame' }],
    },
    {
      id: 'null/5.4',
      title: "READY says the endpoint's Socket-Type",
      reference: 'RFC 23 §Connection Metadata',
      level: 'SHOULD',
      outcomes: { 'no-socket-type': 'NON-STRICT' },
      steps: [{ join: 'a' }, { judge: 'ready-type' }],
    },
    {
      id: 'null/5.5',
      title: 'each property of READY is well formed and they fill the body exactly',
      steps: [{ join: 'a' }, { judge: 'ready-properties' }],
    },
    {
      id: 'null/5.6',
      title: 'no message before the READYs, though the application has queued one',
      reference: 'RFC 23 §The NULL Security Mechanism, RFC 37 §The NULL Security Mechanism',
      sockets: ['PUSH', 'PAIR'],
      modes: ['connect'],
      needs: ['zmtp3', 'app'],
      outcomes: { 'message-before-our-ready': 'NON-STRICT' },
      steps: [
        { link: 'a' },
        { app: ['"hi"'], wait: 1000, again: 'kept' }, // that it must take one is for queue/22.1
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
    {
      id: 'null/5.7',
      title: 'a READY without properties is legal',
      reference: 'RFC 23 §Connection Metadata',
      level: 'SHOULD',
      outcomes: { closed: 'NON-STRICT' },
      steps: shakeWith('04 06 05 "READY"'),
    },
    {
      id: 'null/5.8',
      title: 'a READY in the long form is legal',
      reference: 'RFC 23 §Authentication and Confidentiality',
      level: 'SHOULD',
      steps: shakeWith(`06 000000000000001a ${TYPED}`),
    },
    {
      id: 'null/5.9',
      title: 'properties nobody knows are ignored',
      reference: 'RFC 23 §Connection Metadata',
      level: 'MAY',
      steps: shakeWith(`04 2f ${TYPED} 05 "X-Foo" 00000003 "bar" 03 "Bar" 00000000`),
    },
    {
      id: 'null/5.10',
      title: 'names of properties have no case: socket-type with a legal type is accepted',
      steps: shakeWith('04 1a 05 "READY" 0b "socket-type" 00000004 <T>'),
    },
    {
      id: 'null/5.11',
      title: 'names of properties have no case: socket-type with an illegal type is refused',
      outcomes: REFUSE,
      steps: refusable('04 19 05 "READY" 0b "socket-type" 00000003 "PUB"'),
    },
    {
      id: 'null/5.12',
      title: 'a property with an empty name is invalid',
      outcomes: CLOSE_OR_TAKE,
      steps: refusable(`04 20 ${TYPED} 00 00000001 78`),
    },
    {
      id: 'null/5.13',
      title: 'a property name with a blank and a ! is invalid',
      level: 'GRAMMAR',
      outcomes: CLOSE_OR_TAKE,
      steps: refusable(`04 24 ${TYPED} 04 "A B!" 00000001 78`),
    },
    {
      id: 'null/5.14',
      title: 'a name of 255 octets, an empty value and one of 1000 octets are legal',
      steps: shakeWith(`06 000000000000050c ${TYPED} ff 61*255 00000000 01 "A" 000003e8 78*1000`),
    },
    {
      id: 'null/5.15',
      title: 'a value that runs past the body is refused',
      outcomes: REFUSE,
      steps: refusable(`04 21 ${TYPED} 01 "A" 00000009 78`),
    },
    {
      id: 'null/5.16',
      title: 'a value size of 2^31 with nothing after it is refused',
      outcomes: REFUSE,
      steps: refusable(`04 20 ${TYPED} 01 "A" 80000000`),
    },
    {
      id: 'null/5.17',
      title: 'a value size of FFFFFFFF with one octet after it is refused',
      outcomes: REFUSE,
      steps: refusable(`04 21 ${TYPED} 01 "A" ffffffff 78`),
    },
    {
      id: 'null/5.18',
      title: 'a name that runs past the body is refused',
      outcomes: REFUSE,
      steps: refusable(`04 1c ${TYPED} 20 41`),
    },
    {
      id: 'null/5.19',
      title: 'an octet after the last property is refused',
      outcomes: REFUSE,
      steps: refusable(`04 1b ${TYPED} 00`),
    },
    {
      id: 'null/5.20',
      title: 'Socket-Type twice, legal and illegal',
      level: 'NONE',
      outcomes: { works: 'INFO', closed: 'INFO' },
      steps: refusable(`04 2d ${TYPED} 0b "Socket-Type" 00000003 "PUB"`),
    },
  ],
)
