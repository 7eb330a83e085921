// CURVE once the handshake is done: each frame is a MESSAGE (RFC 26 §MESSAGE Command).
//
//   offset  size  field
//   0       1     7
//   1       7     MESSAGE
//   8       8     short nonce
//   16      16    authenticator of the box
//   32      1     sealed: flags, bit 0 MORE, bit 1 COMMAND (libzmq's; the RFC has no commands), others zero
//   33      …     sealed: payload
import { ProtocolError, type ProtocolErrorName, type SilentFault } from '../../errors.js'
import { isCommand } from '../command.js'
import { FLAG_COMMAND, FLAG_MORE } from '../frame-header.js'
import type { CurveBox, Subkey } from './curve-box.js'
import { noncePrefix, type NonceCounter, type NonceGuard } from './curve-nonce.js'
import type { Cipher } from './mechanism.js'

const RFC = 'RFC 26 §MESSAGE Command'
const HEADER = Buffer.from('\x07MESSAGE', 'latin1')
const NONCE_OFFSET = 8
const BOX_OFFSET = 16
const FLAGS_OFFSET = 32
const PAYLOAD_OFFSET = 33

const INNER_MORE = 0x01
const INNER_COMMAND = 0x02
/** The flags octet, by its value. */
const INNER_FLAGS = [0, 1, 2, 3].map(flags => Uint8Array.of(flags))

const FROM_CLIENT = noncePrefix('CurveZMQMESSAGEC')
const FROM_SERVER = noncePrefix('CurveZMQMESSAGES')

/** What the handshake leaves to the traffic. */
export interface CurveSession {
  readonly role: 'client' | 'server'
  /** The key of the two short-term keys. It is used up here: overwrite it. */
  readonly key: Uint8Array
  readonly sent: NonceCounter
  readonly received: NonceGuard
}

/** Seals and opens the MESSAGEs of one connection. */
export class CurveCipher implements Cipher {
  readonly prefixLength = PAYLOAD_OFFSET
  flags = 0
  readonly #box: CurveBox
  readonly #sealKey: Subkey
  readonly #openKey: Subkey
  readonly #sent: NonceCounter
  readonly #received: NonceGuard
  #isForgotten = false

  constructor(box: CurveBox, { role, key, sent, received }: CurveSession) {
    this.#box = box
    const isClient = role === 'client'
    // A nonce here is one of two texts and a number: HSalsa20, which takes the text, is done once for each.
    this.#sealKey = box.subkey(key, isClient ? FROM_CLIENT : FROM_SERVER)
    this.#openKey = box.subkey(key, isClient ? FROM_SERVER : FROM_CLIENT)
    this.#sent = sent
    this.#received = received
  }

  seal(payload: Uint8Array, flags: number, page: Buffer, at: number): void {
    // Nothing leaves any more; sealed with zeros it would be open to all.
    if (this.#isForgotten) {
      page.fill(0, at, at + PAYLOAD_OFFSET + payload.length)
      return
    }
    for (let index = 0; index < NONCE_OFFSET; index++) page[at + index] = HEADER[index] as number
    this.#sent.write(page, at + NONCE_OFFSET)
    const inner =
      ((flags & FLAG_MORE) === 0 ? 0 : INNER_MORE) |
      ((flags & FLAG_COMMAND) === 0 ? 0 : INNER_COMMAND)
    const head = INNER_FLAGS[inner] as Uint8Array
    this.#box.sealInto(page, at + BOX_OFFSET, head, payload, this.#sealKey)
  }

  open(body: Buffer): Buffer {
    if (body.length <= 1 || body.length <= (body[0] as number)) {
      throw fault('ZMTP_MALFORMED_COMMAND_UNSPECIFIED', 'a frame is no whole command')
    }
    if (!isCommand(body, 'MESSAGE')) {
      throw fault('ZMTP_UNEXPECTED_COMMAND', 'a frame after the handshake is no MESSAGE')
    }
    if (body.length < PAYLOAD_OFFSET) {
      throw fault('ZMTP_MALFORMED_COMMAND_MESSAGE', 'a MESSAGE is cut off')
    }
    if (!this.#received.isNew(body, NONCE_OFFSET)) {
      throw fault('ZMTP_INVALID_SEQUENCE', 'the nonce of a MESSAGE is not above the one before')
    }
    if (!this.#box.openInto(body, BOX_OFFSET, this.#openKey)) {
      throw fault('ZMTP_CRYPTOGRAPHIC', 'a MESSAGE does not open')
    }
    this.#received.accept(body, NONCE_OFFSET)
    const flags = body[FLAGS_OFFSET] as number
    if ((flags & ~(INNER_MORE | INNER_COMMAND)) !== 0) {
      throw fault('ZMTP_RESERVED_FLAGS', 'the flags in a MESSAGE have reserved bits set')
    }
    this.flags =
      ((flags & INNER_MORE) === 0 ? 0 : FLAG_MORE) |
      ((flags & INNER_COMMAND) === 0 ? 0 : FLAG_COMMAND)
    return body.subarray(PAYLOAD_OFFSET)
  }

  forget(): void {
    this.#isForgotten = true
    this.#sealKey.fill(0)
    this.#openKey.fill(0)
  }
}

function fault(name: ProtocolErrorName | SilentFault, text: string): ProtocolError {
  return new ProtocolError(name, text, { rfc: RFC, state: 'traffic' })
}
