// Listening at once. zmq_bind returns with the socket listening, or with the true errno; node:net's
// server.listen tells of a fault only later, and looks up even a numeric host. So this uses what
// net.Server itself is built on, which also lets each accepted socket read in our way (reading.ts).
import net from 'node:net'
import { errnoCode, systemError } from '../errors.js'
import { descriptorOf } from './descriptor.js'
import { type AcceptHandlers, bindsAtOnce, type Listening, takeOver } from './open.js'
import { PeerSocket } from './peer-socket.js'
import { Reading } from './reading.js'
import { BindError, type Opened } from './transport.js'

/** The part of Node's internal listening handle we use. */
interface RawHandle {
  /** @returns 0 or a negated errno */
  listen(backlog: number): number
  close(): void
  unref(): void
  getsockname?(out: { address?: string; port?: number }): number
  /** Called with 0 and the handle of a new connection, or with a negated errno. */
  onconnection?: (status: number, accepted: object) => void
}

/** node:net's own way to a bound handle: the handle, or a negated errno. Family −1 is a path. */
type CreateServerHandle = (address: string, port: number, family: number) => RawHandle | number

/**
 * Binds an address and listens, now.
 *
 * @param opened the server, where the runtime cannot do it now
 * @throws BindError with the system's errno and the descriptor of the socket that failed
 */
export function listenOnAddress(
  host: string,
  port: number,
  backlog: number,
  handlers: AcceptHandlers,
  opened?: Opened,
): Listening {
  if (opened !== undefined) return takeOver(opened, handlers)
  const handle = bindHandle(host, port, net.isIPv6(host) ? 6 : 4)
  const descriptor = listenOn(handle, backlog, handlers)
  const bound: { address?: string; port?: number } = {}
  handle.getsockname?.(bound)
  return {
    descriptor,
    address: bound.address ?? host,
    port: bound.port ?? port,
    close: () => handle.close(),
  }
}

/**
 * Binds a path and listens, now.
 *
 * @param opened the server, where the runtime cannot do it now
 * @throws BindError with the system's errno
 */
export function listenOnPath(
  path: string,
  backlog: number,
  handlers: AcceptHandlers,
  opened?: Opened,
): Listening {
  if (opened !== undefined) return takeOver(opened, handlers)
  const handle = bindHandle(path, -1, -1)
  const descriptor = listenOn(handle, backlog, handlers)
  return { descriptor, address: path, port: 0, close: () => handle.close() }
}

/**
 * Lets a bound handle listen and hands out what it accepts.
 *
 * @returns its descriptor
 * @throws BindError
 */
function listenOn(handle: RawHandle, backlog: number, handlers: AcceptHandlers): number {
  const descriptor = descriptorOf(handle)
  handle.onconnection = (status, accepted) => {
    if (status === 0) accept(accepted, handlers)
    else handlers.acceptFailed(systemError(errnoCode(-status)))
  }
  const status = handle.listen(backlog)
  if (status !== 0) {
    handle.close()
    throw new BindError(systemError(errnoCode(-status)), descriptor)
  }
  handle.unref()
  return descriptor
}

function accept(handle: object, handlers: AcceptHandlers): void {
  const reading = new Reading()
  handlers.accepted(new PeerSocket(reading, handle), reading)
}

/** @throws BindError */
function bindHandle(address: string, port: number, family: number): RawHandle {
  if (!bindsAtOnce) {
    const message =
      'Operation not supported: this runtime cannot bind at once; use bind, not bindSync'
    throw new BindError(systemError('ENOTSUP', { message }))
  }
  const { _createServerHandle: create } = net as unknown as {
    _createServerHandle: CreateServerHandle
  }
  const handle = create(address, port, family)
  // The socket that could not be bound is closed already; its descriptor is not to be seen.
  if (typeof handle === 'number') throw new BindError(systemError(errnoCode(-handle)), -1)
  return handle
}
