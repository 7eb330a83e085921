// The transports of this engine, a row each, and the endpoints that begin with their names. inproc is the one
// without streams: two sockets of one context share their queues (inproc.ts, socket/links/inproc.ts).
import { systemError } from '../errors.js'
import type { Endpoint } from './endpoint.js'
import { ipc } from './ipc.js'
import { tcp } from './tcp.js'
import type { StreamTransport } from './transport.js'

const STREAM_TRANSPORTS: ReadonlyMap<string, StreamTransport> = new Map([
  ['tcp', tcp],
  ['ipc', ipc],
])

const INPROC = 'inproc'

/** Their names, which begin an endpoint. */
export const TRANSPORT_NAMES: readonly string[] = [...STREAM_TRANSPORTS.keys(), INPROC]

/**
 * Cuts an endpoint into transport and address.
 *
 * @throws SystemError EINVAL without `://` or address; EPROTONOSUPPORT for another transport;
 * ENOCOMPATPROTO for udp, which none of our socket types can use
 */
export function parseEndpoint(text: string): Endpoint {
  const cut = text.indexOf('://')
  const transport = text.slice(0, Math.max(cut, 0))
  const address = text.slice(cut + 3)
  if (cut < 1 || address === '') throw systemError('EINVAL', { address: text })
  if (transport === 'udp') throw systemError('ENOCOMPATPROTO', { address: text })
  if (!TRANSPORT_NAMES.includes(transport)) throw systemError('EPROTONOSUPPORT', { address: text })
  return { transport, address, text }
}

/** The transport whose streams lead to an endpoint; undefined for inproc. */
export function streamTransport({ transport }: Endpoint): StreamTransport | undefined {
  return STREAM_TRANSPORTS.get(transport)
}
