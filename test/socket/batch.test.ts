// sendBatch and receiveBatch against their plain versions: what as many sends and receives would do.
import t from 'tap'
import { Pair, Pull, Push } from '../../lib/index.js'

const text = (messages: readonly Buffer[][]): string[][] =>
  messages.map(parts => parts.map(part => part.toString()))

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${index}`)

async function pushAndPull(
  endpoint: string,
  options: { sendHighWaterMark?: number; receiveHighWaterMark?: number; sendTimeout?: number } = {},
): Promise<{ push: Push; pull: Pull }> {
  const { receiveHighWaterMark = 1000, ...pushOptions } = options
  const pull = new Pull({ receiveHighWaterMark, receiveTimeout: 10_000 })
  const push = new Push({ linger: 0, ...pushOptions })
  await pull.bind(endpoint)
  push.connect(pull.lastEndpoint as string)
  return { push, pull }
}

async function receiveBatches(pull: Pull, count: number): Promise<Buffer[][]> {
  const all: Buffer[][] = []
  while (all.length < count) all.push(...(await pull.receiveBatch()))
  return all
}

for (const endpoint of ['tcp://127.0.0.1:*', 'inproc://batch-order']) {
  t.test(`${endpoint}: order and parts, mixed with single sends and receives`, async t => {
    const { push, pull } = await pushAndPull(endpoint, { receiveHighWaterMark: 50 })
    t.teardown(() => [push, pull].forEach(socket => socket.close()))
    const messages = numbered(5000).map(number =>
      Number(number) % 7 === 0 ? [number, '', 'x'.repeat(Number(number) % 600)] : [number],
    )
    const sending = (async () => {
      for (let at = 0; at < messages.length; at += 900) {
        await push.sendBatch(messages.slice(at, at + 899))
        await push.send(messages[Math.min(at + 899, messages.length - 1)] as string[])
      }
    })()
    const received: Buffer[][] = []
    for (let turn = 0; received.length < messages.length; turn++) {
      if (turn % 3 === 0) received.push(await pull.receive())
      else received.push(...(await pull.receiveBatch(1 + ((turn * 37) % 200))))
    }
    await sending
    t.strictSame(text(received.slice(0, messages.length)), messages)
  })
}

/** What each of three peers gets. */
async function gotByPeers(isBatch: boolean): Promise<string[][]> {
  const push = new Push({ linger: 0 })
  await push.bind('tcp://127.0.0.1:*')
  const pulls = [new Pull(), new Pull(), new Pull()]
  const ready = new Promise<void>(resolve => {
    let count = 0
    push.events.on('handshake', () => {
      if (++count === pulls.length) resolve()
    })
  })
  for (const pull of pulls) pull.connect(push.lastEndpoint as string)
  await ready
  const messages = numbered(300)
  if (isBatch) await push.sendBatch(messages)
  else for (const message of messages) await push.send(message)
  const texts: string[][] = []
  for (const pull of pulls) {
    texts.push((await receiveBatches(pull, 100)).map(([part]) => String(part)))
    pull.close()
  }
  push.close()
  // Which peer is the first is a matter of who came first.
  return texts.toSorted(([a], [b]) => Number(a) - Number(b))
}

t.test('peers take turns as with single sends', async t => {
  t.strictSame(await gotByPeers(true), await gotByPeers(false))
})

t.test('a batch waits at the high-water mark, and goes on as room comes', async t => {
  const { push, pull } = await pushAndPull('inproc://batch-mark', {
    sendHighWaterMark: 10,
    receiveHighWaterMark: 10,
  })
  t.teardown(() => [push, pull].forEach(socket => socket.close()))
  const messages = numbered(100)
  let isSent = false
  const sending = push.sendBatch(messages).then(() => (isSent = true))
  const first = await pull.receiveBatch()
  t.equal(first.length, 20, 'both marks; the one that waited comes after them')
  t.notOk(isSent)
  t.throws(() => void push.send('x'), { code: 'EBUSY' })
  t.throws(() => void push.sendBatch(['x']), { code: 'EBUSY' })
  const rest = await receiveBatches(pull, 79)
  await sending
  t.strictSame(
    [...first, ...rest].map(([part]) => String(part)),
    messages,
  )
  await push.send('after')
  t.strictSame(text([await pull.receive()]), [['after']])
})

t.test('a batch that has no room in time says how much of it went', async t => {
  const { push, pull } = await pushAndPull('inproc://batch-time', {
    sendHighWaterMark: 10,
    receiveHighWaterMark: 10,
    sendTimeout: 20,
  })
  t.teardown(() => [push, pull].forEach(socket => socket.close()))
  await t.rejects(push.sendBatch(numbered(100)), { code: 'EAGAIN', sent: 20 })
  t.equal((await pull.receiveBatch()).length, 20)
  await push.sendBatch(['again'])
  t.strictSame(text(await pull.receiveBatch()), [['again']])
})

t.test('a socket that closes ends what waits', async t => {
  const push = new Push({ linger: 0 })
  const pull = new Pull()
  const sending = push.sendBatch(['x'])
  const receiving = pull.receiveBatch()
  t.throws(() => void pull.receive(), { code: 'EBUSY' })
  t.throws(() => void pull.receiveBatch(), { code: 'EBUSY' })
  push.close()
  pull.close()
  await t.rejects(sending, { code: 'EAGAIN', sent: 0 })
  await t.rejects(receiving, { code: 'EAGAIN' })
  t.throws(() => void push.sendBatch([]), { code: 'EBADF' })
  t.throws(() => void pull.receiveBatch(), { code: 'EBADF' })
})

t.test(
  'a batch of more than a turn lets the event loop turn, and can be closed in between',
  async t => {
    const { push, pull } = await pushAndPull('inproc://batch-turn', { sendHighWaterMark: 0 })
    let turns = 0
    const count = (): void => {
      if (++turns < 5) setImmediate(count)
    }
    setImmediate(count)
    await push.sendBatch(numbered(40_000))
    t.ok(turns > 1, `${turns} turns`)
    const sending = push.sendBatch(numbered(40_000))
    push.close()
    await t.rejects(sending, { code: 'EAGAIN' })
    pull.close()
  },
)

t.test('arguments', async t => {
  const push = new Push({ sendTimeout: 0 })
  const pull = new Pull({ receiveTimeout: 0 })
  const sendAnything = push.sendBatch.bind(push) as (...values: unknown[]) => Promise<void>
  for (const wrong of [undefined, null, 'text', Buffer.alloc(1), { length: 1 }]) {
    t.throws(() => void sendAnything(wrong), { message: 'Messages must be an array' })
  }
  t.throws(() => void sendAnything(['a', undefined]), { message: 'Message must be present' })
  t.throws(() => void sendAnything(['a'], 1), { message: 'Expected 1 argument but received 2' })
  for (const wrong of [0, -1, 1.5, Number.NaN, Infinity]) {
    t.throws(() => void pull.receiveBatch(wrong), TypeError)
  }
  await push.sendBatch([])
  await push.sendBatch([[]])
  await t.rejects(push.sendBatch(['no peer']), { code: 'EAGAIN', sent: 0 })
  await t.rejects(pull.receiveBatch(), { code: 'EAGAIN' })
  push.close()
  pull.close()
})

t.test('PAIR has both', async t => {
  const one = new Pair({ linger: 0 })
  const other = new Pair({ linger: 0, receiveTimeout: 10_000 })
  await one.bind('inproc://batch-pair')
  other.connect('inproc://batch-pair')
  await one.sendBatch(['a', ['b', 'c']])
  t.strictSame(text(await other.receiveBatch(1)), [['a']])
  t.strictSame(text(await other.receiveBatch()), [['b', 'c']])
  one.close()
  other.close()
})
