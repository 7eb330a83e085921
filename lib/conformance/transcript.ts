// Every octet of a run, both ways, with milliseconds: what a report shows and what a bug is told by.

/** One entry: octets, or something that happened. */
export interface TranscriptEntry {
  /** Milliseconds since the run began. */
  readonly ms: number
  readonly link: string
  /** `in`: from the endpoint; `out`: to it; `app`: its application; `note`: links opened, closed, … */
  readonly kind: 'in' | 'out' | 'app' | 'note'
  /** Hex digits for octets. Beyond 2048 octets only the first 2048 are kept. */
  readonly hex?: string
  /** How many octets there were, if not all are kept. */
  readonly length?: number
  readonly text?: string
}

const KEPT_OCTETS = 2048
/** A run of a million frames is not kept whole; how many entries were left out is said at the end. */
const KEPT_ENTRIES = 2000

/** The parts of a message as a transcript has them: hex, the first 64 octets of each. */
export const shownParts = (parts: readonly Buffer[]): string =>
  parts.map(part => part.subarray(0, 64).toString('hex')).join(' | ')

/** Grows during a run. */
export class Transcript {
  readonly #entries: TranscriptEntry[] = []
  readonly #now: () => number
  readonly #start: number
  #left = 0

  constructor(now: () => number) {
    this.#now = now
    this.#start = now()
  }

  octets(link: string, kind: 'in' | 'out', bytes: Uint8Array): void {
    const kept = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, KEPT_OCTETS))
    const hex = kept.toString('hex')
    this.#add(
      bytes.length > KEPT_OCTETS
        ? { ms: this.#ms(), link, kind, hex, length: bytes.length }
        : { ms: this.#ms(), link, kind, hex },
    )
  }

  note(link: string, text: string, kind: 'app' | 'note' = 'note'): void {
    this.#add({ ms: this.#ms(), link, kind, text })
  }

  /** What the application did. */
  application(text: string): void {
    this.note('', `application ${text}`, 'app')
  }

  /** What has been kept, in order. */
  entries(): readonly TranscriptEntry[] {
    if (this.#left === 0) return [...this.#entries]
    const text = `${this.#left} more entries left out`
    return [...this.#entries, { ms: this.#ms(), link: '', kind: 'note', text }]
  }

  #ms(): number {
    return Math.round((this.#now() - this.#start) * 10) / 10
  }

  #add(entry: TranscriptEntry): void {
    if (this.#entries.length < KEPT_ENTRIES) this.#entries.push(entry)
    else this.#left++
  }
}
