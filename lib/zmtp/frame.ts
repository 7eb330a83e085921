// ZMTP 2.0/3.x framing (RFC 23 §Framing): the header, and FrameDecoder, which cuts frames out of
// chunks. It knows nothing of commands or messages; frame-encoder.ts is the way back.
//
//   offset  size  field
//   0       1     flags: bit 0 MORE, bit 1 LONG, bit 2 COMMAND, bits 3..7 reserved, zero
//   1       1|8   body size: one octet, or eight in network order if LONG
//   2|9     size  body
import { constants as bufferConstants } from 'node:buffer'
import { ProtocolError } from '../errors.js'
import { allocateShared } from '../shared-memory.js'
import {
  FLAG_LONG,
  FLAG_MORE,
  LONG_HEADER_LENGTH,
  longSize,
  RESERVED_FLAGS,
  writeLongHeader,
} from './frame-header.js'
import { NEXT_ROOM_MAX, ROOM_MIN, roomyChunk, smallestPinning, View } from './frame-memory.js'
import { readHeaderV1, type FrameHeader } from './frame-v1.js'
import { EAGER_BODY_MAX, PartialBody } from './partial-body.js'

/** The largest body this platform could hold in one Buffer at all. */
export const BODY_LIMIT = bufferConstants.MAX_LENGTH

const EMPTY = Buffer.alloc(0)
const EMPTY_MEMORY = EMPTY.buffer
const RFC = 'RFC 23 §Framing'

/**
 * Cuts frames out of a byte stream. Feed it with `push`, then call `next` until it gives undefined.
 * Bodies are views of the chunk they came in; only a body that spans chunks is copied. To spare that copy
 * for large ones, ask for `room`, read into it, and say `filled`.
 *
 * A body that is kept pins at most the chunk that was pushed, or eight times its own size.
 *
 * Reserved flags and sizes over the limit are refused from the header alone, before any allocation.
 * After it has thrown, the decoder is dead: discard it with its connection.
 */
export class FrameDecoder {
  /** Flags of the frame that `next` gave last. */
  flags = 0
  #chunk: Buffer = EMPTY
  /** The chunk's own memory and its place there: to ask it for them costs as much as a frame. */
  #memory: ArrayBufferLike = EMPTY_MEMORY
  #base = 0
  /** A body smaller than this is copied out of the chunk. */
  #pinMin = 0
  #offset = 0
  /** Where the bytes in the chunk end; only in a chunk of ours there is room behind it. */
  #end = 0
  /** The chunk was made by `room`: more can be read into it. */
  #isRoomy = false
  /** In a roomy chunk: where the frame that has begun will end; 0 if its header is not whole. */
  #frameEnd = 0
  /** Roomy chunks in a row that were filled to the brim with whole frames. */
  #brims = 0
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
    let bytes = this.#end - this.#offset + (this.#partial?.received ?? 0)
    for (const chunk of this.#waiting) bytes += chunk.length
    return bytes
  }

  /** True if `next` could have more without another `push` (a partial frame does not count). */
  get hasUnreadBytes(): boolean {
    return this.#offset < this.#end || this.#waiting.length > 0
  }

