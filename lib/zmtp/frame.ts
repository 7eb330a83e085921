// ZMTP 2.0/3.x framing (RFC 23 §Framing): the header, and FrameDecoder, which cuts frames out of
// chunks. It knows nothing of commands or messages; frame-encoder.ts is the way back.
//
//   offset  size  field
//   0       1     flags: bit 0 MORE, bit 1 LONG, bit 2 COMMAND, bits 3..7 reserved, zero
//   1       1|8   body size: one octet, or eight in network order if LONG
//   2|9     size  body
import { constants as bufferConstants } from 'node:buffer'
import { ProtocolError } from '../errors.js'
import { readHeaderV1, type FrameHeader } from './frame-v1.js'

/** More frames of this message follow. */
export const FLAG_MORE = 0x01
/** The size field has eight octets. */
export const FLAG_LONG = 0x02
/** The body is a command, not a message part. */
export const FLAG_COMMAND = 0x04
const RESERVED_FLAGS = 0xf8

/** The largest body that goes with a one-octet size. */
export const SHORT_BODY_MAX = 255

/** The largest body this platform could hold in one Buffer at all. */
export const BODY_LIMIT = bufferConstants.MAX_LENGTH

/**
 * A body that comes in several chunks is gathered in one allocation up to this size. Above it memory
 * is taken only as bytes arrive, so that a peer cannot make us reserve what it merely announces.
 */
const EAGER_BODY_MAX = 4 * 1024 * 1024

const EMPTY = Buffer.alloc(0)
const RFC = 'RFC 23 §Framing'

/** A body of which some bytes are still to come. */
interface PartialBody {
  readonly flags: number
  readonly size: number
  readonly pieces: Buffer[]
  /** All of the body in one allocation, or undefined while it is gathered as pieces. */
  readonly whole: Buffer | undefined
  received: number
}

/**
 * Cuts frames out of a byte stream. Feed it with `push`, then call `next` until it gives undefined.
 * Bodies are views of the chunk they came in; only a body that spans chunks is copied.
 *
 * Reserved flags and sizes over the limit are refused from the header alone, before any allocation.
 * After it has thrown, the decoder is dead: discard it with its connection.
 */
export class FrameDecoder {
  /** Flags of the frame that `next` gave last. */
  flags = 0
  #chunk: Buffer = EMPTY
  #offset = 0
  /** Chunks that came while earlier ones were not used up. */
  readonly #waiting: Buffer[] = []
  #partial: PartialBody | undefined
  #limit: number
  #isVersion1 = false
  /** The largest flags octet of the hot case; none for ZMTP 1.0, whose header has another order. */
  #hotFlagsMax = FLAG_MORE | FLAG_LONG

  /** @param limit largest body accepted, in bytes */
  constructor(limit: number) {
    this.#limit = Math.min(limit, BODY_LIMIT)
  }

  /** Largest body accepted, in bytes; counts for the next header on. */
  set limit(bytes: number) {
    this.#limit = Math.min(bytes, BODY_LIMIT)
  }

  /** From the next header on, frames are ZMTP 1.0's. */
  readVersion1(): void {
    this.#isVersion1 = true
    this.#hotFlagsMax = -1
  }

