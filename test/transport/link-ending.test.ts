// A link alone, at its end: by the peer, by a fault, by its owner; and what is known of how it ended.
import t from 'tap'
import { systemError } from '../../lib/errors.js'
import { bytes } from '../support/engines.js'
import { linkWorld, PULL_HELLO, readyLinkWorld, settle } from '../support/link-world.js'

/** With these a link has a timer. */
const HEARTBEATS = { heartbeat: { intervalMs: 1000, timeoutMs: -1, timeToLiveMs: 0 } }

t.test('the peer has ended: told at once, with the errno of libzmq', async t => {
  const { clock, stream, owner, link } = await readyLinkWorld()
  stream.feed('000161')
  await stream.end()
  t.strictSame(owner.log, ['a', 'failed'])
  t.match(owner.failures, [{ kind: 'gone', state: 'traffic', error: { code: 'EPIPE' } }])
  t.equal(link.isReady, false)
  t.equal(stream.script.destroyed, true)
  await settle()
  t.strictSame(owner.log, ['a', 'failed'], 'once')
  t.equal(clock.pending, 0)
})

t.test('a reset: its errno, and it is broken', async t => {
  const { stream, owner } = await readyLinkWorld()
  stream.script.destroy(systemError('ECONNRESET'))
  await stream.closed()
  t.strictSame(owner.log, ['failed, broken'])
  t.match(owner.failures, [{ kind: 'gone', error: { code: 'ECONNRESET' } }])
})

t.test('a write that fails ends nothing: what the peer said is read to its end', async t => {
  const { stream, owner, link } = await readyLinkWorld()
  stream.script.takesWrites = false
  link.send(bytes('one'))
  await settle()
  stream.script.finishWrite(systemError('ECONNRESET'))
  await settle()
  t.equal(link.isReady, false, 'it takes no more messages')
  t.equal(link.hasUnsentBytes, false)
  const written = stream.script.writes.length
  stream.feed('000161 04 07 04 "PING" 0000 000162')
  t.strictSame(owner.log, ['a', 'b'])
  t.equal(stream.script.writes.length, written, 'the PONG goes nowhere')
  await stream.end()
  t.strictSame(owner.log, ['a', 'b', 'failed, broken'])
  t.match(owner.failures, [{ kind: 'gone', error: { code: 'EPIPE' } }], 'the end that was read')
})

t.test('it may be the greeting; and an owner that forgets is not waited for', async t => {
  const { stream, owner, link } = linkWorld()
  stream.script.takesWrites = false
  link.start()
  stream.script.finishWrite(systemError('EPIPE'))
  owner.wantsMore = false
  stream.feed(`${PULL_HELLO} 000161 000162`)
  t.strictSame(owner.log, ['ready', 'a'])
  t.equal(link.isReady, false)
  link.forgetUnread()
  t.strictSame(owner.log, ['ready', 'a', 'failed, broken'])
})

for (const end of ['close', 'destroy'] as const) {
  t.test(
    `an owner that ends the link (${end}) in answer to what it hears: it hears no more`,
    async t => {
      const { clock, stream, owner, link } = linkWorld()
      link.start()
      owner.onReady = () => link[end]()
      stream.feed(`${PULL_HELLO} 000161 47 "ET / HTTP/1.0"`)
      stream.feed('000162')
      await settle()
      t.strictSame(owner.log, end === 'close' ? ['ready', 'closed'] : ['ready'])
      t.equal(clock.pending, 0)

      const later = await readyLinkWorld()
      later.owner.onMessage = () => later.link[end]()
      later.stream.feed('000161 000162 47 "ET / HTTP/1.0"')
      later.stream.feed('000163')
      later.stream.script.push(null)
      await settle()
      t.strictSame(later.owner.log, end === 'close' ? ['a', 'closed'] : ['a'])
    },
  )
}

t.test('a stream that closes without a word', async t => {
  const { stream, owner } = await readyLinkWorld()
  stream.script.destroy()
  await stream.closed()
  t.strictSame(owner.log, ['failed'])
  t.match(owner.failures, [{ kind: 'gone', error: { code: 'ECONNRESET' } }])
})

