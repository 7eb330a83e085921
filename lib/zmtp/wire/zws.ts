// ZWS 2.0 (RFC 45): ZeroMQ over WebSocket. The WebSocket's own handshake is the greeting, and its subprotocol says what
// follows: the handshake of a mechanism, or of none. Each message of the WebSocket is one frame: an octet of flags
// and the body. This file is what of that is ZMTP's; the WebSocket is a transport's (transport/websocket-stream.ts,
// browser/web-stream.ts), which gives and takes frames of ZMTP 3.x.
//
//   subprotocol       what is spoken
//   ZWS2.0            as ZMTP 2.0: each side's first frame is its routing id
//   ZWS2.0/NULL       as ZMTP 3.0, from READY on
//   ZWS2.0/PLAIN      likewise
//   ZWS2.0/CURVE      likewise; not in the RFC, but in libzmq
//   ZWS2.0.NULL …     the same with a point, for browsers: they offer nothing with a slash (RFC 6455 §4.1: a token).
//                     Ours alone; of libzmq a page gets ZWS2.0
import { ProtocolError } from '../../errors.js'
import { SOCKET_TYPES } from '../../socket-types.js'
import { FLAG_COMMAND, FLAG_MORE, writeHeader } from '../frame-header.js'
import type { GreetingSettings, Wire } from './wire.js'
import { zmtp2 } from './zmtp2.js'
import { zmtp3 } from './zmtp3.js'

const NAME = 'ZWS2.0'
/** Its flags octet has COMMAND elsewhere. */
const ZWS_COMMAND = 0x02
const ZWS_FLAGS = FLAG_MORE | ZWS_COMMAND

const withMechanism: Wire = { ...zmtp3, ping: 'transport' }
const withoutMechanism: Wire = { ...zmtp2, hasCommands: true, ping: 'transport' }

/**
 * The subprotocols that a socket speaks, the first the best, as libzmq offers them.
 *
 * @param separator a point for those that a browser may offer
 */
export function subprotocols(
  { mechanism, minimumZmtp, socketType }: GreetingSettings,
  separator: '/' | '.' = '/',
): string[] {
  const full = `${NAME}${separator}${mechanism.name}`
  // Without a mechanism nobody is judged, and no type is told: as a peer of ZMTP 2.0, it must not get round one.
  const isNewOnly = minimumZmtp > zmtp2.major || SOCKET_TYPES[socketType].isDraft
  return mechanism.name === 'NULL' && !isNewOnly ? [full, NAME] : [full]
}

/** What a subprotocol says is spoken. */
export function wireOf(subprotocol: string): Wire {
  return subprotocol === NAME ? withoutMechanism : withMechanism
}

/** The flags octet of a frame, from ZMTP's flags. */
export function toZwsFlags(flags: number): number {
  return (flags & FLAG_MORE) | ((flags & FLAG_COMMAND) === 0 ? 0 : ZWS_COMMAND)
}

/**
 * Writes the header that a frame has in ZMTP.
 *
 * @param octet its flags octet in ZWS
 * @param size of the body
 * @returns where the body goes
 * @throws ProtocolError for other flags than MORE and COMMAND
 */
export function writeHeaderOf(octet: number, size: number, target: Buffer, at: number): number {
  if ((octet & ~ZWS_FLAGS) !== 0) {
    const text = `frame flags 0x${octet.toString(16).padStart(2, '0')} have reserved bits set`
    throw new ProtocolError('ZMTP_RESERVED_FLAGS', text, { rfc: 'RFC 45 §Framing', offset: 0 })
  }
  const flags = (octet & FLAG_MORE) | ((octet & ZWS_COMMAND) === 0 ? 0 : FLAG_COMMAND)
  return writeHeader(target, at, flags, size)
}
