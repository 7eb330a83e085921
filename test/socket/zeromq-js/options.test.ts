// Socket options: defaults, what is taken and refused, the generic accessors, warnings. libzmq 4.3.5, asked
// through zeromq.js, says what is right.
import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { closing, failureOf, onBoth, tell } from '../../support/packages.js'

const DEFAULTS = {
  affinity: 0,
  backlog: 100,
  connectTimeout: 0,
  handshakeInterval: 30000,
  heartbeatInterval: 0,
  heartbeatTimeToLive: 0,
  heartbeatTimeout: -1,
  immediate: false,
  interface: null,
  ipv6: false,
  lastEndpoint: null,
  linger: -1,
  loopbackFastPath: false,
  maxMessageSize: -1,
  multicastHops: 1,
  multicastMaxTransportDataUnit: 1500,
  plainPassword: null,
  plainServer: false,
  plainUsername: null,
  rate: 100,
  receiveBufferSize: -1,
  receiveHighWaterMark: 1000,
  receiveTimeout: -1,
  reconnectInterval: 100,
  reconnectMaxInterval: 0,
  recoveryInterval: 10000,
  securityMechanism: null,
  sendBufferSize: -1,
  sendHighWaterMark: 1000,
  sendTimeout: -1,
  socksProxy: null,
  tcpKeepalive: -1,
  tcpKeepaliveCount: -1,
  tcpKeepaliveIdle: -1,
  tcpKeepaliveInterval: -1,
  tcpMaxRetransmitTimeout: 0,
  threadSafe: false,
  type: 0,
  typeOfService: 0,
  zapDomain: null,
  zapEnforceDomain: false,
}

onBoth('defaults', async (t, zmq) => {
  const pair = closing(t, new zmq.Pair())
  for (const [name, value] of Object.entries(DEFAULTS)) {
    t.equal(pair[name as keyof typeof DEFAULTS], value, name)
  }
  const push = closing(t, new zmq.Push())
  t.equal(push.conflate, undefined, 'write-only')
  t.notOk('receiveTimeout' in push)
  t.notOk('sendTimeout' in zmq.Pull.prototype)
  for (const name of ['vmciBufferSize', 'vmciConnectTimeout'] as const) {
    t.throws(() => pair[name], { code: 'EINVAL' }, name)
    t.throws(() => (pair[name] = 5), { code: 'EINVAL' }, name)
  }
})

const INVALID = 'EINVAL Invalid argument'
const NOT_A_NUMBER = 'TypeError Option value must be a number'
const NOT_A_BOOLEAN = 'TypeError Option value must be a boolean'
const NOT_TEXT = 'TypeError Option value must be a string or buffer'

