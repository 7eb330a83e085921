// One ZMTP peer as a pure state machine (RFC 23, RFC 37): bytes and moments in, bytes and calls to a
// listener out. No socket, no timer, no clock. A Link (transport/link.ts) drives it.
//
//      ┌──────12 bytes of ZMTP 2.0 or 1.0 (no handshake, identities)──────────┐
//   greeting ──64 bytes, same mechanism──► handshake ──READY, types agree──► traffic
//      │                                      │                                │
//      └───────────── fault, end of stream, time-out ──────────────────────────┴──► closed
import { ProtocolError } from '../errors.js'
import { decodePing, encodeError, encodePing, encodePong, isCommand } from './command.js'
import {
  HANDSHAKE_BODY_MAX,
  IDENTITY_MAX,
  type ConnectionFailure,
  type ConnectionListener,
  type ConnectionSettings,
  type ConnectionState,
} from './connection-contract.js'
import { FLAG_COMMAND, FLAG_LONG, FLAG_MORE } from './frame-header.js'
import { checkHandshakeFrame, checkTrafficCommand } from './frame-rules.js'
import { FrameDecoder } from './frame.js'
import { FrameEncoder } from './frame-encoder.js'
import { GreetingExchange } from './greeting-exchange.js'
import type { PeerProtocol } from './greeting.js'
import { Heartbeat } from './heartbeat.js'
import type { Metadata } from './metadata.js'
import { areCompatible } from '../socket-types.js'

/**
 * When a message of up to this size comes, what lies behind it is decoded as it is asked for, or on
 * `resume`. A message that is taken at once is never queued and dies young: 16 B took the receiver 165 ns
 * of processor time instead of 242 (medians, same runs).
 */
const ON_DEMAND_MAX = 1024

/** The reasons of an ERROR that libzmq reports as HANDSHAKE_FAILED_AUTH. */
const AUTH_STATUS = /^[345]00$/

/** The protocol machine for one peer. After it is closed it ignores everything; discard it. */
export class Connection {
  readonly #settings: ConnectionSettings
  readonly #listener: ConnectionListener
  /** Gone once the greetings are exchanged: an idle connection keeps nothing of them. */
  #greeting: GreetingExchange | undefined
  readonly #frames: FrameDecoder
  readonly #output = new FrameEncoder()
  readonly #heartbeat: Heartbeat
  #state: ConnectionState = 'greeting'
  #failure: ConnectionFailure | undefined
  #protocol: PeerProtocol | undefined
  /** The first frame of a ZMTP 2.0 or 1.0 peer is its identity, of no use to our socket types. */
  #isIdentityDue = false
  #handshakeEnds = Infinity
  #hasBeaten = false
  #isPaused = false
  #isOnDemand = false
  #parts: Buffer[] | undefined

  constructor(settings: ConnectionSettings, listener: ConnectionListener) {
    this.#settings = settings
    this.#listener = listener
    this.#heartbeat = new Heartbeat(settings.heartbeat)
    this.#greeting = new GreetingExchange(settings, bytes => this.#output.raw(bytes))
    this.#frames = new FrameDecoder(Math.min(settings.maxMessageSize, HANDSHAKE_BODY_MAX))
  }

  get state(): ConnectionState {
    return this.#state
  }

  /** Why it is closed; undefined while it is not. */
  get failure(): ConnectionFailure | undefined {
    return this.#failure
  }

  /** True once a heartbeat was sent, or one of the peer's answered. */
  get hasBeaten(): boolean {
    return this.#hasBeaten
  }

  /** Bytes that wait to be taken with `takeOutput`. */
  get outputLength(): number {
    return this.#output.byteLength
  }

  /** True after the listener has stopped decoding, until `resume`. */
  get isPaused(): boolean {
    return this.#isPaused
  }

  /** True while decoding waits only for someone to ask (`takeNow`), or for `resume`. */
  get isOnDemand(): boolean {
    return this.#isOnDemand
  }

  /** True while bytes wait that could hold whole frames: decoding was stopped before their end. */
  get hasUnreadBytes(): boolean {
    return this.#frames.hasUnreadBytes
  }

