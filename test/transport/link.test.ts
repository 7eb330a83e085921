// A link alone, while it lives: what it writes when, how it reads for an owner that has enough, its timer.
// The stream under it is the test's. How links end is link-ending.test.ts's.
import t from 'tap'
import type { Link } from '../../lib/transport/link.js'
import { PAGE_SIZE } from '../../lib/zmtp/pages.js'
import { bytes } from '../support/engines.js'
import { linkWorld, PULL_HELLO, readyLinkWorld, settle } from '../support/link-world.js'

const SIGNATURE = 'ff00000000000000017f'

/** A message that fills a page by itself. */
const PAGE = [Buffer.alloc(PAGE_SIZE)]

t.test('it speaks first, at once, and holds no process', async t => {
  const { stream, owner, link } = linkWorld()
  link.start()
  t.equal(stream.written, SIGNATURE)
  t.equal(stream.script.isReferenced, false)
  t.equal(link.isReady, false)
  stream.feed(PULL_HELLO)
  t.equal(link.isReady, true)
  t.strictSame(owner.log, ['ready'])
})

t.test('the messages of a tick are one write while the link is busy', async t => {
  const { stream, link } = await readyLinkWorld()
  await becomeBusy(link)
  const before = stream.script.writes.length
  link.send(bytes('a'))
  link.send(bytes('b', 'c'))
  t.equal(stream.script.writes.length, before, 'not before the tick is over')
  t.equal(link.hasUnsentBytes, true)
  await settle()
  t.equal(stream.script.writes.length, before + 1)
  t.match(stream.written, /000161010162000163$/)
  t.equal(link.hasUnsentBytes, false)
})

t.test('a quiet link writes the first message of a tick at once', async t => {
  const { stream, link } = await readyLinkWorld()
  await becomeQuiet(link)
  const before = stream.script.writes.length
  link.send(bytes('a'))
  t.equal(stream.script.writes.length, before + 1)
  link.send(bytes('b'))
  link.send(bytes('c'))
  t.equal(stream.script.writes.length, before + 1, 'the others together')
  await settle()
  t.equal(stream.script.writes.length, before + 2)
  t.match(stream.written, /000161000162000163$/)
  link.send(bytes('d'))
  t.equal(stream.script.writes.length, before + 2, 'it is busy now')
  await settle()
  link.send(bytes('e'))
  t.equal(stream.script.writes.length, before + 4, 'until one message came alone')
  t.match(stream.written, /000164000165$/)
})

/** Two messages in one tick. */
async function becomeBusy(link: Link): Promise<void> {
  link.send(bytes('x'))
  link.send(bytes('y'))
  await settle()
}

/** A tick with one message. */
async function becomeQuiet(link: Link): Promise<void> {
  link.send(bytes('x'))
  await settle()
}

t.test('a full page leaves at once', async t => {
  const { stream, link } = await readyLinkWorld()
  link.send(PAGE)
  t.strictSame(
    stream.script.writes.map(write => write.length),
    [9 + PAGE_SIZE],
    'header and body in one write',
  )
  await settle()
  t.equal(stream.script.writes.length, 1, 'and there is no other')
})

t.test(
  'while a write is under way nothing is written; one page gathers, then it is enough',
  async t => {
    const { stream, owner, link } = await readyLinkWorld()
    stream.script.takesWrites = false
    link.send(bytes('a'))
    t.equal(link.stream.isWriting, false)
    await settle()
    t.equal(link.stream.isWriting, true)
    link.send(bytes('b'))
    await settle()
    link.send(bytes('c'))
    await settle()
    t.equal(stream.written, '000161')
    t.equal(link.isCongested, false)
    link.send(PAGE)
    t.equal(link.isCongested, true)
    t.equal(stream.script.writes.length, 1)

    stream.script.takesWrites = true
    stream.script.finishWrite()
    await settle()
    t.equal(stream.script.writes.length, 2)
    t.match(stream.written, /^000161000162000163020000000000020000(00)*$/, 'in order')
    t.strictSame(owner.log, ['drained'])
    t.equal(link.stream.isWriting, false)
    t.equal(link.isCongested, false)
  },
)

t.test('an owner that was never refused is not told of room', async t => {
  const { stream, owner, link } = await readyLinkWorld()
  stream.script.takesWrites = false
  link.send(bytes('a'))
  await settle()
  link.send(bytes('b'))
  stream.script.finishWrite()
  await settle()
  t.equal(stream.written, '000161000162')
  stream.script.finishWrite()
  await settle()
  t.strictSame(owner.log, [])
  t.equal(link.hasUnsentBytes, false)
})

