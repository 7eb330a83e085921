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

/** A command came that is not the one whose turn it is. */
export function unexpectedCommand(body: Uint8Array, wanted: string, rfc: string): ProtocolError {
  const name = commandName(body)
  const got = name === undefined ? 'no command' : JSON.stringify(name)
  return handshakeFault('ZMTP_UNEXPECTED_COMMAND', `expected ${wanted}, got ${got}`, rfc)
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
