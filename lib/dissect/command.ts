// Commands explained: READY, ERROR, PING, PONG, SUBSCRIBE, CANCEL, JOIN, LEAVE and PLAIN's; CURVE's are
// in curve.ts. One table, name to layout. Where a command exists in two mechanisms, the one that the
// greeting announced decides; without a greeting the sizes do.
import { FieldReader, type CommandFacts, type CommandItem, type Field } from './field.js'
import { curveCommand, looksLikeCurve, type BoxReport, type CurveView } from './curve.js'
import { dissectMetadata } from './metadata.js'
import { quote, quoteSome } from './text.js'

const COMMANDS = 'RFC 23 §Commands'
const ERROR = 'RFC 23 §The Error Command'
const HEARTBEATING = 'RFC 37 §Heartbeating'
const PUBLISHING = 'RFC 37 §Publish-Subscribe'
const PLAIN = 'RFC 24 §Grammar'
const CONTEXT_MAX = 16
/** What libzmq since 4.3.0 sends instead of `05 ERROR` under PLAIN: no length, `^` for the E. */
const BROKEN_ERROR = Buffer.from('^RROR')
const AUTH_STATUS = /^"[345]00"$/

type Layout = (reader: FieldReader) => CommandFacts

const LAYOUTS: Readonly<Record<string, Layout>> = {
  READY: reader => dissectMetadata(reader),
  INITIATE: reader => dissectMetadata(reader),
  WELCOME(reader) {
    reader.rest('excess', PLAIN, bytes => ({
      value: quoteSome(bytes),
      meaning: '',
      fault: 'expected the end: a PLAIN WELCOME has no body',
    }))
    return {}
  },
  HELLO(reader) {
    takeText(reader, 'username')
    takeText(reader, 'password')
    reader.rest('excess', PLAIN, bytes => ({
      value: quoteSome(bytes),
      meaning: '',
      fault: 'expected the end: the two lengths must add up exactly',
    }))
    return {}
  },
  ERROR: reader => takeReason(reader),
  PING(reader) {
    reader.take(2, 'time to live', HEARTBEATING, bytes => {
      const tenths = bytes.readUInt16BE()
      const meaning = tenths === 0 ? 'for ever' : `the sender may be silent for ${tenths * 100} ms`
      return { value: String(tenths), meaning: `tenths of a second: ${meaning}` }
    })
    takeContext(reader, 'what PONG must give back')
    return {}
  },
  PONG(reader) {
    takeContext(reader, 'what the PING carried')
    return {}
  },
  SUBSCRIBE: takeTopic('messages that begin with it are wanted'),
  CANCEL: takeTopic('no longer wanted'),
  JOIN: takeTopic('a group that is joined'),
  LEAVE: takeTopic('a group that is left'),
}

/** A command explained. */
export type DissectedCommand = Pick<
  CommandItem,
  'name' | 'facts' | 'fields' | 'summary' | 'fault'
> &
  Readonly<BoxReport>

/**
 * Explains a command's body.
 *
 * @param body the body, or its first bytes
 * @param base offset of the body in the stream
 * @param size bytes the body really has
 * @param mechanism what the greeting announced; undefined if that is not known
 * @param around what else is known: of the connection under CURVE, and in how many boxes the command lay
 */
export function dissectCommand(
  body: Buffer,
  base = 0,
  size: number = body.length,
  mechanism?: string,
  around: { readonly view?: CurveView; readonly depth?: number } = {},
): DissectedCommand {
  const reader = new FieldReader(body, base, size, undefined, around.depth)
  const report: BoxReport = {}
  const name = takeName(reader)
  let facts: CommandFacts = {}
  if (name !== undefined) {
    const isCurve =
      mechanism === 'CURVE' || (mechanism === undefined && looksLikeCurve(name, body, size))
    const curve = isCurve ? curveCommand(name, around.view, report) : undefined
    const layout = curve ?? layoutOf(name)
    if (layout === undefined) {
      reader.rest('body', COMMANDS, bytes => ({
        value: quoteSome(bytes, size),
        meaning: 'of a command that this version does not know; a peer ignores it',
      }))
    } else {
      facts = layout(reader) ?? {}
    }
  }
  const { fields, fault } = reader
  return {
    name,
    facts,
    fields,
    summary: summarise(name, facts, fields),
    ...(fault !== undefined && { fault }),
    ...report,
  }
}

