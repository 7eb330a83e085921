// The commands of the CURVE handshake (RFC 26), sealed and opened; who sends which when is in curve-client.ts and
// curve-server.ts. C, S: the long-term keys; C', S': those of this connection. A box of n octets of text has
// n + 16. Every nonce is a text and what the command carries of it.
//
//   command   offset  size  field
//   HELLO     6       2     version 1, 0
//   200       8       72    zeros, so that nobody gets more back than he sent
//             80      32    C'
//             112     8     short nonce
//             120     80    box C'→S of 64 zeros, "CurveZMQHELLO---"
//   WELCOME   8       16    long nonce
//   168       24      144   box S→C' of S' (32) and cookie (96), "WELCOME-"
//   INITIATE  9       96    cookie
//   257+m     105     8     short nonce
//             113     144+m box C'→S' of C (32), vouch (96), metadata (m), "CurveZMQINITIATE"
//   vouch     0       16    long nonce
//             16      80    box C→S' of C' (32) and S (32), "VOUCH---"
//   READY     6       8     short nonce
//   30+m      14      16+m  box S'→C' of metadata (m), "CurveZMQREADY---"
import { timingSafeEqual } from 'node:crypto'
import type { ProtocolErrorName } from '../../errors.js'
import { encodeCommand } from '../command.js'
import {
  BOX_OVERHEAD,
  KEY_LENGTH,
  openBox,
  sealBox,
  type CurveBox,
  type CurveSecret,
} from './curve-box.js'
import { longNonce, newLongNonce, shortNonce } from './curve-nonce.js'
import { checkCommandStructure, handshakeFault } from './peer.js'

const HELLO_LENGTH = 200
const VERSION = Buffer.from([1, 0])
const HELLO_VERSION_OFFSET = 6
const HELLO_KEY_OFFSET = 80
/** Where the short nonce stands in HELLO. */
export const HELLO_NONCE_OFFSET = 112
const HELLO_BOX_OFFSET = 120
const PADDING = Buffer.alloc(HELLO_KEY_OFFSET - HELLO_VERSION_OFFSET - VERSION.length)
const SIGNATURE = Buffer.alloc(64)

const WELCOME_LENGTH = 168
const WELCOME_NONCE_OFFSET = 8
const WELCOME_BOX_OFFSET = 24

const INITIATE_LENGTH_MIN = 257
const INITIATE_COOKIE_OFFSET = 9
/** Where the short nonce stands in INITIATE. */
export const INITIATE_NONCE_OFFSET = 105
const INITIATE_BOX_OFFSET = 113
const VOUCH_NONCE_LENGTH = 16
const INNER_VOUCH_BOX_OFFSET = KEY_LENGTH + VOUCH_NONCE_LENGTH
const VOUCH_BOX_LENGTH = 2 * KEY_LENGTH + BOX_OVERHEAD
const INNER_METADATA_OFFSET = INNER_VOUCH_BOX_OFFSET + VOUCH_BOX_LENGTH

const READY_LENGTH_MIN = 30
/** Where the short nonce stands in READY. */
export const READY_NONCE_OFFSET = 6
const READY_BOX_OFFSET = 14

/** What INITIATE says, once it is opened and its vouch is right. */
export interface Initiate {
  /** C: who the client is. */
  readonly clientKey: Buffer
  readonly metadata: Buffer
}

/** A handshake that cannot go on. */
export function curveFault(code: ProtocolErrorName, text: string, command: string): Error {
  return handshakeFault(code, text, `RFC 26 §${command} Command`)
}

/** The client's first command. @param key of C' and S */
export function sealHello(
  box: CurveBox,
  key: Uint8Array,
  publicKey: Uint8Array,
  nonce: Uint8Array,
): Buffer {
  const sealed = sealBox(box, key, shortNonce('CurveZMQHELLO---', nonce), SIGNATURE)
  return encodeCommand('HELLO', VERSION, PADDING, publicKey, nonce, sealed)
}

