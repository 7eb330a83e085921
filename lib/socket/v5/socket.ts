// The Socket of zeromq.js 5, an emitter of messages, on the sockets of zeromq.js 6. Messages are emitted in a loop
// over what is there, with no promise for each.
import { EventEmitter } from 'node:events'
import { keepProcessAlive } from '../../clock.js'
import { SOCKET_TYPES } from '../../socket-types.js'
import type { SocketCore } from '../core.js'
import { openFor } from '../links/attachments.js'
import type { MessageLike } from '../message.js'
import { Observer } from '../monitor/observer.js'
import { socketCoreOf } from '../registry.js'
import type { Opened } from '../../transport/transport.js'
import type { Socket as Socket6 } from '../socket.js'
import { soon } from '../soon.js'
import { Subscriber } from '../types/subscriber.js'
import type { Writable } from '../types/writable.js'
import { ZMQ_SNDMORE } from './constants.js'
import { EVENT_NAMES } from './event-names.js'
import { getOption5, setOption5, SHORT_OPTIONS, type OptionValue5 } from './options.js'
import { TYPES, type SocketType } from './types.js'

/** Called with what has failed, or nothing. */
export type Callback = (error?: Error) => void

/** So many messages are emitted before the event loop turns. */
const BURST = 512

/** A message that is to be sent. */
interface Outgoing5 {
  readonly parts: readonly MessageLike[]
  readonly done: Callback | undefined
}

/** The short names of options, as properties. */
export type ShortOptions = { -readonly [Name in keyof typeof SHORT_OPTIONS]: OptionValue5 }

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Socket extends ShortOptions {}

