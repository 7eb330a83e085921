// libzmq as an engine: one context, its sockets, its end.
import { isMainThread } from 'node:worker_threads'
import type { Engine, EngineFeatures, AnyTypeName, OptionValue } from '../engine.js'
import { systemError, UsageError } from '../errors.js'
import { OPTIONS } from '../options.js'
import { nativeError } from './failure.js'
import { NativeHandle } from './handle.js'
import { loadLibrary, type ModuleResolver, type NativeLibrary } from './library.js'
import { enterProcess, leaveProcess } from './process-end.js'
import { Poller } from './poller.js'
import { NativeSocket } from './socket.js'
import { ALL_TYPE_NAMES, SOCKET_TYPES, STABLE_TYPE_NAMES } from '../socket-types.js'
import type { Pointer } from './symbols.js'

/** How the context is to be made (zmq_ctx_set(3)). */
export interface NativeEngineOptions {
  /** ZMQ_IO_THREADS; libzmq's default is 1. */
  readonly ioThreads?: number
  /** ZMQ_MAX_SOCKETS; libzmq's default is 1023. The engine needs two for itself. */
  readonly maxSockets?: number
  /** Further context options by libzmq's number. */
  readonly contextOptions?: Readonly<Record<number, number>>
  /** How to find the packages `zeromq` and `koffi`, if not with Node's own `require`. */
  readonly resolver?: ModuleResolver
}

const IO_THREADS = 1
const MAX_SOCKETS = 2

/** libzmq's capabilities that zmq_has(3) knows. */
const CAPABILITIES = 'ipc pgm tipc vmci norm curve gssapi draft WS WSS'.split(' ')

/** Those of them that are transports and mechanisms. */
const TRANSPORTS = { ipc: 'ipc', pgm: 'pgm', tipc: 'tipc', vmci: 'vmci', ws: 'WS', wss: 'WSS' }
const MECHANISMS = { CURVE: 'curve', GSSAPI: 'gssapi' }

/** libzmq as an engine. */
export class NativeEngine implements Engine {
  readonly name = 'native'
  readonly version: string
  /** The file libzmq was loaded from. */
  readonly path: string
  readonly #library: NativeLibrary
  readonly #context: Pointer
  readonly #poller: Poller
  readonly #sockets = new Set<NativeSocket>()
  /** A closed socket may have left messages that linger, and the context waits for them. */
  #mayLinger = false
  #isShutDown = false
  #ending: Promise<void> | undefined

  constructor(library: NativeLibrary, options: NativeEngineOptions) {
    this.version = library.version
    this.path = library.path
    this.#library = library
    const context = library.zmq.zmq_ctx_new()
    if (context === null) throw nativeError(library.zmq, library.zmq.zmq_errno())
    this.#context = context
    const { ioThreads, maxSockets, contextOptions } = options
    try {
      if (ioThreads !== undefined) this.setContextOption(IO_THREADS, ioThreads)
      if (maxSockets !== undefined) this.setContextOption(MAX_SOCKETS, maxSockets)
      for (const [option, value] of Object.entries(contextOptions ?? {})) {
        this.setContextOption(Number(option), value)
      }
      this.#poller = new Poller(library, context)
    } catch (error) {
      library.zmq.zmq_ctx_term(context)
      throw error
    }
    enterProcess(this)
  }

  /**
   * A new socket, of any type that this libzmq has.
   *
   * @throws SystemError EMFILE, EINVAL (an option), EFAULT (the engine is closed); UsageError for no type
   */
  socket(type: AnyTypeName, options: Readonly<Record<number, OptionValue>> = {}): NativeSocket {
    if (!this.#typeNames.includes(type)) {
      const known = this.#typeNames.join(', ')
      throw new UsageError(`libzmq has no ${type} sockets; it has ${known}`)
    }
    const handle = new NativeHandle(this.#library, this.#open(), SOCKET_TYPES[type].number)
    const socket = new NativeSocket(type, handle, {
      monitorPair: () => this.socket('PAIR', { [OPTIONS.LINGER]: 0, [OPTIONS.RCVHWM]: 0 }),
      arm: waiting => this.#poller.arm(waiting),
      forget: closing => this.#forget(closing),
    })
    this.#sockets.add(socket)
    this.#poller.add(socket)
    try {
      for (const [option, value] of Object.entries(options)) socket.setOption(Number(option), value)
    } catch (error) {
      socket.close()
      throw error
    }
    return socket
  }

  get #typeNames(): readonly AnyTypeName[] {
    return this.has('draft') ? ALL_TYPE_NAMES : STABLE_TYPE_NAMES
  }

