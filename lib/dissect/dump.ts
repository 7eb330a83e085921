// Hex dumps: lines of an offset, the octets behind it, and a column of text. xxd and tcpdump -x write a colon
// behind the offset, `hexdump -C`, Wireshark and od write blanks. Pure.

/** One line of a dump. */
export interface DumpLine {
  readonly offset: number
  readonly bytes: Buffer
  /** A colon, or two blanks behind eight digits or a nought: no data looks like that. */
  readonly isPlain: boolean
}

/** No dump has longer lines. */
const LINE_MAX = 4096
const COLUMNS = /^\s*(?:0x)?([0-9a-f]{4,8})(:\s{0,2}|\s{1,3})(\S.*)$/i
const END = /^(?:0x)?([0-9a-f]{4,8})$/i
/** Behind a colon groups of any size, to the first double blank; else sixteen pairs at most, halves apart. */
const GROUPS = /^(?:[0-9a-f]{2})+(?: (?:[0-9a-f]{2})+)*(?= {2}|$)/i
const PAIRS = /^[0-9a-f]{2}(?: {1,2}[0-9a-f]{2}){0,15}(?= {2}|$)/i

/** Reads a line as one of a dump; undefined if it does not have the columns. */
export function dumpLine(content: string): DumpLine | undefined {
  if (content.length > LINE_MAX) return undefined
  const [, offset = '', gap = '', rest = ''] = COLUMNS.exec(content.trimEnd()) ?? []
  const hasColon = gap.startsWith(':')
  const digits = (hasColon ? GROUPS : PAIRS).exec(rest)?.[0].replaceAll(' ', '')
  if (digits === undefined) return undefined
  const number = Number.parseInt(offset, 16)
  const isPlain = hasColon || (gap.length > 1 && (offset.length === 8 || number === 0))
  return { offset: number, bytes: Buffer.from(digits, 'hex'), isPlain }
}

/** True if the first two lines have the columns, and their offsets count the octets, from a multiple of 8. */
export function isCounted([first, second]: readonly string[]): boolean {
  const [one, two] = [dumpLine(first ?? ''), dumpLine(second ?? '')]
  if (one === undefined || one.offset % 8 !== 0) return false
  return two?.offset === one.offset + one.bytes.length
}

/** What a dump has said so far: where it stands, and what a `*` would repeat. */
export class Dump {
  #next = 0
  #last: Buffer = Buffer.alloc(0)
  #isRepeating = false
  #isBegun = false
  readonly #isCounted: boolean

  constructor(counts: boolean) {
    this.#isCounted = counts
  }

  /**
   * Takes a line.
   *
   * @returns its octets, after those that a `*` before it stands for; undefined if it is no line of a dump; or the
   *   offset that was to come
   */
  take(content: string, repeatedMax: number): Buffer | undefined | { readonly wanted: string } {
    const text = content.trim()
    if (this.#isBegun && text === '*') {
      this.#isRepeating = true
      return Buffer.alloc(0)
    }
    const line = dumpLine(content)
    const end = this.#isBegun ? END.exec(text)?.[1] : undefined
    if (line === undefined && end === undefined) return undefined
    if (line !== undefined && !this.#isBegun && !line.isPlain && !this.#isCounted) return undefined
    const offset = line?.offset ?? Number.parseInt(end ?? '', 16)
    if (!this.#isBegun || (line?.isPlain && offset === 0)) this.#next = offset
    const gap = offset - this.#next
    const isRight = this.#isRepeating
      ? gap >= 0 && gap % this.#last.length === 0 && gap <= repeatedMax
      : gap === 0
    if (!isRight) return { wanted: this.#next.toString(16).padStart(8, '0') }
    const repeated = Buffer.alloc(gap, this.#last)
    this.#isBegun = true
    this.#isRepeating = false
    this.#last = line?.bytes ?? this.#last
    this.#next = offset + (line?.bytes.length ?? 0)
    return Buffer.concat([repeated, line?.bytes ?? Buffer.alloc(0)])
  }
}
