// The other side of a connection of the fault model: says what a ZMTP 3.0 peer says, when and in what pieces the
// schedule wants, and takes apart what it is sent. Its encoder and decoder are its own.
import type { Kernel } from '../../support/fault-network.js'

const FLAG_MORE = 1
const FLAG_LONG = 2
const FLAG_COMMAND = 4
const GREETING_LENGTH = 64

/** What a stalled peer's system still takes. */
const STALLED_ROOM = 4096

/** What bodies are cut from; no two places within 256 octets are alike. */
const PATTERN = Buffer.from(Uint8Array.from({ length: 100_000 }, (_, at) => (at ^ (at >> 8)) & 255))

/** The body of a message, which tells its number and length and cannot be had by chance. */
export function bodyOf(connection: number, index: number, size: number): Buffer {
  const head = `${connection}.${index}.${size}.`
  const start = (connection * 31 + index * 7) & 255
  const body = Buffer.from(PATTERN.subarray(start, start + Math.max(size, head.length)))
  body.write(head, 'latin1')
  return body
}

export function frameOf(body: Buffer, flags = 0): Buffer {
  const head = body.length > 255 ? Buffer.alloc(9) : Buffer.alloc(2)
  head[0] = flags | (body.length > 255 ? FLAG_LONG : 0)
  if (body.length > 255) head.writeBigUInt64BE(BigInt(body.length), 1)
  else head[1] = body.length
  return Buffer.concat([head, body])
}

function helloOf(type: string): Buffer {
  const greeting = Buffer.alloc(GREETING_LENGTH)
  greeting.set([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 1])
  greeting.write('NULL', 12, 'latin1')
  const value = Buffer.alloc(4)
  value.writeUInt32BE(type.length)
  const ready = Buffer.concat([
    Buffer.from('\x05READY\x0bSocket-Type', 'latin1'),
    value,
    Buffer.from(type, 'latin1'),
  ])
  return Buffer.concat([greeting, frameOf(ready, FLAG_COMMAND)])
}

/** One peer on one connection. */
export class Peer {
  readonly kernel: Kernel
  readonly number: number
  /** What it said whole before it left, by message. */
  readonly said: Buffer[][] = []
  /** What it was sent, by message. */
  readonly got: Buffer[][] = []
  /** A rule of the protocol that was broken towards it. */
  fault: string | undefined
  /** It has gone. */
  hasLeft = false
  /** We have closed. */
  isClosed = false
  isAnswering = true
  isStalled = false
  /** It has heartbeats of its own, once all faults are over. */
  isBeating = false
  /** When bytes of it came last, by the loop's time. */
  lastArrivalMs: number
  joinedMs: number
  /** The shortest time to live that it has announced. */
  timeToLiveMs = Infinity
  /** The socket may have another peer, and then does not read this one. */
  mayBeRefused = false
  /** Called in the moment in which our side closes. */
  onClosed: (() => void) | undefined
  readonly #now: () => number
  readonly #limits: { readonly at: number; readonly parts: Buffer[] }[] = []
  #outbox = Buffer.alloc(0)
  #queued = 0
  #arrived = 0
  #input = Buffer.alloc(0)
  #hasGreeting = false
  #hasReady = false
  #parts: Buffer[] = []

  constructor(kernel: Kernel, number: number, type: string, now: () => number) {
    this.kernel = kernel
    this.number = number
    this.#now = now
    this.lastArrivalMs = now()
    this.joinedMs = now()
    kernel.far = {
      took: bytes => this.#took(bytes),
      closed: () => {
        this.isClosed = true
        this.onClosed?.()
      },
    }
    this.#queue(helloOf(type))
  }

  /** True once its greeting and READY have come. */
  get hasSaidHello(): boolean {
    return this.#arrived >= 90
  }

  get hasUnsaid(): boolean {
    return this.#outbox.length > 0
  }

  /** Queues messages; `arrive` brings them. */
  say(count: number, size: number, partCount: number): void {
    for (let times = 0; times < count; times++) {
      const index = this.#limits.length
      const parts = Array.from({ length: partCount }, (_, part) =>
        bodyOf(this.number, index * 8 + part, size),
      )
      const last = parts.length - 1
      this.#queue(Buffer.concat(parts.map((part, at) => frameOf(part, at < last ? FLAG_MORE : 0))))
      this.#limits.push({ at: this.#queued, parts })
    }
  }

