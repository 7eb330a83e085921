// F. The ERROR command (RFC 23 §Error handling).
import type { Case } from '../case.js'
import { inTraffic, READY_SOON, refuseAfterReady } from './common.js'

const CLOSE = { closed: 'OK' } as const

/** Cases error/6.x. */
export const ERROR_CASES = [
  {
    id: 'error/6.1',
    number: 89,
    title: 'ERROR in the handshake: the endpoint closes',
    reference: 'RFC 23 §Error handling',
    level: 'MUST',
    needs: ['zmtp3'],
    outcomes: CLOSE,
    runs: [{ steps: refuseAfterReady('04 0b 05 "ERROR" 04 "nope"') }],
  },
  {
    id: 'error/6.2',
    number: 90,
    title: 'after ERROR a connecting endpoint does not come back with the same credentials',
    reference: 'RFC 23 §Error handling',
    level: 'MUST',
    modes: ['connect'],
    needs: ['zmtp3'],
    outcomes: { 'comes-back': 'FAIL' },
    runs: [
      {
        steps: [
          { link: 'a' },
          { send: '<G>' },
          READY_SOON,
          { send: '04 0b 05 "ERROR" 04 "nope"' },
          { await: [{ closed: 'a' }], else: 'not-closed' },
          { dials: 3000, any: 'comes-back' },
        ],
      },
    ],
  },
  {
    id: 'error/6.3',
    number: 91,
    title: 'an ERROR with an empty reason and with one of 255 octets',
    reference: 'RFC 23 §Error handling',
    level: 'GRAMMAR',
    needs: ['zmtp3'],
    outcomes: CLOSE,
    runs: [
      { name: 'empty', steps: refuseAfterReady('04 07 05 "ERROR" 00') },
      { name: '255', steps: refuseAfterReady('06 0000000000000106 05 "ERROR" ff 61*255') },
    ],
  },
  {
    id: 'error/6.4',
    number: 92,
    title: 'an ERROR without a length, or with one past the body',
    reference: 'RFC 23 §Error handling',
    level: 'GRAMMAR',
    needs: ['zmtp3'],
    outcomes: CLOSE,
    runs: [
      { name: 'no length', steps: refuseAfterReady('04 06 05 "ERROR"') },
      { name: 'past the body', steps: refuseAfterReady('04 08 05 "ERROR" 09 61') },
    ],
  },
  {
    id: 'error/6.5',
    number: 93,
    title: 'a reason with control and other strange octets does no harm',
    reference: 'no RFC text',
    level: 'ROBUSTNESS',
    needs: ['zmtp3'],
    outcomes: CLOSE,
    runs: [{ steps: refuseAfterReady('04 0b 05 "ERROR" 04 0a1b5bff') }],
  },
  {
    id: 'error/6.6',
    number: 94,
    title: 'an ERROR after the handshake is never delivered',
    reference: 'RFC 23 §Error handling',
    level: 'NONE',
    needs: ['zmtp3'],
    outcomes: { works: 'INFO', closed: 'INFO' },
    runs: [{ steps: inTraffic('04 0b 05 "ERROR" 04 "nope"') }],
  },
  {
    id: 'error/6.7',
    number: 95,
    title: 'each ERROR the endpoint sends is ERROR, a length, a reason, with flags 04',
    reference: 'RFC 23 §Error handling',
    level: 'MUST',
    watch: true,
    needs: ['zmtp3'],
    runs: [
      {
        steps: [
          { link: 'a' },
          { send: '<G>' },
          { send: '<R:PUB>' },
          { await: [{ closed: 'a' }], within: 1000, else: 'next' },
        ],
      },
    ],
  },
  {
    id: 'error/6.8',
    number: 96,
    title: 'having sent ERROR the endpoint disconnects',
    reference: 'RFC 23 §Error handling',
    level: 'SHOULD',
    needs: ['zmtp3'],
    outcomes: { 'stays-open': 'NON-STRICT', 'no-error-sent': 'INFO' },
    runs: [
      {
        steps: [
          { link: 'a' },
          { send: '<G>' },
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
  },
] as const satisfies readonly Case[]
