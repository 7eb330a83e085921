// N. CURVE, the endpoint being the client (RFC 26).
import type { CurveChange, Run, Step } from '../case.js'
import { CLOSED, CLOSES } from './common.js'
import { CLOSE, closing, COUNTED, HELLOED, INITIATED, sends, tells } from './curve-common.js'
import { cases } from './groups.js'

/** Nothing comes for a while. */
const QUIET: Step = {
  await: [{ frame: '..', is: 'too-early' }, CLOSES],
  within: 300,
  else: 'next',
}

/** The whole handshake with a READY that comes late; `before` makes the application want to send. */
const lateReady = (...before: readonly Step[]): readonly Step[] => [
  { link: 'a' },
  ...before,
  { send: '<G>' },
  { opens: 'HELLO' },
  QUIET,
  sends('WELCOME'),
  { opens: 'INITIATE' },
  QUIET,
  sends('READY'),
]

/** A WELCOME or READY that ought to make the endpoint close. */
const bad = (
  before: readonly Step[],
  command: 'WELCOME' | 'READY',
  changes: Readonly<Record<string, CurveChange>>,
): readonly Run[] =>
  closing(
    Object.fromEntries(
      Object.entries(changes).map(([name, but]) => [name, [...before, sends(command, but)]]),
    ),
  )

const ERROR = '04 0a 05 "ERROR" 03 "400"'
const CLOSE_SEEN: Step = { await: [{ closed: 'a' }], else: 'not-closed' }

/** An ERROR of ours: the endpoint closes, and does not come back. */
const refusedAfter = (name: string, before: readonly Step[]): readonly Run[] => {
  const refused: readonly Step[] = [...before, { send: ERROR }, CLOSE_SEEN]
  return [
    { name, modes: ['bind'], steps: refused },
    { name, modes: ['connect'], steps: [...refused, { dials: 1000, any: 'comes-back' }] },
  ]
}

const second = (...steps: readonly Step[]): readonly Step[] => [
  ...HELLOED,
  ...steps,
  { link: 'b' },
  { send: '<G>', on: 'b' },
  { opens: 'HELLO', on: 'b' },
  { differ: ['a', 'b'] },
]

