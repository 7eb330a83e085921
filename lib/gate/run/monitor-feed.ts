// A gate's monitor: reads one event when asked to, counts all of them, and after the end reads on to
// MONITOR_STOPPED, so that no event is missing.
import type { Clock } from '../../clock.js'
import type { EngineSocket, MonitorOptions, MonitorReader } from '../../engine.js'
import { decodeMonitorEvent } from '../../monitor/codec.js'
import { EVENTS } from '../../monitor/events.js'
import type { EventInput, GateEventName } from '../machine/signals.js'

/** What happens to what is read. */
export interface FeedHandlers {
  /** An event was read. */
  readonly event: (event: EventInput) => void
  /** No event can be read, or it is none. */
  readonly failed: (error: unknown) => void
  readonly record: (version: 1 | 2, parts: readonly Buffer[]) => void
}

/** How long the end of the monitor may take once the socket is closed, in milliseconds. */
const END_MS = 2000

/** One monitor, being read. */
export class MonitorFeed {
  readonly #reader: MonitorReader
  readonly #clock: Clock
  readonly #handlers: FeedHandlers
  readonly #saysStopped: boolean
  readonly #counts: Partial<Record<GateEventName, number>> = {}
  readonly #ended: Promise<void>
  #end: () => void = () => {}
  #isReading = false
  #isClosing = false
  #hasEnded = false

  /**
   * Starts a monitor. Version 2 falls back to version 1 on an engine that does not have it.
   *
   * @throws SystemError as zmq_socket_monitor: EADDRINUSE if its endpoint is taken
   */
  constructor(
    socket: Pick<EngineSocket, 'monitor'>,
    options: MonitorOptions,
    clock: Clock,
    handlers: FeedHandlers,
  ) {
    this.#reader = openReader(socket, options)
    this.#clock = clock
    this.#handlers = handlers
    this.#saysStopped = ((options.events ?? EVENTS.MONITOR_STOPPED) & EVENTS.MONITOR_STOPPED) !== 0
    this.#ended = new Promise(resolve => {
      this.#end = resolve
    })
  }

  /** The form of the events it really gets. */
  get version(): 1 | 2 {
    return this.#reader.version
  }

  /** How many events of each name were read. */
  get counts(): Readonly<Partial<Record<GateEventName, number>>> {
    return this.#counts
  }

  /** Reads one event, unless one is being waited for already. */
  read(): void {
    if (this.#isReading || this.#hasEnded) return
    this.#isReading = true
    this.#reader.receive().then(
      parts => this.#take(parts),
      (error: unknown) => this.#fail(error),
    )
  }

  /** Reads what is left of a socket that was closed, then closes the reader. */
  async close(): Promise<void> {
    this.#isClosing = true
    if (this.#saysStopped) {
      this.read()
      const timer = this.#clock.after(END_MS, this.#end)
      if (!this.#hasEnded) await this.#ended
      timer.cancel()
    }
    this.#hasEnded = true
    this.#reader.close()
  }

  /** Reads no more, of a socket that lives on. */
  stop(): void {
    this.#isClosing = true
    this.#hasEnded = true
    this.#reader.close()
  }

  #take(parts: Buffer[]): void {
    this.#isReading = false
    if (this.#hasEnded) return
    let event: EventInput
    try {
      this.#handlers.record(this.#reader.version, parts)
      event = toInput(parts, this.#clock.now())
    } catch (error) {
      // No event, but the next may be one.
      if (this.#isClosing) this.read()
      else this.#handlers.failed(error)
      return
    }
    this.#counts[event.event] = (this.#counts[event.event] ?? 0) + 1
    this.#handlers.event(event)
    if (event.event === 'MONITOR_STOPPED') {
      this.#hasEnded = true
      this.#end()
    } else if (this.#isClosing) {
      this.read()
    }
  }

  #fail(error: unknown): void {
    this.#isReading = false
    this.#end()
    if (this.#hasEnded || this.#isClosing) return
    this.#hasEnded = true
    this.#handlers.failed(error)
  }
}

function openReader(socket: Pick<EngineSocket, 'monitor'>, options: MonitorOptions): MonitorReader {
  if (options.version !== 2) return socket.monitor(options)
  try {
    return socket.monitor(options)
  } catch (error) {
    // An engine without the draft call says one of these; anything else is a real failure.
    const { code } = error as { readonly code?: unknown }
    if (code !== 'ENOTSUP' && code !== 'EINVAL' && code !== 'ERR_USAGE') throw error
    return socket.monitor({ ...options, version: 1 })
  }
}

function toInput(parts: Buffer[], now: number): EventInput {
  const { name, value, local, remote } = decodeMonitorEvent(parts)
  return {
    kind: 'event',
    event: name ?? 'UNKNOWN',
    value,
    ...(local !== undefined && { local }),
    ...(remote !== undefined && { remote }),
    now,
  }
}
