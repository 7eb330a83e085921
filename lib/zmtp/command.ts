// Commands (RFC 23 §Commands, RFC 37): their bodies. A body is a name length, the name, and data.
import { ProtocolError } from '../errors.js'
import { decodeMetadata, type Metadata } from './metadata.js'

const PING_CONTEXT_MAX = 16
const PING_LENGTH_MIN = 7

/** The name in a body; undefined if it is empty or cut off. */
export function commandName(body: Uint8Array): string | undefined {
  const length = body[0]
  if (length === undefined || length === 0 || 1 + length > body.length) return undefined
  return Buffer.from(body.buffer, body.byteOffset + 1, length).toString('latin1')
}

function withName(name: string, ...data: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name, 'latin1'), ...data])
}

export function encodeReady(metadata: Uint8Array): Buffer {
  return withName('READY', metadata)
}

export function encodeError(reason: string): Buffer {
  const bytes = Buffer.from(reason, 'latin1').subarray(0, 255)
  return withName('ERROR', Buffer.from([bytes.length]), bytes)
}

export function encodePing(
  timeToLiveDeciseconds: number,
  context: Uint8Array = Buffer.alloc(0),
): Buffer {
  const ttl = Buffer.alloc(2)
  ttl.writeUInt16BE(timeToLiveDeciseconds)
  return withName('PING', ttl, context)
}

export function encodePong(context: Uint8Array): Buffer {
  return withName('PONG', context)
}

export function decodeReady(body: Uint8Array): Metadata {
  return decodeMetadata(body, 6)
}

export function decodeError(body: Uint8Array): string {
  const length = body[6]
  if (length === undefined || 7 + length > body.length) {
    throw new ProtocolError('ZMTP_MALFORMED_COMMAND_ERROR', 'ERROR without its whole reason', {
      rfc: 'RFC 23 §The Error Command',
      offset: 6,
    })
  }
  return Buffer.from(body.buffer, body.byteOffset + 7, length).toString('latin1')
}

export function decodePing(body: Uint8Array): { timeToLiveDeciseconds: number; context: Buffer } {
  if (body.length < PING_LENGTH_MIN) {
    throw new ProtocolError('ZMTP_MALFORMED_PING', 'PING without its time to live', {
      rfc: 'RFC 37 §Heartbeating',
      offset: 5,
    })
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return {
    timeToLiveDeciseconds: bytes.readUInt16BE(5),
    context: bytes.subarray(PING_LENGTH_MIN, PING_LENGTH_MIN + PING_CONTEXT_MAX),
  }
}
