// What the channels tell, that it is what the monitor tells, and why a link ended; NODE_DEBUG; and console.log of a socket.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { spawnSync } from 'node:child_process'
import { inspect } from 'node:util'
import t, { type Test } from 'tap'
import zeromq from 'zeromq'
import { Pair, Pull, Push } from '../../lib/index.js'
import type { LinkDiagnosis, MonitorDiagnosis } from '../../lib/monitor/index.js'
import { closing } from '../support/packages.js'
import { NULL_GREETING } from '../support/bytes.js'
import { connectRawPeer } from '../support/raw-peer.js'
import { eventually } from '../support/engines.js'

/** All that a channel tells from now on. */
function listen<D>(t: Test, channel: string): D[] {
  const told: D[] = []
  const note = (message: unknown): void => void told.push(message as D)
  subscribe(channel, note)
  t.teardown(() => unsubscribe(channel, note))
  return told
}

t.test('rawzmq:monitor: the events of a socket, with a monitor and without', async t => {
  const told = listen<MonitorDiagnosis>(t, 'rawzmq:monitor')
  const pull = closing(t, new Pull())
  const { events } = pull
  await pull.bind('tcp://127.0.0.1:*')
  const push = closing(t, new zeromq.Push())
  push.connect(pull.lastEndpoint ?? '')
  await push.send('a')
  await pull.receive()
  push.close()
  const seen: (string | undefined)[] = []
  while (seen.at(-1) !== 'DISCONNECTED') seen.push((await events.receive()).name)
  t.same(
    told.map(({ name }) => name),
    seen,
  )
  t.same(seen, ['LISTENING', 'ACCEPTED', 'HANDSHAKE_SUCCEEDED', 'DISCONNECTED'])
  for (const { socket, type, side, local } of told) {
    t.equal(socket, pull)
    t.equal(type, 'PULL')
    t.equal(side, 'bind')
    t.equal(local, pull.lastEndpoint)
  }
  t.match(told[1]?.text, /^PULL ACCEPTED tcp:\S+ – tcp:\S+, fd \d+: a connection was accepted/)
})

t.test('rawzmq:link: up with its queues, down with a reason', async t => {
  const told = listen<LinkDiagnosis>(t, 'rawzmq:link')
  const pull = closing(t, new Pull())
  await pull.bind('tcp://127.0.0.1:*')
  const push = closing(t, new zeromq.Push())
  push.connect(pull.lastEndpoint ?? '')
  for (const part of ['a', 'b', 'c']) await push.send(part)
  await pull.receive()
  await eventually(() => told[0]?.queues?.toReceive === 2, 'two wait')
  push.close()
  await eventually(() => told.length === 2, 'down')
  const [up, down] = told as [LinkDiagnosis, LinkDiagnosis]
  t.match(up, { socket: pull, change: 'up', side: 'bind', reason: undefined, error: undefined })
  t.match(down, { change: 'down', reason: 'EPIPE', error: Error, remote: up.remote })
  t.equal(down.queues, up.queues)
  t.equal(down.traffic, up.traffic)
  // libzmq's greeting, its READY, which is as long as ours, and three messages of one octet; our greeting and READY.
  t.strictSame({ ...down.traffic }, { bytesRead: 64 + 28 + 9, bytesWritten: 64 + 28 })
  t.equal(told.length, 2)
})

t.test('rawzmq:link: what no event says: a refused connect, a peer of the wrong type', async t => {
  const told = listen<LinkDiagnosis>(t, 'rawzmq:link')
  const lonely = closing(t, new Push())
  lonely.connect('tcp://127.0.0.1:9')
  await eventually(() => told.length > 0, 'refused')
  t.match(told[0], {
    change: 'failed',
    reason: 'ECONNREFUSED',
    remote: 'tcp://127.0.0.1:9',
    side: 'connect',
  })
  lonely.close()
  told.length = 0
  const pair = closing(t, new Pair())
  await pair.bind('tcp://127.0.0.1:*')
  // libzmq's own PUSH would find the fault, too, and be gone first at times.
  const push = await connectRawPeer(pair.lastEndpoint ?? '')
  t.teardown(() => push.close())
  push.send(`${NULL_GREETING.toString('hex')} 041a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"`)
  await eventually(() => told.length > 0, 'mismatch')
  t.match(told[0], {
    socket: pair,
    change: 'failed',
    reason: 'ERR_ZMTP_SOCKET_TYPE_MISMATCH',
    queues: undefined,
  })
})