  /** The moment at which `tick` has something to do; Infinity if none. */
  get deadline(): number {
    if (this.#state === 'closed') return Infinity
    return this.#state === 'traffic' ? this.#heartbeat.deadline : this.#handshakeEnds
  }

  /** Begins: our signature goes out without waiting for the peer (RFC 23 §Version Negotiation). */
  start(now: number): void {
    this.#greeting?.start()
    if (this.#settings.handshakeIntervalMs > 0) {
      this.#handshakeEnds = now + this.#settings.handshakeIntervalMs
    }
  }

  /** The bytes to write, in order; the output is empty after it. */
  takeOutput(): Uint8Array[] {
    return this.#output.take()
  }

  /** What was taken is with the system; its memory is used again. Not while a write is under way. */
  outputWritten(): void {
    this.#output.written()
  }

  /** Takes bytes of the peer. The chunk is kept, not copied. */
  receive(chunk: Buffer, now: number): void {
    if (this.#state === 'traffic') {
      const hadUnread = this.#frames.hasUnreadBytes
      this.#frames.push(chunk)
      if (this.#isPaused && (hadUnread || !this.#isOnDemand)) return
      this.#isPaused = false
      this.#isOnDemand = this.#listener.takesOnDemand === true
      this.#guard(now)
      return
    }
    if (this.#state === 'closed') return
    this.#guard(now, chunk)
  }

  /** Where the next bytes of the peer are best read into, if it matters; then call `filled`. */
  room(): Buffer | undefined {
    return this.#state === 'traffic' ? this.#frames.room() : undefined
  }

  /** So many bytes of the peer were read into the last `room`. */
  filled(length: number, now: number): void {
    this.#frames.filled(length)
    if (this.#state === 'traffic' && !this.#isPaused) this.#guard(now)
  }

  /**
   * Goes on decoding.
   *
   * @param isOnDemand stop again after a message, as `receive` does
   */
  resume(now: number, isOnDemand = false): void {
    if (!this.#isPaused) return
    this.#isPaused = false
    this.#isOnDemand = isOnDemand
    if (this.#state === 'traffic') this.#guard(now)
  }

  /**
   * While decoding is paused: the next message, for one who has taken all before it, if it is of one part
   * and whole in what was read. If it is not, `resume` decodes it.
   */
  takeNow(): Buffer[] | undefined {
    if (!this.#isPaused || this.#parts !== undefined || this.#isIdentityDue) return undefined
    if (this.#state !== 'traffic') return undefined
    const body = this.#frames.nextSingle()
    return body === undefined ? undefined : [body]
  }

  /**
   * Packs one message for the peer. Only in traffic; the bytes wait for `takeOutput`. Small parts
   * are copied, large ones must not change until they are written.
   */
  send(parts: readonly Uint8Array[]): void {
    this.#output.message(parts)
  }

  /** The stream has ended: by the peer's FIN (`EPIPE`, as libzmq says), or by an error's code. */
  end(error: Error): void {
    this.#fail('gone', error)
  }

  /** The handshake may last until then: this side stood still, and the peer has spoken meanwhile. */
  extendHandshake(until: number): void {
    this.#handshakeEnds = Math.max(this.#handshakeEnds, until)
  }

  /** Time has passed: time-outs and heartbeats that are due at `now`. */
  tick(now: number): void {
    if (now < this.deadline) return
    if (this.#state !== 'traffic') {
      const { handshakeIntervalMs } = this.#settings
      this.#fail('silent', new Error(`no handshake within ${handshakeIntervalMs} ms`))
      return
    }
    const due = this.#heartbeat.tick(now)
    if (due === 'ping') this.#beat(encodePing(this.#heartbeat.timeToLiveDeciseconds))
    if (due === 'dead') this.#fail('silent', new Error('no heartbeat from the peer'))
  }

  #beat(body: Uint8Array): void {
    this.#hasBeaten = true
    this.#output.command(body)
  }

  /** Runs what the state asks for and turns a ProtocolError into a failure. */
  #guard(now: number, chunk?: Buffer): void {
    try {
      if (chunk !== undefined) this.#receiveGreeting(chunk)
      if (this.#state === 'handshake') this.#runHandshake(now)
      if (this.#state === 'traffic') this.#runTraffic(now)
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.#fail('protocol', error)
    }
  }

  #receiveGreeting(chunk: Buffer): void {
    if (this.#state === 'handshake') {
      this.#frames.push(chunk)
      return
    }
    const outcome = this.#greeting?.receive(chunk)
    if (outcome === undefined) return
    this.#greeting = undefined
    this.#protocol = outcome.protocol
    if (outcome.rest.length > 0) this.#frames.push(outcome.rest)
    if (outcome.protocol !== '3.x') {
      this.#meetOldPeer(outcome.protocol)
      return
    }
    this.#state = 'handshake'
    for (const body of this.#settings.mechanism.start()) this.#output.command(body)
  }

  /** ZMTP 2.0 and 1.0: no handshake. Each side's first frame is its identity; neither waits for it. */
  #meetOldPeer(protocol: Exclude<PeerProtocol, '3.x'>): void {
    const { routingId } = this.#settings
    if (protocol !== '2.0') {
      this.#frames.readVersion1()
      this.#output.writeVersion1()
    }
    if (protocol === '1.0-unversioned') this.#output.raw(routingId)
    else this.#output.message([routingId])
    this.#isIdentityDue = true
    this.#frames.limit = IDENTITY_MAX
    this.#state = 'traffic'
    this.#listener.ready(new Map(), protocol)
  }

  #runHandshake(now: number): void {
    for (;;) {
      const body = this.#frames.next()
      if (body === undefined) return
      checkHandshakeFrame(this.#frames.flags)
      const step = this.#settings.mechanism.receive(body)
      for (const reply of step.replies ?? []) this.#output.command(reply)
      if (step.refused !== undefined) {
        this.#fail('refused', new Error(`the peer refused: ${JSON.stringify(step.refused)}`), {
          status: AUTH_STATUS.test(step.refused) ? Number(step.refused) : undefined,
        })
        return
      }
      if (step.ready === undefined) continue
      this.#enterTraffic(step.ready, step.socketTypes ?? [], now)
      return
    }
  }

  #enterTraffic(peer: Metadata, peerTypes: readonly string[], now: number): void {
    const { socketType } = this.#settings
    const wrongType = peerTypes.find(type => !areCompatible(socketType, type))
    if (wrongType !== undefined) {
      this.#output.command(encodeError('Invalid socket type'))
      throw new ProtocolError(
        'ZMTP_SOCKET_TYPE_MISMATCH',
        `a ${socketType} cannot talk to a ${JSON.stringify(wrongType)}`,
        { rfc: 'RFC 23 §The Socket-Type Property', state: 'handshake' },
      )
    }
    this.#state = 'traffic'
    this.#frames.limit = this.#settings.maxMessageSize
    this.#heartbeat.start(now)
    this.#listener.ready(peer, '3.x')
  }

  #runTraffic(now: number): void {
    const frames = this.#frames
    if (this.#isIdentityDue) {
      if (frames.next() === undefined) return
      this.#isIdentityDue = false
      frames.limit = this.#settings.maxMessageSize
    }
    let isHeard = false
    for (let body = frames.next(); body !== undefined; body = frames.next()) {
      const { flags } = frames
      if (!isHeard) this.#heartbeat.heard()
      // A PING may set a time to live, which the frame behind it ends, in this chunk as in the next.
      isHeard = (flags & FLAG_COMMAND) === 0
      if ((flags & ~FLAG_LONG) === 0 && this.#parts === undefined) {
        if (!this.#listener.message([body])) {
          this.#isPaused = true
          this.#isOnDemand = false
          return
        }
        if (this.#isOnDemand && body.length <= ON_DEMAND_MAX && frames.hasUnreadBytes) {
          this.#isPaused = true
          return
        }
      } else if (!this.#receiveFrame(flags, body, now)) {
        return
      }
    }
    this.#isOnDemand = false
  }

  /** Any frame but a message of one short part; false if decoding must stop. */
  #receiveFrame(flags: number, body: Buffer, now: number): boolean {
    if ((flags & FLAG_COMMAND) !== 0) {
      checkTrafficCommand(flags, this.#protocol)
      this.#receiveCommand(body, now)
      return true
    }
    const parts = this.#parts ?? []
    parts.push(body)
    if ((flags & FLAG_MORE) !== 0) {
      this.#parts = parts
      return true
    }
    this.#parts = undefined
    if (this.#listener.message(parts)) return true
    this.#isPaused = true
    this.#isOnDemand = false
    return false
  }

  /** Commands in traffic: PING is answered, all others are ignored (RFC 37). */
  #receiveCommand(body: Buffer, now: number): void {
    if (!isCommand(body, 'PING')) return
    const { timeToLiveDeciseconds, context } = decodePing(body)
    this.#heartbeat.pinged(timeToLiveDeciseconds, now)
    this.#beat(encodePong(context))
  }

  #fail(
    kind: ConnectionFailure['kind'],
    error: Error,
    detail: Pick<ConnectionFailure, 'status'> = {},
  ): void {
    if (this.#state === 'closed') return
    const protocolNumber = error instanceof ProtocolError ? error.number : undefined
    this.#failure = {
      kind,
      state: this.#state,
      protocol: this.#protocol,
      error,
      protocolNumber,
      ...detail,
    }
    this.#state = 'closed'
    this.#parts = undefined
  }
}
