// One ZMTP 3.x peer as a pure state machine (RFC 23, RFC 37): bytes and moments in, bytes and calls
// to a listener out. No socket, no timer, no clock. A Link (transport/link.ts) drives it.
//
//   greeting ──64 bytes, same mechanism──► handshake ──READY, types agree──► traffic
//      │                                      │                                │
//      └───────────── fault, end of stream, time-out ──────────────────────────┴──► closed
import { ProtocolError } from '../errors.js'
import type { SocketTypeName } from '../engine.js'
import { decodePing, encodeError, encodePing, encodePong, isCommand } from './command.js'
import { FLAG_COMMAND, FLAG_LONG, FLAG_MORE, FrameDecoder } from './frame.js'
import { FrameEncoder } from './frame-encoder.js'
import {
  encodeGreetingTail,
  encodeRevision,
  encodeSignature,
  GreetingDecoder,
  mechanismMatches,
  SIGNATURE_LENGTH,
} from './greeting.js'
import { Heartbeat, type HeartbeatSettings } from './heartbeat.js'
import type { Mechanism } from './mechanism/mechanism.js'
import type { Metadata } from './metadata.js'
import { areCompatible } from './socket-types.js'

/** What a connection must know of its socket. */
export interface ConnectionSettings {
  readonly socketType: SocketTypeName
  /** A mechanism for this connection alone. */
  readonly mechanism: Mechanism
  /** Length of ZMQ_ROUTING_ID: the signature carries it, plus one, as ZMTP 1.0 did. */
  readonly routingIdLength: number
  /** Largest frame accepted, in bytes; Infinity for none but the platform's (ZMQ_MAXMSGSIZE). */
  readonly maxMessageSize: number
  /** How long greeting and handshake may take, in ms; 0 = for ever (ZMQ_HANDSHAKE_IVL). */
  readonly handshakeIntervalMs: number
  readonly heartbeat: HeartbeatSettings
}

/** Where the connection stands. */
export type ConnectionState = 'greeting' | 'handshake' | 'traffic' | 'closed'

/** Why a connection is closed. */
export interface ConnectionFailure {
  /** The peer broke a rule, refused us, went away, or was silent too long. */
  readonly kind: 'protocol' | 'refused' | 'gone' | 'silent'
  /** The state it happened in. */
  readonly state: Exclude<ConnectionState, 'closed'>
  readonly error: Error
  /** For `protocol`: libzmq's number, where it reports one. */
  readonly protocolNumber?: number | undefined
  /** For `refused`: the status 300, 400 or 500 that ERROR carried, if it was exactly that. */
  readonly status?: number | undefined
}

/** Whom a connection tells what the peer did. */
export interface ConnectionListener {
  /** The handshake has succeeded; `peer` is the metadata of its READY. */
  ready(peer: Metadata): void
  /**
   * A whole message. Its parts are views that stay valid.
   *
   * @returns false to stop decoding until `resume`; this message counts as taken all the same
   */
  message(parts: Buffer[]): boolean
}

/**
 * The largest command accepted before the peer has shown who it is. A READY holds a few properties;
 * nobody needs to make us store more.
 */
export const HANDSHAKE_BODY_MAX = 64 * 1024

/** The reasons of an ERROR that libzmq reports as HANDSHAKE_FAILED_AUTH. */
const AUTH_STATUS = /^[345]00$/

/** The protocol machine for one peer. After it is closed it ignores everything; discard it. */
export class Connection {
  readonly #settings: ConnectionSettings
  readonly #listener: ConnectionListener
  readonly #greeting = new GreetingDecoder()
  readonly #frames: FrameDecoder
  readonly #output = new FrameEncoder()
  readonly #heartbeat: Heartbeat
  #state: ConnectionState = 'greeting'
  #failure: ConnectionFailure | undefined
  /** How much of our own greeting is out: nothing, the signature, the revision too, all. */
  #greetingSent: 'nothing' | 'signature' | 'revision' | 'all' = 'nothing'
  #handshakeEnds = Infinity
  #isPaused = false
  #parts: Buffer[] | undefined

  constructor(settings: ConnectionSettings, listener: ConnectionListener) {
    this.#settings = settings
    this.#listener = listener
    this.#heartbeat = new Heartbeat(settings.heartbeat)
    this.#frames = new FrameDecoder(Math.min(settings.maxMessageSize, HANDSHAKE_BODY_MAX))
  }

  get state(): ConnectionState {
    return this.#state
  }

  /** Why it is closed; undefined while it is not. */
  get failure(): ConnectionFailure | undefined {
    return this.#failure
  }

  /** Bytes that wait to be taken with `takeOutput`. */
  get outputLength(): number {
    return this.#output.byteLength
  }

  /** True after the listener has stopped decoding, until `resume`. */
  get isPaused(): boolean {
    return this.#isPaused
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
    this.#output.raw(encodeSignature(this.#settings.routingIdLength))
    this.#greetingSent = 'signature'
    if (this.#settings.handshakeIntervalMs > 0) {
      this.#handshakeEnds = now + this.#settings.handshakeIntervalMs
    }
  }

  /** The bytes to write, in order; the output is empty after it. */
  takeOutput(): Uint8Array[] {
    return this.#output.take()
  }

