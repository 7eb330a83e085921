// The one call for a public PUB or XPUB: ours and zeromq.js's, with subscribers of both, over real sockets.
import { randomUUID } from 'node:crypto'
import t from 'tap'
import * as zeromq from 'zeromq'
import { UsageError } from '../../../lib/errors.js'
import {
  gatedPublisher,
  type GatedPublisherOptions,
} from '../../../lib/gate/run/gated-publisher.js'
import type { Notice } from '../../../lib/gate/machine/state.js'
import type { RecordedRow } from '../../../lib/gate/run/producer-contract.js'
import type { PublisherLike } from '../../../lib/gate/run/publisher-socket.js'
import * as rawzmq from '../../../lib/index.js'
import { HOST_ORDER } from '../../../lib/monitor/codec.js'
import { GateReplay } from '../../../lib/replay/gates.js'
import type { GateRow, GateStartRow } from '../../../lib/capture/format.js'
import { ipcEndpoint } from '../../support/ipc.js'
import { FakeClock } from '../../support/fake-clock.js'

const PUBLISHERS = {
  'rawzmq PUB': () => new rawzmq.Publisher(),
  'rawzmq XPUB': () => new rawzmq.XPublisher(),
  'zeromq XPUB': () => new zeromq.XPublisher(),
} as const

const SUBSCRIBERS = {
  rawzmq: () => new rawzmq.Subscriber(),
  zeromq: () => new zeromq.Subscriber(),
} as const

type Subscriber = ReturnType<(typeof SUBSCRIBERS)[keyof typeof SUBSCRIBERS]>

function subscriber(make: () => Subscriber, endpoint: string, ...topics: string[]): Subscriber {
  const socket = make()
  socket.connect(endpoint)
  socket.subscribe(...topics)
  return socket
}

/** What comes up to `end`. */
async function collect(socket: Subscriber): Promise<string[]> {
  const got: string[] = []
  for await (const [message] of socket as AsyncIterable<Uint8Array[]>) {
    const text = String(message)
    got.push(text)
    if (text.endsWith('end')) break
  }
  socket.close()
  return got
}

/** A row of a capture that somebody has bent. */
const BENT: GateRow = {
  kind: 'gate',
  at: 0,
  socket: '',
  input: { kind: 'subscribers', now: 0, count: 'many' },
  phase: 'open',
  effects: [],
}

const patient = { timeoutMs: 20_000, endpoint: 'tcp://127.0.0.1:*' }

for (const [name, make] of Object.entries(PUBLISHERS)) {
  const isInferred = name.startsWith('zeromq')

  t.test(`${name}: every subscriber gets the first message, and all others`, async t => {
    for (const endpoint of [patient.endpoint, ipcEndpoint(t), `inproc://${randomUUID()}`]) {
      const publisher = make()
      const got: Promise<string[]>[] = []
      const result = await gatedPublisher(
        publisher as PublisherLike,
        {
          ...patient,
          endpoint,
          topic: 'news',
          subscribers: 4,
          onBound: bound => {
            for (const [kind, sub] of Object.entries(SUBSCRIBERS)) {
              // Each package has its own inproc.
              const isFar = endpoint.startsWith('inproc:') && !name.startsWith(kind)
              const own = isFar ? PUBLISHERS[name as 'rawzmq PUB'] : undefined
              const maker = own === undefined ? sub : SUBSCRIBERS[isInferred ? 'zeromq' : 'rawzmq']
              for (const topic of ['news', 'ne']) {
                got.push(collect(subscriber(maker, bound, topic)))
              }
            }
          },
        },
        () => ['news 1', ['news 2', 'two parts'], 'other', 'news end'],
      )
      t.match(result, { outcome: 'stopped', sent: 4, isInferred, phase: 'open' })
      const want = ['news 1', 'news 2', 'news end']
      t.strictSame(await Promise.all(got), [want, want, want, want], endpoint)
      publisher.close()
    }
  })

  t.test(
    `${name}: who subscribes no more, goes, comes back, or wants more than the topic`,
    async t => {
      const publisher = make()
      t.teardown(() => publisher.close())
      const story: string[] = []
      const open: Subscriber[] = []
      let bound = ''
      const join = (...topics: string[]): Subscriber => {
        const socket = subscriber(SUBSCRIBERS.zeromq, bound, ...topics)
        open.push(socket)
        return socket
      }
      t.teardown(() => {
        for (const socket of open) socket.close()
      })
      // Each step is taken when the one before has been counted.
      const steps: (() => void)[] = [
        () => open[0]?.unsubscribe('a'),
        () => open[0]?.subscribe('a'),
        () => open[0]?.close(),
        () => join('abc', 'a'),
        () => join('ab'),
      ]
      const rows: RecordedRow[] = []
      const result = await gatedPublisher(
        publisher as PublisherLike,
        {
          ...patient,
          topic: 'ab',
          subscribers: 2,
          record: row => rows.push(row),
          notice: ({ kind, counted }: Notice) => {
            story.push(`${kind} ${counted}`)
            steps.shift()?.()
          },
          onBound: endpoint => {
            bound = endpoint
            join('a')
          },
        },
        () => [],
      )
      t.match(result, { outcome: 'stopped', sent: 0, subscribers: 2, isInferred })
      t.strictSame(story, [
        'subscribed 1',
        'unsubscribed 0',
        'subscribed 1',
        'unsubscribed 0',
        'subscribed 1',
        'subscribed 2',
      ])
      const told: object[] = []
      const again = new GateReplay(HOST_ORDER, step => told.push(step))
      for (const row of rows) {
        const at = { ...row, socket: 'publisher' }
        if (row.kind === 'start') again.start(at as unknown as GateStartRow)
        else if (row.kind === 'gate') again.gate(at as unknown as GateRow)
      }
      t.strictSame(
        told.map(step => ({ ...step, at: 0 })),
        ['open', 'stopped'].map(phase => ({ type: 'phase', at: 0, socket: 'publisher', phase })),
        'decided again, the same',
      )
      again.gate({ ...BENT, socket: 'publisher' })
      t.match(told.at(-1), { type: 'difference', what: 'no input of a gate' })
    },
  )
}

