// Listening at once. zmq_bind returns with the socket listening, or with the true errno; node:net's
// server.listen tells of a fault only later, and looks up even a numeric host. So these two use the
// functions net.Server itself is built on.
import net from 'node:net'
import { errnoCode, fromNodeError, systemError, type SystemError } from '../errors.js'
import { descriptorOf } from './descriptor.js'
import { BindError } from './transport.js'

/** The part of Node's internal listening handle we use. */
interface RawHandle {
  /** @returns 0 or a negated errno */
  listen(backlog: number): number
  close(): void
  getsockname?(out: { address?: string; port?: number }): number
}

/** node:net's own way to a bound handle: the handle, or a negated errno. Family −1 is a path. */
type CreateServerHandle = (address: string, port: number, family: number) => RawHandle | number

/** What is done with connections, and with those that could not be accepted. */
export interface AcceptHandlers {
  accepted(socket: net.Socket): void
  acceptFailed(error: SystemError): void
}

/** A server that listens, and where. */
export interface Listening {
  readonly server: net.Server
  readonly descriptor: number
  readonly address: string
  readonly port: number
}

/**
 * Binds an address and listens, now.
 *
 * @throws BindError with the system's errno and the descriptor of the socket that failed
 */
export function listenOnAddress(
  host: string,
  port: number,
  backlog: number,
  handlers: AcceptHandlers,
): Listening {
  const handle = bindHandle(host, port, net.isIPv6(host) ? 6 : 4)
  const descriptor = descriptorOf(handle)
  const status = handle.listen(backlog)
  if (status !== 0) {
    handle.close()
    throw new BindError(systemError(errnoCode(-status)), descriptor)
  }
  const server = newServer(handlers)
  server.listen(handle, backlog)
  const bound: { address?: string; port?: number } = {}
  handle.getsockname?.(bound)
  return { server, descriptor, address: bound.address ?? host, port: bound.port ?? port }
}

/**
 * Binds a path and listens, now.
 *
 * @throws BindError with the system's errno
 */
export function listenOnPath(path: string, backlog: number, handlers: AcceptHandlers): Listening {
  const server = newServer(handlers)
  // For a path server.listen acts at once; only the error comes later, to a listener we then drop.
  server.listen({ path, backlog })
  if (server.listening) {
    return { server, descriptor: descriptorOf(server), address: path, port: 0 }
  }
  server.removeAllListeners('error')
  server.once('error', () => {})
  bindHandle(path, -1, -1).close()
  throw new BindError(systemError('EADDRINUSE'), -1)
}

/** @throws BindError */
function bindHandle(address: string, port: number, family: number): RawHandle {
  const { _createServerHandle: create } = net as unknown as {
    _createServerHandle?: CreateServerHandle
  }
  if (create === undefined) {
    const message = 'Operation not supported: this runtime cannot bind at once'
    throw new BindError(systemError('ENOTSUP', { message }))
  }
  const handle = create(address, port, family)
  // The socket that could not be bound is closed already; its descriptor is not to be seen.
  if (typeof handle === 'number') throw new BindError(systemError(errnoCode(-handle)), -1)
  return handle
}

function newServer({ accepted, acceptFailed }: AcceptHandlers): net.Server {
  const server = net.createServer(accepted)
  server.on('error', error => acceptFailed(fromNodeError(error)))
  server.unref()
  return server
}
