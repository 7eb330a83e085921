// The contract of a stream (transport.ts) on a socket of node:net. One function of each kind listens for
// all sockets, so that a connection costs none of its own.
import { systemError } from '../errors.js'
import { type Patience, readSome, writeAll } from './blocking.js'
import { descriptorOf, queuedBytesOf } from './descriptor.js'
import type { PeerSocket } from './peer-socket.js'
import { type Held, READ_SIZE, type Reading } from './reading.js'
import type { Stream, StreamReader } from './transport.js'

/** What a transport calls the two ends of its sockets, and whether it is a network's. */
export interface StreamEnds {
  readonly isNetwork: boolean
  local(socket: PeerSocket): string
  remote(socket: PeerSocket): string
}

const NOTHING = Buffer.alloc(0)

/** A stream over tcp or ipc. */
export class NetStream implements Stream, Held {
  readonly descriptor: number
  /** What is at the other end is not who is spoken to: it has no name here. */
  isBehindProxy = false
  /** What was read before its reader was there. */
  unread: Buffer | undefined
  readonly #socket: PeerSocket
  readonly #reading: Reading
  readonly #ends: StreamEnds
  /** Its reader wants no more for now. */
  #isPaused = false
  /** It waits for the event loop to turn. */
  #isHeld = false

  constructor(socket: PeerSocket, reading: Reading, ends: StreamEnds) {
    this.#socket = socket
    this.#reading = reading
    reading.stream = this
    this.#ends = ends
    this.descriptor = descriptorOf(socket)
    // Nothing of ours keeps the process alive but a pending operation (see clock.ts).
    socket.unref()
    // An error that nobody listened for would end the process, also one before there is a reader.
    socket.on('error', onError)
  }

  get local(): string {
    return this.#ends.local(this.#socket)
  }

  get remote(): string {
    return this.isBehindProxy ? '' : this.#ends.remote(this.#socket)
  }

  get remoteAddress(): string | undefined {
    return this.#ends.isNetwork ? (this.#socket.remoteAddress ?? '') : undefined
  }

  get isWriting(): boolean {
    return this.#socket.writableLength > 0
  }

  get isClosed(): boolean {
    return this.#socket.destroyed
  }

  // Node counts them, so that asking is all that costs.
  get bytesRead(): number {
    return this.#socket.bytesRead
  }

  get bytesWritten(): number {
    return this.#socket.bytesWritten
  }

  start(reader: StreamReader): void {
    const socket = this.#socket
    const isFirst = socket.reader === undefined
    this.#reading.reader = reader
    socket.reader = reader
    const { unread } = this
    this.unread = undefined
    // Once the reader has begun to speak, and before anything else is read.
    if (unread !== undefined && unread.length > 0) queueMicrotask(() => reader.received(unread))
    if (!isFirst) return
    socket.on('end', onEnd)
    socket.on('close', onClose)
  }

  write(chunks: readonly Uint8Array[], taken: () => void): void {
    const socket = this.#socket
    const isBehind = socket.writableLength > 0
    const last = chunks.length - 1
    if (last > 0) socket.cork()
    for (let index = 0; index < last; index++) socket.write(chunks[index] as Uint8Array)
    socket.write(chunks[last] as Uint8Array, taken)
    if (last > 0) socket.uncork()
    if (socket.writableLength > 0) {
      socket.untaken = isBehind ? [...socket.untaken, ...chunks] : chunks
    }
  }

  writeNow(chunks: readonly Uint8Array[], patience: Patience): boolean {
    const { descriptor } = this
    if (descriptor < 0 || this.isClosed) return false
    const all = [...unwrittenOf(this.#socket), ...chunks]
    this.#socket.untaken = []
    return writeAll(descriptor, all, patience)
  }

  readNow(patience: Patience): Buffer | undefined {
    if (this.descriptor < 0 || this.isClosed) return undefined
    return readSome(this.descriptor, READ_SIZE, patience)
  }

  pause(): void {
    this.#isPaused = true
    this.#socket.pause()
  }

  resume(): void {
    this.#isPaused = false
    if (!this.#isHeld) this.#socket.resume()
  }

  hold(): void {
    if (this.#isHeld || this.isClosed) return
    this.#isHeld = true
    this.#socket.pause()
    setImmediate(letGo, this)
  }

  /** The event loop has turned. */
  letGo(): void {
    this.#isHeld = false
    if (!this.#isPaused && !this.isClosed) this.#socket.resume()
  }

  // A write fails then, even one of nothing, of which the peer sees nothing either. To a local path every
  // write fails now, but an earlier one has failed by itself if it came too late.
  askWhetherRefused(answer: (isRefused: boolean) => void): void {
    const socket = this.#socket
    if (socket.writableLength > 0 || socket.refusal !== undefined) answer(true)
    else if (!this.#ends.isNetwork) answer(false)
    else socket.write(NOTHING, () => answer(socket.refusal !== undefined))
  }

  setKeepAlive(isOn: boolean, idleMs: number): void {
    this.#socket.setKeepAlive(isOn, idleMs)
  }

  finish(): void {
    // The peer's last words are of no interest, but unread bytes would turn our FIN into a reset.
    this.#reading.reader = undefined
    this.#isPaused = false
    this.#socket.resume()
    this.#socket.destroySoon()
  }

  destroy(): void {
    this.#socket.destroy()
  }
}

/** What was written to a socket and the system does not have. */
function unwrittenOf(socket: PeerSocket): Uint8Array[] {
  let taken = -queuedBytesOf(socket)
  for (const chunk of socket.untaken) taken += chunk.length
  const unwritten: Uint8Array[] = []
  for (const chunk of socket.untaken) {
    if (taken < chunk.length) unwritten.push(chunk.subarray(Math.max(0, taken)))
    taken -= chunk.length
  }
  return unwritten
}

function letGo(stream: NetStream): void {
  stream.letGo()
}

function onEnd(this: PeerSocket): void {
  this.reader?.ended()
}

function onError(this: PeerSocket, error: Error): void {
  this.reader?.broke(error)
}

function onClose(this: PeerSocket): void {
  this.reader?.gone(systemError('ECONNRESET'))
}
