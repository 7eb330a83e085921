// Carries out what a gate decides: binds, monitors, sends, closes. One feed reads events while another
// loop sends; whatever happens becomes an input of the policy, and only the policy ends the run.
import { keepProcessAlive, type Clock } from '../clock.js'
import type { SocketLinks } from '../engine.js'
import { UsageError, type SystemError } from '../errors.js'
import { Delivery } from './delivery.js'
import { GateDriver } from './driver.js'
import type { GateSocket } from './gate-socket.js'
import { MonitorFeed, type FeedHandlers } from './monitor-feed.js'
import { POLICIES } from './policies.js'
import type { GatedResult, RecordedRow } from './producer-contract.js'
import { toResult, type PeerAccount } from './producer-result.js'
import type { ProducerLine } from './report.js'
import type { ErrorInput, GateEffect, GateOptions, Notice, Policy, PolicyName } from './state.js'

/** ZMQ_LINGER. */
export const LINGER = 17

/** How long what was sent may still leave after a good end, in milliseconds; after any other, not. */
const LINGER_MS = 1000

/** One run, whoever asks for it. */
export interface GatedRunSettings {
  readonly policy: PolicyName
  /** All but what depends on the socket and the time. */
  readonly gate: Omit<GateOptions, 'now' | 'quits'>
  /** Makes the PUSH, or gives one that is there. */
  readonly open: () => GateSocket
  /** The PUSH ends with the run. */
  readonly isOwned: boolean
  /** The work, one message after the other. The signal says that the run is over. */
  readonly work: (signal: AbortSignal) => AsyncIterable<readonly Uint8Array[]>
  /** Undefined: no Quits. */
  readonly quit: readonly Uint8Array[] | undefined
  readonly clock: Clock
  readonly id: number
  readonly signal?: AbortSignal
  readonly events?: number
  readonly report?: (line: ProducerLine) => void
  readonly notice?: (notice: Notice) => void
  readonly record?: (row: RecordedRow) => void
  readonly onBound?: (endpoint: string) => void | Promise<void>
}

/** One run of a producer behind a gate. */
export class GatedRun {
  readonly #settings: GatedRunSettings
  readonly #policy: Policy
  readonly #startedAt: number
  readonly #over: Promise<void>
  readonly #stopping = new AbortController()
  /** What each peer was given, as far as the engine can tell, by its handshake. Filled at the end. */
  readonly #accounts = new Map<number, PeerAccount>()
  #driver: GateDriver
  #delivery: Delivery | undefined
  #links: SocketLinks | undefined
  #resolveOver: () => void = () => {}
  #socket: GateSocket | undefined
  #feed: MonitorFeed | undefined
  #endpoint: string
  #sent = 0
  #quits = 0
  /** What a callback threw, or the engine for wrong usage: no outcome of a run. */
  #thrown: { readonly error: unknown } | undefined

