// ZAP's messages explained (RFC 27): a question of seven frames or more, and its answer of seven, the delimiter of REQ
// first. What is wrong with an answer is what libzmq finds wrong.
import { encodeZ85 } from '../zmtp/z85.js'
import { decodeZapReply } from '../zmtp/zap.js'
import { FieldReader, type Field } from './field.js'
import { dissectMetadata } from './metadata.js'
import { quoteSome } from './text.js'

const REQUEST = 'RFC 27 §Request'
const REPLY = 'RFC 27 §Reply'

/** A question or an answer explained. */
export interface ZapItem {
  readonly summary: string
  readonly fields: readonly Field[]
  /** What libzmq would find wrong with it. */
  readonly fault?: string
}

type Explained = readonly [name: string, meaning: string | ((bytes: Buffer) => string)]

const REQUEST_PARTS: readonly Explained[] = [
  ['delimiter', 'ends the envelope'],
  ['version', 'of ZAP'],
  ['request id', 'the answer gives it back'],
  ['domain', 'ZMQ_ZAP_DOMAIN of the server: which of its doors the client is at'],
  ['address', 'of the client, without a port'],
  ['routing id', 'ZMQ_ROUTING_ID of the server that asks'],
  ['mechanism', 'of the connection: which credentials follow'],
]
const CREDENTIALS: Readonly<Record<string, readonly Explained[]>> = {
  NULL: [],
  PLAIN: [
    ['username', 'as the client said it'],
    ['password', 'as the client said it, in clear'],
  ],
  CURVE: [['public key', "the client's long-term key, 32 bytes; in Z85 it is what is shown here"]],
}

const STATUSES: Readonly<Record<string, string>> = {
  200: 'let in',
  300: 'not now: the client hears nothing, is cut off, and tries again',
  400: 'turned away: the client hears 400 and does not come again',
  500: 'the handler failed: the client hears 500 and does not come again',
}
const REPLY_PARTS: readonly Explained[] = [
  ['delimiter', 'ends the envelope'],
  ['version', 'of ZAP'],
  ['request id', 'that of the question'],
  ['status', bytes => STATUSES[bytes.toString('latin1')] ?? 'no status that ZAP has'],
  ['status text', 'for people; the client never sees it'],
  ['user id', 'who the client is: property User-Id of its messages'],
]

const KEY_LENGTH = 32
const METADATA_AT = REPLY_PARTS.length

/** Explains a question. @param parts its frames, the delimiter first; what a password says is not shown */
export function dissectZapRequest(parts: readonly Buffer[]): ZapItem {
  const mechanism = parts[REQUEST_PARTS.length - 1]?.toString('latin1') ?? ''
  const names = [...REQUEST_PARTS, ...(CREDENTIALS[mechanism] ?? [])]
  const fields = parts.flatMap((part, index) => explainPart(part, index, names[index], REQUEST))
  return { summary: `question: ${mechanism}, ${parts.length} frames`, fields }
}

/** Explains an answer. @param requestId of the question */
export function dissectZapReply(parts: readonly Buffer[], requestId: string): ZapItem {
  const fields = parts.flatMap((part, index) => {
    if (index !== METADATA_AT || part.length === 0) {
      const empty: Explained = ['metadata', 'properties of the user: none']
      const explained = index === METADATA_AT ? empty : REPLY_PARTS[index]
      return explainPart(part, index, explained, REPLY)
    }
    const reader = new FieldReader(part, 0, part.length, index)
    dissectMetadata(reader)
    return reader.fields
  })
  try {
    const { status, text, userId } = decodeZapReply(parts, requestId)
    const who = userId === '' ? '' : `, user id ${quoteSome(Buffer.from(userId))}`
    const words = `answer: ${status} ${quoteSome(Buffer.from(text))}${who}: ${STATUSES[status]}`
    return { summary: words, fields }
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    return { summary: 'answer that libzmq refuses', fields, fault: `${message} (${code})` }
  }
}

function explainPart(
  part: Buffer,
  index: number,
  [name, meaning]: Explained = ['excess', 'no frame that ZAP has here'],
  source: string,
): readonly Field[] {
  const reader = new FieldReader(part, 0, part.length, index)
  reader.take(part.length, name, source, bytes => ({
    value: valueOf(name, bytes),
    meaning: typeof meaning === 'string' ? meaning : meaning(bytes),
  }))
  if (name !== 'password') return reader.fields
  return reader.fields.map(field => ({ ...field, bytes: Buffer.alloc(0) }))
}

function valueOf(name: string, bytes: Buffer): string {
  if (name === 'password') return `${bytes.length} bytes, not shown`
  if (name === 'public key' && bytes.length === KEY_LENGTH) return encodeZ85(bytes)
  return quoteSome(bytes)
}
