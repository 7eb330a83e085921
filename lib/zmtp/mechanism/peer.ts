// What the last command of a handshake says of the peer, the same in READY and INITIATE of all mechanisms.
import { ProtocolError, type ProtocolErrorName, type SilentFault } from '../../errors.js'
import { commandName } from '../command.js'
import { decodeMetadata, propertyValues } from '../metadata.js'
import type { MechanismPeer } from './mechanism.js'

/** A fault of the peer in its handshake. */
export function handshakeFault(
  code: ProtocolErrorName | SilentFault,
  what: string,
  rfc: string,
): ProtocolError {
  return new ProtocolError(code, what, { rfc, state: 'handshake', offset: 0 })
}

/** Names that are told. Of others nobody knows: in what a peer has cut badly a password may stand there. */
const TOLD_NAMES: ReadonlySet<string | undefined> = new Set(
  'READY ERROR HELLO WELCOME INITIATE MESSAGE PING PONG SUBSCRIBE CANCEL JOIN LEAVE'.split(' '),
)

/** A command came that is not the one whose turn it is. */
export function unexpectedCommand(body: Uint8Array, wanted: string, rfc: string): ProtocolError {
  const name = commandName(body)
  const isTold = TOLD_NAMES.has(name)
  const got = name === undefined ? 'no command' : isTold ? JSON.stringify(name) : 'another command'
  return handshakeFault('ZMTP_UNEXPECTED_COMMAND', `expected ${wanted}, got ${got}`, rfc)
}

/** @throws ProtocolError for a body that holds no command with something behind its name, as libzmq tells it */
export function checkCommandStructure(body: Uint8Array, rfc: string): void {
  if (body.length > 1 && body.length > (body[0] as number)) return
  throw handshakeFault('ZMTP_MALFORMED_COMMAND_UNSPECIFIED', 'a command is cut off', rfc)
}

/**
 * Reads the properties that a peer gives of itself.
 *
 * @param offset where they begin in `body`
 * @throws ProtocolError ZMTP_METADATA_REFUSED
 */
export function readPeer(body: Uint8Array, offset: number): MechanismPeer {
  const types = propertyValues(body, offset, 'Socket-Type')
  return {
    metadata: decodeMetadata(body, offset),
    socketTypes: types.map(type => type.toString('latin1')),
  }
}

/**
 * The same for the clients of PLAIN and CURVE, which say of a server's metadata and socket type what is wrong.
 *
 * @throws ProtocolError ZMTP_INVALID_METADATA
 */
export function readPeerAsClient(body: Uint8Array, offset: number): MechanismPeer {
  const typeFault = 'ZMTP_INVALID_METADATA'
  try {
    return { ...readPeer(body, offset), typeFault }
  } catch (error) {
    const { message, rfc = '' } = error as ProtocolError
    throw handshakeFault(typeFault, message, rfc)
  }
}
