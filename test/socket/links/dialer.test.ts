// A dialer alone: attempts, waits and giving up, with libzmq's events in libzmq's order (docs/events.md).
// Connections are real and peers raw; the clock stands still, and the core is the test's.
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import t from 'tap'
import { NULL_GREETING } from '../../support/bytes.js'
import { dialerTo, HELLO_LENGTH, linked, listener } from '../../support/dialer-world.js'
import { bytes, NOWHERE } from '../../support/engines.js'
import { ipcEndpoint } from '../../support/ipc.js'
import { PULL_HELLO, settle } from '../../support/link-world.js'
import { RawPeer } from '../../support/raw-peer.js'

t.test('nobody listens: it says so, waits to the millisecond, and tries again', async t => {
  const { host, dialer } = dialerTo(t, NOWHERE)
  dialer.start()
  await host.until('CONNECT_RETRIED')
  const descriptor = host.events[1]?.value ?? -1
  t.ok(descriptor > 2)
  const event = { local: '', remote: NOWHERE, side: 'connect' }
  t.strictSame(host.events, [
    { ...event, name: 'CONNECT_DELAYED', value: 115 },
    { ...event, name: 'CLOSED', value: descriptor },
    { ...event, name: 'CONNECT_RETRIED', value: 150 },
  ])
  host.clock.advance(149)
  t.equal(host.clock.pending, 1)
  host.clock.advance(1)
  t.equal(host.clock.pending, 0)
  await host.until('CONNECT_RETRIED')
  t.strictSame(host.names.slice(3), ['CONNECT_DELAYED', 'CLOSED', 'CONNECT_RETRIED'])
  t.strictSame(host.endedParts, [])
})

t.test('waits double up to the maximum, and begin anew after a connection that was up', async t => {
  const endpoint = ipcEndpoint(t)
  const { host, dialer } = dialerTo(t, endpoint, { reconnectMaxInterval: 300 })
  const waits = (): number[] =>
    host.events.filter(({ name }) => name === 'CONNECT_RETRIED').map(({ value }) => value)
  dialer.start()
  await host.until('CONNECT_RETRIED')
  for (const wait of [100, 200, 300]) {
    host.clock.advance(wait)
    await host.until('CONNECT_RETRIED')
  }
  t.strictSame(waits(), [100, 200, 300, 300])
  t.notOk(host.names.includes('CONNECT_DELAYED'), 'never over ipc')

  const server: Server = createServer().listen(endpoint.slice('ipc://'.length))
  t.teardown(() => void server.close())
  await once(server, 'listening')
  host.clock.advance(300)
  const [socket] = (await once(server, 'connection')) as [Socket]
  const again = host.until('CONNECT_RETRIED')
  new RawPeer(socket).close()
  await again
  t.strictSame(waits(), [100, 200, 300, 300, 100])
})

t.test('a connection from its first event to the next attempt', async t => {
  const { listening, host, peer } = await linked(t)
  peer.end()
  await host.until('CONNECT_RETRIED')
  const descriptor = host.events[1]?.value ?? -1
  t.strictSame(host.told, [
    'CONNECT_DELAYED 115',
    `CONNECTED ${descriptor}`,
    'HANDSHAKE_SUCCEEDED 0',
    `DISCONNECTED ${descriptor}`,
    'CONNECT_RETRIED 150',
  ])
  t.match(host.events[1]?.local, /^tcp:\/\/127\.0\.0\.1:\d+$/, 'our own end')
  host.clock.advance(150)
  await listening.accept()
})

