// The public Context: what zeromq.js calls so, a group of sockets that share inproc names.
import { systemError } from '../errors.js'
import { expectArguments } from './arguments.js'
import { ContextCore, MAX_SOCKETS_LIMIT, type ContextOptions } from './context-core.js'
import { contextCoreOf, registerContext } from './registry.js'
import { shareContext } from './threads/hub.js'

/** Context options by libzmq's number (zmq_ctx_set(3)); number 3 means two things, as there. */
const OPTIONS: Record<number, keyof ContextOptions> = {
  1: 'ioThreads',
  2: 'maxSockets',
  3: 'threadPriority',
  4: 'threadSchedulingPolicy',
  5: 'maxMessageSize',
  42: 'ipv6',
  70: 'blocky',
}

/** What number 3 means when it is read. */
const MAX_SOCKETS_LIMIT_OPTION = 3

const MINIMUM: Partial<Record<keyof ContextOptions, number>> = {
  ioThreads: 0,
  maxSockets: 1,
  threadPriority: 0,
  threadSchedulingPolicy: 0,
  maxMessageSize: 0,
}

/** Sockets of one context reach each other over inproc; sockets of two do not. */
export class Context {
  readonly #core = new ContextCore()

  /** @param options any of the properties below */
  constructor(options?: Partial<Omit<Context, 'maxSocketsLimit'>>) {
    registerContext(this, this.#core)
    Object.seal(this)
    if (options !== undefined && (typeof options !== 'object' || options === null)) {
      throw new TypeError('Options must be an object')
    }
    expectArguments(arguments.length, 1)
    Object.assign(this, options)
  }

  /** True (default): new sockets linger until all is sent; false: they begin with linger 0 (ZMQ_BLOCKY). */
  get blocky(): boolean {
    return this.getBoolOption(70)
  }
  set blocky(value: boolean) {
    this.setBoolOption(70, value)
  }

  /** Kept for zeromq.js's sake: there are no I/O threads here. */
  get ioThreads(): number {
    return this.getInt32Option(1)
  }
  set ioThreads(value: number) {
    this.setInt32Option(1, value)
  }

  /** Largest message, in bytes, that libzmq's context would allow; sockets have their own limit. */
  get maxMessageSize(): number {
    return this.getInt32Option(5)
  }
  set maxMessageSize(value: number) {
    this.setInt32Option(5, value)
  }

  /** How many sockets may be open at a time, monitors included (default 1023). */
  get maxSockets(): number {
    return this.getInt32Option(2)
  }
  set maxSockets(value: number) {
    this.setInt32Option(2, value)
  }

  /** The largest value of `maxSockets`. */
  get maxSocketsLimit(): number {
    return this.getInt32Option(3)
  }

  /** True: new sockets use IPv6 as well. */
  get ipv6(): boolean {
    return this.getBoolOption(42)
  }
  set ipv6(value: boolean) {
    this.setBoolOption(42, value)
  }

  /** Kept for zeromq.js's sake: there are no threads here. */
  set threadPriority(value: number) {
    this.setInt32Option(3, value)
  }

  /** Kept for zeromq.js's sake: there are no threads here. */
  set threadSchedulingPolicy(value: number) {
    this.setInt32Option(4, value)
  }

  protected getBoolOption(option: number): boolean {
    return Number(this.#read(option, arguments.length)) !== 0
  }

  protected setBoolOption(option: number, value: boolean): void {
    checkIdentifier(option)
    if (typeof value !== 'boolean') throw new TypeError('Option value must be a boolean')
    expectArguments(arguments.length, 2)
    this.#write(option, Number(value))
  }

  protected getInt32Option(option: number): number {
    return Number(this.#read(option, arguments.length))
  }

  protected setInt32Option(option: number, value: number): void {
    checkIdentifier(option)
    if (typeof value !== 'number') throw new TypeError('Option value must be a number')
    expectArguments(arguments.length, 2)
    this.#write(option, value | 0)
  }

  #read(option: number, count: number): number | boolean {
    checkIdentifier(option)
    expectArguments(count, 1)
    if (option === MAX_SOCKETS_LIMIT_OPTION) return MAX_SOCKETS_LIMIT
    const name = OPTIONS[option]
    if (name === undefined || name === 'threadSchedulingPolicy') throw systemError('EINVAL')
    return this.#core.options[name]
  }

  #write(option: number, value: number): void {
    const name = OPTIONS[option]
    if (name === undefined) throw systemError('EINVAL')
    const isFlag = typeof this.#core.options[name] === 'boolean'
    if (value < (MINIMUM[name] ?? 0) || (isFlag && value > 1)) throw systemError('EINVAL')
    Object.assign(this.#core.options, { [name]: isFlag ? value === 1 : value })
  }
}

function checkIdentifier(option: unknown): void {
  if (typeof option !== 'number') throw new TypeError('Identifier must be a number')
}

/** The context of all sockets that are not given another. All threads of the process share it. */
export const context: Context = new Context()
shareContext(contextCoreOf(context))
