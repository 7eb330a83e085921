// What frames come to: topics and their subscribers, requests and their replies; by hand, hostile, and as libzmq
// really says them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import * as zeromq from 'zeromq'
import { CurveKeyLog, loadCurveBox } from '../../lib/dissect/index.js'
import * as rawzmq from '../../lib/index.js'
import type { ReportData } from '../../lib/report/index.js'
import { build, conversation, HEADER, linesOf } from '../support/report-rows.js'
import { SIDES } from '../support/security.js'
import { wiretap } from '../support/wiretap.js'

const exchangesOf = ({ subscriptions, requests, strings, lanes }: ReportData): unknown[] => [
  subscriptions.map(([topic, lane, way, from, to, messages]) => [
    strings[topic],
    lanes[lane],
    way,
    from,
    to,
    messages,
  ]),
  requests.map(([lane, at, latency, words]) => [lanes[lane], at, latency, strings[words]]),
]

t.test('who subscribed to what, when, and how many messages that was', async t => {
  const data = build([
    HEADER,
    ...conversation(
      'c1',
      ['SUB', 'PUB'],
      [
        ['connecting', 1, '040b 09"SUBSCRIBE" "a"'],
        ['connecting', 2, '040c 09"SUBSCRIBE" "ab" 040c 09"SUBSCRIBE" "ab"'],
        ['binding', 3, '0002"ab" 0001"a" 0101"a" 0002"ab" 0001"x"'],
        ['connecting', 4, '0408 06"CANCEL" "a"'],
        ['binding', 5, '0003"abc" 0001"a"'],
      ],
    ),
    // An older peer: subscriptions are messages.
    ...conversation(
      'c2',
      ['XPUB', 'XSUB'],
      [
        ['binding', 6, '0002 01"a"'],
        ['connecting', 7, '0001"a"'],
      ],
    ),
    { kind: 'connection', at: 9, connection: 'c2', change: 'ended', from: 'binding' },
  ])
  t.strictSame(exchangesOf(data), [
    [
      ['"a"', 'connection c1', 1, 1, 4, 3],
      ['"ab"', 'connection c1', 1, 2, -1, 2],
      [undefined, 'connection c1', 1, 3, -1, 2],
      ['"a"', 'connection c2', 2, 6, 9, 1],
    ],
    [],
  ])
  t.ok(data.counts.includes('3 subscriptions'))
})

t.test('requests and their replies, by their envelopes', async t => {
  const data = build([
    HEADER,
    ...conversation(
      'c1',
      ['REQ', 'REP'],
      [
        ['connecting', 1, '0100 0101"q" 0001"1"'],
        ['binding', 3, '0100 0001"a"'],
        ['connecting', 5, '0104 2a000000 0100 0001"r"'],
        ['binding', 6, '0104 2b000000 0100 0001"?"'],
      ],
    ),
    ...conversation(
      'c2',
      ['REP', 'DEALER'],
      [
        ['binding', 1, '0101"A" 0100 0001"1" 0101"B" 0100 0001"2" 0101"A" 0100 0001"3" 0001"x"'],
        ['connecting', 2, '0101"B" 0100 0000'],
        ['connecting', 4, '0101"A" 0100 0000'],
      ],
    ),
    ...conversation('c3', ['DEALER', 'ROUTER'], [['connecting', 1, '0100 0001"q"']]),
  ])
  const [, requests] = exchangesOf(data)
  t.strictSame(requests, [
    ['connection c1', 1, 2, '"q"'],
    ['connection c1', 5, -1, '"r"'],
    ['connection c2', 1, 3, '"1"'],
    ['connection c2', 1, 1, '"2"'],
    ['connection c2', 1, -1, '"3"'],
  ])
  const titles = linesOf(data)
  t.strictSame(
    data.requests.map(([, , , , request, reply]) => [titles[request], titles[reply]]),
    [
      [
        'connection c1 frame 1 empty delimiter, MORE',
        'connection c1 frame 2 empty delimiter, MORE',
      ],
      ['connection c1 frame 1 request id, MORE: 42', undefined],
      [
        'connection c2 frame 2 routing id, MORE: "A"',
        'connection c2 frame 1 routing id, MORE: "A"',
      ],
      [
        'connection c2 frame 2 routing id, MORE: "B"',
        'connection c2 frame 1 routing id, MORE: "B"',
      ],
      ['connection c2 frame 2 routing id, MORE: "A"', undefined],
    ],
  )
  t.ok(data.counts.includes('5 requests'))
})

t.test(
  'endless subscriptions, requests and envelopes are bounded, and the page says so',
  async t => {
    const many = Array.from({ length: 10_500 }, (_, index) => {
      const topic = index.toString(16).padStart(4, '0')
      return `040e 09"SUBSCRIBE" "${topic}"`
    }).join(' ')
    const data = build([
      HEADER,
      ...conversation('c1', ['SUB', 'PUB'], [['connecting', 1, many]]),
      ...conversation('c2', ['REQ', 'REP'], [['connecting', 1, '(0100 0001"q")*10001']]),
      ...conversation('c3', ['DEALER', 'REP'], [['connecting', 1, '(0101"q")*20000']]),
    ])
    t.equal(data.subscriptions.length, 10_000)
    t.equal(data.requests.length, 10_000)
    t.match(data.remarks, ['500 subscriptions are not listed', '1 requests are not listed'])
  },
)

for (const mechanism of ['NULL', 'CURVE'] as const) {
  t.test(
    `what libzmq and ours say, from a tap: requests, and a subscription; ${mechanism}`,
    async t => {
      const folder = t.testdir()
      const path = join(folder, 'keys.log')
      process.env.RAWZMQ_KEYLOG = path
      t.teardown(() => delete process.env.RAWZMQ_KEYLOG)
      const { server, client } = SIDES[mechanism]
      const { zapDomain: _, ...serves } = server
      const rep = new zeromq.Reply(serves)
      const pub = new zeromq.XPublisher(serves)
      const req = new rawzmq.Request(client)
      const sub = new rawzmq.Subscriber(client)
      await rep.bind('tcp://127.0.0.1:*')
      await pub.bind('tcp://127.0.0.1:*')
      const toRep = await wiretap(`${rep.lastEndpoint}`)
      const toPub = await wiretap(`${pub.lastEndpoint}`)
      t.teardown(() => {
        for (const one of [rep, pub, req, sub, toRep, toPub]) one.close()
      })
      req.connect(toRep.endpoint)
      sub.connect(toPub.endpoint)
      sub.subscribe('news')
      await req.send('question')
      await rep.receive()
      await rep.send('answer')
      await req.receive()
      await pub.receive()
      for (const text of ['news 1', 'other', 'news 2']) await pub.send(text)
      await sub.receive()
      await sub.receive()
      const renamed = toPub.rows.map(row => ({ ...row, connection: 'pub' }))
      const keys = new CurveKeyLog(await loadCurveBox())
      if (mechanism === 'CURVE') keys.read(readFileSync(path, 'utf8'))
      const data = build([HEADER, ...toRep.rows, ...renamed], { keys })
      t.match(exchangesOf(data), [
        [['"news"', 'connection pub', 1, Number, -1, 2]],
        [['connection c1', Number, Number, '"question"']],
      ])
      t.ok((data.requests[0]?.[2] ?? -1) >= 0, 'it was answered')
    },
  )
}
