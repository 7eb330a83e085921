// Messages in and out: what can be sent, waiting, time-outs, one operation at a time, iteration.
import { setImmediate, setTimeout } from 'node:timers/promises'
import {
  closing,
  failureOf,
  freshEndpoint,
  onBoth,
  onBothOver,
  tell,
  type Zmq,
} from '../../support/packages.js'
import type { Test } from 'tap'

const AGAIN = 'EAGAIN Operation was not possible or timed out'

/** Two connected PAIRs. */
async function pairs(t: Test, zmq: Zmq, endpoint = freshEndpoint(t, 'inproc')) {
  const a = closing(t, new zmq.Pair())
  const b = closing(t, new zmq.Pair())
  await a.bind(endpoint)
  b.connect(a.lastEndpoint ?? '')
  return [a, b] as const
}

/** What is sent, and the parts that arrive, in hex. */
const VALUES: [string, unknown, string[]][] = [
  ['text', 'abc', ['616263']],
  ['text beyond ASCII', 'é€😀', ['c3a9e282acf09f9880']],
  ['half a surrogate pair', '\ud800', ['efbfbd']],
  ['empty text', '', ['']],
  ['a Buffer', Buffer.from('b'), ['62']],
  ['a part of a Buffer', Buffer.from('hello').subarray(1, 3), ['656c']],
  ['a Uint8Array', new Uint8Array([1, 2]), ['0102']],
  ['a part of an array', new Uint8Array([1, 2, 3, 4]).subarray(1, 3), ['0203']],
  ['a Uint16Array', new Uint16Array([0x0101]), ['0101']],
  ['a Float64Array', new Float64Array([0]), ['0000000000000000']],
  ['an ArrayBuffer', new Uint8Array([7, 8]).buffer, ['0708']],
  ['a number', 5, ['35']],
  ['a fraction', 1.5, ['312e35']],
  ['NaN', NaN, ['4e614e']],
  ['null', null, ['']],
  ['a boolean', true, ['74727565']],
  ['a bigint', 5n, ['35']],
  ['an object', { a: 1 }, ['5b6f626a656374204f626a6563745d']],
  ['an object with toString', { toString: () => 'ts' }, ['7473']],
  ['an array', ['a', null, 5, Buffer.from('z')], ['61', '', '35', '7a']],
  ['an array in an array', [['a', 'b']], ['612c62']],
  ['undefined in an array', ['a', undefined], ['61', '756e646566696e6564']],
]

onBoth('every kind of value', async (t, zmq) => {
  const [a, b] = await pairs(t, zmq)
  for (const [what, value, expected] of VALUES) {
    await a.send(value as string)
    const parts = await b.receive()
    t.same(
      parts.map(part => part.toString('hex')),
      expected,
      what,
    )
    for (const part of parts) t.ok(Buffer.isBuffer(part))
  }
  t.equal(await a.send([]), undefined, 'nothing at all')
  t.equal(b.readable, false)
})

onBothOver('large and small parts arrive whole', async (t, zmq, endpoint) => {
  const [a, b] = await pairs(t, zmq, endpoint)
  const sizes = [0, 1, 127, 128, 129, 255, 256, 65535, 65536, 1_000_000]
  const parts = sizes.map(size => Buffer.alloc(size, size % 251))
  const received = b.receive()
  await a.send(parts)
  t.same(
    (await received).map(part => part.length),
    sizes,
  )
  for (const part of parts) {
    const next = b.receive()
    await a.send(part)
    t.ok(part.equals((await next)[0] as Buffer), `${part.length} bytes`)
  }
})

onBothOver('small parts may be changed after send', async (t, zmq, endpoint) => {
  const [a, b] = await pairs(t, zmq, endpoint)
  const part = Buffer.from('first')
  const sent = a.send(part)
  part.fill('x')
  await sent
  t.equal(String(await b.receive()), 'first')
})

onBoth('what send and receive refuse', async (t, zmq) => {
  const pair = closing(t, new zmq.Pair({ sendTimeout: 0, receiveTimeout: 0 }))
  type Loose = Record<'send' | 'receive' | 'close', (...args: unknown[]) => Promise<void>>
  const loose = pair as unknown as Loose
  t.throws(() => loose.send(), { message: 'Message must be present' })
  t.throws(() => loose.send(undefined), TypeError)
  t.throws(() => loose.send('a', 'b'), { message: 'Expected 1 argument but received 2' })
  t.throws(() => loose.receive(1), { message: 'Expected 0 arguments but received 1' })
  t.throws(() => loose.close(1), { message: 'Expected 0 arguments but received 1' })
  t.throws(() => loose.send(Symbol('s')), TypeError)
  const thrower = {
    toString() {
      throw new Error('from toString')
    },
  }
  t.throws(() => loose.send(thrower), { message: 'from toString' })
  pair.close()
  t.throws(() => pair.send('x'), { code: 'EBADF', errno: 9, message: 'Socket is closed' })
  t.throws(() => pair.receive(), { code: 'EBADF' })
  t.throws(() => loose.send(), { message: 'Message must be present' })
})

/**
 * How an action fails, and after how many milliseconds. zeromq.js's timers count from the start of the
 * event loop's turn, which may be long ago; so that nothing seems to end early, two turns lie between
 * our look at the clock and the action.
 */
async function failureAfter(action: () => unknown): Promise<[NodeJS.ErrnoException, number]> {
  const started = performance.now()
  await setImmediate()
  await setImmediate()
  const failure = await failureOf(action)
  return [failure, performance.now() - started]
}

/** libuv's clock has whole milliseconds, and may be another one behind. */
const CLOCK_SLACK_MS = 2

