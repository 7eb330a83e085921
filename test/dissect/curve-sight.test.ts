// Boxes opened by a key log, from streams that tweetnacl has sealed; and why those that do not open do not. Last,
// what libzmq says to us and we to libzmq, read off the wire.
import { createServer, connect } from 'node:net'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import nacl from 'tweetnacl'
import t, { type Test } from 'tap'
import {
  Conversation,
  CurveKeyLog,
  dissectLines,
  dissectParts,
  parseHex,
  StreamDissector,
  type Item,
  type Note,
  type Side,
} from '../../lib/dissect/index.js'
import type { Readable, Writable } from '../../lib/index.js'
import { encodeKeyLogLine, type CurveKeys } from '../../lib/zmtp/mechanism/curve-key-log.js'
import { encodeZ85 } from '../../lib/zmtp/z85.js'
import { hex } from '../support/bytes.js'
import { curveBox } from '../support/curve.js'
import { HandClient, HandServer, pair } from '../support/curve-peer.js'
import { closing, PACKAGES } from '../support/packages.js'
import { SIDES } from '../support/security.js'
import { greeting } from './vectors.js'

const PUSH = hex('0b "Socket-Type" 00000004 "PUSH"')
const PULL = hex('0b "Socket-Type" 00000004 "PULL"')

/** A body in a frame: of a command as the handshake has them, of a message after it. */
function frame(body: Buffer, isCommand = true): Buffer {
  const flags = isCommand ? 4 : 0
  if (body.length < 256) return Buffer.concat([Buffer.from([flags, body.length]), body])
  const head = Buffer.alloc(9)
  head[0] = flags | 2
  head.writeBigUInt64BE(BigInt(body.length), 1)
  return Buffer.concat([head, body])
}

/** A connection by hand, with what opens it. */
function handshake(client?: HandClient, server: HandServer = new HandServer()) {
  const asks = client ?? new HandClient(server.long.publicKey)
  const hello = asks.hello()
  server.greeted(hello)
  const welcome = server.welcome()
  asks.welcomed(welcome)
  const initiate = asks.initiate(PUSH)
  server.initiated(initiate)
  const ready = server.ready(PULL)
  const keys = {
    clientKey: asks.session.publicKey,
    session: nacl.box.before(server.session.publicKey, asks.session.secretKey),
    hello: nacl.box.before(server.long.publicKey, asks.session.secretKey),
    vouch: nacl.box.before(server.session.publicKey, asks.long.secretKey),
  }
  return { client: asks, server, hello, welcome, initiate, ready, keys }
}

const logOf = (...lines: readonly CurveKeys[]): CurveKeyLog => {
  const log = new CurveKeyLog(curveBox)
  t.same(log.read(lines.map(encodeKeyLogLine).join('')), [])
  return log
}

const GREETING = greeting('CURVE')
const itemsOf = (notes: readonly Note[]): Item[] =>
  notes.flatMap(note => (note.kind === 'item' ? [note.item] : []))
const statesOf = (notes: readonly Note[]): string[] =>
  notes.flatMap(note => (note.kind === 'state' ? [note.words] : []))
/** Fields that lay in boxes: depth, name, value. */
const inside = (item: Item | undefined): unknown[][] =>
  (item?.fields ?? []).flatMap(({ depth, name, value }) =>
    depth === undefined ? [] : [[depth, name, value]],
  )

/** The handshake of a connection, and what comes after it. */
function watch(
  keys: CurveKeyLog | undefined,
  { hello, welcome, initiate, ready }: ReturnType<typeof handshake>,
  ...after: readonly (readonly [Side, Buffer])[]
): { items: Item[]; states: string[] } {
  const conversation = new Conversation(keys && { keys })
  const turns: readonly (readonly [Side, Buffer])[] = [
    ['connecting', GREETING],
    ['binding', GREETING],
    ['connecting', frame(hello)],
    ['binding', frame(welcome)],
    ['connecting', frame(initiate)],
    ['binding', frame(ready)],
    ...after.map(([side, body]) => [side, frame(body, false)] as const),
  ]
  const notes = turns.flatMap(([side, bytes]) => conversation.push(side, bytes))
  return { items: itemsOf(notes), states: statesOf(notes) }
}

const start = (key: Uint8Array): string => `${Buffer.from(key).toString('hex', 0, 4)}…`

