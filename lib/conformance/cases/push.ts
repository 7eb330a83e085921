// O. PUSH (RFC 30), as seen from the wire and the application.
import { FULL_AND_READ, WITHOUT_PEER } from './common.js'
import { cases } from './groups.js'

/** Cases push/15.x. */
export const PUSH_CASES = cases(
  {
    reference: 'RFC 30 §The PUSH Socket Type',
    level: 'MUST',
    needs: ['zmtp3', 'app'],
    sockets: ['PUSH'],
  },
  [
    {
      id: 'push/15.1',
      title: 'messages go to the peers in turn',
      modes: ['bind'],
      steps: [
        { join: 'a' },
        { join: 'b' },
        { join: 'c' },
        { settled: ['a', 'b', 'c'] },
        { app: ['#'], times: 9 },
        { gather: 9, from: ['a', 'b', 'c'], judge: 'in-turn' },
      ],
    },
    {
      id: 'push/15.2',
      title: 'a peer without room is skipped',
      modes: ['bind'],
      needs: ['zmtp3', 'app', 'sendHighWaterMark'],
      options: { sendHighWaterMark: 5 },
      steps: [
        { join: 'a' },
        { join: 'b' },
        { settled: ['a', 'b'] },
        { listen: false, on: 'a' },
        { app: ['# 61*200000'], times: 100, wait: 2000, again: 'blocked-by-one-peer' },
      ],
    },
    {
      id: 'push/15.3',
      title: 'without a peer a send waits or fails; it does not vanish',
      runs: WITHOUT_PEER,
    },
    {
      id: 'push/15.4',
      title: 'at the high-water mark the application is told; what was accepted arrives in order',
      needs: ['zmtp3', 'app', 'sendHighWaterMark'],
      options: { sendHighWaterMark: 10 },
      steps: FULL_AND_READ,
    },
    {
      id: 'push/15.5',
      title: 'no message is sent twice, not even over a new link',
      reference: 'RFC 23 §Socket Semantics',
      outcomes: { 'not-dialled': 'INFO' }, // that it comes back is for conn/20.2
      steps: [
        { join: 'a' },
        { app: ['#'], times: 10 },
        { numbers: [0, 4], on: 'a' },
        { end: 'rst' },
        { join: 'b' },
        { settled: ['b'] },
        { app: ['#'], times: 10, from: 10 },
        { gather: 15, from: ['a', 'b'], judge: 'no-duplicates', within: 500 },
      ],
    },
    {
      id: 'push/15.6',
      title: 'a connecting endpoint keeps its queue while the link is down',
      modes: ['connect'],
      steps: [
        { join: 'a' },
        { end: 'fin' },
        { await: [{ closed: 'a' }], else: 'next' },
        { pause: 50 },
        { app: ['#'], times: 3 },
        { join: 'b' },
        { numbers: [0, 2], on: 'b' },
      ],
    },
    {
      id: 'push/15.7',
      title: 'a binding endpoint destroys the queue of a peer that is gone',
      modes: ['bind'],
      needs: ['zmtp3', 'app', 'sendHighWaterMark'],
      options: { sendHighWaterMark: 10 },
      outcomes: { 'sent-to-another-peer': 'INFO' },
      steps: [
        { join: 'a' },
        { settled: ['a'] },
        { listen: false },
        { app: ['# 61*50000'], times: 1000, wait: 100, again: 'next' },
        { end: 'rst' },
        { pause: 100 },
        { join: 'b' },
        {
          await: [{ frame: '[00-03] ..', on: 'b', is: 'sent-to-another-peer' }],
          within: 200,
          else: 'kept',
        },
      ],
    },
    {
      id: 'push/15.8',
      title: 'a message of several parts goes to one peer whole, also if that peer dies half-way',
      reference: 'RFC 23 §Socket Semantics',
      modes: ['bind'],
      steps: [
        { join: 'a' },
        { join: 'b' },
        { settled: ['a', 'b'] },
        { listen: false, on: 'a' },
        { app: ['#', '61*100000', '#'], times: 20 },
        { end: 'rst', on: 'a' },
        { pause: 50 },
        { app: ['#', '62', '#'], times: 4, from: 20 },
        { gather: 14, from: ['b'], judge: 'whole-triples', within: 1000 },
      ],
    },
    {
      id: 'push/15.9',
      title: 'a message from the other side is ignored, or the link closed',
      needs: ['zmtp3'],
      outcomes: { closed: 'OK' },
      steps: [{ join: 'a' }, { send: '<M>' }, { probe: 'a' }],
    },
    {
      id: 'push/15.10',
      title: 'a peer that comes later gets its share',
      modes: ['bind'],
      steps: [
        { join: 'a' },
        { app: ['#'], times: 5 },
        { join: 'b' },
        { settled: ['b'] },
        { app: ['#'], times: 6, from: 5 },
        { gather: 11, from: ['a', 'b'], judge: 'everybody-some' },
      ],
    },
    {
      id: 'push/15.11',
      title: 'the frames of a message have the flags 01, 01 or 03, and 00',
      reference: 'RFC 23 §Formal Grammar',
      level: 'GRAMMAR',
      steps: [
        { join: 'a' },
        {
          pass: 'a',
          parts: ['61', '62*300', '63'],
          frames: '01 01 61 03 000000000000012c 62*300 00 01 63',
        },
      ],
    },
  ],
)
