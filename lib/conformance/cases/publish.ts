// S. What publishers send to whom (RFC 29, and RFC 23 and 37 §Publish-Subscribe), as PUB and XPUB.
import type { Run, Step } from '../case.js'
import { cases } from './groups.js'
import { OLDER } from './subscribe.js'

/** Subscriptions to one letter, and their ends, as ZMTP 3.1 and as 3.0 has them. */
const COMMAND = { on: '04 0b 09 "SUBSCRIBE"', off: '04 08 06 "CANCEL"' }
const MESSAGE = { on: '00 02 01', off: '00 02 00' }

/** Of two messages the endpoint sends the second only. */
const onlySecond = (first: string, second: string, is: string): readonly Step[] => [
  { app: [first] },
  { app: [second] },
  { await: [{ frame: `00 02 ${second}` }, { frame: `00 02 ${first}`, is }] },
]

/** Subscribes to A, takes it back and subscribes to C; each time what fits comes and nothing else. */
const obeys = (join: Step, form: typeof COMMAND, ignored?: string): readonly Step[] => [
  join,
  { send: `${form.on} "A"` },
  ignored === undefined ? { reaches: '"A"' } : { reaches: '"A"', else: ignored },
  ...onlySecond('"B1"', '"A1"', 'sent-without-subscription'),
  { send: `${form.off} "A" ${form.on} "C"` },
  { reaches: '"C"' },
  ...onlySecond('"A2"', '"C2"', 'sent-after-cancel'),
]

/** Big messages to a subscriber that reads, and one that does not; fewer than half the mark, so that none is dropped. */
const round = (from: number): readonly Step[] => [
  { app: ['# 61*300000'], times: 5, from, wait: 2000, again: 'blocked-by-one-subscriber' },
  { numbers: [from, from + 4], on: 'b' },
]

const forBoth = (steps: readonly Step[], more: Partial<Run> = {}): readonly Run[] => [
  { allow: 'any', ...more, steps },
]

