// Which frame is allowed in which state of a connection (RFC 23 §Framing): what the header alone tells.
import { ProtocolError } from '../errors.js'
import { FLAG_COMMAND, FLAG_LONG, FLAG_MORE } from './frame-header.js'

/** @throws ProtocolError for anything but a command */
export function checkHandshakeFrame(flags: number): void {
  if ((flags & ~FLAG_LONG) === FLAG_COMMAND) return
  throw new ProtocolError(
    'ZMTP_UNEXPECTED_COMMAND',
    'a message came before the handshake was done',
    { rfc: 'RFC 23 §Authentication', state: 'handshake', offset: 0 },
  )
}

/** @throws ProtocolError for a command of a peer that has none, or in parts */
export function checkTrafficCommand(flags: number, hasCommands: boolean): void {
  if (!hasCommands) {
    throw new ProtocolError('ZMTP_RESERVED_FLAGS', 'ZMTP 2.0 has no command frames', {
      rfc: 'RFC 15 §Framing',
      state: 'traffic',
      offset: 0,
    })
  }
  if ((flags & FLAG_MORE) !== 0) {
    throw new ProtocolError('ZMTP_MALFORMED_FRAME', 'a command frame has the MORE flag', {
      rfc: 'RFC 23 §Framing',
      state: 'traffic',
      offset: 0,
    })
  }
}
