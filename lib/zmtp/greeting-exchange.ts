// Both greetings of one connection as they cross (RFC 23 §Version Negotiation): what to send after
// which bytes of the peer, staged as libzmq does it, and with whom we turn out to speak. Peers of
// ZMTP 2.0 (RFC 15) and 1.0 (RFC 13) get the rest of the greeting that they know.
//
//   ours     signature (10) ── peer's 10 bytes ──► revision (1) ── peer's revision ──► 3.x: tail (53)
//                                                                         2.0, 1.0: socket type (1)
//   1.0 without a signature: nothing more; our signature is to that peer the header of our identity
import { ProtocolError } from '../errors.js'
import { SOCKET_TYPES } from '../socket-types.js'
import {
  encodeRevision,
  encodeSignature,
  GreetingDecoder,
  SIGNATURE_LENGTH,
  type PeerProtocol,
} from './greeting.js'
import type { GreetedPeer, GreetingSettings, Wire } from './wire/wire.js'
import { zmtp1, zmtp1Unversioned } from './wire/zmtp1.js'
import { zmtp2 } from './wire/zmtp2.js'
import { zmtp3 } from './wire/zmtp3.js'

export type { GreetingSettings, ZmtpMajor } from './wire/wire.js'

/** How the exchange ended. */
export interface GreetingOutcome extends GreetedPeer {
  /** What is spoken from now on. */
  readonly wire: Wire
}

const WIRES: Readonly<Record<PeerProtocol, Wire>> = {
  '1.0-unversioned': zmtp1Unversioned,
  '1.0': zmtp1,
  '2.0': zmtp2,
  '3.x': zmtp3,
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
   * @throws ProtocolError for a version or mechanism that is refused, or an old peer's socket type
   */
  receive(chunk: Buffer): GreetingOutcome | undefined {
    const used = this.#decoder.push(chunk)
    const { protocol } = this.#decoder
    if (protocol === undefined) {
      if (this.#decoder.received >= SIGNATURE_LENGTH) this.#sendRevision()
      return undefined
    }
    const wire = WIRES[protocol]
    this.#checkVersion(wire)
    this.#answer(wire)
    const peer = wire.finish(this.#decoder, chunk, used, this.#settings)
    return peer === undefined ? undefined : { ...peer, wire }
  }

  #sendRevision(): void {
    if (this.#sent !== 'signature') return
    this.#send(encodeRevision())
    this.#sent = 'revision'
  }

  /** Staged, so that a peer of any version can tell what we are. */
  #answer(wire: Wire): void {
    if (this.#sent === 'all') return
    const answer = wire.answer(this.#settings)
    if (answer === undefined) return
    this.#sendRevision()
    this.#send(answer)
    this.#sent = 'all'
  }

  #checkVersion({ protocol, major }: Wire): void {
    const { minimumZmtp, mechanism, socketType } = this.#settings
    // An older peer has no mechanism: it must not get round one (RFC 23 §Backwards Interoperability). And no
    // draft type was ever spoken of in an older ZMTP.
    const isNewOnly = mechanism.name !== 'NULL' || SOCKET_TYPES[socketType].isDraft
    const needed = isNewOnly ? 3 : minimumZmtp
    if (major >= needed) return
    const text = `the peer speaks ZMTP ${protocol}; this socket needs ${needed}.0 or newer`
    throw new ProtocolError('ZMTP_VERSION_REFUSED', text, {
      rfc: 'RFC 23 §Version Negotiation',
      state: 'greeting',
      offset: this.#decoder.received - 1,
    })
  }
}
