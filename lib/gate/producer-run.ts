// Carries out what a gate decides: binds, monitors, sends, closes. One feed reads events while another
// loop sends; whatever happens becomes an input of the policy, and only the policy ends the run.
import { delay, keepProcessAlive } from '../clock.js'
import type { EngineSocket } from '../engine.js'
import { UsageError, type SystemError } from '../errors.js'
import { GateDriver } from './driver.js'
import { MonitorFeed, type FeedHandlers } from './monitor-feed.js'
import { POLICIES } from './policies.js'
import type { ProducerOptions, ProducerResult, RecordedRow } from './producer-contract.js'
import { toResult } from './producer-result.js'
import type { ProducerLine } from './report.js'
import { messageText, QUIT } from './sequence.js'
import type { ErrorInput, GateEffect, GateOptions, Policy } from './state.js'

/** ZMQ_LINGER. */
const LINGER = 17

/** How long what was sent may still leave after a good end, in milliseconds; after any other, not. */
const LINGER_MS = 1000
const NO_LINGER = { [LINGER]: 0 }

/** One run of a producer. */
export class ProducerRun {
  readonly #options: ProducerOptions
  readonly #policy: Policy
  readonly #driver: GateDriver
  readonly #startedAt: number
  readonly #over: Promise<void>
  readonly #stopping = new AbortController()
  #resolveOver: () => void = () => {}
  #socket: EngineSocket | undefined
  #feed: MonitorFeed | undefined
  #endpoint: string
  #sent = 0
  #quits = 0
  /** What a callback threw, or the engine for wrong usage: no outcome of a run. */
  #thrown: { readonly error: unknown } | undefined

  constructor(options: ProducerOptions) {
    const { endpoint, clock, policy } = options
    this.#options = options
    this.#policy = POLICIES[policy]
    this.#endpoint = endpoint
    this.#startedAt = clock.now()
    this.#over = new Promise(resolve => {
      this.#resolveOver = resolve
    })
    this.#driver = new GateDriver(this.#policy, this.#gateOptions(), clock, {
      perform: effect => this.#perform(effect),
      record: row => this.#record(row),
    })
  }

  /** Runs to the end. */
  async run(): Promise<ProducerResult> {
    const { signal, policy, engine } = this.#options
    const release = keepProcessAlive()
    const onAbort = (): void => this.#driver.take({ kind: 'abort', now: this.#now() })
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#record({ kind: 'start', at: this.#startedAt, policy, options: this.#gateOptions() })
    if (signal?.aborted === true) onAbort()
    else this.#spawn('run', () => this.#setUp())
    await this.#over
    await this.#close()
    signal?.removeEventListener('abort', onAbort)
    release()
    if (this.#thrown !== undefined) throw this.#thrown.error
    return toResult(this.#driver.state, this.#feed, {
      engine,
      policy,
      endpoint: this.#endpoint,
      sent: this.#sent,
      quits: this.#quits,
      startedAt: this.#startedAt,
      endedAt: this.#now(),
    })
  }

  get #isOver(): boolean {
    return this.#stopping.signal.aborted
  }

  #now(): number {
    return this.#options.clock.now()
  }

  #gateOptions(): GateOptions {
    const { endpoint, consumers, timeoutMs, quitAgainMs } = this.#options
    const again = quitAgainMs === undefined ? {} : { quitAgainMs }
    return { endpoint, consumers, timeoutMs, ...again, now: this.#startedAt }
  }

  #perform(effect: GateEffect): void {
    switch (effect.kind) {
      case 'read':
        this.#feed?.read()
        break
      case 'open':
        this.#spawn('send', () => this.#work())
        break
      case 'send-quit':
        this.#spawn('send', () => this.#sendQuit())
        break
      case 'report':
        if (effect.notice.kind === 'accepted') this.#report('accepted')
        this.#call(() => this.#options.notice?.(effect.notice))
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
    const socket = this.#options.engine.socket('PUSH', NO_LINGER)
    this.#socket = socket
    const tasks = { bind: () => this.#bind(socket), monitor: () => this.#monitor(socket) }
    for (const task of this.#policy.setup) {
      if (!(await this.#attempt(task, tasks[task])) || this.#isOver) return
    }
    this.#report('setup')
    this.#driver.take({ kind: 'bound', now: this.#now() })
    await this.#options.onBound?.(this.#endpoint)
  }

  async #bind(socket: EngineSocket): Promise<void> {
    this.#endpoint = await socket.bind(this.#options.endpoint)
  }

  #monitor(socket: EngineSocket): void {
    const { events, clock } = this.#options
    const mask = events === undefined ? {} : { events }
    const handlers: FeedHandlers = {
      event: event => this.#driver.take(event),
      failed: error => this.#failed('read', error),
      record: (version, parts) =>
        this.#record({ kind: 'monitor', at: this.#now(), version, parts }),
    }
    this.#feed = new MonitorFeed(socket, { ...this.#policy.monitor, ...mask }, clock, handlers)
  }

  async #work(): Promise<void> {
    const { times, intervalMs, clock, id = 0 } = this.#options
    this.#report('start')
    for (let index = 0; index < times && this.#driver.state.phase === 'open'; index++) {
      const text = messageText(id, index)
      this.#driver.take({ kind: 'sending', now: this.#now() })
      await this.#send(text, 'work')
      this.#sent++
      this.#report('send', text)
      this.#driver.take({ kind: 'sent', now: this.#now() })
      if (intervalMs > 0) await delay(clock, intervalMs, this.#stopping.signal)
    }
    this.#driver.take({ kind: 'work-done', now: this.#now() })
  }

  async #sendQuit(): Promise<void> {
    const { quitMessage = QUIT } = this.#options
    await this.#send(quitMessage, 'quit')
    this.#quits++
    this.#report('quit', quitMessage)
    this.#driver.take({ kind: 'quit-sent', now: this.#now() })
  }

  async #send(text: string, purpose: 'work' | 'quit'): Promise<void> {
    const parts = [Buffer.from(text)]
    await this.#socket?.send(parts)
    this.#record({ kind: 'message', at: this.#now(), purpose, parts })
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

  /** Begins something that goes on beside the rest. */
  #spawn(during: ErrorInput['during'], task: () => Promise<void>): void {
    void this.#attempt(during, task)
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

  /** Calls a callback of the user's. What it throws ends the run and is thrown by it. */
  #call(callback: () => void): void {
    try {
      callback()
    } catch (error) {
      this.#throw(error)
    }
  }

  #record(row: RecordedRow): void {
    const { record } = this.#options
    if (record !== undefined) this.#call(() => record(row))
  }

  #report(kind: ProducerLine['kind'], text?: string): void {
    const { report, clock, id = 0 } = this.#options
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
    this.#stopping.abort(new Error('the run is over'))
    this.#resolveOver()
  }

  async #close(): Promise<void> {
    const isGood = this.#driver.state.outcome?.kind === 'stopped'
    if (isGood) this.#socket?.setOption(LINGER, LINGER_MS)
    this.#socket?.close()
    await this.#feed?.close()
  }
}