t.test('the end comes after what came before it', async t => {
  const { stream, owner, link } = await readyLinkWorld()
  owner.wantsMore = false
  stream.feed('000161 000162 000163')
  await stream.end()
  await settle()
  t.strictSame(owner.log, ['a'])
  t.equal(link.isReady, false, 'it takes no messages, though')
  link.resume()
  t.strictSame(owner.log, ['a', 'b'])
  link.resume()
  t.strictSame(owner.log, ['a', 'b', 'c', 'failed'])
  t.match(
    owner.failures,
    [{ kind: 'gone', error: { code: 'EPIPE' } }],
    'the first end, no later one',
  )
})

t.test('what lies there on demand is told before the end', async t => {
  const { stream, owner } = await readyLinkWorld()
  owner.takesOnDemand = true
  stream.feed('000161 000162 000163')
  await stream.end()
  t.strictSame(owner.log, ['a', 'b', 'c', 'failed'])
})

t.test('an owner that will not resume, or forgets, is not waited for', async t => {
  const never = await readyLinkWorld()
  Object.assign(never.owner, { wantsMore: false, willResume: false })
  never.stream.feed('000161 000162')
  await never.stream.end()
  t.strictSame(never.owner.log, ['a', 'failed'])

  const { stream, owner, link } = await readyLinkWorld()
  owner.wantsMore = false
  stream.feed('000161 000162')
  link.forgetUnread()
  t.strictSame(owner.log, ['a'], 'there was no end yet')
  await stream.end()
  t.strictSame(owner.log, ['a'])
  link.forgetUnread()
  t.strictSame(owner.log, ['a', 'failed'])
})

t.test('asked how it ended', async t => {
  t.test('the system has refused nothing', async t => {
    const { stream, owner, link } = await readyLinkWorld()
    owner.asksHowItEnds = true
    stream.script.takesWrites = false
    await stream.end()
    t.strictSame(owner.log, [], 'not known yet')
    t.equal(link.isReady, false)
    stream.script.finishWrite()
    await settle()
    t.strictSame(owner.log, ['failed'])
    t.equal(stream.written, '', 'the peer saw nothing of the question')
  })

  t.test('it has', async t => {
    const { stream, owner } = await readyLinkWorld()
    owner.asksHowItEnds = true
    stream.script.takesWrites = false
    await stream.end()
    stream.script.finishWrite(systemError('EPIPE'))
    await settle()
    t.strictSame(owner.log, ['failed, broken'])
  })

  t.test('while a write is under way', async t => {
    const { stream, owner, link } = await readyLinkWorld()
    owner.asksHowItEnds = true
    stream.script.takesWrites = false
    link.send(bytes('a'))
    await settle()
    await stream.end()
    t.strictSame(owner.log, ['failed, broken'])
  })

  t.test('with a message that did not leave any more', async t => {
    const { stream, owner, link } = await readyLinkWorld()
    owner.asksHowItEnds = true
    stream.script.once('end', () => t.equal(stream.written, ''))
    stream.script.prependOnceListener('end', () => link.send(bytes('a')))
    await stream.end()
    await settle()
    t.strictSame(owner.log, ['failed, broken'])
  })

  t.test('a local path is not asked', async t => {
    const { stream, owner } = await readyLinkWorld({}, 'ipc:///nowhere')
    owner.asksHowItEnds = true
    stream.script.takesWrites = false
    await stream.end()
    t.strictSame(owner.log, ['failed'])
  })

  t.test('an owner that resumes before the answer hears of the end with it', async t => {
    const { stream, owner, link } = await readyLinkWorld()
    owner.asksHowItEnds = true
    owner.wantsMore = false
    stream.script.takesWrites = false
    stream.feed('000161 000162')
    await stream.end()
    owner.wantsMore = true
    link.resume()
    t.strictSame(owner.log, ['a', 'b'], 'not known yet')
    stream.script.finishWrite(systemError('EPIPE'))
    await settle()
    t.strictSame(owner.log, ['a', 'b', 'failed, broken'])
  })

  t.test('an error instead of an answer', async t => {
    const { stream, owner } = await readyLinkWorld()
    owner.asksHowItEnds = true
    stream.script.takesWrites = false
    await stream.end()
    stream.script.destroy(systemError('ECONNRESET'))
    await stream.closed()
    t.strictSame(owner.log, ['failed, broken'])
    t.match(owner.failures, [{ kind: 'gone', error: { code: 'EPIPE' } }], 'the end came first')
  })

  t.test('a heartbeat that was not read proves nothing', async t => {
    const heartbeat = { intervalMs: 100, timeoutMs: 250, timeToLiveMs: 0 }
    const { clock, stream, owner } = await readyLinkWorld({ heartbeat })
    owner.asksHowItEnds = true
    clock.advance(100)
    await settle()
    stream.script.takesWrites = false
    await stream.end()
    stream.script.finishWrite(systemError('EPIPE'))
    await settle()
    t.strictSame(owner.log, ['failed'])
  })
})

