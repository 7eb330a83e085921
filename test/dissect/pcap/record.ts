// Lets tcpdump record libzmq talking to libzmq on the loopback: for a live test, and run by itself to
// make fixtures/pcap anew: node dist/test/dissect/pcap/record.js fixtures/pcap/libzmq.pcap
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { CaptureConnections, PacketReader } from '../../../lib/dissect/index.js'
import type { EngineSocket } from '../../../lib/engine.js'
import { nativeEngine } from '../../../lib/native/index.js'

const ZMQ_SUBSCRIBE = 6
const ZMQ_LINGER = 17
const ZMQ_PLAIN_USERNAME = 45
const ZMQ_PLAIN_PASSWORD = 46
const ZMQ_HEARTBEAT_IVL = 75
const ZMQ_HEARTBEAT_TIMEOUT = 77

/** How long anything here may take. */
const DEADLINE_MS = 60_000

/** Why nothing can be recorded: no tcpdump, or no right to capture. */
export class CannotRecord extends Error {
  override readonly name = 'CannotRecord'
}

/** How many connections the exchange makes, at least. */
export const CONNECTIONS = 4

/** Records the exchange into a file of pcap. */
export async function recordExchange(path: string): Promise<void> {
  const engine = await nativeEngine()
  const pull = engine.socket('PULL', { [ZMQ_LINGER]: 0 })
  const pub = engine.socket('PUB', { [ZMQ_LINGER]: 0 })
  const router = engine.socket('ROUTER', { [ZMQ_LINGER]: 0 })
  const bound = await Promise.all([pull, pub, router].map(one => one.bind('tcp://127.0.0.1:*')))
  const [pullAt = '', pubAt = '', routerAt = ''] = bound
  const ports = bound.map(endpoint => new URL(endpoint).port)
  const tcpdump = await startTcpdump(path, ports)
  try {
    const push = engine.socket('PUSH', { [ZMQ_LINGER]: 1000 })
    push.connect(pullAt)
    for (const parts of [['hi'], ['a', '', 'c'], ['x'.repeat(300)]]) {
      await push.send(parts.map(part => Buffer.from(part)))
      await pull.receive()
    }
    const sub = engine.socket('SUB', { [ZMQ_SUBSCRIBE]: 'AB' })
    sub.connect(pubAt)
    await publishUntilReceived(pub, sub)
    // Without the time-out a PONG that takes longer than 50 ms would end the connection, and lose the answer.
    const dealer = engine.socket('DEALER', {
      [ZMQ_HEARTBEAT_IVL]: 50,
      [ZMQ_HEARTBEAT_TIMEOUT]: DEADLINE_MS,
    })
    dealer.connect(routerAt)
    await dealer.send([Buffer.from('question')])
    const [id = Buffer.alloc(0)] = await router.receive()
    await router.send([id, Buffer.from('answer')])
    await dealer.receive()
    const stranger = engine.socket('PUSH', {
      [ZMQ_LINGER]: 0,
      [ZMQ_PLAIN_USERNAME]: 'admin',
      [ZMQ_PLAIN_PASSWORD]: 'secret',
    })
    const monitor = stranger.monitor({ events: 0x2000 })
    stranger.connect(pullAt)
    await monitor.receive()
    monitor.close()
    await until(() => seen(path).commands.includes('PONG'), 'a PONG')
    push.close()
    sub.close()
    dealer.close()
    await until(() => seen(path).ends >= CONNECTIONS, 'the ends of all connections')
  } finally {
    await engine.close()
    tcpdump.kill('SIGINT')
    await once(tcpdump, 'exit')
  }
}

async function publishUntilReceived(pub: EngineSocket, sub: EngineSocket): Promise<void> {
  // A subscription takes its time to arrive; what is published before is dropped.
  const received = sub.receive()
  let isDone = false
  const done = received.then(() => {
    isDone = true
    return isDone
  })
  while (!isDone) {
    await pub.send([Buffer.from('ABC')])
    await Promise.race([done, new Promise(resolve => setTimeout(resolve, 20))])
  }
}

async function startTcpdump(path: string, ports: readonly string[]): Promise<ChildProcess> {
  const filter = ports.map(port => `tcp port ${port}`).join(' or ')
  // Room for 16 MiB: on a busy machine the kernel would drop what is not fetched in time, an end perhaps.
  const args = ['-i', 'lo', '-B', '16384', '-U', '--immediate-mode', '-w', path, filter]
  const child = spawn('tcpdump', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  const isListening = new Promise<boolean>(resolve => {
    child.stderr.on('data', chunk => {
      said += String(chunk)
      if (said.includes('listening on')) resolve(true)
    })
    child.once('exit', () => resolve(false))
    child.once('error', error => {
      said = error.message
      resolve(false)
    })
  })
  if (!(await isListening)) throw new CannotRecord(said.trim().split('\n').pop() ?? 'no tcpdump')
  return child
}

/** What of the exchange is in the file by now. */
function seen(path: string): { commands: (string | undefined)[]; ends: number } {
  const connections = new CaptureConnections()
  const packets = new PacketReader().push(readFileSync(path))
  const notes = packets.flatMap(packet => connections.push(packet).map(({ note }) => note))
  return {
    commands: notes.flatMap(note =>
      note.kind === 'item' && note.item.kind === 'command' ? [note.item.name] : [],
    ),
    ends: notes.filter(note => note.kind === 'state' && / by the /.test(note.words)).length,
  }
}

async function until(isMet: () => boolean, wanted: string): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS
  while (!isMet()) {
    if (performance.now() > deadline) throw new Error(`${wanted} did not come`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

const [, script = '', target] = process.argv
if (import.meta.url === pathToFileURL(script).href && target !== undefined) {
  await recordExchange(target)
}
