// The way to listen of runtimes that cannot at once (Bun, Deno), on Node, whose own server it takes, too: what a
// listener tells is the same. In those runtimes themselves `npm run test:runtimes` goes it.
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import net from 'node:net'
import t from 'tap'
import { keepProcessAlive } from '../../lib/clock.js'
import { ipc } from '../../lib/transport/ipc.js'
import { bindsAtOnce, open } from '../../lib/transport/open.js'
import { tcp } from '../../lib/transport/tcp.js'
import { BindError, type Stream, type StreamReader } from '../../lib/transport/transport.js'
import { ipcEndpoint } from '../support/ipc.js'
import { later } from '../support/later.js'

const OPTIONS = { backlog: 10, isIPv6: false }
const HOST = '127.0.0.1'

t.equal(bindsAtOnce, true, 'Node does, so that nothing of it is used')
t.equal(tcp.open(`${HOST}:*`, OPTIONS), undefined)

t.teardown(keepProcessAlive())

const openTcp = (port: number): ReturnType<typeof open> => open(() => ({ host: HOST, port }), 10)

t.test('a stream of a server that was opened: both ways, and its end', async t => {
  const opened = await openTcp(0)
  const met = later<Stream>()
  const listener = tcp.listen(
    `${HOST}:*`,
    { ...OPTIONS, opened },
    {
      accepted: stream => met.resolve(stream),
      acceptFailed: error => met.reject(error),
    },
  )
  t.match(listener.endpoint, /^tcp:\/\/127\.0\.0\.1:[1-9]/)
  const client = net.connect(Number(listener.endpoint.split(':')[2]), HOST)
  const stream = await met.promise
  const ended = later<undefined>()
  const said: string[] = []
  const reader: StreamReader = {
    received: chunk => void said.push(String(chunk)),
    filled: () => t.fail('it has no room to fill'),
    room: () => undefined,
    refused: () => {},
    ended: () => ended.resolve(undefined),
    broke: error => ended.reject(error),
    gone: () => {},
  }
  stream.start(reader)
  t.equal(stream.local, listener.endpoint)
  t.equal(stream.remote, `tcp://${HOST}:${client.localPort}`)
  client.write('from there')
  const taken = later<undefined>()
  stream.write([Buffer.from('from '), Buffer.from('here')], () => taken.resolve(undefined))
  await taken.promise
  let answer = ''
  for await (const chunk of client) {
    answer += String(chunk)
    if (answer.length === 9) break
  }
  await ended.promise
  t.same([said.join(''), answer], ['from there', 'from here'])
  t.equal(listener.close(), undefined)
  stream.destroy()
})

t.test('what the system refuses is thrown where a bind throws it', async t => {
  const first = await openTcp(0)
  if (first.server instanceof BindError) throw first.server
  t.teardown(() => (first.server as net.Server).close())
  const { port } = first.server.address() as net.AddressInfo
  const opened = await openTcp(port)
  const NOTHING = { accepted: () => {}, acceptFailed: () => {} }
  t.throws(() => tcp.listen(`${HOST}:${port}`, { ...OPTIONS, opened }, NOTHING), {
    name: 'BindError',
    cause: { code: 'EADDRINUSE', message: 'Address already in use' },
    descriptor: -1,
  })
  const invalid = new BindError(Object.assign(new Error('no place'), { code: 'EINVAL', errno: 22 }))
  const none = await open(() => {
    throw invalid
  }, 10)
  t.equal(none.server, invalid)
})

t.test('ipc: under a name of its own first, then under its own', async t => {
  const path = ipcEndpoint(t).slice('ipc://'.length)
  const opened = await open(() => ({ path: `${path}.early` }), 10)
  t.equal(existsSync(path), false)
  const met = later<Stream>()
  const listener = ipc.listen(
    path,
    { ...OPTIONS, opened },
    {
      accepted: stream => met.resolve(stream),
      acceptFailed: error => met.reject(error),
    },
  )
  t.equal(listener.endpoint, `ipc://${path}`)
  t.equal(existsSync(`${path}.early`), false)
  const client = net.connect(path)
  await Promise.all([once(client, 'connect'), met.promise])
  client.destroy()
  listener.close()
  t.equal(existsSync(path), true, 'it stays, as it may be another listener’s by then')
})