  constructor(settings: GatedRunSettings) {
    this.#settings = settings
    this.#policy = POLICIES[settings.policy]
    this.#endpoint = settings.gate.endpoint
    this.#startedAt = settings.clock.now()
    this.#over = new Promise(resolve => {
      this.#resolveOver = resolve
    })
    this.#driver = this.#newDriver()
  }

  /**
   * Runs to the end.
   *
   * @throws UsageError for what the engine cannot do; what a callback, or the work, throws
   */
  async run(): Promise<GatedResult> {
    const { signal, policy } = this.#settings
    const release = keepProcessAlive()
    const onAbort = (): void => this.#driver.take({ kind: 'abort', now: this.#now() })
    signal?.addEventListener('abort', onAbort, { once: true })
    const failure = signal?.aborted === true ? undefined : this.#open()
    this.#driver = this.#newDriver()
    const options = this.#gateOptions()
    this.#record({ kind: 'start', at: this.#startedAt, policy, options })
    if (signal?.aborted === true) onAbort()
    else if (failure !== undefined) this.#failed('run', failure.error)
    else this.#spawn('run', () => this.#setUp())
    await this.#over
    await this.#close()
    signal?.removeEventListener('abort', onAbort)
    release()
    if (this.#thrown !== undefined) throw this.#thrown.error
    return toResult(this.#driver.state, this.#feed, {
      policy,
      endpoint: this.#endpoint,
      sent: this.#sent,
      quits: this.#quits,
      accounts: this.#accounts,
      startedAt: this.#startedAt,
      endedAt: this.#now(),
    })
  }

  get #isOver(): boolean {
    return this.#stopping.signal.aborted
  }

  #now(): number {
    return this.#settings.clock.now()
  }

  #newDriver(): GateDriver {
    return new GateDriver(this.#policy, this.#gateOptions(), this.#settings.clock, {
      perform: effect => this.#perform(effect),
      record: row => this.#record(row),
    })
  }

  #gateOptions(): GateOptions {
    const { gate, quit, policy } = this.#settings
    const canChoose = policy === 'ready' && this.#socket?.trackLinks !== undefined
    const quits = quit === undefined ? 'none' : canChoose ? 'each' : 'shared'
    return { ...gate, quits, now: this.#startedAt }
  }

  /** Makes the socket; says what went wrong, if something did. */
  #open(): { readonly error: unknown } | undefined {
    try {
      this.#socket = this.#settings.open()
    } catch (error) {
      return { error }
    }
    const { late, onLost } = this.#settings.gate
    if (this.#socket.trackLinks !== undefined) return undefined
    for (const [name, value, unable] of [
      ['late', late, 'refuse'],
      ['onLost', onLost, 'requeue'],
    ] as const) {
      if (value !== unable) continue
      return {
        error: new UsageError(
          `${name}: '${unable}' needs sockets of our own engine: libzmq cannot do it`,
        ),
      }
    }
    return undefined
  }

  #perform(effect: GateEffect): void {
    switch (effect.kind) {
      case 'read':
        this.#feed?.read()
        break
      case 'open':
        if (this.#links !== undefined && this.#settings.gate.late === 'refuse') {
          this.#links.limit = 0
        }
        this.#spawn('send', () => this.#work())
        break
      case 'send-quit':
        this.#spawn('send', () => this.#sendQuit(effect.peer))
        break
      case 'turn-away':
        if (effect.peer.handshake !== undefined) this.#links?.drop(effect.peer.handshake)
        break
      case 'report':
        if (effect.notice.kind === 'accepted') this.#report('accepted')
        this.#call(() => this.#settings.notice?.(effect.notice))
        break
      case 'stop':
        if (effect.outcome.kind === 'stopped') this.#report('stop')
        this.#stop()
        break
      case 'shut':
        // The loop that works looks at the phase before each message.
        break
      default:
        effect satisfies never
    }
  }

  async #setUp(): Promise<void> {
    const socket = this.#socket as GateSocket
    const tasks = { bind: () => this.#bind(socket), monitor: () => this.#monitor(socket) }
    for (const task of this.#policy.setup) {
      if (!(await this.#attempt(task, tasks[task])) || this.#isOver) return
    }
    this.#report('setup')
    this.#driver.take({ kind: 'bound', now: this.#now() })
    await this.#settings.onBound?.(this.#endpoint)
  }

  async #bind(socket: GateSocket): Promise<void> {
    this.#endpoint = await socket.bind(this.#settings.gate.endpoint)
  }

  #monitor(socket: GateSocket): void {
    const { events, clock, gate } = this.#settings
    const mask = events === undefined ? {} : { events }
    const handlers: FeedHandlers = {
      event: event => this.#driver.take(this.#delivery?.witness(event) ?? event),
      failed: error => this.#failed('read', error),
      record: (version, parts) =>
        this.#record({ kind: 'monitor', at: this.#now(), version, parts }),
    }
    this.#feed = new MonitorFeed(socket, { ...this.#policy.monitor, ...mask }, clock, handlers)
    const requeues = gate.onLost === 'requeue'
    const isReady = this.#policy.name === 'ready'
    if (!isReady) socket.leaveAlone?.()
    // From the same moment on as the events: the n-th handshake of both is one and the same.
    this.#links = socket.trackLinks?.({
      keepsUnsent: requeues,
      removesLate: !isReady,
      refusesOld: isReady,
    })
    if (this.#links !== undefined && gate.late === 'refuse') this.#links.limit = gate.consumers
    this.#delivery = new Delivery({
      socket,
      links: this.#links,
      driver: this.#driver,
      clock,
      requeues,
      signal: this.#stopping.signal,
      sent: (purpose, parts) => this.#sentOne(purpose, parts),
    })
  }

  async #work(): Promise<void> {
    const delivery = this.#delivery as Delivery
    this.#report('start')
    const work = this.#ask(() => this.#settings.work(this.#stopping.signal)[Symbol.asyncIterator]())
    while (work !== undefined && this.#driver.state.phase === 'open') {
      const next = await this.#askFor(() => work.next())
      if (next === undefined || this.#isOver) return
      if (next.done === true || this.#driver.state.phase !== 'open') break
      await delivery.work(next.value)
    }
    await delivery.resend()
    this.#driver.take({ kind: 'work-done', now: this.#now() })
  }

  #sendQuit(peer: number | undefined): void | Promise<void> {
    const { quit = [] } = this.#settings
    const delivery = this.#delivery as Delivery
    return peer === undefined ? delivery.quitAny(quit) : delivery.quitOne(peer, quit)
  }

  #sentOne(purpose: 'work' | 'quit', parts: readonly Uint8Array[]): void {
    if (purpose === 'work') this.#sent++
    else this.#quits++
    const { record, report } = this.#settings
    if (record !== undefined) {
      const copies = parts.map(part => Buffer.from(part))
      this.#record({ kind: 'message', at: this.#now(), purpose, parts: copies })
    }
    if (report !== undefined) {
      this.#report(purpose === 'work' ? 'send' : 'quit', Buffer.concat(parts).toString())
    }
  }

  /** Does one thing; if it fails, that is an input. */
  async #attempt(during: ErrorInput['during'], task: () => void | Promise<void>): Promise<boolean> {
    try {
      await task()
      return true
    } catch (error) {
      this.#failed(during, error)
      return false
    }
  }

  /** Begins something that goes on beside the rest; what can be done at once is done at once. */
  #spawn(during: ErrorInput['during'], task: () => void | Promise<void>): void {
    try {
      task()?.catch((error: unknown) => this.#failed(during, error))
    } catch (error) {
      this.#failed(during, error)
    }
  }

  #failed(during: ErrorInput['during'], error: unknown): void {
    // Closing wakes whatever waits with an error of its own: not a failure of the run.
    if (this.#isOver) return
    if (error instanceof UsageError) {
      this.#throw(error)
      return
    }
    const { code = 'ERR_UNKNOWN', message = String(error) } = error as Partial<SystemError>
    this.#driver.take({ kind: 'error', during, code, message, now: this.#now() })
  }

  /** Asks the user's work for something. What it throws ends the run and is thrown by it. */
  #ask<T>(ask: () => T): T | undefined {
    try {
      return ask()
    } catch (error) {
      if (!this.#isOver) this.#throw(error)
      return undefined
    }
  }

  async #askFor<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask()
    } catch (error) {
      if (!this.#isOver) this.#throw(error)
      return undefined
    }
  }

  /** Calls a callback of the user's. What it throws ends the run and is thrown by it. */
  #call(callback: () => void): void {
    this.#ask(callback)
  }

  #record(row: RecordedRow): void {
    const { record } = this.#settings
    if (record !== undefined) this.#call(() => record(row))
  }

  #report(kind: ProducerLine['kind'], text?: string): void {
    const { report, clock, id } = this.#settings
    if (report === undefined) return
    const line = { side: 'producer', kind, id, epochMs: clock.epochMs() } as const
    this.#call(() => report(text === undefined ? line : { ...line, text }))
  }

  #throw(error: unknown): void {
    this.#thrown ??= { error }
    this.#stop()
  }

  #stop(): void {
    if (this.#isOver) return
    this.#driver.stop()
    this.#keepAccounts()
    this.#stopping.abort(new Error('the run is over'))
    this.#resolveOver()
  }

  /** Before the socket closes: what it then throws away was not lost by a peer. */
  #keepAccounts(): void {
    const links = this.#links
    if (links === undefined) return
    const { handshakes } = this.#driver.state.peers
    for (let handshake = 1; handshake <= handshakes; handshake++) {
      const account = links.get(handshake)
      if (account === undefined) continue
      const { messages, queued, identity } = account
      const known = identity === undefined ? {} : { identity }
      this.#accounts.set(handshake, { messages, queued, ...known })
    }
    links.stop()
  }

  async #close(): Promise<void> {
    const isGood = this.#driver.state.outcome?.kind === 'stopped'
    if (this.#settings.isOwned) {
      if (isGood) this.#socket?.setOption(LINGER, LINGER_MS)
      this.#socket?.close()
      await this.#feed?.close()
    } else {
      this.#feed?.stop()
    }
  }
}
