// A socket's monitors alone: what each is given, in which form, what happens without a reader, and how they
// end. The sockets that carry the events are the test's. The bytes in hex are libzmq 4.3.5's.
import { once } from 'node:events'
import t from 'tap'
import { EVENTS } from '../../../lib/monitor/events.js'
import { systemError } from '../../../lib/errors.js'
import type { MonitorCarrier } from '../../../lib/socket/host.js'
import {
  Monitoring,
  type OpenCarrier,
  type MonitorSocketType,
} from '../../../lib/socket/monitor/monitoring.js'
import { defaultOptions } from '../../../lib/socket/options/options.js'
import type { Pattern } from '../../../lib/socket/pattern/pattern.js'
import { Pipe } from '../../../lib/socket/links/pipe.js'

const STOPPED = '000400000000|'

/** An internal socket, and its one reader. */
class StandInCarrier implements MonitorCarrier {
  readonly options = defaultOptions()
  onWritable: (() => void) | undefined
  onPeerGone: (() => void) | undefined
  /** What was done with it. */
  readonly log: string[] = []
  #pipe: Pipe | undefined

  constructor(
    readonly type: MonitorSocketType,
    readonly pattern: Pattern,
  ) {}

  bind(endpoint: string): string {
    this.log.push(`bind ${endpoint}`)
    if (endpoint === 'inproc://taken') throw systemError('EADDRINUSE')
    return endpoint
  }

  terminate(endpoint: string): void {
    this.log.push(`terminate ${endpoint}`)
  }

  close(): void {
    this.log.push('close')
  }

  /** A reader connects; so many events have room in its pipe. */
  connect(room = 0): void {
    const pipe = new Pipe({ sendHighWaterMark: room, receiveHighWaterMark: 0 })
    this.#pipe = pipe
    this.pattern.attach(pipe)
    pipe.outbound.onWritable = () => {
      this.pattern.writable(pipe)
      this.onWritable?.()
    }
    this.onWritable?.()
  }

