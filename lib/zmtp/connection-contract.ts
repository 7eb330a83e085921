// What goes into a Connection and what it tells: settings, states, failures, the listener, and the
// limits on what a peer can make us hold. Types and numbers only; connection.ts is the machine.
import type { SystemError } from '../errors.js'
import type { ZmtpTypeName } from '../socket-types.js'
import type { ZmtpMajor } from './greeting-exchange.js'
import type { PeerProtocol } from './greeting.js'
import type { HeartbeatSettings } from './heartbeat.js'
import type { Mechanism } from './mechanism/mechanism.js'
import type { Metadata } from './metadata.js'
import type { ZapCredentials, ZapStatus, ZapVerdict } from './zap.js'

/** What a connection must know of its socket. */
export interface ConnectionSettings {
  readonly socketType: ZmtpTypeName
  /** A mechanism for this connection alone. */
  readonly mechanism: Mechanism
  /** ZMQ_ROUTING_ID: its length is in the signature, and ZMTP 2.0 and 1.0 peers are sent it. */
  readonly routingId: Uint8Array
  /** The oldest major version of ZMTP that the peer may speak. */
  readonly minimumZmtp: ZmtpMajor
  /** Largest frame accepted, in bytes; Infinity for none but the platform's (ZMQ_MAXMSGSIZE). */
  readonly maxMessageSize: number
  /** Most parts of one message, and bytes in all of them; Infinity for no limit. Ours, not libzmq's. */
  readonly maxParts: number
  readonly maxTotalSize: number
  /** How long greeting and handshake may take, in ms; 0 = for ever (ZMQ_HANDSHAKE_IVL). */
  readonly handshakeIntervalMs: number
  readonly heartbeat: HeartbeatSettings
}

/** Where the connection stands. */
export type ConnectionState = 'greeting' | 'handshake' | 'traffic' | 'closed'

/**
 * Every legal move, from state to state, with what causes it. The tests of the machine allow no other and
 * see each of these; docs/architecture.md draws its picture from it.
 */
export const CONNECTION_MOVES = {
  greeting: {
    handshake: 'both greetings are whole, the mechanism is the same',
    traffic: 'the peer speaks ZMTP 2.0 or 1.0: no handshake, only identities',
    closed: 'version, mechanism or socket type refused, time over, end of the stream',
  },
  handshake: {
    traffic: 'READY is here and the socket types agree',
    closed: 'a fault, ERROR, another socket type, time over, end of the stream',
  },
  traffic: {
    closed: 'a fault, no heartbeat, end of the stream',
  },
  closed: {},
} as const satisfies Readonly<
  Record<ConnectionState, Readonly<Partial<Record<ConnectionState, string>>>>
>

/** What a connection knows of its peer when messages can pass. */
export interface PeerInfo {
  readonly protocol: PeerProtocol
  /** The minor version of its greeting: 0 for RFC 23's ZMTP 3.0 and all before, 1 for RFC 37's 3.1. */
  readonly minor: number
  /** Its Socket-Type; undefined where it gave none. */
  readonly socketType: string | undefined
  /** The properties of its READY or INITIATE; of an old peer none. */
  readonly metadata: Metadata
}

/** Why a connection is closed. */
export interface ConnectionFailure {
  /** The peer broke a rule, refused us, went away, or was silent too long. */
  readonly kind: 'protocol' | 'refused' | 'gone' | 'silent'
  /** The state it happened in. */
  readonly state: Exclude<ConnectionState, 'closed'>
  /** What the peer speaks, as far as its bytes told. */
  readonly protocol: PeerProtocol | undefined
  readonly error: Error
  /** For `protocol`: libzmq's number, where it reports one. */
  readonly protocolNumber?: number | undefined
  /** For `refused`: the status 300, 400 or 500 that ERROR carried, if it was exactly that. */
  readonly status?: number | undefined
}

/** Whom a connection tells what the peer did. */
export interface ConnectionListener {
  /** The transport has come to terms with the peer; a handshake may follow. */
  agreed?(): void
  /** A heartbeat is due that is the transport's own affair. */
  ping?(): void
  /**
   * Messages can pass. A ZMTP 2.0 or 1.0 peer has had no handshake that could have succeeded, and its identity
   * is still to come.
   */
  ready(peer: PeerInfo): void
  /** The identity of a ZMTP 2.0 or 1.0 peer, maybe empty. */
  identified?(routingId: Buffer): void
  /** A command in traffic that is no heartbeat: SUBSCRIBE, JOIN and their like, or one nobody knows. */
  control?(body: Buffer): void
  /**
   * The mechanism wants ZAP to judge the peer.
   *
   * @returns the verdict, or why there can be none, where that is known at once; else give it to
   * `Connection.answered`
   */
  asked?(question: ZapCredentials): ZapVerdict | SystemError | undefined
  /**
   * Before a command for which a server has to compute much (`Mechanism.isCostly`).
   *
   * @returns false to have the command wait, and all behind it, until `resume`; if true, `computed` is called behind it
   */
  mayCompute?(): boolean
  computed?(): void
  /** ZAP has refused the peer, which is to go by itself before the handshake's time is over. */
  denied?(status: ZapStatus): void
  /**
   * A whole message. Its parts are views that stay valid.
   *
   * @returns false to stop decoding until `resume`; this message counts as taken all the same
   */
  message(parts: Buffer[]): boolean
  /** After a small message the rest of what was read may wait for `takeNow`, or for `resume`. */
  readonly takesOnDemand?: boolean
}

/**
 * The largest command accepted before the peer has shown who it is. A READY holds a few properties;
 * nobody needs to make us store more.
 */
export const HANDSHAKE_BODY_MAX = 64 * 1024

/**
 * While so many bytes wait to be written, nothing is added that nobody asked us to send: PINGs are left out,
 * and of the PONGs that are owed only the last is sent once there is room, as libzmq does. A peer that
 * sends PINGs and reads nothing cannot make us store more.
 */
export const UNASKED_OUTPUT_MAX = 64 * 1024

/** The largest identity of a ZMTP 2.0 or 1.0 peer (RFC 15 §Connection Setup, RFC 13 §Identity). */
export const IDENTITY_MAX = 255
