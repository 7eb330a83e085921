import { ipcEndpoint } from '../support/ipc.js'
import t from 'tap'
import type { MonitorOptions } from '../../lib/engine.js'
import type { SystemError } from '../../lib/errors.js'
import { nativeEngine } from '../../lib/native/engine.js'
import type { NativeMonitorReader } from '../../lib/native/monitor.js'
import type { NativeSocket } from '../../lib/native/socket.js'
import { hex } from '../support/bytes.js'
import { eventually } from '../support/engines.js'

const engine = await nativeEngine()
t.teardown(() => engine.close())

const PAIR = 0
const ALL = 0xffff

/** An event of version 1 as [number, value, address], after checking its form: 6 bytes and text. */
async function nextV1(reader: NativeMonitorReader): Promise<[number, number, string]> {
  const [head, address, ...rest] = await reader.receiveFrames()
  t.equal(rest.length, 0, 'two parts')
  t.match(head, { data: { length: 6 }, more: true })
  t.match(address, { more: false })
  const bytes = head?.data ?? Buffer.alloc(6)
  return [bytes.readUInt16LE(0), bytes.readUInt32LE(2), String(address?.data)]
}

async function connectedPull(endpoint: string, push: NativeSocket): Promise<NativeSocket> {
  const pull = engine.socket('PULL')
  pull.connect(endpoint)
  await push.send([Buffer.from('hello')])
  t.same(await pull.receive(), [Buffer.from('hello')])
  return pull
}

