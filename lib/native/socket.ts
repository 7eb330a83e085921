// libzmq's socket by the contract of lib/engine.ts, and what libzmq has beyond it: errno as it was,
// MORE flags, options in any kind, monitors of any form.
import type {
  EngineSocket,
  AnyTypeName,
  MonitorOptions,
  OptionValue,
  RawMonitorCall,
  SocketLinks,
} from '../engine.js'
import { systemError } from '../errors.js'
import { optionForm, OPTIONS, type OptionForm } from '../options.js'
import { type NativeHandle, POLLOUT, type RawPart } from './handle.js'
import { intBytes } from './memory.js'
import { NativeMonitorReader } from './monitor.js'
import { Operations } from './operations.js'
import { encodeOption } from './option-kinds.js'
import type { Attended } from './poller.js'

/** What a socket needs of its engine. */
export interface NativeHost {
  /** A PAIR of the same context that reads a monitor: no limit to its queue, no linger. */
  monitorPair(): NativeSocket
  /** Asks for the socket to be attended when something has happened to it. */
  arm(socket: Attended): void
  /** The socket is about to be closed. */
  forget(socket: NativeSocket): void
}

/** A socket of libzmq. Errors carry libzmq's own number in `errno`; EBADF once it is closed. */
export class NativeSocket implements EngineSocket, Attended {
  readonly type: AnyTypeName
  readonly descriptor: number | undefined
  readonly #handle: NativeHandle
  readonly #host: NativeHost
  readonly #operations: Operations
  #isLeftAlone = false
  #state: 'open' | 'retired' | 'closed' = 'open'
  #monitorCalls = 0
  #isLingerSet = false

  /** Made by the engine only. */
  constructor(type: AnyTypeName, handle: NativeHandle, host: NativeHost) {
    this.type = type
    this.descriptor = handle.descriptor
    this.#handle = handle
    this.#host = host
    this.#operations = new Operations(handle, () => host.arm(this))
  }

  get isClosed(): boolean {
    return this.#state === 'closed'
  }

  /** The errno of the last libzmq call on this socket; 0 where it succeeded. */
  get lastErrno(): number {
    return this.#handle.lastErrno
  }

  /** Calls of monitorRaw so far: tells a monitor's reader whether that monitor may still be on. */
  get monitorCalls(): number {
    return this.#monitorCalls
  }

  get isWaiting(): boolean {
    return this.#operations.isWaiting
  }

  get isLeftAlone(): boolean {
    return this.#isLeftAlone
  }

  readonly tracksLinks = false

  trackLinks(): SocketLinks {
    throw systemError('ENOTSUP')
  }

  leaveAlone(): void {
    this.#isLeftAlone = true
  }

  async bind(endpoint: string): Promise<string> {
    const handle = this.#open()
    handle.check(handle.bind(endpoint), endpoint)
    const bound = String(handle.getOption(OPTIONS.LAST_ENDPOINT))
    this.#own(endpoint)
    return bound
  }

  async unbind(endpoint: string): Promise<void> {
    const handle = this.#open()
    handle.check(handle.unbind(endpoint), endpoint)
  }

  connect(endpoint: string): void {
    const handle = this.#open()
    handle.check(handle.connect(endpoint), endpoint)
    this.#own(endpoint)
  }

  disconnect(endpoint: string): void {
    const handle = this.#open()
    handle.check(handle.disconnect(endpoint), endpoint)
  }

  async send(parts: readonly Uint8Array[]): Promise<void> {
    this.#open()
    await this.#operations.send(parts)
  }

  trySend(parts: readonly Uint8Array[]): boolean {
    this.#open()
    return this.#operations.trySend(parts)
  }

  async receive(): Promise<Buffer[]> {
    this.#open()
    return this.#operations.receive(parts => parts.map(({ data }) => data))
  }

  joinGroup(group: string): void {
    const handle = this.#open()
    handle.check(handle.join(group))
  }

  leaveGroup(group: string): void {
    const handle = this.#open()
    handle.check(handle.leave(group))
  }

