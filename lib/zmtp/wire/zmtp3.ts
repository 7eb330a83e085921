// ZMTP 3.x (RFC 23, RFC 37): a greeting of 64 octets that names the mechanism, then the handshake.
import { ProtocolError } from '../../errors.js'
import { encodeGreetingTail, mechanismMatches } from '../greeting.js'
import type { Wire } from './wire.js'

export const zmtp3: Wire = {
  protocol: '3.x',
  major: 3,
  hasHandshake: true,
  hasCommands: true,
  ping: 'command',
  answer: ({ mechanism }) => encodeGreetingTail(mechanism.name, mechanism.asServer),
  finish(decoder, chunk, used, { mechanism: { name } }) {
    const { greeting } = decoder
    if (greeting === undefined) return undefined
    if (!mechanismMatches(decoder.bytes, name)) {
      throw new ProtocolError(
        'ZMTP_MECHANISM_MISMATCH',
        `the peer announced mechanism ${JSON.stringify(greeting.mechanism)}, we ${name}`,
        { rfc: 'RFC 23 §Authentication', state: 'greeting', offset: 12 },
      )
    }
    return { minor: greeting.minor, rest: chunk.subarray(used) }
  },
  begin: () => {},
}