/** Cases pubsub/19.4 to 19.14, and 19.19. */
export const PUBLISH_CASES = cases(
  {
    reference: 'RFC 23 §The Publish-Subscribe Pattern',
    level: 'MUST',
    needs: ['zmtp3', 'zmtp31', 'app'],
    sockets: ['PUB', 'XPUB'],
  },
  [
    {
      id: 'pubsub/19.4',
      title: 'SUBSCRIBE and CANCEL of a peer of ZMTP 3.1 are obeyed',
      reference: 'RFC 37 §The Publish-Subscribe Pattern',
      runs: forBoth(obeys({ join: 'a' }, COMMAND)),
    },
    {
      id: 'pubsub/19.5',
      title: 'the messages that subscribe and cancel of a peer of ZMTP 3.0 are obeyed',
      needs: ['zmtp3', 'app'],
      runs: forBoth(obeys({ join: 'a', greeting: OLDER }, MESSAGE)),
    },
    {
      id: 'pubsub/19.6',
      title: 'messages from a peer of ZMTP 3.1 and commands from one of 3.0 are obeyed or ignored',
      reference: 'no RFC text; practice of libzmq',
      level: 'NONE',
      outcomes: { ignored: 'INFO', closed: 'INFO' },
      runs: [
        ...forBoth(obeys({ join: 'a' }, MESSAGE, 'ignored'), { name: 'messages' }),
        ...forBoth(obeys({ join: 'a', greeting: OLDER }, COMMAND, 'ignored'), { name: 'commands' }),
      ],
    },
    {
      id: 'pubsub/19.7',
      title: 'a topic is compared with the start of the first frame; the empty one fits all',
      runs: forBoth([
        { join: 'a' },
        { send: '04 0c 09 "SUBSCRIBE" "AB"' },
        { reaches: '"AB"' },
        { app: ['"A"'] },
        { app: ['"x"', '"AB"'] },
        { app: ['"xAB"'] },
        { app: ['"ABC"', '"x"'] },
        { await: [{ frame: '01 03 "ABC"' }] },
        { await: [{ frame: '00 01 "x"' }] },
        { send: '04 0a 09 "SUBSCRIBE"' },
        { reaches: '"Z"' },
        { app: [''] },
        { await: [{ frame: '00 00' }] },
      ]),
    },
    {
      id: 'pubsub/19.8',
      title: 'two SUBSCRIBEs and one CANCEL leave one subscription',
      reference: 'RFC 23 §The Publish-Subscribe Pattern, RFC 37 §The Publish-Subscribe Pattern',
      outcomes: { 'one-cancel-for-both': 'FAIL' },
      runs: forBoth([
        { join: 'a' },
        { send: `${COMMAND.on} "A" ${COMMAND.on} "A" ${COMMAND.off} "A" ${COMMAND.on} "C"` },
        { reaches: '"C"' },
        { app: ['"A1"'] },
        { app: ['"C1"'] },
        {
          await: [{ frame: '00 02 "A1"' }, { frame: '00 02 "C1"', is: 'one-cancel-for-both' }],
        },
      ]),
    },
    {
      id: 'pubsub/19.9',
      title: 'CANCEL of the empty topic leaves the others',
      runs: forBoth([
        { join: 'a' },
        {
          send: `${COMMAND.on} "A" 04 0a 09 "SUBSCRIBE" 04 07 06 "CANCEL" ${COMMAND.on} "C"`,
        },
        { reaches: '"C"' },
        ...onlySecond('"B1"', '"A1"', 'sent-after-cancel'),
      ]),
    },
    {
      id: 'pubsub/19.10',
      title: 'a CANCEL of what was never subscribed is ignored',
      reference: 'no RFC text',
      level: 'NONE',
      outcomes: { closed: 'INFO' },
      runs: forBoth([
        { join: 'a' },
        { send: `${COMMAND.off} "X" ${COMMAND.on} "A"` },
        { reaches: '"A"' },
        ...onlySecond('"X1"', '"A1"', 'sent-without-subscription'),
      ]),
    },
    {
      id: 'pubsub/19.11',
      title: 'other messages of a subscriber are dropped, and the link kept',
      reference: 'RFC 29 §The PUB Socket Type',
      sockets: ['PUB'],
      steps: [
        { join: 'a' },
        { send: `00 04 "junk" ${COMMAND.on} "A"` },
        { reaches: '"A"' },
        { settled: ['a'] },
      ],
    },
    {
      id: 'pubsub/19.12',
      title: 'a subscriber that does not read holds up neither the application nor the others',
      reference: 'RFC 29 §The PUB Socket Type',
      modes: ['bind'],
      needs: ['zmtp3', 'zmtp31', 'app', 'sendHighWaterMark'],
      options: { sendHighWaterMark: 40 },
      runs: forBoth([
        { join: 'a' },
        { join: 'b' },
        { send: '04 0a 09 "SUBSCRIBE"', on: 'a' },
        { send: '04 0a 09 "SUBSCRIBE"', on: 'b' },
        { reaches: '"x"', on: 'a' },
        { reaches: '"y"', on: 'b' },
        { listen: false, on: 'a' },
        ...Array.from({ length: 24 }, (_, at) => round(5 * at)).flat(),
      ]),
    },
    {
      id: 'pubsub/19.13',
      title: 'the application is told of subscriptions and their ends, also when the peer goes',
      reference: 'RFC 29 §The XPUB Socket Type',
      sockets: ['XPUB'],
      runs: [
        {
          name: 'told',
          steps: [
            { join: 'a' },
            { send: `${COMMAND.on} "A"` },
            { await: [{ delivery: ['01 "A"'] }] },
            { send: `${COMMAND.off} "A"` },
            { await: [{ delivery: ['00 "A"'] }] },
          ],
        },
        {
          name: 'gone', // a connecting endpoint keeps what it knows of the peer until that is back
          modes: ['bind'],
          steps: [
            { join: 'a' },
            { send: `${COMMAND.on} "B"` },
            { await: [{ delivery: ['01 "B"'] }] },
            { end: 'fin' },
            { await: [{ delivery: ['00 "B"'] }] },
          ],
        },
      ],
    },
    {
      id: 'pubsub/19.14',
      title: 'the same subscription of two peers: told once or twice',
      reference: 'RFC 29 §The XPUB Socket Type',
      level: 'MAY',
      sockets: ['XPUB'],
      modes: ['bind'],
      outcomes: { 'told-once': 'INFO', 'told-twice': 'INFO' },
      steps: [
        { join: 'a' },
        { join: 'b' },
        { send: `${COMMAND.on} "A"` },
        { await: [{ delivery: ['01 "A"'] }] },
        { send: `${COMMAND.on} "A" ${COMMAND.on} "C"`, on: 'b' },
        {
          await: [
            { delivery: ['01 "A"'], is: 'told-twice' },
            { delivery: ['01 "C"'], is: 'told-once' },
          ],
        },
      ],
    },
  ],
)

/** Case pubsub/19.19. */
export const SILENT_CASES = cases(
  {
    reference: 'RFC 29 §The PUB Socket Type',
    level: 'MUST',
    needs: ['zmtp3', 'app'],
    sockets: ['PUB', 'XPUB'],
  },
  [
    {
      id: 'pubsub/19.19',
      title: 'without a subscription nothing is sent',
      steps: [
        { join: 'a' },
        { settled: ['a'] },
        { app: ['"A1"'], times: 3 },
        { settled: ['a'] },
        { judge: 'no-messages' },
      ],
    },
  ],
)
