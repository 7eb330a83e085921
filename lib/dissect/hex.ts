// Bytes as people write them down. A line holds hex digits with blanks where they help, ASCII text in
// double quotes, `*n` to repeat what stands before it, `|` between the parts of a message (`+MORE` before
// it is allowed), and `#` or `;` before a comment. A line may begin with who sends it: `C:` or `->` the
// connecting side, `S:` or `<-` the binding side. Dumps of xxd and `hexdump -C` are read as well.
import type { Side } from './conversation.js'

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

  constructor(line: number, column: number, found: string) {
    super(`line ${line}, column ${column}: expected hex digits in pairs, found ${found}`)
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
const XXD_LINE = /^[0-9a-f]{8}: ((?:[0-9a-f]{2,4} )*[0-9a-f]{2,4})(?: {2}.*)?$/i
const HEXDUMP_LINE = /^[0-9a-f]{8} {2}((?:[0-9a-f]{2} {1,2})*[0-9a-f]{2})(?: +\|.*)?$/i
const DUMP_END = /^[0-9a-f]{6,8}$/i
const TOKEN =
  /\s*(?:"((?:[^"\\]|\\.)*)"|(?:0x)?((?:[0-9a-f]{2})+)|(\|)|(\+MORE\b)|([#;].*))(?:\*(\d{1,6}))?\s*/iy
/** Bytes that `*n` may make in all of a text: a few lines must not become gigabytes. */
const REPEATED_MAX = 65_536

/** Reads a text; lines without bytes are left out. At a line that is no hex it stops and says so. */
export function readHex(text: string): { lines: HexLine[]; error: HexError | undefined } {
  const lines: HexLine[] = []
  const budget = { left: REPEATED_MAX }
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    try {
      const line = parseLine(content, index + 1, budget)
      if (line !== undefined) lines.push(line)
    } catch (error) {
      if (!(error instanceof HexError)) throw error
      return { lines, error }
    }
  }
  return { lines, error: undefined }
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

function parseLine(content: string, line: number, budget: { left: number }): HexLine | undefined {
  const dump = XXD_LINE.exec(content.trimEnd()) ?? HEXDUMP_LINE.exec(content.trimEnd())
  if (dump !== null) {
    const digits = (dump[1] ?? '').replaceAll(/\s/g, '')
    return { line, side: undefined, parts: [Buffer.from(digits, 'hex')] }
  }
  if (DUMP_END.test(content)) return undefined
  const side = SIDES[content.trimStart().slice(0, 2)]
  const start = side === undefined ? 0 : content.search(/\S/) + 2
  const parts: Buffer[][] = [[]]
  let count = 0
  TOKEN.lastIndex = start
  while (TOKEN.lastIndex < content.length && content.slice(TOKEN.lastIndex).trim() !== '') {
    const at = TOKEN.lastIndex
    const match = TOKEN.exec(content)
    if (match === null) throw wrongToken(content, at, line)
    const [, quoted, digits, bar, , , times = '1'] = match
    if (bar !== undefined) parts.push([])
    if (quoted === undefined && digits === undefined) continue
    count++
    const piece = quoted === undefined ? Buffer.from(digits ?? '', 'hex') : unquote(quoted)
    if (Number(times) > 1) budget.left -= piece.length * Number(times)
    if (budget.left < 0) throw wrongToken(content, at, line)
    parts.at(-1)?.push(Buffer.alloc(piece.length * Number(times), piece.length ? piece : 0))
  }
  if (count === 0 && parts.length === 1) return undefined
  return { line, side, parts: parts.map(pieces => Buffer.concat(pieces)) }
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
  return new HexError(line, content.length - rest.length + 1, JSON.stringify(rest.slice(0, 12)))
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