  ping(timeToLiveMs: number): void {
    const body = Buffer.from('\x04PING\0\0', 'latin1')
    body.writeUInt16BE(Math.floor(timeToLiveMs / 100), 5)
    this.#queue(frameOf(body, FLAG_COMMAND))
    if (timeToLiveMs > 0) this.isBeating = true
    if (timeToLiveMs > 0) this.timeToLiveMs = Math.min(this.timeToLiveMs, timeToLiveMs)
  }

  /** Brings so many of the bytes that were queued to our kernel. */
  arrive(count = Infinity): void {
    if (this.hasLeft || this.isClosed) return
    const bytes = this.#outbox.subarray(0, count)
    if (bytes.length === 0) return
    this.#outbox = this.#outbox.subarray(bytes.length)
    this.#arrived += bytes.length
    this.lastArrivalMs = this.#now()
    this.kernel.arrives(Buffer.from(bytes))
    for (let limit = this.#limits[this.said.length]; limit !== undefined;) {
      if (limit.at > this.#arrived) break
      this.said.push(limit.parts)
      limit = this.#limits[this.said.length]
    }
  }

  /** Brings all that was queued but the last bytes. */
  arriveBut(hold: number): void {
    this.arrive(Math.max(0, this.#outbox.length - hold))
  }

  leave(end: 'fin' | 'rst', refusal: 'EPIPE' | 'ECONNRESET' | undefined): void {
    if (this.hasLeft) return
    this.hasLeft = true
    this.kernel.end = end
    this.kernel.refusal = refusal
    // What it does not read any more, its system takes none the less, once.
    this.kernel.room = Infinity
  }

  stall(isStalled: boolean): void {
    this.isStalled = isStalled
    this.kernel.room = isStalled ? STALLED_ROOM : Infinity
  }

  #queue(bytes: Buffer): void {
    this.#outbox = Buffer.concat([this.#outbox, bytes])
    this.#queued += bytes.length
  }

  #took(bytes: Buffer): void {
    if (this.hasLeft) return
    this.#input = Buffer.concat([this.#input, bytes])
    if (!this.#hasGreeting) {
      if (this.#input.length < GREETING_LENGTH) return
      if (this.#input[0] !== 0xff || this.#input[9] !== 0x7f) this.fault ??= 'no greeting'
      this.#hasGreeting = true
      this.#input = this.#input.subarray(GREETING_LENGTH)
    }
    for (;;) {
      const flags = this.#input[0]
      if (flags === undefined || this.#input.length < 2) return
      const isLong = (flags & FLAG_LONG) !== 0
      const start = isLong ? 9 : 2
      if (this.#input.length < start) return
      const length = isLong ? Number(this.#input.readBigUInt64BE(1)) : (this.#input[1] as number)
      if (length > 1e7) {
        this.fault ??= `a frame of ${length} B`
        return
      }
      if (this.#input.length < start + length) return
      const body = Buffer.from(this.#input.subarray(start, start + length))
      this.#input = this.#input.subarray(start + length)
      this.#frame(flags, body)
    }
  }

  #frame(flags: number, body: Buffer): void {
    if ((flags & ~7) !== 0) this.fault ??= `flags ${flags}`
    if ((flags & FLAG_COMMAND) === 0) {
      if (!this.#hasReady) this.fault ??= 'a message before READY'
      this.#parts.push(body)
      if ((flags & FLAG_MORE) !== 0) return
      this.got.push(this.#parts)
      this.#parts = []
      return
    }
    const name = body.toString('latin1', 1, 1 + (body[0] ?? 0))
    if (name === 'READY') this.#hasReady = true
    else if (name === 'PING') {
      if (!this.isAnswering) return
      this.#queue(frameOf(Buffer.concat([Buffer.from('\x04PONG'), body.subarray(7)]), FLAG_COMMAND))
      if (this.#outbox.length < 100) this.arrive()
    } else if (name !== 'PONG') this.fault ??= `a command ${name}`
  }
}
