// DGRAM, and RADIO and DISH over udp: the same bodies on zeromq, which says what is right, and on ours, and each
// with the other. Datagrams may be lost, and zeromq's thread binds when it likes: what must arrive is repeated
// until the first has.
import { createSocket, type Socket as PlainSocket } from 'node:dgram'
import { once } from 'node:events'
import t, { type Test } from 'tap'
import zeromq from 'zeromq'
import zeromqDraft from 'zeromq/draft.js'
import * as ownDraft from '../../../lib/draft/index.js'
import * as rawzmq from '../../../lib/index.js'
import type { Writable } from '../../../lib/index.js'
import { noIpv6 } from '../../support/ipv6.js'
import { closing, failureOf, tell } from '../../support/packages.js'

type Draft = Pick<typeof ownDraft, 'Datagram' | 'Dish' | 'Radio'> & Pick<typeof rawzmq, 'Push'>

const OURS: Draft = { ...ownDraft, Push: rawzmq.Push }
const PACKAGES: readonly (readonly [string, Draft])[] = [
  ['zeromq', { ...zeromqDraft, Push: zeromq.Push } as unknown as Draft],
  ['rawzmq', OURS],
]
const MS = 5
const LONG_MS = 20_000
/** A label of 64 letters is no name: nobody is asked for it. */
const NO_HOST = 'x'.repeat(64)

// A receive of zeromq's thread-safe sockets does not hold the process.
const held = setInterval(() => {}, 1000)
t.teardown(() => clearInterval(held))

/** A socket of Node's own, bound to the loopback address. */
async function plain(t: Test): Promise<PlainSocket & { readonly number: number }> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  t.teardown(() => void socket.close())
  await once(socket, 'listening')
  return Object.assign(socket, { number: socket.address().port })
}

/** A port that nobody has: libzmq does not say which it has chosen. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}

/** Does a thing again and again until the promise is settled. */
async function repeating<T>(act: () => unknown, promise: Promise<T>): Promise<T> {
  const timer = setInterval(() => void act(), MS)
  try {
    return await promise
  } finally {
    clearInterval(timer)
  }
}

const said = (radio: ownDraft.Radio, group: string) => () =>
  radio.send('hello', { group }).catch(() => {})

