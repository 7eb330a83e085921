// Frames that are no commands explained: a message's, an identity, a subscription, an envelope's, CURVE's
// encrypted ones; and those that are cut off.
import { dissectCommand } from './command.js'
import type { CurveView, OpenedMessage } from './curve.js'
import type { PartRole } from './envelope.js'
import {
  FieldReader,
  faultText,
  plural,
  type FrameItem,
  type FrameRole,
  type Item,
} from './field.js'
import { framingSource, type FrameHeader, type Framing } from './header.js'
import { hexNumber, quoteSome } from './text.js'

/** A frame of which some bytes are still to come. */
export interface OpenFrame {
  readonly reader: FieldReader
  readonly header: FrameHeader
  readonly offset: number
  readonly bodyOffset: number
  readonly pieces: Buffer[]
  kept: number
  received: number
  lost: number
}

const ROLE_NAMES: Readonly<Record<FrameRole, string>> = {
  message: 'message',
  identity: 'identity',
  subscription: 'subscription',
  encrypted: 'encrypted',
  'routing-id': 'routing id',
  'request-id': 'request id',
  delimiter: 'empty delimiter',
}

/** What of a frame's stream matters to it. */
export interface FrameContext {
  readonly framing: Framing
  /** Of the connection, under CURVE. */
  readonly view: CurveView
  /** What a part of a message that lay in a box is. */
  readonly partOf: (body: Buffer, header: Pick<FrameHeader, 'bodySize' | 'hasMore'>) => PartRole
}

const BODY_NAMES: Partial<Readonly<Record<FrameRole, string>>> = {
  subscription: 'topic',
  'routing-id': 'routing id',
  'request-id': 'request id',
  delimiter: 'delimiter',
}

const ENVELOPE = 'RFC 28'
/** Where the body of a role is specified, if not in its framing. */
const SOURCES: Partial<Readonly<Record<FrameRole, string>>> = {
  'routing-id': ENVELOPE,
  'request-id': 'ZMQ_REQ_CORRELATE, zmq_setsockopt(3)',
  delimiter: ENVELOPE,
}
/** A routing id that a ROUTER makes for a peer that has none: a zero and 4 octets. */
const OWN_ID_SIZE = 5

/**
 * Explains a frame that is no command.
 *
 * @param body its body, or the first bytes of it
 */
export function dissectFrame(
  frame: OpenFrame,
  body: Buffer,
  part: PartRole,
  context: FrameContext,
): Item {
  const { reader, header, offset, bodyOffset, lost } = frame
  const { bodySize, hasMore } = header
  const size = bodyOffset - offset + bodySize
  const shown =
    part.role === 'encrypted'
      ? encryptedBody(body, bodyOffset, bodySize, context)
      : frameBody(part, new FieldReader(body, bodyOffset, bodySize), body, context.framing)
  const lostWords = lost > 0 ? `, ${plural(lost, 'byte')} of it not seen` : ''
  const { opened } = shown
  const summary =
    opened === undefined ? summarise(part.role, hasMore, shown.summary + lostWords) : shown.summary
  const { role } = part
  const item = { kind: 'frame' as const, offset, size, summary, role, hasMore, bodySize }
  const fields = [...reader.fields, ...shown.fields]
  return withFault(
    { ...item, fields, ...(opened !== undefined && { opened }) },
    reader.fault ?? shown.fault,
  )
}

/** A frame of which the end did not come. */
export function dissectCutOff(frame: OpenFrame, framing: Framing): Item {
  const { header, offset, bodyOffset, received } = frame
  const end = bodyOffset + received
  const fault = `expected ${plural(header.bodySize - received - frame.lost, 'byte')} more of the body, found the end`
  const kind = header.isCommand ? 'a command' : 'a frame'
  const body = Buffer.concat(frame.pieces)
  const reader = new FieldReader(body, bodyOffset, received)
  reader.rest('body', framingSource(framing), bytes => ({
    value: quoteSome(bytes, received),
    meaning: `the first of ${plural(header.bodySize, 'byte')}`,
  }))
  return {
    kind: 'rest',
    offset,
    size: end - offset,
    summary: `${kind}, cut off: ${received} of ${header.bodySize} bytes of its body`,
    fields: [...frame.reader.fields, ...reader.fields],
    fault: faultText(end, fault),
  }
}

/** A body explained. */
interface ShownBody extends Pick<FrameItem, 'fields' | 'summary' | 'opened'> {
  readonly fault?: string | undefined
}

