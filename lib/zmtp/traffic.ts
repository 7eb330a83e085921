// What passes once a connection is up: frames put together to messages and told one by one, decoding that
// stops when the listener wants no more, heartbeats, and the cipher between frames and messages where the
// mechanism gave one.
import { ProtocolError } from '../errors.js'
import { decodePing, encodePing, encodePong, isCommand } from './command.js'
import {
  IDENTITY_MAX,
  UNASKED_OUTPUT_MAX,
  type ConnectionListener,
  type ConnectionSettings,
} from './connection-contract.js'
import { FLAG_COMMAND, FLAG_LONG, FLAG_MORE } from './frame-header.js'
import { checkTrafficCommand } from './frame-rules.js'
import type { FrameDecoder } from './frame.js'
import type { FrameEncoder } from './frame-encoder.js'
import { Heartbeat } from './heartbeat.js'
import type { Cipher } from './mechanism/mechanism.js'
import type { Wire } from './wire/wire.js'

/**
 * When a message of up to this size comes, what lies behind it is decoded as it is asked for, or on
 * `resume`. A message that is taken at once is never queued and soon garbage: 16 B took the receiver 165 ns
 * of processor time instead of 242 (medians, same runs).
 */
const ON_DEMAND_MAX = 1024

/** The traffic of one connection. It throws a ProtocolError for what the peer must not send. */
export class Traffic {
  readonly maxMessageSize: number
  readonly #maxParts: number
  readonly #maxTotalSize: number
  readonly #listener: ConnectionListener
  readonly #frames: FrameDecoder
  readonly #output: FrameEncoder
  readonly #heartbeat: Heartbeat
  #hasCommands = true
  #ping: Wire['ping'] = 'command'
  #cipher: Cipher | undefined
  /** The first frame of a ZMTP 2.0 or 1.0 peer is its identity. */
  #isIdentityDue = false
  #parts: Buffer[] | undefined
  #partBytes = 0
  /** The PONG that is owed since the output was full. */
  #owedPong: Uint8Array | undefined
  /** True once a heartbeat was sent, or one of the peer's answered. */
  hasBeaten = false
  /** True after the listener has stopped decoding, until `resume`. */
  isPaused = false
  /** True while decoding waits only for someone to ask (`takeNow`), or for `resume`. */
  isOnDemand = false

  constructor(
    settings: ConnectionSettings,
    listener: ConnectionListener,
    frames: FrameDecoder,
    output: FrameEncoder,
  ) {
    this.maxMessageSize = settings.maxMessageSize
    this.#maxParts = settings.maxParts
    this.#maxTotalSize = settings.maxTotalSize
    this.#listener = listener
    this.#frames = frames
    this.#output = output
    this.#heartbeat = new Heartbeat(settings.heartbeat)
  }

  /** The moment at which `tick` has something to do; Infinity if none. */
  get deadline(): number {
    return this.#heartbeat.deadline
  }

  /** Begins: from here on what comes is messages and commands. */
  begin(wire: Wire, now: number, cipher?: Cipher): void {
    this.#hasCommands = wire.hasCommands
    this.#ping = wire.ping
    this.#isIdentityDue = !wire.hasHandshake
    this.#frames.limit = wire.hasHandshake ? this.maxMessageSize : IDENTITY_MAX
    if (wire.ping !== 'none') this.#heartbeat.start(now)
    if (cipher === undefined) return
    this.#cipher = cipher
    this.#output.useCipher(cipher)
  }

  /** Takes bytes of the peer. The chunk is kept, not copied. */
  receive(chunk: Buffer, now: number): void {
    this.#heartbeat.heardOctets(now)
    const hadUnread = this.#frames.hasUnreadBytes
    this.#frames.push(chunk)
    if (this.isPaused && (hadUnread || !this.isOnDemand)) return
    this.isPaused = false
    this.isOnDemand = this.#listener.takesOnDemand === true && this.#canTakeNow
    this.run(now)
  }

  /** So many bytes of the peer were read into the room for them. */
  filled(length: number, now: number): void {
    this.#frames.filled(length)
    this.#heartbeat.heardOctets(now)
    if (!this.isPaused) this.run(now)
  }

  /** Goes on decoding. @param isOnDemand stop again after a message, as `receive` does */
  resume(now: number, isOnDemand: boolean): void {
    // What the peer said while nothing was read is still to be heard: its time begins anew.
    if (this.isPaused) this.#heartbeat.heardOctets(now)
    this.isPaused = false
    this.isOnDemand = isOnDemand && this.#canTakeNow
    this.run(now)
  }

  /** Stops decoding until `resume`. */
  pause(): void {
    this.isPaused = true
    this.isOnDemand = false
  }

