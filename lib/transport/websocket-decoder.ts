// The way in over a WebSocket (RFC 6455 §5): its frames, checked and unmasked, as bytes of ZMTP 3.x, which go on as they
// come; only a message in fragments is gathered, for its size is known at its end. The layout is in
// websocket-encoder.ts. Frames must be masked by a client, and by nobody else.
import { ProtocolError } from '../errors.js'
import { allocateShared } from '../shared-memory.js'
import { BODY_LIMIT } from '../zmtp/frame.js'
import { allocate } from '../zmtp/partial-body.js'
import { writeHeaderOf } from '../zmtp/wire/zws.js'
import { FIN, LENGTH_16, LENGTH_64, MASKED, OPCODES } from './websocket-encoder.js'
import { mask } from './websocket-mask.js'

/** What has come, in order. */
export type WebSocketInput =
  /** Bytes of ZMTP frames. */
  | { readonly kind: 'frames'; readonly bytes: Buffer }
  | { readonly kind: 'ping'; readonly payload: Buffer }
  | { readonly kind: 'pong' }
  /** The peer closes; nothing comes after it. */
  | { readonly kind: 'close'; readonly payload: Buffer }

/** The payload of a frame that is no data is this short (RFC 6455 §5.5). */
const CONTROL_MAX = 125
/** Opcodes from this one on are control frames. */
const CONTROL = 8
const RESERVED = 0x70
const HEADER_MAX = 14
/** A larger piece of a body is passed on where it lies. */
const COPY_MAX = 16 * 1024
/** Pieces up to this size share Node's pool of small buffers. */
const POOLED_MAX = 1024

const EMPTY: Buffer = Buffer.alloc(0)

/** One frame whose header has come. */
interface Incoming {
  readonly opcode: number
  readonly isFinal: boolean
  readonly key: Uint8Array | undefined
  readonly length: number
  /** Octets of the payload that have come. */
  received: number
}

/** Reads the frames of one peer. After it has thrown, discard it. */
export class WebSocketDecoder {
  readonly #isMasked: boolean
  readonly #header = Buffer.alloc(HEADER_MAX)
  #headerLength = 0
  #frame: Incoming | undefined
  /** The payload of a control frame, or of the fragments of one message: what has come, and its memory. */
  #gathered = EMPTY
  #gatheredLength = 0
  /** What fragments have brought, while a control frame comes in their midst. */
  #fragments: { readonly memory: Buffer; readonly length: number } | undefined
  #inputs: WebSocketInput[] = []
  #out = EMPTY
  #outEnd = 0

  /** @param isMasked true if the peer is a client */
  constructor(isMasked: boolean) {
    this.#isMasked = isMasked
  }