  /** Bytes that were pushed and not yet given out as frames. */
  get buffered(): number {
    let bytes = this.#chunk.length - this.#offset + (this.#partial?.received ?? 0)
    for (const chunk of this.#waiting) bytes += chunk.length
    return bytes
  }

  /** True if `next` could have more without another `push` (a partial frame does not count). */
  get hasUnreadBytes(): boolean {
    return this.#offset < this.#chunk.length || this.#waiting.length > 0
  }

  /** Appends the next bytes of the stream. The chunk is kept, not copied: do not reuse it. */
  push(chunk: Buffer): void {
    if (this.#offset === this.#chunk.length && this.#waiting.length === 0) {
      this.#chunk = chunk
      this.#offset = 0
    } else {
      this.#waiting.push(chunk)
    }
  }

  /**
   * The body of the next frame, with its flags in `flags`; undefined when there is not enough yet.
   *
   * @throws ProtocolError for reserved flags or a size over the limit
   */
  next(): Buffer | undefined {
    const chunk = this.#chunk
    const start = this.#offset
    // The hot case: a frame that is whole in this chunk. (#partial is only set when a chunk ran out.)
    // For 256 B it halves the time of a message. Octets beyond the end make the size NaN, which goes
    // the slow way; so do sizes of 2^32 and more.
    if (start + 2 <= chunk.length && this.#partial === undefined) {
      const flags = chunk[start] as number
      if (flags <= this.#hotFlagsMax) {
        const isLong = flags >= FLAG_LONG
        const bodyStart = start + (isLong ? 9 : 2)
        const size = isLong ? longSize(chunk, start + 1) : (chunk[start + 1] as number)
        const bodyEnd = bodyStart + size
        if (bodyEnd <= chunk.length && size <= this.#limit) {
          this.flags = flags
          this.#offset = bodyEnd
          return chunk.subarray(bodyStart, bodyEnd)
        }
      }
    }
    return this.#nextSlow()
  }

  #nextSlow(): Buffer | undefined {
    if (this.#partial === undefined && !this.#readHeader()) return undefined
    return this.#readBody()
  }

  /** Reads a header into #partial; false if it is not all there yet. */
  #readHeader(): boolean {
    if (this.#peek(0) === undefined) {
      // All used up: an idle connection must not pin its last chunk.
      this.#chunk = EMPTY
      this.#offset = 0
      return false
    }
    const header = this.#isVersion1
      ? readHeaderV1(distance => this.#peek(distance))
      : this.#readHeaderV2()
    if (header === undefined) return false
    const { flags, size, headerLength } = header
    if (size > this.#limit) {
      const text = `a frame of ${size} bytes is over the limit of ${this.#limit}`
      throw new ProtocolError('ZMTP_FRAME_TOO_LARGE', text, { rfc: RFC, offset: 1 })
    }
    this.#skip(headerLength)
    this.#partial = { flags, size, pieces: [], whole: undefined, received: 0 }
    return true
  }

  #readHeaderV2(): FrameHeader | undefined {
    const flags = this.#peek(0) as number
    if ((flags & RESERVED_FLAGS) !== 0) {
      const text = `frame flags 0x${flags.toString(16).padStart(2, '0')} have reserved bits set`
      throw new ProtocolError('ZMTP_RESERVED_FLAGS', text, { rfc: RFC, offset: 0 })
    }
    const headerLength = (flags & FLAG_LONG) === 0 ? 2 : 9
    const last = this.#peek(headerLength - 1)
    if (last === undefined) return undefined
    let size = last
    if (headerLength === 9) {
      size = 0
      for (let index = 1; index < 9; index++) size = size * 256 + (this.#peek(index) as number)
    }
    return { flags, size, headerLength }
  }

  #readBody(): Buffer | undefined {
    const partial = this.#partial as PartialBody
    if (partial.received === 0) {
      this.#advanceIfUsedUp()
      const bodyEnd = this.#offset + partial.size
      if (bodyEnd <= this.#chunk.length) {
        const body = this.#chunk.subarray(this.#offset, bodyEnd)
        this.#offset = bodyEnd
        return this.#finish(body)
      }
    }
    return this.#gatherBody(partial)
  }

  /** Collects a body that spans chunks: copied once into its place, or kept as pieces if large. */
  #gatherBody(start: PartialBody): Buffer | undefined {
    let partial = start
    if (partial.whole === undefined && partial.size <= EAGER_BODY_MAX) {
      // allocUnsafeSlow: a pooled slice would be pinned, and pin, other buffers.
      partial = { ...partial, whole: Buffer.allocUnsafeSlow(partial.size) }
      this.#partial = partial
    }
    for (;;) {
      this.#advanceIfUsedUp()
      const available = Math.min(this.#chunk.length - this.#offset, partial.size - partial.received)
      if (available === 0) break
      const piece = this.#chunk.subarray(this.#offset, this.#offset + available)
      if (partial.whole === undefined) partial.pieces.push(piece)
      else partial.whole.set(piece, partial.received)
      partial.received += available
      this.#offset += available
    }
    if (partial.received < partial.size) return undefined
    return this.#finish(partial.whole ?? Buffer.concat(partial.pieces, partial.size))
  }

  #finish(body: Buffer): Buffer {
    this.flags = (this.#partial as PartialBody).flags
    this.#partial = undefined
    this.#advanceIfUsedUp()
    return body
  }

  #advanceIfUsedUp(): void {
    while (this.#offset === this.#chunk.length && this.#waiting.length > 0) {
      this.#chunk = this.#waiting.shift() as Buffer
      this.#offset = 0
    }
  }

  /** The octet at `distance` from the read position, across chunks; undefined if not there yet. */
  #peek(distance: number): number | undefined {
    let index = this.#offset + distance
    if (index < this.#chunk.length) return this.#chunk[index]
    index -= this.#chunk.length
    for (const chunk of this.#waiting) {
      if (index < chunk.length) return chunk[index]
      index -= chunk.length
    }
    return undefined
  }

  #skip(count: number): void {
    let left = count
    for (;;) {
      const taken = Math.min(left, this.#chunk.length - this.#offset)
      this.#offset += taken
      left -= taken
      if (left === 0) return
      this.#advanceIfUsedUp()
    }
  }
}

/** The eight octets of a long size; NaN if it is 2^32 or more, or if they are not all there. */
function longSize(chunk: Buffer, at: number): number {
  const high =
    (chunk[at] as number) |
    (chunk[at + 1] as number) |
    (chunk[at + 2] as number) |
    (chunk[at + 3] as number)
  if (high !== 0 || at + 8 > chunk.length) return Number.NaN
  return (
    (chunk[at + 4] as number) * 2 ** 24 +
    (((chunk[at + 5] as number) << 16) |
      ((chunk[at + 6] as number) << 8) |
      (chunk[at + 7] as number))
  )
}
