// rawzmq proxy: bytes untouched both ways, what it shows, its files, its faults.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { main } from '../../bin/main.js'
import { readCapture } from '../../lib/capture/index.js'
import { CaptureConnections, PacketReader } from '../../lib/dissect/index.js'
import { nativeEngine } from '../../lib/native/index.js'
import { openStream } from '../../lib/raw/link.js'
import { FakeProcess } from '../support/fake-process.js'
import { ipcEndpoint } from '../support/ipc.js'
import { rowsOf, start, type Program } from '../support/program.js'
import { connectRawPeer, listenRawPeer, type RawPeer } from '../support/raw-peer.js'
import { greeting, NULL } from '../dissect/vectors.js'

t.setTimeout(300_000)

/** A proxy before a raw listener, and a raw connection through it. */
async function through(
  t: Test,
  ...args: readonly string[]
): Promise<{ program: Program; client: RawPeer; server: RawPeer }> {
  const listener = await listenRawPeer()
  const program = start(t, [
    'proxy',
    '--listen',
    'tcp://127.0.0.1:*',
    '--to',
    listener.endpoint,
    ...args,
  ])
  const [, endpoint = ''] = await program.found(/listening on (\S+),/)
  const accepted = listener.accept()
  const client = await connectRawPeer(endpoint)
  const server = await accepted
  t.teardown(() => {
    client.close()
    server.close()
    listener.close()
  })
  return { program, client, server }
}

const tshark = (file: string, ...args: string[]) =>
  spawnSync('tshark', ['-r', file, ...args], { encoding: 'utf8', timeout: 30_000 })

const usage = async (...args: string[]) => {
  const host = new FakeProcess()
  return [await main(['proxy', ...args], host), host.err] as const
}

const NULL_HEX = NULL.toString('hex')
const PLAIN_HEX = greeting('PLAIN').toString('hex')