t.test('every box of a connection', async t => {
  const world = handshake()
  const { client, server, keys } = world
  const { items, states } = watch(
    logOf(keys),
    world,
    ['connecting', client.message(3, 1, 'hi')],
    ['connecting', client.message(4, 0, '')],
    ['connecting', client.message(5, 2, '\x04PING\0\x0fab')],
    ['binding', server.message(2, 0, 'a message')],
  )
  t.same(
    items.map(({ fault }) => fault).filter(fault => fault !== undefined),
    [],
  )
  const [, , hello, welcome, initiate, ready, ...messages] = items
  t.same(inside(hello), [[1, 'signature', '64 bytes']])
  t.same(inside(welcome), [
    [1, "server's short-term key", start(server.session.publicKey)],
    [1, 'cookie', '96 bytes'],
  ])
  t.same(inside(initiate), [
    [1, "client's long-term key", encodeZ85(client.long.publicKey)],
    [1, 'vouch nonce', '16 bytes'],
    [1, 'vouch box', '80 bytes: 64 encrypted, 16 of check'],
    [2, "client's short-term key", start(client.session.publicKey)],
    [2, "server's long-term key", encodeZ85(server.long.publicKey)],
    [1, 'name length', '11'],
    [1, 'name', '"Socket-Type"'],
    [1, 'value length', '4'],
    [1, 'value of Socket-Type', '"PUSH"'],
  ])
  t.same(inside(ready).at(-1), [1, 'value of Socket-Type', '"PULL"'])
  t.same(
    messages.map(({ summary }) => summary),
    [
      'opened MESSAGE: short nonce 3: message part, MORE: "hi"',
      'opened MESSAGE: short nonce 4: message: ""',
      'opened MESSAGE: short nonce 5: command PING: time to live 15, context "ab"',
      'opened MESSAGE: short nonce 2: message: "a message"',
    ],
  )
  t.match(messages[0], { role: 'encrypted', hasMore: false, opened: { hasMore: true } })
  t.same(inside(messages[0]), [
    [1, 'flags', '0x01'],
    [1, 'body', '"hi"'],
  ])
  t.equal(states.at(-1), 'ready: the handshake is done, PUSH talks to PULL')

  // An offset is where the sealed byte lies: the box is 16 behind the body, its check 16 more.
  const body = messages[0]?.fields.at(-1)
  t.equal(body?.offset, (messages[0]?.offset ?? 0) + 2 + 16 + 16 + 1)
})

t.test('without a key log, or with that of others: lengths and nonces', async t => {
  const world = handshake()
  const message = ['connecting', world.client.message(3, 0, 'hi')] as const
  const plain = watch(undefined, world, message)
  t.ok(plain.items.every(item => item.fault === undefined && inside(item).length === 0))
  t.equal(plain.items.at(-1)?.summary, 'encrypted: command MESSAGE: short nonce 3')
  t.equal(plain.states.at(-1), 'ready: the handshake is done')
  const other = watch(logOf(handshake().keys), world, message)
  t.ok(other.items.every(item => item.fault === undefined && inside(item).length === 0))
  t.match(other.items[2]?.fields.at(-1)?.meaning, /; the key log has no line for it$/)
  const { clientKey, session } = world.keys
  const partly = watch(logOf({ clientKey, session }), world, message)
  t.match(partly.items[2]?.fields.at(-1)?.meaning, /; the key log has no hello key for it$/)
  t.match(
    partly.items[4]?.fields.find(({ name }) => name === 'vouch box')?.meaning,
    /; the key log has no vouch key for it$/,
  )
  t.equal(partly.items.at(-1)?.summary, 'opened MESSAGE: short nonce 3: message: "hi"')
})

t.test('keys that come later: what came before is explained once more', async t => {
  const world = handshake()
  const log = logOf()
  const conversation = new Conversation({ keys: log })
  const push = (side: Side, bytes: Buffer): string[] =>
    itemsOf(conversation.push(side, bytes)).map(({ summary }) => summary)
  push('connecting', Buffer.concat([GREETING, frame(world.hello)]))
  t.same(push('binding', Buffer.concat([GREETING, frame(world.welcome)])).slice(1), [
    'command WELCOME',
  ])
  t.same(push('connecting', frame(world.initiate)), ['command INITIATE: short nonce 2'])
  log.read(encodeKeyLogLine(world.keys))
  t.same(push('binding', frame(world.ready)), [
    'command READY: PULL, short nonce 1',
    'command HELLO: short nonce 1, opened now',
    'command INITIATE: PUSH, short nonce 2, opened now',
    'command WELCOME, opened now',
  ])
  t.same(push('connecting', frame(world.client.message(3, 0, 'x'), false)), [
    'opened MESSAGE: short nonce 3: message: "x"',
  ])
  t.same(conversation.finish(), [])
})

