// Carries out what a publisher's gate decides: binds, hears how many subscribe, sends. Whatever happens becomes
// an input of the machine, and only the machine ends the run, as in gated-run.ts.
import { keepProcessAlive } from '../../clock.js'
import { publisherMachine } from '../machine/publisher.js'
import type { Phase } from '../machine/signals.js'
import type { GateEffect, GateOptions, Notice, OutcomeKind } from '../machine/state.js'
import { GateDriver } from './driver.js'
import type { PublisherLike, SubscriberCount } from './publisher-socket.js'
import { RunGuard } from './run-guard.js'
import { RunRecord, type RunRecordSettings } from './run-record.js'

/** What a gated publisher did. */
export interface GatedPublisherResult {
  /** The real endpoint once bound, else the one that was asked for. */
  readonly endpoint: string
  /** Messages that were sent. A slow subscriber may have missed some: it drops what is beyond its marks. */
  readonly sent: number
  /** How many subscribers there were at the end. */
  readonly subscribers: number
  /** How many went in the middle of the work. One that came back counts each time it goes. */
  readonly lost: number
  readonly outcome: OutcomeKind
  /** The phase it ended in. */
  readonly phase: Phase
  /** A system error code (EADDRINUSE) or one of OUTCOME_CODES; undefined if all went as planned. */
  readonly code?: string
  readonly reason?: string
  /** Peers could not be told apart: each subscription counts as one. */
  readonly isInferred: boolean
  readonly durationMs: number
}

/** One run of a publisher. */
export interface PublisherRunSettings extends Omit<RunRecordSettings, 'report'> {
  readonly socket: PublisherLike
  readonly subscribers: SubscriberCount
  readonly topic: Uint8Array
  readonly gate: Omit<GateOptions, 'now'>
  readonly work: () => AsyncIterable<Uint8Array[]>
  readonly signal?: AbortSignal
  readonly notice?: (notice: Notice) => void
  readonly onBound?: (endpoint: string) => void | Promise<void>
}

/** Runs a publisher behind a gate. */
export class PublisherRun {
  readonly #settings: PublisherRunSettings
  readonly #startedAt: number
  readonly #guard: RunGuard
  readonly #record: RunRecord
  readonly #driver: GateDriver
  #stopWatching: (() => void) | undefined
  /** How many there were before the gate had begun. */
  #early: number | undefined = 0
  #endpoint: string

  constructor(settings: PublisherRunSettings) {
    const { clock, gate } = settings
    this.#settings = settings
    this.#endpoint = gate.endpoint
    this.#startedAt = clock.now()
    this.#guard = new RunGuard({
      failed: error => this.#driver.take({ kind: 'error', ...error, now: this.#now() }),
      stopping: () => {
        this.#driver.stop()
        this.#stopWatching?.()
      },
    })
    this.#record = new RunRecord(settings, this.#guard)
    this.#driver = new GateDriver(publisherMachine, this.#gateOptions(), clock, {
      perform: effect => this.#perform(effect),
      record: row => this.#record.row(row),
    })
  }

  /** Runs to the end. @throws what a callback, or the work, throws */
  async run(): Promise<GatedPublisherResult> {
    const { signal } = this.#settings
    const release = keepProcessAlive()
    const onAbort = (): void => this.#driver.take({ kind: 'abort', now: this.#now() })
    signal?.addEventListener('abort', onAbort, { once: true })
    const options = this.#gateOptions()
    this.#record.row({ kind: 'start', at: this.#startedAt, policy: 'publisher', options })
    if (signal?.aborted === true) onAbort()
    else this.#guard.spawn('run', () => this.#setUp())
    await this.#guard.over
    signal?.removeEventListener('abort', onAbort)
    release()
    this.#guard.rethrow()
    const { counted, lost, outcome = { kind: 'failed', phase: 'waiting' } } = this.#driver.state
    const { kind, ...rest } = outcome
    return {
      endpoint: this.#endpoint,
      sent: this.#record.sent,
      subscribers: counted,
      lost,
      outcome: kind,
      ...rest,
      isInferred: this.#settings.subscribers.isInferred,
      durationMs: this.#now() - this.#startedAt,
    }
  }

  #now(): number {
    return this.#settings.clock.now()
  }

  #gateOptions(): GateOptions {
    return { ...this.#settings.gate, now: this.#startedAt }
  }

  async #setUp(): Promise<void> {
    const { socket, subscribers, topic, gate, onBound } = this.#settings
    const bind = async (): Promise<void> => {
      await socket.bind(gate.endpoint)
      this.#endpoint = socket.lastEndpoint ?? gate.endpoint
    }
    // Before the bind: of a foreign XPUB what is not asked for is not told later.
    this.#stopWatching = subscribers.watch(topic, {
      told: count => {
        if (this.#early === undefined) this.#tell(count)
        else this.#early = count
      },
      failed: error => this.#guard.failed('read', error),
    })
    if (!(await this.#guard.attempt('bind', bind)) || this.#guard.isOver) return
    this.#driver.take({ kind: 'bound', now: this.#now() })
    this.#tell(this.#early)
    this.#early = undefined
    await onBound?.(this.#endpoint)
  }

  #tell(count = 0): void {
    this.#driver.take({ kind: 'subscribers', count, now: this.#now() })
  }

  #perform(effect: GateEffect): void {
    const { notice } = this.#settings
    if (effect.kind === 'open') this.#guard.spawn('send', () => this.#work())
    else if (effect.kind === 'report') this.#guard.ask(() => notice?.(effect.notice))
    else if (effect.kind === 'stop') this.#guard.stop()
  }

  async #work(): Promise<void> {
    const work = this.#guard.ask(() => this.#settings.work()[Symbol.asyncIterator]())
    while (work !== undefined && !this.#guard.isOver) {
      const next = await this.#guard.askFor(() => work.next())
      if (next === undefined || this.#guard.isOver) return
      if (next.done === true) break
      this.#driver.take({ kind: 'sending', now: this.#now() })
      await this.#settings.socket.send(next.value)
      this.#record.message('work', next.value)
      this.#driver.take({ kind: 'sent', now: this.#now() })
    }
    this.#driver.take({ kind: 'work-done', now: this.#now() })
  }
}
