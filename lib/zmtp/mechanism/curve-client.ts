// The client's side of the CURVE handshake (RFC 26). It knows the server's key beforehand, and shows its own only
// to who has the secret of that.
//
//   HELLO ──►  ◄── WELCOME   then   INITIATE ──►  ◄── READY or ERROR
import { decodeError, isCommand } from '../command.js'
import type { CurveBox, CurveSecret } from './curve-box.js'
import { CurveCipher } from './curve-cipher.js'
import {
  checkReadyLength,
  curveFault,
  openReady,
  openWelcome,
  READY_NONCE_OFFSET,
  sealHello,
  sealInitiate,
} from './curve-commands.js'
import type { CurveKeys } from './curve-key-log.js'
import { NonceCounter, NonceGuard } from './curve-nonce.js'
import type { Mechanism, MechanismStep } from './mechanism.js'
import { readPeerAsClient, unexpectedCommand } from './peer.js'

const RFC = 'RFC 26 §Client and Server Sockets'

/** What a CURVE client is made of. */
export interface CurveClientSettings {
  readonly box: CurveBox
  /** What we say of ourselves, encoded. */
  readonly metadata: Uint8Array
  /** C's secret half. It stays the caller's. */
  readonly secret: CurveSecret
  /** C's public half: what the server is told, and finds out to be ours. */
  readonly publicKey: Uint8Array
  /** S: the key of the server that is meant. */
  readonly serverKey: Uint8Array
  /** Is told the keys of the connection, once: when all are there, or when it ends before that. */
  readonly keyLog?: ((keys: CurveKeys) => void) | undefined
}

/** The client's side of CURVE, for one connection. */
export class CurveClient implements Mechanism {
  readonly name = 'CURVE'
  readonly asServer = false
  readonly #settings: CurveClientSettings
  /** C'. */
  readonly #session: CurveSecret
  readonly #sent = new NonceCounter()
  readonly #received = new NonceGuard()
  /** The key of C' and S, then of C' and S'. */
  #key: Buffer | undefined
  #expected: 'WELCOME' | 'READY' = 'WELCOME'
  #isLogged = false

  constructor(settings: CurveClientSettings) {
    this.#settings = settings
    this.#session = settings.box.secret()
  }

  start(): MechanismStep {
    const { box, serverKey } = this.#settings
    this.#key = box.shared(serverKey, this.#session)
    if (this.#key === undefined) {
      throw curveFault('ZMTP_CRYPTOGRAPHIC', 'nothing is secret with this server key', 'HELLO')
    }
    const hello = sealHello(box, this.#key, this.#session.publicKey, this.#sent.next())
    return { kind: 'next', replies: [hello] }
  }

  receive(body: Buffer): MechanismStep {
    if (isCommand(body, 'ERROR')) return { kind: 'refused', reason: decodeError(body) }
    // libzmq tries to open it with what it has.
    if (this.#expected === 'WELCOME' && isCommand(body, 'READY')) throw tooEarly(body)
    if (!isCommand(body, this.#expected)) {
      throw unexpectedCommand(body, `${this.#expected} or ERROR`, RFC)
    }
    return this.#expected === 'WELCOME' ? this.#welcomed(body) : this.#readied(body)
  }

  answered(): never {
    throw new Error('a client asks no ZAP handler')
  }

  forget(): void {
    if (this.#expected === 'WELCOME' && this.#key !== undefined) this.#log({ hello: this.#key })
    this.#session.octets.fill(0)
    this.#key?.fill(0)
  }

  #log(keys: Omit<CurveKeys, 'clientKey'>): void {
    if (this.#isLogged) return
    this.#isLogged = true
    this.#settings.keyLog?.({ clientKey: this.#session.publicKey, ...keys })
  }

  #welcomed(body: Buffer): MechanismStep {
    const { box, secret, publicKey, serverKey, metadata } = this.#settings
    const welcome = openWelcome(box, this.#key as Buffer, body)
    const hello = this.#key as Buffer
    const session = box.shared(welcome.serverKey, this.#session)
    const vouchKey = box.shared(welcome.serverKey, secret)
    if (session === undefined || vouchKey === undefined) {
      session?.fill(0)
      throw curveFault('ZMTP_CRYPTOGRAPHIC', 'nothing is secret with the key in it', 'WELCOME')
    }
    this.#log({ session, hello, vouch: vouchKey })
    hello.fill(0)
    this.#key = session
    const initiate = sealInitiate(
      box,
      { publicKey, session: this.#session, serverKey, key: session, vouchKey },
      { cookie: welcome.cookie, nonce: this.#sent.next(), metadata },
    )
    vouchKey.fill(0)
    this.#expected = 'READY'
    return { kind: 'next', replies: [initiate] }
  }

  #readied(body: Buffer): MechanismStep {
    const { box } = this.#settings
    const key = this.#key as Buffer
    const metadata = openReady(box, key, body)
    this.#received.accept(body, READY_NONCE_OFFSET)
    const peer = readPeerAsClient(metadata, 0)
    const cipher = new CurveCipher(box, {
      role: 'client',
      key,
      sent: this.#sent,
      received: this.#received,
    })
    this.forget()
    return { kind: 'ready', peer: { ...peer, cipher } }
  }
}

function tooEarly(body: Buffer): Error {
  checkReadyLength(body)
  return curveFault('ZMTP_CRYPTOGRAPHIC', 'READY before WELCOME does not open', 'READY')
}
