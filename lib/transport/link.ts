// Runs a Connection over a stream: here ZMTP bytes meet I/O. What is read feeds the machine (reader.ts), what it
// packs is written (writer.ts), its deadline becomes a timer. What the peer's messages and failures mean is the
// owner's affair (socket/links/session.ts).
import type { Clock, Timer } from '../clock.js'
import type { ProtocolError, SystemError } from '../errors.js'
import { Connection } from '../zmtp/connection.js'
import type {
  ConnectionFailure,
  ConnectionListener,
  ConnectionSettings,
  PeerInfo,
} from '../zmtp/connection-contract.js'
import type { ZapCredentials, ZapStatus, ZapVerdict } from '../zmtp/zap.js'
import type { Patience } from './blocking.js'
import { Reader, type ReadingLink } from './reader.js'
import type { Stream } from './transport.js'
import { Writer } from './writer.js'
import type { SharedFrames } from '../zmtp/shared-frames.js'

/** Whom a link tells what happens on it. */
export interface LinkListener extends Pick<
  ConnectionListener,
  'agreed' | 'ready' | 'identified' | 'control' | 'asked' | 'denied' | 'mayCompute' | 'computed'
> {
  /** A whole message; false stops reading until `resume`. */
  message(parts: Buffer[]): boolean
  /** True if what lies behind a small message is taken by `takeNow` and `fill`, where that is soon. */
  readonly takesOnDemand: boolean
  /** True if `resume` will come after a `message` that was answered with false. */
  readonly willResume: boolean
  /** True if it matters whether the peer had read all when it went: `isBroken`. */
  readonly asksHowItEnds: boolean
  /** The stream takes messages again, after `canTake` was false. */
  drained(): void
  /** The peer or a fault has ended the link. Not called after `close` or `destroy`. */
  failed(failure: ConnectionFailure): void
  /** `close` has finished: everything is with the system. */
  closed(): void
}

/** A live peer over a byte stream. */
export class Link implements ConnectionListener, ReadingLink {
  readonly stream: Stream
  readonly #connection: Connection
  readonly #listener: LinkListener
  readonly #clock: Clock
  readonly #reader: Reader
  /** Who packs and writes messages: to be asked itself, for each step between costs every message. */
  readonly writer: Writer
  #timer: Timer | undefined
  #timerDue = Infinity
  /** `open`, then either `closing` (what is packed still goes out) or straight to `dead`. */
  #phase: 'open' | 'closing' | 'dead' = 'open'

