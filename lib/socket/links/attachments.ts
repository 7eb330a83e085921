// What a bind or a connect is made of: by the transport of its endpoint, which not every type of socket speaks.
import { systemError } from '../../errors.js'
import type { Endpoint } from '../../transport/endpoint.js'
import { SOCKET_TYPES } from '../../socket-types.js'
import type { Opened } from '../../transport/transport.js'
import { parseEndpoint, streamTransport, UDP } from '../../transport/transports.js'
import { Acceptor } from './acceptor.js'
import { Datagrams } from './datagrams.js'
import { Dialer } from './dialer.js'
import type { Attachment, SocketHost } from '../host.js'
import { InprocBind, InprocConnect } from './inproc.js'

/**
 * Reads an endpoint for a socket.
 *
 * @param side what is to be done with it; undefined to undo either
 * @throws SystemError EINVAL, EPROTONOSUPPORT; ENOCOMPATPROTO for a transport that is not its type's
 */
export function endpointFor(
  { type }: Pick<SocketHost, 'type'>,
  text: string,
  side?: 'bind' | 'connect',
): Endpoint {
  const { datagrams } = SOCKET_TYPES[type]
  const hasDatagrams = datagrams !== undefined && (side ?? datagrams) === datagrams
  const endpoint = parseEndpoint(text, hasDatagrams)
  const streams = streamTransport(endpoint)
  const isForeign =
    type === 'DGRAM'
      ? endpoint.transport !== UDP
      : type === 'STREAM' && (streams === undefined || streams.hasOwnGreeting === true)
  if (isForeign) throw systemError('ENOCOMPATPROTO', { address: text })
  return endpoint
}

/**
 * Begins a bind where the runtime cannot do it at once; undefined where it can. What is wrong is said by `bindTo`.
 *
 * @param text the endpoint
 */
export function openFor(core: SocketHost, text: string): Promise<Opened> | undefined {
  try {
    const endpoint = endpointFor(core, text, 'bind')
    const { backlog, ipv6: isIPv6 } = core.options
    return streamTransport(endpoint)?.open(endpoint.address, { backlog, isIPv6 })
  } catch {
    // An endpoint that is none, of which bindTo says so.
    return undefined
  }
}

/** Binds. @throws SystemError as zmq_bind @returns with the real endpoint */
export function bindTo(
  core: SocketHost,
  endpoint: Endpoint,
  opened?: Opened,
): { readonly attachment: Attachment; readonly name: string } {
  if (endpoint.transport === UDP) {
    const datagrams = new Datagrams(core, endpoint, 'bind')
    return { attachment: datagrams, name: datagrams.endpoint }
  }
  const transport = streamTransport(endpoint)
  if (transport === undefined) {
    return { attachment: new InprocBind(core, endpoint.address), name: endpoint.text }
  }
  const acceptor = new Acceptor(core, endpoint, transport, opened)
  return { attachment: acceptor, name: acceptor.endpoint }
}

/**
 * Makes a connect, which is to be started.
 *
 * @param given what the peer is to be called; if not given, as ZMQ_CONNECT_ROUTING_ID says, once
 * @throws SystemError where zmq_connect refuses the text at once
 */
export function connectTo(
  core: SocketHost,
  endpoint: Endpoint,
  given?: Buffer,
): Attachment & { start(): void } {
  const { connectRoutingId } = core.options
  const routingId = given ?? (connectRoutingId === null ? undefined : Buffer.from(connectRoutingId))
  core.options.connectRoutingId = null
  if (endpoint.transport === UDP) return new Datagrams(core, endpoint, 'connect')
  const transport = streamTransport(endpoint)
  return transport === undefined
    ? new InprocConnect(core, endpoint.address, routingId)
    : new Dialer(core, endpoint, transport, routingId)
}
