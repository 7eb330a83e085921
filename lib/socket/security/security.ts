// The security of one endpoint of a socket: which mechanism a new connection gets by the options, and who judges the peers.
import { systemError, type ProtocolError } from '../../errors.js'
import type { InprocNames } from '../../transport/inproc.js'
import type { CurveSecret } from '../../zmtp/mechanism/curve-box.js'
import { CurveClient } from '../../zmtp/mechanism/curve-client.js'
import { CookieKeys } from '../../zmtp/mechanism/curve-cookie.js'
import { CurveServer } from '../../zmtp/mechanism/curve-server.js'
import type { Mechanism } from '../../zmtp/mechanism/mechanism.js'
import { nullMechanism } from '../../zmtp/mechanism/null.js'
import { plainClient, plainServer } from '../../zmtp/mechanism/plain.js'
import type { ZapVerdict } from '../../zmtp/zap.js'
import { curveBox as box, curveLoading } from './curve-library.js'
import { keyLog } from './key-log.js'
import type { InprocPeer, Judgement, PeerQuestion } from '../host.js'
import type { OptionValues } from '../options/options.js'
import { MECHANISMS } from '../options/security-rows.js'
import { hasZapHandler, ZapQuestion } from './zap-client.js'

/** Where nobody is asked, everybody is let in. */
const WELCOME: ZapVerdict = { status: 200, text: '', userId: '', metadata: new Map() }

const NO_KEY = Buffer.alloc(32)

/** Mechanisms and ZAP for the connections of one endpoint. */
export class Security {
  readonly #options: OptionValues
  readonly #names: InprocNames<InprocPeer>
  readonly #now: () => number
  #cookies: CookieKeys | undefined
  /** Our long-term secret, and the option that it was made of. */
  #secret: { readonly option: Uint8Array | null; readonly secret: CurveSecret } | undefined

  /**
   * @param options as they were at the bind or connect; the secret key in them is overwritten by `forget`
   * @param now milliseconds that only grow, for the age of cookie keys
   */
  constructor(options: OptionValues, names: InprocNames<InprocPeer>, now: () => number) {
    this.#options = options
    this.#names = names
    this.#now = now
  }

  /** True where peers without a handshake must not come in: they would get round it. */
  get needsHandshake(): boolean {
    return this.#options.securityMechanism !== MECHANISMS.NULL || this.#hasDomain
  }

  /** Pending while what the mechanism needs is loaded: until then a peer's commands are not for it. */
  get loading(): Promise<void> | undefined {
    return this.#options.securityMechanism === MECHANISMS.CURVE ? curveLoading() : undefined
  }

  /** The mechanism of a connection that begins now. @param metadata what we say of ourselves, encoded */
  mechanism(metadata: Buffer): Mechanism {
    const { securityMechanism, plainServer: isServer } = this.#options
    switch (securityMechanism) {
      case MECHANISMS.PLAIN:
        return isServer ? plainServer(metadata) : plainClient(metadata, this.#credentials())
      case MECHANISMS.CURVE:
        return isServer ? this.#curveServer(metadata) : this.#curveClient(metadata)
      default:
        return nullMechanism(metadata, this.#hasDomain)
    }
  }

  /**
   * Has a peer judged, as libzmq does: PLAIN always, NULL and CURVE if there is a handler.
   *
   * @param question what the mechanism knows of the peer; and where that is, without a port
   * @param answered is told the verdict, or what is wrong with it, unless it is given back
   * @returns EFAULT for a handler that must be there and is not
   */
  judge(
    question: PeerQuestion,
    answered: (verdict: ZapVerdict | ProtocolError) => void,
  ): Judgement {
    const { mechanism } = question
    const { zapEnforceDomain: isEnforced, zapDomain, routingId } = this.#options
    // Who enforces domains and has none does not use ZAP with CURVE.
    if (mechanism === 'CURVE' && isEnforced && !this.#hasDomain) return { judgement: WELCOME }
    if (!hasZapHandler(this.#names)) {
      const isRefused = mechanism === 'PLAIN' || isEnforced
      return { judgement: isRefused ? systemError('EFAULT') : WELCOME }
    }
    const request = {
      ...question,
      requestId: '1',
      domain: zapDomain ?? '',
      routingId: routingId ?? Buffer.alloc(0),
    }
    return { judgement: undefined, asking: new ZapQuestion(this.#names, request, answered) }
  }

  /** Overwrites the keys: the endpoint is over. */
  forget(): void {
    this.#secret?.secret.octets.fill(0)
    this.#secret = undefined
    this.#options.curveSecretKey?.fill(0)
    this.#cookies?.forget()
  }

  get #hasDomain(): boolean {
    return (this.#options.zapDomain ?? '') !== ''
  }

  #credentials(): { username: Buffer; password: Buffer } {
    const { plainUsername, plainPassword } = this.#options
    return {
      username: Buffer.from(plainUsername ?? ''),
      password: Buffer.from(plainPassword ?? ''),
    }
  }

  #curveServer(metadata: Buffer): Mechanism {
    this.#cookies ??= new CookieKeys(box, this.#now)
    const cookies = this.#cookies
    return new CurveServer({ box, metadata, secret: this.#longTerm(), cookies, keyLog: keyLog() })
  }

  /** As in libzmq a client says who it is by the option, and is refused where that is not its secret's key. */
  #curveClient(metadata: Buffer): Mechanism {
    const { curvePublicKey, curveServerKey } = this.#options
    const secret = this.#longTerm()
    return new CurveClient({
      box,
      metadata,
      secret,
      publicKey: curvePublicKey ?? NO_KEY,
      serverKey: curveServerKey ?? NO_KEY,
      keyLog: keyLog(),
    })
  }

  /** Where no key was set one by chance stands in, which nobody knows: zeros everybody would know. */
  #longTerm(): CurveSecret {
    const option = this.#options.curveSecretKey
    if (this.#secret?.option !== option || this.#secret === undefined) {
      this.#secret?.secret.octets.fill(0)
      this.#secret = { option, secret: box.secret(option ?? undefined) }
    }
    return this.#secret.secret
  }
}
