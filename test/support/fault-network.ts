// A system's network in memory, in which everything can go wrong: the kernel's buffers on both ways of each
// connection, listeners, and connects. What the code under test sees of it is what it uses of node:net.
import { Duplex } from 'node:stream'
import { systemError } from '../../lib/errors.js'
import type { OnReadOpts } from 'node:net'
import { settle } from './fake-loop.js'

type Taken = (error?: Error | null) => void

/** How often one connection is read in one turn. libuv has 32, of 64 KiB each; here they may be of one byte. */
const READS_MAX = 5000

/** What the other side of a stream does with it. */
export interface FarSide {
  /** Bytes that this side's kernel has acknowledged. */
  took(bytes: Buffer): void
  /** This side has closed: `isClean` where all was read and written. */
  closed(): void
}

/** The kernel's part of a connection: what has come and is not read, and how much can be written. */
export class Kernel {
  readonly fd: number
  readonly localPort: number
  readonly remotePort: number
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
  /** Bytes that were written and that it has not taken. */
  outputLength: () => number = () => 0

  constructor(fd: number, localPort: number, remotePort: number) {
    this.fd = fd
    this.localPort = localPort
    this.remotePort = remotePort
  }

  arrives(bytes: Buffer): void {
    this.inbox = Buffer.concat([this.inbox, bytes])
  }
}

interface SocketOptions {
  readonly onread: { readonly buffer: () => Uint8Array; readonly callback: OnReadOpts['callback'] }
  readonly handle?: Kernel
}

/** What the code under test has for a net.Socket. */
export class FaultSocket extends Duplex {
  connecting = false
  _handle: Kernel | null = null
  readonly #onread: SocketOptions['onread']
  #isReading = true
  #hasEnded = false
  #underWay: { chunks: Buffer[]; readonly taken: Taken } | undefined

  constructor({ onread, handle }: SocketOptions) {
    super({ allowHalfOpen: false })
    this.#onread = onread
    if (handle !== undefined) this.#open(handle)
  }

  get remoteAddress(): string | undefined {
    return this._handle === null ? undefined : '127.0.0.1'
  }

  get localAddress(): string | undefined {
    return this.remoteAddress
  }

  get remotePort(): number | undefined {
    return this._handle?.remotePort
  }

  get localPort(): number | undefined {
    return this._handle?.localPort
  }

  connect({ port }: { port: number }): this {
    const network = faultNetwork.current
    this.connecting = true
    this._handle = network.newKernel(undefined, port)
    network.inNextPoll(() => this.#connected(network, port))
    return this
  }

  /** One look of the event loop at this descriptor. */
  async poll(): Promise<void> {
    const kernel = this._handle
    if (kernel === null || this.connecting) return
    if (this.#underWay !== undefined) {
      this.#continueWrite()
      await settle()
    }
    for (let reads = 0; reads < READS_MAX && this.#canRead && kernel.inbox.length > 0; reads++) {
      const buffer = this.#onread.buffer()
      const length = Math.min(buffer.length, kernel.inbox.length, kernel.readMax)
      kernel.inbox.copy(buffer, 0, 0, length)
      faultNetwork.current.activity++
      kernel.inbox = kernel.inbox.subarray(length)
      this.#onread.callback(length, buffer)
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
    const kernel = this._handle
    this._handle = null
    kernel?.far?.closed()
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

  #open(kernel: Kernel): void {
    this._handle = kernel
    faultNetwork.current.sockets.push(this)
    kernel.outputLength = () => this.writableLength
  }

  #connected(network: FaultNetwork, port: number): void {
    const kernel = this._handle
    if (kernel === null) return
    if (!network.services.has(port)) {
      this.destroy(systemError('ECONNREFUSED'))
      return
    }
    this.connecting = false
    this.#open(kernel)
    network.onDialed?.(port, kernel)
    this.emit('connect')
  }

  #write(chunks: Buffer[], taken: Taken): void {
    this.#underWay = { chunks, taken }
    this.#continueWrite()
  }

  /** The memory is read when the system takes it, not before. */
  #continueWrite(): void {
    const write = this.#underWay
    const kernel = this._handle
    if (write === undefined || kernel === null) return
    if (kernel.refusal !== undefined) {
      this.#underWay = undefined
      write.taken(systemError(kernel.refusal))
      return
    }
    while (write.chunks.length > 0 && (kernel.room > 0 || write.chunks[0]?.length === 0)) {
      const chunk = write.chunks[0] as Buffer
      const part = chunk.subarray(0, kernel.room)
      kernel.room -= part.length
      kernel.far?.took(Buffer.from(part))
      faultNetwork.current.activity++
      if (part.length === chunk.length) write.chunks.shift()
      else write.chunks[0] = chunk.subarray(part.length)
    }
    if (write.chunks.length > 0) return
    this.#underWay = undefined
    write.taken()
  }
}

/** The whole of it. `faultNetwork.current` is what fault-net.ts uses. */
export class FaultNetwork {
  /** Called for each connect that reaches a service. */
  onDialed: ((port: number, kernel: Kernel) => void) | undefined
  /** Ports that answer. */
  readonly services = new Set<number>()
  /** Ports that we listen on. */
  readonly listeners = new Map<number, (accepted: Kernel) => void>()
  readonly sockets: FaultSocket[] = []
  /** Reads, writes and connects so far. */
  activity = 0
  #events: (() => void)[] = []
  #descriptor = 10
  #port = 40_000

  newDescriptor(): number {
    return this.#descriptor++
  }

  newKernel(localPort = this.#port++, remotePort = this.#port++): Kernel {
    return new Kernel(this.newDescriptor(), localPort, remotePort)
  }

  /** A peer connects to a port that we listen on; it is accepted in the next turn. */
  join(port: number): Kernel {
    const kernel = this.newKernel(port)
    this.inNextPoll(() => this.listeners.get(port)?.(kernel))
    return kernel
  }

  inNextPoll(happen: () => void): void {
    this.#events.push(happen)
  }

  /** One look of the event loop at everything. */
  async poll(): Promise<void> {
    const events = this.#events
    this.#events = []
    for (const happen of events) {
      happen()
      this.activity++
      await settle()
    }
    for (const socket of this.sockets) if (!socket.destroyed) await socket.poll()
  }
}

/** The network that is there now. */
export const faultNetwork: { current: FaultNetwork } = { current: new FaultNetwork() }
