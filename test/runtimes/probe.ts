// What works in the runtime that runs this: each part over each transport, as lines of JSON. It needs nothing but the
// runtime and this repository. Usage: RUNTIME dist/test/runtimes/probe.js
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Dish, Radio } from '../../lib/draft/index.js'
import { gatedProducer } from '../../lib/gate/index.js'
import {
  curveKeyPair,
  Pair,
  Publisher,
  Pull,
  Push,
  Reply,
  Request,
  Subscriber,
} from '../../lib/index.js'
import { EVENT_ALL, eventName, getMonitorEvent, socketMonitor } from '../../lib/monitor/index.js'

/** A part of one transport: passed, refused with a code, or failed; `none` where it has nothing to say. */
export interface Row {
  readonly transport: string
  readonly part: string
  readonly verdict: 'passed' | 'refused' | 'failed' | 'none'
  readonly detail?: string
}

const LIMIT_MS = 20_000
const LARGE = 3_000_000
const WORKERS = 4
/** −1 in the 32 bits of an event of version 1. */
const NO_DESCRIPTOR = 0xffff_ffff

const folder = mkdtempSync(join(tmpdir(), 'rawzmq-runtimes-'))
let names = 0
const ENDPOINTS: Readonly<Record<string, () => string>> = {
  tcp: () => 'tcp://127.0.0.1:*',
  ipc: () => `ipc://${join(folder, String(names++))}`,
  'ipc, abstract': () => `ipc://@rawzmq-${process.pid}-${names++}`,
  ws: () => 'ws://127.0.0.1:*',
  inproc: () => `inproc://${names++}`,
}

function expect(claim: boolean, what: string): asserts claim {
  if (!claim) throw new Error(what)
}

const closing: { linger: number; closed: boolean; close(): void }[] = []
function open<S extends (typeof closing)[number]>(socket: S): S {
  closing.push(socket)
  return socket
}

async function pass(endpoint: string, options: object = {}, client: object = {}): Promise<void> {
  const push = open(new Push(options))
  const pull = open(new Pull(client))
  await push.bind(endpoint)
  pull.connect(push.lastEndpoint as string)
  const large = Buffer.alloc(LARGE, 'x')
  for (const message of [['a', ''], ['b', large], [large]]) {
    await push.send(message)
    const parts = await pull.receive()
    expect(
      Buffer.concat(parts).equals(Buffer.concat(message.map(part => Buffer.from(part)))),
      'other',
    )
  }
  for (let index = 0; index < 500; index++) await push.send(String(index))
  for (let index = 0; index < 500; index++)
    expect(String(await pull.receive()) === String(index), `message ${index}`)
}

async function patterns(endpoint: () => string): Promise<void> {
  await pass(endpoint())
  const [reply, request] = [open(new Reply()), open(new Request())]
  await reply.bind(endpoint())
  request.connect(reply.lastEndpoint as string)
  for (let turn = 0; turn < 10; turn++) {
    await request.send(`question ${turn}`)
    await reply.send(['answer', ...(await reply.receive())])
    expect(String((await request.receive())[1]) === `question ${turn}`, 'answer')
  }
  const [pub, sub] = [open(new Publisher()), open(new Subscriber())]
  await pub.bind(endpoint())
  sub.subscribe('to')
  sub.connect(pub.lastEndpoint as string)
  const news = sub.receive()
  let isOver = false
  void news.finally(() => (isOver = true))
  while (!isOver) {
    await pub.send(['from', 'x'])
    await pub.send(['topic', 'x'])
    await new Promise(resolve => setImmediate(resolve))
  }
  expect(String((await news)[0]) === 'topic', 'topic')
  // Its end: a peer that goes is noticed, and a name can be bound again.
  const { lastEndpoint } = reply
  reply.close()
  const again = open(new Reply())
  for (;;) {
    try {
      await again.bind(lastEndpoint as string)
      break
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code === 'EADDRINUSE', String(error))
      await new Promise(resolve => setTimeout(resolve, 10))
    }
  }
}

async function bindSync(endpoint: () => string): Promise<void> {
  open(new Push()).bindSync(endpoint())
}

const LIFE = [
  'LISTENING',
  'ACCEPTED',
  'HANDSHAKE_SUCCEEDED',
  'DISCONNECTED',
  'CLOSED',
  'MONITOR_STOPPED',
]