/** Cases curve/14.x. */
export const CURVE_CLIENT_CASES = cases(
  {
    reference: 'RFC 26 §The HELLO Command',
    level: 'MUST',
    security: 'CURVE client',
    needs: ['zmtp3'],
  },
  [
    {
      id: 'curve/14.1',
      title: 'HELLO has 200 octets, version 1.0, zeros for padding, and a box of 64 zeros',
      steps: HELLOED,
    },
    {
      id: 'curve/14.2',
      title: 'each link has a short-term key of its own',
      runs: [
        { modes: ['bind'], steps: second() },
        { modes: ['connect'], steps: second({ end: 'rst' }) },
      ],
    },
    {
      id: 'curve/14.3',
      title: 'short nonces grow from HELLO over INITIATE to each MESSAGE',
      needs: ['zmtp3', 'heartbeat'],
      steps: COUNTED,
    },
    {
      id: 'curve/14.4',
      title:
        "INITIATE echoes the cookie, and holds the client's key, its vouch and its Socket-Type",
      reference: 'RFC 26 §The INITIATE Command',
      steps: [
        ...HELLOED,
        sends('WELCOME'),
        { opens: 'INITIATE', text: '.. 0b "Socket-Type" 000000?? <E> ..' },
      ],
    },
    {
      id: 'curve/14.5',
      title: 'no INITIATE before WELCOME and nothing between INITIATE and READY',
      reference: 'RFC 26 §The MESSAGE Command',
      runs: [
        { sockets: ['PULL'], steps: [...lateReady(), { probe: 'a' }] },
        { sockets: ['PUSH', 'PAIR'], modes: ['bind'], steps: [...lateReady(), { probe: 'a' }] },
        {
          sockets: ['PUSH', 'PAIR'],
          modes: ['connect'],
          needs: ['app'],
          steps: [
            ...lateReady({ app: ['"hi"'] }),
            { await: [{ frame: '00 02 "hi"' }, CLOSES], else: 'lost' },
          ],
        },
      ],
    },
    {
      id: 'curve/14.6',
      title: 'a WELCOME that was altered or has another size is refused',
      reference: 'RFC 26 §The WELCOME Command',
      outcomes: CLOSE,
      runs: bad(HELLOED, 'WELCOME', {
        altered: { flip: -1 },
        'nonce altered': { flip: 8 },
        '167': { length: 167 },
        '169': { length: 169 },
      }),
    },
    {
      id: 'curve/14.7',
      title: 'a READY that was altered, is too short or has bad metadata is refused',
      reference: 'RFC 26 §The READY Command',
      outcomes: CLOSE,
      runs: bad(INITIATED, 'READY', {
        altered: { flip: -1 },
        'nonce altered': { flip: 13 },
        'nonce of another command': { prefix: 'CurveZMQMESSAGES' },
        '29 octets': { length: 29 },
        'value past the body': { text: '<P> 01 "A" 00000009 78' },
        'stray octet': { text: '<P> 00' },
      }),
    },
    {
      id: 'curve/14.8',
      title: "a MESSAGE with READY's nonce or a lower one is refused",
      reference: 'RFC 26 §The READY Command',
      outcomes: CLOSE,
      runs: closing({
        same: [{ join: 'a' }, tells('"hi"', { nonce: 1 })],
        lower: [...INITIATED, sends('READY', { nonce: 7 }), tells('"hi"', { nonce: 6 })],
      }),
    },
    {
      id: 'curve/14.9',
      title: 'a second WELCOME is refused',
      reference: 'RFC 26 §High-level Grammar',
      level: 'GRAMMAR',
      outcomes: CLOSE,
      steps: [
        ...INITIATED,
        sends('WELCOME'),
        {
          await: [{ frame: '[04 06] .. 08 "INITIATE" ..', is: 'second-initiate' }, CLOSES],
          else: 'not-closed',
        },
      ],
    },
    {
      id: 'curve/14.10',
      title: 'READY before WELCOME, and MESSAGE before READY, are refused',
      reference: 'RFC 26 §High-level Grammar',
      level: 'GRAMMAR',
      outcomes: CLOSE,
      runs: closing({
        READY: [...HELLOED, sends('READY')],
        MESSAGE: [...INITIATED, tells('"hi"')],
      }),
    },
    {
      id: 'curve/14.11',
      title: 'an ERROR ends the link, and the client does not come back with the same keys',
      reference: 'RFC 26 §General Design',
      outcomes: { 'comes-back': 'FAIL' },
      runs: [...refusedAfter('HELLO', HELLOED), ...refusedAfter('INITIATE', INITIATED)],
    },
    {
      id: 'curve/14.12',
      title: 'whether the client comes back after a close without a word',
      reference: 'RFC 26 §General Design',
      level: 'MAY',
      modes: ['connect'],
      outcomes: { 'does-not-come-back': 'INFO' },
      steps: [...HELLOED, { end: 'fin' }, { dials: 2000, none: 'does-not-come-back' }],
    },
    {
      id: 'curve/14.13',
      title: 'to a server that has not the secret of the key it knows the client says no more',
      reference: 'RFC 26 §The WELCOME Command',
      outcomes: CLOSE,
      steps: [
        ...HELLOED,
        sends('WELCOME', { key: 'other' }),
        {
          await: [{ frame: '[04 06] .. 08 "INITIATE" ..', is: 'initiate-sent' }, CLOSES],
          else: 'not-closed',
        },
      ],
    },
    {
      id: 'curve/14.14',
      title: 'a client sends no ERROR',
      reference: 'RFC 26 §General Design',
      watch: true,
      steps: [...HELLOED, sends('WELCOME', { flip: -1 }), CLOSE_SEEN],
    },
    {
      id: 'curve/14.15',
      title: 'a READY with an illegal socket type is refused',
      reference: 'RFC 23 §The Socket-Type Property',
      level: 'SHOULD',
      outcomes: CLOSE,
      steps: [...INITIATED, sends('READY', { text: '<P:REP>' }), CLOSED],
    },
  ],
)
