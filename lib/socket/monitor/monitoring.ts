// A socket's monitors (zmq_socket_monitor(3)): each is an internal socket bound to an inproc
// endpoint, into which the events go as bytes. There is one that the user starts and stops, as in
// libzmq, and any number of private ones for observers.
import type { AnyTypeName } from '../../engine.js'
import { systemError } from '../../errors.js'
import { Queue } from '../../queue.js'
import { EVENT_ALL } from '../../monitor/events.js'
import { MonitorPublisher } from '../../monitor/publisher.js'
import { parseEndpoint, streamTransport } from '../../transport/transports.js'
import { PRIVATE_NAMES } from '../../transport/inproc.js'
import type { MonitorCarrier } from '../host.js'
import type { EventSide } from '../links/peer.js'
import type { Message } from '../message.js'
import { tellEvent } from '../diagnostics.js'
import { Exclusive } from '../pattern/exclusive.js'
import { PublishPattern } from '../pattern/publish.js'
import type { Pattern } from '../pattern/pattern.js'
import { RoundRobin } from '../pattern/round-robin.js'

/** The socket types that can carry events. */
export type MonitorSocketType = 'PAIR' | 'PUB' | 'PUSH'

/** How a monitor is to be. */
export interface MonitorSettings {
  /** An inproc endpoint that nobody has bound yet. */
  readonly endpoint: string
  /** Bit mask of the wanted events. */
  readonly events?: number
  /** Form of the events: 1, or 2 with both addresses. Any other number sends nothing, as in libzmq. */
  readonly version?: number
  readonly type?: MonitorSocketType
  /** How many events are kept for a reader that is missing or slow, before new ones are dropped. */
  readonly limit?: number
}

/** How a private monitor is to be: as a user's, but the endpoint may be left to us. */
export type ObserveSettings = Omit<MonitorSettings, 'endpoint'> & {
  readonly endpoint?: string | undefined
  /** Called when the socket has ended: what the reader has not read yet is all there. */
  readonly onStopped?: () => void
}

/** Events kept for a missing or slow reader, unless told otherwise: some 30 MB at the most. */
export const MONITOR_QUEUE_LIMIT = 100_000

const PATTERNS: Record<MonitorSocketType, () => Pattern> = {
  PAIR: () => new Exclusive(),
  PUB: () => new PublishPattern(),
  PUSH: () => new RoundRobin(),
}

/** Makes the socket that carries a monitor's events. */
export type OpenCarrier = (type: MonitorSocketType, pattern: Pattern) => MonitorCarrier

let privateNames = 0

/** All monitors of one socket. */
export class Monitoring {
  readonly #openCarrier: OpenCarrier
  readonly #subject: { readonly type: AnyTypeName }
  readonly #observed = new Map<Monitor, (() => void) | undefined>()
  #user: Monitor | undefined

  /** @param subject the socket that is monitored */
  constructor(openCarrier: OpenCarrier, subject: { readonly type: AnyTypeName }) {
    this.#openCarrier = openCarrier
    this.#subject = subject
  }

