// Commands (RFC 23 §Commands, RFC 37 §Heartbeating and §Publish-Subscribe): their bodies, without the
// frame header, which frame-encoder.ts adds. Properties inside READY are metadata.ts's.
//
//   command         offset  size  field
//   each            0       1     name length n, at least 1
//                   1       n     name
//   READY           6       …     properties
//   ERROR           6       1     reason length r
//                   7       r     reason
//   PING            5       2     time to live in tenths of a second, network order
//                   7       0..16 context, which PONG gives back
//   PONG            5       0..16 context
//   SUBSCRIBE       10      …     topic
//   CANCEL          7       …     topic
//   JOIN            5       …     group (RFC 48)
//   LEAVE           6       …     group (RFC 48)
import { ProtocolError, UsageError } from '../errors.js'
import { decodeMetadata, type Metadata } from './metadata.js'

/** Where the properties in READY begin, counted from the start of its body. */
export const READY_METADATA_OFFSET = 6
const ERROR_REASON_OFFSET = 6
const ERROR_REASON_MAX = 255
const PING_TIME_TO_LIVE_OFFSET = 5
const PING_CONTEXT_OFFSET = 7
const CONTEXT_MAX = 16
const EMPTY = Buffer.alloc(0)

/** What PING says (RFC 37 §Heartbeating). */
export interface Ping {
  /** How long its sender may stay silent from now on, in tenths of a second; 0 = for ever. */
  readonly timeToLiveDeciseconds: number
  /** What PONG must give back, at most 16 bytes. A view of the body. */
  readonly context: Buffer
}

/** The name in a body; undefined if the body or the name is empty, or the name is cut off. */
export function commandName(body: Uint8Array): string | undefined {
  const length = body[0]
  if (length === undefined || length === 0 || 1 + length > body.length) return undefined
  return Buffer.from(body.buffer, body.byteOffset + 1, length).toString('latin1')
}

/** True if the body is a command of this name (compared with case). Allocates nothing. */
export function isCommand(body: Uint8Array, name: string): boolean {
  const { length } = name
  if (body[0] !== length || 1 + length > body.length) return false
  for (let index = 0; index < length; index++) {
    if (body[1 + index] !== name.charCodeAt(index)) return false
  }
  return true
}

/** A command's body: the length of its name, the name, and what follows it. */
export function encodeCommand(name: string, ...data: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name, 'latin1'), ...data])
}

/** READY's body (RFC 23 §The NULL Security Mechanism). @param metadata as `encodeMetadata` gives it */
export function encodeReady(metadata: Uint8Array): Buffer {
  return encodeCommand('READY', metadata)
}

/**
 * ERROR's body (RFC 23 §The Error Command).
 *
 * @param reason in Latin-1; a text for people, cut after the 255 bytes that fit
 */
export function encodeError(reason: string): Buffer {
  const bytes = Buffer.from(reason, 'latin1').subarray(0, ERROR_REASON_MAX)
  return encodeCommand('ERROR', Buffer.from([bytes.length]), bytes)
}

/**
 * PING's body (RFC 37 §Heartbeating).
 *
 * @param timeToLiveDeciseconds 0..65535 tenths of a second; 0 = for ever
 * @throws UsageError for another time to live, or a context of more than 16 bytes
 */
export function encodePing(timeToLiveDeciseconds: number, context: Uint8Array = EMPTY): Buffer {
  if (
    !Number.isInteger(timeToLiveDeciseconds) ||
    timeToLiveDeciseconds < 0 ||
    timeToLiveDeciseconds > 0xffff
  ) {
    throw new UsageError(
      `a PING cannot hold a time to live of ${timeToLiveDeciseconds} deciseconds`,
    )
  }
  checkContext(context)
  const timeToLive = Buffer.alloc(2)
  timeToLive.writeUInt16BE(timeToLiveDeciseconds)
  return encodeCommand('PING', timeToLive, context)
}

/** PONG's body. @throws UsageError for a context of more than 16 bytes */
export function encodePong(context: Uint8Array): Buffer {
  checkContext(context)
  return encodeCommand('PONG', context)
}