/** The C' of a HELLO. The caller has seen that it is one. @throws ProtocolError for another form or version */
export function readHello(body: Buffer): Buffer {
  const isOurs =
    body.length === HELLO_LENGTH &&
    VERSION.equals(body.subarray(HELLO_VERSION_OFFSET, HELLO_VERSION_OFFSET + VERSION.length)) &&
    PADDING.equals(body.subarray(HELLO_VERSION_OFFSET + VERSION.length, HELLO_KEY_OFFSET))
  if (!isOurs) {
    throw curveFault('ZMTP_MALFORMED_COMMAND_HELLO', 'HELLO is not one of CurveZMQ 1.0', 'HELLO')
  }
  return Buffer.from(body.subarray(HELLO_KEY_OFFSET, HELLO_KEY_OFFSET + KEY_LENGTH))
}

/** Sees that the sender of a HELLO has our key. @throws ProtocolError ZMTP_CRYPTOGRAPHIC */
export function checkHello(box: CurveBox, key: Uint8Array | undefined, body: Buffer): void {
  const nonce = shortNonce('CurveZMQHELLO---', body.subarray(HELLO_NONCE_OFFSET, HELLO_BOX_OFFSET))
  const signature = key && openBox(box, key, nonce, body.subarray(HELLO_BOX_OFFSET))
  if (signature?.equals(SIGNATURE) === true) return
  throw curveFault('ZMTP_CRYPTOGRAPHIC', 'HELLO does not open: it is for another key', 'HELLO')
}

/** The server's answer. @param key of S and C' */
export function sealWelcome(
  box: CurveBox,
  key: Uint8Array,
  publicKey: Uint8Array,
  cookie: Uint8Array,
): Buffer {
  const nonce = newLongNonce(box)
  const sealed = sealBox(box, key, longNonce('WELCOME-', nonce), publicKey, cookie)
  return encodeCommand('WELCOME', nonce, sealed)
}

/** What a WELCOME holds: S' and the cookie. @throws ProtocolError ZMTP_CRYPTOGRAPHIC */
export function openWelcome(
  box: CurveBox,
  key: Uint8Array,
  body: Buffer,
): { readonly serverKey: Buffer; readonly cookie: Buffer } {
  const nonce = longNonce('WELCOME-', body.subarray(WELCOME_NONCE_OFFSET, WELCOME_BOX_OFFSET))
  const text =
    body.length === WELCOME_LENGTH
      ? openBox(box, key, nonce, body.subarray(WELCOME_BOX_OFFSET))
      : undefined
  if (text === undefined) {
    throw curveFault('ZMTP_CRYPTOGRAPHIC', 'WELCOME does not open', 'WELCOME')
  }
  return { serverKey: text.subarray(0, KEY_LENGTH), cookie: text.subarray(KEY_LENGTH) }
}

/** Who speaks in INITIATE and to whom. */
interface InitiateSettings {
  /** C, C' and S. */
  readonly publicKey: Uint8Array
  readonly session: CurveSecret
  readonly serverKey: Uint8Array
  /** The keys of C' and S', and of C and S'. */
  readonly key: Uint8Array
  readonly vouchKey: Uint8Array
}

/** The client shows who it is. */
export function sealInitiate(
  box: CurveBox,
  { publicKey, session, serverKey, key, vouchKey }: InitiateSettings,
  { cookie, nonce, metadata }: Readonly<Record<'cookie' | 'nonce' | 'metadata', Uint8Array>>,
): Buffer {
  const vouchNonce = newLongNonce(box)
  const vouch = sealBox(
    box,
    vouchKey,
    longNonce('VOUCH---', vouchNonce),
    session.publicKey,
    serverKey,
  )
  const sealed = sealBox(
    box,
    key,
    shortNonce('CurveZMQINITIATE', nonce),
    publicKey,
    vouchNonce,
    vouch,
    metadata,
  )
  return encodeCommand('INITIATE', cookie, nonce, sealed)
}

