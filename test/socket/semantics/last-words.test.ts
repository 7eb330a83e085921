// What a peer said before it left is received, also where the first that is noticed of its end is a write
// of ours that fails. The peers are libzmq's and act while this thread is busy, so their messages and
// their end lie in the kernel, or a raw one that says all at once and goes.
import { once } from 'node:events'
import net from 'node:net'
import t, { type Test } from 'tap'
import type { Engine, EngineSocket, SocketTypeName } from '../../../lib/engine.js'
import { nativeEngine } from '../../../lib/native/engine.js'
import { typescriptEngine } from '../../../lib/socket/engine.js'
import { hex, NULL_GREETING } from '../../support/bytes.js'
import { bytes, EventLog, onEngines, OPTION, pause, take } from '../../support/engines.js'
import { ipcEndpoint } from '../../support/ipc.js'

/** Time for libzmq's thread to send and to close while this one does nothing. */
const BUSY_MS = 150

function beBusy(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

const places = {
  tcp: () => 'tcp://127.0.0.1:*',
  ipc: (t: Test) => ipcEndpoint(t),
} as const

type Options = Readonly<Record<number, number>>

async function subjectAndPeer(
  t: Test,
  engine: Engine,
  place: (t: Test) => string,
  [type, options]: [SocketTypeName, Options],
  [peerType, peerOptions]: [SocketTypeName, Options],
): Promise<{ subject: EngineSocket; peer: EngineSocket }> {
  const libzmq = await nativeEngine()
  t.teardown(() => libzmq.close())
  const subject = engine.socket(type, options)
  const log = new EventLog(subject)
  const peer = libzmq.socket(peerType, peerOptions)
  peer.connect(await subject.bind(place(t)))
  await log.until('HANDSHAKE_SUCCEEDED')
  log.close()
  return { subject, peer }
}

for (const [name, place] of Object.entries(places)) {
  onEngines(`a message of a PAIR fails: ${name}`, async (t, engine) => {
    const { subject, peer } = await subjectAndPeer(t, engine, place, ['PAIR', {}], ['PAIR', {}])
    for (const text of ['1', '2', '3']) peer.trySend(bytes(text))
    peer.close()
    beBusy(BUSY_MS)
    subject.trySend(bytes('into nothing'))
    t.strictSame(await take(subject, 3), ['1', '2', '3'])
  })

  onEngines(`a PONG fails: ${name}`, async (t, engine) => {
    const { subject, peer } = await subjectAndPeer(
      t,
      engine,
      place,
      ['PULL', {}],
      // A PUSH that hears nothing for its 10 ms would cut the connection itself (docs/zeromq-js.md).
      ['PUSH', { [OPTION.HEARTBEAT_IVL]: 10, [OPTION.HEARTBEAT_TIMEOUT]: 5000 }],
    )
    // No more than the systems hold between the two: the rest would go with the reset that a PONG brings.
    const message = bytes('x'.repeat(150))
    for (let count = 0; count < 200; count++) {
      peer.trySend(message)
      if (count % 20 === 0) beBusy(15)
    }
    peer.close()
    beBusy(BUSY_MS)
    t.equal((await take(subject, 200)).length, 200)
  })

  onEngines(`a PING, or our greeting, fails: ${name}`, async (t, engine) => {
    const libzmq = await nativeEngine()
    t.teardown(() => libzmq.close())
    const subject = engine.socket('PULL', {
      [OPTION.HEARTBEAT_IVL]: 5,
      [OPTION.HEARTBEAT_TIMEOUT]: 5000,
    })
    const endpoint = await subject.bind(place(t))
    const expected: string[] = []
    for (let number = 0; number < 200; number++) {
      const peer = libzmq.socket('PUSH')
      peer.connect(endpoint)
      peer.trySend(bytes(String(number)))
      peer.close()
      expected.push(String(number))
      if (number % 20 === 0) beBusy(20)
      if (number % 5 === 0) await pause(1)
    }
    const texts = await take(subject, 200)
    t.strictSame(new Set(texts), new Set(expected))
  })

  // libzmq refuses a message that comes before its own READY has left, wherever the peer stays.
  t.test(`a peer says all at once and goes: ${name}`, async t => {
    const engine = typescriptEngine()
    t.teardown(() => engine.close())
    const subject = engine.socket('PULL')
    const endpoint = await subject.bind(place(t))
    const socket = net.connect(addressOf(endpoint))
    await once(socket, 'connect')
    const ready = hex('04 1a 05 "READY" 0b "Socket-Type" 00000004 "PUSH"')
    socket.write(Buffer.concat([NULL_GREETING, ready, hex('0001 31 0001 32 0001 33')]))
    socket.destroy()
    t.strictSame(await take(subject, 3), ['1', '2', '3'])
  })
}

function addressOf(endpoint: string): net.NetConnectOpts {
  if (endpoint.startsWith('ipc://')) return { path: endpoint.slice('ipc://'.length) }
  return { host: '127.0.0.1', port: Number(endpoint.split(':').at(-1)) }
}