  constructor(stream: Stream, settings: ConnectionSettings, listener: LinkListener, clock: Clock) {
    this.stream = stream
    this.#listener = listener
    this.#clock = clock
    this.#connection = new Connection(settings, this, stream.hasOwnGreeting)
    this.#reader = new Reader(stream, this.#connection, clock, this)
    this.writer = new Writer(stream, this.#connection, this)
  }

  /**
   * Begins to speak.
   *
   * @param loading what the mechanism waits for: what the peer answers is left with the system until then, and
   * where it fails the link does
   */
  start(loading?: Promise<void>): void {
    this.stream.start(this.#reader)
    this.#connection.start(this.#clock.now())
    this.afterConnection()
    this.writer.flush()
    if (loading === undefined) return
    this.stream.pause()
    loading.then(
      () => this.stream.resume(),
      (error: Error) => {
        this.#connection.end(error)
        this.afterConnection()
      },
    )
  }

  /** True once the handshake is done and until the link ends. */
  get isReady(): boolean {
    const isOpen = this.#phase === 'open' && this.#connection.state === 'traffic'
    return isOpen && !this.#reader.isEnding
  }

  /** True until it closes or ends. */
  get isOpen(): boolean {
    return this.#phase === 'open'
  }

  /**
   * After the end: true if the peer is known not to have read all that was written to it, and what it
   * had not read was no heartbeat.
   */
  get isBroken(): boolean {
    return this.#reader.isBroken
  }

  /** True if the peer's ZMTP may have no PING, and it has said nothing since the first. */
  get isFirstPingUnanswered(): boolean {
    return this.#connection.isFirstPingUnanswered
  }

  /** True while the system takes no more: leave messages in the pipe. */
  get isCongested(): boolean {
    return this.writer.isCongested
  }

  /** True while bytes are packed or wait in the stream. */
  get hasUnsentBytes(): boolean {
    return this.writer.hasUnsentBytes
  }

  /** Writes what is packed without the event loop, for the process ends; false if it could not. */
  writeNow(patience: Patience): boolean {
    return this.#phase !== 'dead' && this.writer.writeNow(patience)
  }

  /** Packs one message. It leaves this tick, unless the system's buffer is full. */
  send(parts: readonly Uint8Array[], shared?: SharedFrames): void {
    this.#connection.send(parts, shared)
    this.writer.packed()
  }

  /** Packs one command. */
  command(body: Uint8Array): void {
    this.#connection.command(body)
    this.writer.packed()
  }

  /** Whom to ask for the next message on demand: the reader itself, for each step between costs every message. */
  get source(): Pick<Reader, 'takeNow' | 'fill'> {
    return this.#reader
  }

  /** To be called by `ready`, if the owner has no room for a first message: `resume` will come. */
  pause(): void {
    this.#connection.pause()
  }

  /** The owner wants more, if not at once: it may still take what it has. */
  resumeSoon(): void {
    this.#reader.resumeSoon()
  }

  /** Goes on reading after `message` returned false. */
  resume(): void {
    this.#reader.resume()
  }

  /** What has come and was not taken is not wanted any more: an end that waits for it is now. */
  forgetUnread(): void {
    this.#reader.forgetUnread()
  }

  /** What ZAP says of the peer, after `asked`. */
  answered(verdict: ZapVerdict | ProtocolError): void {
    if (this.#phase !== 'open') return
    this.#connection.answered(verdict, this.#clock.now())
    this.afterConnection()
  }

  /** Ends the link once everything packed has left; then `closed` is called. */
  close(): void {
    if (this.#phase !== 'open') return
    this.#phase = 'closing'
    this.#connection.forget()
    this.#timer?.cancel()
    this.writer.finish()
    this.stream.finish()
  }

  /** Ends the link now; what has not left is lost. */
  destroy(): void {
    if (this.#phase === 'dead') return
    this.#phase = 'dead'
    this.#connection.forget()
    this.#timer?.cancel()
    this.writer.stop()
    this.stream.destroy()
  }

  agreed(): void {
    this.#listener.agreed?.()
  }

  ping(): void {
    this.stream.ping?.()
  }

  ready(peer: PeerInfo): void {
    this.writer.ready()
    this.#listener.ready(peer)
  }

  identified(routingId: Buffer): void {
    this.#listener.identified?.(routingId)
  }

  control(body: Buffer): void {
    this.#listener.control?.(body)
  }

  asked(question: ZapCredentials): ZapVerdict | SystemError | undefined {
    return this.#listener.asked?.(question)
  }

  mayCompute(): boolean {
    return this.#listener.mayCompute?.() ?? true
  }

  computed(): void {
    this.#listener.computed?.()
  }

  denied(status: ZapStatus): void {
    this.#listener.denied?.(status)
  }

  message(parts: Buffer[]): boolean {
    return this.#phase === 'open' && this.#listener.message(parts)
  }

  get takesOnDemand(): boolean {
    return this.#listener.takesOnDemand
  }

  /** Takes in what was read without the event loop. */
  received(chunk: Buffer): void {
    this.#reader.received(chunk)
  }

  get willResume(): boolean {
    return this.#listener.willResume
  }

  get asksHowItEnds(): boolean {
    return this.#listener.asksHowItEnds
  }

  ending(): void {
    this.writer.ending()
  }

  refused(): void {
    this.writer.refused()
  }

  gone(): void {
    if (this.#phase !== 'closing') return
    this.#phase = 'dead'
    this.#listener.closed()
  }

  drained(): void {
    this.#listener.drained()
  }

  /** Follows up on whatever the machine has just done. */
  afterConnection(): void {
    // The owner may have ended the link in answer to what the machine has just told it.
    if (this.#phase !== 'open') return
    const { failure } = this.#connection
    if (failure !== undefined) {
      this.writer.flush()
      this.writer.stop()
      this.#phase = 'dead'
      this.#timer?.cancel()
      // Our greeting, or an ERROR, may still be on its way; but do not wait for a peer that won't read.
      if (failure.kind === 'gone' || this.stream.isWriting) this.stream.destroy()
      else this.stream.finish()
      this.#listener.failed(failure)
      return
    }
    this.writer.packed()
    this.#armTimer()
  }

  /** A timer that is due too early is left alone: `tick` finds nothing to do and it is set anew. */
  #armTimer(): void {
    const { deadline } = this.#connection
    if (deadline === Infinity) {
      // The handshake is done, and there are no heartbeats: an idle link holds no timer.
      this.#timer?.cancel()
      this.#timer = undefined
      this.#timerDue = Infinity
      return
    }
    if (deadline >= this.#timerDue) return
    this.#timer?.cancel()
    this.#timerDue = deadline
    this.#timer = this.#clock.after(Math.max(0, deadline - this.#clock.now()), () =>
      this.#timeIsUp(),
    )
  }

  #timeIsUp(): void {
    const now = this.#clock.now()
    const due = this.#timerDue
    this.#timerDue = Infinity
    if (this.#phase !== 'open') return
    // A handshake takes several turns. Where this thread stood still, a peer that has spoken meanwhile
    // is given that time again.
    if (this.#reader.heardAt >= due) this.#connection.extendHandshake(now + (now - due))
    this.#connection.tick(now)
    this.afterConnection()
  }
}
