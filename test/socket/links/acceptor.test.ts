// An acceptor alone: whom it lets in, what it says of those it does not, and how it ends, with libzmq's
// events in libzmq's order (docs/events.md). Connections are real and peers raw; the clock stands still, and
// the core is the test's.
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import net, { type Socket } from 'node:net'
import t, { type Test } from 'tap'
import { Acceptor } from '../../../lib/socket/links/acceptor.js'
import { PeerAccounts } from '../../../lib/socket/links/peer-accounts.js'
import { hex } from '../../support/bytes.js'
import { bytes } from '../../support/engines.js'
import { ipcEndpoint } from '../../support/ipc.js'
import { PULL_HELLO, settle } from '../../support/link-world.js'
import { connectRawPeer, openStream } from '../../support/raw-peer.js'
import { StandInHost, takeAll, streamsAt } from '../../support/stand-in-host.js'

const ANY = 'tcp://127.0.0.1:*'
/** Greeting and READY of a PUSH. */
const HELLO_LENGTH = 64 + 28
/** Signature, revision 1, PULL, an empty identity (RFC 15). */
const ZMTP2_HELLO = 'ff 00*7 01 7f 01 07 00 00'

function world(t: Test, text = ANY, settings: Partial<StandInHost['options']> = {}) {
  const host = new StandInHost()
  Object.assign(host.options, settings)
  const acceptor = new Acceptor(host, ...streamsAt(text))
  t.teardown(() => acceptor.close(0, 'closed'))
  return { host, acceptor, endpoint: acceptor.endpoint }
}

/** A raw PULL whose handshake is done. */
async function join(host: StandInHost, endpoint: string) {
  const peer = await connectRawPeer(endpoint)
  peer.send(PULL_HELLO)
  await host.until('HANDSHAKE_SUCCEEDED')
  await peer.read(HELLO_LENGTH)
  return peer
}

/** A PULL that never reads. */
async function joinDeaf(host: StandInHost, endpoint: string): Promise<Socket> {
  const socket = openStream(endpoint).pause()
  socket.write(hex(PULL_HELLO))
  await host.until('HANDSHAKE_SUCCEEDED')
  return socket
}

t.test('from the bind to the end of a peer', async t => {
  const { host, acceptor, endpoint } = world(t)
  t.match(endpoint, /^tcp:\/\/127\.0\.0\.1:\d+$/, 'the wildcard is filled in')
  const peer = await join(host, endpoint)
  const ended = host.until('DISCONNECTED')
  peer.end()
  await ended
  acceptor.close(-1, 'closed')
  const [listening, accepted] = host.events.map(({ value }) => value)
  t.ok(listening !== undefined && accepted !== undefined && listening > 2 && accepted > 2)
  t.strictSame(host.told, [
    `LISTENING ${listening}`,
    `ACCEPTED ${accepted}`,
    'HANDSHAKE_SUCCEEDED 0',
    `DISCONNECTED ${accepted}`,
    `CLOSED ${listening}`,
  ])
  const remote = host.events[1]?.remote
  t.match(remote, /^tcp:\/\/127\.0\.0\.1:\d+$/)
  t.not(remote, endpoint)
  t.strictSame(
    host.events.map(event => [event.local, event.remote, event.side]),
    [
      [endpoint, '', 'bind'],
      [endpoint, remote, 'bind'],
      [endpoint, remote, 'bind'],
      [endpoint, remote, 'bind'],
      [endpoint, '', 'bind'],
    ],
  )
  t.strictSame(host.endedParts, [acceptor])
})

t.test('a bind that fails: which events, and what is thrown', async t => {
  const { endpoint } = world(t)
  const failing = new StandInHost()
  t.throws(() => new Acceptor(failing, ...streamsAt(endpoint)), {
    code: 'EADDRINUSE',
    errno: 98,
    address: endpoint,
  })
  t.strictSame(
    failing.events.map(event => [event.name, event.local, event.remote]),
    [
      ['CLOSED', '', ''],
      ['BIND_FAILED', endpoint.slice('tcp://'.length), ''],
    ],
  )
  t.equal(failing.events[1]?.value, 98)
  const nowhere = new StandInHost()
  t.throws(() => new Acceptor(nowhere, ...streamsAt('tcp://no-such-interface:*')), {
    code: 'ENODEV',
  })
  t.strictSame(nowhere.told, ['BIND_FAILED 19'], 'no socket had been made')
  const missing = new StandInHost()
  const path = '/no/such/folder/socket'
  t.throws(() => new Acceptor(missing, ...streamsAt(`ipc://${path}`)), { code: 'ENOENT' })
  t.strictSame(
    missing.events.map(({ name, local }) => [name, local]),
    [
      ['CLOSED', `ipc://${path}`],
      ['BIND_FAILED', path],
    ],
  )
})

