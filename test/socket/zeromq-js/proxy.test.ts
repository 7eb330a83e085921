// Proxy on both packages, zeromq.js first: what it forwards, what it refuses, how it ends. Where zeromq.js 6.8 is
// wrong (pause does nothing, resume stalls it), ours alone.
import t, { type Test } from 'tap'
import type { Dealer, Proxy, Reply, Request, Router } from '../../../lib/index.js'
import * as rawzmq from '../../../lib/index.js'
import { pause } from '../../support/engines.js'
import {
  closing,
  failureOf,
  freshEndpoint,
  onBoth,
  onBothOver,
  tell,
  type Zmq,
} from '../../support/packages.js'

interface Scene {
  readonly proxy: Proxy<Router, Dealer>
  readonly ended: Promise<void>
  readonly asks: Request
  readonly answers: Reply
}

async function scene(t: Test, zmq: Zmq, endpoints: readonly [string, string]): Promise<Scene> {
  const proxy = new zmq.Proxy(new zmq.Router({ linger: 0 }), new zmq.Dealer({ linger: 0 }))
  await proxy.frontEnd.bind(endpoints[0])
  await proxy.backEnd.bind(endpoints[1])
  const asks = closing(t, new zmq.Request({ receiveTimeout: 20_000 }))
  const answers = closing(t, new zmq.Reply())
  asks.connect(proxy.frontEnd.lastEndpoint as string)
  answers.connect(proxy.backEnd.lastEndpoint as string)
  const ended = proxy.run()
  void (async () => {
    for await (const message of answers) await answers.send(['re', ...message])
  })()
  return { proxy, ended, asks, answers }
}

async function ask(asks: Request, text: string): Promise<string> {
  await asks.send(text)
  return (await asks.receive()).join(' ')
}

onBothOver(
  'requests and replies pass until it is terminated',
  async (t, zmq, endpoint, transport) => {
    const { proxy, ended, asks } = await scene(t, zmq, [endpoint, freshEndpoint(t, transport)])
    for (const text of ['a', 'b', 'c']) t.equal(await ask(asks, text), `re ${text}`)
    const busy = 'EBUSY Socket is blocked by a bind or unbind operation'
    t.equal(tell(await failureOf(() => proxy.frontEnd.send(['x', 'y']))), busy)
    t.equal(tell(await failureOf(() => proxy.backEnd.receive())), busy)
    t.equal(proxy.frontEnd.closed, false)
    proxy.terminate()
    await ended
    t.equal(proxy.frontEnd.closed, true)
    t.equal(proxy.backEnd.closed, true)
    for (const name of ['pause', 'resume', 'terminate'] as const) {
      t.equal(tell(await failureOf(() => proxy[name]())), 'EBADF Socket is closed', name)
    }
  },
)

onBoth('what it is not made of, and when it does not run', async (t, zmq) => {
  const Anything = zmq.Proxy as unknown as new (...sockets: unknown[]) => Proxy
  const [one, two] = [closing(t, new zmq.Router()), closing(t, new zmq.Dealer())]
  const refused: [unknown[], string][] = [
    [[], 'TypeError Front-end must be a socket object'],
    [[one], 'TypeError Back-end must be a socket object'],
    [[1, two], 'TypeError Front-end must be a socket object'],
    [[one, two, two], 'TypeError Expected 2 arguments but received 3'],
  ]
  for (const [sockets, expected] of refused) {
    t.equal(tell(await failureOf(() => new Anything(...sockets))), expected, expected)
  }
  t.equal((await failureOf(() => new Anything({}, two))).message, 'Invalid argument')
  const proxy = new zmq.Proxy(one, two)
  t.equal(proxy.frontEnd, one)
  t.equal(proxy.backEnd, two)
  t.equal(tell(await failureOf(() => proxy.terminate())), 'EBADF Socket is closed')
  const front = 'EINVAL Front-end socket must be bound or connected'
  t.equal(tell(await failureOf(() => proxy.run())), front)
  await one.bind('tcp://127.0.0.1:*')
  const back = 'EINVAL Back-end socket must be bound or connected'
  t.equal(tell(await failureOf(() => proxy.run())), back)
  t.doesNotThrow(() => one.connect('inproc://still-usable'))
})