/** The events of a PUSH whose one peer comes and goes, as libzmq has them. Returns what there is to say of descriptors. */
async function monitor(endpoint: () => string): Promise<string | undefined> {
  const push = open(new Push())
  socketMonitor(push, `inproc://monitor-${names}`, EVENT_ALL)
  const pair = open(new Pair())
  pair.connect(`inproc://monitor-${names++}`)
  const seen: string[] = []
  const values: number[] = []
  const next = async (): Promise<string> => {
    const { event, value } = getMonitorEvent(await pair.receive())
    seen.push(eventName(event) ?? String(event))
    if (value !== 0) values.push(value)
    return seen.at(-1) as string
  }
  const at = endpoint()
  await push.bind(at)
  await next()
  const pull = open(new Pull())
  pull.connect(push.lastEndpoint as string)
  while ((await next()) !== 'HANDSHAKE_SUCCEEDED');
  pull.close()
  while ((await next()) !== 'DISCONNECTED');
  push.close()
  while ((await next()) !== 'MONITOR_STOPPED');
  // Over ws the end of a peer is one event more.
  const life = seen.filter(name => name !== 'HANDSHAKE_FAILED_NO_DETAIL' || !at.startsWith('ws'))
  expect(life.join() === LIFE.join(), seen.join())
  return values.every(value => value === NO_DESCRIPTOR) ? 'descriptors are −1' : undefined
}

async function gate(endpoint: () => string): Promise<void> {
  const push = open(new Push())
  const counts: number[] = []
  const consume = async (at: string): Promise<void> => {
    const pull = open(new Pull())
    pull.connect(at)
    let count = 0
    for await (const [message] of pull) {
      if (String(message) === 'Quit') break
      count++
    }
    pull.close()
    counts.push(count)
  }
  const consumers: Promise<void>[] = []
  const onBound = (at: string): void => {
    for (let id = 0; id < WORKERS; id++) consumers.push(consume(at))
  }
  const result = await gatedProducer(
    push,
    { endpoint: endpoint(), consumers: WORKERS, onBound },
    function* () {
      for (let index = 0; index < 20; index++) yield `message ${index}`
    },
  )
  await Promise.all(consumers)
  expect(
    `${result.outcome} ${result.sent} ${result.quits}` === 'stopped 20 4',
    JSON.stringify(result),
  )
  expect(counts.join() === '5,5,5,5', counts.join())
}

async function curve(): Promise<void> {
  const [server, client] = [curveKeyPair(), curveKeyPair()]
  await pass(
    'tcp://127.0.0.1:*',
    { curveServer: true, curveSecretKey: server.secretKey, curvePublicKey: server.publicKey },
    {
      curveServerKey: server.publicKey,
      curveSecretKey: client.secretKey,
      curvePublicKey: client.publicKey,
    },
  )
}

async function datagrams(): Promise<void> {
  const [dish, radio] = [open(new Dish()), open(new Radio())]
  await dish.bind('udp://127.0.0.1:*')
  dish.join('group')
  radio.connect(dish.lastEndpoint as string)
  const heard = dish.receive()
  let isOver = false
  void heard.finally(() => (isOver = true))
  while (!isOver) {
    await radio.send('x', { group: 'group' })
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  expect(String((await heard)[0]) === 'x', 'datagram')
}

/** inproc to a worker: what it is sent comes back, its name is taken for it too, and its end is seen. */
async function threads(): Promise<void> {
  const pair = open(new Pair())
  await pair.bind('inproc://threads')
  const worker = new Worker(new URL('echo-thread.js', import.meta.url), {
    workerData: 'inproc://threads',
  })
  const ended = new Promise(resolve => worker.once('exit', resolve))
  for (const message of [['a', ''], ['b', Buffer.alloc(LARGE, 'x')], ['end']]) {
    await pair.send(message)
    const parts = await pair.receive()
    expect(
      Buffer.concat(parts).equals(Buffer.concat(message.map(part => Buffer.from(part)))),
      'other',
    )
  }
  await ended
}

const NOTHING = 'no event, as in libzmq'
const PARTS: Readonly<
  Record<string, (endpoint: () => string) => Promise<string | void | undefined>>
> = {
  socket: patterns,
  bindSync,
  monitor,
  gate,
}

async function judge(
  transport: string,
  part: string,
  act: () => Promise<string | void | undefined>,
): Promise<Row> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no end')), LIMIT_MS)
  })
  try {
    const detail = await Promise.race([act(), late])
    return { transport, part, verdict: 'passed', ...(typeof detail === 'string' && { detail }) }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return {
      transport,
      part,
      verdict: code === 'ENOTSUP' ? 'refused' : 'failed',
      detail: `${code ?? ''} ${message}`.trim(),
    }
  } finally {
    clearTimeout(timer)
    for (const socket of closing.splice(0)) {
      if (socket.closed) continue
      socket.linger = 0
      socket.close()
    }
  }
}

const tell = (row: Row): void => console.log(JSON.stringify(row))

for (const [transport, endpoint] of Object.entries(ENDPOINTS)) {
  for (const [part, act] of Object.entries(PARTS)) {
    const isQuiet = transport === 'inproc' && (part === 'monitor' || part === 'gate')
    if (isQuiet) tell({ transport, part, verdict: 'none', detail: NOTHING })
    else tell(await judge(transport, part, () => act(endpoint)))
  }
}
tell(await judge('tcp, CURVE', 'socket', curve))
tell(await judge('udp', 'socket', datagrams))
tell(await judge('inproc, threads', 'socket', threads))
rmSync(folder, { recursive: true, force: true })
// A process of sockets that are closed ends by itself.
