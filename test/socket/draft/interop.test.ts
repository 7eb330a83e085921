// The draft types, each with itself and with zeromq's draft build, either way round: the same body on
// zeromq and zeromq first, which says what is right.
import t, { type Test } from 'tap'
import zeromqDraft from 'zeromq/draft.js'
import * as ownDraft from '../../../lib/draft/index.js'
import { eventually, pause } from '../../support/engines.js'
import { closing, failureOf, freshEndpoint, tell } from '../../support/packages.js'

type Draft = Pick<typeof ownDraft, 'Server' | 'Client' | 'Radio' | 'Dish' | 'Gather' | 'Scatter'>

const PACKAGES: readonly (readonly [string, Draft])[] = [
  ['zeromq', zeromqDraft as unknown as Draft],
  ['rawzmq', ownDraft],
]

// A receive of zeromq's thread-safe sockets does not hold the process.
const held = setInterval(() => {}, 1000)
t.teardown(() => clearInterval(held))

/** Runs a body for both packages on either side; over inproc one cannot meet the other. */
function onEach(
  title: string,
  body: (t: Test, one: Draft, other: Draft, endpoint: string) => Promise<void>,
): void {
  for (const [oneName, one] of PACKAGES) {
    for (const [otherName, other] of PACKAGES) {
      for (const transport of ['tcp', 'ipc', 'inproc'] as const) {
        if (transport === 'inproc' && one !== other) continue
        t.test(`${title}: ${oneName} and ${otherName} over ${transport}`, t =>
          body(t, one, other, freshEndpoint(t, transport)),
        )
      }
    }
  }
}

onEach('SERVER answers each CLIENT by its number', async (t, one, other, endpoint) => {
  const server = closing(t, new one.Server())
  await server.bind(endpoint)
  const clients = [0, 1].map(() => closing(t, new other.Client()))
  for (const [index, client] of clients.entries()) {
    client.connect(server.lastEndpoint as string)
    await client.send(`from ${index}`)
  }
  const seen = new Map<string, number>()
  while (seen.size < 2) {
    const [body, { routingId }] = await server.receive()
    t.type(routingId, 'number')
    seen.set(String(body), routingId)
  }
  for (const [body, routingId] of seen) await server.send(`re ${body}`, { routingId })
  for (const [index, client] of clients.entries()) {
    const reply = await client.receive()
    t.strictSame(reply.map(String), [`re from ${index}`])
  }
  t.not(seen.get('from 0'), seen.get('from 1'))
  const routingId = seen.get('from 0') as number
  await clients[0]?.send('again')
  t.strictSame((await server.receive())[1], { routingId }, 'the same number')
  const refusals: string[] = []
  clients[0]?.close()
  await eventually(() => {
    void server.send('x', { routingId }).catch((error: NodeJS.ErrnoException) => {
      refusals.push(error.code ?? '')
    })
    return refusals.includes('EHOSTUNREACH')
  }, 'one that has gone cannot be reached')
})

onEach('a CLIENT sends to its SERVERs in turn', async (t, one, other, endpoint) => {
  const servers = [endpoint, endpoint.replace(/$/, endpoint.startsWith('tcp') ? '' : '-2')].map(
    place => {
      const server = closing(t, new one.Server())
      server.bindSync(place)
      return server
    },
  )
  const client = closing(t, new other.Client())
  for (const server of servers) client.connect(server.lastEndpoint as string)
  for (const text of ['a', 'b', 'c', 'd']) await client.send(text)
  const got: string[][] = []
  for (const server of servers) {
    got.push([String((await server.receive())[0]), String((await server.receive())[0])])
  }
  t.strictSame(got, [
    ['a', 'c'],
    ['b', 'd'],
  ])
})

onEach('a RADIO sends to groups', async (t, one, other, endpoint) => {
  const radio = closing(t, new one.Radio())
  const dishes = [0, 1].map(() => closing(t, new other.Dish({ receiveTimeout: 20_000 })))
  const [first, second] = dishes as [ownDraft.Dish, ownDraft.Dish]
  joinAll(first, 'news', Buffer.from('fo\0ba'), 'gone')
  leaveAll(first, 'gone')
  await radio.bind(endpoint)
  for (const dish of dishes) dish.connect(radio.lastEndpoint as string)
  joinAll(second, 'news')
  // Nothing tells when a RADIO has heard of a DISH: until both have, the first words are repeated.
  const ready = new Set<ownDraft.Dish>()
  const listening = dishes.map(async dish => {
    const [body, { group }] = await dish.receive()
    t.strictSame([String(body), String(group)], ['hello', 'news'])
    ready.add(dish)
  })
  while (ready.size < 2) {
    await radio.send('hello', { group: 'news' })
    await pause(5)
  }
  await Promise.all(listening)
  await radio.send('nobody', { group: 'gone' })
  await radio.send('nobody', { group: 'newsletter' })
  await radio.send('first', { group: 'fo' })
  await radio.send('all', { group: Buffer.from('news\0s') })
  t.strictSame(await later(first), ['first', 'fo'])
  t.strictSame(await later(first), ['all', 'news'])
  t.strictSame(await later(second), ['all', 'news'])
})