t.test('what the system has not taken keeps its memory', async t => {
  const { stream, link } = await readyLinkWorld()
  stream.script.takesWrites = false
  for (const text of ['a', 'b', 'c']) {
    link.send(bytes(text.repeat(1000)))
    await settle()
  }
  // `finishWrite` throws if they have changed.
  for (let write = 1; write <= 2; write++) {
    t.equal(stream.script.writes.length, write)
    stream.script.finishWrite()
    await settle()
  }
})

t.test('an owner that has enough: one read more is done, no second', async t => {
  const { stream, owner, link } = await readyLinkWorld()
  owner.wantsMore = false
  stream.feed('000161 000162')
  t.strictSame(owner.log, ['a'])
  t.equal(stream.script.isPaused(), false)
  stream.feed('000163')
  t.equal(stream.script.isPaused(), true)
  link.resume()
  t.strictSame(owner.log, ['a', 'b'])
  t.equal(stream.script.isPaused(), true, 'there are still bytes to decode')
  owner.wantsMore = true
  link.resume()
  t.strictSame(owner.log, ['a', 'b', 'c'])
  t.equal(stream.script.isPaused(), false)
  stream.feed('000164')
  t.strictSame(owner.log, ['a', 'b', 'c', 'd'])
})

t.test('the start of a frame does not keep it from reading on', async t => {
  const { stream, owner, link } = await readyLinkWorld()
  owner.wantsMore = false
  stream.feed('000161 0001')
  stream.feed('62 02 00000000')
  t.equal(stream.script.isPaused(), true)
  link.resume()
  link.resume()
  t.strictSame(owner.log, ['a', 'b'])
  t.equal(stream.script.isPaused(), false, 'its rest has to be read')
})

t.test('resumed soon: at the end of the turn, and once', async t => {
  const { stream, owner, link } = await readyLinkWorld()
  owner.wantsMore = false
  stream.feed('000161 000162 000163')
  link.resumeSoon()
  link.resumeSoon()
  t.strictSame(owner.log, ['a'])
  await settle()
  t.strictSame(owner.log, ['a', 'b'])
  await settle()
  t.strictSame(owner.log, ['a', 'b'])
})

t.test(
  'on demand: the first is told, those behind it wait to be taken, or for the next turn',
  async t => {
    const { stream, owner, link } = await readyLinkWorld()
    owner.takesOnDemand = true
    stream.feed('000161 000162 010163 000164 000165 000166')
    t.strictSame(owner.log, ['a'])
    t.equal(String(link.source.takeNow()), 'b')
    t.equal(link.source.takeNow(), undefined, 'not simple')
    link.source.fill()
    t.strictSame(owner.log, ['a', 'c|d', 'e'], 'up to the next that is')
    await settle()
    t.strictSame(owner.log, ['a', 'c|d', 'e'], 'someone is at work')
    await settle()
    t.strictSame(owner.log, ['a', 'c|d', 'e', 'f'])
  },
)

t.test('a large message, read into its place', async t => {
  const { stream, owner } = await readyLinkWorld()
  const size = 1_000_000
  const body = Buffer.alloc(size, 'abc')
  stream.feed('02 00000000 000f4240 "abcabc"')
  t.ok(stream.reading.buffer().length >= size - 6, 'there is room for all of it')
  stream.feed(body.subarray(6))
  stream.feed('000161')
  t.equal(owner.log[0], String(body))
  t.equal(owner.log[1], 'a')
})

t.test('no timer where nothing is due; that of the handshake fires into nothing', async t => {
  const free = linkWorld({ handshakeIntervalMs: 0 })
  free.link.start()
  t.equal(free.clock.pending, 0)
  const { clock, stream, owner, link } = linkWorld({ handshakeIntervalMs: 100 })
  link.start()
  clock.advance(99)
  stream.feed(PULL_HELLO)
  clock.advance(1)
  t.strictSame(owner.log, ['ready'])
  t.equal(clock.pending, 0)
})

t.test('heartbeats: a PING at each interval, the end when nothing comes back', async t => {
  const heartbeat = { intervalMs: 100, timeoutMs: 250, timeToLiveMs: 700 }
  const { clock, stream, owner, link } = await readyLinkWorld({ heartbeat })
  clock.advance(99)
  await settle()
  t.equal(stream.written, '')
  clock.advance(1)
  await settle()
  t.equal(stream.written, '04070450494e470007')
  clock.advance(100)
  await settle()
  t.equal(stream.written, '04070450494e470007'.repeat(2))
  stream.feed('0405 04 "PONG"')
  clock.advance(349)
  t.strictSame(owner.log, [], 'the PONG counts from the next PING')
  clock.advance(1)
  t.strictSame(owner.log, ['failed'])
  t.match(owner.failures, [{ kind: 'silent', state: 'traffic' }])
  t.equal(link.isReady, false)
  await stream.closed()
  t.equal(clock.pending, 0)
})
