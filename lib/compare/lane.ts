// A socket whose monitor is written down while the script waits for events in it.
import type { EngineSocket, MonitorReader } from '../engine.js'
import type { SystemError } from '../errors.js'
import { decodeMonitorEvent } from '../monitor/codec.js'
import { EVENTS, type EventName } from '../monitor/events.js'
import { Changes } from '../changes.js'
import type { LaneRecording, LaneRules, Recorded } from './recording.js'
import { nameRoles, Ports, rowText } from './roles.js'
import type { MonitoredSocket } from './scenario.js'

/** What a lane has of the run it is in. */
export interface LaneHost {
  readonly deadlineMs: number
  note(text: string): void
}

/** One watched socket. */
export class Lane implements MonitoredSocket {
  readonly name: string
  readonly socket: EngineSocket
  readonly #reader: MonitorReader
  readonly #rules: LaneRules
  readonly #host: LaneHost
  readonly #events: Recorded[] = []
  readonly #changes = new Changes()
  readonly #reading: Promise<void>
  /** Events up to the last that was waited for. */
  #awaited = 0
  #isCut = false
  #failure: unknown

  constructor(
    name: string,
    socket: EngineSocket,
    reader: MonitorReader,
    rules: LaneRules,
    host: LaneHost,
  ) {
    this.name = name
    this.socket = socket
    this.#reader = reader
    this.#rules = rules
    this.#host = host
    this.#reading = this.#read()
  }

  get recording(): LaneRecording {
    const events = this.#isCut ? this.#events.slice(0, this.#awaited) : [...this.#events]
    return { socket: this.name, events, rules: this.#rules }
  }

  bind(endpoint: string): Promise<string> {
    return this.socket.bind(endpoint)
  }

  connect(endpoint: string): void {
    this.socket.connect(endpoint)
  }

  unbind(endpoint: string): Promise<void> {
    return this.socket.unbind(endpoint)
  }

  disconnect(endpoint: string): void {
    this.socket.disconnect(endpoint)
  }

  send(...parts: string[]): Promise<void> {
    return this.socket.send(parts.map(part => Buffer.from(part)))
  }

  async receive(): Promise<string[]> {
    return (await this.socket.receive()).map(String)
  }

  async attempt(label: string, action: () => unknown): Promise<void> {
    const outcome = await outcomeOf(action)
    this.#host.note(`${this.name}: ${label}: ${outcome}`)
  }

  async attemptRoughly(label: string, action: () => unknown): Promise<void> {
    const outcome = await outcomeOf(action)
    this.#host.note(`${this.name}: ${label}: ${outcome === 'ok' ? 'ok' : 'fails'}`)
  }

  async saw(event: EventName, count = 1): Promise<void> {
    const { deadlineMs } = this.#host
    await this.#changes.until(
      () => {
        if (this.#failure !== undefined) throw this.#failure as Error
        return this.#position(event, count) > 0
      },
      deadlineMs,
      () =>
        `${this.name} had not seen ${event} ${count} times in ${deadlineMs} ms: ${this.#seen()}`,
    )
    this.#awaited = Math.max(this.#awaited, this.#position(event, count))
  }

  cut(): void {
    this.#isCut = true
  }

  async close(): Promise<void> {
    this.socket.close()
    await this.saw('MONITOR_STOPPED')
  }

  closeOnly(): void {
    this.socket.close()
  }

  /** The end of the run: nothing more is written down. */
  async end(): Promise<void> {
    this.#failure ??= new Error('the run is over')
    this.socket.close()
    this.#reader.close()
    this.#changes.tell()
    await this.#reading
  }

  /** How many events there are up to the `count`th of that name; 0 if there are fewer. */
  #position(event: EventName, count: number): number {
    let left = count
    const index = this.#events.findIndex(
      ({ decoded }) => decoded.event === EVENTS[event] && --left === 0,
    )
    return index + 1
  }

  async #read(): Promise<void> {
    try {
      for (;;) {
        const parts = await this.#reader.receive()
        this.#events.push({ parts, decoded: decodeMonitorEvent(parts) })
        this.#changes.tell()
      }
    } catch (error) {
      const { code } = error as SystemError
      // The reader has been closed, at the end of the run or by the script.
      if (code !== 'EBADF' && code !== 'EAGAIN') this.#failure = error
      this.#changes.tell()
    }
  }

  #seen(): string {
    const rows = nameRoles(this.#events.slice(-12), this.#rules, new Ports('/'))
    return rows.map(rowText).join(', ') || 'nothing'
  }
}

async function outcomeOf(action: () => unknown): Promise<string> {
  try {
    await action()
    return 'ok'
  } catch (error) {
    const { code, errno } = error as SystemError
    if (code === undefined) throw error
    return `${code} ${errno}`
  }
}
