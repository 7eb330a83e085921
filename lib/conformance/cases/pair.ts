// Q. PAIR (RFC 31), as seen from the wire and the application.
import { FULL_AND_READ, WITHOUT_PEER } from './common.js'
import { cases } from './groups.js'

/** Cases pair/17.x. */
export const PAIR_CASES = cases(
  {
    reference: 'RFC 31 §The PAIR Socket Type',
    level: 'MUST',
    needs: ['zmtp3', 'app'],
    sockets: ['PAIR'],
  },
  [
    {
      id: 'pair/17.1',
      title: 'messages of several parts both ways',
      steps: [
        { join: 'a' },
        { pass: 'a', parts: ['61', '', '62'], frames: '01 01 61 01 00 00 01 62' },
      ],
    },
    {
      id: 'pair/17.2',
      title: 'a second peer exchanges no messages',
      modes: ['bind'],
      outcomes: { closed: 'OK' },
      steps: [
        { join: 'a' },
        { pass: 'a' },
        { link: 'b' },
        { send: '<G> <R> 00 06 "second"', on: 'b' },
        {
          await: [
            { delivery: 'any', is: 'delivered' },
            { closed: 'b', is: 'closed' },
          ],
          within: 250,
          else: 'next',
        },
        { app: ['"to the first"'] },
        { await: [{ frame: '00 0c "to the first"', on: 'a' }], else: 'sent-to-the-second' },
      ],
    },
    {
      id: 'pair/17.3',
      title: 'a second peer does not disturb the first',
      modes: ['bind'],
      steps: [
        { join: 'a' },
        { link: 'b' },
        { send: '<G> <R>', on: 'b' },
        { pause: 100 },
        { pass: 'a' },
        { end: 'rst', on: 'b' },
        { pause: 50 },
        { pass: 'a' },
      ],
    },
    {
      id: 'pair/17.4',
      title: 'when the first peer has left a new one works',
      steps: [
        { join: 'a' },
        { pass: 'a' },
        { end: 'fin' },
        { await: [{ closed: 'a' }], else: 'next' },
        { anew: 'b' },
      ],
    },
    {
      id: 'pair/17.5',
      title: 'without a peer a send waits or fails; it does not vanish',
      runs: WITHOUT_PEER,
    },
    {
      id: 'pair/17.6',
      title: 'a peer that does not read loses nothing that was accepted',
      needs: ['zmtp3', 'app', 'sendHighWaterMark'],
      options: { sendHighWaterMark: 10 },
      steps: FULL_AND_READ,
    },
  ],
)
