// The security handshake of one connection: hands the peer's commands to the mechanism, packs what it answers,
// and sees that the peer's socket type fits. What a mechanism is, says mechanism/mechanism.ts.
import { ProtocolError } from '../errors.js'
import { areCompatible, type ZmtpTypeName } from '../socket-types.js'
import type { ConnectionListener } from './connection-contract.js'
import type { FrameDecoder } from './frame.js'
import type { FrameEncoder } from './frame-encoder.js'
import { checkHandshakeFrame } from './frame-rules.js'
import type { Mechanism, MechanismPeer, MechanismStep } from './mechanism/mechanism.js'
import type { ZapCredentials, ZapVerdict } from './zap.js'

/** How a handshake ends, but by a fault. */
export type HandshakeOutcome =
  | { readonly kind: 'ready'; readonly peer: MechanismPeer }
  | { readonly kind: 'refused'; readonly reason: string }
  /** There is nobody to judge the peer, and there must be. */
  | { readonly kind: 'unjudged'; readonly error: Error }

/** What a handshake must know of its socket. */
export interface HandshakeSettings {
  readonly socketType: ZmtpTypeName
  readonly mechanism: Mechanism
}

/** The handshake of one connection. After it has thrown or given its outcome, discard it. */
export class Handshake {
  readonly #settings: HandshakeSettings
  readonly #frames: FrameDecoder
  readonly #output: FrameEncoder
  readonly #listener: ConnectionListener
  #isDenied = false
  /** The command that waits for this side to have the time for it. */
  #held: Buffer | undefined

  constructor(
    settings: HandshakeSettings,
    frames: FrameDecoder,
    output: FrameEncoder,
    listener: ConnectionListener,
  ) {
    this.#settings = settings
    this.#frames = frames
    this.#output = output
    this.#listener = listener
  }

  /** Begins: the greetings are exchanged. */
  start(): HandshakeOutcome | undefined {
    return this.#follow(this.#settings.mechanism.start())
  }

  /**
   * Takes the commands that have come; undefined while the handshake goes on.
   *
   * @throws ProtocolError for a message, a command the mechanism refuses, or a socket type that does not fit
   */
  run(): HandshakeOutcome | undefined {
    while (this.#held === undefined) {
      const body = this.#frames.next()
      if (body === undefined) return undefined
      checkHandshakeFrame(this.#frames.flags)
      const isCostly = this.#settings.mechanism.isCostly === true
      if (isCostly && this.#listener.mayCompute?.() === false) this.#held = body
      const outcome = this.#held === undefined ? this.#receive(body) : undefined
      if (outcome !== undefined) return outcome
    }
    return undefined
  }

  /** True while a command waits for `proceed`. */
  get isHeld(): boolean {
    return this.#held !== undefined
  }

  /** Takes the command that waits, and goes on. @throws ProtocolError as `run` */
  proceed(): HandshakeOutcome | undefined {
    const body = this.#held
    this.#held = undefined
    return (body && this.#receive(body)) ?? this.run()
  }

  /** Goes on with what ZAP says. @throws ProtocolError as `run` */
  answered(verdict: ZapVerdict): HandshakeOutcome | undefined {
    if (this.#isDenied) return undefined
    return this.#follow(this.#settings.mechanism.answered(verdict)) ?? this.run()
  }

  #receive(body: Buffer): HandshakeOutcome | undefined {
    const { mechanism } = this.#settings
    if (mechanism.isCostly !== true) return this.#follow(mechanism.receive(body))
    let step: MechanismStep
    try {
      step = mechanism.receive(body)
    } finally {
      this.#listener.computed?.()
    }
    return this.#follow(step)
  }

  #follow(step: MechanismStep): HandshakeOutcome | undefined {
    // Before anything that would tell the peer that all is well.
    if (step.kind === 'ready') this.#checkSocketTypes(step.peer)
    for (const reply of step.replies ?? []) this.#output.command(reply)
    switch (step.kind) {
      case 'next':
        return undefined
      case 'ask':
        return this.#ask(step.question)
      case 'denied':
        this.#isDenied = true
        this.#listener.denied?.(step.status)
        return undefined
      case 'refused':
      case 'ready':
        return step
    }
  }

  #ask(question: ZapCredentials): HandshakeOutcome | undefined {
    const verdict = this.#listener.asked?.(question)
    if (verdict === undefined) return undefined
    if (verdict instanceof Error) return { kind: 'unjudged', error: verdict }
    return this.#follow(this.#settings.mechanism.answered(verdict))
  }

  #checkSocketTypes({ socketTypes, typeFault }: MechanismPeer): void {
    const { socketType } = this.#settings
    const wrong = socketTypes.find(type => !areCompatible(socketType, type))
    if (wrong === undefined) return
    const refusal = this.#settings.mechanism.refusal?.('Invalid socket type')
    if (refusal !== undefined) this.#output.command(refusal)
    throw new ProtocolError(
      typeFault ?? 'ZMTP_SOCKET_TYPE_MISMATCH',
      `a ${socketType} cannot talk to a ${JSON.stringify(wrong)}`,
      { rfc: 'RFC 23 §The Socket-Type Property', state: 'handshake' },
    )
  }
}