for (const [name, draft] of PACKAGES) {
  t.test(`${name}: a DGRAM answers whoever asks`, async t => {
    const dgram = closing(t, new draft.Datagram({ receiveTimeout: LONG_MS }))
    const port = await freePort()
    await dgram.bind(`udp://127.0.0.1:${port}`)
    const client = await plain(t)
    const [from, body] = await repeating(
      () => client.send('hello', port, '127.0.0.1'),
      dgram.receive(),
    )
    t.strictSame([String(from), String(body)], [`127.0.0.1:${client.number}\0`, 'hello'])
    const answers = once(client, 'message')
    await dgram.send([from, 'there'])
    const [answer, { address, port: sender }] = await answers
    t.strictSame([String(answer), address, sender], ['there', '127.0.0.1', port])
    // An address may be written without its NUL, and a part may be empty.
    for (const text of ['more', '']) {
      const next = once(client, 'message')
      await dgram.send([`127.0.0.1:${client.number}`, text])
      t.equal(String((await next)[0]), text)
    }
    t.strictSame([dgram.type, dgram.threadSafe, dgram.linger], [18, false, -1])
  })

  t.test(`${name}: what a RADIO sends`, async t => {
    const radio = closing(t, new draft.Radio())
    const receiver = await plain(t)
    radio.connect(`udp://127.0.0.1:${receiver.number}`)
    for (const [group, body] of [
      ['news', 'all'],
      ['', ''],
      ['g'.repeat(255), 'x'.repeat(1000)],
    ] as const) {
      const next = once(receiver, 'message')
      await radio.send(body, { group })
      const expected = Buffer.concat([Buffer.of(group.length), Buffer.from(group + body)])
      t.same((await next)[0], expected)
    }
  })

  t.test(`${name}: what is refused, and what is not`, async t => {
    const make = {
      DGRAM: () => new draft.Datagram(),
      DISH: () => new draft.Dish(),
      RADIO: () => new draft.Radio(),
      PUSH: () => new draft.Push(),
    }
    const refused: (readonly [keyof typeof make, 'bind' | 'connect', string, string])[] = [
      ['DGRAM', 'connect', 'udp://127.0.0.1:9', 'ENOCOMPATPROTO'],
      ['DGRAM', 'connect', 'udp://127.0.0.1', 'ENOCOMPATPROTO'],
      ['DISH', 'connect', 'udp://127.0.0.1:9', 'ENOCOMPATPROTO'],
      ['RADIO', 'bind', 'udp://127.0.0.1:*', 'ENOCOMPATPROTO'],
      ['PUSH', 'bind', 'udp://127.0.0.1:*', 'ENOCOMPATPROTO'],
      ['PUSH', 'connect', 'udp://127.0.0.1:9', 'ENOCOMPATPROTO'],
      ['PUSH', 'bind', 'udp://', 'EINVAL'],
      ['DGRAM', 'bind', 'udp://', 'EINVAL'],
      ['DGRAM', 'bind', 'udp://127.0.0.1', 'EINVAL'],
      ['DGRAM', 'bind', 'udp://127.0.0.1:x', 'EINVAL'],
      ['DGRAM', 'bind', 'udp://:9', 'ENODEV'],
      ['DGRAM', 'bind', 'udp://127.0.0.1:5:6', 'ENODEV'],
      ['DGRAM', 'bind', 'udp://[::1]:9', 'ENODEV'],
      ['DISH', 'bind', `udp://${NO_HOST}:9`, 'ENODEV'],
      ['DISH', 'bind', 'udp://nothing;239.0.0.1:9999', 'ENODEV'],
      ['DISH', 'bind', 'udp://239.0.0.1;239.0.0.1:9999', 'EINVAL'],
      ['DISH', 'bind', 'udp://127.0.0.1;127.0.0.1:9999', 'EINVAL'],
      ['DISH', 'bind', 'udp://[ff02::1]:9999', 'ENODEV'],
      ['RADIO', 'connect', 'udp://127.0.0.1:*', 'EINVAL'],
      ['RADIO', 'connect', 'udp://*:9', 'EINVAL'],
      ['RADIO', 'connect', 'udp://:9', 'EINVAL'],
      ['RADIO', 'connect', 'udp://127.0.0.1', 'EINVAL'],
      ['RADIO', 'connect', 'udp://127.0.0.1:5:6', 'EINVAL'],
      ['RADIO', 'connect', 'udp://[::1]:9', 'EINVAL'],
      ['RADIO', 'connect', 'udp://nothing;239.0.0.1:9999', 'ENODEV'],
      ['RADIO', 'connect', 'udp://127.0.0.1;127.0.0.1:9999', 'EINVAL'],
    ]
    for (const [type, side, endpoint, code] of refused) {
      const socket = closing(t, make[type]())
      const failure = await failureOf(() => socket[side](endpoint))
      t.match(failure, { code, address: endpoint }, `${type} ${side} ${endpoint}`)
    }
    for (const endpoint of ['udp://127.0.0.1:9', 'udp://127.0.0.1:0', 'udp://239.0.0.1:9999']) {
      const radio = closing(t, make.RADIO())
      radio.connect(endpoint)
      radio.disconnect(endpoint)
      t.equal((await failureOf(() => radio.disconnect(endpoint))).code, 'ENOENT')
    }
    const dgram = closing(t, new draft.Datagram({ sendTimeout: 0, receiveTimeout: 0 }))
    t.equal((await failureOf(() => dgram.receive())).code, 'EAGAIN')
    await dgram.bind('udp://127.0.0.1:*')
    const loose = dgram as unknown as Writable
    t.equal(tell(await failureOf(() => loose.send('alone'))), 'EINVAL Invalid argument')
  })
}

