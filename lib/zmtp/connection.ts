// One ZMTP peer as a pure state machine (RFC 23, RFC 37): bytes and moments in, bytes and calls to a
// listener out. No socket, no timer, no clock. A Link (transport/link.ts) drives it.
//
//      ┌──────12 bytes of ZMTP 2.0 or 1.0 (no handshake, identities)──────────┐
//   greeting ──64 bytes, same mechanism──► handshake ──READY, types agree──► traffic
//      │                                      │                                │
//      └───────────── fault, end of stream, time-out ──────────────────────────┴──► closed
import { ProtocolError } from '../errors.js'
import {
  CONNECTION_MOVES,
  HANDSHAKE_BODY_MAX,
  type ConnectionFailure,
  type ConnectionListener,
  type ConnectionSettings,
  type ConnectionState,
  type PeerInfo,
} from './connection-contract.js'
import { FrameDecoder } from './frame.js'
import { FrameEncoder } from './frame-encoder.js'
import {
  GreetingExchange,
  type GreetingOutcome,
  type GreetingSettings,
} from './greeting-exchange.js'
import { Handshake, type HandshakeOutcome } from './handshake.js'
import type { Cipher, Mechanism } from './mechanism/mechanism.js'
import type { SharedFrames } from './shared-frames.js'
import { Traffic } from './traffic.js'
import type { Wire } from './wire/wire.js'
import type { ZapVerdict } from './zap.js'

/** The reasons of an ERROR that libzmq reports as HANDSHAKE_FAILED_AUTH. */
const AUTH_STATUS = /^[345]00$/

/** The protocol machine for one peer. After it is closed it ignores everything; discard it. */
export class Connection {
  /** Until messages can pass: an idle connection keeps nothing of what only the handshake needs. */
  #settings: ConnectionSettings | undefined
  /** Has secrets to forget, until messages can pass. */
  #mechanism: Mechanism | undefined
  readonly #listener: ConnectionListener
  readonly #frames: FrameDecoder
  readonly #output = new FrameEncoder()
  /** Each phase's own machine, there while it lasts: neither a stranger nor an idle peer shall cost more than that. */
  #greeting: GreetingExchange | undefined
  #handshake: Handshake | undefined
  #traffic: Traffic | undefined
  /** What the peer's greeting told. */
  #wire: Wire | undefined
  #minor = 0
  #state: ConnectionState = 'greeting'
  #failure: ConnectionFailure | undefined
  #handshakeEnds = Infinity

  /** @param hasOwnGreeting the transport comes to terms with the peer by itself: then `agreed` is called */
  constructor(settings: ConnectionSettings, listener: ConnectionListener, hasOwnGreeting = false) {
    this.#settings = settings
    this.#mechanism = settings.mechanism
    this.#listener = listener
    if (!hasOwnGreeting)
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
    return this.#traffic?.hasBeaten ?? false
  }

  /** True if the peer's ZMTP may have no PING, and it has said nothing since the first. */
  get isFirstPingUnanswered(): boolean {
    const isOld = this.#wire?.ping === 'command' && this.#minor === 0
    return isOld && this.#traffic?.isFirstPingUnanswered === true
  }

  /** Bytes that wait to be taken with `takeOutput`. */
  get outputLength(): number {
    return this.#output.byteLength
  }

  /** True after the listener has stopped decoding, or has let a command wait, until `resume`. */
  get isPaused(): boolean {
    return this.#traffic?.isPaused ?? this.#handshake?.isHeld ?? false
  }

  /** True while decoding waits only for someone to ask (`takeNow`), or for `resume`. */
  get isOnDemand(): boolean {
    return this.#traffic?.isOnDemand ?? false
  }

  /** True while bytes wait that could hold whole frames: decoding was stopped before their end. */
  get hasUnreadBytes(): boolean {
    return this.#frames.hasUnreadBytes
  }