t.test('a pause holds everything up, and nothing is lost', async t => {
  const { proxy, ended, asks } = await scene(t, rawzmq, ['tcp://127.0.0.1:*', 'tcp://127.0.0.1:*'])
  t.equal(await ask(asks, 'before'), 're before')
  proxy.pause()
  await asks.send('meanwhile')
  let isThere = false
  const reply = asks.receive().then(message => {
    isThere = true
    return message.join(' ')
  })
  await pause(50)
  t.equal(isThere, false)
  proxy.resume()
  t.equal(await reply, 're meanwhile')
  proxy.terminate()
  await ended
})

t.test('what the one side cannot take waits at the other', async t => {
  const front = new rawzmq.Pull({ receiveHighWaterMark: 1 })
  const back = new rawzmq.Push({ sendHighWaterMark: 1, linger: 0 })
  front.bindSync('inproc://full-front')
  back.bindSync('inproc://full-back')
  const push = closing(t, new rawzmq.Push({ sendHighWaterMark: 1, sendTimeout: 50 }))
  push.connect('inproc://full-front')
  const proxy = new rawzmq.Proxy(front, back)
  const ended = proxy.run()
  t.equal(
    tell(
      await failureOf(async () => {
        for (let n = 0; n < 10; n++) await push.send(`${n}`)
      }),
    ),
    'EAGAIN Operation was not possible or timed out',
  )
  const pull = closing(t, new rawzmq.Pull({ receiveHighWaterMark: 1, receiveTimeout: 20_000 }))
  pull.connect('inproc://full-back')
  for (const text of ['0', '1']) t.equal(String((await pull.receive())[0]), text)
  await push.send('last')
  t.equal(String((await pull.receive())[0]), 'last')
  proxy.terminate()
  await ended
})

t.test('one of the two in use: the other is as it was', async t => {
  const [one, two] = [closing(t, new rawzmq.Dealer()), closing(t, new rawzmq.Dealer())]
  one.bindSync('inproc://loan-1')
  two.bindSync('inproc://loan-2')
  const binding = two.bind('inproc://loan-3')
  const proxy = new rawzmq.Proxy(one, two)
  t.equal((await failureOf(() => proxy.run())).code, 'EBUSY')
  t.doesNotThrow(() => one.connect('inproc://loan-4'))
  await binding
  const ended = proxy.run()
  one.close()
  t.equal(one.closed, false, 'it is closed at the end')
  proxy.terminate()
  await ended
  t.equal(one.closed, true)
})

t.test('a message that is refused for good ends it', async t => {
  const front = new rawzmq.Dealer({ linger: 0 })
  const back = new rawzmq.Router({ linger: 0, mandatory: true })
  front.bindSync('inproc://refuse-front')
  back.bindSync('inproc://refuse-back')
  const dealer = closing(t, new rawzmq.Dealer())
  dealer.connect('inproc://refuse-front')
  const peer = closing(t, new rawzmq.Dealer())
  peer.connect('inproc://refuse-back')
  const ended = new rawzmq.Proxy(front, back).run()
  await dealer.send(['nobody', 'x'])
  t.equal((await failureOf(() => ended)).code, 'EHOSTUNREACH')
  t.equal(front.closed && back.closed, true)
})

t.test('a socket alone is given back what comes from it', async t => {
  const echo = new rawzmq.Dealer({ linger: 0 })
  echo.bindSync('inproc://echo')
  const dealer = closing(t, new rawzmq.Dealer({ receiveTimeout: 20_000 }))
  dealer.connect('inproc://echo')
  const proxy = new rawzmq.Proxy(echo, echo)
  const ended = proxy.run()
  await dealer.send(['a', 'b'])
  t.equal((await dealer.receive()).join(), 'a,b')
  proxy.terminate()
  await ended
})
