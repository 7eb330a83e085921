// A browser's WebSocket as a stream of ZMTP 3.x frames (RFC 45): what transport/websocket-stream.ts is on Node. The
// browser does the handshake, the masks and the pings; it neither sends pings nor lets anybody stop it reading.
import { systemClock } from '../clock.js'
import { ProtocolError, systemError } from '../errors.js'
import type { Stream, StreamReader } from '../transport/transport.js'
import { FrameSplitter, type FrameTaker } from '../zmtp/frame-splitter.js'
import { toZwsFlags, wireOf, writeHeaderOf } from '../zmtp/wire/zws.js'
import type { WebSocketLike } from './web-socket.js'

const NORMAL = 1000
const HEADER_MAX = 9
/** A larger body is not copied behind its header. */
const COPY_MAX = 16 * 1024
/** While so much waits in the browser, nothing more is written. */
const WAITING_MAX = 1024 * 1024
/** The browser does not tell when it has written: how often it is asked. */
const POLL_MS = 5

/** A WebSocket that is open. */
export class WebStream implements Stream, FrameTaker {
  readonly hasOwnGreeting = true
  readonly descriptor = -1
  readonly local = ''
  readonly remote: string
  readonly remoteAddress = ''
  readonly #socket: WebSocketLike
  readonly #splitter = new FrameSplitter()
  #reader: StreamReader | undefined
  #message = new Uint8Array(0)
  #filled = 0
  #isPaused = false
  /** What came since it is paused. */
  #waiting: unknown[] = []
  #phase: 'open' | 'finishing' | 'closed' = 'open'

  /** @param remote what events call the peer */
  constructor(socket: WebSocketLike, remote: string) {
    this.#socket = socket
    this.remote = remote
    socket.addEventListener('message', ({ data }) => this.#receive(data))
    socket.addEventListener('close', () => this.#closed())
  }

  get isWriting(): boolean {
    return this.#phase === 'open' && this.#socket.bufferedAmount > WAITING_MAX
  }

  get isClosed(): boolean {
    return this.#phase !== 'open'
  }

  start(reader: StreamReader): void {
    this.#reader = reader
    const wire = { ...wireOf(this.#socket.protocol), ping: 'none' } as const
    // Once the reader has begun to speak.
    queueMicrotask(() => reader.agreed?.(wire))
  }

  write(chunks: readonly Uint8Array[], taken: () => void): void {
    this.#splitter.push(chunks, this)
    const ask = (): void => {
      if (this.isWriting) systemClock.after(POLL_MS, ask)
      else taken()
    }
    queueMicrotask(ask)
  }

  frame(flags: number, size: number): void {
    this.#message = new Uint8Array(1 + size)
    this.#filled = 0
    this.piece(Uint8Array.of(toZwsFlags(flags)))
  }

  piece(piece: Uint8Array): void {
    this.#message.set(piece, this.#filled)
    this.#filled += piece.length
    if (this.#filled === this.#message.length) this.#socket.send(this.#message)
  }

  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    if (this.#waiting.length > 0) queueMicrotask(() => this.#goOn())
  }

  askWhetherRefused(answer: (isRefused: boolean) => void): void {
    answer(this.#socket.bufferedAmount > 0)
  }

  setKeepAlive(): void {}

  finish(): void {
    if (this.#phase !== 'open') return
    this.#phase = 'finishing'
    this.#socket.close(NORMAL)
  }

  /** A browser writes what it has before it closes, whatever it is told. */
  destroy(): void {
    this.finish()
  }

  writeNow(): boolean {
    return false
  }

  readNow(): undefined {
    return undefined
  }

  #receive(message: unknown): void {
    if (this.#phase !== 'open') return
    if (this.#isPaused) {
      this.#waiting.push(message)
      return
    }
    try {
      for (const chunk of framesOf(message)) this.#reader?.received(chunk)
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.#reader?.broke(error)
    }
  }

  #goOn(): void {
    while (!this.#isPaused && this.#waiting.length > 0) this.#receive(this.#waiting.shift())
    if (this.#phase === 'closed' && this.#waiting.length === 0) this.#tellEnd()
  }

  #closed(): void {
    const wasOpen = this.#phase === 'open'
    this.#phase = 'closed'
    if (!wasOpen) this.#reader?.gone(systemError('ECONNRESET'))
    else if (this.#waiting.length === 0) this.#tellEnd()
  }

  #tellEnd(): void {
    this.#reader?.ended()
    this.#reader?.gone(systemError('ECONNRESET'))
  }
}

/** A message as bytes of ZMTP. @throws ProtocolError */
function framesOf(message: unknown): Buffer[] {
  if (!(message instanceof ArrayBuffer) || message.byteLength === 0) {
    const text = 'a message that is text, or has no flags octet'
    throw new ProtocolError('WS_MALFORMED_FRAME', text, { rfc: 'RFC 45 §Framing' })
  }
  const octets = Buffer.from(message)
  const size = octets.length - 1
  const isSmall = size <= COPY_MAX
  const head = Buffer.alloc(HEADER_MAX + (isSmall ? size : 0))
  const end = writeHeaderOf(octets[0] as number, size, head, 0)
  if (!isSmall) return [head.subarray(0, end), octets.subarray(1)]
  head.set(octets.subarray(1), end)
  return [head.subarray(0, end + size)]
}