for (const [oneName, one] of PACKAGES) {
  for (const [otherName, other] of PACKAGES) {
    t.test(`a RADIO of ${oneName} and a DISH of ${otherName}`, async t => {
      const dish = closing(t, new other.Dish({ receiveTimeout: LONG_MS }))
      joinOne(dish, 'news')
      const port = await freePort()
      await dish.bind(`udp://127.0.0.1:${port}`)
      const radio = closing(t, new one.Radio())
      radio.connect(`udp://127.0.0.1:${port}`)
      const [body, { group }] = await repeating(said(radio, 'news'), dish.receive())
      t.strictSame([String(body), String(group)], ['hello', 'news'])
      await radio.send('nobody', { group: 'newsletter' })
      joinOne(dish, 'late')
      await radio.send('done', { group: 'late' })
      for (;;) {
        const [text] = await dish.receive()
        if (String(text) === 'hello') continue
        t.equal(String(text), 'done', 'what nobody has joined is not heard')
        break
      }
    })

    t.test(`to a group: a RADIO of ${oneName} and two DISHes, of ${otherName}`, async t => {
      const port = await freePort()
      const endpoint = `udp://127.0.0.1;239.255.7.7:${port}`
      const dishes = [one, other].map(each =>
        closing(t, new each.Dish({ receiveTimeout: LONG_MS })),
      )
      for (const dish of dishes) {
        joinOne(dish, 'all')
        await dish.bind(endpoint)
      }
      const radio = closing(t, new one.Radio({ multicastHops: 1 }))
      radio.connect(endpoint)
      const heard = Promise.all(dishes.map(dish => dish.receive()))
      for (const [body] of await repeating(said(radio, 'all'), heard))
        t.equal(String(body), 'hello')
    })
  }
}

/** zeromq.js 6.8 loses `this` in `join`. */
function joinOne(dish: ownDraft.Dish, group: string): void {
  const { join } = Object.getPrototypeOf(Object.getPrototypeOf(dish)) as { join?: typeof dish.join }
  if (join === undefined) dish.join(group)
  else join.call(dish, group)
}

t.test('rawzmq says which port it has, and unbinds', async t => {
  for (const host of ['127.0.0.1', '*', 'localhost', '127.0.0.1;239.255.7.7']) {
    const dgram = closing(t, new ownDraft.Datagram({ receiveTimeout: LONG_MS }))
    await dgram.bind(`udp://${host}:*`)
    const endpoint = dgram.lastEndpoint as string
    t.equal(endpoint.replace(/:[1-9]\d*$/, ':*'), `udp://${host}:*`)
    t.equal((await failureOf(() => dgram.bindSync('udp://127.0.0.1:*'))).code, 'EINVAL', 'one bind')
    dgram.unbindSync(endpoint)
    await dgram.bind('udp://127.0.0.1:*')
    const client = await plain(t)
    client.send('again', Number(dgram.lastEndpoint?.split(':').at(-1)), '127.0.0.1')
    t.equal(String((await dgram.receive())[1]), 'again')
  }
  const taken = await plain(t)
  const dish = closing(t, new ownDraft.Dish())
  const endpoint = `udp://127.0.0.1:${taken.number}`
  t.match(await failureOf(() => dish.bind(endpoint)), { code: 'EADDRINUSE', address: endpoint })
  const elsewhere = await failureOf(() => dish.bind('udp://192.0.2.1:9'))
  t.equal(elsewhere.code, 'EADDRNOTAVAIL')
})

t.test('rawzmq sends nothing that cannot arrive', async t => {
  const dgram = closing(t, new ownDraft.Datagram())
  await dgram.bind('udp://127.0.0.1:*')
  const loose = dgram as unknown as Writable
  for (const message of [
    ['127.0.0.1:9', 'a', 'b'],
    ['localhost:9', 'a'],
    ['127.0.0.1', 'a'],
    ['127.0.0.1:0', 'a'],
    ['', 'a'],
  ]) {
    t.equal((await failureOf(() => loose.send(message))).code, 'EINVAL', message.join())
  }
  const client = await plain(t)
  const large = Buffer.alloc(65_508, 'x')
  const to = `127.0.0.1:${client.number}`
  t.equal((await failureOf(() => dgram.send([to, large]))).code, 'EMSGSIZE')
  const next = once(client, 'message')
  await dgram.send([to, large.subarray(1)])
  t.equal((await next)[0].length, 65_507)

  const radio = closing(t, new ownDraft.Radio())
  await radio.send(large, { group: 'g' })
  radio.connect(`udp://127.0.0.1:${client.number}`)
  const most = Buffer.alloc(8192 - 2, 'y')
  t.equal((await failureOf(() => radio.send(`${most}y`, { group: 'g' }))).code, 'EMSGSIZE')
  const last = once(client, 'message')
  await radio.send(most, { group: 'g' })
  t.equal((await last)[0].length, 8192)
})

