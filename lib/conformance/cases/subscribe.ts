// S. What subscribers send and take (RFC 29, and RFC 23 and 37 §Publish-Subscribe), as SUB and XSUB.
import type { Run, Step } from '../case.js'
import { cases } from './groups.js'

/** Our greeting as a peer of ZMTP 3.0. */
export const OLDER = 'ff 00*7 01 7f 03 00 "NULL" 00*16 00 00*31'

/** The endpoint sends a frame, and the other form of it is an outcome of its own. */
const sends = (frame: string, otherForm: string, is: string): Step => ({
  await: [{ frame }, { frame: otherForm, is }],
})

/** The endpoint subscribes, be it in the form that is right for the peer or not: that is judged by 19.1. */
const subscribes = (command: string, message: string, on = 'a'): Step => ({
  await: [
    { frame: command, on },
    { frame: message, on },
  ],
})
const SUBSCRIBES = ['04 0b 09 "SUBSCRIBE" "A"', '00 02 01 "A"'] as const

/** A subscription to a topic of some octets. */
const topicOf = (octets: number, command: string, message: string): Run => ({
  name: `${octets} octets`,
  sockets: ['SUB', 'XSUB'],
  steps: [
    { join: 'a' },
    { subscribe: `74*${octets}` },
    subscribes(`${command} 09 "SUBSCRIBE" 74*${octets}`, `${message} 01 74*${octets}`),
    { send: `02 0000000000000200 74*512` },
    { await: [{ delivery: ['74*512'] }], else: 'lost' },
  ],
})

/** The same to an endpoint that publishes. */
const topicTo = (octets: number, header: string): Run => ({
  name: `to it, ${octets} octets`,
  needs: ['zmtp31'],
  sockets: ['PUB', 'XPUB'],
  allow: 'any',
  steps: [
    { join: 'a' },
    { send: `${header} 09 "SUBSCRIBE" 74*${octets}` },
    { reaches: `74*${octets}` },
  ],
})

/** Topics that try the short form and the long one, and the edge between. */
export const TOPIC_RUNS: readonly Run[] = [topicOf, topicTo].flatMap(make => [
  make(0, '04 0a', '00 01'),
  make(245, '04 ff', '00 f6'),
  make(246, '06 0000000000000100', '00 f7'),
  make(300, '06 0000000000000136', '02 000000000000012d'),
])

/** Cases pubsub/19.1 to 19.3, and 19.15 to 19.17. */
export const SUBSCRIBE_CASES = cases(
  {
    reference: 'RFC 37 §The Publish-Subscribe Pattern',
    level: 'MUST',
    needs: ['zmtp3', 'app'],
    sockets: ['SUB', 'XSUB'],
  },
  [
    {
      id: 'pubsub/19.1',
      title: 'a peer of ZMTP 3.1 is sent the command SUBSCRIBE',
      needs: ['zmtp3', 'zmtp31', 'app'],
      outcomes: { 'message-form': 'NON-STRICT' },
      runs: [
        {
          name: 'in traffic',
          steps: [
            { join: 'a' },
            { settled: ['a'] },
            { subscribe: '"A"' },
            sends('04 0b 09 "SUBSCRIBE" "A"', '00 02 01 "A"', 'message-form'),
          ],
        },
        {
          name: 'before the link',
          steps: [
            { subscribe: '"A"' },
            { join: 'a' },
            sends('04 0b 09 "SUBSCRIBE" "A"', '00 02 01 "A"', 'message-form'),
          ],
        },
      ],
    },
    {
      id: 'pubsub/19.2',
      title: 'a peer of ZMTP 3.0 is sent a message: 01 and the topic',
      reference: 'RFC 23 §The Publish-Subscribe Pattern',
      steps: [
        { join: 'a', greeting: OLDER },
        { subscribe: '"A"' },
        sends('00 02 01 "A"', '04 ?? 09 "SUBSCRIBE" ..', 'sent-a-command'),
      ],
    },
    {
      id: 'pubsub/19.3',
      title:
        'a subscription is taken back by CANCEL, or to ZMTP 3.0 by a message: 00 and the topic',
      runs: [
        {
          name: 'ZMTP 3.1',
          needs: ['zmtp31'],
          outcomes: { 'message-form': 'NON-STRICT' },
          steps: [
            { join: 'a' },
            { settled: ['a'] },
            { subscribe: '"A"' },
            sends('04 0b 09 "SUBSCRIBE" "A"', '00 02 01 "A"', 'message-form'),
            { unsubscribe: '"A"' },
            sends('04 08 06 "CANCEL" "A"', '00 02 00 "A"', 'message-form'),
          ],
        },
        {
          name: 'ZMTP 3.0',
          steps: [
            { join: 'a', greeting: OLDER },
            { subscribe: '"A"' },
            sends('00 02 01 "A"', '04 ?? 09 "SUBSCRIBE" ..', 'sent-a-command'),
            { unsubscribe: '"A"' },
            sends('00 02 00 "A"', '04 ?? 06 "CANCEL" ..', 'sent-a-command'),
          ],
        },
      ],
    },
  ],
)

