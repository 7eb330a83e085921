// AbortSignal in every call that may wait: what was given up has not happened, nothing is lost by it, and a signal is
// not listened to longer than the call waits. In the end libzmq is the peer, on either side.
import { getEventListeners } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import t, { type Test } from 'tap'
import zeromq from 'zeromq'
import { Pair, Publisher, Pull, Push, Subscriber } from '../../lib/index.js'
import { Client, Dish, Radio, Server } from '../../lib/draft/index.js'
import { Incoming } from '../../lib/socket/incoming.js'
import { Outgoing } from '../../lib/socket/outgoing.js'
import { closing, freshEndpoint } from '../support/packages.js'
import { isSettled, StandInCore } from '../support/stand-in-core.js'
import { Random } from '../support/random.js'

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length

const why = new Error('enough')

/** Two PAIRs that are joined. */
async function pairs(t: Test): Promise<[Pair, Pair]> {
  const endpoint = freshEndpoint(t, 'inproc')
  const [a, b] = [closing(t, new Pair()), closing(t, new Pair())]
  await a.bind(endpoint)
  b.connect(endpoint)
  return [a, b]
}

t.test('a receive that waits: given up, and the next one gets the message', async t => {
  const core = new StandInCore()
  const incoming = new Incoming(core.core)
  core.options.receiveTimeout = 50
  for (const wait of [
    (signal: AbortSignal): Promise<unknown> => incoming.receive(signal),
    (signal: AbortSignal) => incoming.receiveBatch(9, signal),
  ]) {
    const abort = new AbortController()
    const waiting = wait(abort.signal)
    t.equal(listeners(abort.signal), 1)
    abort.abort(why)
    await t.rejects(waiting, why)
    t.equal(listeners(abort.signal), 0)
    t.equal(core.clock.pending, 0, 'no timer is left')
    core.deliver('a')
    t.equal(String(await incoming.receive()), 'a')
  }
})

t.test('an abort after the message, in the same turn: the message is given', async t => {
  const core = new StandInCore()
  const incoming = new Incoming(core.core)
  const abort = new AbortController()
  const waiting = incoming.receive(abort.signal)
  core.deliver('a', 'b')
  abort.abort(why)
  t.equal(String(await waiting), 'a')
  await t.rejects(
    incoming.receive(abort.signal),
    why,
    'aborted already: at once, and nothing is taken',
  )
  t.equal(String(await incoming.receive()), 'b')
})

t.test('an abort between the first message of a batch and the rest of its chunk', async t => {
  const core = new StandInCore()
  const incoming = new Incoming(core.core)
  const abort = new AbortController()
  const waiting = incoming.receiveBatch(9, abort.signal)
  core.deliver('a')
  abort.abort(why)
  await t.rejects(waiting, why)
  core.deliver('b')
  t.same((await incoming.receiveBatch(9)).map(String), ['a', 'b'])
})

t.test('a send that waits: it was not sent, and the next can be', async t => {
  const core = new StandInCore()
  const outgoing = new Outgoing(core.core)
  core.room = 0
  core.options.sendTimeout = 50
  const abort = new AbortController()
  const waiting = outgoing.send('given up', abort.signal)
  t.equal(listeners(abort.signal), 1)
  abort.abort(why)
  await t.rejects(waiting, why)
  t.equal(core.clock.pending, 0)
  const next = outgoing.send('next')
  core.makeRoom(5)
  await next
  await t.rejects(outgoing.send('too late', abort.signal), why)
  await t.rejects(outgoing.sendBatch(['too late'], abort.signal), why)
  t.same(core.sent.map(String), ['next'])
})

t.test('a batch of which a part has gone says how much, and whose fault it is', async t => {
  const core = new StandInCore()
  const outgoing = new Outgoing(core.core)
  core.room = 2
  const abort = new AbortController()
  const waiting = outgoing.sendBatch(['a', 'b', 'c'], abort.signal)
  abort.abort(why)
  await t.rejects(waiting, { name: 'AbortError', code: 'ABORT_ERR', sent: 2, cause: why })
  core.makeRoom(5)
  const whole = outgoing.sendBatch(['d', 'e'], new AbortController().signal)
  await whole
  t.same(core.sent.map(String), ['a', 'b', 'd', 'e'])
  core.room = 0
  const other = new AbortController()
  const none = outgoing.sendBatch(['f'], other.signal)
  other.abort(why)
  await t.rejects(none, why, 'none has gone: the reason itself')
})

