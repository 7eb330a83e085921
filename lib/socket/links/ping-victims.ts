// Peers that a PING has ended. One that greets with minor version 0 may know no PING (RFC 23 has none) and close on
// it; it comes back, is pinged again, and closes again, for ever. libzmq pings it all the same, for libzmq 4.2 greets
// so too and does answer. So it is pinged once.

/** So many are remembered; of more, the oldest are forgotten: they cost one connection more. */
const VICTIMS_MAX = 1000

/** The peers of one socket that are not pinged any more, by what tells them apart. */
export class PingVictims {
  readonly #keys = new Set<string>()

  has(key: string): boolean {
    return this.#keys.has(key)
  }

  add(key: string): void {
    this.#keys.add(key)
    if (this.#keys.size <= VICTIMS_MAX) return
    for (const oldest of this.#keys) {
      this.#keys.delete(oldest)
      return
    }
  }
}
