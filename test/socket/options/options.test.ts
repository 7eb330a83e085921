// The table of socket options: numbers as in zmq.h, values as zmq_setsockopt takes and keeps them.
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import {
  defaultOptions,
  optionByNumber,
  setOptionValue,
  SOCKET_OPTIONS,
  type OptionName,
} from '../../../lib/socket/options/options.js'
import type { OptionValue } from '../../../lib/engine.js'
import { nativeEngine } from '../../../lib/native/index.js'
import { OPTIONS } from '../../../lib/options.js'
import { typescriptEngine } from '../../../lib/socket/engine.js'

const HEADER = '/usr/include/zmq.h'

function set(name: OptionName, ...given: readonly OptionValue[]): OptionValue {
  const values = defaultOptions()
  const option = SOCKET_OPTIONS.find(one => one.name === name)
  if (option === undefined) throw new Error(name)
  for (const value of given) setOptionValue(values, option, value)
  return values[name]
}

t.test('numbers are unique, and those of zmq.h', async t => {
  const numbers = SOCKET_OPTIONS.map(({ number }) => number)
  t.equal(new Set(numbers).size, numbers.length)
  for (const option of SOCKET_OPTIONS) t.equal(optionByNumber(option.number), option)
  for (const number of [0, -1, 999, 2 ** 31]) {
    t.throws(() => optionByNumber(number), { code: 'EINVAL' }, String(number))
  }
  if (!existsSync(HEADER)) {
    t.pass('zmq.h', { skip: `${HEADER} is not here` })
    return
  }
  const header = new Map(
    [...readFileSync(HEADER, 'utf8').matchAll(/^#define (ZMQ_\w+) (\d+)$/gm)].map(
      ([, name, number]) => [String(name), Number(number)],
    ),
  )
  let found = 0
  for (const [name, number] of Object.entries(OPTIONS)) {
    const inHeader = header.get(`ZMQ_${name}`)
    // The header has the drafts' options only for those who ask for them, and not ours.
    if (inHeader === undefined) continue
    t.equal(number, inHeader, name)
    found++
  }
  t.ok(found >= 80, `${found} options`)
})

t.test('a routing id is bytes, 1 to 255, as in libzmq', async t => {
  const engines = [await nativeEngine(), typescriptEngine()]
  t.teardown(() => Promise.all(engines.map(engine => engine.close())))
  for (const engine of engines) {
    const socket = engine.socket('PULL')
    t.equal(Buffer.from((socket.getOption(OPTIONS.ROUTING_ID) as Uint8Array) ?? []).length, 0)
    for (const bytes of [Buffer.from('ff00fe', 'hex'), Buffer.alloc(255, 0xff), Buffer.from('a')]) {
      socket.setOption(OPTIONS.ROUTING_ID, bytes)
      t.strictSame(socket.getOption(OPTIONS.ROUTING_ID), bytes, engine.name)
    }
    socket.setOption(OPTIONS.ROUTING_ID, 'é')
    t.strictSame(socket.getOption(OPTIONS.ROUTING_ID), Buffer.from('é'))
    for (const wrong of [Buffer.alloc(256), Buffer.alloc(0), '', null]) {
      t.throws(() => socket.setOption(OPTIONS.ROUTING_ID, wrong), { code: 'EINVAL' }, engine.name)
    }
  }
})

t.test('limits: the last value that is taken, and the first that is not', async t => {
  for (const [name, allowed, refused] of [
    ['linger', [-1, 0, 5], [-2]],
    ['backlog', [0], [-1]],
    ['reconnectInterval', [-1], [-2]],
    ['sendHighWaterMark', [0], [-1]],
    ['tcpKeepalive', [-1, 0, 1], [-2, 2]],
    ['typeOfService', [0, 2 ** 31 - 1], [2 ** 31]],
    ['heartbeatTimeToLive', [0, 6_553_599], [6_553_600, -100]],
    ['minimumZmtp', [1, 2, 3], [0, 4]],
    ['tcpAcceptFilter', [null, '127.0.0.1', '10.0.0.0/8'], ['x', '10.0.0.0/33']],
    ['plainServer', [false, 0, true, 1], [2]],
    ['curveServer', [false, 0, true, 1], [2]],
    ['zapDomain', ['x'.repeat(255)], ['x'.repeat(256), '', null]],
  ] as const) {
    for (const value of allowed) t.doesNotThrow(() => set(name, value), `${name} ${String(value)}`)
    for (const value of refused) {
      t.throws(() => set(name, value), { code: 'EINVAL' }, `${name} ${String(value)}`)
    }
  }
})

t.test('what is only read, or built out, is not set', async t => {
  for (const name of ['type', 'lastEndpoint', 'threadSafe', 'vmciBufferSize'] as const) {
    t.throws(() => set(name, 1), { code: 'EINVAL' }, name)
  }
})

t.test('values of other types are converted, or refused', async t => {
  t.equal(set('ipv6', 1), true)
  t.equal(set('ipv6', true, 0), false)
  t.throws(() => set('ipv6', 2), { code: 'EINVAL' })
  t.equal(set('linger', 7n), 7)
  t.throws(() => set('linger', 'soon'), { code: 'EINVAL' })
  t.equal(set('tcpAcceptFilter', Buffer.from('127.0.0.1')), '127.0.0.1')
  t.throws(() => set('tcpAcceptFilter', ''), { code: 'EINVAL' })
})

t.test('a time to live is kept in tenths of a second; filters add up', async t => {
  t.equal(set('heartbeatTimeToLive', 199), 100)
  t.equal(set('heartbeatTimeToLive', 99), 0)
  t.equal(set('tcpAcceptFilter', '127.0.0.1', '10.0.0.0/8'), '127.0.0.1,10.0.0.0/8')
  t.equal(set('tcpAcceptFilter', '127.0.0.1', null), null)
})

t.test('defaults are a copy for each socket', async t => {
  const values = defaultOptions()
  values.linger = 0
  t.equal(defaultOptions().linger, -1)
})