/** The body of a frame that is no command, as its role wants it explained. */
function frameBody(
  { role, fault }: PartRole,
  reader: FieldReader,
  body: Buffer,
  framing: Framing,
): ShownBody {
  const size = reader.left
  const source = SOURCES[role] ?? framingSource(framing)
  let summary = role === 'request-id' ? String(body.readUInt32LE()) : quoteSome(body, size)
  if (role === 'subscription') {
    const verb = body[0] === 1 ? 'subscribe' : 'cancel'
    reader.take(1, 'subscription', source, () => ({
      value: verb,
      meaning: 'to the topic behind it',
    }))
    summary = `${verb} ${quoteSome(body.subarray(1), size - 1)}`
  }
  reader.take(reader.left, BODY_NAMES[role] ?? 'body', source, bytes => ({
    value:
      role === 'request-id'
        ? summary
        : quoteSome(bytes, bytes.length === body.length ? size : bytes.length),
    meaning: meaningOf(role, bytes),
    fault,
  }))
  return { fields: reader.fields, summary, fault: reader.fault }
}

/** A MESSAGE of CURVE, and what lay in it. */
function encryptedBody(
  body: Buffer,
  offset: number,
  size: number,
  context: FrameContext,
): ShownBody {
  const { view } = context
  const shown = dissectCommand(body, offset, size, 'CURVE', { view })
  const { opened, isClosed: _, ...command } = shown
  if (opened === undefined) return command
  const inside = openedBody(opened, context)
  return {
    ...inside,
    summary: `${command.summary.replace(/^command /, 'opened ')}: ${inside.summary}`,
    fields: [...command.fields, ...inside.fields],
    fault: command.fault ?? inside.fault,
  }
}

const INNER_MORE = 0x01
const INNER_COMMAND = 0x02

/** Flags and payload of a MESSAGE (RFC 26 §MESSAGE Command). */
function openedBody({ text, offset }: OpenedMessage, { framing, partOf }: FrameContext): ShownBody {
  const reader = new FieldReader(text, offset, text.length, undefined, 1)
  const flags = reader.take(1, 'flags', 'RFC 26 §MESSAGE Command', bytes => ({
    value: hexNumber(bytes[0] as number, 2),
    meaning: innerWords(bytes[0] as number),
    fault:
      ((bytes[0] as number) & ~(INNER_MORE | INNER_COMMAND)) === 0
        ? undefined
        : 'expected the reserved bits to be zero',
  }))?.[0]
  if (flags === undefined) return { fields: reader.fields, summary: 'nothing', fault: reader.fault }
  const hasMore = (flags & INNER_MORE) !== 0
  const payload = text.subarray(1)
  if ((flags & INNER_COMMAND) !== 0) {
    const command = dissectCommand(payload, offset + 1, payload.length, 'NULL', { depth: 1 })
    const fields = [...reader.fields, ...command.fields]
    const fault = reader.fault ?? command.fault
    return {
      fields,
      summary: command.summary,
      fault,
      opened: { kind: 'command', hasMore, name: command.name },
    }
  }
  const part = partOf(payload, { bodySize: payload.length, hasMore })
  const inner = new FieldReader(payload, offset + 1, payload.length, undefined, 1)
  const shown = frameBody(part, inner, payload, framing)
  return {
    ...shown,
    summary: summarise(part.role, hasMore, shown.summary),
    fields: [...reader.fields, ...shown.fields],
    fault: reader.fault ?? shown.fault,
    opened: { kind: 'message', hasMore, role: part.role },
  }
}

function innerWords(flags: number): string {
  const kind = (flags & INNER_COMMAND) === 0 ? 'message' : 'COMMAND'
  return (flags & INNER_MORE) === 0 ? kind : `${kind}, MORE: another part follows`
}

/** The one line about a frame. */
function summarise(role: FrameRole, hasMore: boolean, words: string): string {
  const part = role === 'message' && hasMore ? 'message part' : ROLE_NAMES[role]
  const name = hasMore && role !== 'identity' ? `${part}, MORE` : part
  return role === 'delimiter' ? name : `${name}: ${words}`
}

function meaningOf(role: FrameRole, bytes: Buffer): string {
  switch (role) {
    case 'identity':
      return 'the routing id; it is no message'
    case 'routing-id':
      return bytes.length === OWN_ID_SIZE && bytes[0] === 0
        ? 'whom it came from or is for, a name that a ROUTER made'
        : 'whom it came from, or is for'
    case 'request-id':
      return 'of the request, which its reply repeats; in the byte order of who asks'
    case 'delimiter':
      return 'here the envelope ends'
    default:
      return ''
  }
}

/** The item with its first fault, if there is one. */
export function withFault<T extends Item>(item: T, fault: string | undefined): T {
  return fault === undefined ? item : { ...item, fault }
}