/** Option, value given, and what it then is, or why it is refused. */
const SETTINGS: [string, unknown, unknown][] = [
  ['linger', 0, 0],
  ['linger', 100, 100],
  ['linger', 1.5, 1],
  ['linger', NaN, 0],
  ['linger', -2, INVALID],
  ['linger', 2 ** 31, INVALID],
  ['linger', 'x', NOT_A_NUMBER],
  ['linger', true, NOT_A_NUMBER],
  ['linger', null, NOT_A_NUMBER],
  ['linger', undefined, NOT_A_NUMBER],
  ['immediate', true, true],
  ['immediate', 1, NOT_A_BOOLEAN],
  ['immediate', null, NOT_A_BOOLEAN],
  ['ipv6', true, true],
  ['reconnectInterval', -1, -1],
  ['reconnectInterval', -2, INVALID],
  ['reconnectMaxInterval', 5, 5],
  ['reconnectMaxInterval', -1, INVALID],
  ['backlog', 0, 0],
  ['backlog', -1, INVALID],
  ['maxMessageSize', 0, 0],
  ['maxMessageSize', -2, -2],
  ['maxMessageSize', 2 ** 53, 2 ** 53],
  ['tcpKeepalive', 1, 1],
  ['tcpKeepalive', 2, INVALID],
  ['tcpKeepalive', -2, INVALID],
  ['tcpKeepaliveCount', 0, 0],
  ['tcpKeepaliveCount', -2, INVALID],
  ['tcpKeepaliveIdle', 0, 0],
  ['tcpKeepaliveIdle', -2, INVALID],
  ['tcpKeepaliveInterval', 0, 0],
  ['tcpKeepaliveInterval', -2, INVALID],
  ['handshakeInterval', 0, 0],
  ['handshakeInterval', -1, INVALID],
  ['heartbeatInterval', 5, 5],
  ['heartbeatInterval', -1, INVALID],
  ['heartbeatTimeToLive', 150, 100],
  ['heartbeatTimeToLive', -1, 0],
  ['heartbeatTimeToLive', -100, INVALID],
  ['heartbeatTimeToLive', 6553599, 6553500],
  ['heartbeatTimeToLive', 6553600, INVALID],
  ['heartbeatTimeout', 0, 0],
  ['heartbeatTimeout', -1, INVALID],
  ['connectTimeout', 5, 5],
  ['connectTimeout', -1, INVALID],
  ['tcpMaxRetransmitTimeout', 5, 5],
  ['tcpMaxRetransmitTimeout', -1, INVALID],
  ['sendHighWaterMark', 0, 0],
  ['sendHighWaterMark', -1, INVALID],
  ['sendHighWaterMark', '1', NOT_A_NUMBER],
  ['receiveHighWaterMark', 5, 5],
  ['receiveHighWaterMark', -1, INVALID],
  ['sendTimeout', 5, 5],
  ['sendTimeout', -2, INVALID],
  ['receiveTimeout', 5, 5],
  ['receiveTimeout', -2, INVALID],
  ['sendBufferSize', 5, 5],
  ['sendBufferSize', -2, INVALID],
  ['receiveBufferSize', 5, 5],
  ['receiveBufferSize', -2, INVALID],
  ['multicastHops', 5, 5],
  ['multicastHops', 0, INVALID],
  ['multicastMaxTransportDataUnit', 5, 5],
  ['multicastMaxTransportDataUnit', 0, INVALID],
  ['rate', 5, 5],
  ['rate', 0, INVALID],
  ['recoveryInterval', 0, 0],
  ['recoveryInterval', -1, INVALID],
  ['affinity', 5, 5],
  ['affinity', -1, 0],
  ['affinity', 2 ** 65, 2 ** 64],
  ['affinity', 'x', NOT_A_NUMBER],
  ['typeOfService', 5, 5],
  ['typeOfService', -1, INVALID],
  ['plainServer', false, false],
  ['plainUsername', null, null],
  ['plainUsername', '', INVALID],
  ['plainPassword', 5, NOT_TEXT],
  ['zapDomain', '', INVALID],
  ['socksProxy', null, null],
  ['socksProxy', '', INVALID],
  ['interface', null, null],
  ['interface', '', INVALID],
  ['loopbackFastPath', true, true],
]

onBoth('values taken and refused', async (t, zmq) => {
  for (const [name, value, expected] of SETTINGS) {
    const pair = closing(t, new zmq.Pair()) as unknown as Record<string, unknown>
    const title = `${name} = ${JSON.stringify(value)}`
    try {
      pair[name] = value
      t.equal(pair[name], expected, title)
    } catch (error) {
      t.equal(tell(error as Error), expected, title)
    }
  }
})

onBoth('accept filters', async (t, zmq) => {
  const pair = closing(t, new zmq.Pair())
  for (const filter of ['127.0.0.1/8', '10.0.0.1', null]) pair.tcpAcceptFilter = filter
  for (const filter of ['bad', '', '127.0.0.1/33', '127.0.0.1/', '127.0.0.1/x', '127.0.0.1/-1']) {
    t.throws(() => (pair.tcpAcceptFilter = filter), { code: 'EINVAL' }, filter)
  }
  t.throws(() => (pair.tcpAcceptFilter = 5 as unknown as string), { message: /string or buffer/ })
  pair.ipv6 = true
  pair.tcpAcceptFilter = '::1'
})