/** The fault of the last thing that is said. */
function faultOf(...args: Parameters<typeof watch>): string | undefined {
  return watch(...args)
    .items.at(-1)
    ?.fault?.replace(/^offset \d+: /, '')
}

const flip = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes)
  changed[at] = (changed[at] as number) ^ 1
  return changed
}

t.test('why a MESSAGE does not open', async t => {
  const world = handshake()
  const { client, keys } = world
  const log = logOf(keys)
  const say = (body: Buffer): string | undefined => faultOf(log, world, ['connecting', body])
  const good = client.message(3, 0, 'a message')
  t.equal(say(good), undefined)
  t.equal(
    say(flip(good, 40)),
    'cut off or changed: the session key has opened other boxes of this connection',
  )
  t.equal(
    say(good.subarray(0, -1)),
    'cut off or changed: the session key has opened other boxes of this connection',
  )
  const renumbered = Buffer.from(client.message(4, 0, 'x'))
  renumbered.writeBigUInt64BE(9n, 8)
  t.equal(say(renumbered), 'wrong nonce: it was sealed with 4')
  t.equal(
    say(client.message(3, 0, 'x', 'CurveZMQMESSAGES')),
    'wrong nonce: it was sealed for the other direction',
  )
  t.equal(
    say(client.message(3, 0, 'x', 'CurveZMQREADY---')),
    'wrong nonce: it was sealed as the box of READY',
  )
  t.equal(say(client.message(2, 0, 'x')), 'wrong nonce: expected one above 2, the one before')
  t.equal(say(client.message(3, 4, 'x')), 'expected the reserved bits to be zero')
  t.match(say(good.subarray(0, 30)), /^expected a command of at least 33 bytes$/)
  const other = handshake()
  const theirs = other.client.message(3, 0, 'x')
  const both = logOf(keys, other.keys)
  const name = Buffer.from(other.keys.clientKey).toString('hex', 0, 4)
  t.equal(
    faultOf(both, world, ['connecting', theirs]),
    `wrong key: it is sealed with that of the client with the short-term key ${name}…`,
  )
})

t.test(
  'a nonce that does not count up is seen without keys; one of a box that fails moves nothing',
  async t => {
    const world = handshake()
    const { client } = world
    const again = client.message(5, 0, 'x')
    const { items } = watch(undefined, world, ['connecting', again], ['connecting', again])
    t.match(items.at(-1)?.fault, /: wrong nonce: expected one above 5, the one before$/)
    const moved = watch(
      logOf(world.keys),
      world,
      ['connecting', flip(client.message(90, 0, 'x'), 32)],
      ['connecting', client.message(3, 0, 'y')],
    )
    t.match(moved.items.at(-2)?.fault, 'cut off or changed')
    t.equal(moved.items.at(-1)?.fault, undefined)
  },
)

