// Envelopes: by hand, hostile, and as libzmq really sends them.
import t from 'tap'
import * as zeromq from 'zeromq'
import { Conversation, StreamDissector, type Side } from '../../lib/dissect/index.js'
import { hex } from '../support/bytes.js'
import { wiretap, type Wiretap } from '../support/wiretap.js'
import { NULL } from './vectors.js'

const byte = (value: number): string => value.toString(16).padStart(2, '0')

const ready = (type: string): Buffer => {
  const size = 22 + type.length
  return hex(`04 ${byte(size)} 05"READY" 0b"Socket-Type" 000000${byte(type.length)} "${type}"`)
}

/** Frames of the connecting side, of these types, as lines; with what is wrong behind `!`. */
function frames(own: string, peer: string | undefined, text: string): string[] {
  const conversation = new Conversation()
  if (peer !== undefined) conversation.push('binding', Buffer.concat([NULL, ready(peer)]))
  const sent = Buffer.concat([NULL, ready(own), hex(text)])
  return conversation.push('connecting', sent).flatMap(note => {
    if (note.kind !== 'item' || note.item.kind !== 'frame') return []
    const { summary, fault, role } = note.item
    return [`${role} | ${summary}${fault === undefined ? '' : ` ! ${fault.replace(/^.*?: /, '')}`}`]
  })
}

t.test('a request, with and without its number', async t => {
  t.strictSame(frames('REQ', 'REP', '0100 0101"a" 0001"b"'), [
    'delimiter | empty delimiter, MORE',
    'message | message part, MORE: "a"',
    'message | message: "b"',
  ])
  t.strictSame(frames('REQ', undefined, '0104 2a000000 0100 0000 0100 0000'), [
    'request-id | request id, MORE: 42',
    'delimiter | empty delimiter, MORE',
    'message | message: ""',
    'delimiter | empty delimiter, MORE',
    'message | message: ""',
  ])
})

t.test('routing ids before the delimiter, as deep as they go', async t => {
  t.strictSame(frames('DEALER', 'REP', '0105 006b8b4567 0103"bob" 0100 0100 0001"x"'), [
    String.raw`routing-id | routing id, MORE: "\x00k\x8bEg"`,
    'routing-id | routing id, MORE: "bob"',
    'delimiter | empty delimiter, MORE',
    'message | message part, MORE: ""',
    'message | message: "x"',
  ])
  t.strictSame(frames('REP', 'DEALER', '0103"bob" 0100 0001"x"'), [
    'routing-id | routing id, MORE: "bob"',
    'delimiter | empty delimiter, MORE',
    'message | message: "x"',
  ])
})

t.test('between DEALER and ROUTER an empty part is named, and nothing is guessed', async t => {
  for (const [own, peer] of [
    ['DEALER', 'ROUTER'],
    ['ROUTER', 'DEALER'],
    ['DEALER', undefined],
  ] as const) {
    t.strictSame(frames(own, peer, '0103"bob" 0100 0001"x" 0000'), [
      'message | message part, MORE: "bob"',
      'delimiter | empty delimiter, MORE',
      'message | message: "x"',
      'message | message: ""',
    ])
  }
  t.strictSame(frames('PUSH', 'PULL', '0100 0001"x"'), [
    'message | message part, MORE: ""',
    'message | message: "x"',
  ])
})

t.test('what a REQ or a REP ignores says why', async t => {
  t.strictSame(frames('DEALER', 'REP', '0001"x" 0100 0001"y" 0000'), [
    'message | message: "x" ! expected an empty delimiter before it: a REP ignores the message',
    'delimiter | empty delimiter, MORE',
    'message | message: "y"',
    'delimiter | empty delimiter ! expected a part behind the delimiter: a REP ignores the message',
  ])
  t.strictSame(frames('ROUTER', 'REQ', '0103"bob" 0100 0001"x"'), [
    'routing-id | routing id, MORE: "bob" ! expected an empty delimiter, or a request id of 4 bytes before it',
    'delimiter | empty delimiter, MORE',
    'message | message: "x"',
  ])
})