  /** Receives one whole message, each part with its MORE flag as libzmq gave it. */
  async receiveFrames(): Promise<RawPart[]> {
    this.#open()
    return this.#operations.receive(parts => parts)
  }

  /**
   * Receives one whole message if there is one now; undefined if not.
   *
   * @throws SystemError ENOTSUP, EFSM, EBADF, …
   */
  tryReceiveFrames(): RawPart[] | undefined {
    this.#open()
    return this.#operations.tryReceive()
  }

  /**
   * Sets an option.
   *
   * @param kind how zmq_setsockopt is to see the value, if not as the manual says
   * @throws SystemError EINVAL (no such option, value refused); UsageError for a value not of that kind
   */
  setOption(option: number, value: OptionValue, kind: OptionForm = optionForm(option)): void {
    const handle = this.#open()
    handle.check(handle.setOptionBytes(option, encodeOption(kind, value)))
    if (option === OPTIONS.LINGER) this.#isLingerSet = true
  }

  /**
   * Reads an option.
   *
   * @param kind how zmq_getsockopt is asked for the value, if not as the manual says
   * @throws SystemError EINVAL (no such option, or not of that kind)
   */
  getOption(option: number, kind: OptionForm = optionForm(option)): OptionValue {
    return this.#open().getOption(option, kind)
  }

  monitor(options: MonitorOptions = {}): NativeMonitorReader {
    this.#open()
    return new NativeMonitorReader(this, this.#host.monitorPair(), options)
  }

  /**
   * zmq_socket_monitor_versioned(3) as it is: 0 or libzmq's errno. With no reader connected to the
   * endpoint, the next event blocks whoever emits it: this thread in bind, or an I/O thread.
   */
  monitorRaw(monitor: RawMonitorCall): number {
    this.#monitorCalls++
    return this.#open().monitor(monitor)
  }

  /** Throws the error of an errno that is not 0. */
  check(errno: number, address?: string): void {
    this.#handle.check(errno, address)
  }

  requestPipesStats(): number {
    return this.#open().requestPipesStats()
  }

  close(): void {
    if (this.#state === 'closed') return
    this.#host.forget(this)
    this.#state = 'closed'
    this.#operations.rejectAll(systemError('EBADF'))
    this.#handle.close()
  }

  /**
   * For the PAIR of a monitor that may still have something to say, and would block an I/O thread for
   * good if nobody took it: closed for its user, but read until the monitor is gone.
   */
  retire(): void {
    if (this.#state !== 'open') return
    this.#state = 'retired'
    this.#operations.rejectAll(systemError('EBADF'))
    this.attend()
  }

  /** True if messages of this socket may outlive its close. */
  get mayLinger(): boolean {
    return this.#handle.getOption(OPTIONS.LINGER) !== 0
  }

  /** Sets linger 0 before the engine ends; a linger the user set is kept unless `always`. */
  dropLinger(always: boolean): void {
    if (always || !this.#isLingerSet) this.#handle.setOptionBytes(OPTIONS.LINGER, intBytes(0))
  }

  attend(): void {
    if (this.#state === 'retired') this.#drain()
    else this.#operations.attend()
  }

  /** Reads and drops all there is; a PAIR that could no longer send has lost its peer. */
  #drain(): void {
    while (this.#handle.receivePart() !== undefined);
    if ((this.#handle.events() & POLLOUT) === 0) this.close()
  }

  /**
   * Lets the socket take up what bind or connect has just made, by a command to itself. libzmq's unbind
   * does so too, but misses it while an I/O thread halts between leaving a command and signalling it;
   * it then returns 0, forgets the endpoint and leaves the listener open until the socket is closed.
   */
  #own(endpoint: string): void {
    if (endpoint.startsWith('inproc:')) return
    this.#handle.awaitCommand()
    this.attend()
  }

  #open(): NativeHandle {
    if (this.#state !== 'open') throw systemError('EBADF')
    return this.#handle
  }
}
