// One test body for both engines: libzmq, which says what is right, and ours. Options go by libzmq's number.
import t, { type Test } from 'tap'
import type { Engine, EngineSocket, MonitorReader } from '../../lib/engine.js'
import { EVENT_ALL_V2, eventName } from '../../lib/monitor/events.js'
import { getMonitorEventV2, type MonitorEventV2 } from '../../lib/monitor/codec.js'
import { nativeEngine } from '../../lib/native/engine.js'
import { typescriptEngine } from '../../lib/socket/engine.js'

/** libzmq's numbers of the options these tests set. */
export const OPTION = {
  ROUTING_ID: 5,
  LINGER: 17,
  RECONNECT_IVL: 18,
  BACKLOG: 19,
  RECONNECT_IVL_MAX: 21,
  MAXMSGSIZE: 22,
  SNDHWM: 23,
  RCVHWM: 24,
  TCP_ACCEPT_FILTER: 38,
  IMMEDIATE: 39,
  IPV6: 42,
  CONFLATE: 54,
  HANDSHAKE_IVL: 66,
  HEARTBEAT_IVL: 75,
  HEARTBEAT_TTL: 76,
  HEARTBEAT_TIMEOUT: 77,
  CONNECT_TIMEOUT: 79,
} as const

/** An endpoint of this machine where nobody listens: nothing binds to the discard port. */
export const NOWHERE = 'tcp://127.0.0.1:9'

type Body = (t: Test, engine: Engine) => Promise<void>
type Extra = { readonly skip: string | false }

/** Runs a body on a new engine of each kind, libzmq first. */
export function onEngines(title: string, body: Body): void
export function onEngines(title: string, extra: Extra, body: Body): void
export function onEngines(title: string, second: Extra | Body, third?: Body): void {
  const [extra, body] = typeof second === 'function' ? [{}, second] : [second, third]
  for (const make of [() => nativeEngine(), async () => typescriptEngine()]) {
    t.test(title, extra, async t => {
      const engine: Engine = await make()
      t.teardown(() => engine.close())
      t.comment(engine.name)
      await body?.(t, engine)
    })
  }
}

/** A message of text parts. */
export const bytes = (...texts: string[]): Buffer[] => texts.map(part => Buffer.from(part))

/** Sends until the socket takes no more, at most `most`; says how many it took. */
export function fill(socket: EngineSocket, most: number, ...parts: string[]): number {
  const message = bytes(...(parts.length === 0 ? ['x'] : parts))
  for (let count = 0; count < most; count++) if (!socket.trySend(message)) return count
  return most
}

/** The next messages, their parts joined with `|`. */
export async function take(socket: EngineSocket, count: number): Promise<string[]> {
  const texts: string[] = []
  while (texts.length < count) texts.push((await socket.receive()).join('|'))
  return texts
}

/** Longer than anything takes on a slow machine. */
const LIMIT_MS = 60_000

/** Waits until something is so; libzmq's threads take a moment. */
export async function eventually(isMet: () => boolean, what: string): Promise<void> {
  const limit = performance.now() + LIMIT_MS
  while (!isMet()) {
    if (performance.now() > limit) throw new Error(`not within ${LIMIT_MS} ms: ${what}`)
    await pause(5)
  }
}

/** Time for libzmq's threads, where nothing tells that they are done. */
export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** A monitor event with its name. */
export type NamedEvent = MonitorEventV2 & { readonly name: string }

/** The events of a socket, read in order. */
export class EventLog {
  readonly #reader: MonitorReader
  /** Names of all events read so far. */
  readonly names: string[] = []

  constructor(socket: EngineSocket) {
    this.#reader = socket.monitor({ version: 2, events: EVENT_ALL_V2 })
  }

  async next(): Promise<NamedEvent> {
    const event = getMonitorEventV2(await this.#reader.receive())
    const name = eventName(event.event) ?? String(event.event)
    this.names.push(name)
    return { ...event, name }
  }

  /** Reads on to the next event of this name. */
  async until(name: string): Promise<NamedEvent> {
    for (;;) {
      const event = await this.next()
      if (event.name === name) return event
    }
  }

  close(): void {
    this.#reader.close()
  }
}

/** A tcp endpoint where nobody listens any more: libzmq says so some time after unbind has returned. */
export async function freeEndpoint(engine: Engine): Promise<string> {
  const socket = engine.socket('PULL')
  const log = new EventLog(socket)
  const endpoint = await socket.bind('tcp://127.0.0.1:*')
  await socket.unbind(endpoint)
  await log.until('CLOSED')
  socket.close()
  log.close()
  return endpoint
}

/** Binds a socket to a port that libzmq lets go of some time after a close. */
export async function bindWhenFree(socket: EngineSocket, endpoint: string): Promise<void> {
  for (;;) {
    try {
      await socket.bind(endpoint)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      await pause(5)
    }
  }
}
