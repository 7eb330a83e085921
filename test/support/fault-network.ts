// A system's network in memory, in which everything can go wrong: the kernel's buffers on both ways of each
// stream, listeners, and connects. What the code under test sees of it is the contract of a Stream
// (lib/transport/transport.ts) and behaves as PeerSocket does; only this file follows that contract.
import { Duplex } from 'node:stream'
import { systemError } from '../../lib/errors.js'
import type { PeerSocket } from '../../lib/transport/peer-socket.js'
import { Reading } from '../../lib/transport/reading.js'
import type {
  DialHandlers,
  Dialing,
  ListenHandlers,
  Stream,
} from '../../lib/transport/transport.js'
import { settle } from './fake-loop.js'

type Taken = (error?: Error | null) => void

/** How often one stream is read in one turn, as libuv does it. */
const READS_MAX = 32

/** What the other side of a stream does with it. */
export interface FarSide {
  /** Bytes that this side's kernel has acknowledged. */
  took(bytes: Buffer): void
  /** This side has closed: `isClean` where all was read and written. */
  closed(): void
}

/** The kernel's part of a stream: what has come and is not read, and how much can be written. */
export class Kernel {
  far: FarSide | undefined
  /** Bytes that have come and were not read. */
  inbox = Buffer.alloc(0)
  /** What comes after them. */
  end: 'fin' | 'rst' | undefined
  /** What the next write is answered with. */
  refusal: 'EPIPE' | 'ECONNRESET' | undefined
  /** Bytes the system takes for the peer. */
  room = Infinity
  /** The most one read brings. */
  readMax = Infinity

  arrives(bytes: Buffer): void {
    this.inbox = Buffer.concat([this.inbox, bytes])
  }
}

class FaultSocket extends Duplex {
  readonly remoteAddress = '127.0.0.1'
  readonly remotePort: number
  readonly localAddress = '127.0.0.1'
  readonly localPort: number
  refusal: Error | undefined
  onRefused: (() => void) | undefined
  readonly #kernel: Kernel
  readonly #reading: Reading
  #isReading = true
  #hasEnded = false
  #underWay: { chunks: Buffer[]; readonly taken: Taken } | undefined

  constructor(kernel: Kernel, reading: Reading, localPort: number, remotePort: number) {
    super({ allowHalfOpen: false })
    this.#kernel = kernel
    this.#reading = reading
    this.localPort = localPort
    this.remotePort = remotePort
  }

  /** One look of the event loop at this descriptor. */
  async poll(): Promise<void> {
    if (this.destroyed) return
    if (this.#underWay !== undefined) {
      this.#continueWrite()
      await settle()
    }
    const kernel = this.#kernel
    for (let reads = 0; reads < READS_MAX && this.#canRead && kernel.inbox.length > 0; reads++) {
      const buffer = this.#reading.buffer()
      const length = Math.min(buffer.length, kernel.inbox.length, kernel.readMax)
      kernel.inbox.copy(buffer, 0, 0, length)
      kernel.inbox = kernel.inbox.subarray(length)
      this.#reading.callback(length)
      await settle()
    }
    if (!this.#canRead || kernel.inbox.length > 0 || kernel.end === undefined) return
    this.#hasEnded = true
    if (kernel.end === 'rst') this.destroy(systemError('ECONNRESET'))
    else {
      this.push(null)
      this.read(0)
    }
    await settle()
  }

  override pause(): this {
    this.#isReading = false
    return super.pause()
  }

  override resume(): this {
    this.#isReading = true
    return super.resume()
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, taken: Taken): void {
    this.#write([chunk], taken)
  }

  override _writev(chunks: { chunk: Buffer }[], taken: Taken): void {
    this.#write(
      chunks.map(({ chunk }) => chunk),
      taken,
    )
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#kernel.far?.closed()
    done(error)
  }

  unref(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  setNoDelay(): this {
    return this
  }

  /** As net.Socket: once all that was written is with the system. */
  destroySoon(): void {
    if (this.writable) this.end()
    if (this.writableFinished) this.destroy()
    else this.once('finish', () => this.destroy())
  }

  get #canRead(): boolean {
    return this.#isReading && !this.destroyed && !this.#hasEnded
  }

