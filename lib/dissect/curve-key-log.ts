// The keys of a key log (docs/keylog.md), found by what HELLO shows of a connection.
import type { CurveBox } from '../zmtp/mechanism/curve-box.js'
import { decodeKeyLogLine, type CurveKeys } from '../zmtp/mechanism/curve-key-log.js'

/** Where the keys of CURVE connections come from. */
export interface CurveKeySource {
  /** What opens boxes. */
  readonly box: CurveBox
  /** The lines of a connection: one of each side that keeps a log. */
  find(clientKey: Uint8Array): readonly CurveKeys[]
  /** All of them. */
  all(): Iterable<CurveKeys>
}

/** A line that cannot be read. */
export interface KeyLogFault {
  /** Its number, from 1. */
  readonly line: number
  readonly text: string
}

/** What a file or a stranger can make us hold. */
const LINES_MAX = 500_000
const LINE_MAX = 4096

/** The keys in the text of a key log. */
export class CurveKeyLog implements CurveKeySource {
  readonly box: CurveBox
  readonly #lines = new Map<string, CurveKeys[]>()
  #count = 0
  #line = 0
  #pending = ''
  #isTooLong = false

  constructor(box: CurveBox) {
    this.box = box
  }

  /** Takes more of the text, cut anywhere. @returns the lines that cannot be read; they are left out */
  read(text: string): KeyLogFault[] {
    const lines = (this.#pending + text).split('\n')
    const pending = lines.pop() as string
    const faults = lines.flatMap(line => this.#take(line))
    // Of what is no text the line may never end.
    this.#isTooLong ||= pending.length > LINE_MAX
    this.#pending = this.#isTooLong ? '' : pending
    return faults
  }

  /** The text is over: its last line may lack its end. */
  end(): KeyLogFault[] {
    const last = this.#pending
    this.#pending = ''
    return last === '' ? [] : this.#take(last)
  }

  find(clientKey: Uint8Array): readonly CurveKeys[] {
    return this.#lines.get(nameOf(clientKey)) ?? []
  }

  *all(): Generator<CurveKeys, void, undefined> {
    for (const lines of this.#lines.values()) yield* lines
  }

  #take(text: string): KeyLogFault[] {
    const line = ++this.#line
    const isTooLong = this.#isTooLong
    this.#isTooLong = false
    if (isTooLong) return [{ line, text: `longer than ${LINE_MAX} characters` }]
    const keys = decodeKeyLogLine(text)
    if (keys === undefined) return []
    if (typeof keys === 'string') return [{ line, text: keys }]
    if (++this.#count > LINES_MAX) {
      return this.#count === LINES_MAX + 1
        ? [{ line, text: 'too many lines: the rest is left out' }]
        : []
    }
    const name = nameOf(keys.clientKey)
    const known = this.#lines.get(name)
    if (known === undefined) this.#lines.set(name, [keys])
    else known.push(keys)
    return []
  }
}

function nameOf(clientKey: Uint8Array): string {
  return Buffer.from(clientKey).toString('hex')
}
