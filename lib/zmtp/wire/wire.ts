// What one version of ZMTP is on the wire beyond what all have in common: how its greeting goes on once the
// version is known, how its frames are laid out, and whether a handshake comes first. zmtp3.ts, zmtp2.ts and
// zmtp1.ts are these; greeting-exchange.ts finds out which it is.
import type { SocketTypeName } from '../../engine.js'
import type { ZmtpTypeName } from '../../socket-types.js'
import type { FrameDecoder } from '../frame.js'
import type { FrameEncoder } from '../frame-encoder.js'
import type { GreetingDecoder, PeerProtocol } from '../greeting.js'

/** The oldest major version of ZMTP that a peer may speak. */
export type ZmtpMajor = 1 | 2 | 3

/** What a greeting must know of its socket. */
export interface GreetingSettings {
  readonly socketType: ZmtpTypeName
  readonly mechanism: { readonly name: string; readonly asServer: boolean }
  /** ZMQ_ROUTING_ID: the signature carries its length, plus one, as ZMTP 1.0 did. */
  readonly routingId: Uint8Array
  readonly minimumZmtp: ZmtpMajor
}

/** What a whole greeting has told of the peer. */
export interface GreetedPeer {
  /** The minor version; 0 for peers older than 3.0. */
  readonly minor: number
  /** Its type, where the greeting says it: ZMTP 2.0, and 1.0 with a revision. */
  readonly socketType?: SocketTypeName
  /** Bytes of the peer that come after its greeting. */
  readonly rest: Buffer
}

/** One version of ZMTP. */
export interface Wire {
  readonly protocol: PeerProtocol
  readonly major: ZmtpMajor
  /** A handshake comes first. Without one each side's first frame is its identity; neither waits for it. */
  readonly hasHandshake: boolean
  readonly hasCommands: boolean
  /** What a heartbeat is: a command, or the transport's own affair, outside every cipher. */
  readonly ping: 'command' | 'transport' | 'none'
  /** What we send behind our revision; undefined for a peer that is sent no revision either. */
  answer(settings: GreetingSettings): Uint8Array | undefined
  /**
   * Reads the end of the peer's greeting; undefined while it is not whole.
   *
   * @param used so many octets of `chunk` are in `decoder`
   * @throws ProtocolError for a mechanism or socket type that is not ours to talk to
   */
  finish(
    decoder: GreetingDecoder,
    chunk: Buffer,
    used: number,
    settings: GreetingSettings,
  ): GreetedPeer | undefined
  /** Sets how frames are laid out from now on, and packs our identity where it is due. */
  begin(frames: FrameDecoder, output: FrameEncoder, routingId: Uint8Array): void
}