t.test('a batch that waits for a turn of the event loop only', async t => {
  const core = new StandInCore()
  const outgoing = new Outgoing(core.core)
  const abort = new AbortController()
  const batch = Array.from({ length: 100_000 }, () => 'x')
  const waiting = outgoing.sendBatch(batch, abort.signal)
  const went = core.sent.length
  t.ok(went < batch.length)
  abort.abort(why)
  await t.rejects(waiting, { sent: went, cause: why })
  await turn()
  t.equal(core.sent.length, went)
  await outgoing.send('y')
  t.equal(core.sent.length, went + 1)
})

t.test('the close, a time-out and a success end the listening', async t => {
  const { signal } = new AbortController()
  const core = new StandInCore()
  const [incoming, outgoing] = [new Incoming(core.core), new Outgoing(core.core)]
  core.options.receiveTimeout = 50
  core.options.sendTimeout = 50
  core.room = 0
  const late: Promise<unknown>[] = [incoming.receive(signal), outgoing.send('a', signal)]
  t.equal(listeners(signal), 2)
  core.clock.advance(50)
  for (const each of late) await t.rejects(each, { code: 'EAGAIN' })
  t.equal(listeners(signal), 0)
  const closed: Promise<unknown>[] = [incoming.receive(signal), outgoing.sendBatch(['a'], signal)]
  core.close()
  for (const each of closed) await t.rejects(each, { code: 'EAGAIN' })
  t.equal(listeners(signal), 0)
})

t.test('a hundred thousand calls with one signal', async t => {
  const { signal } = new AbortController()
  const core = new StandInCore()
  const [incoming, outgoing] = [new Incoming(core.core), new Outgoing(core.core)]
  let most = 0
  for (let count = 0; count < 50_000; count++) {
    core.room = 0
    const both: Promise<unknown>[] = [incoming.receive(signal), outgoing.send('x', signal)]
    if (count % 100 === 0) most = Math.max(most, listeners(signal))
    core.deliver('y')
    core.makeRoom(1)
    await both[0]
    await both[1]
  }
  t.equal(most, 2)
  t.equal(listeners(signal), 0)
  t.equal(core.sent.length, 50_000)
})

t.test('iterate: throws the reason, and what comes then is for others', async t => {
  const [a, b] = await pairs(t)
  const abort = new AbortController()
  await a.send('one')
  const seen: string[] = []
  const loop = (async () => {
    for await (const [part] of b.iterate({ signal: abort.signal })) seen.push(String(part))
  })()
  t.equal(await isSettled(loop), false)
  abort.abort(why)
  await a.send('two')
  await t.rejects(loop, why)
  t.same(seen, ['one'])
  t.equal(listeners(abort.signal), 0)
  await t.rejects(b.iterate({ signal: abort.signal }).next(), why)
  for await (const [part] of b.iterate()) {
    t.equal(String(part), 'two')
    break
  }
  b.close()
  for await (const _ of b.iterate()) t.fail('closed')
})

t.test('bind and unbind: given up before anything happens', async t => {
  const pull = closing(t, new Pull())
  const abort = new AbortController()
  const endpoint = freshEndpoint(t, 'inproc')
  const binding = pull.bind(endpoint, { signal: abort.signal })
  t.throws(() => pull.bind(endpoint), { code: 'EBUSY' })
  abort.abort(why)
  await t.rejects(binding, why)
  t.equal(listeners(abort.signal), 0)
  await t.rejects(pull.bind(endpoint, { signal: abort.signal }), why)
  await pull.bind(endpoint, { signal: new AbortController().signal })
  await t.rejects(pull.unbind(endpoint, { signal: abort.signal }), why)
  await pull.unbind(endpoint)
  const blocked = new AbortController()
  const other = closing(t, new Pull())
  const last = other.bind(endpoint, { signal: blocked.signal })
  other.close()
  t.equal(other.closed, false)
  blocked.abort(why)
  await t.rejects(last, why)
  t.equal(other.closed, true, 'a close that waited for it')
})

t.test('events: none is lost', async t => {
  const pull = closing(t, new Pull())
  const { events } = pull
  const abort = new AbortController()
  const waiting = events.receive({ signal: abort.signal })
  abort.abort(why)
  await t.rejects(waiting, why)
  await pull.bind('tcp://127.0.0.1:*')
  await t.rejects(events.iterate({ signal: abort.signal }).next(), why)
  t.equal((await events.receive()).type, 'bind')
  t.equal(listeners(abort.signal), 0)
})

