// A WebSocket over a stream (RFC 6455), which to its reader is a stream of ZMTP 3.x frames (RFC 45): the handshake of
// HTTP is the greeting, messages become frames and frames messages, pings and closes are answered. What is said and
// read is websocket-upgrade.ts's, websocket-encoder.ts's and websocket-decoder.ts's.
import { ProtocolError } from '../errors.js'
import { subprotocols, wireOf } from '../zmtp/wire/zws.js'
import type { GreetingSettings } from '../zmtp/wire/wire.js'
import type { Patience } from './blocking.js'
import type { Stream, StreamReader } from './transport.js'
import { WebSocketDecoder, type WebSocketInput } from './websocket-decoder.js'
import { OPCODES, WebSocketEncoder } from './websocket-encoder.js'
import type { Upgrade } from './websocket-upgrade.js'

/** Status codes of a close (RFC 6455 §7.4.1). */
const NORMAL = Buffer.of(1000 >> 8, 1000 & 0xff)
const PROTOCOL_ERROR = Buffer.of(1002 >> 8, 1002 & 0xff)

const EMPTY = Buffer.alloc(0)
const nobody = (): void => {}

/** What a side of a WebSocket is. */
export interface WebSocketSide {
  readonly isServer: boolean
  /** What the two ends are called. */
  readonly local: string
  readonly remote: string
  /** Its handshake. @param spoken its subprotocols */
  upgrade(spoken: readonly string[]): Upgrade
}

/** A stream of frames, each a message of a WebSocket. */
export class WebSocketStream implements Stream, StreamReader {
  readonly hasOwnGreeting = true
  readonly local: string
  readonly remote: string
  readonly #inner: Stream
  readonly #side: WebSocketSide
  readonly #decoder: WebSocketDecoder
  readonly #encoder: WebSocketEncoder
  #reader: StreamReader | undefined
  #upgrade: Upgrade | undefined
  /** `closed`: by the peer, whose close is to be answered; `over`: nothing more is said. */
  #phase: 'upgrading' | 'open' | 'closed' | 'over' = 'upgrading'
  /** Writes of the reader's that the system has not taken. */
  #pendingWrites = 0
  /** The answer to the peer's close: the last that is said, for a peer that has closed may reset what comes. */
  #owedClose: Buffer = NORMAL
  /** The answer to the last ping, which there was no room for. */
  #owedPong: Buffer | undefined

  constructor(inner: Stream, side: WebSocketSide) {
    this.#inner = inner
    this.#side = side
    this.local = side.local
    this.remote = side.remote
    this.#decoder = new WebSocketDecoder(side.isServer)
    this.#encoder = new WebSocketEncoder(!side.isServer)
  }

  get descriptor(): number {
    return this.#inner.descriptor
  }

  get remoteAddress(): string | undefined {
    return this.#inner.remoteAddress
  }

  /** What is ours of what waits is none of the reader's. */
  get isWriting(): boolean {
    return this.#pendingWrites > 0 && this.#inner.isWriting
  }

  get isClosed(): boolean {
    return this.#inner.isClosed
  }

  get bytesRead(): number | undefined {
    return this.#inner.bytesRead
  }

  get bytesWritten(): number | undefined {
    return this.#inner.bytesWritten
  }

