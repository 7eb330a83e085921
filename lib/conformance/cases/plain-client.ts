// L. PLAIN, the endpoint being the client (RFC 24).
import type { Run, Step } from '../case.js'
import { CLOSES, GREETED, REFUSE, refused } from './common.js'
import { cases } from './groups.js'

const HELLO = '04 13 05 "HELLO" 05 "admin" 06 "secret"'
const INITIATE = '[04 06] .. 08 "INITIATE" ..'

/** A good greeting of ours, and HELLO has come. */
const GREETED_BACK: readonly Step[] = [
  ...GREETED,
  { await: [{ frame: HELLO }, CLOSES], else: 'silent' },
]

/** The same, WELCOME is sent and INITIATE has come. */
const INITIATED: readonly Step[] = [
  ...GREETED_BACK,
  { send: '<W>' },
  { await: [{ frame: INITIATE }, CLOSES], else: 'silent' },
]

/** Nothing comes for a while. */
const QUIET: Step = {
  await: [{ frame: '..', is: 'too-early' }, CLOSES],
  within: 300,
  else: 'next',
}

/** Nothing is sent before its turn; `before` makes the application want to. */
const inTurn = (...before: readonly Step[]): readonly Step[] => [
  { link: 'a' },
  ...before,
  { send: '<G>' },
  { await: [{ frame: HELLO }, CLOSES], else: 'silent' },
  QUIET,
  { send: '<W>' },
  { await: [{ frame: INITIATE }, CLOSES], else: 'silent' },
  QUIET,
  { send: '<R>' },
]

const REFUSAL = '04 0a 05 "ERROR" 03 "400"'

/** An ERROR of ours: the endpoint closes, and does not come back. */
const refusedAfter = (name: string, before: readonly Step[]): readonly Run[] => {
  const steps: readonly Step[] = [...before, { send: REFUSAL }, { await: [CLOSE_SEEN] }]
  return [
    { name, modes: ['bind'], steps },
    { name, modes: ['connect'], steps: [...steps, { dials: 1000, any: 'comes-back' }] },
  ]
}
const CLOSE_SEEN = { closed: 'a' } as const

/** An answer to the greeting of an older ZMTP: no HELLO may follow it. */
const older = (octets: string): readonly Step[] => [
  { link: 'a' },
  { send: octets },
  { await: [CLOSE_SEEN], within: 1000, else: 'next' },
  { judge: 'no-hello' },
]

/** Cases plain/12.x. */
export const PLAIN_CLIENT_CASES = cases(
  {
    reference: 'RFC 24 §Implementation',
    level: 'MUST',
    security: 'PLAIN client',
    needs: ['zmtp3'],
  },
  [
    {
      id: 'plain/12.1',
      title: 'the client speaks first: HELLO with its name and password',
      steps: [...GREETED, { await: [{ frame: HELLO }] }],
    },
    {
      id: 'plain/12.2',
      title: 'no INITIATE before WELCOME and no message before READY',
      runs: [
        { sockets: ['PULL'], steps: [...inTurn(), { probe: 'a' }] },
        { sockets: ['PUSH', 'PAIR'], modes: ['bind'], steps: [...inTurn(), { probe: 'a' }] },
        {
          sockets: ['PUSH', 'PAIR'],
          modes: ['connect'],
          needs: ['app'],
          steps: [
            ...inTurn({ app: ['"hi"'] }),
            { await: [{ frame: '00 02 "hi"' }, CLOSES], else: 'lost' },
          ],
        },
      ],
    },
    {
      id: 'plain/12.3',
      title: "INITIATE says the endpoint's Socket-Type",
      level: 'GRAMMAR',
      steps: [
        ...GREETED_BACK,
        { send: '<W>' },
        { await: [{ frame: '04 ?? 08 "INITIATE" .. 0b "Socket-Type" 000000?? <E> ..' }] },
      ],
    },
    {
      id: 'plain/12.4',
      title: 'a WELCOME with something in it is refused',
      outcomes: REFUSE,
      steps: [...GREETED_BACK, ...refused('04 09 07 "WELCOME" 78')],
    },
    {
      id: 'plain/12.5',
      title: 'READY before WELCOME, a second WELCOME, and a message before READY are refused',
      level: 'GRAMMAR',
      outcomes: REFUSE,
      runs: [
        { name: 'READY first', steps: [...GREETED_BACK, ...refused('<R>', '<W> <R>')] },
        { name: 'WELCOME twice', steps: [...INITIATED, ...refused('<W>')] },
        { name: 'message first', steps: [...INITIATED, ...refused('<M>')] },
      ],
    },
    {
      id: 'plain/12.6',
      title: 'an ERROR ends the link, and the client does not come back with the same password',
      reference: 'RFC 23 §Error Handling',
      outcomes: { 'comes-back': 'FAIL' },
      runs: [...refusedAfter('HELLO', GREETED_BACK), ...refusedAfter('INITIATE', INITIATED)],
    },
    {
      id: 'plain/12.7',
      title: 'after a close without a word the client comes back',
      reference: 'RFC 23 §Error Handling',
      level: 'SHOULD',
      modes: ['connect'],
      outcomes: { 'does-not-come-back': 'NON-STRICT' },
      steps: [...GREETED_BACK, { end: 'fin' }, { dials: 2000, none: 'does-not-come-back' }],
    },
    {
      id: 'plain/12.8',
      title: 'a READY with an illegal socket type is refused',
      reference: 'RFC 23 §The Socket-Type Property',
      level: 'SHOULD',
      outcomes: REFUSE,
      steps: [...INITIATED, ...refused('<R:REP>', '')],
    },
    {
      id: 'plain/12.9',
      title: 'a peer of ZMTP 2.0 or 1.0 does not see the password',
      reference: 'RFC 23 §Detecting ZMTP 1.0 and 2.0 Peers',
      runs: [
        { name: '2.0', steps: older('ff 00*7 01 7f 01 <t> 00 00') },
        { name: '1.0', steps: older('01 00') },
      ],
    },
  ],
)