  /**
   * Takes bytes of the peer, which are changed.
   *
   * @param limit of what the fragments of one message may bring together
   * @throws ProtocolError
   */
  push(chunk: Buffer, limit: number): WebSocketInput[] {
    this.#out = EMPTY
    this.#outEnd = 0
    let at = 0
    while (at < chunk.length || this.#isWhole()) {
      if (this.#frame === undefined) at = this.#readHeader(chunk, at)
      else at = this.#readPayload(this.#frame, chunk, at, limit)
      if (this.#inputs.at(-1)?.kind === 'close') break
    }
    this.#cut()
    const inputs = this.#inputs
    this.#inputs = []
    return inputs
  }

  /** A frame without a payload has all of it. */
  #isWhole(): boolean {
    return this.#frame !== undefined && this.#frame.received === this.#frame.length
  }

  #readHeader(chunk: Buffer, start: number): number {
    const header = this.#header
    let at = start
    for (;;) {
      const needed = this.#headerNeeded()
      if (this.#headerLength === needed) break
      if (at === chunk.length) return at
      header[this.#headerLength++] = chunk[at++] as number
      if (this.#headerLength === 2) this.#checkStart()
    }
    const { length, lengthEnd } = this.#payloadLength()
    this.#frame = {
      opcode: (header[0] as number) & 0x0f,
      isFinal: ((header[0] as number) & FIN) !== 0,
      key: this.#isMasked ? Uint8Array.from(header.subarray(lengthEnd, lengthEnd + 4)) : undefined,
      length,
      received: 0,
    }
    this.#headerLength = 0
    this.#begin(this.#frame)
    return at
  }

  #headerNeeded(): number {
    if (this.#headerLength < 2) return 2
    const short = (this.#header[1] as number) & ~MASKED
    const extended = short === LENGTH_64 ? 8 : short === LENGTH_16 ? 2 : 0
    return 2 + extended + (this.#isMasked ? 4 : 0)
  }

  #payloadLength(): { length: number; lengthEnd: number } {
    const header = this.#header
    const short = (header[1] as number) & ~MASKED
    if (short < LENGTH_16) return { length: short, lengthEnd: 2 }
    if (short === LENGTH_16) return { length: header.readUInt16BE(2), lengthEnd: 4 }
    const length = header.readUInt32BE(2) * 2 ** 32 + header.readUInt32BE(6)
    if (length > Number.MAX_SAFE_INTEGER) throw fault('a frame is too large', '§5.2')
    return { length, lengthEnd: 10 }
  }

  /** What the first two octets tell. */
  #checkStart(): void {
    const [first = 0, second = 0] = this.#header
    const opcode = first & 0x0f
    if ((first & RESERVED) !== 0) throw fault('an extension that was not agreed on', '§5.2')
    if (((second & MASKED) !== 0) !== this.#isMasked) {
      throw fault(this.#isMasked ? 'a client must mask' : 'a server must not mask', '§5.1')
    }
    if (opcode >= CONTROL) {
      const isKnown = opcode <= OPCODES.pong
      if (!isKnown) throw fault(`opcode ${opcode} is not known`, '§5.2')
      if ((first & FIN) === 0) throw fault('a control frame in fragments', '§5.5')
      if ((second & ~MASKED) > CONTROL_MAX) throw fault('a control frame is too large', '§5.5')
      return
    }
    const isStarted = this.#fragments !== undefined
    if (opcode !== (isStarted ? OPCODES.continuation : OPCODES.binary)) {
      throw fault(`opcode ${opcode} where a ${isStarted ? 'fragment' : 'message'} is due`, '§5.4')
    }
  }

  /** A header is whole. */
  #begin({ opcode, isFinal, length }: Incoming): void {
    if (opcode >= CONTROL || (opcode === OPCODES.binary && isFinal)) {
      this.#gathered = EMPTY
      this.#gatheredLength = 0
      if (opcode === OPCODES.binary && length === 0) throw withoutFlags()
      return
    }
    this.#gathered = this.#fragments?.memory ?? EMPTY
    this.#gatheredLength = this.#fragments?.length ?? 0
  }

  #readPayload(frame: Incoming, chunk: Buffer, start: number, limit: number): number {
    const end = Math.min(chunk.length, start + frame.length - frame.received)
    if (frame.key !== undefined) mask(chunk, start, end, frame.key, frame.received)
    const isMessage = frame.opcode === OPCODES.binary && frame.isFinal
    let at = start
    if (isMessage && frame.received === 0 && at < end) {
      this.#reserve(HEADER_MAX, chunk.length)
      this.#outEnd = writeHeaderOf(chunk[at++] as number, frame.length - 1, this.#out, this.#outEnd)
    }
    frame.received += end - start
    if (isMessage) this.#pass(chunk.subarray(at, end))
    else this.#gather(chunk.subarray(at, end), frame.opcode < CONTROL ? limit : Infinity)
    if (frame.received === frame.length) {
      this.#frame = undefined
      if (!isMessage) this.#ended(frame)
    }
    return end
  }

  /** A control frame or a fragment is whole. */
  #ended({ opcode, isFinal }: Incoming): void {
    const whole = this.#gathered.subarray(0, this.#gatheredLength)
    if (opcode >= CONTROL) {
      this.#cut()
      if (opcode === OPCODES.ping) this.#inputs.push({ kind: 'ping', payload: whole })
      else if (opcode === OPCODES.pong) this.#inputs.push({ kind: 'pong' })
      else this.#inputs.push({ kind: 'close', payload: whole })
      return
    }
    if (!isFinal) {
      this.#fragments = { memory: this.#gathered, length: this.#gatheredLength }
      return
    }
    this.#fragments = undefined
    if (whole.length === 0) throw withoutFlags()
    this.#reserve(HEADER_MAX, 0)
    this.#outEnd = writeHeaderOf(whole[0] as number, whole.length - 1, this.#out, this.#outEnd)
    this.#pass(whole.subarray(1))
  }

  /** Adds to what is gathered; its memory doubles, so that small pieces cost no more than large ones. */
  #gather(piece: Buffer, limit: number): void {
    const length = this.#gatheredLength + piece.length
    // The flags octet is none of the frame's.
    if (length > limit + 1) {
      const text = `fragments of ${length - 1} bytes are over the limit of ${limit}`
      throw new ProtocolError('ZMTP_FRAME_TOO_LARGE', text, { rfc: 'RFC 6455 §5.4' })
    }
    if (length > this.#gathered.length) {
      const larger = allocate(Math.max(length, Math.min(2 * this.#gathered.length, BODY_LIMIT)))
      this.#gathered.copy(larger, 0, 0, this.#gatheredLength)
      this.#gathered = larger
    }
    this.#gathered.set(piece, this.#gatheredLength)
    this.#gatheredLength = length
  }

  /** Passes on a piece of a body. */
  #pass(piece: Buffer): void {
    if (piece.length > COPY_MAX) {
      this.#cut()
      this.#inputs.push({ kind: 'frames', bytes: piece })
      return
    }
    this.#reserve(piece.length, 0)
    this.#out.set(piece, this.#outEnd)
    this.#outEnd += piece.length
  }

  /** Room for so many bytes; where there is none, for as many as are likely to follow. */
  #reserve(bytes: number, likely: number): void {
    if (this.#outEnd + bytes <= this.#out.length) return
    this.#cut()
    const size = bytes + Math.min(likely, 64 * 1024)
    this.#out = size <= POOLED_MAX ? Buffer.allocUnsafe(size) : allocateShared(size)
    this.#outEnd = 0
  }

  /** What is written is an input of its own. */
  #cut(): void {
    if (this.#outEnd === 0) return
    this.#inputs.push({ kind: 'frames', bytes: this.#out.subarray(0, this.#outEnd) })
    this.#out = this.#out.subarray(this.#outEnd)
    this.#outEnd = 0
  }
}

function fault(text: string, section: string): ProtocolError {
  return new ProtocolError('WS_MALFORMED_FRAME', text, { rfc: `RFC 6455 ${section}` })
}

function withoutFlags(): ProtocolError {
  const text = 'a message without its flags octet'
  return new ProtocolError('WS_MALFORMED_FRAME', text, { rfc: 'RFC 45 §Framing' })
}