  /** What is sealed can be no message, or a fault: it is opened in turn, all that was read at once. */
  get #canTakeNow(): boolean {
    return this.#cipher === undefined
  }

  /** While decoding is paused: the next message, if it is of one part and whole in what was read. */
  takeNow(): Buffer[] | undefined {
    if (!this.isPaused || this.#parts !== undefined || this.#isIdentityDue) return undefined
    if (!this.#canTakeNow) return undefined
    const body = this.#frames.nextSingle()
    return body === undefined ? undefined : [body]
  }

  /** True after the first PING, until the peer says anything. */
  get isFirstPingUnanswered(): boolean {
    return this.#heartbeat.isFirstUnanswered
  }

  /** Heartbeats that are due at `now`. @returns true if the peer was silent too long */
  tick(now: number): boolean {
    const hasRoom = this.#output.byteLength < UNASKED_OUTPUT_MAX
    const due = this.#heartbeat.tick(now, this.isPaused, hasRoom)
    if (due === 'ping') this.#sendPing()
    return due === 'dead'
  }

  #sendPing(): void {
    if (this.#ping === 'command') {
      this.#beat(encodePing(this.#heartbeat.timeToLiveDeciseconds))
      return
    }
    this.hasBeaten = true
    this.#listener.ping?.()
  }

  /** The peer has sent a heartbeat of the transport's own kind, or answered one. */
  heard(): void {
    this.hasBeaten = true
    this.#heartbeat.heard()
  }

  /** The output has been taken: there is room for what was put off. */
  outputTaken(): void {
    const pong = this.#owedPong
    this.#owedPong = undefined
    if (pong !== undefined) this.#beat(pong)
  }

  /** The connection is over: what has come of a message is dropped, and the cipher's keys. */
  end(): void {
    this.#parts = undefined
    this.#cipher?.forget()
  }

  /** Decodes what has come, until the listener wants no more. */
  run(now: number): void {
    const frames = this.#frames
    const cipher = this.#cipher
    if (this.#isIdentityDue && !this.#receiveIdentity()) return
    let isHeard = false
    for (let body = frames.next(); body !== undefined; body = frames.next()) {
      let { flags } = frames
      if (cipher !== undefined) {
        body = cipher.open(body)
        flags = cipher.flags
      }
      if (!isHeard) this.#heartbeat.heard()
      // A PING may set a time to live, which the frame behind it ends, in this chunk as in the next.
      isHeard = (flags & FLAG_COMMAND) === 0
      if ((flags & ~FLAG_LONG) === 0 && this.#parts === undefined) {
        if (!this.#listener.message([body])) {
          this.pause()
          return
        }
        if (this.isOnDemand && body.length <= ON_DEMAND_MAX && frames.hasUnreadBytes) {
          this.isPaused = true
          return
        }
      } else if (!this.#receiveFrame(flags, body, now)) {
        return
      }
    }
    this.isOnDemand = false
  }

  /** False while it is not whole. */
  #receiveIdentity(): boolean {
    const routingId = this.#frames.next()
    if (routingId === undefined) return false
    this.#isIdentityDue = false
    this.#frames.limit = this.maxMessageSize
    this.#listener.identified?.(routingId)
    return true
  }

  /** Any frame but a message of one short part; false if decoding must stop. */
  #receiveFrame(flags: number, body: Buffer, now: number): boolean {
    if ((flags & FLAG_COMMAND) !== 0) {
      checkTrafficCommand(flags, this.#hasCommands)
      this.#receiveCommand(body, now)
      return true
    }
    const parts = this.#gather(body)
    if ((flags & FLAG_MORE) !== 0) return true
    this.#parts = undefined
    if (this.#listener.message(parts)) return true
    this.pause()
    return false
  }

  /** Adds a part to the message that is coming in. */
  #gather(body: Buffer): Buffer[] {
    if (this.#parts === undefined) {
      this.#parts = []
      this.#partBytes = 0
    }
    const parts = this.#parts
    parts.push(body)
    this.#partBytes += body.length
    const maxParts = this.#maxParts
    const maxTotalSize = this.#maxTotalSize
    const isTooLarge = parts.length > 1 && this.#partBytes > maxTotalSize
    if (parts.length <= maxParts && !isTooLarge) return parts
    const text = isTooLarge
      ? `a message has over ${maxTotalSize} bytes in its parts (maxTotalSize)`
      : `a message has over ${maxParts} parts (maxParts)`
    throw new ProtocolError('ZMTP_MESSAGE_TOO_LARGE', text, {
      rfc: 'RFC 23 §Framing',
      state: 'traffic',
    })
  }

  /** PING is answered, PONG has done its work by coming, and others are the listener's (RFC 37). */
  #receiveCommand(body: Buffer, now: number): void {
    if (isCommand(body, 'PING')) {
      const { timeToLiveDeciseconds, context } = decodePing(body)
      this.#heartbeat.pinged(timeToLiveDeciseconds, now)
      const pong = encodePong(context)
      if (this.#output.byteLength < UNASKED_OUTPUT_MAX) this.#beat(pong)
      else this.#owedPong = pong
    } else if (!isCommand(body, 'PONG')) {
      this.#listener.control?.(body)
    }
  }

  #beat(body: Uint8Array): void {
    this.hasBeaten = true
    this.#output.command(body)
  }
}
