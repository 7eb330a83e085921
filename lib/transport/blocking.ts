// Reading and writing without the event loop, for the end of the process: its last words leave by the
// descriptor's own calls. Whoever the system makes wait sleeps, and only as long as the patience given.
import { readSync, writeSync } from 'node:fs'
import { systemClock } from '../clock.js'

/** How long one sleeps between two tries. */
const NAP_MS = 1

const bed = new Int32Array(new SharedArrayBuffer(4))

/** How long one waits for a system that takes or gives nothing, and how long in all. */
export class Patience {
  readonly #stallMs: number
  readonly #endsAt: number
  #stallsAt = 0

  /** @param stallMs without any progress @param totalMs whatever the progress; both in milliseconds */
  constructor(stallMs: number, totalMs: number) {
    this.#stallMs = stallMs
    this.#endsAt = systemClock.now() + totalMs
    this.progressed()
  }

  /** Something has moved. */
  progressed(): void {
    this.#stallsAt = systemClock.now() + this.#stallMs
  }

  /** Sleeps for a moment; false, at once, where patience is over. */
  nap(): boolean {
    if (systemClock.now() >= Math.min(this.#stallsAt, this.#endsAt)) return false
    Atomics.wait(bed, 0, 0, NAP_MS)
    return true
  }
}

/** Writes all of the chunks to a descriptor; false if they could not all be written in time, or at all. */
export function writeAll(
  descriptor: number,
  chunks: readonly Uint8Array[],
  patience: Patience,
): boolean {
  for (const chunk of chunks) {
    for (let start = 0; start < chunk.length;) {
      const length = attempt(() => writeSync(descriptor, chunk, start))
      if (length === 'failed' || (length === 'later' && !patience.nap())) return false
      if (length === 'later') continue
      start += length
      patience.progressed()
    }
  }
  return true
}

/** Reads what a descriptor has, at most so much; undefined if nothing came in time, or nothing can. */
export function readSome(descriptor: number, size: number, patience: Patience): Buffer | undefined {
  const chunk = Buffer.allocUnsafe(size)
  for (;;) {
    const length = attempt(() => readSync(descriptor, chunk))
    if (length === 'failed' || length === 0) return undefined
    if (length !== 'later') {
      patience.progressed()
      return chunk.subarray(0, length)
    }
    if (!patience.nap()) return undefined
  }
}

function attempt(action: () => number): number | 'later' | 'failed' {
  try {
    return action()
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? 'later' : 'failed'
  }
}