t.test('greetings, and a handshake that fails, in words', async t => {
  const { program, client, server } = await through(t)
  client.send(NULL_HEX)
  t.equal(await server.read(64), NULL_HEX)
  server.send(PLAIN_HEX)
  t.equal(await client.read(64), PLAIN_HEX)
  await program.found(/#1 = handshake failed: the two sides announced NULL and PLAIN/)
  t.match(program.stdout, /#1 = connection tcp:\/\/127\.0\.0\.1:\d+ → tcp:/)
  t.match(program.stdout, /#1 → @0 greeting: ZMTP 3\.1, mechanism NULL/)
  t.match(program.stdout, /#1 ← @0 greeting: ZMTP 3\.1, mechanism PLAIN/)
  client.end()
  t.equal(await server.readToEnd(), '')
  server.send('00')
  t.equal(await client.read(1), '00', 'what one side has ended the other may still answer')
  program.child.kill('SIGINT')
  t.equal((await program.ended).code, 130)
})

t.test('what is no ZMTP passes, too, whole and in order, in pieces of any size', async t => {
  const { client, server } = await through(t, '--split', '1000', '--json')
  const big = Buffer.alloc(300_000, 'abcdefg').toString('hex')
  client.send(big)
  t.equal(await server.read(300_000, 20_000), big)
  server.send('0a*5000')
  t.equal(await client.read(5000), '0a'.repeat(5000))
})

t.test('libzmq to libzmq, with pcapng and capture', async t => {
  const folder = t.testdir()
  const [pcap, capture] = [join(folder, 'x.pcapng'), join(folder, 'x.msgpack')]
  const engine = await nativeEngine()
  t.teardown(() => engine.close())
  const pull = engine.socket('PULL')
  const push = engine.socket('PUSH')
  const to = await pull.bind('tcp://127.0.0.1:*')
  const files = ['--pcap', pcap, '--capture', capture]
  const program = start(t, [
    'proxy',
    '--listen',
    'tcp://127.0.0.1:*',
    '--to',
    to,
    '--json',
    ...files,
  ])
  const [, endpoint = ''] = await program.found(/listening on (\S+),/)
  push.connect(endpoint)
  const sent = [['hi'], ['a', '', 'x'.repeat(200_000)]].map(parts =>
    parts.map(part => Buffer.from(part)),
  )
  for (const parts of sent) {
    await push.send(parts)
    t.strictSame(await pull.receive(), parts)
  }
  push.close()
  await program.found(/"words":"closed by the connecting side after 4 frames/)
  program.child.kill('SIGINT')
  const { code, stdout } = await program.ended
  t.equal(code, 130)
  t.ok(
    rowsOf(stdout).some(row => row['words'] === 'ready: the handshake is done, PUSH talks to PULL'),
  )

  const connections = new CaptureConnections()
  const notes = new PacketReader()
    .push(readFileSync(pcap))
    .flatMap(packet => connections.push(packet))
  const states = notes.flatMap(({ note }) => (note.kind === 'state' ? [note.words] : []))
  t.ok(states.includes('ready: the handshake is done, PUSH talks to PULL'))
  t.match(connections.counts, { zmtp: 1, other: 0, retransmitted: 0 })

  const { rows, ending } = await readCapture(capture)
  t.equal(ending.kind, 'closed')
  const changes = rows.flatMap(row => (row.kind === 'connection' ? [row.change] : []))
  t.strictSame(changes.slice(0, 2), ['opened', 'ended'])

  t.test('tshark reads the pcapng, and finds nothing wrong', async t => {
    if (tshark(pcap, '-c', '1').error !== undefined) {
      t.pass('tshark', { skip: 'there is no tshark here' })
      return
    }
    const checks = ['-o', 'tcp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE']
    const bad =
      '_ws.malformed || tcp.analysis.lost_segment || tcp.analysis.retransmission || tcp.analysis.ack_lost_segment || tcp.checksum.status == 0 || ip.checksum.status == 0'
    const wrong = tshark(pcap, ...checks, '-Y', bad)
    t.strictSame([wrong.status, wrong.stdout], [0, ''])
    const payloads = tshark(
      pcap,
      '-Y',
      'tcp.srcport == 1 || tcp.len > 0',
      '-T',
      'fields',
      '-e',
      'tcp.payload',
    )
    t.match(payloads.stdout, 'ff00000000000000017f', 'the greeting is there')
    const streams = tshark(pcap, '-T', 'fields', '-e', 'tcp.stream').stdout
    t.strictSame([...new Set(streams.trim().split('\n'))], ['0'])
  })
})

t.test('--cut-after: exactly so many bytes pass, then the connection is gone', async t => {
  const { program, client, server } = await through(t, '--cut-after', '10')
  client.send(NULL_HEX)
  t.equal(await server.readToEnd(), NULL_HEX.slice(0, 20))
  t.equal(await client.readToEnd(), '')
  await program.found(/= cut by the proxy after 10 bytes of the connecting side/)
})

t.test('--delay: later, in order', async t => {
  const { client, server } = await through(t, '--delay', '50')
  const sentAt = performance.now()
  client.send('01')
  client.send('02')
  t.equal(await server.read(2), '0102')
  t.ok(performance.now() - sentAt >= 45)
})

/** More than the proxy takes before it waits, and less than that and what a kernel keeps. */
const LARGE = 1_250_000

t.test('a reset is passed on', async t => {
  const { program, client, server } = await through(t)
  client.send('00')
  await server.read(1)
  client.reset()
  await t.rejects(server.read(1))
  await program.found(/reset by the connecting side/)
})

t.test('what a side said before it left passes, though a write to it fails', async t => {
  const [from, to] = [ipcEndpoint(t), ipcEndpoint(t)]
  const server = createServer({ pauseOnConnect: true }).listen(to.slice('ipc://'.length))
  t.teardown(() => server.close())
  // Slow enough that the last of it lies in the kernel when the client has gone.
  const program = start(t, ['proxy', '--listen', from, '--to', to, '--split', '16'])
  await program.found(/listening on/)
  const client = openStream(from)
  const [peer] = (await once(server, 'connection')) as [Socket]
  peer.on('error', () => {})
  let received = 0
  peer.on('data', chunk => (received += chunk.length))
  client.end(Buffer.alloc(LARGE, NULL))
  peer.resume()
  await once(client, 'finish')
  client.destroy()
  await once(client, 'close')
  t.ok(received < LARGE)
  peer.write(NULL)
  await once(peer, 'close')
  t.equal(received, LARGE)
})

t.test('ipc on both sides; the file of a proxy that was killed is replaced', async t => {
  const engine = await nativeEngine()
  t.teardown(() => engine.close())
  const pull = engine.socket('PULL')
  const [from, to] = [ipcEndpoint(t), ipcEndpoint(t)]
  await pull.bind(to)
  const first = start(t, ['proxy', '--listen', from, '--to', to])
  await first.found(/listening on/)
  first.child.kill('SIGKILL')
  await first.ended
  const program = start(t, ['proxy', '--listen', from, '--to', to])
  await program.found(/listening on ipc:/)
  const push = engine.socket('PUSH')
  push.connect(from)
  await push.send([Buffer.from('hi')])
  t.strictSame(await pull.receive(), [Buffer.from('hi')])
  await program.found(/message: "hi"/)
  program.child.kill('SIGINT')
  t.equal((await program.ended).code, 130)
  t.notOk(existsSync(from.slice('ipc://'.length)))
})

t.test('nobody at the other side: said, and the next one may find somebody', async t => {
  const listener = await listenRawPeer()
  listener.close()
  const program = start(t, ['proxy', '--listen', 'tcp://127.0.0.1:*', '--to', listener.endpoint])
  const [, endpoint = ''] = await program.found(/listening on (\S+),/)
  const client = await connectRawPeer(endpoint)
  t.equal(await client.readToEnd(), '')
  await program.found(/#1 = the other side could not be reached: ECONNREFUSED/)
})

t.test('wrong usage', async t => {
  t.match(await usage('--to', 'tcp://127.0.0.1:1'), [2, /--listen <endpoint>/])
  t.match(await usage('--listen', 'x', '--to', 'y'), [2, /--listen x: .*/])
  t.match(await usage('--listen', 'tcp://127.0.0.1:*', '--to', 'tcp://127.0.0.1:*'), [2, /--to/])
  t.match(await usage('--listen', 'tcp://127.0.0.1:*', '--to', 'inproc://x'), [
    2,
    /--to inproc:\/\/x/,
  ])
  for (const [listen, to] of [
    ['tcp://127.0.0.1:5556', 'tcp://127.0.0.1:5556'],
    ['tcp://*:5556', 'tcp://localhost:5556'],
    ['ipc:///tmp/x', 'ipc:///tmp/x'],
  ] as const) {
    t.match(await usage('--listen', listen, '--to', to), [2, /that is --listen itself/])
  }
  t.match(await usage('--listen', 'a', '--to', 'b', '--split', '0'), [2, /--split.*from 1 on/])
})
