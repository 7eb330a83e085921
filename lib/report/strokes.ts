// Which received message is which sent one. A capture does not say: they are matched by their bytes, the
// first sent with the first received, in the order of time.
import type { Entry } from './entry.js'

/** The most messages that may wait for their other end; the oldest is given up. */
const WAITING_MAX = 100_000
/** Bytes of a part that tell it from another. */
const TELLING_BYTES = 256

interface Ends {
  readonly sent: Entry[]
  readonly received: Entry[]
}

/** Collects both ends of messages. */
export class StrokeBook {
  readonly #ends = new Map<string, Ends>()
  #count = 0

  /** Takes one end of a message with these parts. */
  add(entry: Entry, parts: readonly Uint8Array[]): void {
    const key = parts.map(partKey).join('|')
    let ends = this.#ends.get(key)
    if (ends === undefined) {
      ends = { sent: [], received: [] }
      this.#ends.set(key, ends)
    }
    ends[entry.way === 1 ? 'sent' : 'received'].push(entry)
    this.#count++
    while (this.#count > WAITING_MAX * 2) this.#forget()
  }

  /** The pairs. */
  *pairs(): Generator<readonly [Entry, Entry], void, undefined> {
    for (const { sent, received } of this.#ends.values()) {
      sent.sort(byTime)
      received.sort(byTime)
      for (const [index, entry] of sent.entries()) {
        const mate = received[index]
        if (mate !== undefined) yield [entry, mate]
      }
    }
  }

  #forget(): void {
    const oldest = this.#ends.entries().next()
    if (oldest.done === true) return
    const [key, { sent, received }] = oldest.value
    this.#ends.delete(key)
    this.#count -= sent.length + received.length
  }
}

function byTime(one: Entry, two: Entry): number {
  return one.at - two.at
}

function partKey(part: Uint8Array): string {
  const start = Buffer.from(part.buffer, part.byteOffset, Math.min(part.length, TELLING_BYTES))
  return `${part.length}:${start.toString('latin1')}`
}
