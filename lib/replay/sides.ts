// What a machine must know before it can take a side of a recorded connection: the socket type, from the
// READY that this side sent, and the like. Only the beginning of each stream is kept for that.
import type { ConnectionSide } from '../capture/format.js'
import { ProtocolError } from '../errors.js'
import { isCommand, READY_METADATA_OFFSET } from '../zmtp/command.js'
import { HANDSHAKE_BODY_MAX } from '../zmtp/connection-contract.js'
import { FrameDecoder } from '../zmtp/frame.js'
import { GreetingDecoder, GREETING_LENGTH } from '../zmtp/greeting.js'
import { decodeMetadata, getProperty } from '../zmtp/metadata.js'
import { isSocketTypeName, socketTypeName, type ZmtpTypeName } from '../socket-types.js'

const BEGINNING_MAX = GREETING_LENGTH + HANDSHAKE_BODY_MAX
const OLD_TYPE_OFFSET = 11

/** One side, as its own bytes tell. */
export interface Side {
  readonly socketType: ZmtpTypeName
  /** Bytes of its ZMQ_ROUTING_ID. */
  readonly routingIdLength: number
  /** The body of READY from the first property on; undefined if it sent none. */
  readonly metadata: Buffer | undefined
}

/** The beginning of what each side of a connection sent. */
export class Beginning {
  readonly #bytes: Record<ConnectionSide, Buffer[]> = { connecting: [], binding: [] }
  readonly #length: Record<ConnectionSide, number> = { connecting: 0, binding: 0 }

  add(from: ConnectionSide, bytes: Uint8Array): void {
    const room = BEGINNING_MAX - this.#length[from]
    if (room <= 0) return
    const kept = Buffer.from(bytes.subarray(0, room))
    this.#bytes[from].push(kept)
    this.#length[from] += kept.length
  }

  /** The side, or why no machine of ours can take it. */
  side(name: ConnectionSide): Side | string {
    const stream = Buffer.concat(this.#bytes[name])
    const own = new GreetingDecoder()
    const used = own.push(stream)
    const peer = new GreetingDecoder()
    peer.push(Buffer.concat(this.#bytes[name === 'connecting' ? 'binding' : 'connecting']))
    if (own.protocol !== '3.x') return `it speaks ${own.protocol ?? 'nothing'}`
    const routingIdLength = Math.min(Math.max(Number(stream.readBigUInt64BE(1)) - 1, 0), 255)
    if (peer.protocol !== undefined && peer.protocol !== '3.x') {
      const socketType = socketTypeName(stream[OLD_TYPE_OFFSET] ?? 0)
      if (socketType === undefined) return 'it has no known socket type'
      return { socketType, routingIdLength, metadata: undefined }
    }
    const { greeting } = own
    if (greeting === undefined) return 'its greeting is not whole'
    if (greeting.mechanism !== 'NULL')
      return `its mechanism is ${JSON.stringify(greeting.mechanism)}`
    const metadata = readyOf(stream.subarray(used))
    const socketType = metadata === undefined ? undefined : typeIn(metadata)
    if (metadata === undefined || socketType === undefined)
      return 'it sent no READY with a known type'
    return { socketType, routingIdLength, metadata }
  }
}

function readyOf(frames: Buffer): Buffer | undefined {
  const decoder = new FrameDecoder(HANDSHAKE_BODY_MAX)
  decoder.push(frames)
  try {
    const body = decoder.next()
    return body !== undefined && isCommand(body, 'READY')
      ? body.subarray(READY_METADATA_OFFSET)
      : undefined
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}

function typeIn(metadata: Buffer): ZmtpTypeName | undefined {
  try {
    const type = getProperty(decodeMetadata(metadata), 'Socket-Type')?.toString('latin1') ?? ''
    return isSocketTypeName(type) ? type : undefined
  } catch (error) {
    if (error instanceof ProtocolError) return undefined
    throw error
  }
}
