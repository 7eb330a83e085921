// P. PULL (RFC 30), as seen from the wire and the application.
import { cases } from './groups.js'

/** Cases pull/16.x. */
export const PULL_CASES = cases(
  {
    reference: 'RFC 30 §The PULL Socket Type',
    level: 'MUST',
    needs: ['zmtp3', 'app'],
    sockets: ['PULL'],
  },
  [
    {
      id: 'pull/16.1',
      title: 'two busy peers both get ahead',
      modes: ['bind'],
      steps: [
        { join: 'a' },
        { join: 'b' },
        { read: false },
        { send: '(00 05 "a" #)*10000', on: 'a' },
        { send: '(00 05 "b" #)*10000', on: 'b' },
        { pause: 200 },
        { read: true },
        { gather: 20_000, from: 'app', judge: 'fair' },
      ],
    },
    {
      id: 'pull/16.2',
      title: 'a message that stops half-way on one link does not hold up the others',
      modes: ['bind'],
      steps: [
        { join: 'a' },
        { join: 'b' },
        { send: '01 01 61', on: 'a' },
        { pause: 50 },
        { pass: 'b' },
      ],
    },
    {
      id: 'pull/16.3',
      title: 'an endpoint whose application does not read stops reading in the end',
      level: 'SHOULD',
      needs: ['zmtp3', 'app', 'receiveHighWaterMark'],
      options: { receiveHighWaterMark: 10 },
      outcomes: { 'stops-reading': 'OK', 'reads-on': 'INFO' },
      runs: [
        {
          allow: 'any',
          fresh: false,
          steps: [
            { join: 'a' },
            { read: false },
            {
              flood: '(02 00000000000186a0 61*100000)*10',
              times: 40,
              blocked: 'stops-reading',
              taken: 'reads-on',
            },
          ],
        },
      ],
    },
    {
      id: 'pull/16.4',
      title: 'the endpoint sends no messages, ever',
      watch: true,
      needs: ['zmtp3'],
      steps: [{ join: 'a' }, { probe: 'a' }],
    },
    {
      id: 'pull/16.5',
      title: '10 000 messages arrive in order, each once',
      reference: 'RFC 23 §Socket Semantics',
      steps: [{ join: 'a' }, { send: '(00 04 #)*10000' }, { numbers: [0, 9999] }],
    },
    {
      id: 'pull/16.6',
      title: 'a last message with the end of the link right behind it is delivered',
      steps: [
        { join: 'a' },
        { send: '<M>' },
        { end: 'fin' },
        { await: [{ delivery: ['"hi"'] }], else: 'lost' },
      ],
    },
    {
      id: 'pull/16.7',
      title: 'a last message and then a reset',
      reference: 'no RFC text',
      level: 'NONE',
      outcomes: { delivered: 'INFO', lost: 'INFO' },
      steps: [
        { join: 'a' },
        { send: '<M>' },
        { pause: 5 },
        { end: 'rst' },
        { await: [{ delivery: ['"hi"'], is: 'delivered' }], within: 300, else: 'lost' },
      ],
    },
  ],
)
