// Both greetings of one connection as they cross (RFC 23 §Version Negotiation): what to send after
// which bytes of the peer, staged as libzmq does it, and with whom we turn out to speak. Peers of
// ZMTP 2.0 (RFC 15) and 1.0 (RFC 13) get the rest of the greeting that they know.
//
//   ours     signature (10) ── peer's 10 bytes ──► revision (1) ── peer's revision ──► 3.x: tail (53)
//                                                                         2.0, 1.0: socket type (1)
//   1.0 without a signature: nothing more; our signature is to that peer the header of our identity
import { ProtocolError } from '../errors.js'
import type { SocketTypeName } from '../engine.js'
import {
  encodeGreetingTail,
  encodeRevision,
  encodeSignature,
  GreetingDecoder,
  mechanismMatches,
  SIGNATURE_LENGTH,
  type PeerProtocol,
} from './greeting.js'
import { areCompatible, SOCKET_TYPES, socketTypeName } from '../socket-types.js'

/** The oldest major version of ZMTP that a peer may speak. */
export type ZmtpMajor = 1 | 2 | 3

/** What the exchange must know of its socket. */
export interface GreetingSettings {
  readonly socketType: SocketTypeName
  readonly mechanism: { readonly name: string; readonly asServer: boolean }
  /** ZMQ_ROUTING_ID: the signature carries its length, plus one, as ZMTP 1.0 did. */
  readonly routingId: Uint8Array
  readonly minimumZmtp: ZmtpMajor
}

/** How the exchange ended. */
export interface GreetingOutcome {
  readonly protocol: PeerProtocol
  /** Bytes of the peer that come after its greeting. */
  readonly rest: Buffer
}

const MAJOR_OF: Readonly<Record<PeerProtocol, ZmtpMajor>> = {
  '1.0-unversioned': 1,
  '1.0': 1,
  '2.0': 2,
  '3.x': 3,
}

/** The exchange of one connection. After it has thrown or given its outcome, discard it. */
export class GreetingExchange {
  readonly #settings: GreetingSettings
  readonly #decoder = new GreetingDecoder()
  readonly #send: (bytes: Uint8Array) => void
  #sent: 'nothing' | 'signature' | 'revision' | 'all' = 'nothing'

  /** @param send takes the bytes for the peer, in order */
  constructor(settings: GreetingSettings, send: (bytes: Uint8Array) => void) {
    this.#settings = settings
    this.#send = send
  }

  /** Begins: the signature goes out without waiting for the peer. */
  start(): void {
    this.#send(encodeSignature(this.#settings.routingId.length))
    this.#sent = 'signature'
  }

  /**
   * Takes bytes of the peer; undefined while its greeting is not complete.
   *
   * @throws ProtocolError for a version or mechanism that is refused, or a ZMTP 2.0 peer's socket type
   */
  receive(chunk: Buffer): GreetingOutcome | undefined {
    const decoder = this.#decoder
    const used = decoder.push(chunk)
    const { protocol } = decoder
    if (protocol !== undefined) this.#checkVersion(protocol)
    if (protocol === '1.0-unversioned') {
      return { protocol, rest: Buffer.concat([decoder.bytes, chunk.subarray(used)]) }
    }
    this.#reply(protocol)
    if (protocol === undefined) return undefined
    if (protocol === '3.x') {
      if (decoder.greeting === undefined) return undefined
      this.#checkMechanism(decoder.greeting.mechanism)
      return { protocol, rest: chunk.subarray(used) }
    }
    const socketType = chunk[used]
    if (socketType === undefined) return undefined
    this.#checkSocketType(socketType)
    return { protocol, rest: chunk.subarray(used + 1) }
  }

  /** Staged, so that a peer of any version can tell what we are. */
  #reply(protocol: PeerProtocol | undefined): void {
    if (this.#sent === 'signature' && this.#decoder.received >= SIGNATURE_LENGTH) {
      this.#send(encodeRevision())
      this.#sent = 'revision'
    }
    if (this.#sent !== 'revision' || protocol === undefined) return
    const { mechanism, socketType } = this.#settings
    if (protocol === '3.x') this.#send(encodeGreetingTail(mechanism.name, mechanism.asServer))
    else this.#send(Buffer.of(SOCKET_TYPES[socketType].number))
    this.#sent = 'all'
  }

  #checkVersion(protocol: PeerProtocol): void {
    const { minimumZmtp, mechanism } = this.#settings
    // An older peer has no mechanism: it must not get round one (RFC 23 §Backwards Interoperability).
    const needed = mechanism.name === 'NULL' ? minimumZmtp : 3
    if (MAJOR_OF[protocol] >= needed) return
    const text = `the peer speaks ZMTP ${protocol}; this socket needs ${needed}.0 or newer`
    throw new ProtocolError('ZMTP_VERSION_REFUSED', text, {
      rfc: 'RFC 23 §Version Negotiation',
      state: 'greeting',
      offset: this.#decoder.received - 1,
    })
  }

  #checkMechanism(announced: string): void {
    const { name } = this.#settings.mechanism
    if (mechanismMatches(this.#decoder.bytes, name)) return
    throw new ProtocolError(
      'ZMTP_MECHANISM_MISMATCH',
      `the peer announced mechanism ${JSON.stringify(announced)}, we ${name}`,
      { rfc: 'RFC 23 §Authentication', state: 'greeting', offset: 12 },
    )
  }

  #checkSocketType(number: number): void {
    const { socketType } = this.#settings
    const peerType = socketTypeName(number)
    if (peerType !== undefined && areCompatible(socketType, peerType)) return
    throw new ProtocolError(
      'ZMTP_SOCKET_TYPE_MISMATCH',
      `a ${socketType} cannot talk to a ${peerType ?? `socket type ${number}`}`,
      { rfc: 'RFC 15 §Connection Setup', state: 'greeting', offset: SIGNATURE_LENGTH + 1 },
    )
  }
}