t.test('rawzmq:link: this side ends it, once', async t => {
  const told = listen<LinkDiagnosis>(t, 'rawzmq:link')
  const pull = closing(t, new Pull())
  await pull.bind('tcp://127.0.0.1:*')
  const push = closing(t, new Push({ linger: 0 }))
  push.connect(pull.lastEndpoint ?? '')
  await push.send('a')
  await pull.receive()
  push.close()
  await eventually(() => told.length === 4, 'both ends')
  t.match(
    told.filter(({ socket }) => socket === push).map(({ change, reason }) => [change, reason]),
    [
      ['up', undefined],
      ['down', 'closed'],
    ],
  )
})

t.test('a listener that closes the socket in the middle of it all', async t => {
  const pull = closing(t, new Pull())
  const close = (): void => pull.close()
  subscribe('rawzmq:link', close)
  t.teardown(() => unsubscribe('rawzmq:link', close))
  await pull.bind('tcp://127.0.0.1:*')
  const push = closing(t, new zeromq.Push())
  push.connect(pull.lastEndpoint ?? '')
  await eventually(() => pull.closed, 'closed')
})

t.test('NODE_DEBUG=rawzmq says it on stderr, and nothing without', async t => {
  const program = `
    import { Pull } from 'rawzmq'
    const pull = new Pull()
    await pull.bind('tcp://127.0.0.1:*')
    pull.connect('tcp://127.0.0.1:9')
    setTimeout(() => pull.close(), 100)`
  const run = (debug: string): string =>
    spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...process.env, NODE_DEBUG: debug, NODE_OPTIONS: '' },
      encoding: 'utf8',
    }).stderr
  const said = run('rawzmq')
  t.match(said, /^RAWZMQ \d+: PULL LISTENING tcp:\S+, fd \d+: bound and listening$/m)
  t.match(said, /^RAWZMQ \d+: PULL link failed tcp:\/\/127\.0\.0\.1:9: ECONNREFUSED, /m)
  t.equal(run(''), '')
})

t.test('console.log of a socket', async t => {
  const secret = 'JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6'
  const pull = closing(
    t,
    new Pull({ plainPassword: 'hush', plainUsername: 'me', curveSecretKey: secret }),
  )
  t.equal(
    inspect(pull),
    "Pull {\n  type: 'PULL',\n  endpoints: [],\n  peers: [],\n  queued: { toSend: 0, toReceive: 0 }\n}",
  )
  const other = closing(t, new Pull())
  await other.bind('tcp://127.0.0.1:*')
  const push = closing(t, new zeromq.Push())
  push.connect(other.lastEndpoint ?? '')
  for (const part of ['a', 'b']) await push.send(part)
  await other.receive()
  await eventually(() => /toReceive: 1/.test(inspect(other)), 'one waits')
  const shown = inspect(other, { breakLength: Infinity, compact: true })
  t.match(
    shown,
    /^Pull \{ type: 'PULL', endpoints: \[ 'tcp:\S+' \], peers: \[ 'tcp:\S+' \], queued/,
  )
  t.equal(
    inspect({ a: { b: { c: other } } }, { breakLength: Infinity, compact: true }),
    '{ a: { b: { c: [Pull] } } }',
  )
  other.close()
  t.equal(inspect(other), "Pull { type: 'PULL', closed: true }")
})

t.test(
  'console.log of events and errors says what failed, where and why, and no secret',
  async t => {
    const told = listen<MonitorDiagnosis>(t, 'rawzmq:monitor')
    const secret = 'hush hush hush hush hush'
    const pull = closing(t, new Pull({ plainPassword: secret, plainUsername: 'me' }))
    const { events } = pull
    const taken = closing(t, new zeromq.Pull())
    await taken.bind('tcp://127.0.0.1:*')
    const endpoint = taken.lastEndpoint ?? ''
    const failure = await pull.bind(endpoint).then(
      () => t.fail('it is taken'),
      (error: unknown) => inspect(error),
    )
    t.match(failure, /Address already in use[^]*code: 'EADDRINUSE',\s+address: 'tcp:/)
    await eventually(() => told.length === 2, 'CLOSED and BIND_FAILED')
    const seen = [await events.receive(), await events.receive()].map(event => inspect(event))
    t.equal(seen[0], "{ type: 'close' }")
    t.match(seen[1], /type: 'bind:error',\s+address: '127\.[^]*code: 'EADDRINUSE'/)
    t.match(told[0]?.text, /^PULL CLOSED, fd \d+: /, 'no place, and no gap for it')
    let refusal = ''
    try {
      pull.curveSecretKey = secret
    } catch (error) {
      refusal = inspect(error)
    }
    t.match(refusal, /Invalid argument[^]*code: 'EINVAL'/)
    for (const text of [failure, refusal, inspect(told, { depth: null }), ...seen])
      t.notMatch(text, secret)
  },
)
