// An engine in memory that does what a test tells it to: monitor parts are pushed by the test, messages
// sent are seen by it. The parts are written here by hand, after the layouts of zmq_socket_monitor(3),
// not by the encoder under lib/. Also a clock that only the test moves.
import { endianness } from 'node:os'
import type { Clock, Timer } from '../../lib/clock.js'
import type {
  Engine,
  EngineSocket,
  MonitorOptions,
  MonitorReader,
  OptionValue,
  SocketTypeName,
} from '../../lib/engine.js'
import { errnoOf, systemError } from '../../lib/errors.js'

/** A value that comes later, or an error. */
class Queue<T> {
  readonly #values: T[] = []
  readonly #waiting: { resolve: (value: T) => void; reject: (error: Error) => void }[] = []
  #error: Error | undefined

  get length(): number {
    return this.#values.length
  }

  push(value: T): void {
    const waiter = this.#waiting.shift()
    if (waiter === undefined) this.#values.push(value)
    else waiter.resolve(value)
  }

  take(): Promise<T> {
    const value = this.#values.shift()
    if (value !== undefined) return Promise.resolve(value)
    if (this.#error !== undefined) return Promise.reject(this.#error)
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }

  fail(error: Error): void {
    this.#error = error
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}

const isLittle = endianness() === 'LE'

/** The two parts of version 1: six bytes and the address. */
export function partsV1(event: number, value: number, address: string): Buffer[] {
  const view = new DataView(new ArrayBuffer(6))
  view.setUint16(0, event, isLittle)
  view.setUint32(2, value, isLittle)
  return [Buffer.from(view.buffer), Buffer.from(address)]
}

/** The five parts of version 2 with one value. */
export function partsV2(event: number, value: number, local: string, remote: string): Buffer[] {
  const numbers = [event, 1, value].map(number => {
    const view = new DataView(new ArrayBuffer(8))
    view.setBigUint64(0, BigInt(number), isLittle)
    return Buffer.from(view.buffer)
  })
  return [...numbers, Buffer.from(local), Buffer.from(remote)]
}

/** What an engine is to do differently. */
export interface EngineScript {
  /** bind fails with this code… */
  readonly bindError?: string
  /** …and BIND_FAILED says this errno. */
  readonly bindErrno?: number
  /** False: monitors of version 2 are refused, as by a libzmq without drafts. */
  readonly hasV2?: boolean
  /** monitor fails with this code. */
  readonly monitorError?: string
  /** socket() fails with this code. */
  readonly socketError?: string
  /** connect fails with this code. */
  readonly connectError?: string
  /** bind never resolves. */
  readonly bindHangs?: boolean
}

const LOCAL = 'tcp://127.0.0.1:45801'

/** A socket whose network is the test. */
export class ScriptedSocket implements EngineSocket {
  readonly type: SocketTypeName
  readonly #engine: ScriptedEngine
  readonly #inbox = new Queue<Buffer[]>()
  readonly #blocked: { text: string; resolve: () => void; reject: (error: Error) => void }[] = []
  /** Every message that left, as text. */
  readonly sent: string[] = []
  readonly options = new Map<number, OptionValue>()
  /** Messages that can leave before a send blocks; a PUSH without peers has 0. */
  #room = 0
  #monitor: { events: number; version: 1 | 2; queue: Queue<Buffer[]> } | undefined
  isClosed = false
  readonly tracksLinks = false

  constructor(type: SocketTypeName, engine: ScriptedEngine) {
    this.type = type
    this.#engine = engine
  }

  trackLinks(): never {
    throw systemError('ENOTSUP')
  }

  monitorRaw(): never {
    throw systemError('ENOTSUP')
  }

  leaveAlone(): void {}

  get isMonitored(): boolean {
    return this.#monitor !== undefined
  }

  /** Events that wait to be read. */
  get unread(): number {
    return this.#monitor?.queue.length ?? 0
  }

  get blocked(): number {
    return this.#blocked.length
  }

  /** Lets that many messages more leave. */
  allow(messages: number): void {
    this.#room += messages
    while (this.#room > 0) {
      const send = this.#blocked.shift()
      if (send === undefined) return
      this.#room--
      this.sent.push(send.text)
      send.resolve()
    }
  }

  /** No peer is left that could take a message. */
  jam(): void {
    this.#room = 0
  }

  /** An event of the monitor, if one is on and wants it. */
  event(event: number, value: number, remote = '', local = LOCAL): void {
    const monitor = this.#monitor
    if (monitor === undefined || (monitor.events & event) === 0) return
    const { version, queue } = monitor
    queue.push(version === 1 ? partsV1(event, value, local) : partsV2(event, value, local, remote))
  }

  /** Raw monitor parts, whatever they are. */
  raw(parts: Buffer[]): void {
    this.#monitor?.queue.push(parts)
  }

  accepted(fd: number, remote = `tcp://127.0.0.1:${50000 + fd}`): void {
    this.event(0x0020, fd, remote)
  }

  /** HANDSHAKE_SUCCEEDED, whose value is 0. */
  ready(fd: number, remote = `tcp://127.0.0.1:${50000 + fd}`): void {
    this.event(0x1000, 0, remote)
  }

  disconnected(fd: number, remote = `tcp://127.0.0.1:${50000 + fd}`): void {
    this.event(0x0200, fd, remote)
  }

  /** HANDSHAKE_FAILED_NO_DETAIL with EPIPE, as for a port scanner that hangs up. */
  refused(fd: number, remote = `tcp://127.0.0.1:${50000 + fd}`): void {
    this.event(0x0800, 32, remote)
  }

  /** Accept and handshake of a whole consumer, with room for its messages. */
  join(fd: number): void {
    this.accepted(fd)
    this.ready(fd)
    this.allow(1000)
  }

  /** A message for a PULL. */
  deliver(text: string): void {
    this.#inbox.push([Buffer.from(text)])
  }

  async bind(): Promise<string> {
    this.#engine.calls.push('bind')
    const { bindError, bindErrno, bindHangs } = this.#engine.script
    if (bindHangs === true) await new Promise(() => {})
    if (bindError !== undefined) {
      if (bindErrno !== undefined) {
        this.event(0x0080, 46, '', '')
        this.event(0x0010, bindErrno, '', '127.0.0.1:555')
      }
      throw systemError(bindError)
    }
    this.event(0x0008, 29)
    return LOCAL
  }

  async unbind(): Promise<void> {}

  connect(endpoint: string): void {
    this.#engine.calls.push(`connect ${endpoint}`)
    const { connectError } = this.#engine.script
    if (connectError !== undefined) throw systemError(connectError)
  }

  disconnect(): void {}

  send(parts: readonly Uint8Array[]): Promise<void> {
    if (this.isClosed) return Promise.reject(systemError('EBADF'))
    return new Promise((resolve, reject) => {
      this.#blocked.push({ text: Buffer.concat(parts).toString(), resolve, reject })
      this.allow(0)
    })
  }

  trySend(parts: readonly Uint8Array[]): boolean {
    if (this.#room === 0) return false
    this.#room--
    this.sent.push(Buffer.concat(parts).toString())
    return true
  }

  receive(): Promise<Buffer[]> {
    return this.#inbox.take()
  }

  joinGroup(): void {}

  leaveGroup(): void {}

  /** No monitor wants them. */
  requestPipesStats(): number {
    return errnoOf('EINVAL')
  }

  setOption(option: number, value: OptionValue): void {
    this.options.set(option, value)
  }

  getOption(option: number): OptionValue {
    return this.options.get(option) ?? null
  }

  monitor({ version = 1, events, endpoint }: MonitorOptions = {}): MonitorReader {
    const { hasV2 = true, monitorError } = this.#engine.script
    this.#engine.calls.push(`monitor ${version} ${endpoint ?? '-'}`)
    if (monitorError !== undefined) throw systemError(monitorError)
    if (version === 2 && !hasV2) throw systemError('ENOTSUP')
    const queue = new Queue<Buffer[]>()
    this.#monitor = { version, events: events ?? (version === 1 ? 0xffff : 0x1ffff), queue }
    return {
      version,
      receive: () => queue.take(),
      close: () => {
        this.#engine.calls.push('close reader')
        queue.fail(systemError('EBADF'))
      },
    }
  }

  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.#engine.calls.push('close')
    for (const { reject } of this.#blocked.splice(0)) reject(systemError('EAGAIN'))
    this.#inbox.fail(systemError('EAGAIN'))
    this.event(0x0080, 29)
    this.event(0x0400, 0, '', '')
  }
}

/** An engine whose sockets do what the test says. */
export class ScriptedEngine implements Engine {
  readonly name = 'typescript'
  readonly version = '4.3.5'
  readonly features = { socketTypes: [], transports: [], mechanisms: [], options: [] }
  readonly script: EngineScript
  readonly sockets: ScriptedSocket[] = []
  /** What was called, in order. */
  readonly calls: string[] = []

  constructor(script: EngineScript = {}) {
    this.script = script
  }

  /** The only socket. */
  get only(): ScriptedSocket {
    const [socket] = this.sockets
    if (socket === undefined || this.sockets.length > 1) throw new Error('not exactly one socket')
    return socket
  }

  socket(
    type: SocketTypeName,
    options: Readonly<Record<number, OptionValue>> = {},
  ): ScriptedSocket {
    if (this.script.socketError !== undefined) throw systemError(this.script.socketError)
    const socket = new ScriptedSocket(type, this)
    for (const [number, value] of Object.entries(options)) socket.setOption(Number(number), value)
    this.sockets.push(socket)
    return socket
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.close()
  }
}

/** A clock that stands still until the test moves it. Starts where the published log does. */
export class ScriptedClock implements Clock {
  readonly #timers = new Set<{ at: number; wake: () => void }>()
  #now = 0

  now(): number {
    return this.#now
  }

  epochMs(): number {
    return 1561228921433 + this.#now
  }

  /** Timers that are set. */
  get pending(): number {
    return this.#timers.size
  }

  after(ms: number, wake: () => void): Timer {
    const timer = { at: this.#now + ms, wake }
    this.#timers.add(timer)
    return { cancel: () => this.#timers.delete(timer) }
  }

  /** Moves on by `ms`, firing what is due in order; lets everything settle between two timers. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await settle()
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)
      const [first] = due
      if (first === undefined) break
      this.#timers.delete(first)
      this.#now = Math.max(this.#now, first.at)
      first.wake()
      await settle()
    }
    this.#now = end
  }
}

/** Resolves when everything that needs no clock and no network has happened. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setImmediate(resolve))
}
