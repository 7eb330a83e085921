// The transports of this engine, and the endpoints that begin with their names. Two have no streams:
// over inproc two sockets of one context share their queues (inproc.ts, socket/links/inproc.ts), and over udp
// some drafts send datagrams (udp.ts, socket/links/datagrams.ts).
import { systemError } from '../errors.js'
import type { Endpoint } from './endpoint.js'
import { STREAM_TRANSPORTS } from './stream-transports.js'
import type { StreamTransport } from './transport.js'

const INPROC = 'inproc'

/** The transport of datagrams. */
export const UDP = 'udp'

/** The names of those that every type of ZMTP has; they begin an endpoint. */
export const TRANSPORT_NAMES: readonly string[] = [...STREAM_TRANSPORTS.keys(), INPROC]

/**
 * Cuts an endpoint into transport and address.
 *
 * @param hasDatagrams whether udp can be used
 * @throws SystemError EINVAL without `://` or address; EPROTONOSUPPORT for another transport;
 * ENOCOMPATPROTO for udp where it cannot be used
 */
export function parseEndpoint(text: string, hasDatagrams = false): Endpoint {
  const cut = text.indexOf('://')
  const transport = text.slice(0, Math.max(cut, 0))
  const address = text.slice(cut + 3)
  if (cut < 1 || address === '') throw systemError('EINVAL', { address: text })
  if (transport === UDP) {
    if (!hasDatagrams) throw systemError('ENOCOMPATPROTO', { address: text })
  } else if (!TRANSPORT_NAMES.includes(transport))
    throw systemError('EPROTONOSUPPORT', { address: text })
  return { transport, address, text }
}

/** The transport whose streams lead to an endpoint; undefined for inproc and udp. */
export function streamTransport({ transport }: Endpoint): StreamTransport | undefined {
  return STREAM_TRANSPORTS.get(transport)
}