t.test(
  'a peer that subscribes twice: one on our engine, two to who reads an XPUB of libzmq',
  async t => {
    for (const [name, make] of Object.entries(PUBLISHERS)) {
      const publisher = make()
      const clock = new FakeClock()
      const isInferred = name.startsWith('zeromq')
      let twice: Subscriber | undefined
      const result = await gatedPublisher(
        publisher as PublisherLike,
        {
          endpoint: patient.endpoint,
          topic: 'a',
          subscribers: { min: 1, max: 2 },
          timeoutMs: 300,
          clock,
          onBound: endpoint => {
            twice = subscriber(SUBSCRIBERS.zeromq, endpoint, 'a', '')
          },
          notice: ({ kind }) => {
            if (kind === 'subscribed' && !isInferred) setImmediate(() => clock.advance(300))
          },
        },
        () => [],
      )
      t.match(result, { outcome: 'stopped', subscribers: isInferred ? 2 : 1 }, name)
      twice?.close()
      publisher.close()
    }
  },
)

t.test('nobody comes, somebody goes, it is aborted, or cannot bind: all are values', async t => {
  const clock = new FakeClock()
  const alone = new rawzmq.Publisher()
  const missing = await gatedPublisher(
    alone,
    {
      endpoint: patient.endpoint,
      topic: Buffer.from([0x6e, 0xff]),
      subscribers: 3,
      clock,
      onBound: () => clock.advance(30_000),
    },
    () => t.fail('no work is asked for') as never,
  )
  t.match(missing, {
    outcome: 'timed-out',
    code: 'ERR_SUBSCRIBERS_MISSING',
    sent: 0,
    subscribers: 0,
  })
  t.equal(missing.reason, '3 of 3 subscribers of 0x6eff did not come within 30000 ms: 0 there')

  const publisher = new rawzmq.Publisher()
  let sub: Subscriber | undefined
  const lost = await gatedPublisher(
    publisher,
    {
      ...patient,
      subscribers: 1,
      onLost: 'fail',
      onBound: endpoint => {
        sub = subscriber(SUBSCRIBERS.zeromq, endpoint, '')
      },
    },
    async function* () {
      yield 'first'
      sub?.close()
      await new Promise(() => {})
    },
  )
  t.match(lost, { outcome: 'failed', code: 'ERR_SUBSCRIBER_LOST', sent: 1, lost: 1 })

  const controller = new AbortController()
  const other = new rawzmq.Publisher()
  const aborted = await gatedPublisher(
    other,
    {
      ...patient,
      subscribers: 1,
      signal: controller.signal,
      onBound: () => controller.abort(),
    },
    () => [],
  )
  t.match(aborted, { outcome: 'aborted', code: 'ERR_ABORTED' })
  const endpoint = String(other.lastEndpoint)
  const again = new rawzmq.Publisher()
  const failed = await gatedPublisher(again, { ...patient, endpoint, subscribers: 1 }, () => [])
  t.match(failed, { outcome: 'failed', code: 'EADDRINUSE', phase: 'waiting' })
  for (const socket of [alone, publisher, other, again]) socket.close()
})

