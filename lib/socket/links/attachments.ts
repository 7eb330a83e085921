// What a bind or a connect is made of: by the transport of its endpoint, which not every type of socket speaks.
import { systemError } from '../../errors.js'
import type { Endpoint } from '../../transport/endpoint.js'
import { parseEndpoint, streamTransport } from '../../transport/transports.js'
import { Acceptor } from './acceptor.js'
import { Dialer } from './dialer.js'
import type { Attachment, SocketHost } from '../host.js'
import { InprocBind, InprocConnect } from './inproc.js'

/**
 * Reads an endpoint for a socket.
 *
 * @throws SystemError EINVAL, EPROTONOSUPPORT; ENOCOMPATPROTO for a transport that is not its type's
 */
export function endpointFor({ type }: Pick<SocketHost, 'type'>, text: string): Endpoint {
  const endpoint = parseEndpoint(text)
  if (type === 'STREAM' && streamTransport(endpoint) === undefined) {
    throw systemError('ENOCOMPATPROTO', { address: text })
  }
  return endpoint
}

/** Binds. @throws SystemError as zmq_bind @returns with the real endpoint */
export function bindTo(
  core: SocketHost,
  endpoint: Endpoint,
): { readonly attachment: Attachment; readonly name: string } {
  const transport = streamTransport(endpoint)
  if (transport === undefined) {
    return { attachment: new InprocBind(core, endpoint.address), name: endpoint.text }
  }
  const acceptor = new Acceptor(core, endpoint, transport)
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
  const transport = streamTransport(endpoint)
  return transport === undefined
    ? new InprocConnect(core, endpoint.address, routingId)
    : new Dialer(core, endpoint, transport, routingId)
}
