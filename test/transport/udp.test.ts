// What endpoints of udp say, without a socket; and a port by itself, against Node's own. libzmq's words on them are in
// test/socket/draft/udp.test.ts.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import t from 'tap'
import { lookUp, parseUdp, UdpPort } from '../../lib/transport/udp.js'

const parsed = (address: string, isBinding: boolean, wantsIPv6 = false): unknown =>
  parseUdp({ transport: 'udp', address, text: `udp://${address}` }, isBinding, wantsIPv6)

/** The interface that leads back to this machine: `lo`, or what it is called here. */
const [LOOPBACK] = Object.entries(networkInterfaces()).find(([, all]) =>
  all?.some(({ address }) => address === '127.0.0.1'),
) as [string, unknown]

const unicast = { isMulticast: false, via: undefined }

t.test('where to bind', async t => {
  for (const [address, host, port] of [
    ['127.0.0.1:5555', '127.0.0.1', 5555],
    ['*:*', '0.0.0.0', 0],
    [`${LOOPBACK}:0`, '127.0.0.1', 0],
    ['localhost:1', '127.0.0.1', 1],
  ] as const) {
    t.same(parsed(address, true), { host, port, ...unicast }, address)
  }
  t.same(parsed('*:1', true, true), { host: '::', port: 1, ...unicast })
  t.same(parsed('[::1]:1', true, true), { host: '::1', port: 1, ...unicast })
  const group = { host: '239.0.0.1', port: 1, isMulticast: true }
  t.same(parsed('239.0.0.1:1', true), { ...group, via: undefined })
  t.same(parsed('*;239.0.0.1:1', true), { ...group, via: undefined })
  t.same(parsed(`${LOOPBACK};239.0.0.1:1`, true), { ...group, via: '127.0.0.1' })
  t.same(parsed(`${LOOPBACK};[ff02::1]:1`, true, true), {
    host: 'ff02::1',
    port: 1,
    isMulticast: true,
    via: `::%${LOOPBACK}`,
  })
  // An IPv6 group is reached by an interface's name alone.
  t.throws(() => parsed('::1;[ff02::1]:1', true, true), { code: 'ENODEV' })
  for (const first of ['223.255.255.255', '240.0.0.1']) {
    t.match(parsed(`${first}:1`, false), { isMulticast: false }, first)
  }
})

t.test('where to send', async t => {
  t.same(parsed('127.0.0.1:0', false), { host: '127.0.0.1', port: 0, ...unicast })
  t.same(parsed('a_b.c-d:9', false), { host: 'a_b.c-d', port: 9, ...unicast }, 'is looked up')
  t.match(parsed('127.0.0.1;224.0.0.1:9', false), { isMulticast: true, via: '127.0.0.1' })
  for (const address of ['127.0.0.1', ':1', '*:1', 'x:*', 'a b:1', '[::1]:1', `${LOOPBACK};x:1`]) {
    t.throws(() => parsed(address, false), { code: 'EINVAL', address: `udp://${address}` }, address)
  }
})

const found = (host: string): Promise<string | undefined> =>
  new Promise(resolve => lookUp(host, false, resolve))

t.test('a name is found, or it is not', async t => {
  t.equal(await found('localhost'), '127.0.0.1')
  t.equal(await found('127.0.0.1'), '127.0.0.1')
  t.equal(await found('x'.repeat(64)), undefined)
})

t.test('a port is bound, or refused, at once', async t => {
  const address = { host: '127.0.0.1', port: 0, ...unicast }
  const use = { multicastHops: 1, wantsIPv6: false }
  const received: string[] = []
  const port = new UdpPort(address, { ...use, received: datagram => received.push(`${datagram}`) })
  t.ok(port.port > 0)
  t.equal(port.isSending, false)
  const other = createSocket('udp4').bind(0, '127.0.0.1')
  await once(other, 'listening')
  const answer = once(other, 'message')
  const taken = new Promise<void>(resolve => {
    const to = { address: '127.0.0.1', port: other.address().port }
    port.send([Buffer.from('a'), Buffer.from('b')], to, resolve)
  })
  const [body, { port: from }] = await answer
  t.strictSame([String(body), from], ['ab', port.port])
  await taken
  const busy = { ...address, port: other.address().port }
  t.throws(() => new UdpPort(busy, { ...use, received() {} }), { code: 'EADDRINUSE' })
  const foreign = { ...address, host: '192.0.2.1' }
  t.throws(() => new UdpPort(foreign, { ...use, received() {} }), { code: 'EADDRNOTAVAIL' })
  port.close()
  port.close()
  t.equal(port.isSending, false)
  other.close()
  t.strictSame(received, [])
})