t.test('what strangers send to a rawzmq DISH is bounded, and framed', async t => {
  const dish = closing(t, new ownDraft.Dish({ receiveHighWaterMark: 2, receiveTimeout: LONG_MS }))
  dish.join('g', 'h'.repeat(200))
  await dish.bind('udp://127.0.0.1:*')
  const port = Number(dish.lastEndpoint?.split(':').at(-1))
  const client = await plain(t)
  const send = (datagram: Buffer): Promise<void> =>
    new Promise(resolve => client.send(datagram, port, '127.0.0.1', () => resolve()))
  for (const junk of ['', '05', '0461', 'ff']) await send(Buffer.from(junk, 'hex'))
  await send(Buffer.concat([Buffer.of(200), Buffer.alloc(200, 'h'), Buffer.from('long')]))
  t.equal(String((await dish.receive())[0]), 'long', 'the length of a group is no signed number')
  for (let number = 0; number < 9; number++) await send(Buffer.from(`\x01g${number}`))
  // On the loopback interface a datagram has arrived when it has been sent; one poll reads them all.
  await new Promise(resolve => setImmediate(() => setImmediate(resolve)))
  t.equal(String((await dish.receive())[0]), '0')
  t.equal(String((await dish.receive())[0]), '1')
  dish.receiveTimeout = 0
  t.equal((await failureOf(() => dish.receive())).code, 'EAGAIN', 'the others were dropped')
})

t.test('a RADIO of rawzmq that is closed has sent all, once its name is found', async t => {
  const receiver = await plain(t)
  const radio = new ownDraft.Radio()
  radio.connect(`udp://localhost:${receiver.number}`)
  const bodies: string[] = []
  const all = new Promise<void>(resolve => {
    receiver.on('message', (datagram: Buffer) => {
      bodies.push(String(datagram.subarray(2)))
      if (bodies.length === 20) resolve()
    })
  })
  const expected = Array.from({ length: 20 }, (_, number) => String(number))
  for (const body of expected) await radio.send(body, { group: 'g' })
  radio.close()
  await all
  t.strictSame(bodies, expected)
  const vain = new ownDraft.Radio({ linger: 10 })
  vain.connect(`udp://${NO_HOST}:9`)
  await vain.send('x', { group: 'g' })
  vain.close()
  t.ok(vain.closed, 'what cannot be sent lingers as long as it may')
})

t.test('over IPv6 too', { skip: noIpv6 }, async t => {
  const dish = closing(t, new ownDraft.Dish({ ipv6: true, receiveTimeout: LONG_MS }))
  dish.join('g')
  await dish.bind('udp://[::1]:*')
  const radio = closing(t, new ownDraft.Radio({ ipv6: true }))
  radio.connect(dish.lastEndpoint as string)
  await radio.send('six', { group: 'g' })
  t.equal(String((await dish.receive())[0]), 'six')
  // libzmq's DGRAM aborts the process when it hears from an IPv6 address.
  const dgrams = [0, 1].map(() => closing(t, new ownDraft.Datagram({ ipv6: true })))
  const [one, other] = dgrams as [ownDraft.Datagram, ownDraft.Datagram]
  for (const dgram of dgrams) await dgram.bind('udp://[::1]:*')
  await one.send([(other.lastEndpoint as string).slice('udp://'.length), 'hello'])
  const [from, body] = await other.receive()
  t.strictSame([`udp://${from}`, String(body)], [`${one.lastEndpoint}\0`, 'hello'])
})
