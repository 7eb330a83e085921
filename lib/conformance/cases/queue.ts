// V. Queues: what the catalogue's rows on PUSH and PAIR let pass, each a rule of its own.
import { cases } from './groups.js'

/** Cases queue/22.x. */
export const QUEUE_CASES = cases({ level: 'MUST', needs: ['zmtp3', 'app'] }, [
  {
    id: 'queue/22.1',
    title:
      'a connecting endpoint takes a message before there is a link, and sends it over the first',
    reference:
      'RFC 28 §The DEALER Socket Type, RFC 30 §The PUSH Socket Type, RFC 31 §The PAIR Socket Type',
    sockets: ['PUSH', 'PAIR', 'DEALER'],
    modes: ['connect'],
    steps: [
      { app: ['"hi"'], wait: 1000, again: 'not-taken' },
      { join: 'a' },
      { await: [{ frame: '00 02 "hi"' }], else: 'lost' },
    ],
  },
  {
    id: 'queue/22.2',
    title: 'when its last peer has gone a send waits or fails, or the next peer gets the message',
    reference: 'RFC 30 §The PUSH Socket Type',
    sockets: ['PUSH'],
    modes: ['bind'],
    steps: [
      { join: 'a' },
      { pass: 'a' },
      { end: 'fin' },
      { await: [{ closed: 'a' }], else: 'next' },
      { pause: 100 },
      { app: ['#'], wait: 200, again: 'kept', error: 'kept' },
      { join: 'b' },
      { numbers: [0, 0], on: 'b' },
    ],
  },
])
