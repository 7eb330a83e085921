// R. REQ, REP, DEALER and ROUTER (RFC 28), as seen from the wire and the application.
import type { Run, Step } from '../case.js'
import { CLOSES } from './common.js'
import { cases } from './groups.js'

/** The request "hi" as an endpoint that is a REQ sends it. */
const ASKED: readonly Step[] = [
  { app: ['"hi"'] },
  { await: [{ frame: '01 00' }] },
  { await: [{ frame: '00 02 "hi"' }] },
]

/** Two good links, of which the endpoint knows. */
const TWO: readonly Step[] = [{ join: 'a' }, { join: 'b' }, { settled: ['a', 'b'] }]

/** A DEALER that calls itself alice. */
const ALICE = '04 2e 05 "READY" 0b "Socket-Type" 00000006 "DEALER" 08 "Identity" 00000005 "alice"'

/** A request behind an envelope of some frames, and the same envelope before the reply. */
const enveloped = (name: string, envelope: string): Run => ({
  name,
  steps: [
    { join: 'a' },
    { send: `${envelope} 01 00 00 02 "hi"` },
    { await: [{ delivery: ['"hi"'] }], else: 'lost' },
    { app: ['"yes"', '62'] },
    { await: [{ wire: `${envelope} 01 00 01 03 "yes" 00 01 62` }] },
  ],
})

/** A request that has no delimiter; then a good one on the same link. */
const undelimited = (name: string, request: string): Run => ({
  name,
  steps: [
    { join: 'a' },
    { send: request },
    { await: [{ delivery: 'any', is: 'delivered' }, CLOSES], within: 300, else: 'next' },
    { pass: 'a' },
  ],
})