t.test('a peer that breaks a rule: what we have to say to it still leaves', async t => {
  const { stream, owner } = linkWorld()
  owner.link?.start()
  stream.feed(PULL_HELLO.replace('"PULL"', '"PUSH"'))
  t.match(owner.failures, [{ kind: 'protocol', state: 'handshake' }])
  // RFC 23's ERROR, whose reason is libzmq's.
  const reason = Buffer.from('Invalid socket type').toString('hex')
  t.ok(stream.written.endsWith(`041a054552524f5213${reason}`), stream.written)
  t.equal(stream.script.writableEnded, true)
  await stream.closed()
  t.strictSame(owner.log, ['failed'])
})

t.test('one that breaks a rule and does not read is not waited for', async t => {
  const { stream, owner, link } = await readyLinkWorld()
  stream.script.takesWrites = false
  link.send(bytes('a'))
  await settle()
  stream.feed('80 00')
  t.match(owner.failures, [{ kind: 'protocol', state: 'traffic' }])
  t.equal(stream.script.destroyed, true)
})

t.test('a handshake that does not come ends to the millisecond', async t => {
  const { clock, stream, owner, link } = linkWorld({ handshakeIntervalMs: 100 })
  link.start()
  clock.advance(99)
  t.strictSame(owner.log, [])
  clock.advance(1)
  t.match(owner.failures, [{ kind: 'silent', state: 'greeting' }])
  stream.feed(PULL_HELLO)
  t.strictSame(owner.log, ['failed'], 'too late')
})

t.test(
  'closed: once everything packed is with the system, though a write is under way',
  async t => {
    const { clock, stream, owner, link } = await readyLinkWorld(HEARTBEATS)
    stream.script.takesWrites = false
    link.send(bytes('a'))
    await settle()
    link.send(bytes('b'))
    t.equal(clock.pending, 1)
    link.close()
    t.equal(clock.pending, 0)
    t.equal(link.isReady, false)
    stream.feed('000163')
    stream.script.finishWrite()
    await settle()
    t.equal(stream.written, '000161000162')
    t.strictSame(owner.log, [], 'still on its way; what comes is of no interest')
    stream.script.finishWrite()
    await stream.closed()
    t.strictSame(owner.log, ['closed'])
  },
)

t.test('closed, and the peer ends or resets before: no failure', async t => {
  for (const error of [undefined, systemError('ECONNRESET')]) {
    const { stream, owner, link } = await readyLinkWorld()
    stream.script.takesWrites = false
    link.send(bytes('a'))
    link.close()
    stream.script.destroy(error)
    await stream.closed()
    t.strictSame(owner.log, ['closed'])
  }
})

t.test('destroyed: now, and nothing more is told, read, written or due', async t => {
  const { clock, stream, owner, link } = await readyLinkWorld(HEARTBEATS)
  t.equal(clock.pending, 1)
  link.send(bytes('a'))
  link.destroy()
  t.equal(clock.pending, 0)
  t.equal(stream.script.destroyed, true)
  stream.feed('000161')
  link.resume()
  await settle()
  t.strictSame(owner.log, [])
  t.equal(stream.written, '')
})

t.test('an idle link without heartbeats holds no timer', async t => {
  const { clock, link } = await readyLinkWorld()
  t.equal(link.isReady, true)
  t.equal(clock.pending, 0)
})
