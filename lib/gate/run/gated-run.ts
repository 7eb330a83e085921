// Carries out what a gate decides: binds, monitors, sends, closes. One feed reads events while another
// loop sends; whatever happens becomes an input of the policy, and only the policy ends the run. What may
// fail is called by run-guard.ts, and what is told of the run is run-record.ts's.
import { keepProcessAlive } from '../../clock.js'
import type { SocketLinks } from '../../engine.js'
import { UsageError } from '../../errors.js'
import { Delivery } from './delivery.js'
import { GateDriver } from './driver.js'
import type { GateSocket } from './gate-socket.js'
import { MonitorFeed, type FeedHandlers } from './monitor-feed.js'
import { POLICIES } from './policies.js'
import type { GatedResult } from './producer-contract.js'
import { toResult, type PeerAccount } from './producer-result.js'
import { RunGuard } from './run-guard.js'
import { RunRecord, type RunRecordSettings } from './run-record.js'
import { LINGER } from './socket-options.js'
import type { GateEffect, GateOptions, Notice, Policy, PolicyName } from '../machine/state.js'

/** How long what was sent may still leave after a good end, in milliseconds; after any other, not. */
const LINGER_MS = 1000

/** One run, whoever asks for it. */
export interface GatedRunSettings extends RunRecordSettings {
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
  readonly signal?: AbortSignal
  readonly events?: number
  readonly notice?: (notice: Notice) => void
  readonly onBound?: (endpoint: string) => void | Promise<void>
}

/** One run of a producer behind a gate. */
export class GatedRun {
  readonly #settings: GatedRunSettings
  readonly #policy: Policy
  readonly #startedAt: number
  readonly #guard: RunGuard
  readonly #record: RunRecord
  /** What each peer was given, as far as the engine can tell, by its handshake. Filled at the end. */
  readonly #accounts = new Map<number, PeerAccount>()
  #driver: GateDriver
  #delivery: Delivery | undefined
  #links: SocketLinks | undefined
  #socket: GateSocket | undefined
  #feed: MonitorFeed | undefined
  #endpoint: string

  constructor(settings: GatedRunSettings) {
    this.#settings = settings
    this.#policy = POLICIES[settings.policy]
    this.#endpoint = settings.gate.endpoint
    this.#startedAt = settings.clock.now()
    this.#guard = new RunGuard({
      failed: error => this.#driver.take({ kind: 'error', ...error, now: this.#now() }),
      stopping: () => {
        this.#driver.stop()
        this.#keepAccounts()
      },
    })
    this.#record = new RunRecord(settings, this.#guard)
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
    this.#record.row({ kind: 'start', at: this.#startedAt, policy, options })
    if (signal?.aborted === true) onAbort()
    else if (failure !== undefined) this.#guard.failed('run', failure.error)
    else this.#guard.spawn('run', () => this.#setUp())
    await this.#guard.over
    await this.#close()
    signal?.removeEventListener('abort', onAbort)
    release()
    this.#guard.rethrow()
    return toResult(this.#driver.state, this.#feed, {
      policy,
      endpoint: this.#endpoint,
      sent: this.#record.sent,
      quits: this.#record.quits,
      accounts: this.#accounts,
      startedAt: this.#startedAt,
      endedAt: this.#now(),
    })
  }

  #now(): number {
    return this.#settings.clock.now()
  }

  #newDriver(): GateDriver {
    return new GateDriver(this.#policy, this.#gateOptions(), this.#settings.clock, {
      perform: effect => this.#perform(effect),
      record: row => this.#record.row(row),
    })
  }

  #gateOptions(): GateOptions {
    const { gate, quit, policy } = this.#settings
    const canChoose = policy === 'ready' && this.#socket?.tracksLinks === true
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
    if (this.#socket.tracksLinks) return undefined
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
        this.#guard.spawn('send', () => this.#work())
        break
      case 'send-quit':
        this.#guard.spawn('send', () => this.#sendQuit(effect.peer))
        break
      case 'turn-away':
        if (effect.peer.handshake !== undefined) this.#links?.drop(effect.peer.handshake)
        break
      case 'report':
        if (effect.notice.kind === 'accepted') this.#record.line('accepted')
        this.#guard.ask(() => this.#settings.notice?.(effect.notice))
        break
      case 'stop':
        if (effect.outcome.kind === 'stopped') this.#record.line('stop')
        this.#guard.stop()
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
      if (!(await this.#guard.attempt(task, tasks[task])) || this.#guard.isOver) return
    }
    this.#record.line('setup')
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
      event: event => this.#driver.take(this.#delivery?.completed(event) ?? event),
      failed: error => this.#guard.failed('read', error),
      record: (version, parts) =>
        this.#record.row({ kind: 'monitor', at: this.#now(), version, parts }),
    }
    this.#feed = new MonitorFeed(socket, { ...this.#policy.monitor, ...mask }, clock, handlers)
    const requeues = gate.onLost === 'requeue'
    const isReady = this.#policy.name === 'ready'
    if (!isReady) socket.leaveAlone()
    // From the same moment on as the events: the n-th handshake of both is one and the same.
    const how = { keepsUnsent: requeues, removesLate: !isReady, refusesOld: isReady }
    this.#links = socket.tracksLinks ? socket.trackLinks(how) : undefined
    if (this.#links !== undefined && gate.late === 'refuse') this.#links.limit = gate.consumers
    this.#delivery = new Delivery({
      socket,
      links: this.#links,
      driver: this.#driver,
      clock,
      requeues,
      signal: this.#guard.signal,
      sent: (purpose, parts) => this.#record.message(purpose, parts),
    })
  }

  async #work(): Promise<void> {
    const delivery = this.#delivery as Delivery
    this.#record.line('start')
    const work = this.#guard.ask(() =>
      this.#settings.work(this.#guard.signal)[Symbol.asyncIterator](),
    )
    while (work !== undefined && this.#driver.state.phase === 'open') {
      const next = await this.#guard.askFor(() => work.next())
      if (next === undefined || this.#guard.isOver) return
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
