// Greetings explained: the 64 bytes of ZMTP 3.x (RFC 23), the 12 of 2.0 and 1.0 (RFC 15), and the
// signature that an unversioned 1.0 peer reads as a frame's header. Which of them it is, stream.ts knows.
import { SIGNATURE_LENGTH, type PeerProtocol } from '../zmtp/greeting.js'
import { socketTypeName } from '../socket-types.js'
import { FieldReader, type GreetingItem } from './field.js'
import { escapeText, hexNumber, quote } from './text.js'

/** Bytes of a ZMTP 2.0 greeting: signature, revision, socket type. */
export const SHORT_GREETING_LENGTH = 12
const MECHANISM_LENGTH = 20
const FILLER_LENGTH = 31
const GREETING = 'RFC 23 §Connection Greeting'
const NEGOTIATION = 'RFC 23 §Version Negotiation'
const SECURITY = 'RFC 23 §Authentication'
const OLD = 'RFC 15 §Framing'
const KNOWN_MECHANISMS: ReadonlySet<string> = new Set(['NULL', 'PLAIN', 'CURVE', 'GSSAPI'])
/** RFC 23's mechanism-char, one or more, then nothing but zeros. */
const MECHANISM = /^[-A-Z0-9_.+]{1,20}\0*$/

/**
 * Explains a greeting, whole or cut off.
 *
 * @param protocol which layout it has
 * @param bytes all of it, or what there is
 */
export function dissectGreeting(bytes: Buffer, protocol: PeerProtocol): GreetingItem {
  const reader = new FieldReader(bytes)
  if (protocol === '1.0-unversioned') return unversioned(reader, bytes)
  signature(reader)
  return protocol === '3.x' ? full(reader, bytes) : short(reader, bytes, protocol)
}

function signature(reader: FieldReader): void {
  reader.take(1, 'signature', NEGOTIATION, found => ({
    value: hexNumber(found[0] ?? 0, 2),
    meaning: 'begins a greeting; to ZMTP 1.0: a long length follows',
    fault: found[0] === 0xff ? undefined : 'expected ff',
  }))
  reader.take(8, 'padding', NEGOTIATION, found => {
    const length = found.readBigUInt64BE()
    const meaning =
      length > 0n && length <= 256n
        ? `length of the routing id (${length - 1n}) plus 1, as ZMTP 1.0 had it`
        : 'any bytes are allowed'
    return { value: String(length), meaning }
  })
  reader.take(1, 'signature', NEGOTIATION, found => ({
    value: hexNumber(found[0] ?? 0, 2),
    meaning: 'ends the signature',
    fault: found[0] === 0x7f ? undefined : 'expected 7f',
  }))
}

function full(reader: FieldReader, bytes: Buffer): GreetingItem {
  reader.take(1, 'major version', NEGOTIATION, found => ({
    value: String(found[0]),
    meaning: (found[0] ?? 0) === 3 ? 'ZMTP 3' : 'libzmq takes any but 0 and 1 for ZMTP 3',
    fault: (found[0] ?? 0) < 3 ? 'expected 3 or more' : undefined,
  }))
  reader.take(1, 'minor version', NEGOTIATION, found => ({
    value: String(found[0]),
    meaning:
      found[0] === 0
        ? 'ZMTP 3.0: subscriptions are messages'
        : 'ZMTP 3.1: subscriptions are commands',
  }))
  let mechanism: string | undefined
  reader.take(MECHANISM_LENGTH, 'mechanism', SECURITY, found => {
    const name = found.toString('latin1')
    const trimmed = name.replace(/\0+$/, '')
    mechanism = escapeText(trimmed)
    const isKnown = KNOWN_MECHANISMS.has(trimmed)
    return {
      value: quote(Buffer.from(trimmed, 'latin1')),
      meaning: `${isKnown ? '' : 'an unknown mechanism; '}both sides must announce the same`,
      fault: MECHANISM.test(name) ? undefined : 'expected a name of A-Z 0-9 - _ . + and zeros',
    }
  })
  let isAsServer: boolean | undefined
  reader.take(1, 'as-server', SECURITY, found => {
    isAsServer = found[0] === 1
    return {
      value: String(found[0]),
      meaning: isAsServer ? 'server of the mechanism' : 'client (libzmq says 0 whatever it is)',
      fault: (found[0] ?? 0) > 1 ? 'expected 0 or 1' : undefined,
    }
  })
  reader.take(FILLER_LENGTH, 'filler', GREETING, found => {
    const isZero = found.every(byte => byte === 0)
    return {
      value: isZero ? '0' : 'not zero',
      meaning: 'fills the greeting up to 64 bytes',
      fault: isZero ? undefined : 'expected 31 zero bytes (libzmq ignores what stands here)',
    }
  })
  const major = bytes[SIGNATURE_LENGTH] ?? '?'
  const version = `${major}.${bytes[SIGNATURE_LENGTH + 1] ?? '?'}`
  const name = mechanism === undefined ? '' : `, mechanism ${mechanism}`
  return item(reader, bytes, `greeting: ZMTP ${version}${name}`, {
    protocol: '3.x',
    version,
    ...(mechanism !== undefined && { mechanism }),
    ...(isAsServer !== undefined && { isAsServer }),
  })
}

function short(reader: FieldReader, bytes: Buffer, protocol: PeerProtocol): GreetingItem {
  reader.take(1, 'revision', OLD, found => ({
    value: String(found[0]),
    meaning: revisionMeaning(found[0] ?? 0, protocol),
  }))
  let socketType: string | undefined
  reader.take(1, 'socket type', OLD, found => {
    socketType = socketTypeName(found[0] ?? 0)
    return {
      value: String(found[0]),
      meaning: socketType ?? 'no socket type has this number',
      fault: socketType === undefined ? 'expected 0 to 10' : undefined,
    }
  })
  const type = socketType === undefined ? '' : `, socket type ${socketType}`
  return item(reader, bytes, `greeting: ZMTP ${protocol}${type}, no handshake follows`, {
    protocol,
    version: protocol,
    ...(socketType !== undefined && { socketType }),
  })
}

function revisionMeaning(revision: number, protocol: PeerProtocol): string {
  if (revision === 0) return 'ZMTP 1.0 with a greeting'
  if (revision === 1) return 'ZMTP 2.0'
  return `offers ZMTP ${revision}, but the other side speaks ${protocol}`
}

function unversioned(reader: FieldReader, bytes: Buffer): GreetingItem {
  if (bytes.length > 0) signature(reader)
  const summary =
    bytes.length === 0
      ? `no greeting: ZMTP 1.0 (unversioned), or no ZMTP at all`
      : 'greeting: a signature, which the unversioned other side reads as the header of a frame'
  return item(reader, bytes, summary, { protocol: '1.0-unversioned', version: '1.0' })
}

function item(
  reader: FieldReader,
  bytes: Buffer,
  summary: string,
  said: Pick<GreetingItem, 'protocol' | 'version'> & Partial<GreetingItem>,
): GreetingItem {
  const { fault } = reader
  const fields = reader.fields
  return {
    kind: 'greeting',
    offset: 0,
    size: bytes.length,
    summary: reader.isStopped ? `${summary} (cut off after ${bytes.length} bytes)` : summary,
    fields,
    ...(fault !== undefined && { fault }),
    ...said,
  }
}
