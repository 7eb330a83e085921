// The public Observer, in zeromq.js's shape: a socket's monitor events, read one at a time, iterated,
// or handed to listeners.
import { EventEmitter } from 'node:events'
import { systemError } from '../../errors.js'
import { EVENTS } from '../../monitor/events.js'
import {
  toEvent,
  type Event,
  type EventOfType,
  type EventSource,
  type EventType,
} from '../../monitor/observer.js'
import { expectArguments } from '../arguments.js'
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

/** The events of one socket. Usually reached as `socket.events`. */
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
   * @throws SystemError EBADF when closed, EBUSY while another receive waits; Error after `on`
   */
  receive(): Promise<Event & EventSource> {
    expectArguments(arguments.length, 0)
    if (this.#emitter !== undefined) {
      throw new Error(
        'Observer is in event emitter mode. After a call to events.on() it is not possible to ' +
          'read events with events.receive().',
      )
    }
    return this.#receive()
  }

  on<E extends EventType>(type: E, listener: (data: EventOfType<E>) => void): EventSubscriber {
    return this.#listeners().on(type, listener) as EventSubscriber
  }

  off<E extends EventType>(type: E, listener: (data: EventOfType<E>) => void): EventSubscriber {
    return this.#listeners().off(type, listener) as EventSubscriber
  }

  /** Events until the socket, or this observer, is closed. */
  [Symbol.asyncIterator](): AsyncIterator<Event & EventSource, undefined> {
    return {
      next: async () => {
        if (this.#isClosed) return { value: undefined, done: true }
        try {
          return { value: await this.receive(), done: false }
        } catch (error) {
          if (this.#isClosed && (error as NodeJS.ErrnoException).code === 'ENOTSOCK') {
            return { value: undefined, done: true }
          }
          throw error
        }
      },
    }
  }

  #receive(): Promise<Event & EventSource> {
    if (this.#isClosed) throw systemError('EBADF')
    if (this.#isReading) {
      throw systemError('EBUSY', {
        message:
          'Observer is busy reading; only one receive operation may be in progress at any time',
      })
    }
    this.#isReading = true
    return this.#reader.receive().then(
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
