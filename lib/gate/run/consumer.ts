// One consumer of the article's run: a PULL that connects, receives, works, and leaves on Quit.
// As there, the work is done before the message is looked at, so Quit takes as long as any other.
import { delay, keepProcessAlive, type Clock } from '../../clock.js'
import type { Engine, EngineSocket } from '../../engine.js'
import { UsageError, type SystemError } from '../../errors.js'
import { EVENTS } from '../../monitor/events.js'
import type { ConsumerLine } from '../article/report.js'
import { checkSequence, QUIT, type Sequence } from '../article/sequence.js'
import { socketOptions } from './socket-options.js'

/** How a consumer is to run. */
export interface ConsumerOptions {
  readonly engine: Engine
  readonly endpoint: string
  readonly id: number
  /** Milliseconds of work on each message, Quit included; the article's is 300. */
  readonly workMs: number
  readonly clock: Clock
  /** Ends it at once, as `aborted`. */
  readonly signal?: AbortSignal
  /** Milliseconds to wait for a message before giving up, as `timed-out`. Default: for ever. */
  readonly timeoutMs?: number
  /** Connect only once this has resolved. Default: at once. */
  readonly connectAfter?: Promise<void>
  /** Called when the first handshake with the producer is done. Starts a monitor for it. */
  readonly onReady?: () => void
  /** The text that means: leave. Default `Quit`. */
  readonly quitMessage?: string
  readonly report: (line: ConsumerLine) => void
}

/** How a consumer ended. */
export type ConsumerOutcome = 'stopped' | 'timed-out' | 'aborted' | 'failed'

/** What a consumer did. */
export interface ConsumerResult {
  readonly id: number
  /** Every message as text, Quit included, in order. */
  readonly received: readonly string[]
  readonly quits: number
  readonly outcome: ConsumerOutcome
  /** A system error code, ERR_NO_MESSAGE or ERR_ABORTED; undefined after a Quit. */
  readonly code?: string
  readonly reason?: string
  readonly sequence: Sequence
  readonly durationMs: number
}

/**
 * Runs a consumer to its end. Whatever goes wrong with the endpoint or the peer is an outcome.
 *
 * @throws UsageError for options that make no sense
 */
export async function runConsumer(options: ConsumerOptions): Promise<ConsumerResult> {
  if (!(options.workMs >= 0)) throw new UsageError('workMs must be 0 or more')
  if (options.timeoutMs !== undefined && !(options.timeoutMs > 0)) {
    throw new UsageError('timeoutMs must be more than 0')
  }
  return new ConsumerRun(options).run()
}

type End = Pick<ConsumerResult, 'outcome' | 'code' | 'reason'>

class ConsumerRun {
  readonly #options: ConsumerOptions
  readonly #ended = new AbortController()
  readonly #received: string[] = []
  #socket: EngineSocket | undefined
  #quits = 0
  #end: End | undefined

  constructor(options: ConsumerOptions) {
    this.#options = options
  }

  async run(): Promise<ConsumerResult> {
    const { clock, id, signal } = this.#options
    const startedAt = clock.now()
    const release = keepProcessAlive()
    const onAbort = (): void =>
      this.#finish({ outcome: 'aborted', code: 'ERR_ABORTED', reason: 'aborted' })
    signal?.addEventListener('abort', onAbort, { once: true })
    if (signal?.aborted === true) onAbort()
    try {
      if (this.#end === undefined) await this.#consume()
    } catch (error) {
      if (error instanceof UsageError) throw error
      this.#finish(failure(error as Partial<SystemError>))
    } finally {
      signal?.removeEventListener('abort', onAbort)
      this.#socket?.close()
      release()
    }
    const end = this.#end ?? { outcome: 'stopped' }
    if (end.outcome === 'stopped') this.#report('stop')
    const durationMs = clock.now() - startedAt
    const received = this.#received
    return {
      id,
      received,
      quits: this.#quits,
      ...end,
      sequence: checkSequence(received),
      durationMs,
    }
  }

  async #consume(): Promise<void> {
    const { engine, workMs, clock, quitMessage = QUIT } = this.#options
    const socket = engine.socket('PULL', socketOptions(this.#options.endpoint))
    this.#socket = socket
    await this.#whenMeant()
    if (this.#end !== undefined) return
    if (this.#options.onReady !== undefined) void this.#watch(socket, this.#options.onReady)
    if (!this.#connect(socket)) return
    this.#report('start')
    for (;;) {
      const text = await this.#receive(socket)
      this.#received.push(text)
      this.#report('recv', text)
      if (workMs > 0) await delay(clock, workMs, this.#ended.signal)
      if (text !== quitMessage) continue
      this.#quits++
      return
    }
  }

  #connect(socket: EngineSocket): boolean {
    const { endpoint } = this.#options
    try {
      socket.connect(endpoint)
      return true
    } catch (error) {
      const { reason, ...end } = failure(error as Partial<SystemError>)
      const hint = end.code === 'EINVAL' ? '; that is no endpoint to connect to' : ''
      this.#finish({ ...end, reason: `cannot connect to ${endpoint}: ${reason}${hint}` })
      return false
    }
  }

  /** Waits to be let go, but no longer than to its end. */
  async #whenMeant(): Promise<void> {
    const { connectAfter } = this.#options
    if (connectAfter === undefined) return
    const { signal } = this.#ended
    await Promise.race([
      connectAfter,
      new Promise(resolve => signal.addEventListener('abort', resolve, { once: true })),
    ])
  }

  async #watch(socket: EngineSocket, onReady: () => void): Promise<void> {
    const monitor = socket.monitor({ version: 1, events: EVENTS.HANDSHAKE_SUCCEEDED })
    try {
      await monitor.receive()
      onReady()
    } catch {
      // The consumer has ended before there was a handshake (EBADF, EAGAIN): nothing to tell.
    } finally {
      monitor.close()
    }
  }

  async #receive(socket: EngineSocket): Promise<string> {
    const { clock, endpoint, timeoutMs } = this.#options
    const reason = `no message came from ${endpoint} for ${timeoutMs} ms`
    const timer =
      timeoutMs === undefined || timeoutMs === Infinity
        ? undefined
        : clock.after(timeoutMs, () =>
            this.#finish({ outcome: 'timed-out', code: 'ERR_NO_MESSAGE', reason }),
          )
    try {
      return Buffer.concat(await socket.receive()).toString()
    } finally {
      timer?.cancel()
    }
  }

  /** The first end counts. Closing the socket wakes a receive that waits, with an error. */
  #finish(end: End): void {
    if (this.#end !== undefined) return
    this.#end = end
    this.#ended.abort(new Error('the consumer has ended'))
    this.#socket?.close()
  }

  #report(kind: ConsumerLine['kind'], text?: string): void {
    const { id, clock, report } = this.#options
    const line = { side: 'consumer', kind, id, epochMs: clock.epochMs() } as const
    report(text === undefined ? line : { ...line, text })
  }
}

function failure({ code = 'ERR_UNKNOWN', message = 'unknown' }: Partial<SystemError>): End {
  return { outcome: 'failed', code, reason: `${message} (${code})` }
}
