// Frames that are no commands explained: a message's, an identity, a subscription, an envelope's, CURVE's
// encrypted ones; and those that are cut off.
import { dissectCommand } from './command.js'
import type { PartRole } from './envelope.js'
import { FieldReader, faultText, plural, type FrameRole, type Item } from './field.js'
import { framingSource, type FrameHeader, type Framing } from './header.js'
import { quoteSome } from './text.js'

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
  { role, fault }: PartRole,
  framing: Framing,
): Item {
  const { reader, header, offset, bodyOffset, lost } = frame
  const { bodySize, hasMore } = header
  const size = bodyOffset - offset + bodySize
  const part = role === 'message' && hasMore ? 'message part' : ROLE_NAMES[role]
  const name = hasMore && role !== 'identity' ? `${part}, MORE` : part
  const shown = frameBody({ role, fault }, reader, body, bodyOffset, bodySize, framing)
  const lostWords = lost > 0 ? `, ${plural(lost, 'byte')} of it not seen` : ''
  const summary = role === 'delimiter' ? name : `${name}: ${shown.summary}${lostWords}`
  const item = { kind: 'frame' as const, offset, size, summary, role, hasMore, bodySize }
  return withFault({ ...item, fields: shown.fields }, reader.fault ?? shown.fault)
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

/** The body of a frame that is no command, as its role wants it explained. */
function frameBody(
  { role, fault }: { readonly role: FrameRole; readonly fault: string | undefined },
  header: FieldReader,
  body: Buffer,
  offset: number,
  size: number,
  framing: Framing,
): { fields: Item['fields']; summary: string; fault: string | undefined } {
  if (role === 'encrypted') {
    const command = dissectCommand(body, offset, size, 'CURVE')
    const fields = [...header.fields, ...command.fields]
    return { fields, summary: command.summary, fault: command.fault }
  }
  const reader = new FieldReader(body, offset, size)
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
  return { fields: [...header.fields, ...reader.fields], summary, fault: reader.fault }
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
