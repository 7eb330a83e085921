// NULL (RFC 23 §The NULL Security Mechanism): both sides send READY with their metadata, at once.
import { ProtocolError } from '../../errors.js'
import { commandName, decodeError, decodeReady, encodeReady } from '../command.js'
import type { Mechanism } from './mechanism.js'

/** The NULL mechanism, announcing the given encoded metadata. */
export function nullMechanism(metadata: Uint8Array): Mechanism {
  return {
    name: 'NULL',
    asServer: false,
    start: () => [encodeReady(metadata)],
    receive(body) {
      const name = commandName(body)
      if (name === 'READY') return { ready: decodeReady(body) }
      if (name === 'ERROR') return { refused: decodeError(body) }
      throw new ProtocolError(
        'ZMTP_UNEXPECTED_COMMAND',
        `expected READY or ERROR, got ${name === undefined ? 'no command' : JSON.stringify(name)}`,
        { rfc: 'RFC 23 §The NULL Security Mechanism', state: 'handshake', offset: 0 },
      )
    },
  }
}
