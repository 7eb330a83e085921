// CURVE's commands explained (RFC 25, RFC 26): structure only. What the boxes hold is for who has the
// keys.
import type { CommandFacts, FieldReader } from './field.js'

const SOURCE = 'RFC 26 §CurveZMQ'
const BOX_OVERHEAD = 16
const HELLO_SIZE = 200
const WELCOME_SIZE = 168
const INITIATE_MIN = 257
const READY_MIN = 30
const MESSAGE_MIN = 33

/** What a row's size may be: bytes, or all that is left. */
type Row = readonly [size: number | 'rest', name: string, meaning: string]

const NONCE: Row = [8, 'short nonce', 'a counter; the rest of the nonce is a fixed text']

const LAYOUTS: Readonly<Record<string, { readonly least: number; readonly rows: readonly Row[] }>> =
  {
    HELLO: {
      least: HELLO_SIZE,
      rows: [
        [2, 'version', 'of CurveZMQ: 1.0'],
        [72, 'padding', 'makes HELLO larger than WELCOME, against amplification'],
        [32, "client's short-term key", "C', public, new for each connection"],
        NONCE,
        [
          80,
          'signature box',
          "Box[64 zeros](C' → S): shows that the client knows the server's key",
        ],
      ],
    },
    WELCOME: {
      least: WELCOME_SIZE,
      rows: [
        [16, 'long nonce', 'random, behind "WELCOME-"'],
        [144, 'welcome box', "Box[S' + cookie](S → C')"],
      ],
    },
    INITIATE: {
      least: INITIATE_MIN,
      rows: [
        [96, 'cookie', 'the one WELCOME carried'],
        NONCE,
        ['rest', 'initiate box', "Box[C + vouch nonce + vouch + metadata](C' → S')"],
      ],
    },
    READY: { least: READY_MIN, rows: [NONCE, ['rest', 'ready box', "Box[metadata](S' → C')"]] },
    MESSAGE: {
      least: MESSAGE_MIN,
      rows: [NONCE, ['rest', 'message box', 'Box[flags + body]: 01 MORE, 04 COMMAND inside']],
    },
  }

/** The layout of a CURVE command, to be read from behind its name; undefined if CURVE has none of its own. */
export function curveCommand(name: string): ((reader: FieldReader) => CommandFacts) | undefined {
  const layout = Object.hasOwn(LAYOUTS, name) ? LAYOUTS[name] : undefined
  if (layout === undefined) return undefined
  return reader => {
    const size = 1 + name.length + reader.left
    for (const row of layout.rows) takeRow(reader, row, size < layout.least ? layout.least : 0)
    reader.rest('excess', SOURCE, bytes => ({
      value: `${bytes.length} bytes`,
      meaning: '',
      fault: `expected the end: a CURVE ${name} has ${layout.least} bytes`,
    }))
    return {}
  }
}

function takeRow(reader: FieldReader, [size, name, meaning]: Row, least: number): void {
  const wanted = size === 'rest' ? reader.left : size
  reader.take(wanted, name, SOURCE, bytes => ({
    value: describe(name, wanted, bytes),
    meaning,
    fault: fault(name, wanted, bytes, least),
  }))
}

function describe(name: string, size: number, bytes: Buffer): string {
  if (name === 'short nonce') return String(bytes.readBigUInt64BE())
  if (name === 'version') return `${bytes[0]}.${bytes[1]}`
  if (name === 'padding') return bytes.every(byte => byte === 0) ? '0' : 'not zero'
  if (!name.endsWith('box')) return `${size} bytes`
  return `${size} bytes: ${Math.max(0, size - BOX_OVERHEAD)} encrypted, ${BOX_OVERHEAD} of check`
}

function fault(name: string, size: number, bytes: Buffer, least: number): string | undefined {
  if (name === 'version' && (bytes[0] !== 1 || bytes[1] !== 0)) return 'expected 01 00'
  if (name === 'padding' && bytes.some(byte => byte !== 0)) return 'expected 72 zero bytes'
  if (name.endsWith('box') && least > 0) return `expected a command of at least ${least} bytes`
  if (name.endsWith('box') && size < BOX_OVERHEAD) return 'expected at least the 16 bytes of check'
  return undefined
}

/** True if a command of unknown mechanism has CURVE's size and not PLAIN's or NULL's form. */
export function looksLikeCurve(name: string, body: Buffer, size: number): boolean {
  switch (name) {
    case 'HELLO':
      return size === HELLO_SIZE && body[6] === 1 && body[7] === 0
    case 'WELCOME':
      return size === WELCOME_SIZE
    case 'INITIATE':
      return size >= INITIATE_MIN && !looksLikeMetadata(body, 9)
    case 'READY':
      return size >= READY_MIN && !looksLikeMetadata(body, 6)
    case 'MESSAGE':
      return size >= MESSAGE_MIN
    default:
      return false
  }
}

/** True if there are whole properties with names that are allowed, from `offset` to the end. */
function looksLikeMetadata(body: Buffer, offset: number): boolean {
  let at = offset
  while (at < body.length) {
    const valueStart = at + 1 + (body[at] ?? 0) + 4
    if (valueStart > body.length) return false
    if (!/^[-A-Za-z0-9_.+]+$/.test(body.toString('latin1', at + 1, valueStart - 4))) return false
    at = valueStart + body.readUInt32BE(valueStart - 4)
  }
  return at === body.length
}