onBoth('generic accessors', async (t, zmq) => {
  class Open extends zmq.Pair {
    call(name: string, ...args: unknown[]): unknown {
      return (this as unknown as Record<string, (...args: unknown[]) => unknown>)[name]?.(...args)
    }
  }
  const pair = closing(t, new Open({ linger: -1 }))
  t.equal(pair.call('getInt32Option', 17), -1)
  t.equal(pair.call('getUint32Option', 17), 0xffffffff, 'the same bits')
  t.equal(pair.call('getBoolOption', 17), true)
  pair.call('setBoolOption', 17, true)
  t.equal(pair.linger, 1)
  pair.call('setUint32Option', 17, 7)
  t.equal(pair.linger, 7)
  pair.call('setInt32Option', 39, 1)
  t.equal(pair.immediate, true)
  t.equal(pair.call('getInt64Option', 22), -1)
  t.equal(pair.call('getUint64Option', 4), 0)
  pair.call('setStringOption', 5, 'abc')
  t.equal(pair.call('getStringOption', 5), 'abc')
  pair.call('setStringOption', 5, Buffer.from('xyz'))
  t.equal(pair.call('getStringOption', 5), 'xyz')
  t.equal(pair.call('getInt32Option', 43), 0)

  const refused: [string, unknown[], string][] = [
    ['getInt64Option', [17], INVALID],
    ['getUint64Option', [17], INVALID],
    ['getStringOption', [17], INVALID],
    ['setInt64Option', [17, 1], INVALID],
    ['setStringOption', [17, 'x'], INVALID],
    ['setStringOption', [5, ''], INVALID],
    ['setStringOption', [5, 'a'.repeat(256)], INVALID],
    ['setInt32Option', [39, 2], INVALID],
    ['setInt32Option', [43, 1], INVALID],
    ['setStringOption', [6, 'x'], INVALID],
  ]
  for (const kind of ['Bool', 'Int32', 'Uint32', 'Int64', 'Uint64', 'String']) {
    const value = kind === 'Bool' ? true : kind === 'String' ? 'x' : 1
    const wrong = kind === 'Bool' ? NOT_A_BOOLEAN : kind === 'String' ? NOT_TEXT : NOT_A_NUMBER
    refused.push(
      [`get${kind}Option`, [999], INVALID],
      [`set${kind}Option`, [999, value], INVALID],
      [`get${kind}Option`, [], 'TypeError Identifier must be a number'],
      [`get${kind}Option`, ['x'], 'TypeError Identifier must be a number'],
      [`set${kind}Option`, ['x', value], 'TypeError Identifier must be a number'],
      [`set${kind}Option`, [17], wrong],
      [`get${kind}Option`, [17, 1], 'TypeError Expected 1 argument but received 2'],
      [`set${kind}Option`, [17, value, 1], 'TypeError Expected 2 arguments but received 3'],
    )
  }
  for (const [name, args, expected] of refused) {
    t.equal(tell(await failureOf(() => pair.call(name, ...args))), expected, `${name}(${args})`)
  }
})

onBoth('options that come too late say so', async (t, zmq) => {
  // Warnings of the test before are still under way.
  await setImmediate()
  const warnings: string[] = []
  const listen = (warning: Error): void => void warnings.push(warning.message)
  process.on('warning', listen)
  t.teardown(() => process.off('warning', listen))
  const said = async (): Promise<string[]> => {
    await setImmediate()
    return warnings.splice(0)
  }
  const LATE = 'Socket option will not take effect until next connect/bind.'

  const pair = closing(t, new zmq.Pair())
  pair.reconnectInterval = 50
  t.same(await said(), [])
  pair.connect('inproc://nobody-there')
  pair.linger = 0
  pair.sendTimeout = 0
  pair.receiveTimeout = 0
  pair.sendHighWaterMark = 5
  pair.receiveHighWaterMark = 5
  t.same(await said(), [])
  pair.reconnectInterval = 60
  pair.immediate = true
  t.same(await said(), [LATE, LATE])
  pair.disconnect('inproc://nobody-there')
  pair.reconnectInterval = 70
  t.same(await said(), [])

  const blocked = closing(t, new zmq.Pair())
  const bound = blocked.bind('inproc://somebody-there')
  blocked.immediate = true
  await bound
  t.same(await said(), [LATE])

  const warned = once(process, 'warning')
  pair.affinity = 2 ** 60
  const [{ message }] = (await warned) as [Error]
  t.match(message, /^Value is larger than Number.MAX_SAFE_INTEGER and may have been rounded/)
})

onBoth('options of a closed socket', async (t, zmq) => {
  const pair = new zmq.Pair()
  pair.close()
  for (const name of [
    'linger',
    'type',
    'lastEndpoint',
    'securityMechanism',
    'immediate',
  ] as const) {
    t.throws(
      () => pair[name],
      { code: 'ENOTSOCK', message: 'Socket operation on non-socket' },
      name,
    )
  }
  t.throws(() => (pair.linger = 1), { code: 'ENOTSOCK' })
  t.equal(pair.readable, false)
  t.equal(pair.writable, false)
})

onBoth('a routing id is any bytes, and is read as text up to a NUL', async (t, zmq) => {
  class Named extends zmq.Push {
    get routingId(): string | null {
      return this.getStringOption(5)
    }
    set routingId(value: string | Buffer | null) {
      this.setStringOption(5, value)
    }
  }
  const push = closing(t, new Named())
  t.equal(push.routingId, null)
  for (const [given, shown] of [
    [Buffer.from('ff00fe', 'hex'), '\ufffd'],
    [Buffer.alloc(255, 0xff), '\ufffd'.repeat(255)],
    [Buffer.from([0, 1]), ''],
    ['é', 'é'],
  ] as const) {
    push.routingId = given
    t.equal(push.routingId, shown)
  }
  for (const wrong of [Buffer.alloc(256, 1), '', null]) {
    t.throws(() => (push.routingId = wrong), { code: 'EINVAL' })
  }
  t.equal(push.routingId, 'é')
})
