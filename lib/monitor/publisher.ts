// From an event of the engine to the parts of a monitor message: mask, version, which address. Where
// the parts go is the caller's (socket/monitor/monitoring.ts puts them into an inproc PAIR).
import { encodeEventV1, encodeEventV2 } from './codec.js'
import { EVENTS } from './events.js'

/** How a monitor was asked to be, and where its messages go. */
export interface PublisherOptions {
  /** 1 or 2. With any other number nothing is ever sent, as in libzmq. */
  readonly version: number
  /** Bit mask of the wanted events. */
  readonly events: number
  /** Takes the parts of one event; false if it has to drop them. */
  readonly deliver: (parts: Buffer[]) => boolean
}

/** One monitor's events, as bytes. */
export class MonitorPublisher {
  readonly #options: PublisherOptions
  #dropped = 0
  #isStopped = false

  constructor(options: PublisherOptions) {
    this.#options = options
  }

  /** Events that `deliver` dropped. */
  get dropped(): number {
    return this.#dropped
  }

  /**
   * Sends one event, if it is wanted.
   *
   * @param value a descriptor (−1 where none can be seen), errno, milliseconds or protocol error
   * number; several for PIPES_STATS
   * @param local our end, for version 2
   * @param remote the other end, for version 2
   * @param side which end version 1 names: the binding side its own, the connecting side the other
   */
  emit(
    event: number,
    value: number | readonly number[],
    local: string,
    remote: string,
    side: 'bind' | 'connect',
  ): void {
    if (this.#isStopped || (this.#options.events & event) === 0) return
    const { version } = this.#options
    const values = (typeof value === 'number' ? [value] : value).map(number => number >>> 0)
    if (version === 2) {
      this.#deliver(encodeEventV2(event, values, local, remote))
    } else if (version === 1 && event <= 0xffff) {
      this.#deliver(encodeEventV1(event, values[0] ?? 0, side === 'bind' ? local : remote))
    }
  }

  /** Says MONITOR_STOPPED, if that is wanted, and then nothing more. */
  stop(): void {
    this.emit(EVENTS.MONITOR_STOPPED, 0, '', '', 'bind')
    this.#isStopped = true
  }

  #deliver(parts: Buffer[]): void {
    if (!this.#options.deliver(parts)) this.#dropped++
  }
}