t.test('a name is shown as it was given, until a connection has been up', async t => {
  const listening = await listener(t)
  const named = listening.endpoint.replace('127.0.0.1', 'localhost')
  const { host, dialer } = dialerTo(t, named)
  dialer.start()
  const peer = await listening.accept()
  peer.send(PULL_HELLO)
  await host.until('HANDSHAKE_SUCCEEDED')
  peer.end()
  await host.until('CONNECT_RETRIED')
  t.strictSame(
    host.events.map(({ name, remote }) => [name, remote]),
    [
      ['CONNECT_DELAYED', named],
      ['CONNECTED', named],
      ['HANDSHAKE_SUCCEEDED', named],
      ['DISCONNECTED', named],
      ['CONNECT_RETRIED', listening.endpoint],
    ],
  )
})

t.test('a handshake that does not come: its time is up, and it tries again', async t => {
  const listening = await listener(t)
  const { host, dialer } = dialerTo(t, listening.endpoint, { handshakeInterval: 1000 })
  dialer.start()
  await host.until('CONNECTED')
  const peer = await listening.accept()
  host.clock.advance(999)
  t.equal(host.names.at(-1), 'CONNECTED')
  host.clock.advance(1)
  t.strictSame(host.told.slice(2), [
    'HANDSHAKE_FAILED_NO_DETAIL 11',
    `DISCONNECTED ${host.events[1]?.value}`,
    'CONNECT_RETRIED 150',
  ])
  t.equal(await peer.readToEnd(), 'ff00000000000000017f')
  host.clock.advance(150)
  await listening.accept()
})

t.test('a peer that breaks a rule or refuses us is not tried again', async t => {
  for (const [says, event] of [
    ['04 06 05 "HELLO"', 'HANDSHAKE_FAILED_PROTOCOL'],
    ['04 0a 05 "ERROR" 03 "400"', 'HANDSHAKE_FAILED_AUTH'],
  ] as const) {
    const listening = await listener(t)
    const { host, dialer } = dialerTo(t, listening.endpoint)
    dialer.start()
    const peer = await listening.accept()
    peer.send(`${NULL_GREETING.toString('hex')} ${says}`)
    await host.until('DISCONNECTED')
    t.strictSame(host.names, ['CONNECT_DELAYED', 'CONNECTED', event, 'DISCONNECTED'])
    t.strictSame(host.endedParts, [dialer])
    t.strictSame(host.pipes, [], 'and what was queued for it is lost')
    t.equal(host.clock.pending, 0)
  }
})

t.test('ZMQ_RECONNECT_STOP: at a refused connect, and at a failed handshake', async t => {
  const refused = dialerTo(t, NOWHERE, { reconnectStop: 1 })
  refused.dialer.start()
  await refused.host.until('CLOSED')
  t.strictSame(refused.host.endedParts, [refused.dialer])

  const listening = await listener(t)
  const { host, dialer } = dialerTo(t, listening.endpoint, { reconnectStop: 2 })
  dialer.start()
  ;(await listening.accept()).end()
  await host.until('DISCONNECTED')
  t.strictSame(host.names.slice(2), ['HANDSHAKE_FAILED_NO_DETAIL', 'DISCONNECTED'])
  t.strictSame(host.endedParts, [dialer])

  const shaken = await linked(t, { reconnectStop: 2 })
  shaken.peer.end()
  await shaken.host.until('CONNECT_RETRIED')
  t.strictSame(shaken.host.endedParts, [], 'this one had shaken hands')

  const absent = dialerTo(t, ipcEndpoint(t), { reconnectStop: 1 })
  absent.dialer.start()
  await absent.host.until('CONNECT_RETRIED')
  t.strictSame(absent.host.endedParts, [], 'a file that is not there refuses nothing')
})

t.test('without an interval there is no second attempt', async t => {
  const refused = dialerTo(t, NOWHERE, { reconnectInterval: -1 })
  refused.dialer.start()
  await refused.host.until('CLOSED')
  t.equal(refused.host.clock.pending, 0)
  t.strictSame(refused.host.names, ['CONNECT_DELAYED', 'CLOSED'])
  t.equal(refused.host.pipes.length, 1, 'what is queued waits for ever')

  for (const reconnectInterval of [-1, 0]) {
    const { host, dialer, peer } = await linked(t, { reconnectInterval })
    peer.end()
    await host.until('DISCONNECTED')
    t.strictSame(host.endedParts, [dialer])
    t.strictSame(host.detached, ['kept'], 'what had come can still be received')
  }
})