  /** Takes bytes of the peer. The chunk is kept, not copied. */
  receive(chunk: Buffer, now: number): void {
    if (this.#state === 'traffic') {
      this.#frames.push(chunk)
      if (!this.#isPaused) this.#guard(now)
      return
    }
    if (this.#state === 'closed') return
    this.#guard(now, chunk)
  }

  /** Goes on decoding after `message` returned false. */
  resume(now: number): void {
    if (!this.#isPaused) return
    this.#isPaused = false
    if (this.#state === 'traffic') this.#guard(now)
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

  /** Time has passed: time-outs and heartbeats that are due at `now`. */
  tick(now: number): void {
    if (now < this.deadline) return
    if (this.#state !== 'traffic') {
      const { handshakeIntervalMs } = this.#settings
      this.#fail('silent', new Error(`no handshake within ${handshakeIntervalMs} ms`))
      return
    }
    const due = this.#heartbeat.tick(now)
    if (due === 'ping') this.#output.command(encodePing(this.#heartbeat.timeToLiveDeciseconds))
    if (due === 'dead') this.#fail('silent', new Error('no heartbeat from the peer'))
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
    const greeting = this.#greeting
    const used = greeting.push(chunk)
    if (greeting.protocol !== undefined && greeting.protocol !== '3.x') {
      throw new ProtocolError(
        'ZMTP_VERSION_REFUSED',
        `the peer speaks ZMTP ${greeting.protocol}; this engine needs 3.0 or newer`,
        { rfc: 'RFC 23 §Version Negotiation', state: 'greeting', offset: greeting.received - 1 },
      )
    }
    // Staged as libzmq does it, so that a peer of any version can tell what we are.
    if (this.#greetingSent === 'signature' && greeting.received >= SIGNATURE_LENGTH) {
      this.#output.raw(encodeRevision())
      this.#greetingSent = 'revision'
    }
    if (this.#greetingSent === 'revision' && greeting.received > SIGNATURE_LENGTH) {
      const { name, asServer } = this.#settings.mechanism
      this.#output.raw(encodeGreetingTail(name, asServer))
      this.#greetingSent = 'all'
    }
    if (greeting.greeting === undefined) return
    const { name } = this.#settings.mechanism
    if (!mechanismMatches(greeting.bytes, name)) {
      throw new ProtocolError(
        'ZMTP_MECHANISM_MISMATCH',
        `the peer announced mechanism ${JSON.stringify(greeting.greeting.mechanism)}, we ${name}`,
        { rfc: 'RFC 23 §Authentication', state: 'greeting', offset: 12 },
      )
    }
    this.#state = 'handshake'
    for (const body of this.#settings.mechanism.start()) this.#output.command(body)
    if (used < chunk.length) this.#frames.push(chunk.subarray(used))
  }

  #runHandshake(now: number): void {
    for (;;) {
      const body = this.#frames.next()
      if (body === undefined) return
      if ((this.#frames.flags & ~FLAG_LONG) !== FLAG_COMMAND) {
        throw new ProtocolError(
          'ZMTP_UNEXPECTED_COMMAND',
          'a message came before the handshake was done',
          { rfc: 'RFC 23 §Authentication', state: 'handshake', offset: 0 },
        )
      }
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
    this.#listener.ready(peer)
  }

  #runTraffic(now: number): void {
    const frames = this.#frames
    let isHeard = false
    for (let body = frames.next(); body !== undefined; body = frames.next()) {
      const { flags } = frames
      if (!isHeard) this.#heartbeat.heard()
      // A PING may set a time to live, which the frame behind it ends, in this chunk as in the next.
      isHeard = (flags & FLAG_COMMAND) === 0
      if (flags === 0 && this.#parts === undefined) {
        if (!this.#listener.message([body])) {
          this.#isPaused = true
          return
        }
      } else if (!this.#receiveFrame(flags, body, now)) {
        return
      }
    }
  }

  /** Any frame but a message of one short part; false if decoding must stop. */
  #receiveFrame(flags: number, body: Buffer, now: number): boolean {
    if ((flags & FLAG_COMMAND) !== 0) {
      if ((flags & FLAG_MORE) !== 0) {
        throw new ProtocolError('ZMTP_MALFORMED_FRAME', 'a command frame has the MORE flag', {
          rfc: 'RFC 23 §Framing',
          state: 'traffic',
          offset: 0,
        })
      }
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
    this.#isPaused = !this.#listener.message(parts)
    return !this.#isPaused
  }

  /** Commands in traffic: PING is answered, all others are ignored (RFC 37). */
  #receiveCommand(body: Buffer, now: number): void {
    if (!isCommand(body, 'PING')) return
    const { timeToLiveDeciseconds, context } = decodePing(body)
    this.#heartbeat.pinged(timeToLiveDeciseconds, now)
    this.#output.command(encodePong(context))
  }

  #fail(
    kind: ConnectionFailure['kind'],
    error: Error,
    detail: Pick<ConnectionFailure, 'status'> = {},
  ): void {
    if (this.#state === 'closed') return
    const protocolNumber = error instanceof ProtocolError ? error.number : undefined
    this.#failure = { kind, state: this.#state, error, protocolNumber, ...detail }
    this.#state = 'closed'
    this.#parts = undefined
  }
}