  /**
   * Starts the user's monitor in place of the one before; an endpoint of null only stops that.
   *
   * @throws SystemError EINVAL for a version 1 mask over 16 bits, an endpoint that is none, or another
   * socket type; EPROTONOSUPPORT for another transport than inproc; EADDRINUSE
   */
  start(settings: Omit<MonitorSettings, 'endpoint'> & { readonly endpoint: string | null }): {
    readonly dropped: number
    stop(): void
  } {
    const { version = 1, events = EVENT_ALL, type = 'PAIR', endpoint } = settings
    if (version === 1 && (events < 0 || events > 0xffff)) throw systemError('EINVAL')
    if (endpoint === null) {
      this.stop()
      return { dropped: 0, stop() {} }
    }
    if (streamTransport(parseEndpoint(endpoint)) !== undefined) {
      throw systemError('EPROTONOSUPPORT', { address: endpoint })
    }
    this.stop()
    if (!Object.hasOwn(PATTERNS, type)) throw systemError('EINVAL')
    const monitor = new Monitor(this.#openCarrier, { ...settings, endpoint })
    this.#user = monitor
    return {
      get dropped() {
        return monitor.dropped
      },
      stop: () => {
        if (this.#user === monitor) this.stop()
      },
    }
  }

  /** Stops the user's monitor, if there is one: it says MONITOR_STOPPED and nothing more. */
  stop(): void {
    this.#user?.stop()
    this.#user = undefined
  }

  /** Starts a private monitor and gives its endpoint and the function that stops it. */
  observe(settings: ObserveSettings): { endpoint: string; stop: () => void } {
    const endpoint = settings.endpoint ?? `inproc://${PRIVATE_NAMES}${++privateNames}`
    const monitor = new Monitor(this.#openCarrier, { ...settings, endpoint })
    this.#observed.set(monitor, settings.onStopped)
    const stop = (): void => {
      if (this.#observed.delete(monitor)) monitor.stop()
    }
    return { endpoint, stop }
  }

  /** The socket has ended: every monitor says so. */
  stopAll(): void {
    this.stop()
    const observed = [...this.#observed]
    this.#observed.clear()
    for (const [monitor, onStopped] of observed) {
      monitor.stop()
      onStopped?.()
    }
  }

  /** True if any monitor was asked to tell that event. */
  wants(event: number): boolean {
    const monitors = [...this.#observed.keys(), ...(this.#user === undefined ? [] : [this.#user])]
    return monitors.some(monitor => monitor.wants(event))
  }

  /** Tells every monitor of an event. `local` and `remote` are the addresses of version 2. */
  emit(
    event: number,
    value: number | readonly number[],
    local: string,
    remote: string,
    side: EventSide,
  ): void {
    tellEvent(this.#subject, event, value, local, remote, side)
    this.#user?.emit(event, value, local, remote, side)
    for (const monitor of this.#observed.keys()) monitor.emit(event, value, local, remote, side)
  }
}

/** One monitor: a publisher, its socket, and the queue for a reader that does not keep up. */
class Monitor {
  readonly #publisher: MonitorPublisher
  readonly #socket: MonitorCarrier
  readonly #queue = new Queue<Message>()
  readonly #limit: number
  readonly #endpoint: string
  readonly #events: number
  #isStopping = false

  constructor(openCarrier: OpenCarrier, settings: MonitorSettings) {
    const { version = 1, events = EVENT_ALL, type = 'PAIR' } = settings
    this.#limit = settings.limit ?? MONITOR_QUEUE_LIMIT
    this.#endpoint = settings.endpoint
    this.#events = events
    this.#socket = openCarrier(type, PATTERNS[type]())
    this.#socket.options.linger = 0
    try {
      this.#socket.bind(settings.endpoint)
    } catch (error) {
      this.#socket.close()
      throw error
    }
    this.#socket.onWritable = () => this.#pump()
    this.#socket.onPeerGone = () => {
      if (this.#isStopping) this.#socket.close()
    }
    this.#publisher = new MonitorPublisher({
      version: version as 1 | 2,
      events,
      deliver: parts => this.#deliver(parts),
    })
  }

  get dropped(): number {
    return this.#publisher.dropped
  }

  wants(event: number): boolean {
    return (this.#events & event) !== 0
  }

  emit(...event: Parameters<MonitorPublisher['emit']>): void {
    this.#publisher.emit(...event)
  }

  /** Says MONITOR_STOPPED; the socket goes once its reader, if there is one, has all. */
  stop(): void {
    this.#isStopping = true
    this.#publisher.stop()
    // The name is free for another monitor; a reader that is connected still gets what is queued.
    this.#socket.terminate(this.#endpoint)
    this.#pump()
    if (!this.#socket.pattern.hasPeers) this.#socket.close()
  }

  #deliver(parts: Buffer[]): boolean {
    if (this.#queue.length === 0 && this.#socket.pattern.send(parts)) return true
    // MONITOR_STOPPED finds room always.
    if (this.#queue.length >= this.#limit && !this.#isStopping) {
      this.#warnOnce()
      return false
    }
    this.#queue.push(parts)
    return true
  }

  #pump(): void {
    const { pattern } = this.#socket
    for (let next = this.#queue.peek(); next && pattern.send(next); next = this.#queue.peek()) {
      this.#queue.shift()
    }
    if (this.#isStopping && this.#queue.length === 0) this.#socket.close()
  }

  #warnOnce(): void {
    if (this.#publisher.dropped > 0) return
    process.emitWarning(
      `A monitor's reader is missing or slow: ${this.#limit} events are queued, new ones are dropped.`,
      { code: 'RAWZMQ_MONITOR_DROPPED' },
    )
  }
}
