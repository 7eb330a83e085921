// Bounds what strangers can make a CURVE server compute. A HELLO costs some 0.2 ms and an INITIATE twice that, whoever sent
// it; sent by many they would leave no time for those who are in. So all handshakes of a context together may use half
// of the time, and never long at a stretch. Commands beyond that wait where they are, and their streams are not read. Who
// waits has his turn in a ring of addresses: one that sends thousands of HELLOs holds up itself, and another by one.
import type { Clock, Timer } from '../../clock.js'
import { Queue } from '../../queue.js'

/** Of a core's time, so much may be used for handshakes. */
export const HANDSHAKE_SHARE = 0.5
/** So much of it can be saved: after a pause, twice as long may be computed at a stretch. */
const SAVED_MS_MAX = 2.5
/** Timers are of whole milliseconds. */
const WAIT_MS_MIN = 1

/** What a handshake waits for: its turn, or the answer of a ZAP handler. */
export interface HandshakeWait {
  /** It is not wanted any more. */
  end(): void
}

/** A handshake that waits for its turn. */
class Waiting implements HandshakeWait {
  goOn: (() => void) | undefined

  constructor(goOn: () => void) {
    this.goOn = goOn
  }

  end(): void {
    this.goOn = undefined
  }
}

/** The turns of all handshakes of a context. */
export class HandshakeTurns {
  readonly #clock: Clock
  /** By address; the first one is next. */
  readonly #waiting = new Map<string, Queue<Waiting>>()
  /** Milliseconds that may be used, as of `#counted`; below zero once more was. */
  #saved = SAVED_MS_MAX
  #counted: number
  #began = 0
  #timer: Timer | undefined

  constructor(clock: Clock) {
    this.#clock = clock
    this.#counted = clock.now()
  }

  /**
   * Asks for a turn. Where nothing is given back it is now: compute, then call `done`.
   *
   * @param address of the peer, without a port; empty where it has none
   * @param goOn called when its turn has come, later, unless what is given back was ended: it computes and calls `done`
   */
  begin(address: string, goOn: () => void): HandshakeWait | undefined {
    if (this.#waiting.size === 0 && this.#hasTime()) return undefined
    const waiting = new Waiting(goOn)
    const key = networkOf(address)
    let queue = this.#waiting.get(key)
    if (queue === undefined) this.#waiting.set(key, (queue = new Queue()))
    queue.push(waiting)
    this.#arm()
    return waiting
  }

  /** What was begun is computed. */
  done(): void {
    const now = this.#clock.now()
    // A computer that slept in between shall not make everybody wait for as long.
    this.#saved -= Math.min(now - this.#began, SAVED_MS_MAX)
  }

  /** Counts what has been saved. */
  #hasTime(): boolean {
    const now = this.#clock.now()
    this.#saved = Math.min(SAVED_MS_MAX, this.#saved + (now - this.#counted) * HANDSHAKE_SHARE)
    this.#counted = now
    this.#began = now
    return this.#saved > 0
  }

  #arm(): void {
    if (this.#timer !== undefined) return
    const waitMs = Math.max(WAIT_MS_MIN, -this.#saved / HANDSHAKE_SHARE)
    this.#timer = this.#clock.after(waitMs, this.#turn)
  }

  readonly #turn = (): void => {
    this.#timer = undefined
    while (this.#waiting.size > 0 && this.#hasTime()) this.#next()?.()
    if (this.#waiting.size > 0) this.#arm()
  }

  /** The address that is next gives one, and is the last from then on. */
  #next(): (() => void) | undefined {
    for (const [address, queue] of this.#waiting) {
      const goOn = queue.shift()?.goOn
      this.#waiting.delete(address)
      if (queue.length > 0) this.#waiting.set(address, queue)
      return goOn
    }
    return undefined
  }
}

const IPV6_GROUPS = 8
const NETWORK_GROUPS = 4

/** Whose turn it is: an address, of IPv6 the 64 bits of its network, for who has that has all addresses in it. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [head = [], tail = []] = address.split('::').map(text => text.split(':').filter(Boolean))
  const left = Math.max(0, IPV6_GROUPS - head.length - tail.length)
  return [...head, ...Array<string>(left).fill('0'), ...tail].slice(0, NETWORK_GROUPS).join(':')
}
