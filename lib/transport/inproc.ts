// inproc:// (zmq_inproc(7)): the names bound in one context. Connecting may come before binding.
// Only meetings are arranged here; what passes between the two is theirs (pipes, no bytes).
import { systemError } from '../errors.js'

/** Names that begin so are this library's own, and no affair of other threads. */
export const PRIVATE_NAMES = 'rawzmq.monitor.'

/** The same names in other threads of the process. */
export interface Elsewhere<Peer> {
  /** Takes a name; false if another thread has it. */
  claim(name: string): boolean
  /** A name that was claimed is bound now. */
  announce(name: string): void
  release(name: string): void
  /** True if another thread is bound to the name. */
  isBound(name: string): boolean
  /** Somebody waits for a name; when it is found he is taken (`take`). */
  seek(name: string, peer: Peer): void
  /** He waits no more. */
  forget(peer: Peer): void
}

/** Names, who is bound to them, and who waits for them. `Peer` is whatever the two ends exchange. */
export class InprocNames<Peer> {
  readonly #bound = new Map<string, (peer: Peer) => void>()
  readonly #waiting = new Map<string, Set<Peer>>()
  /** Set where threads share their names. */
  elsewhere: Elsewhere<Peer> | undefined

  /**
   * Binds a name. Those who wait for it are accepted at once, in their order.
   *
   * @throws SystemError EADDRINUSE
   */
  bind(name: string, accept: (peer: Peer) => void): void {
    const elsewhere = this.#elsewhere(name)
    if (this.#bound.has(name) || elsewhere?.claim(name) === false) {
      throw systemError('EADDRINUSE', { address: `inproc://${name}` })
    }
    this.#bound.set(name, accept)
    const waiting = this.#waiting.get(name) ?? []
    this.#waiting.delete(name)
    for (const peer of waiting) elsewhere?.forget(peer)
    for (const peer of waiting) accept(peer)
    elsewhere?.announce(name)
  }

  /** True if somebody is bound to the name. */
  isBound(name: string): boolean {
    return this.#bound.has(name) || this.#elsewhere(name)?.isBound(name) === true
  }

  /** The names bound here that others may have to know. */
  get shared(): string[] {
    return [...this.#bound.keys()].filter(name => this.#elsewhere(name) !== undefined)
  }

  /** Hands the peer to whoever is bound to the name here; false if nobody is. */
  offer(name: string, peer: Peer): boolean {
    const accept = this.#bound.get(name)
    accept?.(peer)
    return accept !== undefined
  }

  /** @returns false if the name was not bound */
  unbind(name: string): boolean {
    const wasBound = this.#bound.delete(name)
    if (wasBound) this.#elsewhere(name)?.release(name)
    return wasBound
  }

  /** Hands the peer to whoever is bound to the name, now or later. */
  connect(name: string, peer: Peer): void {
    if (this.offer(name, peer)) return
    const waiting = this.#waiting.get(name) ?? new Set()
    waiting.add(peer)
    this.#waiting.set(name, waiting)
    this.#elsewhere(name)?.seek(name, peer)
  }

  /** Takes back a `connect` that has met nobody yet. */
  cancel(name: string, peer: Peer): void {
    if (this.take(name, peer)) this.#elsewhere(name)?.forget(peer)
  }

  /** One who waits is taken; false if he does not. */
  take(name: string, peer: Peer): boolean {
    const waiting = this.#waiting.get(name)
    const waited = waiting?.delete(peer) === true
    if (waiting?.size === 0) this.#waiting.delete(name)
    return waited
  }

  #elsewhere(name: string): Elsewhere<Peer> | undefined {
    return name.startsWith(PRIVATE_NAMES) ? undefined : this.elsewhere
  }
}
