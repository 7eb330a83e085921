// How messages leave a gated run: the work, what comes back from lost consumers, and the Quits; and whom
// they went to, where the engine can tell.
import { delay, type Clock } from '../../clock.js'
import type { SocketLinks } from '../../engine.js'
import type { GateDriver } from './driver.js'
import type { GateSocket } from './gate-socket.js'
import { peerOf } from '../machine/peer.js'
import { findLeaver } from '../machine/peers.js'
import type { EventInput } from '../machine/signals.js'

/** How often queues are looked at that have to be empty before the Quits, in milliseconds. */
const SETTLE_MS = 5

/** What a delivery works with. */
export interface DeliveryParts {
  readonly socket: GateSocket
  readonly links: SocketLinks | undefined
  readonly driver: GateDriver
  readonly clock: Clock
  /** Give what lost consumers never got to the others. */
  readonly requeues: boolean
  /** Aborted when the run is over. */
  readonly signal: AbortSignal
  readonly sent: (purpose: 'work' | 'quit', parts: readonly Uint8Array[]) => void
}

/** Everything that one run sends. */
export class Delivery {
  readonly #parts: DeliveryParts
  #hasSettled = false
  /** Quits that found no room wait in a line: a socket takes one send at a time. */
  #line = Promise.resolve()
  #inLine = 0

  constructor(parts: DeliveryParts) {
    this.#parts = parts
  }

  /** Sends one message of the work, behind those that came back. */
  async work(message: readonly Uint8Array[]): Promise<void> {
    await this.resend()
    await this.#send(message, 'sent')
  }

  /** Sends on what lost consumers never got, oldest first, as long as there is any. */
  async resend(): Promise<void> {
    const { links, requeues } = this.#parts
    if (links === undefined || !requeues || this.#hasSettled) return
    for (;;) {
      const returned = links.takeReturned()
      if (returned.length === 0) return
      for (const message of returned) await this.#send(message, 'resent')
    }
  }

  /** Sends a Quit into the round robin: at once if somebody has room, else after those that wait for it. */
  quitAny(quit: readonly Uint8Array[]): void | Promise<void> {
    if (this.#inLine === 0 && this.#parts.socket.trySend(quit)) {
      this.#quitSent(quit)
      return undefined
    }
    this.#inLine++
    const turn = this.#quitAfter(this.#line, quit)
    // A failure is told by its own turn; it ends the run, and so the others.
    this.#line = turn.catch(() => {})
    return turn
  }

  /** Sends a Quit to one peer. Where messages may come back, all queues must be empty before the first. */
  quitOne(id: number, quit: readonly Uint8Array[]): void | Promise<void> {
    if (!this.#parts.requeues || this.#hasSettled) return this.#quitTo(id, quit)
    return this.#settle().then(() => this.#quitTo(id, quit))
  }

  /** An event, with what the engine knows beside it: how a peer that has gone left. */
  completed(event: EventInput): EventInput {
    const { links, driver } = this.#parts
    if (links === undefined || event.event !== 'DISCONNECTED') return event
    const handshake = findLeaver(driver.state.peers, event)?.handshake
    const isBroken = handshake !== undefined && links.get(handshake)?.isBroken === true
    return isBroken ? { ...event, isBroken } : event
  }

  async #quitAfter(before: Promise<void>, quit: readonly Uint8Array[]): Promise<void> {
    const { socket, signal } = this.#parts
    await before
    if (signal.aborted) return
    await socket.send(quit)
    this.#inLine--
    this.#quitSent(quit)
  }

  #quitTo(id: number, quit: readonly Uint8Array[]): void {
    const { links, driver, clock } = this.#parts
    const handshake = peerOf(driver.state.peers, id)?.handshake
    const isSent = handshake !== undefined && links?.send(handshake, quit) === true
    if (isSent) this.#quitSent(quit, id)
    else driver.take({ kind: 'quit-sent', now: clock.now(), peer: id, isGone: true })
  }

  #quitSent(quit: readonly Uint8Array[], peer?: number): void {
    const { driver, clock, sent } = this.#parts
    sent('quit', quit)
    driver.take({ kind: 'quit-sent', now: clock.now(), ...(peer !== undefined && { peer }) })
  }

  async #settle(): Promise<void> {
    const { links, clock, signal } = this.#parts
    for (;;) {
      await this.resend()
      if (links?.hasQueued !== true) break
      await delay(clock, SETTLE_MS, signal)
    }
    // From here on only Quits can come back, and those are nobody else's.
    this.#hasSettled = true
  }

  async #send(message: readonly Uint8Array[], kind: 'sent' | 'resent'): Promise<void> {
    const { socket, driver, clock, sent } = this.#parts
    driver.take({ kind: 'sending', now: clock.now() })
    await socket.send(message)
    sent('work', message)
    driver.take({ kind, now: clock.now() })
  }
}
