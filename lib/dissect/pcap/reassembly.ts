// One direction of a TCP connection put into order again: segments in any order in, bytes in theirs out.
// What came twice is dropped, what never came is said. The bytes that wait for an earlier one are bounded.

import { append } from '../field.js'

/** What comes next in the stream: bytes, or the knowledge that some are missing. */
export type Piece =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'lost'; readonly size: number }

interface Waiting {
  readonly sequence: number
  readonly bytes: Buffer
  /** Bytes behind `bytes` that were on the wire but not captured. */
  readonly missing: number
}

/** Bytes that may wait for a missing segment; then it is given up for lost. */
export const WAITING_MAX = 1024 * 1024
/** The same for all directions that share a budget. */
const WAITING_TOTAL_MAX = 64 * 1024 * 1024
/** Segments that may wait, so that tiny ones cost no more. */
const SEGMENTS_MAX = 4096

/** Bytes that wait in all directions that share it. */
export interface WaitingBudget {
  bytes: number
}

/** How far `to` lies behind `from`; negative if before it. Sequence numbers wrap at 2^32. */
export function distance(from: number, to: number): number {
  return (to - from) | 0
}

/** Puts one direction into order. */
export class Reassembly {
  /** The next byte's sequence number; undefined before the first segment. */
  #next: number | undefined
  #first: number | undefined
  #waiting: Waiting[] = []
  #waitingBytes = 0
  #retransmitted = 0
  readonly #budget: WaitingBudget

  constructor(budget: WaitingBudget = { bytes: 0 }) {
    this.#budget = budget
  }

  /** Bytes that came more than once. */
  get retransmitted(): number {
    return this.#retransmitted
  }

  /** The sequence number of the first byte, if it is known. */
  get first(): number | undefined {
    return this.#first
  }

  /** The SYN's sequence number plus one is the first byte's. */
  begin(sequence: number): void {
    this.#first ??= sequence >>> 0
    this.#next ??= this.#first
  }

  /** Takes a segment's payload. @param size bytes it had on the wire */
  push(sequence: number, payload: Buffer, size: number = payload.length): Piece[] {
    if (size === 0) return []
    this.#next ??= sequence
    const behind = -distance(this.#next, sequence)
    if (behind >= size) {
      this.#retransmitted += size
      return []
    }
    if (behind > 0) this.#retransmitted += behind
    const start = Math.max(0, behind)
    const isNext = behind >= 0 && this.#waiting.length === 0
    // What waits is copied: a view would keep the whole chunk of the file alive.
    const kept = isNext ? payload.subarray(start) : Buffer.from(payload.subarray(start))
    this.#insert({
      sequence: (sequence + start) >>> 0,
      bytes: kept,
      missing: size - start - kept.length,
    })
    const pieces = this.#flush()
    while (this.#isFull()) append(pieces, this.#giveUp())
    return pieces
  }

  /** The other side has confirmed all bytes before this one: what is not here by now is lost to us. */
  acknowledged(sequence: number): Piece[] {
    const first = this.#waiting[0]
    if (first === undefined || distance(first.sequence, sequence) <= 0) return []
    return this.#giveUp()
  }

  /** No more will come: gives what waits, with its gaps. */
  end(): Piece[] {
    const pieces: Piece[] = []
    while (this.#waiting.length > 0) append(pieces, this.#giveUp())
    return pieces
  }

  #isFull(): boolean {
    const isOverTotal = this.#budget.bytes > WAITING_TOTAL_MAX && this.#waiting.length > 0
    return isOverTotal || this.#waitingBytes > WAITING_MAX || this.#waiting.length > SEGMENTS_MAX
  }

  /** Says that the missing bytes before the first waiting segment are lost, and goes on behind them. */
  #giveUp(): Piece[] {
    const first = this.#waiting[0]
    if (first === undefined || this.#next === undefined) return []
    const size = distance(this.#next, first.sequence)
    this.#next = first.sequence
    return [...(size > 0 ? [{ kind: 'lost' as const, size }] : []), ...this.#flush()]
  }

  /** Gives the waiting segments that follow without a gap. */
  #flush(): Piece[] {
    const pieces: Piece[] = []
    while (this.#next !== undefined) {
      const first = this.#waiting[0]
      if (first === undefined || distance(this.#next, first.sequence) > 0) break
      this.#waiting.shift()
      this.#count(-first.bytes.length)
      const size = first.bytes.length + first.missing
      const overlap = -distance(this.#next, first.sequence)
      this.#retransmitted += Math.min(overlap, size)
      if (overlap >= size) continue
      const bytes = first.bytes.subarray(overlap)
      const lost = size - overlap - bytes.length
      if (bytes.length > 0) pieces.push({ kind: 'bytes', bytes })
      if (lost > 0) pieces.push({ kind: 'lost', size: lost })
      this.#next = (first.sequence + size) >>> 0
    }
    return pieces
  }

  #insert(segment: Waiting): void {
    let index = this.#waiting.length
    while (index > 0) {
      const before = this.#waiting[index - 1] as Waiting
      if (distance(before.sequence, segment.sequence) >= 0) break
      index--
    }
    this.#waiting.splice(index, 0, segment)
    this.#count(segment.bytes.length)
  }

  #count(bytes: number): void {
    this.#waitingBytes += bytes
    this.#budget.bytes += bytes
  }
}
