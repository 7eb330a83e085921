// The greeting (RFC 23 §Connection Greeting): 64 bytes each way, sent in stages, read in any pieces.
//
//   offset  size  field
//   0       10    signature: ff, 8 bytes of padding (routing id length + 1, as ZMTP 1.0 had it), 7f
//   10      1     major version: 03
//   11      1     minor version: 01
//   12      20    mechanism name, padded with zeros
//   32      1     as-server
//   33      31    filler, zero
//
// Who may speak an older protocol, and what to do about a wrong mechanism, is connection.ts's affair.
import { UsageError } from '../errors.js'

/** Bytes of the signature: what a side sends before it knows anything of the other. */
export const SIGNATURE_LENGTH = 10
/** Bytes of a whole 3.x greeting. */
export const GREETING_LENGTH = 64
const MINOR_OFFSET = 11
const MECHANISM_OFFSET = 12
const MECHANISM_LENGTH = 20
const AS_SERVER_OFFSET = 32
const MAJOR = 3
const MINOR = 1
/** RFC 23's mechanism-char, one to twenty of them. */
const MECHANISM_NAME = /^[-A-Z0-9_.+]{1,20}$/

/** What a 3.x greeting says (RFC 23 §Connection Greeting). */
export interface Greeting {
  /** Byte 10: 3 or more for a peer that follows the RFC, but 2 too (see PeerProtocol). */
  readonly major: number
  /** Byte 11: 0 for RFC 23's ZMTP 3.0, 1 for RFC 37's 3.1. */
  readonly minor: number
  /** Bytes 12..31 as Latin-1 without the trailing zeros; compare with `mechanismMatches`. */
  readonly mechanism: string
  /** Byte 32 is exactly 1. libzmq sends 0 whatever its role, so nothing may depend on it. */
  readonly asServer: boolean
}

/**
 * The protocol that a peer's first bytes ask for (RFC 23 §Backwards Interoperability):
 * `1.0-unversioned` has no signature, `1.0` sends revision 0, `2.0` revision 1 or 2, `3.x` anything else.
 * libzmq takes revision 2 for 3.x; no implementation is known to send it.
 */
export type PeerProtocol = '1.0-unversioned' | '1.0' | '2.0' | '3.x'

/**
 * The 10-byte signature: `ff`, eight bytes of padding, `7f` (RFC 23 §Version Negotiation). The padding
 * is a big-endian length, as libzmq sends it, so that a ZMTP 1.0 peer can read it as a frame header.
 *
 * @param routingIdLength bytes of ZMQ_ROUTING_ID, 0..255; the padding holds this plus one
 */
export function encodeSignature(routingIdLength = 0): Buffer {
  const signature = Buffer.alloc(SIGNATURE_LENGTH)
  signature[0] = 0xff
  signature.writeBigUInt64BE(BigInt(routingIdLength + 1), 1)
  signature[9] = 0x7f
  return signature
}

/** Byte 10, the major version `03`: all that a peer of any version needs to tell what we are. */
export function encodeRevision(): Buffer {
  return Buffer.from([MAJOR])
}

/**
 * The last 53 bytes: minor version `01`, mechanism name padded with zeros to 20, as-server, 31 zeros.
 *
 * @param mechanism such as `NULL`
 * @param asServer the as-server byte: true on the server side of PLAIN and CURVE (RFC 24, RFC 25)
 * @throws UsageError if the name is not 1..20 of A-Z 0-9 - _ . +
 */
export function encodeGreetingTail(mechanism: string, asServer = false): Buffer {
  if (!MECHANISM_NAME.test(mechanism)) {
    throw new UsageError(`mechanism name ${JSON.stringify(mechanism)} is not allowed`)
  }
  const tail = Buffer.alloc(GREETING_LENGTH - MINOR_OFFSET)
  tail[0] = MINOR
  tail.write(mechanism, MECHANISM_OFFSET - MINOR_OFFSET, 'latin1')
  tail[AS_SERVER_OFFSET - MINOR_OFFSET] = asServer ? 1 : 0
  return tail
}

/**
 * Reads a peer's greeting from any pieces. Holds 64 bytes and nothing else; never throws, since no
 * byte of a greeting is wrong by itself (RFC 23 forbids to validate the padding).
 */
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

  /** The bytes taken so far, as a view that grows no further: ask again after the next `push`. */
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

  /**
   * Takes what belongs to the greeting: up to 64 bytes of a 3.x peer, of any other only up to the byte
   * that told its protocol.
   *
   * @param start where in `chunk` to begin
   * @returns the offset of the first byte of `chunk` that was not taken
   */
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
    return (bytes[SIGNATURE_LENGTH] as number) < 3 ? '2.0' : '3.x'
  }
}

/**
 * True if a greeting's 20 mechanism bytes are exactly this name and zeros (RFC 23 §Authentication).
 *
 * @param greeting all 64 bytes
 */
export function mechanismMatches(greeting: Uint8Array, mechanism: string): boolean {
  if (mechanism.length > MECHANISM_LENGTH) return false
  const expected = Buffer.alloc(MECHANISM_LENGTH)
  expected.write(mechanism, 'latin1')
  return expected.equals(greeting.subarray(MECHANISM_OFFSET, AS_SERVER_OFFSET))
}
