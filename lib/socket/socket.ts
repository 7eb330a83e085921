// The public Socket, in zeromq.js's shape: argument checks, its error texts, sealed objects, "blocked"
// while a bind is under way. What a socket does is core.ts's.
import { systemError } from '../errors.js'
import type { OptionValue, SocketTypeName } from '../engine.js'
import { socketTypeName } from '../zmtp/socket-types.js'
import { type Context, context as defaultContext } from './context.js'
import { SocketCore } from './core.js'
import { Observer } from './observer.js'
import { optionByNumber, SOCKET_OPTIONS, type OptionKind } from './options.js'
import { patternFor } from './pattern/index.js'
import { contextCoreOf, registerSocket } from './registry.js'
import type { SocketProperties } from './socket-properties.js'

// The option properties are made from the options table, below the class.
// eslint-disable-next-line no-unsafe-declaration-merging
export interface Socket extends SocketProperties {}

/** A ZeroMQ socket. Use one of its types, Push, Pull or Pair, which can also send or receive. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Socket {
  readonly #core: SocketCore
  readonly #context: Context
  readonly #typeNumber: number
  #state: 'open' | 'blocked' | 'closed' = 'open'
  #mustClose = false
  #observer: Observer | undefined

  /**
   * @param type the socket type by its number: PAIR 0, PULL 7, PUSH 8
   * @throws SystemError EINVAL for a type this engine does not have, EMFILE for one socket too many
   */
  constructor(type: number, options?: object) {
    if (typeof type !== 'number') throw new TypeError('Socket type must be a number')
    if (options !== undefined && (typeof options !== 'object' || options === null)) {
      throw new TypeError('Options must be an object')
    }
    if (arguments.length > 2) throw new TypeError('Expected 2 arguments')
    const { context = defaultContext, ...properties } = (options ?? {}) as { context?: Context }
    const name = socketTypeName(type)
    const pattern = name && patternFor(name)
    if (pattern === undefined) throw systemError('EINVAL')
    this.#context = context
    this.#core = new SocketCore(name as SocketTypeName, contextCoreOf(context), pattern)
    this.#typeNumber = type
    registerSocket(this, this.#core)
    // A misspelt option then throws, where it would otherwise be ignored in silence.
    Object.seal(this)
    Object.assign(this, properties)
  }

  /** Events of this socket (zmq_socket_monitor(3)). Reading this property starts the monitor. */
  get events(): Observer {
    this.#observer ??= new Observer(this)
    return this.#observer
  }

  /** The context it belongs to. */
  get context(): Context {
    return this.#context
  }

  /** True once it has been closed. */
  get closed(): boolean {
    return this.#state === 'closed'
  }

  /** True if a message is there to receive. */
  get readable(): boolean {
    return !this.closed && this.#core.pattern.canReceive
  }

  /** True if a message could be sent without waiting. */
  get writable(): boolean {
    return !this.closed && this.#core.pattern.canSend
  }

  /** Closes it. Messages that have not been sent linger, as the `linger` option says. */
  close(): void {
    if (this.#state === 'blocked') {
      this.#mustClose = true
      return
    }
    if (this.#state === 'closed') return
    this.#state = 'closed'
    this.#core.close()
  }

  /**
   * Binds to an endpoint; until it has, other operations fail with EBUSY.
   *
   * @throws SystemError with `code`, `errno` and `address`
   */
  bind(address: string): Promise<void> {
    return this.#block(address, () => this.#core.bind(address))
  }

  /** Binds to an endpoint, at once. */
  bindSync(address: string): void {
    this.#checkAddress(address)
    this.#core.bind(address)
  }

  /** Undoes a bind; the connections that came by it are closed. */
  unbind(address: string): Promise<void> {
    return this.#block(address, () => this.#core.terminate(address))
  }

  /** Undoes a bind, at once. */
  unbindSync(address: string): void {
    this.#checkAddress(address)
    this.#core.terminate(address)
  }

  /** Connects to an endpoint. Nobody needs to listen there yet; connecting goes on in the background. */
  connect(address: string): void {
    this.#checkAddress(address)
    this.#core.connect(address)
  }

  /** Undoes a connect. */
  disconnect(address: string): void {
    this.#checkAddress(address)
    this.#core.terminate(address)
  }

  protected getBoolOption(option: number): boolean {
    return Boolean(this.#getOption(option))
  }

  protected setBoolOption(option: number, value: boolean): void {
    if (typeof value !== 'boolean') throw new TypeError('Option value must be a boolean')
    this.#setOption(option, value)
  }

  protected getInt32Option(option: number): number {
    return Number(this.#getOption(option))
  }

  protected setInt32Option(option: number, value: number): void {
    this.#setNumber(option, value | 0, value)
  }

  protected getUint32Option(option: number): number {
    return Number(this.#getOption(option))
  }

  protected setUint32Option(option: number, value: number): void {
    this.#setNumber(option, value >>> 0, value)
  }

  protected getInt64Option(option: number): number {
    return Number(this.#getOption(option))
  }

  protected setInt64Option(option: number, value: number): void {
    this.#setNumber(option, Math.trunc(value), value)
  }

  protected getUint64Option(option: number): number {
    return Number(this.#getOption(option))
  }

  protected setUint64Option(option: number, value: number): void {
    if (typeof value === 'number' && value > Number.MAX_SAFE_INTEGER) {
      process.emitWarning(
        'Value is larger than Number.MAX_SAFE_INTEGER and may have been rounded inaccurately.',
      )
    }
    this.#setNumber(option, Math.max(0, Math.trunc(value)), value)
  }

  protected getStringOption(option: number): string | null {
    const value = this.#getOption(option)
    return value === null ? null : String(value)
  }

  protected setStringOption(option: number, value: string | Buffer | null): void {
    if (typeof value !== 'string' && value !== null && !ArrayBuffer.isView(value)) {
      throw new TypeError('Option value must be a string or buffer')
    }
    this.#setOption(option, value)
  }

  /** @throws SystemError EBUSY or EBADF unless operations are possible now */
  protected checkOpen(): void {
    if (this.#state === 'open') return
    if (this.#state === 'closed') throw systemError('EBADF')
    throw systemError('EBUSY', { message: 'Socket is blocked by a bind or unbind operation' })
  }

  #setNumber(option: number, value: number, given: unknown): void {
    if (typeof given !== 'number') throw new TypeError('Option value must be a number')
    this.#setOption(option, value)
  }

  #getOption(option: number): OptionValue {
    if (typeof option !== 'number') throw new TypeError('Identifier must be a number')
    if (option === TYPE_OPTION) return this.#typeNumber
    return this.#core.getOption(option)
  }

  #setOption(option: number, value: OptionValue): void {
    if (typeof option !== 'number') throw new TypeError('Identifier must be a number')
    this.#core.setOption(option, value)
    if (this.#core.hasEndpoints && optionByNumber(option).isImmediate !== true) {
      process.emitWarning('Socket option will not take effect until next connect/bind.')
    }
  }

  #checkAddress(address: string): void {
    if (typeof address !== 'string') throw new TypeError('Address must be a string')
    this.checkOpen()
  }

  /** Runs a bind or unbind; the socket is blocked until the promise is settled. */
  #block(address: string, operation: () => void): Promise<void> {
    this.#checkAddress(address)
    this.#state = 'blocked'
    return new Promise((resolve, reject) => {
      setImmediate(() => {
        this.#state = 'open'
        try {
          operation()
          resolve()
        } catch (error) {
          reject(error as Error)
        }
        if (this.#mustClose) this.close()
      })
    })
  }
}

/** ZMQ_TYPE: the socket's type as a number. */
const TYPE_OPTION = 16

const GETTERS = {
  Bool: 'getBoolOption',
  Int32: 'getInt32Option',
  Uint32: 'getUint32Option',
  Int64: 'getInt64Option',
  Uint64: 'getUint64Option',
  String: 'getStringOption',
} as const satisfies Record<OptionKind, string>

const SETTERS = {
  Bool: 'setBoolOption',
  Int32: 'setInt32Option',
  Uint32: 'setUint32Option',
  Int64: 'setInt64Option',
  Uint64: 'setUint64Option',
  String: 'setStringOption',
} as const satisfies Record<OptionKind, string>

/** The accessors of zeromq.js, which a subclass may override. */
type Accessors = Record<(typeof GETTERS)[OptionKind], (option: number) => OptionValue> &
  Record<(typeof SETTERS)[OptionKind], (option: number, value: unknown) => void>

/** zeromq.js names the mechanism where libzmq numbers it. */
const MECHANISM_NAMES = [null, 'plain', 'curve', 'gssapi'] as const

/** Gives a class the properties of its options, from the table. */
export function defineOptions(
  target: { prototype: object },
  type: SocketTypeName | undefined,
): void {
  for (const { name, number, kind, access, types } of SOCKET_OPTIONS) {
    const isWanted = type === undefined ? types === undefined : types?.includes(type)
    if (isWanted !== true) continue
    Object.defineProperty(target.prototype, name, {
      configurable: true,
      ...(access !== 'write' && {
        get(this: Accessors) {
          const value = this[GETTERS[kind]](number)
          return name === 'securityMechanism' ? MECHANISM_NAMES[Number(value)] : value
        },
      }),
      ...(access !== 'read' && {
        set(this: Accessors, value: unknown) {
          this[SETTERS[kind]](number, value)
        },
      }),
    })
  }
}

defineOptions(Socket, undefined)
Object.defineProperty(Socket.prototype, 'type', {
  configurable: true,
  get(this: Accessors) {
    return this.getInt32Option(TYPE_OPTION)
  },
})
