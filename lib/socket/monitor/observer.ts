// The public Observer, in zeromq.js's shape: a socket's monitor events, read one at a time, iterated,
// or handed to listeners.
import { EventEmitter } from 'node:events'
import type { AbortOptions } from '../../aborting.js'
import { systemError } from '../../errors.js'
import { EVENTS } from '../../monitor/events.js'
import {
  toEvent,
  type Event,
  type EventOfType,
  type EventSource,
  type EventType,
} from '../../monitor/observer.js'
import { expectArguments, signalOf } from '../arguments.js'
import { defineDispose, type Closable } from '../habits.js'
import { readMonitor } from './monitor-reader.js'
import { socketCoreOf } from '../registry.js'
import type { MonitorReader } from '../../engine.js'

/** Takes listeners for events. */
export interface EventSubscriber {
  /** Calls the listener for each event of a kind from now on; the observer can then not be read. */
  on<E extends EventType>(type: E, listener: (data: EventOfType<E>) => void): EventSubscriber
  /** Takes a listener back. */
  off<E extends EventType>(type: E, listener: (data: EventOfType<E>) => void): EventSubscriber
}

// eslint-disable-next-line no-unsafe-declaration-merging
export interface Observer extends Closable {}

/** The events of one socket. Usually reached as `socket.events`. */
// eslint-disable-next-line no-unsafe-declaration-merging
export class Observer implements EventSubscriber {
  readonly #reader: MonitorReader
  #emitter: EventEmitter | undefined
  #isReading = false
  #isClosed = false

  /** @throws TypeError for anything but a socket; SystemError ENOTSOCK if it is closed */
  constructor(socket: object) {
    this.#reader = readMonitor(socketCoreOf(socket), { version: 1 })
  }

  /** True once it has been closed, or the socket's last event has been read. */
  get closed(): boolean {
    return this.#isClosed
  }

  /** Stops the monitor. A receive that waits is rejected (ENOTSOCK); an iteration just ends. */
  close(): void {
    expectArguments(arguments.length, 0)
    if (this.#isClosed) return
    this.#isClosed = true
    this.#reader.close()
  }

  /**
   * The next event.
   *
   * @param options `signal`, which is not in zeromq.js, gives up waiting: no event is lost by it
   * @throws SystemError EBADF when closed, EBUSY while another receive waits; Error after `on`
   */
  receive(options?: AbortOptions): Promise<Event & EventSource> {
    const signal = signalOf(options, arguments.length, 0)
    if (this.#emitter !== undefined) {
      throw new Error(
        'Observer is in event emitter mode. After a call to events.on() it is not possible to ' +
          'read events with events.receive().',
      )
    }
    return this.#receive(signal)
  }

  on<E extends EventType>(type: E, listener: (data: EventOfType<E>) => void): EventSubscriber {
    return this.#listeners().on(type, listener) as EventSubscriber
  }

  off<E extends EventType>(type: E, listener: (data: EventOfType<E>) => void): EventSubscriber {
    return this.#listeners().off(type, listener) as EventSubscriber
  }

  /** Events until the socket, or this observer, is closed. */
  [Symbol.asyncIterator](): AsyncIterator<Event & EventSource, undefined> {
    return this.iterate()
  }

  /** The same, or until the signal is aborted; then the loop throws its reason. Not in zeromq.js. */
  iterate(options?: AbortOptions): AsyncIterableIterator<Event & EventSource> {
    const signal = signalOf(options, arguments.length, 0)
    return {
      next: async () => {
        if (this.#isClosed) return { value: undefined, done: true }
        try {
          return { value: await this.receive({ signal }), done: false }
        } catch (error) {
          if (this.#isClosed && (error as NodeJS.ErrnoException).code === 'ENOTSOCK') {
            return { value: undefined, done: true }
          }
          throw error
        }
      },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }

  #receive(signal?: AbortSignal): Promise<Event & EventSource> {
    if (this.#isClosed) throw systemError('EBADF')
    if (this.#isReading) {
      throw systemError('EBUSY', {
        message:
          'Observer is busy reading; only one receive operation may be in progress at any time',
      })
    }
    this.#isReading = true
    return this.#reader.receive(signal).then(
      parts => {
        this.#isReading = false
        const event = toEvent(parts)
        if (event.event === EVENTS.MONITOR_STOPPED) this.close()
        return event
      },
      error => {
        this.#isReading = false
        throw this.#isClosed ? systemError('ENOTSOCK') : error
      },
    )
  }

  /** Switches to listeners, for good. */
  #listeners(): EventEmitter {
    if (this.#emitter === undefined) {
      this.#emitter = new EventEmitter()
      void this.#emitAll(this.#emitter)
    }
    return this.#emitter
  }

  async #emitAll(emitter: EventEmitter): Promise<void> {
    while (!this.#isClosed) {
      let event
      try {
        event = await this.#receive()
      } catch (error) {
        // Closing the observer fails the receive that waits; that is how this loop ends.
        if (this.#isClosed) return
        throw error
      }
      emitter.emit(event.type, event)
    }
  }
}

defineDispose(Observer)