t.test('the pipe is there from the start and outlives a connection', async t => {
  const { listening, host, dialer, peer } = await linked(t)
  const [pipe] = host.pipes
  pipe?.write(bytes('a'))
  t.equal(await peer.read(3), '000161')
  peer.end()
  await host.until('CONNECT_RETRIED')
  t.equal(pipe?.write(bytes('b')), true)
  t.equal(dialer.hasUnsent, true)
  host.clock.advance(150)
  const second = await listening.accept()
  second.send(PULL_HELLO)
  await second.read(HELLO_LENGTH)
  t.equal(await second.read(3), '000162')
  t.strictSame(host.pipes, [pipe])
  t.equal(dialer.hasUnsent, false)
})

t.test('ZMQ_IMMEDIATE: it is there from the handshake to the end of the connection', async t => {
  const listening = await listener(t)
  const { host, dialer } = dialerTo(t, listening.endpoint, { immediate: true })
  dialer.start()
  t.strictSame(host.pipes, [])
  const peer = await listening.accept()
  peer.send(PULL_HELLO)
  await host.until('HANDSHAKE_SUCCEEDED')
  t.equal(host.pipes.length, 1)
  peer.end()
  await host.until('CONNECT_RETRIED')
  t.strictSame(host.pipes, [])
  t.strictSame(host.detached, ['kept'])
  host.clock.advance(150)
  await host.until('CONNECTED')
  t.strictSame(host.pipes, [], 'not for a connection alone')
  const again = host.until('HANDSHAKE_SUCCEEDED')
  ;(await listening.accept()).send(PULL_HELLO)
  await again
  t.equal(host.pipes.length, 1)
})

t.test(
  'closed while it connects: the descriptor is said to be closed, and nothing follows',
  async t => {
    const listening = await listener(t)
    const { host, dialer } = dialerTo(t, listening.endpoint)
    host.onEvent = ({ name }) => {
      if (name === 'CONNECT_DELAYED') dialer.close(-1, 'closed')
    }
    dialer.start()
    await host.until('CLOSED')
    t.ok((host.events[1]?.value ?? -1) > 2)
    t.strictSame(host.endedParts, [dialer])
    await settle()
    await settle()
    t.strictSame(host.names, ['CONNECT_DELAYED', 'CLOSED'])

    const looking = dialerTo(t, listening.endpoint.replace('127.0.0.1', 'localhost'))
    looking.dialer.start()
    looking.dialer.close(-1, 'closed')
    t.strictSame(looking.host.events, [], 'there was no descriptor yet')
    t.strictSame(looking.host.endedParts, [looking.dialer])
  },
)

t.test('closed while it waits, or with a peer: without a word, once', async t => {
  const waiting = dialerTo(t, NOWHERE)
  waiting.dialer.start()
  await waiting.host.until('CONNECT_RETRIED')
  waiting.dialer.close(-1, 'closed')
  waiting.dialer.close(-1, 'closed')
  t.equal(waiting.host.clock.pending, 0)
  t.strictSame(waiting.host.endedParts, [waiting.dialer])
  t.strictSame(waiting.host.detached, ['dropped', 'dropped'])
  t.equal(waiting.host.events.length, 3)

  const { host, dialer, peer } = await linked(t)
  dialer.close(0, 'closed')
  t.strictSame(host.endedParts, [dialer])
  t.equal(await peer.readToEnd(), '', 'it is closed for the peer, too')
  for (let turns = 0; turns < 5; turns++) await settle()
  t.strictSame(host.endedParts, [dialer], 'also once the stream has closed')
  t.equal(host.names.at(-1), 'HANDSHAKE_SUCCEEDED')
})
