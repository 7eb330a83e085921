// The reading end of a libzmq monitor: a PAIR connected to its inproc endpoint. libzmq blocks whoever
// emits an event that nobody can take, be it an I/O thread or this one; the order of calls here, and a
// PAIR without a limit to its queue, see to it that this does not happen.
import type { MonitorOptions, MonitorReader, RawMonitorCall } from '../engine.js'
import { EVENT_ALL_V1, EVENT_ALL_V2 } from '../monitor/events.js'
import type { RawPart } from './handle.js'

const PAIR = 0

/** The socket that is monitored, as its monitor's reader sees it. */
export interface MonitoredSocket {
  readonly isClosed: boolean
  /** Calls of monitorRaw so far. */
  readonly monitorCalls: number
  monitorRaw(monitor: RawMonitorCall): number
  check(errno: number, address?: string): void
}

/** The PAIR that a monitor is read through. */
export interface MonitorPair {
  readonly isClosed: boolean
  connect(endpoint: string): void
  receive(): Promise<Buffer[]>
  receiveFrames(): Promise<RawPart[]>
  close(): void
  retire(): void
}

/** Monitors that were given no endpoint get one with a number, unique in this process. */
let numbered = 0

/** A monitor's reader that also gives the MORE flags. */
export class NativeMonitorReader implements MonitorReader {
  readonly version: 1 | 2
  /** The inproc endpoint the events come through. */
  readonly endpoint: string
  readonly #socket: MonitoredSocket
  readonly #pair: MonitorPair
  readonly #call: number

  /**
   * Starts zmq_socket_monitor_versioned(3) and connects the PAIR at once.
   *
   * @param pair made for this monitor, unconnected, without a limit to its queue; closed with it
   * @throws SystemError EINVAL, EPROTONOSUPPORT, EADDRINUSE as the manual says
   */
  constructor(socket: MonitoredSocket, pair: MonitorPair, options: MonitorOptions) {
    const { version = 1, events = version === 1 ? EVENT_ALL_V1 : EVENT_ALL_V2 } = options
    const { endpoint = `inproc://rawzmq-native-monitor-${++numbered}` } = options
    this.version = version
    this.endpoint = endpoint
    this.#socket = socket
    this.#pair = pair
    try {
      socket.check(socket.monitorRaw({ endpoint, events, version, type: PAIR }), endpoint)
      pair.connect(endpoint)
    } catch (error) {
      pair.close()
      throw error
    }
    this.#call = socket.monitorCalls
  }

  receive(): Promise<Buffer[]> {
    return this.#pair.receive()
  }

  /** The next event's raw parts with their MORE flags. */
  receiveFrames(): Promise<RawPart[]> {
    return this.#pair.receiveFrames()
  }

  /**
   * Stops the monitor if it is still the socket's, and closes the reader. A monitor whose socket is
   * closed cannot be stopped and may speak on while the socket lingers: its PAIR is read until then.
   */
  close(): void {
    if (this.#isStoppable()) {
      this.#socket.monitorRaw({ endpoint: null, events: 0, version: 1, type: PAIR })
    }
    this.#pair.retire()
  }

  #isStoppable(): boolean {
    return (
      !this.#pair.isClosed && !this.#socket.isClosed && this.#socket.monitorCalls === this.#call
    )
  }
}