t.test('a subscription is a message of one part', async t => {
  t.strictSame(frames('SUB', 'PUB', '0002 01"a" 0102 01"b" 0002 01"c" 0001 00'), [
    'subscription | subscription: subscribe "a"',
    String.raw`message | message part, MORE: "\x01b"`,
    String.raw`message | message: "\x01c"`,
    'subscription | subscription: cancel ""',
  ])
})

t.test('endless envelopes take no memory', async t => {
  const stream = new StreamDissector()
  stream.push(Buffer.concat([NULL, ready('REP')]))
  const ids = hex('(0101"x")*1000')
  for (let turn = 0; turn < 50; turn++) {
    const items = stream.push(Buffer.from(ids))
    t.equal(items.length, 1000)
    t.equal(items.at(-1)?.summary, 'routing id, MORE: "x"')
  }
})

/** The frames of a tapped connection, each side's in its order. */
function heard({ rows }: Wiretap): Readonly<Record<Side, string[]>> {
  const sides: Record<Side, string[]> = { connecting: [], binding: [] }
  const conversation = new Conversation()
  for (const row of rows) {
    if (row.kind !== 'wire') continue
    for (const note of conversation.push(row.from, Buffer.from(row.bytes))) {
      if (note.kind !== 'item' || note.item.kind === 'greeting') continue
      const { item } = note
      if (item.kind === 'command' && item.name === 'READY') continue
      t.equal(item.fault, undefined)
      sides[note.side].push(item.summary.replace(/: (\d+|".x00.*")$/, ': N'))
    }
  }
  return sides
}

t.test('libzmq: REQ, ROUTER and DEALER with a proxy between, REP', async t => {
  const front = new zeromq.Router()
  const back = new zeromq.Dealer()
  const rep = new zeromq.Reply()
  const req = new zeromq.Request({ correlate: true })
  t.teardown(() => {
    for (const socket of [front, back, rep, req]) socket.close()
  })
  await front.bind('tcp://127.0.0.1:*')
  await back.bind('tcp://127.0.0.1:*')
  const [nearFront, nearBack] = await Promise.all(
    [front, back].map(s => wiretap(`${s.lastEndpoint}`)),
  )
  if (nearFront === undefined || nearBack === undefined) throw new Error('two taps')
  t.teardown(() => {
    nearFront.close()
    nearBack.close()
  })
  req.connect(nearFront.endpoint)
  rep.connect(nearBack.endpoint)
  await req.send('question')
  await back.send(await front.receive())
  await rep.receive()
  await rep.send(['an', 'answer'])
  await front.send(await back.receive())
  t.strictSame((await req.receive()).map(String), ['an', 'answer'])
  const envelope = ['request id, MORE: N', 'empty delimiter, MORE']
  const answer = ['message part, MORE: "an"', 'message: "answer"']
  t.strictSame(heard(nearFront), {
    connecting: [...envelope, 'message: "question"'],
    binding: [...envelope, ...answer],
  })
  // Between a DEALER and a REP the number is one more name on the way back.
  const far = ['routing id, MORE: N', 'empty delimiter, MORE']
  const backs = heard(nearBack)
  t.strictSame(
    [backs.binding[0], ...backs.binding.slice(2)],
    [far[0], far[1], 'message: "question"'],
  )
  t.match(backs.binding[1], /^routing id, MORE/)
  t.strictSame(backs.connecting.slice(2), [far[1], ...answer])
})

t.test('libzmq: SUB and PUB', async t => {
  const pub = new zeromq.XPublisher()
  const sub = new zeromq.Subscriber()
  t.teardown(() => {
    pub.close()
    sub.close()
  })
  await pub.bind('tcp://127.0.0.1:*')
  const tap = await wiretap(`${pub.lastEndpoint}`)
  t.teardown(() => tap.close())
  sub.connect(tap.endpoint)
  sub.subscribe('news')
  await pub.receive()
  await pub.send('news: one')
  await sub.receive()
  sub.unsubscribe('news')
  await pub.receive()
  t.strictSame(heard(tap), {
    connecting: ['command SUBSCRIBE: topic "news"', 'command CANCEL: topic "news"'],
    binding: ['message: "news: one"'],
  })
})
