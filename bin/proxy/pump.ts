// One direction of a proxied connection: bytes from a socket to another, untouched and in order, as fast
// as the other takes them. Faults on demand: later, in small pieces, cut off after a number of bytes.
import type { Socket } from 'node:net'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { End } from './ends.js'

/** What to do to the bytes on their way. */
export interface Faults {
  /** Milliseconds that every byte comes later. */
  readonly delayMs?: number | undefined
  /** Bytes of a write at most, each its own packet where the system plays along. */
  readonly splitBytes?: number | undefined
  /** Bytes of one direction after which the connection is cut. */
  readonly cutAfterBytes?: number | undefined
}

/** What a pump reports. */
export interface PumpListener {
  /** Bytes have come and will be passed on. Returns a promise while no more should be read. */
  bytes(chunk: Buffer): Promise<void> | undefined
  /** The source has ended its half; all before it is passed on. */
  ended(): void
  /** `--cut-after` is reached, and all before it is passed on. */
  cut(): void
  /** The source has failed, and all before it is passed on. */
  broken(): void
}

type Ending = 'ended' | 'cut' | 'broken'

interface Waiting {
  readonly dueMs: number
  readonly bytes: Buffer
}

/** Bytes that may wait here before the source is paused. */
const WAITING_MAX = 1024 * 1024

/** Passes on what one socket reads to another. */
export class Pump {
  readonly #source: End
  readonly #target: Socket
  readonly #faults: Faults
  readonly #listener: PumpListener
  readonly #queue: Waiting[] = []
  #queuedBytes = 0
  #passed = 0
  #ending: Ending | undefined
  #isRunning = false
  #isHeld = false

  constructor(source: End, target: Socket, faults: Faults, listener: PumpListener) {
    this.#source = source
    this.#target = target
    this.#faults = faults
    this.#listener = listener
  }

  /** Begins. Errors of the sockets are the owner's. */
  start(): void {
    const { socket, reading } = this.#source
    reading.reader = {
      received: chunk => this.#receive(chunk),
      filled: () => {},
      room: () => undefined,
    }
    socket.on('end', () => this.finish('ended'))
    socket.resume()
  }

  #receive(chunk: Buffer): void {
    if (this.#ending !== undefined) return
    const room = (this.#faults.cutAfterBytes ?? Infinity) - this.#passed
    const bytes = chunk.length > room ? chunk.subarray(0, room) : chunk
    this.#passed += bytes.length
    if (bytes.length > 0) {
      const hold = this.#listener.bytes(bytes)
      if (hold !== undefined) void this.#hold(hold)
      this.#queue.push({ dueMs: performance.now() + (this.#faults.delayMs ?? 0), bytes })
      this.#queuedBytes += bytes.length
    }
    if (this.#passed === this.#faults.cutAfterBytes) this.finish('cut')
    else if (this.#queuedBytes > WAITING_MAX) this.#source.socket.pause()
    void this.#run()
  }

  async #hold(until: Promise<void>): Promise<void> {
    this.#isHeld = true
    this.#source.socket.pause()
    await until
    this.#isHeld = false
    this.#resume()
  }

  #resume(): void {
    if (!this.#isHeld && this.#queuedBytes <= WAITING_MAX) this.#source.socket.resume()
  }

  /** Nothing more comes: passes on what waits, then says so. */
  finish(how: Ending): void {
    if (this.#ending !== undefined) return
    this.#ending = how
    void this.#run()
  }

  /** Writes what waits, one after the other; only one runs at a time. */
  async #run(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      const waitMs = next.dueMs - performance.now()
      if (waitMs > 0) await sleep(waitMs)
      await this.#write(next.bytes)
      this.#queuedBytes -= next.bytes.length
      this.#resume()
    }
    this.#isRunning = false
    if (this.#ending !== undefined) this.#listener[this.#ending]()
  }

  async #write(bytes: Buffer): Promise<void> {
    const step = this.#faults.splitBytes ?? bytes.length
    for (let start = 0; start < bytes.length; start += step) {
      if (this.#target.destroyed) return
      if (!this.#target.write(bytes.subarray(start, start + step))) await drained(this.#target)
      if (step < bytes.length) await nextTurn()
    }
  }
}

/** Resolves when the socket takes more, or never will. */
function drained(socket: Socket): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      socket.off('drain', done)
      socket.off('close', done)
      resolve()
    }
    socket.on('drain', done)
    socket.on('close', done)
    if (socket.destroyed) done()
  })
}
