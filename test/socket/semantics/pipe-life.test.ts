// Every cell of the table of a pipe's life (lib/socket/links/pipe-life.ts) over tcp and ipc, on libzmq, which says
// what is right, and on ours. Three messages lie unread, half a one behind them, more than the system takes is
// unsent; then one side ends it. pipe-life-inproc.test.ts has the rest of the table.
import type { Socket } from 'node:net'
import type { Test } from 'tap'
import { systemClock } from '../../../lib/clock.js'
import type { Engine, EngineSocket, OptionValue, SocketTypeName } from '../../../lib/engine.js'
import { dial, Listener } from '../../../lib/raw/link.js'
import { PIPE_LIFE, type PipeEnding, type PipeFate } from '../../../lib/socket/links/pipe-life.js'
import { DeafPeer } from '../../support/deaf-peer.js'
import { bytes, EventLog, onEngines, OPTION, pause } from '../../support/engines.js'
import { ipcEndpoint } from '../../support/ipc.js'
import { expectedOf, OTHER_OPTION, readAll, settle, untilOr } from '../../support/pipe-life.js'

type Side = 'bind' | 'connect'
type Transport = 'tcp' | 'ipc'

const LAST = 'the last of the unsent'
/** Together more than any system keeps for a reader who does not read. */
const LARGE = Buffer.alloc(1_000_000)
const LARGE_COUNT = 24
const UNREAD = '00 02 "u1" 00 02 "u2" 00 02 "u3"'
const HALF = '01 01 "h"'
/** Longer than the subject of these tests takes. */
const TOO_LARGE = '02 000000007fffffff'
const LINGER_MS = 50
/** Time for what nothing tells. */
const MOMENT_MS = 100

/** A socket, and those who come to it. */
class Scene {
  readonly subject: EngineSocket
  readonly log: EventLog
  readonly #t: Test
  readonly #engine: Engine
  readonly #transport: Transport
  #come: (limitMs: number) => Promise<Socket | undefined> = async () => undefined
  endpoint = ''

  constructor(t: Test, engine: Engine, transport: Transport, ending: PipeEnding) {
    this.#t = t
    this.#engine = engine
    this.#transport = transport
    const type: SocketTypeName =
      ending === 'replaced' ? 'ROUTER' : ending === 'taken' ? 'PAIR' : 'DEALER'
    const options: Record<number, OptionValue> = {
      [OPTION.LINGER]: ending === 'late' ? LINGER_MS : -1,
      [OPTION.RECONNECT_IVL]: 10,
      [OPTION.MAXMSGSIZE]: 1000,
      [OPTION.IMMEDIATE]: ending === 'gone-immediate',
      [OTHER_OPTION.RCVTIMEO]: MOMENT_MS,
    }
    if (ending === 'replaced') options[OTHER_OPTION.ROUTER_HANDOVER] = true
    this.subject = engine.socket(type, options)
    this.log = new EventLog(this.subject)
  }

