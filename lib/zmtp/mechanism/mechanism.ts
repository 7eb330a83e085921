// What a security mechanism is to a Connection (RFC 23 §Authentication): commands in, commands out,
// no greeting, no I/O. null.ts is the only one yet.
import type { Metadata } from '../metadata.js'

/** What a mechanism makes of one handshake command. */
export interface MechanismStep {
  /** Command bodies to send now, in order. */
  readonly replies?: readonly Uint8Array[]
  /** The peer's metadata, once the handshake is done. */
  readonly ready?: Metadata
  /** With `ready`: each Socket-Type the peer gave, for a peer may repeat it and must be right each time. */
  readonly socketTypes?: readonly string[]
  /** The reason of the peer's ERROR command: the handshake has failed. */
  readonly refused?: string
}

/** One side of a security handshake, for one connection. */
export interface Mechanism {
  /** The name in the greeting, such as `NULL`. */
  readonly name: string
  /** The as-server octet of the greeting. */
  readonly asServer: boolean
  /** The command bodies to send as soon as the greetings are exchanged. */
  start(): readonly Uint8Array[]
  /**
   * Takes a command of the peer.
   *
   * @throws ProtocolError if the peer broke the mechanism's rules
   */
  receive(body: Buffer): MechanismStep
}