  /** Appends the next bytes of the stream. The chunk is kept, not copied: do not reuse it. */
  push(chunk: Buffer): void {
    if (this.#offset === this.#end && this.#waiting.length === 0) this.#use(chunk)
    else this.#waiting.push(chunk)
    this.#isRoomy = false
    if (chunk.length < ROOM_MIN) this.#brims = 0
  }

  /**
   * Where the next bytes of the stream are best put: behind those that are there, if they are the start of
   * a large frame; else undefined. Read into it, then call `filled`; or call `push`, and it is forgotten.
   */
  room(): Buffer | undefined {
    if (this.#waiting.length > 0) return undefined
    if (this.#isRoomy) return this.#roomInChunk()
    const partial = this.#partial
    if (partial === undefined) return undefined
    const { flags, size } = partial
    if (!partial.isForRoomyChunk) return partial.room()
    if (this.#isVersion1) return undefined
    const chunk = roomyChunk(LONG_HEADER_LENGTH + size)
    writeLongHeader(chunk, 0, flags, size)
    const end = partial.moveTo(chunk, LONG_HEADER_LENGTH)
    this.#partial = undefined
    this.#useRoomy(chunk, end)
    return chunk.subarray(end)
  }

  /** So many bytes of the stream were read into the last `room`. */
  filled(length: number): void {
    if (this.#partial === undefined) this.#end += length
    else this.#partial.received += length
  }

  /**
   * The body of the next frame, with its flags in `flags`; undefined when there is not enough yet.
   *
   * @throws ProtocolError for reserved flags or a size over the limit
   */
  next(): Buffer | undefined {
    // The hot case: a frame that is whole in this chunk. (#partial is only set when a chunk ran out.)
    // For 256 B it halves the time of a message.
    const start = this.#offset
    if (start + 2 <= this.#end && this.#partial === undefined) {
      const flags = this.#chunk[start] as number
      if (flags <= this.#hotFlagsMax) {
        const body = this.#cut(flags, start)
        if (body !== undefined) return body
      }
    }
    return this.#nextSlow()
  }

  /** As `next`, but only if it is a message of one part, whole in the chunk that is being cut. */
  nextSingle(): Buffer | undefined {
    if (this.#offset === this.#end) this.#advanceIfUsedUp()
    const start = this.#offset
    if (start + 2 > this.#end || this.#partial !== undefined) return undefined
    const flags = this.#chunk[start] as number
    if ((flags & ~FLAG_LONG) !== 0 || flags > this.#hotFlagsMax) return undefined
    return this.#cut(flags, start)
  }

  /** A size that is not all there is NaN, which is never whole; nor are sizes of 2^32 and more. */
  #cut(flags: number, start: number): Buffer | undefined {
    const chunk = this.#chunk
    const end = this.#end
    const isLong = flags >= FLAG_LONG
    const bodyStart = start + (isLong ? 9 : 2)
    const size = isLong ? longSize(chunk, start + 1, end) : (chunk[start + 1] as number)
    const bodyEnd = bodyStart + size
    if (!(bodyEnd <= end && size <= this.#limit)) return undefined
    this.flags = flags
    this.#offset = bodyEnd
    if (size < this.#pinMin) return Buffer.from(chunk.subarray(bodyStart, bodyEnd))
    return new View(this.#memory, this.#base + bodyStart, size)
  }

  #nextSlow(): Buffer | undefined {
    if (this.#isRoomy) return this.#nextInRoom()
    if (this.#partial === undefined && !this.#readHeader()) return undefined
    return this.#readBody()
  }

  /** Not the hot case, in a roomy chunk: a command, a frame that is not whole, or a fault. */
  #nextInRoom(): Buffer | undefined {
    this.#frameEnd = 0
    if (this.#offset === this.#end) return undefined
    const header = this.#readHeaderV2()
    if (header === undefined) return undefined
    const { flags, size, headerLength } = header
    this.#checkSize(size)
    const bodyStart = this.#offset + headerLength
    this.#frameEnd = bodyStart + size
    if (this.#frameEnd > this.#end) return undefined
    this.flags = flags
    this.#offset = this.#frameEnd
    return this.#chunk.subarray(bodyStart, this.#frameEnd)
  }

  /** Room behind the frame that has begun in a roomy chunk; a new chunk if the frame has none in it. */
  #roomInChunk(): Buffer | undefined {
    const chunk = this.#chunk
    if (this.#offset < this.#end && this.#frameEnd > this.#offset) {
      if (this.#frameEnd <= chunk.length) return chunk.subarray(this.#end)
      const size = this.#frameEnd - this.#offset
      if (size >= ROOM_MIN && size <= EAGER_BODY_MAX) {
        const larger = roomyChunk(size)
        chunk.copy(larger, 0, this.#offset, this.#end)
        this.#useRoomy(larger, this.#end - this.#offset)
        this.#frameEnd = size
        return larger.subarray(this.#end)
      }
    }
    // Where two were filled, a third is likely to be; a quiet peer shall not hold one.
    if (this.#offset === chunk.length && chunk.length <= NEXT_ROOM_MAX && ++this.#brims > 1) {
      this.#useRoomy(allocateShared(chunk.length), 0)
      return this.#chunk
    }
    // Nothing large is under way: what is left goes on as if it had been pushed.
    this.#isRoomy = false
    return undefined
  }

  #use(chunk: Buffer, end = chunk.length): void {
    this.#chunk = chunk
    this.#memory = chunk.buffer
    this.#base = chunk.byteOffset
    this.#pinMin = smallestPinning(chunk)
    this.#offset = 0
    this.#end = end
  }

  #useNothing(): void {
    this.#chunk = EMPTY
    this.#memory = EMPTY_MEMORY
    this.#base = 0
    this.#pinMin = 0
    this.#offset = 0
    this.#end = 0
  }

  #useRoomy(chunk: Buffer, end: number): void {
    this.#use(chunk, end)
    this.#isRoomy = true
    this.#frameEnd = 0
  }

  /** Reads a header into #partial; false if it is not all there yet. */
  #readHeader(): boolean {
    if (this.#peek(0) === undefined) {
      // All used up: an idle connection must not pin its last chunk.
      this.#useNothing()
      return false
    }
    const header = this.#isVersion1
      ? readHeaderV1(distance => this.#peek(distance))
      : this.#readHeaderV2()
    if (header === undefined) return false
    const { flags, size, headerLength } = header
    this.#checkSize(size)
    this.#skip(headerLength)
    this.#partial = new PartialBody(flags, size)
    return true
  }

  #checkSize(size: number): void {
    if (size <= this.#limit) return
    const text = `a frame of ${size} bytes is over the limit of ${this.#limit}`
    throw new ProtocolError('ZMTP_FRAME_TOO_LARGE', text, { rfc: RFC, offset: 1 })
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
      if (bodyEnd <= this.#end) {
        const start = this.#offset
        this.#offset = bodyEnd
        const body = this.#chunk.subarray(start, bodyEnd)
        return this.#finish(partial.size < this.#pinMin ? Buffer.from(body) : body)
      }
    }
    return this.#gatherBody(partial)
  }

  /** Collects a body that spans chunks. */
  #gatherBody(partial: PartialBody): Buffer | undefined {
    // The first piece of a large body is not copied yet: `room` may have a better place for it.
    const isHeld = partial.isForRoomyChunk && partial.received === 0
    for (;;) {
      this.#advanceIfUsedUp()
      const available = Math.min(this.#end - this.#offset, partial.size - partial.received)
      if (available === 0) break
      const piece = this.#chunk.subarray(this.#offset, this.#offset + available)
      if (isHeld) partial.hold(piece)
      else partial.copy(piece)
      this.#offset += available
    }
    return partial.isWhole ? this.#finish(partial.take()) : undefined
  }

  #finish(body: Buffer): Buffer {
    this.flags = (this.#partial as PartialBody).flags
    this.#partial = undefined
    this.#advanceIfUsedUp()
    return body
  }

  #advanceIfUsedUp(): void {
    while (this.#offset === this.#end && this.#waiting.length > 0) {
      this.#use(this.#waiting.shift() as Buffer)
    }
  }

  /** The octet at `distance` from the read position, across chunks; undefined if not there yet. */
  #peek(distance: number): number | undefined {
    let index = this.#offset + distance
    if (index < this.#end) return this.#chunk[index]
    index -= this.#end
    for (const chunk of this.#waiting) {
      if (index < chunk.length) return chunk[index]
      index -= chunk.length
    }
    return undefined
  }

  #skip(count: number): void {
    let left = count
    for (;;) {
      const taken = Math.min(left, this.#end - this.#offset)
      this.#offset += taken
      left -= taken
      if (left === 0) return
      this.#advanceIfUsedUp()
    }
  }
}