  /** The moment at which `tick` has something to do; Infinity if none. */
  get deadline(): number {
    if (this.#state === 'closed') return Infinity
    return this.#traffic?.deadline ?? this.#handshakeEnds
  }

  /** Begins: our signature goes out without waiting for the peer (RFC 23 §Version Negotiation). */
  start(now: number): void {
    this.#greeting?.start()
    const handshakeMs = this.#settings?.handshakeIntervalMs ?? 0
    if (handshakeMs > 0) this.#handshakeEnds = now + handshakeMs
  }

  /** What a transport with a greeting of its own may agree on; undefined once messages can pass. */
  get greeting(): GreetingSettings | undefined {
    return this.#settings
  }

  /** The largest frame accepted now. */
  get frameLimit(): number {
    return this.#traffic?.maxMessageSize ?? HANDSHAKE_BODY_MAX
  }

  /** The transport has come to terms with the peer by itself. */
  agreed(wire: Wire, now: number): void {
    if (this.#state !== 'greeting') return
    this.#listener.agreed?.()
    // The listener may have ended it.
    if (this.state === 'greeting') this.#greeted({ wire, minor: 0, rest: Buffer.alloc(0) }, now)
  }

  /** The peer has sent a heartbeat of the transport's own kind, or answered one. */
  heard(): void {
    this.#traffic?.heard()
  }

  /** The bytes to write, in order; the output is empty after it. */
  takeOutput(): Uint8Array[] {
    const taken = this.#output.take()
    this.#traffic?.outputTaken()
    return taken
  }

  /** What was taken is with the system; its memory is used again. Not while a write is under way. */
  outputWritten(): void {
    this.#output.written()
  }

  /** Takes bytes of the peer. The chunk is kept, not copied. */
  receive(chunk: Buffer, now: number): void {
    try {
      if (this.#state === 'traffic') this.#traffic?.receive(chunk, now)
      else if (this.#state === 'handshake') this.#continueHandshake(chunk, now)
      else if (this.#state === 'greeting') this.#receiveGreeting(chunk, now)
    } catch (error) {
      this.#caught(error)
    }
  }

  /** Where the next bytes of the peer are best read into, if it matters; then call `filled`. */
  room(): Buffer | undefined {
    return this.#state === 'traffic' ? this.#frames.room() : undefined
  }

  /** So many bytes of the peer were read into the last `room`. */
  filled(length: number, now: number): void {
    if (this.#state !== 'traffic') return
    try {
      this.#traffic?.filled(length, now)
    } catch (error) {
      this.#caught(error)
    }
  }

  /** Stops decoding until `resume`: for a listener that is told `ready` and has no room yet. */
  pause(): void {
    this.#traffic?.pause()
  }

  /**
   * Goes on decoding, or with the handshake.
   *
   * @param isOnDemand stop again after a message, as `receive` does
   */
  resume(now: number, isOnDemand = false): void {
    if (!this.isPaused || this.#state === 'closed') return
    try {
      if (this.#handshake === undefined) this.#traffic?.resume(now, isOnDemand)
      else this.#follow(this.#handshake.proceed(), now)
    } catch (error) {
      this.#caught(error)
    }
  }

  /**
   * While decoding is paused: the next message, for one who has taken all before it, if it is of one part
   * and whole in what was read. If it is not, `resume` decodes it.
   */
  takeNow(): Buffer[] | undefined {
    return this.#state === 'traffic' ? this.#traffic?.takeNow() : undefined
  }

  /** What ZAP says of the peer, or what is wrong with what it says, after the listener was asked. */
  answered(verdict: ZapVerdict | ProtocolError, now: number): void {
    if (this.#state !== 'handshake') return
    try {
      if (verdict instanceof ProtocolError) throw verdict
      this.#follow(this.#handshake?.answered(verdict), now)
    } catch (error) {
      this.#caught(error)
    }
  }

  /**
   * Packs one message for the peer. Only in traffic; the bytes wait for `takeOutput`. Small parts
   * are copied, large ones must not change until they are written.
   *
   * @param shared the same message, packed for several peers
   */
  send(parts: readonly Uint8Array[], shared?: SharedFrames): void {
    this.#output.message(parts, shared)
  }

  /** Packs one command for the peer, given its body. Only in traffic. */
  command(body: Uint8Array): void {
    this.#output.command(body)
  }

  /** This side has ended it: what is packed still leaves, and the secrets are overwritten. */
  forget(): void {
    this.#traffic?.end()
    this.#mechanism?.forget?.()
  }

  /** The stream has ended: by the peer's FIN (`EPIPE`, as libzmq says), an error's code, or a fault it has found. */
  end(error: Error): void {
    this.#fail(error instanceof ProtocolError ? 'protocol' : 'gone', error)
  }

  /** The handshake may last until then: this side stood still, and the peer has spoken meanwhile. */
  extendHandshake(until: number): void {
    this.#handshakeEnds = Math.max(this.#handshakeEnds, until)
  }

  /** Time has passed: time-outs and heartbeats that are due at `now`. */
  tick(now: number): void {
    if (now < this.deadline) return
    if (this.#state === 'traffic') {
      if (this.#traffic?.tick(now) === true)
        this.#fail('silent', new Error('no heartbeat from the peer'))
      return
    }
    const ms = this.#settings?.handshakeIntervalMs
    this.#fail('silent', new Error(`no handshake within ${ms} ms`))
  }

  /** A ProtocolError is the peer's fault; any other is ours. */
  #caught(error: unknown): void {
    if (!(error instanceof ProtocolError)) throw error
    this.#fail('protocol', error)
  }

  #receiveGreeting(chunk: Buffer, now: number): void {
    const outcome = this.#greeting?.receive(chunk)
    if (outcome !== undefined) this.#greeted(outcome, now)
  }

  #greeted({ wire, minor, socketType, rest }: GreetingOutcome, now: number): void {
    this.#greeting = undefined
    const settings = this.#settings as ConnectionSettings
    this.#wire = wire
    this.#minor = minor
    if (rest.length > 0) this.#frames.push(rest)
    wire.begin(this.#frames, this.#output, settings.routingId)
    if (!wire.hasHandshake) {
      const { protocol } = wire
      this.#enterTraffic({ protocol, minor, socketType, metadata: new Map() }, now)
      return
    }
    this.#move('handshake')
    this.#handshake = new Handshake(settings, this.#frames, this.#output, this.#listener)
    this.#follow(this.#handshake.start() ?? this.#handshake.run(), now)
  }

  #continueHandshake(chunk: Buffer, now: number): void {
    this.#frames.push(chunk)
    this.#follow(this.#handshake?.run(), now)
  }

  #follow(outcome: HandshakeOutcome | undefined, now: number): void {
    if (outcome === undefined) return
    this.#handshake = undefined
    if (outcome.kind === 'unjudged') {
      this.#fail('gone', outcome.error)
      return
    }
    if (outcome.kind === 'refused') {
      const { reason } = outcome
      this.#fail('refused', new Error(`the peer refused: ${JSON.stringify(reason)}`), {
        status: AUTH_STATUS.test(reason) ? Number(reason) : undefined,
      })
      return
    }
    const { metadata, socketTypes, cipher } = outcome.peer
    const { protocol } = this.#wire as Wire
    const peer = { protocol, minor: this.#minor, socketType: socketTypes[0], metadata }
    this.#enterTraffic(peer, now, cipher)
  }

  #enterTraffic(peer: PeerInfo, now: number, cipher?: Cipher): void {
    this.#move('traffic')
    const settings = this.#settings as ConnectionSettings
    this.#settings = undefined
    this.#mechanism?.forget?.()
    this.#mechanism = undefined
    const traffic = new Traffic(settings, this.#listener, this.#frames, this.#output)
    this.#traffic = traffic
    traffic.begin(this.#wire as Wire, now, cipher)
    this.#listener.ready(peer)
    // The listener may have ended it.
    if (this.state === 'traffic' && !traffic.isPaused) traffic.run(now)
  }

  #move(to: ConnectionState): void {
    if (!Object.hasOwn(CONNECTION_MOVES[this.#state], to)) {
      throw new Error(`a connection cannot move from ${this.#state} to ${to}`)
    }
    this.#state = to
  }

  #fail(
    kind: ConnectionFailure['kind'],
    error: Error,
    detail: Pick<ConnectionFailure, 'status'> = {},
  ): void {
    const state = this.#state
    if (state === 'closed') return
    this.#move('closed')
    const protocolNumber = error instanceof ProtocolError ? error.number : undefined
    const protocol = this.#wire?.protocol
    this.#failure = { kind, state, protocol, error, protocolNumber, ...detail }
    this.forget()
  }
}