  #write(chunks: Buffer[], taken: Taken): void {
    if (this.refusal !== undefined) {
      taken()
      return
    }
    this.#underWay = { chunks, taken }
    this.#continueWrite()
  }

  /** The memory is read when the system takes it, not before. */
  #continueWrite(): void {
    const write = this.#underWay
    if (write === undefined) return
    const kernel = this.#kernel
    if (kernel.refusal !== undefined) {
      this.#underWay = undefined
      this.refusal = systemError(kernel.refusal)
      this.onRefused?.()
      write.taken()
      return
    }
    while (write.chunks.length > 0 && (kernel.room > 0 || write.chunks[0]?.length === 0)) {
      const chunk = write.chunks[0] as Buffer
      const part = chunk.subarray(0, kernel.room)
      kernel.room -= part.length
      kernel.far?.took(Buffer.from(part))
      if (part.length === chunk.length) write.chunks.shift()
      else write.chunks[0] = chunk.subarray(part.length)
    }
    if (write.chunks.length > 0) return
    this.#underWay = undefined
    write.taken()
  }
}

/** A connection, seen from both sides. */
export class FaultStream implements Stream {
  readonly kernel = new Kernel()
  readonly reading = new Reading()
  readonly descriptor: number
  readonly local: string
  readonly remote: string
  readonly #socket: FaultSocket

  constructor(descriptor: number, localPort: number, remotePort: number) {
    this.descriptor = descriptor
    this.local = `tcp://127.0.0.1:${localPort}`
    this.remote = `tcp://127.0.0.1:${remotePort}`
    this.#socket = new FaultSocket(this.kernel, this.reading, localPort, remotePort)
  }

  get socket(): PeerSocket {
    return this.#socket as unknown as PeerSocket
  }

  /** Bytes that were written and that the system has not taken. */
  get writableLength(): number {
    return this.#socket.writableLength
  }

  poll(): Promise<void> {
    return this.#socket.poll()
  }
}

/** The whole of it. `faultNetwork.current` is what fault-transport.ts uses. */
export class FaultNetwork {
  /** Called for each connect that reaches a service. */
  onDialed: ((port: number, stream: FaultStream) => void) | undefined
  /** Ports that answer. */
  readonly services = new Set<number>()
  readonly #listeners = new Map<number, ListenHandlers>()
  readonly #streams: FaultStream[] = []
  #events: (() => void)[] = []
  #descriptor = 10
  #port = 40_000

  listen(port: number, handlers: ListenHandlers): { descriptor: number; close(): void } {
    this.#listeners.set(port, handlers)
    return { descriptor: this.#descriptor++, close: () => void this.#listeners.delete(port) }
  }

  /** A peer connects to one of our listeners; it is accepted in the next turn. */
  join(port: number): FaultStream {
    const stream = new FaultStream(this.#descriptor++, port, this.#port++)
    this.#events.push(() => {
      const handlers = this.#listeners.get(port)
      if (handlers === undefined) return
      this.#streams.push(stream)
      handlers.accepted(stream)
    })
    return stream
  }

  dial(port: number, handlers: DialHandlers): Dialing {
    let isOver = false
    const dialing = { descriptor: undefined as number | undefined, cancel: () => (isOver = true) }
    process.nextTick(() => {
      if (isOver) return
      dialing.descriptor = this.#descriptor++
      handlers.delayed()
    })
    this.#events.push(() => {
      if (isOver) return
      isOver = true
      const { descriptor = -1 } = dialing
      if (!this.services.has(port)) {
        handlers.failed(systemError('ECONNREFUSED'), descriptor)
        return
      }
      const stream = new FaultStream(descriptor, this.#port++, port)
      this.#streams.push(stream)
      this.onDialed?.(port, stream)
      handlers.connected(stream)
    })
    return {
      ...dialing,
      get descriptor() {
        return dialing.descriptor
      },
      cancel: () => void dialing.cancel(),
    }
  }

  /** One look of the event loop at everything. */
  async poll(): Promise<void> {
    const events = this.#events
    this.#events = []
    for (const happen of events) {
      happen()
      await settle()
    }
    for (const stream of this.#streams) await stream.poll()
  }

  get streams(): readonly FaultStream[] {
    return this.#streams
  }
}

/** The network that is there now. */
export const faultNetwork: { current: FaultNetwork } = { current: new FaultNetwork() }
