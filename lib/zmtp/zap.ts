// ZAP (RFC 27): what a server asks about a client, and the answer. Types only: what a mechanism must know.
import type { Metadata } from './metadata.js'

/** The status codes of RFC 27 §Reply. */
export type ZapStatus = 200 | 300 | 400 | 500

/** What a mechanism knows of its client: for ZAP to judge. */
export interface ZapCredentials {
  readonly mechanism: 'NULL' | 'PLAIN' | 'CURVE'
  /** NULL: none. PLAIN: user name and password. CURVE: the client's public key, 32 octets. */
  readonly credentials: readonly Uint8Array[]
}

/** The answer (RFC 27 §Reply). */
export interface ZapVerdict {
  readonly status: ZapStatus
  readonly text: string
  /** Who the client is, where the status is 200; empty for nobody in particular. */
  readonly userId: string
  readonly metadata: Metadata
}
