// Listening at once. zmq_bind returns with the socket listening, or with the true errno; node:net's
// server.listen tells only later, and looks up even a numeric host. So the handle is made here, by
// the function net.Server itself uses, and then given to a server.
import net from 'node:net'
import { errnoCode, fromNodeError, systemError, type SystemError } from '../errors.js'
import { descriptorOf } from './descriptor.js'
import { BindError } from './transport.js'

/** The part of Node's internal listening handle we use. */
export interface RawHandle {
  readonly fd?: number
  /** @returns 0 or a negated errno */
  listen(backlog: number): number
  close(): void
  getsockname?(out: { address?: string; port?: number }): number
}

/** Where to listen: an address, or a path (family −1, as Node calls a pipe). */
export type ListenPlace =
  | { readonly host: string; readonly port: number; readonly family: 4 | 6 }
  | { readonly path: string; readonly family: -1 }

type CreateServerHandle = (
  address: string,
  port: number,
  family: number,
  fd?: number,
  flags?: number,
) => RawHandle | number

function createHandle(place: ListenPlace): RawHandle | number {
  const { _createServerHandle: create } = net as unknown as {
    _createServerHandle?: CreateServerHandle
  }
  if (create === undefined) {
    throw new BindError(
      systemError('ENOTSUP', { message: 'this runtime cannot make a listening handle' }),
    )
  }
  return 'path' in place ? create(place.path, -1, -1) : create(place.host, place.port, place.family)
}

/**
 * Binds and listens now.
 *
 * @throws BindError with the system's errno and the descriptor of the socket that failed
 */
export function listenOnHandle(
  place: ListenPlace,
  backlog: number,
  accepted: (socket: net.Socket) => void,
  acceptFailed: (error: SystemError) => void,
): { readonly server: net.Server; readonly handle: RawHandle } {
  const handle = createHandle(place)
  if (typeof handle === 'number') throw new BindError(systemError(errnoCode(-handle)), -1)
  const status = handle.listen(backlog)
  if (status !== 0) {
    const descriptor = descriptorOf(handle)
    handle.close()
    throw new BindError(systemError(errnoCode(-status)), descriptor)
  }
  const server = net.createServer({ noDelay: place.family !== -1 }, accepted)
  server.on('error', (error: NodeJS.ErrnoException) => {
    acceptFailed(fromNodeError(error))
  })
  server.listen(handle, backlog)
  server.unref()
  return { server, handle }
}