  start(reader: StreamReader): void {
    this.#reader = reader
    const greeting = reader.greeting as GreetingSettings
    const spoken = subprotocols(greeting)
    if (this.#side.isServer) spoken.push(...subprotocols(greeting, '.'))
    this.#upgrade = this.#side.upgrade(spoken)
    this.#inner.start(this)
    this.#say(this.#upgrade.start())
  }

  write(chunks: readonly Uint8Array[], taken: () => void): void {
    this.#pendingWrites++
    this.#inner.write(this.#encoder.data(chunks), () => {
      this.#pendingWrites--
      this.#payPong()
      taken()
    })
  }

  ping(): void {
    if (this.#phase === 'open') this.#control(OPCODES.ping, EMPTY)
  }

  pause(): void {
    this.#inner.pause()
  }

  resume(): void {
    this.#inner.resume()
  }

  askWhetherRefused(answer: (isRefused: boolean) => void): void {
    this.#inner.askWhetherRefused(answer)
  }

  setKeepAlive(isOn: boolean, idleMs: number): void {
    this.#inner.setKeepAlive(isOn, idleMs)
  }

  finish(): void {
    this.#close(this.#owedClose)
    this.#inner.finish()
  }

  destroy(): void {
    if (this.#phase === 'closed') this.#close(this.#owedClose)
    this.#phase = 'over'
    this.#inner.destroy()
  }

  writeNow(chunks: readonly Uint8Array[], patience: Patience): boolean {
    return this.#inner.writeNow(this.#encoder.data(chunks), patience)
  }

  /** What comes is told at once; what is given back holds nothing. */
  readNow(patience: Patience): Buffer | undefined {
    const chunk = this.#inner.readNow(patience)
    if (chunk === undefined) return undefined
    this.received(chunk)
    return this.#isHeard ? EMPTY : undefined
  }

  received(chunk: Buffer): void {
    if (!this.#isHeard) return
    try {
      const rest = this.#upgrade === undefined ? chunk : this.#receiveHead(this.#upgrade, chunk)
      if (this.#phase !== 'open' || rest.length === 0) return
      const limit = this.#reader?.frameLimit ?? 0
      for (const input of this.#decoder.push(rest, limit)) this.#receive(input)
      this.#payPong()
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.#say(this.#upgrade?.refusal)
      this.#close(PROTOCOL_ERROR)
      this.#phase = 'over'
      this.#reader?.broke(error)
    }
  }

  filled(): void {}

  room(): undefined {
    return undefined
  }

  refused(): void {
    this.#reader?.refused()
  }

  ended(): void {
    if (this.#isHeard) this.#reader?.ended()
  }

  broke(error: Error): void {
    this.#reader?.broke(error)
  }

  gone(error: Error): void {
    this.#reader?.gone(error)
  }

  /** @returns what came behind the head */
  #receiveHead(upgrade: Upgrade, chunk: Buffer): Buffer {
    const upgraded = upgrade.receive(chunk)
    if (upgraded === undefined) return EMPTY
    this.#upgrade = undefined
    this.#phase = 'open'
    this.#say(upgraded.reply)
    this.#reader?.agreed?.(wireOf(upgraded.subprotocol))
    return upgraded.rest
  }

  #receive(input: WebSocketInput): void {
    // The reader may have ended it in answer to what came before.
    if (this.#phase !== 'open') return
    switch (input.kind) {
      case 'frames':
        this.#reader?.received(input.bytes)
        return
      case 'ping':
        this.#owedPong = input.payload
        this.#reader?.heard?.()
        return
      case 'pong':
        this.#reader?.heard?.()
        return
      case 'close':
        this.#payPong()
        this.#phase = 'closed'
        this.#owedClose = input.payload
        this.#reader?.ended()
    }
  }

  /** Of the pings of one read, and of a peer that reads nothing, only the last is answered (RFC 6455 §5.5.3). */
  #payPong(): void {
    const payload = this.#owedPong
    if (payload === undefined || this.#phase !== 'open' || this.#inner.isWriting) return
    this.#owedPong = undefined
    this.#control(OPCODES.pong, payload)
  }

  /** True until the peer has closed, or anybody has ended it. */
  get #isHeard(): boolean {
    return this.#phase === 'upgrading' || this.#phase === 'open'
  }

  #close(payload: Uint8Array): void {
    if (this.#phase !== 'open' && this.#phase !== 'closed') return
    this.#control(OPCODES.close, payload)
    this.#phase = 'over'
  }

  #control(opcode: number, payload: Uint8Array): void {
    if (this.#inner.isClosed) return
    this.#inner.write(this.#encoder.control(opcode, payload), () => this.#payPong())
  }

  #say(text: string | undefined): void {
    if (text !== undefined) this.#inner.write([Buffer.from(text)], nobody)
  }
}
