// E. The NULL handshake (RFC 23 §NULL, RFC 37 §NULL): frames and their order, what comes instead of READY,
// limits, ZAP.
import type { Step } from '../case.js'
import {
  CLOSES,
  CLOSE_OR_TAKE,
  GREETED,
  REFUSE,
  TYPED,
  refuse,
  shakeWith,
  refusable,
} from './common.js'
import { cases } from './groups.js'

/** A good handshake that the ZAP handler forbids; an ERROR, if one may come, gives the status as its reason. */
const asksZap = (status: string): readonly Step[] => [
  ...GREETED,
  { send: '<R>' },
  {
    await: [
      { frame: '[04 06] .. 05 "READY" ..', is: 'ready-sent' },
      { frame: `04 0a 05 "ERROR" 03 ${status}`, is: 'error-sent' },
      { frame: '[04 06] .. 05 "ERROR" ..', is: 'another-error-sent' },
      CLOSES,
    ],
    else: 'not-closed',
  },
]

/** Cases null/5.21 and on. */
export const NULL_ORDER_CASES = cases(
  { reference: 'RFC 23 §Framing', level: 'GRAMMAR', needs: ['zmtp3'] },
  [
    {
      id: 'null/5.21',
      title: 'READY in a message frame is refused',
      level: 'MUST',
      outcomes: CLOSE_OR_TAKE,
      steps: refusable(`00 1a ${TYPED}`),
    },
    {
      id: 'null/5.22',
      title: 'READY with MORE is refused',
      level: 'MUST',
      outcomes: CLOSE_OR_TAKE,
      steps: refusable(`05 1a ${TYPED}`),
    },
    {
      id: 'null/5.23',
      title: 'READY with a reserved bit is refused',
      level: 'MUST',
      outcomes: CLOSE_OR_TAKE,
      steps: refusable(`14 1a ${TYPED}`),
    },
    {
      id: 'null/5.24',
      title: 'ready in small letters is refused',
      reference: 'RFC 23 §The NULL Security Mechanism',
      outcomes: REFUSE,
      steps: refuse('04 1a 05 "ready" 0b "Socket-Type" 00000004 <T>'),
    },
    {
      id: 'null/5.25',
      title: 'a second READY is never delivered',
      reference: 'RFC 23 §The NULL Security Mechanism',
      outcomes: { works: 'INFO', closed: 'INFO' },
      steps: [{ join: 'a' }, { send: '<R>' }, { probe: 'a' }],
    },
    {
      id: 'null/5.26',
      title: 'another command than READY is refused',
      reference: 'RFC 23 §The NULL Security Mechanism',
      outcomes: REFUSE,
      runs: [
        { name: 'HELLO', steps: refuse('04 13 05 "HELLO" 05 "admin" 06 "secret"') },
        { name: 'INITIATE', steps: refuse('04 1d 08 "INITIATE" 0b "Socket-Type" 00000004 <T>') },
        { name: 'FOO', steps: refuse('04 04 03 "FOO"') },
      ],
    },
    {
      id: 'null/5.27',
      title: 'a message before READY is refused and not delivered',
      reference: 'RFC 23 §The NULL Security Mechanism',
      outcomes: REFUSE,
      steps: refuse('<M>'),
    },
    {
      id: 'null/5.28',
      title: 'a PING before READY is not answered before READY',
      reference: 'RFC 37 §Connection Heartbeating',
      outcomes: { closed: 'OK' },
      steps: [
        ...GREETED,
        { send: '04 08 04 "PING" 0000 61' },
        {
          await: [
            { frame: '04 ?? 05 "READY" ..' },
            { frame: '04 06 04 "PONG" 61', is: 'pong-before-ready' },
            CLOSES,
          ],
          within: 500,
          else: 'next',
        },
        {
          await: [{ frame: '04 06 04 "PONG" 61', is: 'pong-before-ready' }, CLOSES],
          within: 300,
          else: 'next',
        },
        { send: '<R>' },
        { pause: 100 },
        { probe: 'a', refusable: true },
      ],
    },
    {
      id: 'null/5.29',
      title: 'commands without a whole name, and an empty message, are refused instead of READY',
      reference: 'RFC 23 §Commands',
      outcomes: REFUSE,
      runs: [
        { name: 'empty command', steps: refuse('04 00') },
        { name: 'empty name', steps: refuse('04 01 00') },
        { name: 'name past the body', steps: refuse('04 03 05 "RE"') },
        { name: 'empty message', steps: refuse('00 00') },
      ],
    },
    {
      id: 'null/5.30',
      reference: 'RFC 23 §Authentication and Confidentiality',
      title: 'a READY of 255 octets in the short form and of 256 in the long form',
      level: 'SHOULD',
      runs: [
        { name: '255', steps: shakeWith(`04 ff ${TYPED} 05 "X-Pad" 000000db 78*219`) },
        {
          name: '256',
          steps: shakeWith(`06 0000000000000100 ${TYPED} 05 "X-Pad" 000000dc 78*220`),
        },
      ],
    },
    {
      id: 'null/5.31',
      title: 'a READY that announces 2^40 octets is refused or waited for, without harm',
      reference: 'no RFC text',
      level: 'ROBUSTNESS',
      outcomes: { closed: 'OK', held: 'OK' },
      steps: [
        ...GREETED,
        { send: '06 0000010000000000' },
        { await: [CLOSES], within: 400, else: 'held' },
      ],
    },
    {
      id: 'null/5.32',
      title: 'without READY the link is closed when the time for handshakes is up',
      reference: 'no RFC text',
      level: 'ROBUSTNESS',
      timed: true,
      needs: ['zmtp3', 'handshakeInterval'],
      options: { handshakeInterval: 600 },
      outcomes: { closed: 'OK' },
      steps: [...GREETED, { await: [CLOSES], within: 3000, else: 'not-closed' }],
    },
    {
      id: 'null/5.33',
      title: 'an endpoint with a ZAP handler lets in whom it allows, and refuses others',
      reference: 'RFC 27 §The NULL Mechanism',
      level: 'MUST',
      modes: ['bind'],
      needs: ['zmtp3', 'zapDomain'],
      runs: [
        { name: '200', options: { zapDomain: '200' }, steps: shakeWith('<R>') },
        {
          // Some say nothing, and let the time for handshakes run out first; RFC 27 does not say what is right.
          name: '300',
          needs: ['handshakeInterval'],
          options: { zapDomain: '300', handshakeInterval: 500 },
          outcomes: { closed: 'OK', 'error-sent': 'OK', 'another-error-sent': 'OK' },
          fresh: false,
          steps: asksZap('"300"'),
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
  ],
)
