// CURVE's commands explained (RFC 25, RFC 26): their structure, and what the boxes hold for who has the keys
// (docs/keylog.md).
import { BOX_OVERHEAD, KEY_LENGTH, SHORT_NONCE_LENGTH } from '../zmtp/mechanism/curve-box.js'
import { encodeZ85 } from '../zmtp/z85.js'
import type { BoxName } from './curve-boxes.js'
import type { CurveSight, Look } from './curve-sight.js'
import { FieldReader, type CommandFacts } from './field.js'
import { dissectMetadata } from './metadata.js'

const SOURCE = 'RFC 26 §CurveZMQ'
const HELLO_SIZE = 200
const WELCOME_SIZE = 168
const INITIATE_MIN = 257
const READY_MIN = 30
const MESSAGE_MIN = 33

/** What a row's size may be: bytes, or all that is left. */
type Row = readonly [size: number | 'rest', name: string, meaning: string]

const EMPTY = Buffer.alloc(0)
const CLIENT_KEY = "client's short-term key"

const NONCE: Row = [
  SHORT_NONCE_LENGTH,
  'short nonce',
  'a counter; the rest of the nonce is a fixed text',
]

const LAYOUTS: Readonly<Record<string, { readonly least: number; readonly rows: readonly Row[] }>> =
  {
    HELLO: {
      least: HELLO_SIZE,
      rows: [
        [2, 'version', 'of CurveZMQ: 1.0'],
        [72, 'padding', 'makes HELLO larger than WELCOME, against amplification'],
        [32, CLIENT_KEY, "C', public, new for each connection"],
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
      rows: [NONCE, ['rest', 'message box', 'Box[flags + body](to the other side)']],
    },
  }

/** Who looks at a connection, and at which direction of it. */
export interface CurveView {
  readonly sight: CurveSight
  /** Stands for the direction. */
  readonly sender: object
  /** True for a command that is explained once more: its nonce has been seen. */
  readonly isAgain?: boolean
}

/** What became of the box of a command. */
export interface BoxReport {
  /** What lay in a MESSAGE. */
  opened?: OpenedMessage
  /** True if keys may yet open it. */
  isClosed?: true
}

/** What lay in a MESSAGE: flags, then payload. */
export interface OpenedMessage {
  readonly text: Buffer
  /** Where its first byte lies in the stream. */
  readonly offset: number
}

/**
 * The layout of a CURVE command, to be read from behind its name; undefined if CURVE has none of its own.
 *
 * @param view what else is known of the connection
 * @param report is written what became of the box
 */
export function curveCommand(
  name: string,
  view?: CurveView,
  report: BoxReport = {},
): ((reader: FieldReader) => CommandFacts) | undefined {
  const layout = Object.hasOwn(LAYOUTS, name) ? LAYOUTS[name] : undefined
  if (layout === undefined) return undefined
  return reader => {
    const size = 1 + name.length + reader.left
    const command = { name: name as BoxName, view, least: size < layout.least ? layout.least : 0 }
    let nonce: Buffer = EMPTY
    let look: Look | undefined
    view?.sight.saw(name, view.sender)
    for (const row of layout.rows) {
      const taken = takeRow(reader, row, command, nonce)
      look = taken.look ?? look
      if (row[1].endsWith('nonce')) nonce = taken.bytes ?? EMPTY
      if (row[1] === CLIENT_KEY) view?.sight.saw(name, view.sender, taken.bytes)
    }
    reader.rest('excess', SOURCE, bytes => ({
      value: `${bytes.length} bytes`,
      meaning: '',
      fault: `expected the end: a CURVE ${name} has ${layout.least} bytes`,
    }))
    const isNew = look?.kind !== 'wrong' && view?.isAgain !== true
    if (isNew && nonce.length === SHORT_NONCE_LENGTH && view !== undefined) {
      view.sight.accept(view.sender, nonce.readBigUInt64BE())
    }
    if (look?.kind === 'sealed') report.isClosed = true
    if (look?.kind !== 'opened') return {}
    const offset = (reader.fields.at(-1)?.offset ?? 0) + BOX_OVERHEAD
    if (name === 'MESSAGE') {
      report.opened = { text: look.text, offset }
      return {}
    }
    return takeInside(
      name,
      reader,
      new FieldReader(look.text, offset, undefined, undefined, 1),
      view,
    )
  }
}

interface Taken {
  readonly bytes: Buffer | undefined
  readonly look: Look | undefined
}

/** A command that is being read. */
interface Reading {
  readonly name: BoxName
  readonly view: CurveView | undefined
  readonly least: number
}

function takeRow(
  reader: FieldReader,
  [size, name, meaning]: Row,
  { name: command, view, least }: Reading,
  nonce: Buffer,
): Taken {
  const wanted = size === 'rest' ? reader.left : size
  let look: Look | undefined
  const bytes = reader.take(wanted, name, SOURCE, found => {
    const isWhole = fault(name, wanted, found, least) === undefined
    if (name.endsWith('box') && isWhole && view !== undefined) {
      look = view.sight.look({ name: command, nonce, bytes: found, size: wanted }, view.sender)
    }
    return {
      value: describe(name, wanted, found),
      meaning: look === undefined || look.kind === 'wrong' ? meaning : `${meaning}; ${look.words}`,
      fault: fault(name, wanted, found, least) ?? faultOf(look) ?? nonceFault(name, found, view),
    }
  })
  return { bytes, look }
}

function faultOf(look: Look | undefined): string | undefined {
  return look === undefined || look.kind === 'sealed' ? undefined : look.fault
}

function nonceFault(name: string, bytes: Buffer, view: CurveView | undefined): string | undefined {
  if (name !== NONCE[1] || view === undefined || view.isAgain === true) return undefined
  return view.sight.nonceFault(view.sender, bytes.readBigUInt64BE())
}

/** What lay in the box of a command of the handshake. */
function takeInside(
  name: string,
  reader: FieldReader,
  inside: FieldReader,
  view: CurveView | undefined,
): CommandFacts {
  let facts: CommandFacts = {}
  switch (name) {
    case 'HELLO':
      inside.rest('signature', SOURCE, bytes => ({
        value: `${bytes.length} bytes`,
        meaning: 'zeros: that it opens says all',
        fault: bytes.every(byte => byte === 0) ? undefined : 'expected 64 zero bytes',
      }))
      break
    case 'WELCOME':
      takeKey(inside, "server's short-term key", "S', public, new for each connection")
      inside.rest('cookie', SOURCE, bytes => ({
        value: `${bytes.length} bytes`,
        meaning: 'of a nonce and a box that only the server opens: the client gives it back',
      }))
      break
    case 'INITIATE':
      takeKey(inside, "client's long-term key", 'C, public: who the client is', z85)
      takeVouch(inside, view)
      facts = dissectMetadata(inside)
      break
    case 'READY':
      facts = dissectMetadata(inside)
  }
  reader.include(inside)
  return facts
}

function takeVouch(inside: FieldReader, view: CurveView | undefined): void {
  const nonce = inside.take(16, 'vouch nonce', SOURCE, () => ({
    value: '16 bytes',
    meaning: 'random, behind "VOUCH---"',
  }))
  let look: Look | undefined
  const meaning = "Box[C' + S](C → S'): the client has the secret of C"
  inside.take(80, 'vouch box', SOURCE, bytes => {
    look =
      nonce && view?.sight.look({ name: 'vouch', nonce, bytes, size: bytes.length }, view.sender)
    const words =
      look === undefined || look.kind === 'wrong' ? meaning : `${meaning}; ${look.words}`
    return { value: describe('vouch box', 80, bytes), meaning: words, fault: faultOf(look) }
  })
  if (look?.kind !== 'opened') return
  const offset = (inside.fields.at(-1)?.offset ?? 0) + BOX_OVERHEAD
  const vouch = new FieldReader(look.text, offset, undefined, undefined, 2)
  const isOther = view?.sight.isOtherClient(look.text.subarray(0, KEY_LENGTH))
  const wrong = isOther === true ? "expected the C' of HELLO" : undefined
  takeKey(vouch, CLIENT_KEY, "C', as in HELLO", hexStart, wrong)
  takeKey(vouch, "server's long-term key", 'S, public: whom the client means', z85)
  inside.include(vouch)
}

function takeKey(
  reader: FieldReader,
  name: string,
  meaning: string,
  value: (bytes: Buffer) => string = hexStart,
  wrong?: string,
): void {
  reader.take(KEY_LENGTH, name, SOURCE, bytes => ({ value: value(bytes), meaning, fault: wrong }))
}

/** Long-term keys are written down so. */
const z85 = (bytes: Buffer): string => encodeZ85(bytes)
const hexStart = (bytes: Buffer): string => `${bytes.toString('hex', 0, 4)}…`

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
