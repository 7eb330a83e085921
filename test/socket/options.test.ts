// The table of socket options: numbers as in zmq.h, values as zmq_setsockopt takes and keeps them.
import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import {
  defaultOptions,
  optionByNumber,
  setOptionValue,
  SOCKET_OPTIONS,
  type OptionName,
} from '../../lib/socket/options.js'
import type { OptionValue } from '../../lib/engine.js'

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
  for (const [name, macro] of [
    ['linger', 'ZMQ_LINGER'],
    ['reconnectInterval', 'ZMQ_RECONNECT_IVL'],
    ['reconnectMaxInterval', 'ZMQ_RECONNECT_IVL_MAX'],
    ['maxMessageSize', 'ZMQ_MAXMSGSIZE'],
    ['sendHighWaterMark', 'ZMQ_SNDHWM'],
    ['receiveHighWaterMark', 'ZMQ_RCVHWM'],
    ['receiveTimeout', 'ZMQ_RCVTIMEO'],
    ['sendTimeout', 'ZMQ_SNDTIMEO'],
    ['lastEndpoint', 'ZMQ_LAST_ENDPOINT'],
    ['immediate', 'ZMQ_IMMEDIATE'],
    ['ipv6', 'ZMQ_IPV6'],
    ['conflate', 'ZMQ_CONFLATE'],
    ['handshakeInterval', 'ZMQ_HANDSHAKE_IVL'],
    ['heartbeatInterval', 'ZMQ_HEARTBEAT_IVL'],
    ['heartbeatTimeToLive', 'ZMQ_HEARTBEAT_TTL'],
    ['heartbeatTimeout', 'ZMQ_HEARTBEAT_TIMEOUT'],
    ['connectTimeout', 'ZMQ_CONNECT_TIMEOUT'],
  ] as const) {
    t.equal(SOCKET_OPTIONS.find(one => one.name === name)?.number, header.get(macro), macro)
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
    ['plainServer', [false, 0], [true, 1]],
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