/** What is done for node:net, and undone. */
interface Internals {
  _createServerHandle: (...args: unknown[]) => { onconnection: (status: number) => void }
}

t.test('a connection that could not be accepted: its errno, and the next one can be', async t => {
  const internals = net as unknown as Internals
  const create = internals._createServerHandle
  let handle: ReturnType<typeof create> | undefined
  internals._createServerHandle = (...args) => (handle = create(...args))
  t.teardown(() => (internals._createServerHandle = create))
  const { host, endpoint } = world(t)
  // What the system's accept would say without a descriptor left: it does not come this far on Linux.
  handle?.onconnection(-24)
  handle?.onconnection(-103)
  t.strictSame(host.told.slice(1), ['ACCEPT_FAILED 24', 'ACCEPT_FAILED 103'])
  t.match(host.events[1], { local: endpoint, remote: '', side: 'bind' })
  const peer = await join(host, endpoint)
  t.strictSame(host.names.slice(3), ['ACCEPTED', 'HANDSHAKE_SUCCEEDED'])
  peer.close()
})

t.test('the filter: whom it refuses hears nothing, and it counts as a failure', async t => {
  const { host, acceptor, endpoint } = world(t, ANY, { tcpAcceptFilter: '127.0.0.2' })
  const refused = await connectRawPeer(endpoint)
  t.equal(await refused.readToEnd(), '')
  t.strictSame(host.told.slice(1), ['ACCEPT_FAILED 11'])
  t.match(host.events[1], { local: endpoint, remote: '' })
  host.options.tcpAcceptFilter = '10.0.0.0/8,127.0.0.0/8'
  const peer = await join(host, endpoint)
  t.strictSame(host.names.slice(2), ['ACCEPTED', 'HANDSHAKE_SUCCEEDED'], 'as it is now')
  acceptor.close(0, 'closed')
  t.equal(await peer.readToEnd(), '')
})

