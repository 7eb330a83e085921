// The boxes of CURVE (RFC 26): which key opens each, and how its nonce begins.
import type { CurveKeys } from '../zmtp/mechanism/curve-key-log.js'

/** One of the keys of a line. */
export type KeyName = Exclude<keyof CurveKeys, 'clientKey'>

/** A kind of box. */
export interface BoxKind {
  readonly key: KeyName
  /** Of a MESSAGE the client's, then the server's. */
  readonly prefixes: readonly string[]
}

/** By the command that it is in, and the one within INITIATE's. */
export const BOXES = {
  HELLO: { key: 'hello', prefixes: ['CurveZMQHELLO---'] },
  WELCOME: { key: 'hello', prefixes: ['WELCOME-'] },
  INITIATE: { key: 'session', prefixes: ['CurveZMQINITIATE'] },
  vouch: { key: 'vouch', prefixes: ['VOUCH---'] },
  READY: { key: 'session', prefixes: ['CurveZMQREADY---'] },
  MESSAGE: { key: 'session', prefixes: ['CurveZMQMESSAGEC', 'CurveZMQMESSAGES'] },
} as const satisfies Record<string, BoxKind>

/** The name of a kind. */
export type BoxName = keyof typeof BOXES

/** A box as it lies there. */
export interface SealedBox {
  readonly name: BoxName
  /** The part of the nonce that the command carries. */
  readonly nonce: Buffer
  /** The box, or the first bytes of it. */
  readonly bytes: Buffer
  /** Bytes it really has. */
  readonly size: number
}

/** A whole nonce. */
export function nonceOf(prefix: string, octets: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(prefix), octets])
}
