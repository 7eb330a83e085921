// The two ends a proxy stands between: listening and dialling over tcp and ipc, half-open allowed, since
// what one side ends the other may still answer.
import { once } from 'node:events'
import { unlink } from 'node:fs/promises'
import net from 'node:net'
import { UsageError } from '../../lib/errors.js'
import { formatTcp, ipcPath, parseEndpoint, parseHostPort } from '../../lib/transport/endpoint.js'

const ANY_HOST = '0.0.0.0'
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

/** A server that listens, and its endpoint with the port filled in. */
export interface Listening {
  readonly server: net.Server
  readonly endpoint: string
}

/** Listens; a Unix socket's file that nobody listens at any more is replaced. */
export async function listen(
  place: Place,
  accept: (socket: net.Socket) => void,
): Promise<Listening> {
  try {
    return await listenOnce(place, accept)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EADDRINUSE' || place.kind !== 'ipc' || !(await isAbandoned(place.path)))
      throw error
    await unlink(place.path)
    return listenOnce(place, accept)
  }
}

async function listenOnce(place: Place, accept: (socket: net.Socket) => void): Promise<Listening> {
  const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }, accept)
  if (place.kind === 'tcp') server.listen(place.port, place.host)
  else server.listen(place.path)
  await once(server, 'listening')
  const address = server.address()
  const endpoint =
    typeof address === 'object' && address !== null
      ? formatTcp(address.address, address.port)
      : `ipc://${String(address).replace(/^\0/, '@')}`
  return { server, endpoint }
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
export function dial(place: Place): net.Socket {
  const target =
    place.kind === 'tcp' ? { host: place.host, port: place.port } : { path: place.path }
  return net.connect({ ...target, allowHalfOpen: true })
}