onBoth('time-outs', async (t, zmq) => {
  const pair = closing(t, new zmq.Pair())
  for (const timeout of [0, 10]) {
    pair.sendTimeout = timeout
    pair.receiveTimeout = timeout
    for (const action of [() => pair.send('x'), () => pair.receive()]) {
      const [failed, waited] = await failureAfter(action)
      t.equal(tell(failed), AGAIN)
      t.equal(failed.errno, 11)
      t.ok(waited >= timeout - CLOCK_SLACK_MS, `${waited} ms of ${timeout}`)
    }
  }
})

onBoth('one send and one receive at a time', async (t, zmq) => {
  const pair = closing(t, new zmq.Pair())
  const sent = failureOf(() => pair.send('x'))
  const received = failureOf(() => pair.receive())
  t.throws(() => pair.send('y'), {
    code: 'EBUSY',
    message: 'Socket is busy writing; only one send operation may be in progress at any time',
  })
  t.throws(() => pair.receive(), {
    code: 'EBUSY',
    message: 'Socket is busy reading; only one receive operation may be in progress at any time',
  })
  const iterator = pair[Symbol.asyncIterator]()
  t.equal((await failureOf(() => iterator.next())).code, 'EBUSY')
  pair.close()
  t.equal(tell(await sent), AGAIN, 'what waits when the socket closes')
  t.equal(tell(await received), AGAIN)
})

onBothOver('a send waits for a peer, a receive for a message', async (t, zmq, endpoint) => {
  const a = closing(t, new zmq.Pair())
  const b = closing(t, new zmq.Pair())
  await a.bind(endpoint)
  b.connect(a.lastEndpoint ?? '')
  const received = a.receive()
  const sent = a.send('x')
  t.equal(String(await b.receive()), 'x')
  await sent
  await b.send('y')
  t.equal(String(await received), 'y')
})

onBothOver('readable and writable', async (t, zmq, endpoint) => {
  const a = closing(t, new zmq.Pair())
  const b = closing(t, new zmq.Pair())
  t.equal(a.readable, false)
  t.equal(a.writable, false)
  await a.bind(endpoint)
  t.equal(a.writable, false)
  b.connect(a.lastEndpoint ?? '')
  t.equal(b.writable, true, 'a connect makes room at once')
  await b.send('x')
  t.equal(String(await a.receive()), 'x')
  t.equal(a.readable, false)
  t.equal(a.writable, true)
})

onBothOver(
  'iteration gives every message, and ends quietly with the socket',
  async (t, zmq, endpoint) => {
    const push = closing(t, new zmq.Push())
    const pull = closing(t, new zmq.Pull())
    await push.bind(endpoint)
    pull.connect(push.lastEndpoint ?? '')
    const received: string[] = []
    const reading = (async () => {
      for await (const [message] of pull) {
        received.push(String(message))
        if (received.length === 5) void setTimeout(1).then(() => pull.close())
      }
    })()
    for (let index = 0; index < 5; index++) await push.send(`m${index}`)
    await reading
    t.same(received, ['m0', 'm1', 'm2', 'm3', 'm4'])
    let count = 0
    for await (const message of pull) count += message.length
    t.equal(count, 0, 'a closed socket has nothing to iterate')
  },
)

onBoth('an iterator by hand', async (t, zmq) => {
  const pair = new zmq.Pair()
  const iterator = pair[Symbol.asyncIterator]()
  const next = iterator.next()
  pair.close()
  t.same((await next).done, true)
  t.same((await iterator.next()).done, true)

  const impatient = closing(t, new zmq.Pair({ receiveTimeout: 1 }))
  t.equal(tell(await failureOf(() => impatient[Symbol.asyncIterator]().next())), AGAIN)
})

onBoth('breaking out of a loop leaves the socket as it is', async (t, zmq) => {
  const [a, b] = await pairs(t, zmq)
  await a.send('x')
  await a.send('y')
  for await (const [message] of b) {
    t.equal(String(message), 'x')
    break
  }
  t.equal(b.closed, false)
  t.equal(String(await b.receive()), 'y')
})

/** How often the event loop turns while something goes on. */
async function countTurns(act: () => Promise<void>): Promise<number> {
  let turns = 0
  let isOver = false
  const turning = (async () => {
    while (!isOver) {
      await setImmediate()
      turns++
    }
  })()
  await act()
  isOver = true
  await turning
  return turns
}

// zeromq.js's own test of this counts how often a timer of 1 ms fires. Our 2,500 receives are over
// before one is due, so the turns are counted in which it could.
onBothOver('loops of sends and receives do not starve the event loop', async (t, zmq, endpoint) => {
  const [a, b] = await pairs(t, zmq, endpoint)
  a.sendHighWaterMark = 5000
  b.receiveHighWaterMark = 5000
  const count = 2500
  const sendTurns = await countTurns(async () => {
    for (let index = 0; index < count; index++) await a.send('x')
  })
  const receiveTurns = await countTurns(async () => {
    for (let index = 0; index < count; index++) await b.receive()
  })
  t.ok(sendTurns >= 3, `${sendTurns} turns`)
  t.ok(receiveTurns >= 3, `${receiveTurns} turns`)
})

onBoth('while there is room a send is never busy, and one waits beyond it', async (t, zmq) => {
  const [a, b] = await pairs(t, zmq)
  const isOurs = 'sendBatch' in zmq.Push.prototype
  // zeromq.js is busy from the 513th operation of a turn on, room or not.
  const count = isOurs ? 6000 : 500
  a.sendHighWaterMark = count
  const sent = Array.from({ length: count }, (_, index) => a.send(String(index)))
  await Promise.all(sent)
  for (let index = 0; index < count; index++) {
    if (String(await b.receive()) !== String(index)) t.fail(`${index} is not in its place`)
  }
})
