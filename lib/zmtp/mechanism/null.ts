// NULL (RFC 23 §The NULL Security Mechanism): both sides send READY with their metadata, at once.
import { ProtocolError } from '../../errors.js'
import {
  commandName,
  decodeError,
  decodeReady,
  encodeReady,
  isCommand,
  READY_METADATA_OFFSET,
} from '../command.js'
import { propertyValues } from '../metadata.js'
import type { Mechanism } from './mechanism.js'

/** The NULL mechanism, announcing the given encoded metadata. */
export function nullMechanism(metadata: Uint8Array): Mechanism {
  return {
    name: 'NULL',
    asServer: false,
    start: () => [encodeReady(metadata)],
    receive(body) {
      if (isCommand(body, 'READY')) {
        const types = propertyValues(body, READY_METADATA_OFFSET, 'Socket-Type')
        return {
          ready: decodeReady(body),
          socketTypes: types.map(type => type.toString('latin1')),
        }
      }
      if (isCommand(body, 'ERROR')) return { refused: decodeError(body) }
      const name = commandName(body)
      throw new ProtocolError(
        'ZMTP_UNEXPECTED_COMMAND',
        `expected READY or ERROR, got ${name === undefined ? 'no command' : JSON.stringify(name)}`,
        { rfc: 'RFC 23 §The NULL Security Mechanism', state: 'handshake', offset: 0 },
      )
    },
  }
}