t.test(
  'the filter: a peer that says all at once and resets has no address that passes',
  async t => {
    const { host, endpoint } = world(t, ANY, { tcpAcceptFilter: '127.0.0.2' })
    const socket = net.connect(Number(endpoint.split(':').at(-1)), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(hex(`${PULL_HELLO} 00 01 61`))
    socket.resetAndDestroy()
    await host.until('ACCEPT_FAILED')
    t.strictSame(host.names, ['LISTENING', 'ACCEPT_FAILED'])
    t.strictSame(host.pipes, [])
  },
)

t.test('over ipc there is nothing to filter', async t => {
  const { host, endpoint } = world(t, ipcEndpoint(t), { tcpAcceptFilter: '10.0.0.1' })
  const peer = await join(host, endpoint)
  t.match(host.events[1], { name: 'ACCEPTED', local: endpoint, remote: 'ipc://' })
  peer.close()
})

t.test('a peer’s pipe comes with its handshake and goes with it; what had come stays', async t => {
  const { host, endpoint } = world(t)
  const peer = await connectRawPeer(endpoint)
  await host.until('ACCEPTED')
  t.strictSame(host.pipes, [])
  peer.send(`${PULL_HELLO} 00 01 61`)
  await host.until('HANDSHAKE_SUCCEEDED')
  const [pipe] = host.pipes
  t.equal(host.pipes.length, 1)
  const ended = host.until('DISCONNECTED')
  peer.end()
  await ended
  t.strictSame(host.detached, ['kept'])
  t.strictSame(takeAll(pipe), ['a'])
  t.equal(pipe?.write(bytes('b')), false)
})

t.test('an account is kept of those who shake hands', async t => {
  const { host, endpoint } = world(t)
  host.links = new PeerAccounts()
  const old = await connectRawPeer(endpoint)
  await host.until('ACCEPTED')
  old.send(ZMTP2_HELLO)
  // Its signature, revision, type and an empty identity: then the pipe is there.
  await old.read(14)
  t.equal(host.pipes.length, 1)
  t.equal(host.links.get(1), undefined)
  const peer = await join(host, endpoint)
  t.equal(host.pipes.length, 2)
  t.equal(host.links.get(1)?.descriptor, host.events.at(-2)?.value)
  for (const one of [old, peer]) one.close()
})

t.test(
  'closed: it stops listening at once; peers in their handshake go without a word',
  async t => {
    const { host, acceptor, endpoint } = world(t)
    const peer = await connectRawPeer(endpoint)
    await host.until('ACCEPTED')
    acceptor.close(-1, 'closed')
    acceptor.close(-1, 'closed')
    t.strictSame(host.names, ['LISTENING', 'ACCEPTED', 'CLOSED'])
    t.strictSame(host.endedParts, [acceptor])
    t.equal(host.clock.pending, 0)
    t.equal(await peer.readToEnd(), 'ff00000000000000017f')
    await t.rejects(connectRawPeer(endpoint), { code: 'ECONNREFUSED' })
    await settle()
    t.equal(host.events.length, 3)
  },
)

t.test('closed at the first of several connections: the others are not accepted', async t => {
  const { host, acceptor, endpoint } = world(t)
  // As one does who reads the monitor: the system has the other connections by then.
  host.onEvent = ({ name }) => {
    if (name === 'ACCEPTED') queueMicrotask(() => acceptor.close(0, 'closed'))
  }
  const ends = [1, 2, 3].map(() => {
    const socket = openStream(endpoint).on('error', () => {})
    return once(socket.resume(), 'end').finally(() => socket.destroy())
  })
  await host.untilEnded()
  await Promise.allSettled(ends)
  t.strictSame(host.names, ['LISTENING', 'ACCEPTED', 'CLOSED'])
  t.strictSame(host.endedParts, [acceptor])
})

t.test('closed with LINGER: each peer gets what waits for it, then all has ended', async t => {
  const { host, acceptor, endpoint } = world(t)
  const deaf = await joinDeaf(host, endpoint)
  const peer = await join(host, endpoint)
  const large = Buffer.alloc(16 * 1024 * 1024)
  host.pipes[0]?.write([large])
  await settle()
  host.pipes[0]?.write(bytes('z'))
  host.pipes[1]?.write(bytes('a'))
  t.equal(acceptor.hasUnsent, true)
  const pipe = host.pipes[0]
  acceptor.close(-1, 'closed')
  t.equal(pipe?.write(bytes('y')), false, 'nothing more is taken')
  t.strictSame(host.detached, ['dropped', 'dropped'])
  t.equal(await peer.readToEnd(), '000161')
  t.strictSame(host.endedParts, [])
  let length = 0
  deaf.on('data', ({ length: more }) => (length += more)).resume()
  await host.untilEnded()
  t.equal(acceptor.hasUnsent, false)
  deaf.destroy()
  t.ok(length > 0)
  t.equal(host.names.at(-1), 'CLOSED', 'no event but that of the listener')
})

t.test('closed with LINGER of 0 or of so many milliseconds: then what waits is lost', async t => {
  for (const lingerMs of [0, 100]) {
    const { host, acceptor, endpoint } = world(t)
    const deaf = await joinDeaf(host, endpoint)
    host.pipes[0]?.write([Buffer.alloc(16 * 1024 * 1024)])
    host.pipes[0]?.write(bytes('z'))
    await settle()
    acceptor.close(lingerMs, 'closed')
    t.strictSame(host.endedParts, lingerMs === 0 ? [acceptor] : [])
    host.clock.advance(Math.max(0, lingerMs - 1))
    t.strictSame(host.endedParts, lingerMs === 0 ? [acceptor] : [])
    host.clock.advance(1)
    t.strictSame(host.endedParts, [acceptor])
    t.equal(host.clock.pending, 0)
    deaf.destroy()
  }

  const prompt = world(t)
  const peer = await join(prompt.host, prompt.endpoint)
  prompt.acceptor.close(100, 'closed')
  await peer.readToEnd()
  await prompt.host.untilEnded()
  t.equal(prompt.host.clock.pending, 0, 'the time to linger is taken back')
})

t.test('a file that is gone cannot be removed: CLOSE_FAILED only for one we made', async t => {
  const given = world(t, ipcEndpoint(t))
  rmSync(given.endpoint.slice('ipc://'.length))
  given.acceptor.close(0, 'closed')
  t.strictSame(given.host.names, ['LISTENING', 'CLOSED'])
})
