// Where the bytes that a stream reads are put. A quiet peer costs no memory of its own: all streams read
// into one scratch buffer, and what came is copied out. A large frame that has begun is read into its
// place instead, with no copy. node:net's own way would be a fresh 64 KiB for every read, cut down to
// what came: with 16 B round trips that was a tenth of the time.
import type { OnReadOpts } from 'node:net'
import { allocateShared } from '../shared-memory.js'

/** How much one read may bring when nothing larger is expected. */
export const READ_SIZE = 64 * 1024

/** Reads up to this size share Node's pool of small buffers. */
const POOLED_MAX = 1024

/** So few bytes are copied one by one: that is faster than the call. */
const LOOP_COPY_MAX = 64

/** Shared by all streams of this thread: it is used from a read to the end of its callback. */
const scratch = Buffer.allocUnsafeSlow(READ_SIZE)

/**
 * So long may what one stream brings be worked on before the others have their turn. While each read is full libuv
 * goes on with the same stream, for up to 32 of them: 2 MiB of PINGs, which nobody else bounds, are a third of a second.
 */
const TURN_MS = 5

/** Whose reads these are. */
export interface Held {
  /** It has had its turn: it reads no more before the event loop has looked at the others. */
  hold(): void
}

/** Who is given the bytes that a stream reads. */
export interface ByteSink {
  /** Bytes have come. The chunk belongs to the reader. */
  received(chunk: Buffer): void
  /** So many bytes have come and are in the room that was asked for last. */
  filled(length: number): void
  /** Where the next bytes should go; undefined if it does not matter. */
  room(): Buffer | undefined
}

/** The `onread` of one socket. What comes before there is a reader is lost. */
export class Reading implements OnReadOpts {
  reader: ByteSink | undefined
  stream: Held | undefined
  /** How long full reads in a row have been worked on. */
  #spentMs = 0
  #room: Buffer | undefined
  #own: Buffer | undefined
  #wasFull = false

  /** Called by the socket: the memory for its next read. */
  readonly buffer = (): Buffer => {
    this.#room = this.reader?.room()
    if (this.#room !== undefined) return this.#room
    // Where a read was full there is more: that need not be copied out.
    this.#own = this.#wasFull ? allocateShared(READ_SIZE) : undefined
    return this.#own ?? scratch
  }

  /** Called by the socket after a read. */
  readonly callback = (length: number): boolean => {
    if (length < (this.#room?.length ?? READ_SIZE)) {
      this.#spentMs = 0
      this.#give(length)
      return true
    }
    const began = performance.now()
    this.#give(length)
    this.#spentMs += performance.now() - began
    if (this.#spentMs < TURN_MS) return true
    this.#spentMs = 0
    this.stream?.hold()
    return true
  }

  #give(length: number): void {
    if (this.#room !== undefined) {
      this.reader?.filled(length)
      return
    }
    this.#wasFull = length === READ_SIZE
    const isOwn = this.#own !== undefined && length > READ_SIZE / 2
    this.reader?.received(
      isOwn ? (this.#own as Buffer).subarray(0, length) : copyOut(this.#own ?? scratch, length),
    )
  }
}

function copyOut(from: Buffer, length: number): Buffer {
  const chunk = length <= POOLED_MAX ? Buffer.allocUnsafe(length) : allocateShared(length)
  if (length > LOOP_COPY_MAX) from.copy(chunk, 0, 0, length)
  else for (let index = 0; index < length; index++) chunk[index] = from[index] as number
  return chunk
}