/** A socket that emits `message` with the parts of each message it receives; and, once monitored, its events. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Socket extends EventEmitter {
  readonly type: SocketType
  readonly #socket: Socket6
  readonly #core: SocketCore
  /** Parts of a message of which more are to come. */
  #begun: MessageLike[] = []
  readonly #outgoing: Outgoing5[] = []
  #isSending = false
  #isPaused = false
  #isReading = false
  #observer: Observer | undefined
  /** What holds the process while the socket may receive. */
  readonly #release: () => void

  /** @throws Error for a name that is no type */
  constructor(type: SocketType) {
    super()
    if (!Object.hasOwn(TYPES, type)) throw new Error(`Invalid socket type: ${type}`)
    this.type = type
    this.#socket = new TYPES[type]()
    this.#core = socketCoreOf(this.#socket)
    const { receives } = SOCKET_TYPES[this.#core.type]
    this.#release = receives ? keepProcessAlive() : () => {}
    if (receives) this.#core.onReadable = () => this.#readSoon()
  }

  /** True once it has been closed. */
  get closed(): boolean {
    return this.#socket.closed
  }

  /** Binds in the background; then emits `bind` and calls back. A failure without a callback is an `error`. */
  bind(address: string, callback?: Callback): this {
    const bind = (opened?: Opened): void => {
      if (opened === undefined) this.#socket.bindSync(address)
      else this.#core.bind(address, opened)
    }
    return this.#later('bind', address, callback, bind, () => openFor(this.#core, address))
  }

  bindSync(address: string): void {
    this.#socket.bindSync(address)
  }

  /** Undoes a bind in the background; then emits `unbind` and calls back, as `bind`. */
  unbind(address: string, callback?: Callback): this {
    return this.#later('unbind', address, callback, () => this.#socket.unbindSync(address))
  }

  unbindSync(address: string): void {
    this.#socket.unbindSync(address)
  }

  connect(address: string): this {
    this.#socket.connect(address)
    return this
  }

  disconnect(address: string): this {
    this.#socket.disconnect(address)
    return this
  }

  /**
   * Sends a message, or, with the flag ZMQ_SNDMORE, the first parts of one. A failure without a callback is an
   * `error`.
   */
  send(
    message: MessageLike | readonly MessageLike[],
    flags?: number | null,
    callback?: Callback,
  ): this {
    this.#begun = this.#begun.concat(message)
    if (((flags ?? 0) & ZMQ_SNDMORE) !== 0) return this
    this.#outgoing.push({ parts: this.#begun, done: callback })
    this.#begun = []
    if (!this.#isPaused) void this.#sendAll()
    return this
  }

  /** The next message while the socket is paused, or nobody listens; null if there is none. */
  read(): Buffer[] | null {
    return this.#take() ?? null
  }

  /** Emits and sends no message until `resume`. */
  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    this.#readSoon()
    void this.#sendAll()
  }

  close(): this {
    this.#release()
    this.#socket.close()
    return this
  }

  /** Emits the events of the socket from now on: value, address, and an error where there is one. */
  monitor(interval?: number, count?: number): this {
    if (interval || count) {
      process.emitWarning(
        'Arguments to monitor() are ignored in compatibility mode; all events are read automatically',
      )
    }
    if (this.#observer === undefined) {
      this.#observer = new Observer(this.#socket)
      void this.#emitEvents(this.#observer)
    }
    return this
  }

  unmonitor(): this {
    this.#observer?.close()
    this.#observer = undefined
    return this
  }

  subscribe(filter: string | Buffer): this {
    this.#subscriber().subscribe(filter)
    return this
  }

  unsubscribe(filter: string | Buffer): this {
    this.#subscriber().unsubscribe(filter)
    return this
  }

  /** @param option its number or its short name @throws Error for what is no option */
  setsockopt(option: number | keyof typeof SHORT_OPTIONS, value: OptionValue5): this {
    setOption5(this.#socket, typeof option === 'number' ? option : SHORT_OPTIONS[option], value)
    return this
  }

  /** @param option its number or its short name @throws Error for what is no option */
  getsockopt(option: number | keyof typeof SHORT_OPTIONS): OptionValue5 {
    return getOption5(this.#socket, typeof option === 'number' ? option : SHORT_OPTIONS[option])
  }

  #subscriber(): Subscriber {
    if (this.#socket instanceof Subscriber) return this.#socket
    throw new Error('Subscriber socket required')
  }

  #later(
    event: string,
    address: string,
    callback: Callback | undefined,
    act: (opened?: Opened) => void,
    opening?: () => Promise<Opened> | undefined,
  ): this {
    soon(opening, opened => {
      try {
        act(opened)
      } catch (error) {
        if (callback !== undefined || !this.closed) this.#failed(error as Error, callback)
        return
      }
      this.emit(event, address)
      callback?.()
    })
    return this
  }

  #failed(error: Error, callback: Callback | undefined): void {
    if (callback !== undefined) callback(error)
    else this.emit('error', error)
  }

  #take(): Buffer[] | undefined {
    const { pattern } = this.#core
    return !this.closed && pattern.canReceive ? (pattern.receive() as Buffer[]) : undefined
  }

  /** Not in the middle of what has made a message readable. */
  #readSoon(): void {
    if (this.#isReading || this.#isPaused) return
    this.#isReading = true
    process.nextTick(this.#emitMessages)
  }

  readonly #emitMessages = (): void => {
    for (let count = 0; count < BURST && !this.#isPaused; count++) {
      const message = this.#take()
      if (message === undefined) {
        this.#isReading = false
        return
      }
      this.#emitMessage(message)
    }
    if (this.#isPaused) this.#isReading = false
    else setImmediate(this.#emitMessages)
  }

  /** What a listener throws is the program's to see, and the messages behind it go on. */
  #emitMessage(message: Buffer[]): void {
    let isDone = false
    try {
      this.emit('message', ...message)
      isDone = true
    } finally {
      if (!isDone) process.nextTick(this.#emitMessages)
    }
  }

  async #sendAll(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    const socket = this.#socket as Socket6 & Writable
    for (let next = this.#outgoing.shift(); next !== undefined; next = this.#outgoing.shift()) {
      await this.#sendOne(socket, next)
      if (this.#isPaused) break
    }
    this.#isSending = false
  }

  async #sendOne(socket: Writable, { parts, done }: Outgoing5): Promise<void> {
    try {
      await socket.send(parts)
    } catch (error) {
      // What a closed socket has not sent is nobody's error.
      if (done !== undefined || !this.closed) this.#failed(error as Error, done)
      return
    }
    done?.()
  }

  async #emitEvents(observer: Observer): Promise<void> {
    for await (const event of observer) {
      const name = EVENT_NAMES[event.type]
      if (name === undefined) continue
      const { address, interval, error, value } = event as {
        readonly address?: string
        readonly interval?: number
        readonly error?: NodeJS.ErrnoException
        readonly value?: number
      }
      this.emit(name, interval ?? error?.errno ?? value, address, error)
    }
  }
}

for (const [name, number] of Object.entries(SHORT_OPTIONS)) {
  Object.defineProperty(Socket.prototype, name, {
    configurable: true,
    get(this: Socket) {
      return this.getsockopt(number)
    },
    set(this: Socket, value: OptionValue5) {
      this.setsockopt(number, typeof value === 'string' ? Buffer.from(value) : value)
    },
  })
}
