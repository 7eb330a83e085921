// Bytes as people write them down. A line holds hex digits with blanks where they help, ASCII text in
// double quotes, `*n` to repeat what stands before it, `|` between the parts of a message (`+MORE` before
// it is allowed), and `#` or `;` before a comment. A line may begin with who sends it: `C:` or `->` the
// connecting side, `S:` or `<-` the binding side. Dumps are read as well (dump.ts).
import type { Side } from './conversation.js'
import { Dump, isCounted } from './dump.js'

/** One line's bytes. */
export interface HexLine {
  /** From 1. */
  readonly line: number
  /** Who sends it, if the line says so. */
  readonly side: Side | undefined
  /** Cut at `|`; at least one. */
  readonly parts: readonly Buffer[]
}

/** A text that is not hex: says in which line, and at which character. */
export class HexError extends Error {
  override readonly name = 'HexError'
  readonly line: number
  readonly column: number

  constructor(line: number, column: number, expected: string) {
    super(`line ${line}, column ${column}: expected ${expected}`)
    this.line = line
    this.column = column
  }
}

const SIDES: Readonly<Record<string, Side>> = {
  'C:': 'connecting',
  '->': 'connecting',
  'S:': 'binding',
  '<-': 'binding',
}
/** Everything but text in quotes, which may be too long for an expression. */
const TOKEN = /(?:0x)?((?:[0-9a-f]{2})+)|(\|)|\+MORE\b|[#;].*/iy
const TIMES = /\*(\d{1,6})/y
const BLANKS = /\s*/y
/** Bytes that `*n` may make in all of a text: a few lines must not become gigabytes. */
const REPEATED_MAX = 65_536
/** Lines, digits between blanks, texts and `|` in all of a text: each takes far more memory than a byte. */
const PIECES_MAX = 2_000_000

interface Budget {
  repeated: number
  pieces: number
  readonly dump: Dump
}

/**
 * Reads a text; lines without bytes are left out. At a line that is no hex, or of more pieces than memory
 * should hold, it stops and says so.
 */
export function readHex(
  text: string,
  piecesMax: number = PIECES_MAX,
): { lines: HexLine[]; error: HexError | undefined } {
  const lines: HexLine[] = []
  const dump = new Dump(isCounted(firstLines(text)))
  const budget = { repeated: REPEATED_MAX, pieces: piecesMax, dump }
  let number = 0
  for (const content of linesOf(text)) {
    number++
    try {
      const line = parseLine(content, number, budget)
      if (line !== undefined) lines.push(line)
    } catch (error) {
      if (!(error instanceof HexError)) throw error
      return { lines, error }
    }
  }
  return { lines, error: undefined }
}

/** The first two lines that are neither empty nor comments. */
function firstLines(text: string): readonly string[] {
  const found: string[] = []
  for (const line of linesOf(text)) {
    if (/^\s*(?:$|[#;])/.test(line)) continue
    if (found.push(line) === 2) break
  }
  return found
}

function* linesOf(text: string): Generator<string, void, undefined> {
  for (let at = 0; at <= text.length;) {
    const end = text.indexOf('\n', at)
    const content = end === -1 ? text.slice(at) : text.slice(at, end)
    yield content.endsWith('\r') ? content.slice(0, -1) : content
    at = end === -1 ? text.length + 1 : end + 1
  }
}

/**
 * Reads a text.
 *
 * @throws HexError
 */
export function parseHex(text: string): HexLine[] {
  const { lines, error } = readHex(text)
  if (error !== undefined) throw error
  return lines
}

function parseLine(content: string, line: number, budget: Budget): HexLine | undefined {
  spend(budget, content, 0, line)
  const dumped = budget.dump.take(content, budget.repeated)
  if (dumped !== undefined) {
    if ('wanted' in dumped) throw new HexError(line, 1, `offset ${dumped.wanted} of the dump`)
    budget.repeated -= dumped.length
    return dumped.length === 0 ? undefined : { line, side: undefined, parts: [dumped] }
  }
  const side = SIDES[content.trimStart().slice(0, 2)]
  const parts: Buffer[][] = [[]]
  let count = 0
  let at = afterBlanks(content, side === undefined ? 0 : content.search(/\S/) + 2)
  while (at < content.length) {
    const token = readToken(content, at)
    if (token === undefined) throw wrongToken(content, at, line)
    const { piece, isBar } = token
    if (isBar || piece !== undefined) spend(budget, content, at, line)
    if (isBar) parts.push([])
    if (piece !== undefined) {
      count++
      if (token.times > 1) budget.repeated -= piece.length * token.times
      if (budget.repeated < 0) throw wrongToken(content, at, line)
      parts.at(-1)?.push(repeat(piece, token.times))
    }
    at = afterBlanks(content, token.end)
  }
  if (count === 0 && parts.length === 1) return undefined
  return { line, side, parts: parts.map(join) }
}

/** The token at a place: bytes to be repeated, a bar, or neither; undefined if there is none. */
function readToken(
  content: string,
  at: number,
): { piece: Buffer | undefined; isBar: boolean; times: number; end: number } | undefined {
  let piece: Buffer | undefined
  let isBar = false
  let end: number
  if (content[at] === '"') {
    const closing = closingQuote(content, at + 1)
    if (closing === undefined) return undefined
    piece = unquote(content.slice(at + 1, closing))
    end = closing + 1
  } else {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(content)
    if (match === null) return undefined
    const [, digits, bar] = match
    if (digits !== undefined) piece = Buffer.from(digits, 'hex')
    isBar = bar !== undefined
    end = TOKEN.lastIndex
  }
  TIMES.lastIndex = end
  const times = TIMES.exec(content)
  if (times !== null) end = TIMES.lastIndex
  return { piece, isBar, times: Number(times?.[1] ?? 1), end }
}

function closingQuote(content: string, from: number): number | undefined {
  for (let at = from; at < content.length; at++) {
    if (content[at] === '"') return at
    if (content[at] === '\\') at++
  }
  return undefined
}

function afterBlanks(content: string, at: number): number {
  BLANKS.lastIndex = at
  BLANKS.exec(content)
  return BLANKS.lastIndex
}

function spend(budget: Budget, content: string, at: number, line: number): void {
  if (budget.pieces-- > 0) return
  throw new HexError(line, at + 1, 'the end: of so many lines and pieces no more are read')
}

function repeat(piece: Buffer, times: number): Buffer {
  if (times === 1) return piece
  return Buffer.alloc(piece.length * times, piece.length > 0 ? piece : 0)
}

function join(pieces: readonly Buffer[]): Buffer {
  return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)
}

function unquote(quoted: string): Buffer {
  const text = quoted.replaceAll(/\\(x[0-9a-f]{2}|.)/gi, (_, escape: string) => {
    if (escape.length === 3) return String.fromCharCode(Number.parseInt(escape.slice(1), 16))
    return { n: '\n', r: '\r', t: '\t', 0: '\0' }[escape] ?? escape
  })
  // \xff means the byte; text beyond Latin-1 is UTF-8.
  return /^[\0-\xff]*$/.test(text) && quoted.includes('\\x')
    ? Buffer.from(text, 'latin1')
    : Buffer.from(text)
}

function wrongToken(content: string, at: number, line: number): HexError {
  const rest = content.slice(at).trimStart()
  const found = JSON.stringify(rest.slice(0, 12))
  return new HexError(line, content.length - rest.length + 1, `hex digits in pairs, found ${found}`)
}

/** True if the beginning of a file is text, and its first line with anything on it reads as hex. */
export function isHexText(bytes: Uint8Array): boolean {
  return !hasControls(bytes) && readHex(headOf(bytes).toString()).lines.length > 0
}

/** True if the beginning of a file is text of any kind. */
export function isText(bytes: Uint8Array): boolean {
  return (bytes[0] ?? 0xff) < 0x80 && !hasControls(bytes)
}

function headOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 65_536))
}

/** Comments may hold UTF-8; a control character is in no text. */
function hasControls(bytes: Uint8Array): boolean {
  // eslint-disable-next-line no-control-regex
  return /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(headOf(bytes).toString('latin1'))
}