t.test('drafts, with the options that they need', async t => {
  const endpoint = freshEndpoint(t, 'inproc')
  const server = closing(t, new Server())
  const client = closing(t, new Client())
  await server.bind(endpoint)
  client.connect(endpoint)
  const abort = new AbortController()
  const waiting = server.receive({ signal: abort.signal })
  abort.abort(why)
  await t.rejects(waiting, why)
  await t.rejects(client.send('x', { signal: abort.signal }), why)
  await client.send('hello', { signal: undefined })
  const [, { routingId }] = await server.receive({ signal: undefined })
  await t.rejects(server.send('no', { routingId, signal: abort.signal }), why)
  await server.send('yes', { routingId })
  t.equal(String(await client.receive()), 'yes')
  const [radio, dish] = [closing(t, new Radio()), closing(t, new Dish())]
  await t.rejects(radio.send('x', { group: 'g', signal: abort.signal }), why)
  await t.rejects(dish.iterate({ signal: abort.signal }).next(), why)
})

t.test('what is no signal, and what is no options', async t => {
  const [a] = await pairs(t)
  const loose = a as unknown as Record<string, (...args: unknown[]) => unknown>
  for (const [name, ...first] of [
    ['receive'],
    ['iterate'],
    ['send', 'x'],
    ['sendBatch', ['x']],
    ['receiveBatch', 1],
    ['bind', 'inproc://x'],
    ['unbind', 'inproc://x'],
  ] as const) {
    t.throws(() => loose[name]?.(...first, { signal: 1 }), {
      message: 'Signal must be an AbortSignal',
    })
    const { length } = first
    const counted = {
      message: new RegExp(`^Expected ${length} arguments? but received ${length + 1}$`),
    }
    for (const none of [{}, null, 1, Buffer.alloc(1), ['x']]) {
      t.throws(() => loose[name]?.(...first, none), counted, name)
    }
    t.throws(() => loose[name]?.(...first, { signal: undefined }, 1), /but received/)
  }
})

t.test(
  'libzmq sends, and most receives are given up: each message comes once, in order',
  async t => {
    const random = new Random(19)
    const push = closing(t, new zeromq.Push())
    const pull = closing(t, new Pull())
    await pull.bind('tcp://127.0.0.1:*')
    push.connect(pull.lastEndpoint ?? '')
    const count = 2000
    const sending = (async () => {
      for (let number = 0; number < count; number++) {
        await push.send(String(number))
        if (number % 20 === 0) await turn()
      }
    })()
    const seen: number[] = []
    let givenUp = 0
    while (seen.length < count) {
      const abort = new AbortController()
      const isBatch = random.below(2) === 0
      const { signal } = abort
      const waiting: Promise<Buffer[][]> = isBatch
        ? pull.receiveBatch(20, { signal })
        : pull.receive({ signal }).then(message => [message])
      if (random.below(10) < 7) abort.abort(why)
      else setImmediate(() => abort.abort(why))
      try {
        for (const [part] of await waiting) seen.push(Number(part))
      } catch (error) {
        t.equal(error, why)
        givenUp++
        await turn()
      }
    }
    await sending
    t.ok(givenUp > 10, `${givenUp} given up`)
    t.same(
      seen,
      Array.from({ length: count }, (_, number) => number),
    )
  },
)

t.test('libzmq receives, and some sends are given up: just the others come', async t => {
  const pull = closing(t, new zeromq.Pull({ receiveHighWaterMark: 1 }))
  const push = closing(t, new Push({ sendHighWaterMark: 1 }))
  await pull.bind('tcp://127.0.0.1:*')
  push.connect(pull.lastEndpoint ?? '')
  const sent: string[] = []
  let givenUp = 0
  const large = 'x'.repeat(200_000)
  for (let number = 0; givenUp < 20; number++) {
    const abort = new AbortController()
    const sending = push.send([String(number), large], { signal: abort.signal })
    // It waits where it has not been sent by now.
    if (!(await isSettled(sending))) abort.abort(why)
    try {
      await sending
      sent.push(String(number))
    } catch (error) {
      t.equal(error, why)
      givenUp++
    }
  }
  await Promise.all([
    push.send(['last', '']),
    (async () => {
      const seen: string[] = []
      for await (const [name] of pull) {
        if (String(name) === 'last') break
        seen.push(String(name))
      }
      t.same(seen, sent)
      t.ok(sent.length > 0)
    })(),
  ])
})

t.test('without a message a subscriber of libzmq can be given up as well', async t => {
  const publisher = closing(t, new zeromq.Publisher())
  await publisher.bind('tcp://127.0.0.1:*')
  const subscriber = closing(t, new Subscriber())
  subscriber.connect(publisher.lastEndpoint ?? '')
  subscriber.subscribe('a')
  await t.rejects(subscriber.receive({ signal: AbortSignal.timeout(20) }), { name: 'TimeoutError' })
  const ours = closing(t, new Publisher())
  await ours.send('a', { signal: AbortSignal.timeout(20) })
})
