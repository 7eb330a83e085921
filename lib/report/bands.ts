// What holds for a while on a lane: the phase of a gate, the handshake of a connection, its traffic.
import type { Lane } from './lanes.js'

/** What held from one time to another, in milliseconds since the Unix epoch. */
export interface Band {
  readonly lane: Lane
  readonly name: string
  readonly from: number
  readonly to: number
}

/** The most bands that a page shows. */
const BANDS_MAX = 20_000

/** Collects bands: one is open on a lane at a time. */
export class BandBook {
  readonly #done: Band[] = []
  readonly #open = new Map<Lane, { readonly name: string; readonly from: number }>()
  #dropped = 0

  /** Bands there was no room for. */
  get dropped(): number {
    return this.#dropped
  }

  /** From now on this holds on the lane; what held before ends. */
  begin(lane: Lane, name: string, at: number): void {
    if (this.#open.get(lane)?.name === name) return
    this.end(lane, at)
    this.#open.set(lane, { name, from: at })
  }

  /** What holds on the lane ends. */
  end(lane: Lane, at: number): void {
    const open = this.#open.get(lane)
    if (open === undefined) return
    this.#open.delete(lane)
    if (this.#done.length < BANDS_MAX) this.#done.push({ lane, ...open, to: at })
    else this.#dropped++
  }

  /** What is open holds until `at`; all bands. */
  finish(at: number): readonly Band[] {
    for (const lane of this.#open.keys()) this.end(lane, at)
    return this.#done
  }
}
