// The two ends a proxy stands between: listening and dialling over tcp and ipc, half-open allowed, since
// what one side ends the other may still answer.
import { once } from 'node:events'
import { lookup } from 'node:dns/promises'
import { unlink } from 'node:fs/promises'
import net from 'node:net'
import { UsageError } from '../../lib/errors.js'
import { formatTcp, ipcPath, parseHostPort } from '../../lib/transport/endpoint.js'
import { parseEndpoint } from '../../lib/transport/transports.js'
import { listenOnAddress, listenOnPath } from '../../lib/transport/listen.js'
import { type AcceptHandlers, openIfLater } from '../../lib/transport/open.js'
import { PeerSocket } from '../../lib/transport/peer-socket.js'
import { Reading } from '../../lib/transport/reading.js'
import { BindError } from '../../lib/transport/transport.js'

const ANY_HOST = '0.0.0.0'
const BACKLOG = 511
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|localhost)$/

/** Where to listen or to dial: what node:net takes. */
export type Place =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'ipc'; readonly path: string }

/**
 * Reads an endpoint.
 *
 * @throws UsageError if it is neither tcp://HOST:PORT nor ipc://PATH
 */
export function placeOf(text: string, use: 'listen' | 'to'): Place {
  try {
    const { transport, address } = parseEndpoint(text)
    if (transport === 'ipc') return { kind: 'ipc', path: ipcPath(address, text) }
    const place = transport === 'tcp' ? parseHostPort(address, use === 'listen') : undefined
    const isHostMissing = place?.host === '' || (use === 'to' && place?.host === '*')
    if (place !== undefined && !isHostMissing) {
      return { kind: 'tcp', host: place.host === '*' ? ANY_HOST : place.host, port: place.port }
    }
  } catch (error) {
    // A SystemError of the endpoint's form: EINVAL, EPROTONOSUPPORT, ENAMETOOLONG.
    throw new UsageError(`--${use} ${text}: ${(error as Error).message}`)
  }
  const form =
    use === 'listen' ? 'tcp://HOST:PORT (* for any) or ipc://PATH' : 'tcp://HOST:PORT or ipc://PATH'
  throw new UsageError(`--${use} ${text}: it must be ${form}`)
}

/** True if who dials `to` comes to `from`: a proxy between them would only ever connect to itself. */
export function isSamePlace(from: Place, to: Place): boolean {
  if (from.kind === 'ipc' || to.kind === 'ipc') {
    return from.kind === 'ipc' && to.kind === 'ipc' && from.path === to.path
  }
  if (from.port !== to.port) return false
  return from.host === to.host || (from.host === ANY_HOST && LOOPBACK.test(to.host))
}

/** One side of a connection: where a failing write ends nothing, so that what the peer said is still read. */
export interface End {
  readonly socket: PeerSocket
  readonly reading: Reading
}

/** What listens, and its endpoint with the port filled in. */
export interface Bound {
  readonly endpoint: string
  close(): void
}

/**
 * Listens; a Unix socket's file that nobody listens at any more is replaced. What is accepted does not read yet.
 *
 * @throws the system's error, with the place
 */
export async function listen(place: Place, handlers: BoundHandlers): Promise<Bound> {
  try {
    return await listenOnce(place, handlers)
  } catch (error) {
    const cause = error instanceof BindError ? error.cause : error
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'EADDRINUSE' && place.kind === 'ipc' && (await isAbandoned(place.path))) {
      await unlink(place.path)
      return listenOnce(place, handlers)
    }
    const {
      path,
      host: address,
      port,
    } = { path: undefined, host: undefined, port: undefined, ...place }
    throw Object.assign(cause as Error, path === undefined ? { address, port } : { path })
  }
}

/** Whom a listener tells. */
export interface BoundHandlers {
  accepted(end: End): void
  acceptFailed(error: Error): void
}

async function listenOnce(place: Place, handlers: BoundHandlers): Promise<Bound> {
  const accept: AcceptHandlers = {
    accepted: (socket, reading) => {
      socket.pause()
      handlers.accepted(halfOpen({ socket, reading }))
    },
    acceptFailed: error => handlers.acceptFailed(error),
  }
  if (place.kind === 'ipc') {
    const { path } = place
    const opened = await openIfLater(() => ({ path }), BACKLOG)
    const { close } = listenOnPath(path, BACKLOG, accept, opened)
    return { endpoint: `ipc://${place.path.replace(/^\0/, '@')}`, close }
  }
  const { address } = await lookup(place.host)
  const { port } = place
  const opened = await openIfLater(() => ({ host: address, port }), BACKLOG)
  const bound = listenOnAddress(address, port, BACKLOG, accept, opened)
  return { endpoint: formatTcp(bound.address, bound.port), close: () => bound.close() }
}

function halfOpen(end: End): End {
  end.socket.allowHalfOpen = true
  return end
}

async function isAbandoned(path: string): Promise<boolean> {
  const socket = net.connect({ path })
  try {
    await once(socket, 'connect')
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED'
  } finally {
    socket.destroy()
  }
}

/** Begins to dial. */
export function dial(place: Place): End {
  const reading = new Reading()
  const socket = new PeerSocket(reading)
  socket.connect(
    place.kind === 'tcp' ? { host: place.host, port: place.port } : { path: place.path },
  )
  return halfOpen({ socket, reading })
}
