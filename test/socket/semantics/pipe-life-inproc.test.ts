// The cells of the table of a pipe's life (lib/socket/links/pipe-life.ts) over inproc, bound and not bound yet, on
// libzmq, which says what is right, and on ours. What is unsent there lies with the peer already.
import type { Test } from 'tap'
import type { Engine, EngineSocket, OptionValue, SocketTypeName } from '../../../lib/engine.js'
import {
  PIPE_LIFE,
  type PipeEnding,
  type PipeFate,
  type PipePlace,
} from '../../../lib/socket/links/pipe-life.js'
import { bytes, EventLog, onEngines, OPTION } from '../../support/engines.js'
import { expectedOf, OTHER_OPTION, readAll, settle } from '../../support/pipe-life.js'

type InprocPlace = Extract<PipePlace, `inproc-${string}`>

const MOMENT_MS = 50
const UNREAD = ['u1', 'u2', 'u3']
const LAST = 'the last of the unsent'

interface Scene {
  readonly subject: EngineSocket
  readonly name: string
  readonly type: SocketTypeName
  make(type: SocketTypeName, options?: Record<number, OptionValue>): EngineSocket
}

async function end(scene: Scene, place: InprocPlace, ending: PipeEnding, peer?: EngineSocket) {
  const { subject, name } = scene
  switch (ending) {
    case 'gone':
      peer?.close()
      break
    case 'replaced': {
      const other = scene.make('DEALER', { [OPTION.ROUTING_ID]: Buffer.from('a') })
      if (place === 'inproc-bind') other.connect(name)
      else {
        await other.bind(`${name}-other`)
        subject.connect(`${name}-other`)
      }
      other.trySend(bytes('of the new one'))
      break
    }
    case 'undone':
      if (place === 'inproc-bind') await subject.unbind(name)
      else subject.disconnect(name)
      break
    case 'closed':
      subject.close()
      break
    default:
  }
}

/** What becomes of it all, as it can be seen from outside. */
async function watch(
  t: Test,
  engine: Engine,
  place: InprocPlace,
  ending: PipeEnding,
): Promise<PipeFate> {
  const type = ending === 'replaced' ? 'ROUTER' : ending === 'taken' ? 'PAIR' : 'DEALER'
  const peerType = ending === 'taken' ? 'PAIR' : 'DEALER'
  const made: EngineSocket[] = []
  const make: Scene['make'] = (kind, options = {}) => {
    const common = { [OTHER_OPTION.RCVTIMEO]: MOMENT_MS, [OPTION.LINGER]: 0 }
    const socket = engine.socket(kind, { ...common, ...options })
    made.push(socket)
    return socket
  }
  const subject = make(type, ending === 'replaced' ? { [OTHER_OPTION.ROUTER_HANDOVER]: true } : {})
  const scene: Scene = { subject, name: `inproc://${place}-${ending}`, type, make }
  const log = new EventLog(subject)
  const meet = async (identity: string): Promise<EngineSocket> => {
    const peer = make(peerType, { [OPTION.ROUTING_ID]: Buffer.from(identity) })
    if (place === 'inproc-bind') peer.connect(scene.name)
    else await peer.bind(scene.name)
    settle(engine, peer)
    return peer
  }
  if (place === 'inproc-bind') await subject.bind(scene.name)
  if (ending === 'taken') await meet('first')
  const early = place === 'inproc-waiting' ? undefined : await meet('a')
  if (place !== 'inproc-bind') subject.connect(scene.name)
  settle(engine, subject, ...(early === undefined ? [] : [early]))
  if (ending === 'replaced') {
    early?.trySend(bytes('x'))
    t.strictSame((await subject.receive()).join('|'), 'a|x')
  }
  for (const text of UNREAD) early?.trySend(bytes(text))
  settle(engine, subject)
  const to = ending === 'replaced' ? bytes('a') : []
  t.equal(subject.trySend([...to, ...bytes(LAST)]), true)

  await end(scene, place, ending, early)
  const isOpen = ending !== 'closed'
  if (isOpen) settle(engine, subject)
  const late = early === undefined ? await meet('b') : undefined
  const peer = ending === 'gone' ? undefined : (early ?? late)
  const read = isOpen ? await readAll(subject) : []
  const got = peer === undefined ? [] : await readAll(peer)
  if (isOpen) settle(engine, subject)
  peer?.trySend(bytes('more'))
  const more = isOpen ? await readAll(subject) : []
  // libzmq's sockets end when those that they talked with have heard of it.
  for (const socket of made) socket.close()
  await log.until('MONITOR_STOPPED')
  t.strictSame(log.names, ['MONITOR_STOPPED'], 'there are no events over inproc')
  log.close()

  const isAll = UNREAD.every(text => read.some(message => message.endsWith(text)))
  const hasLast = got.includes(LAST)
  return {
    unread: isAll ? 'kept' : 'dropped',
    unsent: !hasLast ? 'dropped' : late === undefined ? 'delivered' : 'waits',
    ...(more.length > 0 && { isLinkKept: true }),
  }
}

for (const [ending, cells] of Object.entries(PIPE_LIFE) as [
  PipeEnding,
  Record<string, PipeFate>,
][]) {
  for (const place of ['inproc-bind', 'inproc-connect', 'inproc-waiting'] as const) {
    const cell = cells[place]
    if (cell === undefined) continue
    onEngines(`${place}: ${ending}`, async (t, engine) => {
      t.strictSame(await watch(t, engine, place, ending), expectedOf(engine, ending, place, cell))
    })
  }
}
