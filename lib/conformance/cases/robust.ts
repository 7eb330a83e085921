// U. Robustness: no RFC text; nothing may do harm.
import type { Outcomes, Step } from '../case.js'
import { CLOSES, GREETED, READY_SEEN } from './common.js'
import { cases } from './groups.js'

const NO_HARM: Outcomes = { closed: 'OK', kept: 'OK' }

/** A link that we end; it does not matter how the endpoint takes it. */
const ENDED: readonly Step[] = [
  { end: 'fin' },
  { await: [{ closed: 'a' }], within: 500, else: 'next' },
]

/** Cases robust/21.x. */
export const ROBUST_CASES = cases({ reference: 'no RFC text', level: 'ROBUSTNESS' }, [
  {
    id: 'robust/21.1',
    title: 'a good conversation that ends at any octet does no harm and delivers nothing',
    needs: ['zmtp3'],
    runs: [
      { sweep: [0, 95], steps: [{ link: 'a' }, { send: '<G> <R> <M>', first: 'sweep' }, ...ENDED] },
    ],
  },
  {
    id: 'robust/21.2',
    title: 'each bit of greeting and READY turned over does no harm',
    slow: true,
    needs: ['zmtp3'],
    outcomes: NO_HARM,
    runs: [
      {
        sweep: [0, 735],
        allow: [['"hi"']],
        steps: [{ link: 'a' }, { send: '<G> <R>', flip: 'sweep' }, { send: '<M>' }, ...ENDED],
      },
    ],
  },
  {
    id: 'robust/21.3',
    title: 'random octets instead of a greeting do no harm, 1000 times',
    modes: ['bind'],
    outcomes: NO_HARM,
    runs: [
      { sweep: [1, 1000], allow: 'any', steps: [{ link: 'a' }, { send: '<random 80>' }, ...ENDED] },
    ],
  },
  {
    id: 'robust/21.4',
    title: 'random frames after the handshake do no harm, 200 times',
    needs: ['zmtp3'],
    outcomes: NO_HARM,
    runs: [
      { sweep: [1, 200], allow: 'any', steps: [{ join: 'a' }, { send: '<random 200>' }, ...ENDED] },
    ],
  },
  {
    id: 'robust/21.5',
    title: 'a peer that writes an octet every 50 ms is waited for',
    slow: true,
    needs: ['zmtp3'],
    steps: [{ link: 'a' }, { send: '<G> <R>', every: 1, gap: 50 }, READY_SEEN, { probe: 'a' }],
  },
  {
    id: 'robust/21.6',
    title: 'a peer that never reads: in the end the application is told',
    sockets: ['PUSH', 'PAIR'],
    needs: ['zmtp3', 'app', 'sendHighWaterMark'],
    options: { sendHighWaterMark: 10 },
    outcomes: { 'never-full': 'INFO' },
    steps: [
      { join: 'a' },
      { settled: ['a'] },
      { listen: false },
      { app: ['61*50000'], times: 1000, wait: 100, again: 'kept', sent: 'never-full' },
    ],
  },
  {
    id: 'robust/21.7',
    title: '200 links that stop after the greeting do not keep a good one out',
    modes: ['bind'],
    needs: ['zmtp3'],
    steps: [{ crowd: 200, stop: 'greeting' }, { join: 'a' }, { probe: 'a' }],
  },
  {
    id: 'robust/21.8',
    title: '100 000 PINGs whose PONGs nobody reads do no harm',
    slow: true,
    needs: ['zmtp3', 'heartbeat'],
    outcomes: { taken: 'INFO', 'stops-reading': 'INFO', closed: 'INFO' },
    steps: [
      { join: 'a' },
      { listen: false },
      {
        flood: '(04 17 04 "PING" 0000 "0123456789abcdef")*1000',
        times: 100,
        taken: 'taken',
        blocked: 'stops-reading',
      },
    ],
  },
  {
    id: 'robust/21.9',
    title: 'a message of a million frames that never ends does no harm',
    slow: true,
    sockets: ['PULL', 'PAIR'],
    needs: ['zmtp3'],
    outcomes: { taken: 'INFO', 'stops-reading': 'INFO', closed: 'INFO' },
    steps: [
      { join: 'a' },
      { flood: '(01 01 61)*10000', times: 100, taken: 'taken', blocked: 'stops-reading' },
    ],
  },
  {
    id: 'robust/21.10',
    title: 'a million empty messages arrive',
    slow: true,
    sockets: ['PULL', 'PAIR'],
    needs: ['zmtp3', 'app'],
    runs: [
      {
        allow: 'any',
        steps: [
          { join: 'a' },
          { flood: '(00 00)*10000', times: 100 },
          { gather: 1_000_000, from: 'app', judge: 'so-many', within: 60_000 },
        ],
      },
    ],
  },
  {
    id: 'robust/21.11',
    title: 'a READY with 16 MiB of metadata is refused or taken, without harm',
    needs: ['zmtp3'],
    outcomes: { closed: 'OK', works: 'OK' },
    steps: [
      ...GREETED,
      {
        send: '06 0000000001000024 05 "READY" 0b "Socket-Type" 00000004 <T> 05 "X-Big" 01000000 (78*65536)*256',
      },
      READY_SEEN,
      { probe: 'a' },
    ],
  },
  {
    id: 'robust/21.12',
    title: 'a second greeting in place of READY is refused',
    needs: ['zmtp3'],
    outcomes: { closed: 'OK', 'not-closed': 'NON-STRICT' },
    steps: [
      { link: 'a' },
      { send: '<G> <G>' },
      { await: [CLOSES], within: 1000, else: 'not-closed' },
    ],
  },
])
