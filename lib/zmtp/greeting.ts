// The greeting (RFC 23 §Connection Greeting): 64 bytes each way, sent in stages, read in any pieces.
//
//   offset  size  field
//   0       10    signature: ff, 8 bytes of padding (routing id length + 1, as ZMTP 1.0 had it), 7f
//   10      1     major version: 03
//   11      1     minor version: 01
//   12      20    mechanism name, padded with zeros
//   32      1     as-server
//   33      31    filler, zero
export const SIGNATURE_LENGTH = 10
export const GREETING_LENGTH = 64
const MINOR_OFFSET = 11
const MECHANISM_OFFSET = 12
const MECHANISM_LENGTH = 20
const AS_SERVER_OFFSET = 32
const MAJOR = 3
const MINOR = 1

/** What a 3.x greeting says. */
export interface Greeting {
  readonly major: number
  readonly minor: number
  /** The mechanism's name without its trailing zeros. */
  readonly mechanism: string
  readonly asServer: boolean
}

/** The framing that a peer's first bytes ask for. */
export type PeerProtocol = '1.0-unversioned' | '1.0' | '2.0' | '3.x'

/** The 10-byte signature. */
export function encodeSignature(routingIdLength = 0): Buffer {
  const signature = Buffer.alloc(SIGNATURE_LENGTH)
  signature[0] = 0xff
  signature.writeBigUInt64BE(BigInt(routingIdLength + 1), 1)
  signature[9] = 0x7f
  return signature
}

/** The major version. */
export function encodeRevision(): Buffer {
  return Buffer.from([MAJOR])
}

/** The last 53 bytes. */
export function encodeGreetingTail(mechanism: string, asServer = false): Buffer {
  const tail = Buffer.alloc(GREETING_LENGTH - MINOR_OFFSET)
  tail[0] = MINOR
  tail.write(mechanism, MECHANISM_OFFSET - MINOR_OFFSET, 'latin1')
  tail[AS_SERVER_OFFSET - MINOR_OFFSET] = asServer ? 1 : 0
  return tail
}

/** Reads a peer's greeting from any pieces. */
export class GreetingDecoder {
  readonly #bytes = Buffer.alloc(GREETING_LENGTH)
  #received = 0
  #protocol: PeerProtocol | undefined

  /** Bytes taken so far. */
  get received(): number {
    return this.#received
  }

  /** Which framing the peer speaks, as soon as that can be told. */
  get protocol(): PeerProtocol | undefined {
    return this.#protocol
  }

  /** The bytes taken so far. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#received)
  }

  /** What it says, once all 64 bytes are in. */
  get greeting(): Greeting | undefined {
    if (this.#protocol !== '3.x' || this.#received < GREETING_LENGTH) return undefined
    const name = this.#bytes.toString('latin1', MECHANISM_OFFSET, AS_SERVER_OFFSET)
    return {
      major: this.#bytes[SIGNATURE_LENGTH] as number,
      minor: this.#bytes[MINOR_OFFSET] as number,
      mechanism: name.replace(/\0+$/, ''),
      asServer: this.#bytes[AS_SERVER_OFFSET] === 1,
    }
  }

  /** Takes what belongs to the greeting; gives the offset of the first byte that does not. */
  push(chunk: Uint8Array, start = 0): number {
    let offset = start
    while (offset < chunk.length && this.#received < GREETING_LENGTH) {
      if (this.#protocol !== undefined && this.#protocol !== '3.x') break
      this.#bytes[this.#received++] = chunk[offset++] as number
      this.#protocol ??= this.#decide()
    }
    return offset
  }

  #decide(): PeerProtocol | undefined {
    const bytes = this.#bytes
    if (bytes[0] !== 0xff) return '1.0-unversioned'
    if (this.#received === SIGNATURE_LENGTH && ((bytes[9] as number) & 1) === 0) {
      return '1.0-unversioned'
    }
    if (this.#received <= SIGNATURE_LENGTH) return undefined
    if (bytes[SIGNATURE_LENGTH] === 0) return '1.0'
    return bytes[SIGNATURE_LENGTH] === 1 ? '2.0' : '3.x'
  }
}

/** True if the greeting's 20 mechanism bytes are exactly this name and zeros. */
export function mechanismMatches(greeting: Uint8Array, mechanism: string): boolean {
  const expected = Buffer.alloc(MECHANISM_LENGTH)
  expected.write(mechanism, 'latin1')
  return expected.equals(greeting.subarray(MECHANISM_OFFSET, AS_SERVER_OFFSET))
}
