// A pipe: straight to the link while nothing waits, else into the queue; small parts are copied there.
import t from 'tap'
import type { Message } from '../../../lib/socket/message.js'
import { type Outlet, keep, Pipe } from '../../../lib/socket/links/pipe.js'

const pipeOf = (sendHighWaterMark = 10): Pipe =>
  new Pipe({ sendHighWaterMark, receiveHighWaterMark: 0 })
const message = (text: string): Message => [Buffer.from(text)]
const outletOf = (take: (message: Message) => boolean): Outlet => ({
  isReady: true,
  tell: () => {},
  taker: { take },
})

t.test('with a link that takes: nothing is queued', async t => {
  const pipe = pipeOf()
  const taken: Message[] = []
  pipe.outlet = outletOf(parts => Boolean(taken.push(parts)))
  const sent = message('a')
  t.equal(pipe.write(sent), true)
  t.equal(taken[0], sent, 'the caller’s own message')
  t.equal(pipe.outbound.length, 0)
})

t.test('with a link that cannot now: queued, and what comes later waits behind it', async t => {
  const pipe = pipeOf()
  const taken: Message[] = []
  let isTaking = false
  pipe.outlet = outletOf(parts => isTaking && Boolean(taken.push(parts)))
  pipe.write(message('a'))
  isTaking = true
  pipe.write(message('b'))
  t.same(taken, [], 'no message overtakes another')
  t.same([pipe.outbound.shift(), pipe.outbound.shift()].map(String), ['a', 'b'])
  pipe.write(message('c'))
  t.same(taken.map(String), ['c'], 'straight again once nothing waits')
})

t.test('without a link, up to the high-water mark', async t => {
  const pipe = pipeOf(2)
  t.same([pipe.write(message('a')), pipe.write(message('b'))], [true, true])
  t.equal(pipe.checkWrite(), false)
  t.equal(pipe.write(message('c')), false)
  t.equal(pipe.outbound.length, 2)
})

t.test('closed: nothing is written, and the link is let go', async t => {
  const pipe = pipeOf()
  pipe.outlet = outletOf(() => true)
  pipe.close()
  t.match(pipe, { isClosed: true, outlet: undefined })
  t.same([pipe.write(message('a')), pipe.checkWrite()], [false, false])
  t.equal(pipe.outbound.length, 0)
})

t.test('what is queued: up to 128 bytes are copied, more share the caller’s memory', async t => {
  const small = Buffer.alloc(128, 'a')
  const large = Buffer.alloc(129, 'a')
  const pipe = pipeOf()
  pipe.write([small, large])
  small.fill('b')
  large.fill('b')
  const [first, second] = pipe.outbound.shift() ?? []
  t.equal(String(first), 'a'.repeat(128))
  t.equal(String(second), 'b'.repeat(129))
  const view = keep(new Uint8Array(large.buffer, large.byteOffset + 1, 128 + 0))
  t.ok(Buffer.isBuffer(view))
  t.equal(keep(large), large)
  t.equal(keep(new Uint8Array(large.buffer, large.byteOffset, 129)).buffer, large.buffer)
})
