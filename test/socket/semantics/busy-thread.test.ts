// A thread that works for long finds no peer silent, no wait in vain and no connect unanswered, of whom
// the answer lies in the kernel: libzmq's own thread is never busy. The peers are libzmq's, which go on
// while this thread stands still.
import t, { type Test } from 'tap'
import type { Engine, EngineSocket } from '../../../lib/engine.js'
import { nativeEngine } from '../../../lib/native/engine.js'
import { bytes, EventLog, onEngines, OPTION, pause, take } from '../../support/engines.js'

const RCVTIMEO = 27
const FOR_EVER_MS = 60_000

function beBusy(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

async function libzmq(t: Test): Promise<Engine> {
  const engine = await nativeEngine()
  t.teardown(() => engine.close())
  return engine
}

/** Events up to the first of this name, all of one connection. */
async function namesUntil(log: EventLog, name: string): Promise<string[]> {
  await log.until(name)
  return log.names
}

/** A message passes on the connection that was up before: none was cut meanwhile. */
async function isStillUp(t: Test, peer: EngineSocket, subject: EngineSocket, log: EventLog) {
  peer.trySend(bytes('after all'))
  t.strictSame(await take(subject, 1), ['after all'])
  await subject.unbind(subject.getOption(32) as string)
  const names = await namesUntil(log, 'CLOSED')
  t.notOk(names.includes('DISCONNECTED'), names.join(' '))
  log.close()
}

onEngines('a message that came in time is no EAGAIN', async (t, engine) => {
  const subject = engine.socket('PULL', { [RCVTIMEO]: 200 })
  const log = new EventLog(subject)
  const peer = (await libzmq(t)).socket('PUSH')
  peer.connect(await subject.bind('tcp://127.0.0.1:*'))
  await log.until('HANDSHAKE_SUCCEEDED')
  log.close()
  const received = subject.receive()
  peer.trySend(bytes('in time'))
  beBusy(400)
  t.strictSame((await received).map(String), ['in time'])
  await t.rejects(subject.receive(), { code: 'EAGAIN' }, 'where none came it is')
})

onEngines("the peer's time to live", async (t, engine) => {
  const subject = engine.socket('PULL')
  const log = new EventLog(subject)
  const peer = (await libzmq(t)).socket('PUSH', {
    [OPTION.HEARTBEAT_IVL]: 50,
    [OPTION.HEARTBEAT_TIMEOUT]: FOR_EVER_MS,
    [OPTION.HEARTBEAT_TTL]: 300,
  })
  peer.connect(await subject.bind('tcp://127.0.0.1:*'))
  await log.until('HANDSHAKE_SUCCEEDED')
  await pause(100)
  for (let turn = 0; turn < 3; turn++) {
    beBusy(500)
    await pause(1)
  }
  await isStillUp(t, peer, subject, log)
})

onEngines('an answer to our heartbeat', async (t, engine) => {
  const subject = engine.socket('PULL', {
    [OPTION.HEARTBEAT_IVL]: 300,
    // libzmq's own threads may come late on a busy machine.
    [OPTION.HEARTBEAT_TIMEOUT]: 300,
  })
  const log = new EventLog(subject)
  const peer = (await libzmq(t)).socket('PUSH')
  peer.connect(await subject.bind('tcp://127.0.0.1:*'))
  await log.until('HANDSHAKE_SUCCEEDED')
  for (let turn = 0; turn < 3; turn++) {
    beBusy(700)
    await pause(1)
  }
  await isStillUp(t, peer, subject, log)
})

onEngines('a handshake', async (t, engine) => {
  const subject = engine.socket('PULL', { [OPTION.HANDSHAKE_IVL]: 100 })
  const log = new EventLog(subject)
  const peer = (await libzmq(t)).socket('PUSH')
  peer.connect(await subject.bind('tcp://127.0.0.1:*'))
  await log.until('ACCEPTED')
  for (let turn = 0; turn < 4; turn++) {
    beBusy(250)
    await new Promise(resolve => setImmediate(resolve))
  }
  await log.until('HANDSHAKE_SUCCEEDED')
  await isStillUp(t, peer, subject, log)
})

onEngines('a connect', async (t, engine) => {
  const peer = (await libzmq(t)).socket('PUSH')
  const endpoint = await peer.bind('tcp://127.0.0.1:*')
  const subject = engine.socket('PULL', { [OPTION.CONNECT_TIMEOUT]: 100 })
  const log = new EventLog(subject)
  subject.connect(endpoint)
  beBusy(300)
  const names = await namesUntil(log, 'HANDSHAKE_SUCCEEDED')
  t.strictSame(names, ['CONNECT_DELAYED', 'CONNECTED', 'HANDSHAKE_SUCCEEDED'])
  log.close()
})

t.end()