for (const [name, make] of Object.entries(PUBLISHERS)) {
  t.test(`${name}: closed by somebody while it waits, it ends at once`, async t => {
    const publisher = make()
    const result = await gatedPublisher(
      publisher as PublisherLike,
      {
        ...patient,
        subscribers: 1,
        timeoutMs: Infinity,
        onBound: () => publisher.close(),
      },
      () => [],
    )
    const code = name.startsWith('zeromq') ? 'EAGAIN' : 'EBADF'
    t.match(result, { outcome: 'failed', phase: 'waiting', code })
  })
}

t.test('with noDrop a message waits for a slow subscriber, and may be watched', async t => {
  const publisher = new rawzmq.Publisher({ noDrop: true, sendHighWaterMark: 1, linger: 0 })
  const sub = new rawzmq.Subscriber({ receiveHighWaterMark: 1 })
  t.teardown(() => {
    publisher.close()
    sub.close()
  })
  const endpoint = `inproc://${randomUUID()}`
  const result = await gatedPublisher(
    publisher,
    {
      endpoint,
      subscribers: 1,
      timeoutMs: { open: 50 },
      onBound: () => {
        sub.connect(endpoint)
        sub.subscribe('')
      },
    },
    () => ['1', '2', '3', '4'],
  )
  t.match(result, { outcome: 'timed-out', code: 'ERR_MESSAGE_NOT_TAKEN', sent: 2 })
  t.match(result.reason, /^message 3 did not leave within 50 ms/)
})

t.test(
  'what makes no sense, or cannot be done, is refused; what the work throws is thrown',
  async t => {
    const publisher = new rawzmq.Publisher()
    const libzmqs = new zeromq.Publisher()
    const closed = new rawzmq.Publisher()
    closed.close()
    const push = new rawzmq.Push()
    t.teardown(() => {
      for (const socket of [publisher, libzmqs, push]) socket.close()
    })
    const fails = async (
      text: RegExp,
      options: object = {},
      socket: unknown = publisher,
      work: unknown = () => [],
    ): Promise<void> => {
      const all = { ...patient, subscribers: 1, ...options } as GatedPublisherOptions
      const run = gatedPublisher(socket as PublisherLike, all, work as () => string[])
      const error: unknown = await run.then(
        () => undefined,
        (reason: unknown) => reason,
      )
      t.ok(error instanceof UsageError, String(error))
      t.match((error as Error).message, text)
    }
    await fails(/^subscribers must be a whole number from 1 on, not 0/, { subscribers: 0 })
    await fails(/^subscribers.min must not be above subscribers.max/, {
      subscribers: { min: 2, max: 1 },
    })
    await fails(/^timeoutMs must be a number from 1 on/, { timeoutMs: 0 })
    await fails(/^onLost must be one of continue, fail, not requeue/, { onLost: 'requeue' })
    await fails(/^endpoint must be a text/, { endpoint: 5 })
    await fails(/^topic must be text or bytes, not 5/, { topic: 5 })
    await fails(/^subscribers must be a number or { min, max }, not null/, { subscribers: null })
    await fails(/must be a function/, {}, publisher, ['one'])
    await fails(/must be a Publisher or an XPublisher/, {}, push)
    await fails(/must be a Publisher or an XPublisher/, {}, {})
    await fails(/is closed/, {}, closed)
    await fails(/a PUB of libzmq tells nobody who subscribes/, {}, libzmqs)

    const boom = new Error('boom')
    const endpoint = `inproc://${randomUUID()}`
    const sub = new rawzmq.Subscriber()
    t.teardown(() => sub.close())
    sub.connect(endpoint)
    sub.subscribe('')
    const run = gatedPublisher(publisher, { ...patient, endpoint, subscribers: 1 }, () => {
      throw boom
    })
    await t.rejects(run, boom)
  },
)
