// ZAP (RFC 27): what a server asks about a client, and the answer. Parts of messages in, values out; who is asked
// and how is socket/security/zap-client.ts's.
//
//   request                      reply
//   ""  delimiter                ""  delimiter
//   "1.0"  version               "1.0"  version
//   request id                   request id
//   domain                       status code
//   address of the client        status text
//   routing id (our own)         user id
//   mechanism                    metadata
//   credentials, by mechanism
import { ProtocolError, type ProtocolErrorName } from '../errors.js'
import { decodeMetadata, type Metadata } from './metadata.js'

/** The status codes of RFC 27 §Reply. */
export type ZapStatus = 200 | 300 | 400 | 500

/** What a mechanism knows of its client: for ZAP to judge. */
export interface ZapCredentials {
  readonly mechanism: 'NULL' | 'PLAIN' | 'CURVE'
  /** NULL: none. PLAIN: user name and password. CURVE: the client's public key, 32 octets. */
  readonly credentials: readonly Uint8Array[]
}

/** All that a handler is told (RFC 27 §Request). */
export interface ZapRequest extends ZapCredentials {
  readonly requestId: string
  readonly domain: string
  /** Where the client is, without a port. */
  readonly address: string
  /** ZMQ_ROUTING_ID of the socket that asks, as libzmq has it. */
  readonly routingId: Uint8Array
}

/** The answer (RFC 27 §Reply). */
export interface ZapVerdict {
  readonly status: ZapStatus
  readonly text: string
  /** Who the client is, where the status is 200; empty for nobody in particular. */
  readonly userId: string
  readonly metadata: Metadata
}

/** Where handlers are bound. */
export const ZAP_ENDPOINT = 'inproc://zeromq.zap.01'

const VERSION = '1.0'
const REPLY_PARTS = 7
const STATUSES: ReadonlyMap<string, ZapStatus> = new Map(
  ([200, 300, 400, 500] as const).map(status => [String(status), status]),
)

/** A request's parts, the delimiter first. */
export function encodeZapRequest(request: ZapRequest): Buffer[] {
  const { requestId, domain, address, routingId, mechanism, credentials } = request
  const texts = ['', VERSION, requestId, domain, address].map(text => Buffer.from(text))
  const ends = [routingId, Buffer.from(mechanism), ...credentials]
  return [...texts, ...ends.map(part => Buffer.from(part))]
}

/**
 * A reply's parts, the delimiter first, read as strictly as libzmq does.
 *
 * @param requestId what was asked with
 * @throws ProtocolError with one of the codes that begin with ZAP
 */
export function decodeZapReply(parts: readonly Uint8Array[], requestId: string): ZapVerdict {
  if (parts.length !== REPLY_PARTS) {
    throw malformed('ZAP_MALFORMED_REPLY', `${parts.length} parts instead of ${REPLY_PARTS}`)
  }
  const [delimiter, version, id, code, text, userId] = parts.map(part =>
    Buffer.from(part).toString(),
  ) as [string, string, string, string, string, string]
  if (delimiter !== '') throw malformed('ZAP_UNSPECIFIED', 'a delimiter that is not empty')
  if (version !== VERSION) throw malformed('ZAP_BAD_VERSION', `another version than ${VERSION}`)
  if (id !== requestId) throw malformed('ZAP_BAD_REQUEST_ID', 'another request id')
  const status = STATUSES.get(code)
  if (status === undefined) {
    throw malformed('ZAP_INVALID_STATUS_CODE', `the status ${JSON.stringify(code)}`)
  }
  return { status, text, userId, metadata: decodeReplyMetadata(parts[REPLY_PARTS - 1] as Buffer) }
}

function decodeReplyMetadata(part: Uint8Array): Metadata {
  try {
    return decodeMetadata(part)
  } catch (error) {
    throw malformed('ZAP_INVALID_METADATA', `metadata in which ${(error as Error).message}`)
  }
}

function malformed(code: ProtocolErrorName, what: string): ProtocolError {
  return new ProtocolError(code, `the reply of the ZAP handler has ${what}`, {
    rfc: 'RFC 27 §Reply',
    state: 'handshake',
  })
}

const MECHANISM_FIELDS: Readonly<Record<string, number>> = { NULL: 0, PLAIN: 2, CURVE: 1 }
const REQUEST_PARTS = 7

/** A request from its parts, the delimiter first; undefined for what is none of version 1.0. */
export function decodeZapRequest(parts: readonly Uint8Array[]): ZapRequest | undefined {
  const texts = parts.slice(0, REQUEST_PARTS).map(part => Buffer.from(part).toString())
  const [delimiter, version, requestId, domain, address, , mechanism = ''] = texts
  const credentials = parts.slice(REQUEST_PARTS)
  const isWhole = Object.hasOwn(MECHANISM_FIELDS, mechanism)
  if (!isWhole || MECHANISM_FIELDS[mechanism] !== credentials.length) return undefined
  if (delimiter !== '' || version !== VERSION) return undefined
  return {
    requestId: requestId as string,
    domain: domain as string,
    address: address as string,
    routingId: parts[5] as Uint8Array,
    mechanism: mechanism as ZapRequest['mechanism'],
    credentials,
  }
}

/** A reply's parts, the delimiter first. */
export function encodeZapReply(
  requestId: string,
  { status, text, userId }: Pick<ZapVerdict, 'status' | 'text' | 'userId'>,
): Buffer[] {
  const parts = ['', VERSION, requestId, String(status), text, userId, '']
  return parts.map(part => Buffer.from(part))
}
