// F. The ERROR command (RFC 23 §Error handling).
import { closeAfterReady, GREETED, inTraffic, READY_SOON, REFUSE, refused } from './common.js'
import { cases } from './groups.js'

const CLOSE = { closed: 'OK' } as const

/** Cases error/6.x. */
export const ERROR_CASES = cases(
  { reference: 'RFC 23 §Error Handling', level: 'MUST', needs: ['zmtp3'] },
  [
    {
      id: 'error/6.1',
      title: 'ERROR in the handshake: the endpoint closes',
      outcomes: CLOSE,
      steps: closeAfterReady('04 0b 05 "ERROR" 04 "nope"'),
    },
    {
      id: 'error/6.2',
      title: 'after ERROR a connecting endpoint does not come back with the same credentials',
      modes: ['connect'],
      outcomes: { 'comes-back': 'FAIL' },
      steps: [
        ...GREETED,
        READY_SOON,
        { send: '04 0b 05 "ERROR" 04 "nope"' },
        { await: [{ closed: 'a' }], else: 'not-closed' },
        { dials: 3000, any: 'comes-back' },
      ],
    },
    {
      id: 'error/6.3',
      title: 'an ERROR with an empty reason and with one of 255 octets',
      level: 'GRAMMAR',
      outcomes: CLOSE,
      runs: [
        { name: 'empty', steps: closeAfterReady('04 07 05 "ERROR" 00') },
        { name: '255', steps: closeAfterReady('06 0000000000000106 05 "ERROR" ff 61*255') },
      ],
    },
    {
      id: 'error/6.4',
      title: 'an ERROR without a length, or with one past the body',
      level: 'GRAMMAR',
      outcomes: REFUSE,
      runs: [
        { name: 'no length', steps: [...GREETED, READY_SOON, ...refused('04 06 05 "ERROR"')] },
        {
          name: 'past the body',
          steps: [...GREETED, READY_SOON, ...refused('04 08 05 "ERROR" 09 61')],
        },
      ],
    },
    {
      id: 'error/6.5',
      title: 'a reason with control and other strange octets does no harm',
      reference: 'no RFC text',
      level: 'ROBUSTNESS',
      outcomes: REFUSE,
      steps: [...GREETED, READY_SOON, ...refused('04 0b 05 "ERROR" 04 0a1b5bff')],
    },
    {
      id: 'error/6.6',
      title: 'an ERROR after the handshake is never delivered',
      level: 'NONE',
      outcomes: { works: 'INFO', closed: 'INFO' },
      steps: inTraffic('04 0b 05 "ERROR" 04 "nope"'),
    },
    {
      id: 'error/6.7',
      title: 'each ERROR the endpoint sends is ERROR, a length, a reason, with flags 04',
      watch: true,
      steps: [
        ...GREETED,
        { send: '<R:PUB>' },
        { await: [{ closed: 'a' }], within: 1000, else: 'next' },
      ],
    },
    {
      id: 'error/6.8',
      reference: 'RFC 23 §The Socket-Type Property',
      title: 'having sent ERROR the endpoint disconnects',
      level: 'SHOULD',
      outcomes: { 'stays-open': 'NON-STRICT', 'no-error-sent': 'INFO' },
      steps: [
        ...GREETED,
        { send: '<R:PUB>' },
        {
          await: [{ frame: '04 ?? 05 "READY" ..' }, { closed: 'a', is: 'no-error-sent' }],
          else: 'next',
        },
        {
          await: [{ frame: '04 ?? 05 "ERROR" ..' }, { closed: 'a', is: 'no-error-sent' }],
          else: 'no-error-sent',
        },
        { await: [{ closed: 'a' }], else: 'stays-open' },
      ],
    },
  ],
)