/** The cookie of an INITIATE. The caller has seen that it is one. @throws ProtocolError if it is too short */
export function readInitiate(body: Buffer): Buffer {
  if (body.length < INITIATE_LENGTH_MIN) {
    throw curveFault('ZMTP_MALFORMED_COMMAND_INITIATE', 'INITIATE is cut off', 'INITIATE')
  }
  return body.subarray(INITIATE_COOKIE_OFFSET, INITIATE_NONCE_OFFSET)
}

/**
 * Opens an INITIATE and the vouch in it.
 *
 * @param key of S' and C'; none where nothing between them would be secret
 * @param session S'
 * @param publicKeys C' and S, which the vouch must name
 * @throws ProtocolError ZMTP_CRYPTOGRAPHIC, or ZMTP_KEY_EXCHANGE for a vouch for something else
 */
export function openInitiate(
  box: CurveBox,
  key: Uint8Array | undefined,
  session: CurveSecret,
  publicKeys: readonly [sessionKey: Uint8Array, serverKey: Uint8Array],
  body: Buffer,
): Initiate {
  const nonce = shortNonce(
    'CurveZMQINITIATE',
    body.subarray(INITIATE_NONCE_OFFSET, INITIATE_BOX_OFFSET),
  )
  const text = key && openBox(box, key, nonce, body.subarray(INITIATE_BOX_OFFSET))
  if (text === undefined) {
    throw curveFault('ZMTP_CRYPTOGRAPHIC', 'INITIATE does not open', 'INITIATE')
  }
  const clientKey = text.subarray(0, KEY_LENGTH)
  const vouchKey = box.shared(clientKey, session)
  const vouch =
    vouchKey &&
    openBox(
      box,
      vouchKey,
      longNonce('VOUCH---', text.subarray(KEY_LENGTH, INNER_VOUCH_BOX_OFFSET)),
      text.subarray(INNER_VOUCH_BOX_OFFSET, INNER_METADATA_OFFSET),
    )
  vouchKey?.fill(0)
  if (vouch === undefined) {
    throw curveFault('ZMTP_CRYPTOGRAPHIC', 'the vouch in INITIATE does not open', 'INITIATE')
  }
  // libzmq looks at the first of the two alone.
  if (!timingSafeEqual(vouch, Buffer.concat(publicKeys))) {
    throw curveFault('ZMTP_KEY_EXCHANGE', 'the vouch in INITIATE is for other keys', 'INITIATE')
  }
  return { clientKey, metadata: text.subarray(INNER_METADATA_OFFSET) }
}

/** The server's last command. @param key of S' and C' */
export function sealReady(
  box: CurveBox,
  key: Uint8Array,
  nonce: Uint8Array,
  metadata: Uint8Array,
): Buffer {
  return encodeCommand(
    'READY',
    nonce,
    sealBox(box, key, shortNonce('CurveZMQREADY---', nonce), metadata),
  )
}

/** @throws ProtocolError ZMTP_MALFORMED_COMMAND_READY for a READY that is too short */
export function checkReadyLength(body: Buffer): void {
  if (body.length >= READY_LENGTH_MIN) return
  throw curveFault('ZMTP_MALFORMED_COMMAND_READY', 'READY is cut off', 'READY')
}

/** The metadata in a READY. @throws ProtocolError */
export function openReady(box: CurveBox, key: Uint8Array, body: Buffer): Buffer {
  checkReadyLength(body)
  const nonce = shortNonce('CurveZMQREADY---', body.subarray(READY_NONCE_OFFSET, READY_BOX_OFFSET))
  const metadata = openBox(box, key, nonce, body.subarray(READY_BOX_OFFSET))
  if (metadata === undefined) throw curveFault('ZMTP_CRYPTOGRAPHIC', 'READY does not open', 'READY')
  return metadata
}

/** @throws ProtocolError, in libzmq's order, for a body that is no whole command */
export function checkCurveStructure(body: Buffer, command: string): void {
  checkCommandStructure(body, `RFC 26 §${command} Command`)
}