  get #place(): string {
    return this.#transport === 'tcp' ? 'tcp://127.0.0.1:*' : ipcEndpoint(this.#t)
  }

  async join(side: Side): Promise<void> {
    if (side === 'connect') {
      const listener = await Listener.open(this.#place, () => systemClock.now())
      this.#t.teardown(() => listener.close())
      this.endpoint = listener.endpoint
      this.subject.connect(this.endpoint)
      this.#come = async limitMs => {
        let socket: Socket | undefined
        await untilOr(() => (socket = listener.take()) !== undefined, limitMs)
        return socket
      }
      return
    }
    this.endpoint = await this.subject.bind(this.#place)
    this.#come = () => dial(this.endpoint).catch(() => undefined)
  }

  /** A peer that is there, and heard; undefined if none can come any more. */
  async peer(type: string, identity: string, limitMs = 5000): Promise<DeafPeer | undefined> {
    const socket = await this.#come(limitMs)
    if (socket === undefined) return undefined
    const peer = new DeafPeer(socket, LAST)
    this.#t.teardown(() => peer.destroy())
    peer.hello(type, identity)
    await untilOr(() => peer.isGreeted, 1000)
    await pause(MOMENT_MS / 2)
    settle(this.#engine, this.subject)
    return peer
  }
}

async function end(ending: PipeEnding, side: Side, scene: Scene, peer: DeafPeer): Promise<void> {
  const { subject, endpoint } = scene
  switch (ending) {
    case 'gone':
    case 'gone-immediate':
      peer.end()
      break
    case 'fault':
      peer.send(TOO_LARGE)
      break
    case 'replaced':
      if (side === 'connect') await scene.join(side)
      await scene.peer('DEALER', 'a')
      break
    case 'closed':
      subject.close()
      break
    case 'undone':
    case 'late':
      if (side === 'bind') await subject.unbind(endpoint)
      else subject.disconnect(endpoint)
      break
    case 'taken':
      break
  }
}

/** What becomes of it all, as it can be seen from outside. */
async function watch(
  t: Test,
  engine: Engine,
  transport: Transport,
  side: Side,
  ending: PipeEnding,
  expected: PipeFate,
): Promise<PipeFate> {
  const scene = new Scene(t, engine, transport, ending)
  const { subject, log } = scene
  await scene.join(side)
  const type = ending === 'taken' ? 'PAIR' : 'DEALER'
  if (ending === 'taken') await scene.peer(type, 'first')
  const peer = (await scene.peer(type, 'a')) as DeafPeer
  await log.until('HANDSHAKE_SUCCEEDED')
  peer.send(`${ending === 'replaced' ? '00 01 "x"' : ''} ${UNREAD} ${HALF}`)
  await pause(MOMENT_MS)
  peer.pause()
  settle(engine, subject)
  // A ROUTER gives a peer its name when it hears of it.
  if (ending === 'replaced') await subject.receive()
  const to = ending === 'replaced' ? bytes('a') : []
  for (let count = 0; count < LARGE_COUNT; count++) subject.trySend([...to, LARGE])
  t.equal(subject.trySend([...to, ...bytes(LAST)]), true)
  await pause(MOMENT_MS)

  const seenBefore = log.names.length
  await end(ending, side, scene, peer)
  const reading = log.until('MONITOR_STOPPED')
  await pause(MOMENT_MS)
  peer.resume()
  // What is expected has its time; what is not has a moment in which it could be seen.
  const timeFor = (isExpected: boolean): number => (isExpected ? 50 : 1) * MOMENT_MS
  const isOpen = ending !== 'closed'
  const poke = setInterval(() => isOpen && settle(engine, subject), 5)
  await untilOr(() => peer.hasWanted, timeFor(expected.unsent === 'lingers'))
  await untilOr(() => peer.hasEnded, timeFor(!expected.isLinkKept && expected.unread !== 'awaited'))
  const hadEnded = peer.hasEnded
  const read = isOpen ? await readAll(subject) : []
  await untilOr(() => peer.hasEnded, timeFor(!expected.isLinkKept))
  clearInterval(poke)
  const { hasEnded } = peer
  const isTold = log.names.slice(seenBefore).includes('DISCONNECTED')
  const next =
    ending === 'replaced'
      ? undefined
      : await scene.peer(type, 'b', timeFor(expected.redials === true))
  if (next !== undefined) {
    next.send('00 01 "n"')
    await untilOr(() => next.hasWanted, timeFor(expected.unsent === 'waits'))
    if (isOpen && ending !== 'taken') {
      t.strictSame(await readAll(subject), ['n'], 'the half message is gone')
    }
  }
  if (isOpen) {
    subject.setOption(OPTION.LINGER, 0)
    subject.close()
  }
  peer.destroy()
  next?.destroy()
  await reading
  log.close()

  const isAll = ['u1', 'u2', 'u3'].every(text => read.some(message => message.endsWith(text)))
  return {
    unread: !isAll ? 'dropped' : hadEnded || !hasEnded ? 'kept' : 'awaited',
    unsent: peer.hasWanted ? 'lingers' : next?.hasWanted ? 'waits' : 'dropped',
    ...(isTold && { event: 'DISCONNECTED' }),
    ...(side === 'connect' && next !== undefined && { redials: true }),
    ...(!hasEnded && { isLinkKept: true }),
  }
}

for (const [ending, cells] of Object.entries(PIPE_LIFE) as [
  PipeEnding,
  Record<string, PipeFate>,
][]) {
  // Only ours has accounts of peers; the gate's tests have this row.
  if (ending === 'cut') continue
  for (const side of ['bind', 'connect'] as const) {
    const cell = cells[side]
    if (cell === undefined) continue
    for (const transport of ['tcp', 'ipc'] as const) {
      onEngines(`${transport}, ${side}: ${ending}`, async (t, engine) => {
        const expected = expectedOf(engine, ending, side, cell)
        t.strictSame(await watch(t, engine, transport, side, ending, expected), expected)
      })
    }
  }
}
