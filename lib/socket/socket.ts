// The public Socket, in zeromq.js's shape: argument checks, its error texts, sealed objects, "blocked"
// while a bind is under way. What a socket does is core.ts's.
import { ENGINE_ACCESS, type EngineAccess } from '../engine-access.js'
import { systemError } from '../errors.js'
import type { OptionValue } from '../engine.js'
import { anyTypeName, SOCKET_TYPES } from '../socket-types.js'
import { whenAborted, type AbortOptions } from '../aborting.js'
import { expectArguments, signalOf } from './arguments.js'
import { type Context, context as defaultContext } from './context.js'
import { SocketCore } from './core.js'
import { openFor } from './links/attachments.js'
import { Incoming } from './incoming.js'
import { openMonitor } from './monitor/monitor-reader.js'
import { Observer } from './monitor/observer.js'
import { checkGiven, readAs, writeAs, type AccessorKind } from './options/option-access.js'
import { defineOptions } from './options/option-properties.js'
import { optionByNumber } from './options/options.js'
import { Outgoing } from './outgoing.js'
import { patternFor } from './pattern/index.js'
import { subscriberWatch } from './pattern/watch.js'
import { soon } from './soon.js'
import type { Opened } from '../transport/transport.js'
import { contextCoreOf, registerSocket, type Loan } from './registry.js'
import type { SocketProperties } from './options/socket-properties.js'
import { defineTransfers } from './transfers.js'
import { defineHabits, type Habits } from './habits.js'

// The option properties are made from the options table, below the class.
// eslint-disable-next-line no-unsafe-declaration-merging
export interface Socket extends SocketProperties, Habits {}

