// DGRAM: datagrams to and from anybody. A message is an address, `a.b.c.d:port`, and a part. As in libzmq it is
// bound once: it has one pipe.
import { systemError } from '../../errors.js'
import { DATAGRAM_MAX, parseUdpPeer } from '../../transport/endpoint.js'
import type { Message } from '../message.js'
import { Exclusive } from './exclusive.js'

/** Sends to addresses. */
export class DgramPattern extends Exclusive {
  /** @throws SystemError EINVAL for what is no address and one part; EMSGSIZE for a part over 65,507 octets */
  override send(message: Message): boolean {
    const [address, body, ...more] = message
    if (address === undefined || body === undefined || more.length > 0) throw systemError('EINVAL')
    if (parseUdpPeer(address) === undefined) throw systemError('EINVAL')
    if (body.length > DATAGRAM_MAX) throw systemError('EMSGSIZE')
    return super.send(message)
  }
}