t.test('version 1: the life of a bound socket, in order, byte by byte', async t => {
  const push = engine.socket('PUSH')
  const reader = push.monitor()
  t.equal(reader.version, 1)
  t.match(reader.endpoint, /^inproc:\/\//)
  const endpoint = await push.bind('tcp://127.0.0.1:*')
  const pull = await connectedPull(endpoint, push)

  const [listening, listener, bound] = await nextV1(reader)
  t.same([listening, bound], [0x0008, endpoint], 'LISTENING')
  const [accepted, connection, own] = await nextV1(reader)
  t.same([accepted, own], [0x0020, endpoint], 'ACCEPTED')
  t.not(connection, listener, 'values are descriptors')
  t.same(
    await reader.receive(),
    [hex('001000000000'), Buffer.from(endpoint)],
    'HANDSHAKE_SUCCEEDED',
  )
  pull.close()
  t.same(await nextV1(reader), [0x0200, connection, endpoint], 'DISCONNECTED')
  push.close()
  t.same(await nextV1(reader), [0x0080, listener, endpoint], 'CLOSED')
  t.same(await reader.receive(), [hex('000400000000'), Buffer.alloc(0)], 'MONITOR_STOPPED')
  reader.close()
})

t.test('version 2: four parts and one for each value', async t => {
  const push = engine.socket('PUSH')
  const reader = push.monitor({ version: 2 })
  t.equal(reader.version, 2)
  const endpoint = await push.bind('tcp://127.0.0.1:*')
  const pull = await connectedPull(endpoint, push)

  const listening = await reader.receiveFrames()
  t.same(
    listening.map(({ more }) => more),
    [true, true, true, true, false],
  )
  t.same(
    listening.map(({ data }) => data.length),
    [8, 8, 8, endpoint.length, 0],
  )
  t.same(listening[0]?.data, hex('0800000000000000'))
  t.same(listening[1]?.data, hex('0100000000000000'))
  t.equal(String(listening[3]?.data), endpoint)
  const accepted = await reader.receive()
  t.same(accepted[0], hex('2000000000000000'))
  t.equal(String(accepted[3]), endpoint)
  t.match(String(accepted[4]), /^tcp:\/\/127\.0\.0\.1:\d+$/)
  const succeeded = await reader.receive()
  t.same(
    succeeded.slice(0, 3),
    ['0010', '0100', '0000'].map(start => hex(`${start}000000000000`)),
  )
  t.same(succeeded.slice(3), accepted.slice(3), 'the same two ends')

  t.equal(push.requestPipesStats(), 0)
  const stats = await reader.receive()
  t.equal(stats.length, 6)
  t.same(stats.slice(0, 2), [hex('0000010000000000'), hex('0200000000000000')])
  t.same(stats.slice(4), accepted.slice(3))

  pull.close()
  t.same((await reader.receive())[0], hex('0002000000000000'), 'DISCONNECTED')
  push.close()
  t.same((await reader.receive())[0], hex('8000000000000000'), 'CLOSED')
  t.same(
    await reader.receive(),
    [
      hex('0004000000000000'),
      hex('0100000000000000'),
      hex('00*8'),
      Buffer.alloc(0),
      Buffer.alloc(0),
    ],
    'MONITOR_STOPPED',
  )
  reader.close()
})

t.test('the connecting side', async t => {
  const push = engine.socket('PUSH')
  const pull = engine.socket('PULL')
  const reader = pull.monitor()
  const endpoint = await push.bind('tcp://127.0.0.1:*')
  pull.connect(endpoint)
  t.same(await nextV1(reader), [0x0002, 115, endpoint], 'CONNECT_DELAYED, EINPROGRESS')
  const [connected, descriptor, remote] = await nextV1(reader)
  t.same([connected, remote], [0x0001, endpoint], 'CONNECTED')
  t.same(await nextV1(reader), [0x1000, 0, endpoint], 'HANDSHAKE_SUCCEEDED')
  push.close()
  t.same(await nextV1(reader), [0x0200, descriptor, endpoint], 'DISCONNECTED')
  const [retried, interval] = await nextV1(reader)
  t.equal(retried, 0x0004, 'CONNECT_RETRIED')
  t.ok(interval >= 100 && interval < 200, `after ${interval} ms`)
  pull.close()
  reader.close()
})

t.test('only the events of the mask, through the endpoint that was named', async t => {
  const push = engine.socket('PUSH')
  const reader = push.monitor({ events: 0x0008 | 0x0400, endpoint: 'inproc://named' })
  t.equal(reader.endpoint, 'inproc://named')
  const endpoint = await push.bind('tcp://127.0.0.1:*')
  const pull = await connectedPull(endpoint, push)
  pull.close()
  push.close()
  t.equal((await nextV1(reader))[0], 0x0008)
  t.equal((await nextV1(reader))[0], 0x0400)
  reader.close()
})

t.test('closing the reader stops the monitor', async t => {
  const push = engine.socket('PUSH')
  const reader = push.monitor()
  const pending = reader.receive()
  reader.close()
  reader.close()
  await t.rejects(pending, { code: 'EBADF' })
  await t.rejects(reader.receive(), { code: 'EBADF' })
  await push.bind('tcp://127.0.0.1:*')
  t.equal(push.monitorCalls, 2, 'started once, stopped once')
  push.close()
})

t.test('a second monitor replaces the first, which ends with MONITOR_STOPPED', async t => {
  const push = engine.socket('PUSH')
  const first = push.monitor()
  const second = push.monitor({ version: 2 })
  t.same(await first.receive(), [hex('000400000000'), Buffer.alloc(0)])
  first.close()
  await push.bind('tcp://127.0.0.1:*')
  t.same((await second.receive())[0], hex('0800000000000000'), 'the second is still on')
  push.close()
  second.close()
})

t.test('thousands of unread events block nobody', async t => {
  const push = engine.socket('PUSH')
  const reader = push.monitor({ events: 0x0008 | 0x0080 })
  for (let index = 0; index < 1500; index++) {
    await push.unbind(await push.bind('tcp://127.0.0.1:*'))
  }
  let listening = 0
  for (let index = 0; index < 3000; index++) {
    const [head] = await reader.receive()
    if (head?.readUInt16LE() === 0x0008) listening++
  }
  t.equal(listening, 1500, 'libzmq alone would have stopped at 2000 events')
  push.close()
  reader.close()
})

t.test('a reader closed while its socket lingers and still speaks', async t => {
  const push = engine.socket('PUSH', { 17: 10_000, 18: 1 })
  const reader = push.monitor({ events: ALL & ~0x0400 })
  const endpoint = ipcEndpoint(t)
  push.connect(endpoint)
  await push.send([Buffer.from('kept')])
  await reader.receive()
  push.close()
  reader.close()
  await t.rejects(reader.receive(), { code: 'EBADF' })
  // Were the PAIR gone, an event would now block the only I/O thread, and with it this exchange.
  const pull = engine.socket('PULL')
  await pull.bind(endpoint)
  t.same(await pull.receive(), [Buffer.from('kept')])
  pull.close()
})

t.test('refusals leave no monitor and no PAIR behind', async t => {
  const small = await nativeEngine({ maxSockets: 8 })
  const push = small.socket('PUSH')
  const other = small.socket('PAIR')
  await other.bind('inproc://taken')

  /** The error of a monitor; libzmq takes a moment to give the number of a closed socket back. */
  async function refusal(options: MonitorOptions): Promise<unknown> {
    let refused: Partial<SystemError> | undefined
    const isAnswered = (): boolean => {
      refused = undefined
      try {
        push.monitor(options)
      } catch (error) {
        refused = error as SystemError
      }
      return refused?.code !== 'EMFILE'
    }
    await eventually(isAnswered, 'the sockets of refused monitors are given back')
    return refused
  }
  for (let index = 0; index < 10; index++) {
    t.match(await refusal({ endpoint: 'tcp://127.0.0.1:1' }), {
      code: 'EPROTONOSUPPORT',
      address: 'tcp://127.0.0.1:1',
    })
    t.match(await refusal({ endpoint: 'nonsense' }), { code: 'EINVAL' })
    t.match(await refusal({ events: 0x10000 }), { code: 'EINVAL' })
    t.match(await refusal({ endpoint: 'inproc://taken' }), { code: 'EADDRINUSE', errno: 98 })
  }
  await small.close()
})

t.test('zmq_socket_monitor_versioned as it is: errno, and no more', async t => {
  const push = engine.socket('PUSH')
  const raw = (endpoint: string | null, events = ALL, version = 1, type = PAIR): number =>
    push.monitorRaw({ endpoint, events, version, type })
  t.equal(raw(null), 0, 'stopping what does not run')
  t.equal(raw('nonsense'), 22)
  t.equal(raw('tcp://127.0.0.1:1'), 93)
  t.equal(raw('inproc://raw', 0x10000), 22, 'an event version 1 does not have')
  t.equal(raw('inproc://raw', ALL, 1, 7), 22, 'a PULL cannot be a monitor')
  t.equal(push.lastErrno, 22)
  t.equal(push.requestPipesStats(), 22, 'PIPES_STATS is not in the mask')
  t.equal(raw('inproc://raw', 0x1ffff, 2), 0)
  const pair = engine.socket('PAIR', { 17: 0 })
  pair.connect('inproc://raw')
  t.equal(push.requestPipesStats(), 11, 'no pipes')
  t.equal(raw(null), 0)
  t.same((await pair.receive())[0], hex('0004000000000000'))
  pair.close()
  push.close()
})