t.test('why a command of the handshake does not open', async t => {
  const world = handshake()
  const { keys } = world
  const faults = (bent: Partial<typeof world>, log = logOf(keys)): (string | undefined)[] =>
    watch(log, { ...world, ...bent })
      .items.slice(2)
      .map(({ fault }) => fault?.replace(/^offset \d+: /, ''))
  const none = undefined
  t.same(faults({}), [none, none, none, none])
  const CHANGED = 'changed: key and nonce are right, its bytes are not those that were sealed'
  t.same(faults({ hello: flip(world.hello, 150) }), [CHANGED, none, none, none])
  t.same(faults({ ready: flip(world.ready, 47) })[3], CHANGED)
  t.same(
    faults({ ready: world.ready.subarray(0, -3) })[3],
    'truncated: its metadata goes on for 3 bytes',
  )
  t.same(
    faults({ ready: world.ready.subarray(0, 34) })[3],
    'truncated: it ends within a property of the metadata',
  )
  t.same(
    faults({ initiate: world.initiate.subarray(0, -2) })[2],
    'truncated: its metadata goes on for 2 bytes',
  )
  t.same(
    faults({ welcome: flip(world.welcome, 60) })[1],
    'cut off or changed: the hello key has opened other boxes of this connection',
  )
  const hello = Buffer.from(world.hello)
  hello.writeBigUInt64BE(7n, 112)
  t.same(faults({ hello })[0], 'wrong nonce: it was sealed with 1')
  const { clientKey, session, vouch } = keys
  const swapped = faults({}, logOf({ clientKey, session: keys.hello, hello: session, vouch }))
  t.same(swapped, [
    'wrong key: the session key of its line opens it',
    'wrong key: the session key of its line opens it',
    'wrong key: the hello key of its line opens it',
    'wrong key: the hello key of its line opens it',
  ])
  const random = faults({}, logOf({ clientKey, session, hello: Buffer.alloc(32, 1), vouch }))
  t.same(random.slice(0, 2), [
    'wrong key: it is for another server key',
    'wrong key, as far as can be told: the hello key in the key log does not open it',
  ])
})

t.test('a client that means another server: two lines, of which one opens HELLO', async t => {
  const meant = pair()
  const server = pair()
  const client = new HandClient(meant.publicKey)
  const clientKey = client.session.publicKey
  const hello = client.hello()
  const conversation = new Conversation({
    keys: logOf(
      // The client's own, by what it was given; and the server's, by what it has.
      { clientKey, hello: nacl.box.before(meant.publicKey, client.session.secretKey) },
      { clientKey, hello: nacl.box.before(clientKey, server.secretKey) },
    ),
  })
  conversation.push('binding', GREETING)
  const [, item] = itemsOf(conversation.push('connecting', Buffer.concat([GREETING, frame(hello)])))
  t.match(item?.fault, /: wrong key at one side: 1 of 2 lines in the key log do not open it$/)
})

t.test('bytes that began after HELLO: each key is tried', async t => {
  const world = handshake()
  const other = handshake()
  const body = frame(world.client.message(3, 0, 'found'), false)
  const answer = frame(world.server.message(2, 0, 'answer'), false)
  const options = { framing: '3.x', mechanism: 'CURVE', kind: 'frames' } as const
  const [found, second] = [
    ...dissectParts([body, frame(world.client.message(4, 0, 'more'), false)], {
      ...options,
      keys: logOf(other.keys, world.keys),
    }),
  ]
  t.equal(found?.summary, 'opened MESSAGE: short nonce 3: message: "found"')
  t.equal(second?.summary, 'opened MESSAGE: short nonce 4: message: "more"')
  const stream = new StreamDissector({
    framing: '3.x',
    mechanism: 'CURVE',
    keys: logOf(world.keys),
  })
  t.equal(stream.push(answer)[0]?.summary, 'opened MESSAGE: short nonce 2: message: "answer"')
  const [unknown] = [...dissectParts([body], { ...options, keys: logOf(other.keys) })]
  t.equal(unknown?.fault, undefined)
  t.match(unknown?.fields.at(-1)?.meaning, /; none of 1 key opens it; HELLO was not seen$/)
})

const line = (side: string, ...parts: Buffer[]): string =>
  `${side}: ${Buffer.concat(parts).toString('hex')}\n`

t.test('both sides in one file of hex', async t => {
  const world = handshake()
  const text =
    line('C', GREETING, frame(world.hello)) +
    line('S', GREETING, frame(world.welcome)) +
    line('C', frame(world.initiate)) +
    line('S', frame(world.ready), frame(world.server.message(2, 0, 'x'), false))
  const notes = [...dissectLines(parseHex(text), { keys: logOf(world.keys) })]
  t.equal(itemsOf(notes).at(-1)?.summary, 'opened MESSAGE: short nonce 2: message: "x"')
})

