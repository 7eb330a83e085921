// D. The greeting's mechanism field (RFC 23 §Greeting).
import type { Step } from '../case.js'
import { CLOSES } from './common.js'
import { cases } from './groups.js'

/** Greeting with a mechanism that ought to be refused. */
const mismatch = (mechanism: string): readonly Step[] => [
  { link: 'a' },
  { send: `ff 00*7 01 7f 03 01 ${mechanism} 00 00*31` },
  { await: [{ frame: '04 ?? 05 "READY" ..', is: 'ready-sent' }, CLOSES], else: 'not-closed' },
]

/** Cases mechanism/4.x. */
export const MECHANISM_CASES = cases(
  { reference: 'RFC 23 §Authentication and Confidentiality', level: 'MUST', needs: ['zmtp3'] },
  [
    {
      id: 'mechanism/4.1',
      title: 'another mechanism: the link is closed, and nothing follows the greeting',
      outcomes: { closed: 'OK' },
      runs: [
        { name: 'PLAIN', steps: mismatch('"PLAIN" 00*15') },
        { name: 'CURVE', steps: mismatch('"CURVE" 00*15') },
      ],
    },
    {
      id: 'mechanism/4.2',
      title: 'the mechanism is compared exactly: null in small letters is refused',
      outcomes: { closed: 'OK' },
      steps: mismatch('"null" 00*16'),
    },
    {
      id: 'mechanism/4.3',
      title:
        'the mechanism is compared exactly: longer, shorter, empty and unknown names are refused',
      outcomes: { closed: 'OK' },
      runs: [
        { name: 'NULLX', steps: mismatch('"NULLX" 00*15') },
        { name: 'NUL', steps: mismatch('"NUL" 00*17') },
        { name: 'empty', steps: mismatch('00*20') },
        { name: 'FOO', steps: mismatch('"FOO" 00*17') },
      ],
    },
    {
      id: 'mechanism/4.4',
      title: 'one octet after the NULs of the mechanism is refused',
      outcomes: { closed: 'OK' },
      steps: mismatch('"NULL" 00*15 78'),
    },
    {
      id: 'mechanism/4.5',
      title: 'no HELLO leaves a client before it knows that the mechanism is the same',
      reference: 'RFC 24 §Implementation, RFC 25 §Implementation',
      runs: (['PLAIN client', 'CURVE client'] as const).map(security => ({
        name: security,
        security,
        steps: [
          { link: 'a' },
          { send: 'ff 00*7 01 7f 03 01 "NULL" 00*16 01 00*31' },
          { await: [{ closed: 'a' }], else: 'next' }, // that it closes is for mechanism/4.1
          { judge: 'no-hello' },
        ],
      })),
    },
    {
      id: 'mechanism/4.6',
      title: 'whether a connecting endpoint tries again after another mechanism',
      reference: 'RFC 23 §Error Handling',
      level: 'NONE',
      modes: ['connect'],
      outcomes: { 'tries-again': 'INFO', 'does-not-try-again': 'INFO', 'not-closed': 'INFO' },
      steps: [
        { link: 'a' },
        { send: 'ff 00*7 01 7f 03 01 "OTHER" 00*15 00 00*31' },
        { await: [{ closed: 'a' }], else: 'not-closed' },
        { dials: 800, any: 'tries-again', none: 'does-not-try-again' },
      ],
    },
  ],
)