/** The next message that is no `hello`. */
async function later(dish: ownDraft.Dish): Promise<string[]> {
  for (;;) {
    const [body, { group }] = await dish.receive()
    if (String(body) !== 'hello') return [String(body), String(group)]
  }
}

// zeromq.js 6.8 loses `this` in join and leave; its generic method behind them takes one name at a time.
type Groups = (this: object, name: string | Buffer) => void
const joinAll = (dish: ownDraft.Dish, ...names: (string | Buffer)[]): void => {
  const { join } = Object.getPrototypeOf(Object.getPrototypeOf(dish)) as { join?: Groups }
  if (join === undefined) dish.join(...names)
  else for (const name of names) join.call(dish, name)
}
const leaveAll = (dish: ownDraft.Dish, ...names: (string | Buffer)[]): void => {
  const { leave } = Object.getPrototypeOf(Object.getPrototypeOf(dish)) as { leave?: Groups }
  if (leave === undefined) dish.leave(...names)
  else for (const name of names) leave.call(dish, name)
}

onEach('a DISH is bound, and a RADIO connects', async (t, one, other, endpoint) => {
  const dish = closing(t, new one.Dish({ receiveTimeout: 20_000 }))
  joinAll(dish, 'g')
  await dish.bind(endpoint)
  const radio = closing(t, new other.Radio())
  radio.connect(dish.lastEndpoint as string)
  let isHeard = false
  const listening = dish.receive().then(([body]) => {
    isHeard = true
    return String(body)
  })
  while (!isHeard) {
    await radio.send('hello', { group: 'g' })
    await pause(5)
  }
  t.equal(await listening, 'hello')
})

onEach('SCATTER and GATHER', async (t, one, other, endpoint) => {
  const scatter = closing(t, new one.Scatter())
  await scatter.bind(endpoint)
  const gather = closing(t, new other.Gather())
  gather.connect(scatter.lastEndpoint as string)
  const body = Buffer.alloc(70_000, 'x')
  for (const text of ['a', '', body]) await scatter.send(text)
  for (const text of ['a', '', body]) {
    const message = await gather.receive()
    t.equal(message.length, 1)
    t.ok(message[0]?.equals(Buffer.from(text)))
  }
})

const call = (socket: object, ...args: unknown[]): Promise<void> =>
  (socket as { send: (...args: unknown[]) => Promise<void> }).send(...args)

for (const [name, draft] of PACKAGES) {
  t.test(`${name}: what is refused`, async t => {
    const server = closing(t, new draft.Server())
    const client = closing(t, new draft.Client({ sendTimeout: 0 }))
    const radio = closing(t, new draft.Radio())
    const dish = closing(t, new draft.Dish())
    const long = 'g'.repeat(256)
    const refused: (readonly [() => unknown, string])[] = [
      [() => call(server), 'TypeError Message must be present'],
      [() => call(server, 'x'), 'TypeError Options must be an object'],
      [() => call(server, 'x', {}), 'EINVAL Invalid argument'],
      [() => call(server, 'x', { routingId: 'a' }), 'A number was expected'],
      [
        () => call(server, 'x', { routingId: 1 }, 1),
        'TypeError Expected 2 arguments but received 3',
      ],
      [() => call(server, ['a', 'b'], { routingId: 1 }), 'EINVAL Invalid argument'],
      [() => call(server, 'x', { routingId: 1 }), 'EHOSTUNREACH Host unreachable'],
      [() => call(client), 'TypeError Message must be present'],
      [() => call(client, 'x', {}), 'TypeError Expected 1 argument but received 2'],
      [() => call(client, ['a', 'b']), 'EINVAL Invalid argument'],
      [() => call(client, 'x'), 'EAGAIN Operation was not possible or timed out'],
      [() => call(radio, 'x', {}), 'EINVAL Invalid argument'],
      // zeromq sends it to the group of the first 255 octets.
      ...(draft === ownDraft
        ? ([[() => call(radio, 'x', { group: long }), 'EINVAL Invalid argument']] as const)
        : []),
      [() => call(radio, 'x', { group: 5 }), 'Value must be a string or buffer'],
      [() => joinAll(dish, 'a', 'a'), 'EINVAL Invalid argument'],
      [() => joinAll(dish, long), 'EINVAL Invalid argument'],
      [() => leaveAll(dish, 'b'), 'EINVAL Invalid argument'],
    ]
    for (const [action, expected] of refused) t.match(tell(await failureOf(action)), expected)
    await t.resolves(call(radio, 'x', { group: '' }))
    for (const socket of [server, client, radio]) t.equal(socket.linger, -1)
    for (const socket of [server, client, radio, dish]) t.equal(socket.threadSafe, true)
    t.equal(dish.linger, 0)
    t.strictSame(
      [server, client, radio, dish].map(({ type }) => type),
      [12, 13, 14, 15],
    )
  })
}

t.test('the names: zeromq has these too, but for PEER and CHANNEL', async t => {
  const theirs = Object.keys(zeromqDraft)
  t.strictSame(Object.keys(ownDraft.default).toSorted(), [...theirs, 'Peer', 'Channel'].toSorted())
})