/** Cases reqrep/18.x. */
export const REQUEST_REPLY_CASES = cases(
  { reference: 'RFC 28 §The REQ Socket Type', level: 'MUST', needs: ['zmtp3', 'app'] },
  [
    {
      id: 'reqrep/18.1',
      title: 'a request is an empty frame with MORE, then what the application sends',
      sockets: ['REQ'],
      runs: [
        { name: 'one part', steps: [{ join: 'a' }, { pass: 'a' }, { pass: 'a' }] },
        {
          name: 'three parts',
          steps: [
            { join: 'a' },
            { pass: 'a', parts: ['61', '', '62'], frames: '01 01 61 01 00 00 01 62' },
          ],
        },
      ],
    },
    {
      id: 'reqrep/18.2',
      title: 'a reply without the empty frame is discarded',
      sockets: ['REQ'],
      outcomes: { closed: 'OK' },
      steps: [
        { join: 'a' },
        ...ASKED,
        { send: '00 01 78' },
        { await: [{ delivery: 'any', is: 'delivered' }, CLOSES], within: 300, else: 'kept' },
      ],
    },
    {
      id: 'reqrep/18.3',
      title: 'a reply from a peer that was not asked is discarded',
      sockets: ['REQ'],
      modes: ['bind'],
      steps: [
        ...TWO,
        { app: ['"hi"'] },
        { whoever: ['a', 'b'], named: 'asked', other: 'other' },
        { send: '01 00 00 03 "bad"', on: 'other' },
        { settled: ['other'] },
        { send: '01 00 00 04 "good"', on: 'asked' },
        {
          await: [{ delivery: ['"bad"'], is: 'delivered' }, { delivery: ['"good"'] }],
          else: 'lost',
        },
      ],
    },
    {
      id: 'reqrep/18.4',
      title: 'one request at a time: a second send before the reply fails or waits',
      sockets: ['REQ'],
      runs: [
        {
          steps: [
            { join: 'a' },
            ...ASKED,
            { app: ['"two"'], wait: 100, sent: 'two-at-a-time', again: 'next', error: 'next' },
            { send: '01 00 00 03 "yes"' },
            { await: [{ delivery: ['"yes"'] }], else: 'lost' },
          ],
        },
      ],
    },
    {
      id: 'reqrep/18.5',
      title: 'requests go to the peers in turn',
      sockets: ['REQ'],
      modes: ['bind'],
      steps: [
        ...TWO,
        { join: 'c' },
        { settled: ['c'] },
        { trips: 9, on: ['a', 'b', 'c'], judge: 'in-turn' },
      ],
    },
    {
      id: 'reqrep/18.6',
      title: 'the reply has the envelope of the request: 0, 1, 2 and 50 frames, and the empty one',
      reference: 'RFC 28 §The REP Socket Type',
      sockets: ['REP'],
      runs: [
        enveloped('no frame', ''),
        enveloped('one frame', '01 03 "one"'),
        enveloped('two frames', '01 03 "one" 03 000000000000012c 74*300'),
        enveloped('50 frames', '(01 04 #)*50'),
      ],
    },
    {
      id: 'reqrep/18.7',
      title: 'a request without the empty frame is not delivered',
      reference: 'RFC 28 §The REP Socket Type',
      sockets: ['REP'],
      outcomes: { closed: 'INFO' },
      runs: [
        undelimited('one frame', '00 02 "no"'),
        undelimited('two frames', '01 01 61 00 02 "no"'),
      ],
    },
    {
      id: 'reqrep/18.8',
      title: 'a reply goes to the peer that asked, and to no other',
      reference: 'RFC 28 §The REP Socket Type',
      sockets: ['REP'],
      modes: ['bind'],
      steps: [
        ...TWO,
        { pass: 'b' },
        { pass: 'a' },
        { settled: ['b'] },
        { judge: 'no-messages', on: 'b' },
        { pass: 'b' },
        { settled: ['a'] },
        { judge: 'no-messages', on: 'a' },
      ],
    },
    {
      id: 'reqrep/18.9',
      title: 'if the peer that asked is gone its reply is dropped, and the next request is served',
      reference: 'RFC 28 §The REP Socket Type',
      sockets: ['REP'],
      steps: [
        { join: 'a' },
        { send: '01 00 00 02 "hi"' },
        { await: [{ delivery: ['"hi"'] }], else: 'lost' },
        { end: 'rst' },
        { pause: 100 },
        { app: ['"yes"'], wait: 1000, again: 'stuck', error: 'next' },
        { anew: 'b' },
      ],
    },
    {
      id: 'reqrep/18.10',
      title: 'messages pass unchanged; in turn to the peers, and fairly from them',
      reference: 'RFC 28 §The DEALER Socket Type',
      sockets: ['DEALER'],
      runs: [
        {
          name: 'unchanged',
          steps: [
            { join: 'a' },
            { pass: 'a' },
            { pass: 'a', parts: ['', '61', ''], frames: '01 00 01 01 61 00 00' },
          ],
        },
        {
          name: 'in turn',
          modes: ['bind'],
          steps: [
            ...TWO,
            { join: 'c' },
            { settled: ['c'] },
            { app: ['#'], times: 9 },
            { gather: 9, from: ['a', 'b', 'c'], judge: 'in-turn' },
          ],
        },
        {
          name: 'fairly',
          modes: ['bind'],
          steps: [
            ...TWO,
            { read: false },
            { send: '(00 05 "a" #)*10000', on: 'a' },
            { send: '(00 05 "b" #)*10000', on: 'b' },
            { pause: 200 },
            { read: true },
            { gather: 20_000, from: 'app', judge: 'fair' },
          ],
        },
      ],
    },
    {
      id: 'reqrep/18.11',
      title: 'the application has the identity before each message, and the wire has not',
      reference: 'RFC 28 §The ROUTER Socket Type',
      sockets: ['ROUTER'],
      outcomes: { 'address-on-the-wire': 'FAIL' },
      steps: [
        { join: 'a', ready: ALICE },
        { send: '01 01 61 00 01 62' },
        { await: [{ delivery: ['"alice"', '61', '62'] }], else: 'lost' },
        { app: ['"alice"', '63', '64'] },
        { await: [{ frame: '01 05 "alice"', is: 'address-on-the-wire' }, { frame: '01 01 63' }] },
        { await: [{ frame: '00 01 64' }] },
      ],
    },
    {
      id: 'reqrep/18.12',
      title: 'a message to nobody we know is dropped or refused, and does not block',
      reference: 'RFC 28 §The ROUTER Socket Type',
      sockets: ['ROUTER'],
      steps: [
        { join: 'a' },
        { app: ['"nobody"', '"x"'], wait: 500, again: 'blocked', error: 'next' },
        { pass: 'a' },
      ],
    },
    {
      id: 'reqrep/18.13',
      title: 'what waits for a peer that is gone is discarded, and not kept for its identity',
      reference: 'RFC 28 §The ROUTER Socket Type',
      sockets: ['ROUTER'],
      modes: ['bind'],
      outcomes: { 'sent-to-a-later-link': 'FAIL' },
      steps: [
        { join: 'a', ready: ALICE },
        { send: '<M>' },
        { await: [{ delivery: ['"alice"', '"hi"'] }], else: 'lost' },
        { listen: false },
        { app: ['"alice"', '"old" 61*50000'], times: 200, wait: 100, again: 'next', error: 'next' },
        { end: 'rst' },
        { anew: 'c' },
        { join: 'b', ready: ALICE },
        { send: '<M>', on: 'b' },
        { await: [{ delivery: ['"alice"', '"hi"'] }], else: 'lost' },
        { app: ['"alice"', '"new"'] },
        {
          await: [
            { frame: '02 ??*8 "old" ..', on: 'b', is: 'sent-to-a-later-link' },
            { frame: '00 03 "new"', on: 'b' },
          ],
        },
      ],
    },
  ],
)
