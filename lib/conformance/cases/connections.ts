// T. Connections: coming, going, coming back.
import type { Step } from '../case.js'
import { CLOSES, GREETED } from './common.js'
import { cases } from './groups.js'

/** A connection that is ended as soon as it is there. */
const hangUp = (name: string, within = 5000): readonly Step[] => [
  { link: name, within },
  { end: 'fin', on: name },
]

/** More is queued than the network takes while we do not read; then the socket is closed, and we read. */
const closesWithQueue = (): readonly Step[] => [
  { join: 'a' },
  { settled: ['a'] },
  { listen: false },
  { app: ['#', '61*50000'], times: 60, wait: 100, again: 'next' },
  { close: 'app' },
  { listen: true },
  { await: [{ closed: 'a' }], within: 10_000, else: 'not-closed' },
  { judge: 'whole-frames' },
]

/** Cases conn/20.x. */
export const CONNECTION_CASES = cases(
  { reference: 'no RFC text', level: 'ROBUSTNESS', needs: ['zmtp3'] },
  [
    {
      id: 'conn/20.1',
      title: 'connecting before anybody listens works in the end',
      reference: 'RFC 23 §Socket Semantics',
      level: 'MUST',
      modes: ['connect'],
      runs: [
        { deaf: true, steps: [{ pause: 400 }, { listening: true }, { join: 'a' }, { probe: 'a' }] },
      ],
    },
    {
      id: 'conn/20.2',
      title: 'a connecting endpoint comes back after the end of a link',
      reference: 'RFC 23 §Error Handling',
      level: 'SHOULD',
      modes: ['connect'],
      outcomes: { 'not-dialled': 'NON-STRICT' },
      runs: [
        { name: 'before the greeting', steps: [...hangUp('a'), { join: 'b' }, { probe: 'b' }] },
        {
          name: 'after the greeting',
          steps: [
            ...GREETED,
            { await: [{ octets: 64 }] },
            { end: 'fin' },
            { join: 'b' },
            { probe: 'b' },
          ],
        },
        {
          name: 'in traffic',
          steps: [{ join: 'a' }, { end: 'fin' }, { join: 'b' }, { probe: 'b' }],
        },
      ],
    },
    {
      id: 'conn/20.3',
      title: 'between dials there is a delay, which grows',
      reference: 'RFC 23 §Error Handling',
      level: 'SHOULD',
      timed: true,
      modes: ['connect'],
      outcomes: { 'constant-delay': 'NON-STRICT' },
      steps: [
        ...hangUp('a'),
        ...hangUp('b'),
        ...hangUp('c'),
        ...hangUp('d'),
        ...hangUp('e', 10_000),
        { link: 'f', within: 20_000 },
        { judge: 'dial-gaps', on: 'f' },
      ],
    },
    {
      id: 'conn/20.4',
      title: 'the type can do what this direction needs',
      reference: 'RFC 23 §Socket Semantics',
      level: 'MUST',
      steps: [{ join: 'a' }, { pass: 'a' }],
    },
    {
      id: 'conn/20.5',
      title: 'a broken link does not disturb the others',
      modes: ['bind'],
      steps: [
        { join: 'a' },
        { link: 'b' },
        { send: '<G> 07 00*100', on: 'b' },
        { pause: 50 },
        { probe: 'a' },
      ],
    },
    {
      id: 'conn/20.6',
      title: '100 links at once, one message over each',
      sockets: ['PUSH', 'PULL'],
      modes: ['bind'],
      needs: ['zmtp3', 'app'],
      runs: [
        {
          sockets: ['PULL'],
          steps: [
            { crowd: 100, each: '00 04 #' },
            { gather: 100, from: 'app', judge: 'all-once' },
          ],
        },
        {
          sockets: ['PUSH'],
          steps: [
            { crowd: 100 },
            { settled: Array.from({ length: 100 }, (_, index) => `c${index}`) },
            { app: ['#'], times: 100 },
            {
              gather: 100,
              from: Array.from({ length: 100 }, (_, index) => `c${index}`),
              judge: 'everybody-some',
            },
          ],
        },
      ],
    },
    {
      id: 'conn/20.7',
      title: '1000 links one after the other',
      sockets: ['PUSH', 'PULL'],
      modes: ['bind'],
      runs: [{ sweep: [1, 1000], steps: [{ join: 'a' }, { end: 'fin' }] }],
    },
    {
      id: 'conn/20.8',
      title: 'when our half ends the endpoint finishes delivery and ends its own',
      reference: 'no RFC text',
      level: 'ROBUSTNESS',
      outcomes: { 'stays-open': 'NON-STRICT' },
      runs: [
        {
          sockets: ['PULL', 'PAIR'],
          needs: ['app'],
          steps: [
            { join: 'a' },
            { send: '<M>' },
            { end: 'fin' },
            { await: [{ delivery: ['"hi"'] }], else: 'lost' },
            { await: [{ closed: 'a' }], else: 'stays-open' },
          ],
        },
        {
          sockets: ['PUSH'],
          steps: [{ join: 'a' }, { end: 'fin' }, { await: [{ closed: 'a' }], else: 'stays-open' }],
        },
      ],
    },
    {
      id: 'conn/20.9',
      title: 'a reset in traffic does no harm',
      steps: [{ join: 'a' }, { send: '04 07 04 "PING" 0000' }, { end: 'rst' }],
    },
    {
      id: 'conn/20.10',
      title: 'an endpoint that closes with messages queued sends whole frames only',
      reference: 'RFC 23 §Framing',
      level: 'NONE',
      sockets: ['PUSH', 'PAIR'],
      needs: ['zmtp3', 'app'],
      runs: [
        {
          name: 'with time to finish',
          needs: ['linger'],
          options: { linger: 10_000 },
          fresh: false,
          steps: closesWithQueue(),
        },
        {
          // To throw away what is queued is what linger 0 asks for, and a frame may be half out.
          name: 'at once',
          outcomes: { 'frame-cut-short': 'INFO', 'message-cut-short': 'INFO' },
          fresh: false,
          steps: closesWithQueue(),
        },
      ],
    },
    {
      id: 'conn/20.11',
      title: 'a link that is idle for 60 s stays',
      level: 'NONE',
      slow: true,
      steps: [{ join: 'a' }, { await: [CLOSES], within: 60_000, else: 'next' }, { probe: 'a' }],
    },
    {
      id: 'conn/20.12',
      title: 'whether a connecting endpoint dials again after a fault of ours',
      level: 'NONE',
      modes: ['connect'],
      outcomes: { 'dials-again': 'INFO', 'does-not-dial-again': 'INFO', 'not-closed': 'INFO' },
      steps: [
        ...GREETED,
        { send: '<R:PUB>' },
        { await: [{ closed: 'a' }], else: 'not-closed' },
        { dials: 800, any: 'dials-again', none: 'does-not-dial-again' },
      ],
    },
  ],
)
