// The server's side of the CURVE handshake (RFC 26). Between WELCOME and INITIATE it holds no key of the
// connection: the client keeps them, in a cookie that nobody else can open.
//
//   HELLO ──►  ◄── WELCOME   then   INITIATE ──► ZAP ──►  ◄── READY or ERROR
import { encodeError, isCommand } from '../command.js'
import type { ZapVerdict } from '../zap.js'
import type { CurveBox, CurveSecret } from './curve-box.js'
import { CurveCipher } from './curve-cipher.js'
import {
  checkCurveStructure,
  checkHello,
  curveFault,
  HELLO_NONCE_OFFSET,
  INITIATE_NONCE_OFFSET,
  type Initiate,
  openInitiate,
  readHello,
  readInitiate,
  sealReady,
  sealWelcome,
} from './curve-commands.js'
import type { CookieKeys } from './curve-cookie.js'
import type { CurveKeys } from './curve-key-log.js'
import { NonceCounter, NonceGuard } from './curve-nonce.js'
import type { Mechanism, MechanismPeer, MechanismStep } from './mechanism.js'
import { handshakeFault, readPeer, unexpectedCommand } from './peer.js'

const RFC = 'RFC 26 §Client and Server Sockets'

/** What a CURVE server is made of. */
export interface CurveServerSettings {
  readonly box: CurveBox
  /** What we say of ourselves, encoded. */
  readonly metadata: Uint8Array
  /** S: our long-term key pair. It stays the caller's. */
  readonly secret: CurveSecret
  readonly cookies: CookieKeys
  /** Is told the keys of the connection, once: when INITIATE has come, or for a HELLO that does not open. */
  readonly keyLog?: ((keys: CurveKeys) => void) | undefined
}

/** What is kept of one state. */
type State =
  | { readonly expects: 'HELLO' }
  /** The mark of our cookie, as text: a small buffer would keep the page that it was cut from. */
  | { readonly expects: 'INITIATE'; readonly mark: string; readonly received: NonceGuard }
  /** Until ZAP has answered. */
  | {
      readonly expects: 'nothing'
      readonly key: Buffer
      readonly peer: MechanismPeer
      readonly received: NonceGuard
    }

/** The same for all: what strangers make us hold is little. */
const GREETING: State = { expects: 'HELLO' }
const NEXT: MechanismStep = { kind: 'next' }

/** The server's side of CURVE, for one connection. */
export class CurveServer implements Mechanism {
  readonly name = 'CURVE'
  readonly asServer = true
  readonly #settings: CurveServerSettings
  #state = GREETING

  constructor(settings: CurveServerSettings) {
    this.#settings = settings
  }

  /** Of the prototype: a field would be one more for every stranger. */
  get isCostly(): boolean {
    return true
  }

  start(): MechanismStep {
    return NEXT
  }

  receive(body: Buffer): MechanismStep {
    const state = this.#state
    if (state.expects === 'nothing') {
      throw handshakeFault('ZMTP_UNSPECIFIED', 'a command came before READY', RFC)
    }
    checkCurveStructure(body, state.expects)
    if (!isCommand(body, state.expects)) throw unexpectedCommand(body, state.expects, RFC)
    return state.expects === 'HELLO' ? this.#greeted(body) : this.#initiated(body, state)
  }

  answered({ status }: ZapVerdict): MechanismStep {
    if (this.#state.expects !== 'nothing') throw new Error('ZAP was not asked')
    const { key, peer, received } = this.#state
    if (status !== 200) {
      this.forget()
      return {
        kind: 'denied',
        status,
        replies: status === 300 ? [] : [encodeError(String(status))],
      }
    }
    const { box, metadata } = this.#settings
    const sent = new NonceCounter()
    const ready = sealReady(box, key, sent.next(), metadata)
    const cipher = new CurveCipher(box, { role: 'server', key, sent, received })
    this.forget()
    return { kind: 'ready', peer: { ...peer, cipher }, replies: [ready] }
  }

  readonly refusal = encodeError

  forget(): void {
    if (this.#state.expects === 'nothing') this.#state.key.fill(0)
  }

  #greeted(body: Buffer): MechanismStep {
    const { box, secret, cookies, keyLog } = this.#settings
    const clientKey = readHello(body)
    const key = box.shared(clientKey, secret)
    try {
      checkHello(box, key, body)
    } catch (error) {
      keyLog?.({ clientKey, hello: key })
      key?.fill(0)
      throw error
    }
    const received = new NonceGuard()
    received.accept(body, HELLO_NONCE_OFFSET)
    const session = box.secret()
    const { cookie, mark } = cookies.seal({ clientKey, session })
    const welcome = sealWelcome(box, key as Buffer, session.publicKey, cookie)
    session.octets.fill(0)
    key?.fill(0)
    this.#state = { expects: 'INITIATE', mark: mark.toString('latin1'), received }
    return { kind: 'next', replies: [welcome] }
  }

  #initiated(body: Buffer, { mark, received }: State & { expects: 'INITIATE' }): MechanismStep {
    const { box, secret, cookies } = this.#settings
    const remembered = cookies.open(readInitiate(body), Buffer.from(mark, 'latin1'))
    if (remembered === undefined) {
      throw curveFault('ZMTP_CRYPTOGRAPHIC', 'the cookie in INITIATE is not ours', 'INITIATE')
    }
    if (!received.isNew(body, INITIATE_NONCE_OFFSET)) {
      throw curveFault('ZMTP_INVALID_SEQUENCE', "the nonce is not above HELLO's", 'INITIATE')
    }
    const { clientKey: sessionKey, session } = remembered
    const key = box.shared(sessionKey, session)
    let initiate: Initiate | undefined
    try {
      initiate = openInitiate(box, key, session, [sessionKey, secret.publicKey], body)
    } finally {
      this.#log({ clientKey: sessionKey, session: key }, session, initiate?.clientKey)
      if (initiate === undefined) key?.fill(0)
      session.octets.fill(0)
    }
    received.accept(body, INITIATE_NONCE_OFFSET)
    const peer = readPeer(initiate.metadata, 0)
    this.#state = { expects: 'nothing', key: key as Buffer, peer, received }
    const credentials = [Buffer.from(initiate.clientKey)]
    return { kind: 'ask', question: { mechanism: 'CURVE', credentials } }
  }

  /** What was overwritten after WELCOME is computed again for the log. */
  #log(keys: CurveKeys, session: CurveSecret, longTermKey: Uint8Array | undefined): void {
    const { box, secret, keyLog } = this.#settings
    if (keyLog === undefined) return
    const hello = box.shared(keys.clientKey, secret)
    const vouch = longTermKey && box.shared(longTermKey, session)
    keyLog({ ...keys, hello, vouch })
    hello?.fill(0)
    vouch?.fill(0)
  }
}