/** Cases pubsub/19.15 to 19.17. */
export const SUBSCRIBED_CASES = cases(
  {
    reference: 'RFC 29 §The SUB Socket Type',
    level: 'MUST',
    needs: ['zmtp3', 'app'],
    sockets: ['SUB', 'XSUB'],
  },
  [
    {
      id: 'pubsub/19.15',
      title: 'over a new link the subscriptions are sent again',
      reference: 'RFC 23 §The Publish-Subscribe Pattern',
      steps: [
        { join: 'a' },
        { subscribe: '"A"' },
        subscribes(...SUBSCRIBES),
        { end: 'fin' },
        { await: [{ closed: 'a' }], else: 'next' },
        { join: 'b' },
        subscribes(...SUBSCRIBES, 'b'),
      ],
    },
    {
      id: 'pubsub/19.16',
      title: 'subscriptions, and what else its application sends, go out on every link',
      reference: 'RFC 29 §The XSUB Socket Type',
      sockets: ['XSUB'],
      runs: [
        {
          name: 'one link',
          steps: [
            { join: 'a' },
            { settled: ['a'] },
            { subscribe: '"A"' },
            subscribes(...SUBSCRIBES),
            { app: ['"up"', '61'] },
            { await: [{ frame: '01 02 "up"' }] },
            { await: [{ frame: '00 01 61' }] },
          ],
        },
        {
          name: 'three links',
          modes: ['bind'],
          steps: [
            { join: 'a' },
            { join: 'b' },
            { settled: ['a', 'b'] },
            { subscribe: '"A"' },
            subscribes(...SUBSCRIBES, 'a'),
            subscribes(...SUBSCRIBES, 'b'),
            { join: 'c' },
            subscribes(...SUBSCRIBES, 'c'),
            { settled: ['c'] },
            { app: ['"up"'] },
            { await: [{ frame: '00 02 "up"', on: 'a' }] },
            { await: [{ frame: '00 02 "up"', on: 'b' }] },
            { await: [{ frame: '00 02 "up"', on: 'c' }] },
          ],
        },
      ],
    },
    {
      id: 'pubsub/19.17',
      title: 'what nobody asked for is dropped or delivered; what was asked for is delivered',
      level: 'MAY',
      outcomes: { 'drops-it': 'INFO', 'delivers-it': 'INFO' },
      runs: [
        {
          allow: [['"A1"']],
          steps: [
            { join: 'a' },
            { subscribe: '"A"' },
            { send: '00 02 "B1" 00 02 "A1"' },
            {
              await: [
                { delivery: ['"B1"'], is: 'delivers-it' },
                { delivery: ['"A1"'], is: 'drops-it' },
              ],
              else: 'lost',
            },
          ],
        },
      ],
    },
  ],
)