  get features(): EngineFeatures {
    const has = (names: Readonly<Record<string, string>>): string[] =>
      Object.keys(names).filter(name => this.has(names[name] as string))
    return {
      socketTypes: this.#typeNames,
      transports: ['tcp', 'inproc', ...has(TRANSPORTS)],
      mechanisms: ['NULL', 'PLAIN', ...(has(MECHANISMS) as ('CURVE' | 'GSSAPI')[])],
      options: Object.values(OPTIONS).filter(number => number !== OPTIONS.MINIMUM_ZMTP),
    }
  }

  /** True for a capability this libzmq was built with: ipc, curve, draft, … (zmq_has(3)). */
  has(capability: string): boolean {
    return this.#library.has(capability)
  }

  /** The capabilities this libzmq was built with. */
  get capabilities(): readonly string[] {
    return CAPABILITIES.filter(capability => this.has(capability))
  }

  /** @throws SystemError EINVAL for an option that is unknown or cannot be read (zmq_ctx_get(3)) */
  getContextOption(option: number): number {
    const value = this.#library.zmq.zmq_ctx_get(this.#open(), option)
    if (value === -1) throw this.#failure()
    return value
  }

  /** @throws SystemError EINVAL for an option that is unknown or a value out of range */
  setContextOption(option: number, value: number): void {
    if (this.#library.zmq.zmq_ctx_set(this.#open(), option, value) === -1) throw this.#failure()
  }

  /**
   * Closes all sockets and the context. Open sockets are given linger 0 unless a linger was set on
   * them; messages of sockets that were closed before linger as long as those sockets said.
   */
  close(): Promise<void> {
    this.#ending ??= this.#end()
    return this.#ending
  }

  /**
   * Ends the context before the process does, without waiting for anything: undelivered messages are
   * dropped. Called by process-end.ts only.
   */
  endWithProcess(exitCode: number): void {
    if (this.#ending !== undefined) {
      // A thread waits in zmq_ctx_term for messages that linger; Node would wait for it, perhaps for ever.
      if (this.#mayLinger && isMainThread) this.#library.endProcess(exitCode)
      return
    }
    for (const socket of this.#sockets) socket.dropLinger(true)
    void this.#closeSockets()
    if (!this.#mayLinger) this.#library.zmq.zmq_ctx_term(this.#context)
  }

  async #end(): Promise<void> {
    for (const socket of this.#sockets) {
      socket.dropLinger(false)
      this.#mayLinger ||= socket.mayLinger
    }
    await this.#closeSockets()
    await this.#terminate()
    leaveProcess(this)
  }

  /** Shuts the context down first: that frees I/O threads that hang in a monitor without a reader. */
  #closeSockets(): Promise<void> {
    this.#isShutDown = true
    this.#library.zmq.zmq_ctx_shutdown(this.#context)
    for (const socket of this.#sockets) socket.close()
    return this.#poller.stop()
  }

  #terminate(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#library.zmq.zmq_ctx_term.async(this.#context, (error, result) => {
        if (error !== null) reject(error)
        else if (result === 0) resolve()
        // Only EINTR is left (zmq_ctx_term(3)): a signal came, the call is to be made again.
        else resolve(this.#terminate())
      })
    })
  }

  #forget(socket: NativeSocket): void {
    if (!this.#isShutDown) this.#mayLinger ||= socket.mayLinger
    this.#sockets.delete(socket)
    this.#poller.delete(socket)
  }

  /** The context, while it is there: libzmq's functions would crash on one that is gone. */
  #open(): Pointer {
    if (this.#ending !== undefined) throw systemError('EFAULT')
    return this.#context
  }

  #failure(): Error {
    return nativeError(this.#library.zmq, this.#library.zmq.zmq_errno())
  }
}

/**
 * libzmq as an engine: the one inside the installed `zeromq` package, called through `koffi`.
 *
 * @throws NativeUnavailableError where a package, a build for this platform or a function is missing
 */
export async function nativeEngine(options: NativeEngineOptions = {}): Promise<NativeEngine> {
  return new NativeEngine(loadLibrary(options.resolver), options)
}