function layoutOf(name: string): Layout | undefined {
  return Object.hasOwn(LAYOUTS, name) ? LAYOUTS[name] : undefined
}

function takeName(reader: FieldReader): string | undefined {
  if (reader.left === 0) {
    reader.take(1, 'name length', COMMANDS, () => ({ value: '', meaning: '' }))
    return undefined
  }
  if (reader.peek === BROKEN_ERROR[0] && reader.left >= BROKEN_ERROR.length) {
    const found = reader.take(BROKEN_ERROR.length, 'name', COMMANDS, bytes => ({
      value: quote(bytes),
      meaning: 'ERROR as libzmq 4.3 writes it under PLAIN, without the length of its name',
      fault: bytes.equals(BROKEN_ERROR) ? 'expected 05 "ERROR"' : 'expected a name of 94 bytes',
    }))
    return found?.equals(BROKEN_ERROR) ? 'ERROR' : undefined
  }
  const length = reader.take(1, 'name length', COMMANDS, bytes => ({
    value: String(bytes[0]),
    meaning: 'of the name of the command',
    fault: bytes[0] === 0 ? 'expected at least 1' : undefined,
  }))?.[0]
  if (length === undefined) return undefined
  const bytes = reader.take(length, 'name', COMMANDS, found => ({
    value: quote(found),
    meaning: 'the command',
  }))
  return bytes === undefined || length === 0 ? undefined : quote(bytes).slice(1, -1)
}

function takeText(reader: FieldReader, name: string): void {
  const length = reader.take(1, `${name} length`, PLAIN, bytes => ({
    value: String(bytes[0]),
    meaning: '',
  }))?.[0]
  if (length === undefined) return
  reader.take(length, name, PLAIN, bytes => ({
    value: quote(bytes),
    meaning: 'in clear text: PLAIN encrypts nothing',
  }))
}

function takeReason(reader: FieldReader): CommandFacts {
  const length = reader.take(1, 'reason length', ERROR, bytes => ({
    value: String(bytes[0]),
    meaning: '',
  }))?.[0]
  if (length === undefined) return {}
  let reason: string | undefined
  reader.take(length, 'reason', ERROR, bytes => {
    reason = quote(bytes)
    return {
      value: reason,
      meaning: AUTH_STATUS.test(reason)
        ? 'a status of ZAP (RFC 27): HANDSHAKE_FAILED_AUTH at the peer'
        : 'for people; the peer closes without a monitor event of its own',
    }
  })
  reader.rest('excess', ERROR, bytes => ({
    value: quoteSome(bytes),
    meaning: 'behind the reason; ignored',
  }))
  return reason === undefined ? {} : { reason }
}

function takeContext(reader: FieldReader, meaning: string): void {
  const size = reader.left
  reader.rest('context', HEARTBEATING, bytes => ({
    value: quoteSome(bytes, size),
    meaning,
    fault: size > CONTEXT_MAX ? `expected at most ${CONTEXT_MAX} bytes` : undefined,
  }))
}

function takeTopic(meaning: string): Layout {
  return reader => {
    const size = reader.left
    reader.take(size, 'topic', PUBLISHING, bytes => ({
      value: quoteSome(bytes, size),
      meaning: size === 0 ? 'empty: everything' : meaning,
    }))
    return {}
  }
}

/** Fields whose value belongs into the one line about a command. */
const TELLING = new Set(['username', 'time to live', 'context', 'topic', 'short nonce', 'reason'])

function summarise(
  name: string | undefined,
  facts: CommandFacts,
  fields: readonly Field[],
): string {
  if (name === undefined) return 'command without a name'
  const words = fields
    .filter(field => TELLING.has(field.name))
    .map(field => `${field.name} ${field.value}`)
  if (facts.socketType !== undefined) words.unshift(facts.socketType)
  return [`command ${name}`, ...words].join(', ').replace(', ', ': ')
}
