// tcp: which addresses can be bound and are told, and what an attempt to connect reports, in which order.
import { networkInterfaces } from 'node:os'
import t, { type Test } from 'tap'
import { systemClock } from '../../lib/clock.js'
import { parseTcpTarget } from '../../lib/transport/endpoint.js'
import { later } from '../support/later.js'
import { dialTcp, listenTcp, resolveBindAddress } from '../../lib/transport/tcp.js'
import {
  BindError,
  type Dialing,
  type Listener,
  type Stream,
} from '../../lib/transport/transport.js'
import { FakeClock } from '../support/fake-clock.js'

const IPV4 = { backlog: 10, isIPv6: false }
const HAS_IPV6 = networkInterfaces()['lo']?.some(({ family }) => family === 'IPv6') === true

const target = (address: string) =>
  parseTcpTarget({ transport: 'tcp', address, text: `tcp://${address}` })

/** Listens, and gives the first stream that is accepted. */
function listen(t: Test, address: string, isIPv6 = false) {
  const met = later<Stream>()
  const handlers = { accepted: met.resolve, acceptFailed: met.reject }
  const listener = listenTcp(address, { backlog: 10, isIPv6 }, handlers)
  t.teardown(() => listener.close())
  return { listener, accepted: met.promise }
}

/** What an attempt reports, up to its last word. */
function dial(address: string, { isIPv6 = false, timeoutMs = 0, clock = systemClock } = {}) {
  const said: string[] = []
  const end = later<Stream | undefined>()
  const dialing: Dialing = dialTcp(target(address), { isIPv6, timeoutMs }, clock, {
    delayed: () => void said.push('delayed'),
    connected(stream) {
      said.push('connected')
      end.resolve(stream)
    },
    failed(error, descriptor) {
      said.push(`failed ${error.code}${descriptor === undefined ? '' : ' of a socket'}`)
      end.resolve(undefined)
    },
  })
  return { said, dialing, end: end.promise }
}

const closed = (listener: Listener): string => {
  listener.close()
  return listener.endpoint.slice('tcp://'.length)
}

t.test('both ends of a connection name each other', async t => {
  const { listener, accepted } = listen(t, '127.0.0.1:*')
  t.match(listener.endpoint, /^tcp:\/\/127\.0\.0\.1:\d+$/)
  const { said, end } = dial(listener.endpoint.slice('tcp://'.length))
  const [ours, theirs] = await Promise.all([end, accepted])
  t.same(said, ['delayed', 'connected'])
  t.equal(ours?.remote, listener.endpoint)
  t.equal(ours?.local, theirs.remote)
  t.equal(theirs.local, listener.endpoint)
  t.ok((ours?.descriptor ?? -1) > 2 && theirs.descriptor > 2)
  ours?.destroy()
  theirs.destroy()
})

t.test('nobody listens: delayed, then the errno of a socket that was made', async t => {
  const { listener } = listen(t, '127.0.0.1:*')
  const { said, end } = dial(closed(listener))
  await end
  t.same(said, ['delayed', 'failed ECONNREFUSED of a socket'])
})

t.test('what cannot be looked up fails without a socket', async t => {
  for (const [address, code] of [
    [':5555', 'EINVAL'],
    ['[::1]:5555', 'EINVAL'],
  ] as const) {
    const { said, end } = dial(address)
    await end
    t.same(said, [`failed ${code}`], address)
  }
})

t.test('a connect that is not answered in time, and one that is given up', async t => {
  // No system answers within a turn of ours: the time limit comes first, and is the last word.
  const clock = new FakeClock()
  const { listener } = listen(t, '127.0.0.1:*')
  const { said, end } = dial(listener.endpoint.slice(6), { timeoutMs: 10, clock })
  t.equal(clock.pending, 0, 'the time begins with the connect')
  await new Promise(process.nextTick)
  clock.advance(10)
  await end
  t.match(said, ['delayed', /^failed ETIMEDOUT/])
  const given = dial(listener.endpoint.slice(6))
  given.dialing.cancel()
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  t.same(given.said, [])
})

t.test('a source address is used', async t => {
  const { listener, accepted } = listen(t, '127.0.0.1:*')
  const { end } = dial(`127.0.0.2:0;${listener.endpoint.slice(6)}`)
  const [ours, theirs] = await Promise.all([end, accepted])
  t.match(theirs.remote, /^tcp:\/\/127\.0\.0\.2:\d+$/)
  ours?.destroy()
  theirs.destroy()
})

t.test('addresses that can be bound, and what they are told as', async t => {
  t.match(listen(t, '*:*').listener.endpoint, /^tcp:\/\/0\.0\.0\.0:\d+$/)
  t.match(listen(t, 'localhost:*').listener.endpoint, /^tcp:\/\/127\.0\.0\.1:\d+$/)
  t.match(listen(t, 'lo:*').listener.endpoint, /^tcp:\/\/127\.0\.0\.1:\d+$/, 'an interface')
  if (HAS_IPV6) {
    t.match(listen(t, '[::1]:*', true).listener.endpoint, /^tcp:\/\/\[::1\]:\d+$/)
    t.match(listen(t, '*:*', true).listener.endpoint, /^tcp:\/\/\[::\]:\d+$/)
  } else t.pass('IPv6', { skip: 'the loopback has no IPv6 here' })
  t.equal(resolveBindAddress('*:5555', false), 'tcp://0.0.0.0:5555')
  t.equal(resolveBindAddress('nosuchif:5555', false), undefined)
})

t.test('addresses that cannot', async t => {
  const handlers = { accepted() {}, acceptFailed() {} }
  for (const [address, code] of [
    ['127.0.0.1', 'EINVAL'],
    ['nosuchif:5555', 'ENODEV'],
    ['[::1]:5555', 'ENODEV'],
  ] as const) {
    try {
      listenTcp(address, IPV4, handlers)
      t.fail(address)
    } catch (error) {
      t.ok(error instanceof BindError)
      t.match(error, { cause: { code } }, address)
    }
  }
})
