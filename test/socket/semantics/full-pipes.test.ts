// A queue that is full while something around it changes: its link, its mark, who waits for room. What was
// taken from a peer is never lost, and nobody overtakes.
import t, { type Test } from 'tap'
import type { Engine, EngineSocket } from '../../../lib/engine.js'
import { typescriptEngine } from '../../../lib/socket/engine.js'
import {
  bindWhenFree,
  bytes,
  EventLog,
  eventually,
  fill,
  onEngines,
  OPTION,
  take,
} from '../../support/engines.js'
import { ipcEndpoint } from '../../support/ipc.js'
import { Random } from '../../support/random.js'

/** ZMQ_EVENTS. */
const EVENTS = 15
const { SNDHWM, RCVHWM, LINGER, RECONNECT_IVL } = OPTION

type TestTransport = 'tcp' | 'ipc' | 'inproc'

/** Where a socket may be bound. */
const place = (t: Test, transport: TestTransport): string =>
  transport === 'ipc'
    ? ipcEndpoint(t)
    : transport === 'tcp'
      ? 'tcp://127.0.0.1:*'
      : 'inproc://full-pipes'

async function sendAll(socket: EngineSocket, ...texts: string[]): Promise<void> {
  for (const text of texts) await socket.send(bytes(text))
}

/** `reader` is connected, has `unread` messages unread (after one was read), loses its peer and gets a new one. */
async function meetsAnother(
  engine: Engine,
  where: string,
  types: readonly ['PUSH' | 'PAIR', 'PULL' | 'PAIR'],
  mark: number,
  read: number,
): Promise<string[]> {
  const reader = engine.socket(types[1], { [RCVHWM]: mark, [RECONNECT_IVL]: 50 })
  const log = new EventLog(reader)
  const first = engine.socket(types[0], { [LINGER]: -1 })
  const endpoint = await first.bind(where)
  reader.connect(endpoint)
  await log.until('HANDSHAKE_SUCCEEDED')
  const texts = Array.from({ length: mark }, (_, index) => `a${index + 1}`)
  await sendAll(first, ...texts)
  const got = await take(reader, read)
  first.close()
  await log.until('DISCONNECTED')
  const second = engine.socket(types[0])
  await bindWhenFree(second, endpoint)
  await log.until('HANDSHAKE_SUCCEEDED')
  await sendAll(second, 'b1', 'b2', 'b3')
  got.push(...(await take(reader, mark - read + 3)))
  for (const socket of [reader, second]) socket.close()
  log.close()
  return got
}

for (const transport of ['tcp', 'ipc'] as const) {
  onEngines(`${transport}: a full pipe that meets a new link loses nothing`, async (t, engine) => {
    for (const types of [
      ['PUSH', 'PULL'],
      ['PAIR', 'PAIR'],
    ] as const) {
      const got = await meetsAnother(engine, place(t, transport), types, 2, 0)
      t.strictSame(got, ['a1', 'a2', 'b1', 'b2', 'b3'], `${types[1]}`)
    }
    const got = await meetsAnother(engine, place(t, transport), ['PUSH', 'PULL'], 4, 1)
    t.strictSame(got, ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'b3'], 'full by credit alone')
  })

  onEngines(`${transport}: a mark below what is queued loses nothing`, async (t, engine) => {
    const pull = engine.socket('PULL', { [RCVHWM]: 10 })
    const push = engine.socket('PUSH')
    push.connect(await pull.bind(place(t, transport)))
    const texts = Array.from({ length: 12 }, (_, index) => `${index}`)
    await sendAll(push, ...texts.slice(0, 6))
    const got = await take(pull, 1)
    pull.setOption(RCVHWM, 2)
    await sendAll(push, ...texts.slice(6))
    got.push(...(await take(pull, 11)))
    t.strictSame(got, texts)
  })
}

onEngines('inproc: a mark that is set is still added to the other', async (t, engine) => {
  for (const [option, name] of [
    [SNDHWM, 'send'],
    [RCVHWM, 'receive'],
  ] as const) {
    for (const [marks, expected] of [
      [[10], 20],
      [[20], 30],
      [[20, 10], 20],
    ] as const) {
      const pull = engine.socket('PULL', { [RCVHWM]: 10 })
      const push = engine.socket('PUSH', { [SNDHWM]: 10, [LINGER]: 0 })
      const where = `inproc://joint-${name}-${marks.join('-')}`
      await pull.bind(where)
      push.connect(where)
      // libzmq tells the other side of a pipe and of a mark by commands, which it reads when it is asked
      // for events. Read only once the pipe has been found full, a mark would wake nobody.
      const settle = (socket: EngineSocket): void => {
        if (engine.name === 'native') socket.getOption(EVENTS)
      }
      settle(pull)
      for (const mark of marks) (option === SNDHWM ? push : pull).setOption(option, mark)
      settle(push)
      let queued = 0
      await eventually(() => (queued += fill(push, 1000)) >= expected, `${name} ${expected}`)
      t.equal(queued, expected, `${name} ${marks}`)
      for (const socket of [push, pull]) socket.close()
    }
  }
})

for (const transport of ['tcp', 'ipc', 'inproc'] as const) {
  t.test(`${transport}: with a mark of 1 nobody overtakes`, async t => {
    const engine = typescriptEngine()
    t.teardown(() => engine.close())
    const pull = engine.socket('PULL', { [RCVHWM]: 1 })
    const push = engine.socket('PUSH', { [SNDHWM]: 1 })
    const endpoint = await pull.bind(place(t, transport))
    push.connect(endpoint)
    const texts = Array.from({ length: 300 }, (_, index) => `${index}`)
    const taking = take(pull, texts.length)
    // The first waits for the link, the next for the first.
    await sendAll(push, ...texts)
    t.strictSame(await taking, texts)
  })

  t.test(`${transport}: marks that change in any order neither block nor lose`, async t => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = new Random(seed)
      const engine = typescriptEngine()
      const pull = engine.socket('PULL')
      const push = engine.socket('PUSH')
      push.connect(await pull.bind(place(t, transport)))
      let sent = 0
      let read = 0
      const log: string[] = []
      const readOne = async (): Promise<void> => {
        const [part] = await pull.receive()
        if (String(part?.subarray(0, 6)).trim() !== `${read}`) {
          t.fail(`seed ${seed}: not ${read} after ${log.join(' ')}`)
        }
        read++
      }
      for (let step = 0; step < 150; step++) {
        const count = random.below(12)
        const choice = random.below(4)
        log.push(`${['send', 'read', 'sndhwm', 'rcvhwm'][choice]} ${count}`)
        if (choice === 0) {
          for (let more = count; more > 0; more--) {
            const body = Buffer.alloc(random.pick([6, 300_000]), ' ')
            body.write(`${sent}`)
            if (!push.trySend([body])) break
            sent++
          }
        } else if (choice === 1) {
          for (let more = count; more > 0 && read < sent; more--) await readOne()
        } else {
          if (choice === 2) push.setOption(SNDHWM, count)
          else pull.setOption(RCVHWM, count)
        }
      }
      while (read < sent) await readOne()
      // Everything is read: there is room for one more, whatever the marks have been.
      await push.send([Buffer.from(`${sent}`)])
      await readOne()
      await engine.close()
    }
    t.pass('no seed blocked')
  })
}
