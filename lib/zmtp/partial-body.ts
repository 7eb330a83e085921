// A body of which some bytes are still to come, and the memory it is put together in: never more than
// EAGER_BODY_MAX or twice what has come, however small the pieces are and whatever size was announced.
import { ProtocolError } from '../errors.js'
import { fill, gather, ROOM_MIN } from './frame-memory.js'

/**
 * Memory for a body of up to this size is taken at once. Above it memory is taken only as bytes arrive, so
 * that a peer cannot make us reserve what it merely announces.
 */
export const EAGER_BODY_MAX = 4 * 1024 * 1024

/** Of a larger body so much is copied together before anything is reserved for the rest. */
const GROWTH_MIN = 64 * 1024

/** Holds what has come of one body. */
export class PartialBody {
  readonly flags: number
  readonly size: number
  received = 0
  /** What has come, in its place; as long as memory was taken for. */
  #memory: Buffer | undefined
  /** What came with the header, not copied: the decoder may have a better place for it. */
  #held: Buffer[] = []

  constructor(flags: number, size: number) {
    this.flags = flags
    this.size = size
  }

  /** True if frames of this size are best read into a chunk that has room for several. */
  get isForRoomyChunk(): boolean {
    return this.size >= ROOM_MIN && this.size <= EAGER_BODY_MAX
  }

  get isWhole(): boolean {
    return this.received === this.size
  }

  /** Takes bytes without copying them; only before any is copied. */
  hold(piece: Buffer): void {
    this.#held.push(piece)
    this.received += piece.length
  }

  /** Copies bytes into their place. */
  copy(piece: Buffer): void {
    this.#withRoomFor(piece.length).set(piece, this.received)
    this.received += piece.length
  }

  /** Where the next bytes of a larger body belong, once enough has come; then add to `received`. */
  room(): Buffer | undefined {
    if (this.size <= EAGER_BODY_MAX || this.received < GROWTH_MIN) return undefined
    return this.#withRoomFor(1).subarray(this.received)
  }

  /** Copies what has come to another place. @returns where it ends */
  moveTo(target: Buffer, start: number): number {
    if (this.#memory === undefined) return fill(target, start, this.#held)
    return start + this.#memory.copy(target, start, 0, this.received)
  }

  /** The whole body. */
  take(): Buffer {
    return this.#memory ?? gather(this.#held, this.size)
  }

  /** @throws ProtocolError if the system has not so much memory in one piece */
  #withRoomFor(bytes: number): Buffer {
    const needed = this.received + bytes
    if (this.#memory !== undefined && needed <= this.#memory.length) return this.#memory
    const isEager = this.size <= EAGER_BODY_MAX
    const larger = allocate(
      isEager ? this.size : Math.min(this.size, Math.max(2 * needed, GROWTH_MIN)),
    )
    this.moveTo(larger, 0)
    this.#held = []
    this.#memory = larger
    return larger
  }
}

/** Memory for so many bytes of a frame. @throws ProtocolError if the system has not so much in one piece */
export function allocate(bytes: number): Buffer {
  try {
    return Buffer.allocUnsafeSlow(bytes)
  } catch {
    const text = `there is no memory for a frame of which ${bytes} bytes are to be held`
    throw new ProtocolError('ZMTP_FRAME_TOO_LARGE', text, { rfc: 'RFC 23 §Framing', offset: 1 })
  }
}