  /** The reader goes. */
  disconnect(): void {
    this.pattern.detach(this.#pipe as Pipe)
    this.#pipe?.close()
    this.onPeerGone?.()
  }

  /** The events that have come, at most so many, as hex; addresses as text. */
  read(most = Infinity): string[] {
    const messages: string[] = []
    while (messages.length < most) {
      const message = this.#pipe?.outbound.shift()
      if (message === undefined) break
      const parts = message as Buffer[]
      // Numbers are what comes before the addresses: one part in version 1, all but two in version 2.
      const texts = parts.length === 2 ? 1 : 2
      messages.push(
        parts
          .map((part, index) => part.toString(index < parts.length - texts ? 'hex' : 'utf8'))
          .join('|'),
      )
    }
    return messages
  }
}

function world() {
  const carriers: StandInCarrier[] = []
  const openCarrier: OpenCarrier = (type, pattern) => {
    const carrier = new StandInCarrier(type, pattern)
    carriers.push(carrier)
    return carrier
  }
  const monitoring = new Monitoring(openCarrier, { type: 'PULL' })
  /** The monitor that was started last, with a reader. */
  const connected = (room?: number): StandInCarrier => {
    const carrier = carriers.at(-1) as StandInCarrier
    carrier.connect(room)
    return carrier
  }
  /** An event of the binding side, told from another by its descriptor. */
  const accepted = (descriptor: number): void =>
    monitoring.emit(EVENTS.ACCEPTED, descriptor, 'tcp://a:1', 'tcp://b:2', 'bind')
  return { monitoring, carriers, connected, accepted }
}

const acceptedV1 = (descriptor: number): string => `20000${descriptor}000000|tcp://a:1`

t.test('each monitor gets an event in its own form, with the address of its side', async t => {
  const { monitoring, connected } = world()
  monitoring.start({ endpoint: 'inproc://one' })
  const one = connected()
  monitoring.observe({ version: 2 })
  const two = connected()
  monitoring.observe({ version: 3 })
  const three = connected()
  monitoring.emit(EVENTS.ACCEPTED, 29, 'tcp://127.0.0.1:1', 'tcp://127.0.0.1:2', 'bind')
  monitoring.emit(EVENTS.CONNECTED, 30, 'tcp://127.0.0.1:3', 'tcp://localhost:4', 'connect')
  monitoring.emit(EVENTS.LISTENING, -1, 'tcp://127.0.0.1:1', '', 'bind')
  t.strictSame(one.read(), [
    '20001d000000|tcp://127.0.0.1:1',
    '01001e000000|tcp://localhost:4',
    '0800ffffffff|tcp://127.0.0.1:1',
  ])
  t.strictSame(two.read(), [
    '2000000000000000|0100000000000000|1d00000000000000|tcp://127.0.0.1:1|tcp://127.0.0.1:2',
    '0100000000000000|0100000000000000|1e00000000000000|tcp://127.0.0.1:3|tcp://localhost:4',
    '0800000000000000|0100000000000000|ffffffff00000000|tcp://127.0.0.1:1|',
  ])
  t.strictSame(three.read(), [], 'there is no version 3')
})

t.test('a mask, and that MONITOR_STOPPED obeys it', async t => {
  const { monitoring, connected } = world()
  monitoring.start({ endpoint: 'inproc://some', events: EVENTS.ACCEPTED | EVENTS.DISCONNECTED })
  const carrier = connected()
  monitoring.emit(EVENTS.LISTENING, 1, 'tcp://a:1', '', 'bind')
  monitoring.emit(EVENTS.ACCEPTED, 2, 'tcp://a:1', 'tcp://b:2', 'bind')
  monitoring.emit(EVENTS.DISCONNECTED, 2, 'tcp://a:1', 'tcp://b:2', 'bind')
  monitoring.stop()
  t.strictSame(carrier.read(), [acceptedV1(2), '000202000000|tcp://a:1'])
})

t.test('refused: before or after the monitor of before is stopped, as in libzmq', async t => {
  for (const [settings, code, isStopped] of [
    [{ endpoint: 'inproc://b', events: 0x10000 }, 'EINVAL', false],
    [{ endpoint: 'inproc://b', events: -1 }, 'EINVAL', false],
    [{ endpoint: 'tcp://127.0.0.1:1' }, 'EPROTONOSUPPORT', false],
    [{ endpoint: 'nothing' }, 'EINVAL', false],
    [{ endpoint: 'inproc://b', type: 'PULL' as MonitorSocketType }, 'EINVAL', true],
    [{ endpoint: 'inproc://taken' }, 'EADDRINUSE', true],
  ] as const) {
    const { monitoring, carriers, connected, accepted } = world()
    monitoring.start({ endpoint: 'inproc://a' })
    const before = connected()
    t.throws(() => monitoring.start(settings), { code }, JSON.stringify(settings))
    accepted(2)
    t.strictSame(before.read(), isStopped ? [STOPPED] : [acceptedV1(2)])
    if (code === 'EADDRINUSE') t.strictSame(carriers[1]?.log, ['bind inproc://taken', 'close'])
    else t.equal(carriers.length, 1)
  }
})

t.test(
  'the user’s is one: another takes its place, and the first one’s handle is of no use',
  async t => {
    const { monitoring, connected, accepted } = world()
    const handle = monitoring.start({ endpoint: 'inproc://a' })
    const first = connected()
    monitoring.start({
      endpoint: 'inproc://a',
      version: 2,
      events: 0x10000 | EVENTS.MONITOR_STOPPED,
    })
    const second = connected()
    t.strictSame(first.read(), [STOPPED])
    handle.stop()
    t.strictSame(second.read(), [])
    const none = monitoring.start({ endpoint: null })
    none.stop()
    t.equal(none.dropped, 0)
    t.equal(second.read().length, 1, 'no endpoint only stops it')
    accepted(2)
    t.strictSame(second.read(), [])
  },
)

t.test('private ones: any number, each with a name of its own, stopped one by one', async t => {
  const { monitoring, connected, accepted } = world()
  const one = monitoring.observe({})
  const oneCarrier = connected()
  const two = monitoring.observe({})
  const twoCarrier = connected()
  monitoring.start({ endpoint: 'inproc://user' })
  const user = connected()
  t.not(one.endpoint, two.endpoint)
  t.equal(monitoring.observe({ endpoint: 'inproc://mine' }).endpoint, 'inproc://mine')
  one.stop()
  one.stop()
  accepted(2)
  t.strictSame(oneCarrier.read(), [STOPPED])
  const terminated = oneCarrier.log.filter(line => line.startsWith('terminate'))
  t.strictSame(terminated, [`terminate ${one.endpoint}`])
  t.strictSame(twoCarrier.read(), [acceptedV1(2)])
  monitoring.stop()
  accepted(3)
  t.strictSame(user.read(), [acceptedV1(2), STOPPED])
  t.strictSame(twoCarrier.read(), [acceptedV1(3)])
  monitoring.start({ endpoint: 'inproc://last' })
  const last = connected()
  monitoring.stopAll()
  accepted(4)
  t.strictSame(twoCarrier.read(), [STOPPED])
  t.strictSame(last.read(), [STOPPED])
})

t.test(
  'without a reader events are kept, up to the limit; of more the newest are dropped, and it is said once',
  async t => {
    const { monitoring, connected, accepted } = world()
    const handle = monitoring.start({ endpoint: 'inproc://late', limit: 3 })
    const warned = once(process, 'warning')
    const warnings: string[] = []
    const note = ({ message }: Error): void => void warnings.push(message)
    process.on('warning', note)
    for (const descriptor of [1, 2, 3, 4, 5]) accepted(descriptor)
    t.equal(handle.dropped, 2)
    const [warning] = (await warned) as [Error & { code: string }]
    t.equal(warning.code, 'RAWZMQ_MONITOR_DROPPED')
    accepted(6)
    await new Promise(resolve => setImmediate(resolve))
    process.off('warning', note)
    t.equal(warnings.length, 1)
    const carrier = connected()
    accepted(7)
    t.strictSame(carrier.read(), [1, 2, 3, 7].map(acceptedV1))
    t.equal(handle.dropped, 3)
  },
)

t.test('a slow reader: what its pipe has no room for waits, in order', async t => {
  const { monitoring, connected, accepted } = world()
  const handle = monitoring.start({ endpoint: 'inproc://slow', limit: 2 })
  const carrier = connected(2)
  for (const descriptor of [1, 2, 3, 4]) accepted(descriptor)
  t.strictSame(carrier.read(1), [acceptedV1(1)])
  t.strictSame(carrier.read(1), [acceptedV1(2)])
  accepted(5)
  t.strictSame(carrier.read(), [3, 4, 5].map(acceptedV1))
  t.equal(handle.dropped, 0)
})

t.test(
  'stopped: MONITOR_STOPPED finds room, and the socket goes once the reader has all',
  async t => {
    const { monitoring, connected, accepted } = world()
    const handle = monitoring.start({ endpoint: 'inproc://slow', limit: 1 })
    const carrier = connected(1)
    accepted(1)
    accepted(2)
    handle.stop()
    monitoring.stop()
    monitoring.stopAll()
    t.equal(handle.dropped, 0)
    t.strictSame(carrier.log, ['bind inproc://slow', 'terminate inproc://slow'], 'its name is free')
    accepted(3)
    t.strictSame(carrier.read(1), [acceptedV1(1)])
    t.strictSame(carrier.log.slice(2), [])
    t.strictSame(carrier.read(), [acceptedV1(2), STOPPED])
    t.strictSame(carrier.log.slice(2), ['close'])
    t.equal(carrier.options.linger, 0)
  },
)

t.test('stopped without a reader, or by one that goes: the socket does not wait', async t => {
  const { monitoring, carriers, connected, accepted } = world()
  monitoring.start({ endpoint: 'inproc://none' })
  accepted(1)
  monitoring.stop()
  t.strictSame(carriers[0]?.log, ['bind inproc://none', 'terminate inproc://none', 'close'])

  monitoring.start({ endpoint: 'inproc://gone' })
  const carrier = connected(1)
  accepted(1)
  accepted(2)
  carrier.disconnect()
  t.strictSame(carrier.log, ['bind inproc://gone'], 'another may come')
  connected(1)
  t.strictSame(carrier.read(1), [acceptedV1(2)])
  accepted(3)
  accepted(4)
  monitoring.stop()
  t.strictSame(carrier.log.slice(2), [])
  carrier.disconnect()
  t.strictSame(carrier.log.slice(2), ['close'])
})

t.test('the three that can carry events', async t => {
  const { monitoring, carriers, connected, accepted } = world()
  for (const type of ['PAIR', 'PUSH', 'PUB'] as const) monitoring.observe({ type })
  t.strictSame(
    carriers.map(({ type, pattern }) => `${type} ${pattern.constructor.name}`),
    ['PAIR Exclusive', 'PUSH RoundRobin', 'PUB PublishPattern'],
  )
  accepted(1)
  t.strictSame(connected().read(), [], 'a PUB keeps nothing for those who come later')
})