/** A ZeroMQ socket. Use one of its types, such as Push or Pull, which can also send or receive. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Socket {
  readonly #core: SocketCore
  readonly #context: Context
  readonly #outgoing: Outgoing | undefined
  readonly #incoming: Incoming | undefined
  #state: 'open' | 'blocked' | 'closed' = 'open'
  #mustClose = false
  #observer: Observer | undefined

  /**
   * @param type the socket type by its number in zmq.h: PAIR 0, PUB 1, …
   * @throws SystemError EINVAL for a type this engine does not have, EMFILE for one socket too many
   */
  constructor(type: number, options?: object) {
    if (typeof type !== 'number') throw new TypeError('Socket type must be a number')
    if (options !== undefined && (typeof options !== 'object' || options === null)) {
      throw new TypeError('Options must be an object')
    }
    expectArguments(arguments.length, 2)
    const { context = defaultContext, ...properties } = (options ?? {}) as { context?: Context }
    const name = anyTypeName(type)
    if (name === undefined) throw systemError('EINVAL')
    this.#context = context
    this.#core = new SocketCore(name, contextCoreOf(context), patternFor(name))
    registerSocket(this, this.#core, () => this.#lend())
    if (SOCKET_TYPES[name].sends) this.#outgoing = new Outgoing(this.#core)
    if (SOCKET_TYPES[name].receives) this.#incoming = new Incoming(this.#core)
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
    expectArguments(arguments.length, 0)
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
   * @returns rejected with `code`, `errno` and `address`, or with the reason of an aborted signal: it is not bound then
   */
  bind(address: string, options?: AbortOptions): Promise<void> {
    const bind = (opened?: Opened): unknown => this.#core.bind(address, opened)
    const opening = (): Promise<Opened> | undefined => openFor(this.#core, address)
    return this.#block(address, options, arguments.length, bind, opening)
  }

  /**
   * Binds to an endpoint, at once.
   *
   * @throws SystemError as `bind`; ENOTSUP over tcp and ipc in Bun and Deno, which can only bind later
   */
  bindSync(address: string): void {
    this.#checkAddress(address, arguments.length)
    this.#core.bind(address)
  }

  /** Undoes a bind; the connections that came by it are closed. */
  unbind(address: string, options?: AbortOptions): Promise<void> {
    return this.#block(address, options, arguments.length, () => this.#core.terminate(address))
  }

  /** Undoes a bind, at once. */
  unbindSync(address: string): void {
    this.#checkAddress(address, arguments.length)
    this.#core.terminate(address)
  }

  /** Connects to an endpoint. Nobody needs to listen there yet; connecting goes on in the background. */
  connect(address: string): void {
    this.#checkAddress(address, arguments.length)
    this.#core.connect(address)
  }

  /** Undoes a connect. */
  disconnect(address: string): void {
    this.#checkAddress(address, arguments.length)
    this.#core.terminate(address)
  }

  static {
    defineTransfers(this.prototype, {
      checkOpen: socket => socket.checkOpen(),
      outgoing: socket => socket.#outgoing,
      incoming: socket => socket.#incoming,
    })
  }

  /** For rawzmq/gate: what the engine can do beyond this class. */
  get [ENGINE_ACCESS](): EngineAccess {
    const core = this.#core
    return {
      monitor: options => openMonitor(core, options),
      trackLinks: options => core.trackLinks(options),
      watchSubscribers: subscriberWatch(core.pattern, core.onClosing),
    }
  }

  /**
   * As `connect`, with the name that the peer is to have here. As in zeromq.js what is falsy is no name.
   *
   * @throws TypeError for what is neither text nor bytes; SystemError EINVAL for no bytes
   */
  protected connectAs(address: string, routingId: string | null | undefined, count: number): void {
    this.#checkAddress(address, Math.min(count, 1))
    expectArguments(count, 2)
    if (!routingId) return this.#core.connect(address)
    checkGiven('String', routingId)
    const name = Buffer.from(routingId)
    if (name.length === 0) throw systemError('EINVAL')
    this.#core.connect(address, name)
  }

  protected getBoolOption(option: number): boolean {
    return this.#getOption('Bool', option, arguments.length) as boolean
  }

  protected setBoolOption(option: number, value: boolean): void {
    this.#setOption('Bool', option, value, arguments.length)
  }

  protected getInt32Option(option: number): number {
    return this.#getOption('Int32', option, arguments.length) as number
  }

  protected setInt32Option(option: number, value: number): void {
    this.#setOption('Int32', option, value, arguments.length)
  }

  protected getUint32Option(option: number): number {
    return this.#getOption('Uint32', option, arguments.length) as number
  }

  protected setUint32Option(option: number, value: number): void {
    this.#setOption('Uint32', option, value, arguments.length)
  }

  protected getInt64Option(option: number): number {
    return this.#getOption('Int64', option, arguments.length) as number
  }

  protected setInt64Option(option: number, value: number): void {
    this.#setOption('Int64', option, value, arguments.length)
  }

  protected getUint64Option(option: number): number {
    return this.#getOption('Uint64', option, arguments.length) as number
  }

  protected setUint64Option(option: number, value: number): void {
    this.#setOption('Uint64', option, value, arguments.length)
  }

  protected getStringOption(option: number): string | null {
    return this.#getOption('String', option, arguments.length) as string | null
  }

  protected setStringOption(option: number, value: string | Buffer | null): void {
    this.#setOption('String', option, value, arguments.length)
  }

  /** @throws SystemError EBUSY or EBADF unless operations are possible now */
  protected checkOpen(): void {
    if (this.#state === 'open') return
    if (this.#state === 'closed') throw systemError('EBADF')
    throw systemError('EBUSY', { message: 'Socket is blocked by a bind or unbind operation' })
  }

  #lend(): Loan {
    this.checkOpen()
    this.#state = 'blocked'
    const giveBack = (): void => {
      this.#state = 'open'
      if (this.#mustClose) this.close()
    }
    const close = (): void => {
      giveBack()
      this.close()
    }
    return { giveBack, close }
  }

  #getOption(kind: AccessorKind, number: number, count: number): OptionValue {
    checkIdentifier(number)
    expectArguments(count, 1)
    if (this.#state === 'closed') throw systemError('ENOTSOCK')
    const option = optionByNumber(number)
    return readAs(kind, option, this.#core.getOption(number))
  }

  #setOption(kind: AccessorKind, number: number, given: OptionValue, count: number): void {
    checkIdentifier(number)
    checkGiven(kind, given)
    expectArguments(count, 2)
    if (this.#state === 'closed') throw systemError('ENOTSOCK')
    if (kind === 'Uint64' && Number(given) > Number.MAX_SAFE_INTEGER) {
      process.emitWarning(
        'Value is larger than Number.MAX_SAFE_INTEGER and may have been rounded inaccurately.',
      )
    }
    const option = optionByNumber(number)
    const value = writeAs(kind, option, given)
    // A bind that is under way may or may not still see the new value.
    const isTooLate = this.#core.endpoints.length > 0 || this.#state === 'blocked'
    if (isTooLate && option.isImmediate !== true) {
      process.emitWarning('Socket option will not take effect until next connect/bind.')
    }
    this.#core.setOption(number, value)
  }

  #checkAddress(address: string, count: number): void {
    if (typeof address !== 'string') throw new TypeError('Address must be a string')
    expectArguments(count, 1)
    this.checkOpen()
  }

  /** Runs a bind or unbind; the socket is blocked until the promise is settled. */
  #block(
    address: string,
    options: AbortOptions | undefined,
    count: number,
    operation: (opened?: Opened) => unknown,
    opening?: () => Promise<Opened> | undefined,
  ): Promise<void> {
    this.#checkAddress(address, 1)
    const signal = signalOf(options, count, 1)
    if (signal?.aborted) return Promise.reject(signal.reason)
    this.#state = 'blocked'
    return new Promise((resolve, reject) => {
      const unblock = (act: () => void): void => {
        forget()
        this.#state = 'open'
        try {
          act()
          resolve()
        } catch (error) {
          reject(error as Error)
        }
        if (this.#mustClose) this.close()
      }
      const giveUp = soon(opening, opened => unblock(() => operation(opened)))
      const forget = whenAborted(signal, () => {
        giveUp()
        unblock(() => signal?.throwIfAborted())
      })
    })
  }
}

function checkIdentifier(option: unknown): void {
  if (typeof option !== 'number') throw new TypeError('Identifier must be a number')
}

defineOptions(Socket, undefined)
defineHabits(Socket)
