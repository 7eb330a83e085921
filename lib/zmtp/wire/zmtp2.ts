// ZMTP 2.0 (RFC 15): the revision is followed by the socket type; frames are as in 3.x, without commands.
import { ProtocolError } from '../../errors.js'
import { areCompatible, SOCKET_TYPES, socketTypeName } from '../../socket-types.js'
import { SIGNATURE_LENGTH } from '../greeting.js'
import type { Wire } from './wire.js'

export const zmtp2: Wire = {
  protocol: '2.0',
  major: 2,
  hasHandshake: false,
  hasCommands: false,
  ping: 'none',
  answer: ({ socketType }) => Buffer.of(SOCKET_TYPES[socketType].number),
  finish(_decoder, chunk, used, { socketType }) {
    const number = chunk[used]
    if (number === undefined) return undefined
    const peerType = socketTypeName(number)
    if (peerType === undefined || !areCompatible(socketType, peerType)) {
      throw new ProtocolError(
        'ZMTP_SOCKET_TYPE_MISMATCH',
        `a ${socketType} cannot talk to a ${peerType ?? `socket type ${number}`}`,
        { rfc: 'RFC 15 §Connection Setup', state: 'greeting', offset: SIGNATURE_LENGTH + 1 },
      )
    }
    return { minor: 0, socketType: peerType, rest: chunk.subarray(used + 1) }
  },
  begin(_frames, output, routingId) {
    output.message([routingId])
  },
}