t.test('a key log: comments, other lines, and what cannot be read', async t => {
  const { keys } = handshake()
  const log = new CurveKeyLog(curveBox)
  const text = `# keys\n\nCLIENT_RANDOM 00 00\nCURVE 00\n${encodeKeyLogLine(keys)}`
  const faults = [...text].flatMap(character => log.read(character))
  t.same(faults, [{ line: 4, text: "expected 64 hex digits of the client's short-term key" }])
  t.equal(log.find(keys.clientKey).length, 1)
  t.same(log.find(Buffer.alloc(32)), [])
  t.same(log.read('CURVE 00'), [])
  t.same(log.end(), [{ line: 6, text: "expected 64 hex digits of the client's short-term key" }])
  t.same(log.end(), [])
  for (let count = 0; count < 100; count++) log.read('x'.repeat(1000))
  t.same(log.read(`\n${encodeKeyLogLine(keys)}`), [
    { line: 7, text: 'longer than 4096 characters' },
  ])
  t.equal(log.find(keys.clientKey).length, 2)
})

/** Passes bytes on and remembers them. */
async function tap(t: Test, port: number): Promise<{ port: number; seen: [Side, Buffer][] }> {
  const seen: [Side, Buffer][] = []
  const relay = createServer(near => {
    const far = connect(port, '127.0.0.1')
    near.on('data', chunk => (seen.push(['connecting', Buffer.from(chunk)]), far.write(chunk)))
    far.on('data', chunk => (seen.push(['binding', Buffer.from(chunk)]), near.write(chunk)))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  relay.listen(0, '127.0.0.1')
  await once(relay, 'listening')
  t.teardown(() => relay.close())
  return { port: (relay.address() as { port: number }).port, seen }
}

const [LIBZMQ, OURS] = PACKAGES as [(typeof PACKAGES)[number], (typeof PACKAGES)[number]]

for (const [server, client] of [
  [LIBZMQ, OURS],
  [OURS, LIBZMQ],
] as const) {
  t.test(`on the wire: ${server[0]} serves ${client[0]}, with heartbeats`, async t => {
    const path = join(t.testdir(), 'keys.log')
    process.env.RAWZMQ_KEYLOG = path
    t.teardown(() => delete process.env.RAWZMQ_KEYLOG)
    const { zapDomain: _, ...serves } = SIDES.CURVE.server
    const beats = { linger: 0, heartbeatInterval: 20, heartbeatTimeout: 10_000 }
    const router = closing(t, new server[1].Router({ ...beats, ...serves } as object))
    const dealer = closing(
      t,
      new client[1].Dealer({ ...beats, ...SIDES.CURVE.client, routingId: 'me' } as object),
    )
    for (const socket of [router, dealer]) socket.receiveTimeout = socket.sendTimeout = 20_000
    await router.bind('tcp://127.0.0.1:*')
    const { port, seen } = await tap(t, Number(router.lastEndpoint?.split(':').at(-1)))
    dealer.connect(`tcp://127.0.0.1:${port}`)
    await (dealer as unknown as Writable).send(['a question', Buffer.alloc(100_000, 'x')])
    t.same(
      (await (router as unknown as Readable).receive()).map(part => part.length),
      [2, 10, 100_000],
    )
    await (router as unknown as Writable).send(['me', 'an answer'])
    t.same((await (dealer as unknown as Readable).receive()).map(String), ['an answer'])
    const log = new CurveKeyLog(curveBox)
    t.same(log.read(readFileSync(path, 'utf8')), [])
    const look = (): { items: Item[]; states: string[] } => {
      const conversation = new Conversation({ keys: log })
      const notes = seen.flatMap(([side, bytes]) => conversation.push(side, bytes))
      return { items: itemsOf(notes), states: statesOf(notes) }
    }
    const isDone = (): boolean =>
      ['PING', 'PONG'].every(name =>
        look().items.some(({ summary }) => summary.includes(`: command ${name}`)),
      )
    while (!isDone()) await new Promise(resolve => setTimeout(resolve, 20))
    const { items, states } = look()
    t.same(
      items.filter(({ fault }) => fault !== undefined),
      [],
    )
    t.ok(states.includes('ready: the handshake is done, DEALER talks to ROUTER'))
    const summaries = items.map(({ summary }) => summary.replace(/short nonce \d+/, 'N'))
    for (const summary of [
      'opened MESSAGE: N: message part, MORE: "a question"',
      'opened MESSAGE: N: message: "an answer"',
    ]) {
      t.ok(summaries.includes(summary), summary)
    }
    t.ok(summaries.some(summary => summary.endsWith('… (100000 bytes)')))
    const identity = items
      .flatMap(item => inside(item))
      .find(([, name]) => name === 'value of Identity')
    t.same(identity, [1, 'value of Identity', '"me"'])
  })
}
