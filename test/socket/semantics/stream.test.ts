// STREAM (zmq_socket(3)) on both engines, libzmq first, against plain sockets of node:net: names, notices, who
// closes, what comes of a peer that goes, and the events.
import { once } from 'node:events'
import net from 'node:net'
import t, { type Test } from 'tap'
import type { EngineSocket } from '../../../lib/engine.js'
import { OPTIONS } from '../../../lib/options.js'
import { bytes, eventually, EventLog, onEngines } from '../../support/engines.js'
import { closing, onBoth } from '../../support/packages.js'

const { LINGER, STREAM_NOTIFY, RECONNECT_IVL, CONNECT_ROUTING_ID } = OPTIONS

async function plainPeer(t: Test, endpoint: string): Promise<net.Socket> {
  const socket = net.connect(Number(endpoint.split(':').at(-1)), '127.0.0.1')
  t.teardown(() => socket.destroy())
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

async function plainServer(t: Test): Promise<{ server: net.Server; endpoint: string }> {
  const server = net.createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return { server, endpoint: `tcp://127.0.0.1:${(server.address() as net.AddressInfo).port}` }
}

/** Reads of one connection until so many octets have come. */
async function read(stream: EngineSocket, length: number): Promise<{ id: Buffer; text: string }> {
  let text = ''
  for (;;) {
    const [id, body, ...more] = await stream.receive()
    if (id === undefined || body === undefined || more.length > 0) throw new Error('two parts')
    text += body.toString('latin1')
    if (text.length >= length) return { id, text }
  }
}

const isMade = (id: Buffer | undefined): boolean => id?.length === 5 && id[0] === 0

onEngines('a peer that connects, speaks, is answered and goes', async (t, engine) => {
  const stream = engine.socket('STREAM', { [LINGER]: 0 })
  const log = new EventLog(stream)
  const endpoint = await stream.bind('tcp://127.0.0.1:*')
  const peer = await plainPeer(t, endpoint)
  const [id, notice] = await stream.receive()
  t.ok(isMade(id), 'a name of our making')
  t.equal(notice?.length, 0, 'that it has come')
  peer.write('GET / ')
  peer.write('HTTP/1.1')
  const said = await read(stream, 14)
  t.strictSame(said, { id, text: 'GET / HTTP/1.1' })
  await stream.send([said.id, Buffer.from('200 OK')])
  t.equal(String((await once(peer, 'data'))[0]), '200 OK')
  peer.end()
  const [gone, nothing] = await stream.receive()
  t.strictSame([gone, nothing?.length], [id, 0], 'that it has gone')
  await eventually(() => {
    try {
      return stream.trySend([said.id, Buffer.from('x')]) && false
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EHOSTUNREACH'
    }
  }, 'its name means nobody any more')
  const { local, remote } = await log.until('DISCONNECTED')
  t.equal(local, endpoint, 'also of a connection that is no more')
  t.match(remote, /^tcp:\/\/127\.0\.0\.1:\d+$/)
  t.strictSame(log.names, ['LISTENING', 'ACCEPTED', 'HANDSHAKE_FAILED_NO_DETAIL', 'DISCONNECTED'])
  log.close()
})

onEngines('a name that nobody has, and a name alone', async (t, engine) => {
  const stream = engine.socket('STREAM', { [LINGER]: 0 })
  await stream.bind('tcp://127.0.0.1:*')
  await t.rejects(stream.send(bytes('nobody', 'x')), { code: 'EHOSTUNREACH' })
})

onEngines('an empty part closes the connection, and nobody tells of it', async (t, engine) => {
  const stream = engine.socket('STREAM', { [LINGER]: 0 })
  const log = new EventLog(stream)
  const peer = await plainPeer(t, await stream.bind('tcp://127.0.0.1:*'))
  const [id] = (await stream.receive()) as [Buffer]
  const closed = once(peer, 'close')
  peer.resume()
  await stream.send([id, Buffer.alloc(0)])
  await closed
  const second = await plainPeer(t, String(stream.getOption(OPTIONS.LAST_ENDPOINT)))
  const [other, notice] = await stream.receive()
  t.notSame(other, id, 'the next news is of the next peer')
  t.equal(notice?.length, 0)
  await log.until('ACCEPTED')
  await log.until('ACCEPTED')
  t.strictSame(log.names, ['LISTENING', 'ACCEPTED', 'ACCEPTED'])
  second.destroy()
  log.close()
})

onEngines('without notices only bytes come', async (t, engine) => {
  const stream = engine.socket('STREAM', { [LINGER]: 0, [STREAM_NOTIFY]: false })
  const endpoint = await stream.bind('tcp://127.0.0.1:*')
  const first = await plainPeer(t, endpoint)
  first.end('a')
  t.equal((await read(stream, 1)).text, 'a')
  const second = await plainPeer(t, endpoint)
  second.write('b')
  const [id, body] = await stream.receive()
  t.strictSame([isMade(id), String(body)], [true, 'b'])
})

onEngines('it connects, waits for who is not there yet, and connects again', async (t, engine) => {
  const { server, endpoint } = await plainServer(t)
  const stream = engine.socket('STREAM', { [LINGER]: 0, [RECONNECT_IVL]: 10 })
  const log = new EventLog(stream)
  stream.setOption(CONNECT_ROUTING_ID, Buffer.from('server'))
  stream.connect(endpoint)
  await stream.send(bytes('server', 'early'))
  const [first] = (await once(server, 'connection')) as [net.Socket]
  t.equal(String((await once(first, 'data'))[0]), 'early')
  t.strictSame((await stream.receive()).map(String), ['server', ''])
  first.end('bye')
  t.strictSame((await stream.receive()).map(String), ['server', 'bye'])
  t.strictSame((await stream.receive()).map(String), ['server', ''])
  const [second] = (await once(server, 'connection')) as [net.Socket]
  t.strictSame((await stream.receive()).map(String), ['server', ''], 'the same name again')
  await stream.send(bytes('server', 'again'))
  t.equal(String((await once(second, 'data'))[0]), 'again')
  while (log.names.filter(name => name === 'CONNECTED').length < 2) await log.next()
  t.strictSame(
    log.names.filter(name => name !== 'CONNECT_DELAYED'),
    ['CONNECTED', 'HANDSHAKE_FAILED_NO_DETAIL', 'DISCONNECTED', 'CONNECT_RETRIED', 'CONNECTED'],
  )
  second.destroy()
  log.close()
})

onEngines('a megabyte either way, to and from one who is slow', async (t, engine) => {
  const stream = engine.socket('STREAM', { [LINGER]: 0 })
  const peer = await plainPeer(t, await stream.bind('tcp://127.0.0.1:*'))
  const [id] = (await stream.receive()) as [Buffer]
  const body = Buffer.alloc(1 << 20, 'abcdefgh')
  peer.write(body)
  t.equal((await read(stream, body.length)).text, body.toString('latin1'))
  const sent = (async () => {
    for (let start = 0; start < body.length; start += 1 << 16) {
      await stream.send([id, body.subarray(start, start + (1 << 16))])
    }
  })()
  const got: Buffer[] = []
  let length = 0
  for await (const chunk of peer as AsyncIterable<Buffer>) {
    got.push(chunk)
    length += chunk.length
    if (length === body.length) break
  }
  await sent
  t.ok(Buffer.concat(got).equals(body))
})

onBoth('the class: its names, its options, and an answer that closes', async (t, zmq) => {
  const stream = closing(t, new zmq.Stream({ linger: 0 }))
  t.equal(stream.type, 11)
  t.throws(() => ((stream as unknown as { notify: number }).notify = 2), /must be a boolean/)
  const client = closing(t, new zmq.Stream({ linger: 0 }))
  await stream.bind('tcp://127.0.0.1:*')
  client.connect(stream.lastEndpoint as string, { routingId: 'me' })
  await client.send(['me', 'ping'])
  for await (const [id, body] of stream) {
    if (body?.length === 0) continue
    t.equal(String(body), 'ping')
    await stream.send([id as Buffer, 'pong'])
    break
  }
  for await (const [id, body] of client) {
    t.equal(String(id), 'me')
    if (body?.length === 0) continue
    t.equal(String(body), 'pong')
    break
  }
})

t.test('it meets no inproc', async t => {
  const { Stream } = await import('../../../lib/index.js')
  const stream = closing(t, new Stream())
  t.throws(() => stream.connect('inproc://nobody'), { code: 'ENOCOMPATPROTO' })
  t.throws(() => stream.bindSync('inproc://nobody'), { code: 'ENOCOMPATPROTO' })
})