function checkContext(context: Uint8Array): void {
  if (context.length > CONTEXT_MAX) {
    throw new UsageError(`a context has at most ${CONTEXT_MAX} bytes, not ${context.length}`)
  }
}

/** SUBSCRIBE's body, for a ZMTP 3.1 peer (RFC 37); a string becomes UTF-8. */
export function encodeSubscribe(topic: Uint8Array | string): Buffer {
  return encodeCommand('SUBSCRIBE', typeof topic === 'string' ? Buffer.from(topic) : topic)
}

/** CANCEL's body, for a ZMTP 3.1 peer (RFC 37); a string becomes UTF-8. */
export function encodeCancel(topic: Uint8Array | string): Buffer {
  return encodeCommand('CANCEL', typeof topic === 'string' ? Buffer.from(topic) : topic)
}

/**
 * A subscription, or the end of one (RFC 37 §Publish-Subscribe); undefined for any other command. The topic
 * is a view of the body.
 */
export function decodeSubscription(
  body: Uint8Array,
): { readonly isSubscribe: boolean; readonly topic: Uint8Array } | undefined {
  const isSubscribe = isCommand(body, 'SUBSCRIBE')
  if (!isSubscribe && !isCommand(body, 'CANCEL')) return undefined
  return { isSubscribe, topic: body.subarray(1 + (body[0] as number)) }
}

/** JOIN's body, for a RADIO (RFC 48 §The JOIN and LEAVE commands). */
export function encodeJoin(group: Uint8Array): Buffer {
  return encodeCommand('JOIN', group)
}

/** LEAVE's body, for a RADIO (RFC 48 §The JOIN and LEAVE commands). */
export function encodeLeave(group: Uint8Array): Buffer {
  return encodeCommand('LEAVE', group)
}

/**
 * A DISH has joined a group, or left it (RFC 48); undefined for any other command. The group, as the topic, is a
 * view of the body.
 */
export function decodeMembership(
  body: Uint8Array,
): { readonly isSubscribe: boolean; readonly topic: Uint8Array } | undefined {
  const isSubscribe = isCommand(body, 'JOIN')
  if (!isSubscribe && !isCommand(body, 'LEAVE')) return undefined
  return { isSubscribe, topic: body.subarray(1 + (body[0] as number)) }
}

/**
 * The properties in a READY; the caller has seen that it is one.
 *
 * @throws ProtocolError ZMTP_METADATA_REFUSED, see `decodeMetadata`
 */
export function decodeReady(body: Uint8Array): Metadata {
  return decodeMetadata(body, READY_METADATA_OFFSET)
}

/**
 * The reason in an ERROR, as Latin-1; the caller has seen that it is one. It is the peer's text: escape
 * it before anybody reads it. Bytes behind the reason are ignored.
 *
 * @param offset where its length stands; PLAIN has it elsewhere
 * @throws ProtocolError ZMTP_MALFORMED_COMMAND_ERROR if the length byte is missing or says too much
 */
export function decodeError(body: Uint8Array, offset = ERROR_REASON_OFFSET): string {
  const length = body[offset]
  const start = offset + 1
  if (length === undefined || start + length > body.length) {
    throw new ProtocolError('ZMTP_MALFORMED_COMMAND_ERROR', 'ERROR without its whole reason', {
      rfc: 'RFC 23 §The Error Command',
      offset,
    })
  }
  return Buffer.from(body.buffer, body.byteOffset + start, length).toString('latin1')
}

/**
 * What a PING says; the caller has seen that it is one. A context over 16 bytes is cut.
 *
 * @throws ProtocolError ZMTP_MALFORMED_PING if the time to live is not whole
 */
export function decodePing(body: Uint8Array): Ping {
  if (body.length < PING_CONTEXT_OFFSET) {
    throw new ProtocolError('ZMTP_MALFORMED_PING', 'PING without its time to live', {
      rfc: 'RFC 37 §Heartbeating',
      offset: PING_TIME_TO_LIVE_OFFSET,
    })
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return {
    timeToLiveDeciseconds: bytes.readUInt16BE(PING_TIME_TO_LIVE_OFFSET),
    context: bytes.subarray(PING_CONTEXT_OFFSET, PING_CONTEXT_OFFSET + CONTEXT_MAX),
  }
}
