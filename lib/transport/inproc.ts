// inproc:// (zmq_inproc(7)): the names bound in one context. Connecting may come before binding.
// Only meetings are arranged here; what passes between the two is theirs (pipes, no bytes).
import { systemError } from '../errors.js'

/** Names, who is bound to them, and who waits for them. `Peer` is whatever the two ends exchange. */
export class InprocNames<Peer> {
  readonly #bound = new Map<string, (peer: Peer) => void>()
  readonly #waiting = new Map<string, Set<Peer>>()

  /**
   * Binds a name. Those who wait for it are accepted at once, in their order.
   *
   * @throws SystemError EADDRINUSE
   */
  bind(name: string, accept: (peer: Peer) => void): void {
    if (this.#bound.has(name)) throw systemError('EADDRINUSE', { address: `inproc://${name}` })
    this.#bound.set(name, accept)
    const waiting = this.#waiting.get(name) ?? []
    this.#waiting.delete(name)
    for (const peer of waiting) accept(peer)
  }

  /** True if somebody is bound to the name. */
  isBound(name: string): boolean {
    return this.#bound.has(name)
  }

  /** @returns false if the name was not bound */
  unbind(name: string): boolean {
    return this.#bound.delete(name)
  }

  /** Hands the peer to whoever is bound to the name, now or later. */
  connect(name: string, peer: Peer): void {
    const accept = this.#bound.get(name)
    if (accept !== undefined) {
      accept(peer)
      return
    }
    const waiting = this.#waiting.get(name) ?? new Set()
    waiting.add(peer)
    this.#waiting.set(name, waiting)
  }

  /** Takes back a `connect` that has met nobody yet. */
  cancel(name: string, peer: Peer): void {
    const waiting = this.#waiting.get(name)
    waiting?.delete(peer)
    if (waiting?.size === 0) this.#waiting.delete(name)
  }
}
