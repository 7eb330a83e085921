// Listening in a runtime that has net.Server and not what Node builds it on (Bun, Deno): it is heard of later. So the
// server is opened first (open), and then taken over by what binds at once where that can be done (listen.ts). A socket
// that such a server has accepted is the runtime's own; it is made one of ours, and read by its events.
import net from 'node:net'
import { errnoCode, fromNodeError, systemError, type SystemError } from '../errors.js'
import { descriptorOf } from './descriptor.js'
import { PeerSocket } from './peer-socket.js'
import { Reading } from './reading.js'
import { BindError, type Opened } from './transport.js'

/** False where a bind takes a turn of the event loop. Deno has the function, but what it makes accepts nothing. */
export const bindsAtOnce: boolean = '_createServerHandle' in net && !('deno' in process.versions)

/** What is done with connections, and with those that could not be accepted. */
export interface AcceptHandlers {
  accepted(socket: PeerSocket, reading: Reading): void
  acceptFailed(error: SystemError): void
}

/** What listens, and where. */
export interface Listening {
  readonly descriptor: number
  readonly address: string
  readonly port: number
  /** Closes it at once; those accepted stay. */
  close(): void
}

/** `open` where a bind takes a turn of the event loop; undefined where it does not. */
export const openIfLater = (placeOf: () => Place, backlog: number): Promise<Opened> | undefined =>
  bindsAtOnce ? undefined : open(placeOf, backlog)

/** An address or a path. */
type Place = { readonly host: string; readonly port: number } | { readonly path: string }

/**
 * Opens a server. It never rejects: what is wrong is said where a bind says it.
 *
 * @param placeOf tells where; it may throw a BindError
 */
export function open(placeOf: () => Place, backlog: number): Promise<Opened> {
  return new Promise(resolve => {
    let path = ''
    const fail = (error: unknown): void =>
      resolve({
        server: error instanceof BindError ? error : bindError(error as NodeJS.ErrnoException),
        path,
      })
    try {
      const place = placeOf()
      if ('path' in place) ({ path } = place)
      const server = net.createServer()
      server.once('error', fail)
      server.listen({ ...place, backlog }, () => {
        server.off('error', fail)
        server.unref()
        resolve({ server, path })
      })
    } catch (error) {
      fail(error)
    }
  })
}

const bindError = ({ code, errno }: NodeJS.ErrnoException): BindError =>
  new BindError(systemError(code ?? errnoCode(Math.abs(errno ?? 0))), -1)

/** Gives up a server that nobody takes over. */
export function abandon({ server }: Opened): void {
  if (!(server instanceof BindError)) server.close()
}

/**
 * Takes over a server that was opened: from now on these are told of what it accepts.
 *
 * @throws BindError why it could not be opened
 */
export function takeOver({ server, path }: Opened, handlers: AcceptHandlers): Listening {
  if (server instanceof BindError) throw server
  server.on('error', error => handlers.acceptFailed(fromNodeError(error)))
  server.on('connection', socket => {
    const reading = new Reading()
    handlers.accepted(PeerSocket.adopt(socket, reading), reading)
  })
  const bound = path === '' ? (server.address() as net.AddressInfo) : { address: path, port: 0 }
  const { address, port } = bound
  return { descriptor: descriptorOf(server), address, port, close: () => void server.close() }
}
