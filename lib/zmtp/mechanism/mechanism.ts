// What a security mechanism is to a Connection (RFC 23 §Authentication): commands in, commands out, in the
// end a peer and perhaps a cipher. No greeting, no I/O; what ZAP says is asked for and handed in.
import type { Metadata } from '../metadata.js'
import type { ZapCredentials, ZapStatus, ZapVerdict } from '../zap.js'

/** What a handshake ends with. */
export interface MechanismPeer {
  readonly metadata: Metadata
  /** Each Socket-Type the peer gave, for a peer may repeat it and must be right each time. */
  readonly socketTypes: readonly string[]
  /** The fault that a wrong Socket-Type is; ZMTP_SOCKET_TYPE_MISMATCH, which no event tells, if absent. */
  readonly typeFault?: 'ZMTP_INVALID_METADATA'
  /** For messages and commands from now on; none for mechanisms that do not encrypt. */
  readonly cipher?: Cipher
  /** What ZAP said of the peer, where it was asked. */
  readonly verdict?: ZapVerdict | undefined
}

/** Where the handshake stands after a command, or after ZAP's answer. */
export type MechanismOutcome =
  /** The next command is to come. */
  | { readonly kind: 'next' }
  /** ZAP is to be asked; `answered` goes on. A command before that is a fault of the peer. */
  | { readonly kind: 'ask'; readonly question: ZapCredentials }
  | { readonly kind: 'ready'; readonly peer: MechanismPeer }
  /** The peer refused us, for the reason its ERROR gave. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** ZAP refused the peer. Nothing more is expected of it; it is given the time to go by itself. */
  | { readonly kind: 'denied'; readonly status: ZapStatus }

/** What to send, and what comes next. */
export type MechanismStep = MechanismOutcome & {
  /** Command bodies to send now, in order. */
  readonly replies?: readonly Uint8Array[]
}

/** One side of a security handshake, for one connection. */
export interface Mechanism {
  /** The name in the greeting, such as `NULL`. */
  readonly name: string
  /** The as-server octet of the greeting. */
  readonly asServer: boolean
  /** True if each command of a peer costs much computing, whoever that is (`ConnectionListener.mayCompute`). */
  readonly isCostly?: boolean
  /** What is done as soon as the greetings are exchanged. */
  start(): MechanismStep
  /**
   * Takes a command of the peer.
   *
   * @throws ProtocolError if the peer broke the mechanism's rules
   */
  receive(body: Buffer): MechanismStep
  /** Takes ZAP's answer to what was asked. */
  answered(verdict: ZapVerdict): MechanismStep
  /**
   * The command that tells the peer why it is turned away, other than by ZAP. Absent on the sides that have
   * none to send: the clients of PLAIN and CURVE.
   */
  refusal?(reason: string): Uint8Array
  /** Overwrites the secrets it holds: the connection is over. */
  forget?(): void
}

/** Encrypts the frames of one connection. */
export interface Cipher {
  /** Octets before the payload in a sealed body. */
  readonly prefixLength: number
  /**
   * Writes a sealed body: the prefix, then the payload sealed.
   *
   * @param flags MORE and COMMAND of the frame
   * @param page has room for all of it from `at` on
   */
  seal(payload: Uint8Array, flags: number, page: Buffer, at: number): void
  /**
   * Opens a body in place; `flags` then has those of the frame inside.
   *
   * @returns the payload, a view of the body
   * @throws ProtocolError if it was not sealed by the peer, or not in this order
   */
  open(body: Buffer): Buffer
  /** Flags of the frame that was opened last. */
  readonly flags: number
  /** Overwrites the keys. */
  forget(): void
}
