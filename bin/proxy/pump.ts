// One direction of a proxied connection: bytes from a socket to another, untouched and in order, as fast
// as the other takes them. Faults on demand: later, in small pieces, cut off after so many bytes.
import type { Socket } from 'node:net'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

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
}

interface Waiting {
  readonly dueMs: number
  readonly bytes: Buffer
}

/** Bytes that may wait here before the source is paused. */
const WAITING_MAX = 1024 * 1024

/** Passes on what one socket reads to another. */
export class Pump {
  readonly #source: Socket
  readonly #target: Socket
  readonly #faults: Faults
  readonly #listener: PumpListener
  readonly #queue: Waiting[] = []
  #queuedBytes = 0
  #passed = 0
  #isEnding: 'no' | 'ended' | 'cut' = 'no'
  #isRunning = false
  #isHeld = false

  constructor(source: Socket, target: Socket, faults: Faults, listener: PumpListener) {
    this.#source = source
    this.#target = target
    this.#faults = faults
    this.#listener = listener
  }

  /** Begins. Errors of the sockets are the owner's. */
  start(): void {
    this.#source.on('data', chunk => this.#receive(chunk))
    this.#source.on('end', () => this.#finish('ended'))
    this.#source.resume()
  }

  #receive(chunk: Buffer): void {
    if (this.#isEnding !== 'no') return
    const room = (this.#faults.cutAfterBytes ?? Infinity) - this.#passed
    const bytes = chunk.length > room ? chunk.subarray(0, room) : chunk
    this.#passed += bytes.length
    if (bytes.length > 0) {
      const hold = this.#listener.bytes(bytes)
      if (hold !== undefined) void this.#hold(hold)
      this.#queue.push({ dueMs: performance.now() + (this.#faults.delayMs ?? 0), bytes })
      this.#queuedBytes += bytes.length
    }
    if (this.#passed === this.#faults.cutAfterBytes) this.#finish('cut')
    else if (this.#queuedBytes > WAITING_MAX) this.#source.pause()
    void this.#run()
  }

  async #hold(until: Promise<void>): Promise<void> {
    this.#isHeld = true
    this.#source.pause()
    await until
    this.#isHeld = false
    this.#resume()
  }

  #resume(): void {
    if (!this.#isHeld && this.#queuedBytes <= WAITING_MAX) this.#source.resume()
  }

  #finish(how: 'ended' | 'cut'): void {
    if (this.#isEnding !== 'no') return
    this.#isEnding = how
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
    if (this.#isEnding === 'ended') this.#listener.ended()
    if (this.#isEnding === 'cut') this.#listener.cut()
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
