// The way out over a WebSocket (RFC 6455 §5.2, RFC 45 §Framing): each frame of ZMTP in a binary message of its own.
//
//   offset  size   field
//   0       1      FIN and opcode: 82 binary, 88 close, 89 ping, 8a pong
//   1       1      bit 7 MASK; bits 0..6 length of the payload, or 126 or 127
//   2       0|2|8  that length, in network order, after 126 or 127
//   …       0|4    masking key: from a client, always
//   …       …      payload: of a binary message the flags octet and the body
import { randomFillSync } from 'node:crypto'
import { FrameSplitter, type FrameTaker } from '../zmtp/frame-splitter.js'
import { toZwsFlags } from '../zmtp/wire/zws.js'
import { mask } from './websocket-mask.js'

/** The opcodes of frames that are no data (RFC 6455 §5.5), and of the one kind of data. */
export const OPCODES = { continuation: 0, binary: 2, close: 8, ping: 9, pong: 10 } as const

export const FIN = 0x80
export const MASKED = 0x80

/** Lengths that say that the true one follows, in two octets or in eight. */
export const LENGTH_16 = 126
export const LENGTH_64 = 127

const HEADER_MAX = 14
/** Memory is taken in pieces of at least so much. */
const PAGE_SIZE = 4096
/** A larger body is not copied, if it is not masked. */
const COPY_MAX = 16 * 1024

const KEYS = Buffer.alloc(4096)
let keysUsed = KEYS.length

/** A masking key nobody can guess (RFC 6455 §5.3), valid until the next is asked for. */
function newKey(): Uint8Array {
  if (keysUsed === KEYS.length) {
    randomFillSync(KEYS)
    keysUsed = 0
  }
  return KEYS.subarray(keysUsed, (keysUsed += 4))
}

/** Writes the frames of one connection. */
export class WebSocketEncoder implements FrameTaker {
  readonly #isMasking: boolean
  readonly #splitter = new FrameSplitter()
  #chunks: Uint8Array[] = []
  #page = Buffer.alloc(0)
  #start = 0
  #end = 0
  #key: Uint8Array | undefined
  /** Octets of the payload that have been written. */
  #phase = 0

  /** @param isMasking true for a client */
  constructor(isMasking: boolean) {
    this.#isMasking = isMasking
  }

  /**
   * Takes what a connection has packed.
   *
   * @returns what is to be written; only large bodies, unmasked, lie in memory of the connection's
   */
  data(chunks: readonly Uint8Array[]): Uint8Array[] {
    this.#splitter.push(chunks, this)
    return this.#take()
  }

  /** A frame that is no data. @param payload at most 125 octets */
  control(opcode: number, payload: Uint8Array): Uint8Array[] {
    this.#header(opcode, payload.length)
    this.piece(payload)
    return this.#take()
  }

  frame(flags: number, size: number): void {
    this.#header(OPCODES.binary, size + 1)
    this.piece(Uint8Array.of(toZwsFlags(flags)))
  }

  piece(piece: Uint8Array): void {
    const { length } = piece
    if (length > COPY_MAX && this.#key === undefined) {
      this.#cut()
      this.#chunks.push(piece)
      return
    }
    this.#reserve(length)
    this.#page.set(piece, this.#end)
    if (this.#key !== undefined) {
      mask(this.#page, this.#end, this.#end + length, this.#key, this.#phase)
      this.#phase += length
    }
    this.#end += length
  }

  #header(opcode: number, length: number): void {
    this.#reserve(HEADER_MAX)
    const page = this.#page
    const masked = this.#isMasking ? MASKED : 0
    let at = this.#end
    page[at++] = FIN | opcode
    if (length < LENGTH_16) {
      page[at++] = masked | length
    } else if (length <= 0xffff) {
      page[at++] = masked | LENGTH_16
      at = page.writeUInt16BE(length, at)
    } else {
      page[at++] = masked | LENGTH_64
      at = page.writeUInt32BE(Math.floor(length / 2 ** 32), at)
      at = page.writeUInt32BE(length >>> 0, at)
    }
    this.#key = undefined
    if (this.#isMasking) {
      this.#key = Uint8Array.from(newKey())
      this.#phase = 0
      page.set(this.#key, at)
      at += this.#key.length
    }
    this.#end = at
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#page.length) return
    this.#cut()
    this.#page = Buffer.allocUnsafeSlow(Math.max(PAGE_SIZE, bytes))
    this.#start = 0
    this.#end = 0
  }

  #cut(): void {
    if (this.#end > this.#start) this.#chunks.push(this.#page.subarray(this.#start, this.#end))
    this.#start = this.#end
  }

  #take(): Uint8Array[] {
    this.#cut()
    const taken = this.#chunks
    this.#chunks = []
    return taken
  }
}
