// Connections made of nothing but a stream of octets, and a place to be dialled at, over TCP or a Unix
// socket. Knows no ZMTP: what the conformance suite, `compare` and the tests say to an endpoint is theirs.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { systemClock } from '../clock.js'
import { UsageError } from '../errors.js'
import { Pieces } from './pieces.js'
import { resetOrDestroy } from './reset.js'

/** Whom a raw link tells what happens. */
export interface LinkHandlers {
  octets(chunk: Buffer): void
  /** The other side ended its half or reset the connection; once. */
  closed(how: string): void
}

/** One connection to the endpoint. */
export class RawLink {
  readonly #socket: Socket
  #isClosed = false
  #drained: () => void = () => {}
  #pieces: Pieces | undefined

  constructor(socket: Socket, handlers: LinkHandlers) {
    this.#socket = socket
    socket.setNoDelay(true)
    const onClosed = (how: string): void => {
      if (this.#isClosed) return
      this.#isClosed = true
      handlers.closed(how)
    }
    socket.on('drain', () => this.#drained())
    socket.on('data', chunk => handlers.octets(chunk))
    socket.on('end', () => onClosed('FIN'))
    socket.on('error', (error: NodeJS.ErrnoException) => onClosed(error.code ?? 'error'))
    socket.on('close', () => onClosed('close'))
  }

  /** Writes one segment, as far as a stream has segments. Nothing happens once the link is closed. */
  send(bytes: Uint8Array): void {
    if (this.#pieces === undefined) this.#write(bytes)
    else this.#pieces.add(bytes)
  }

  #write(bytes: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(bytes)
  }

  /** From here on whatever is written goes out in pieces of these lengths, again and again, 1 ms apart. */
  cutInto(lengths: readonly number[]): void {
    this.#pieces = new Pieces(lengths, bytes => this.#write(bytes))
  }

  /** True while what was written has not left yet: the other side does not read. */
  get isBlocked(): boolean {
    return this.#socket.writableLength > 0 || this.#pieces?.isEmpty === false
  }

  /** Calls whenever what was written has left. */
  onDrained(drained: () => void): void {
    this.#drained = drained
  }

  /** Ends our half, when all has been written. */
  fin(): void {
    if (this.#pieces === undefined) this.#socket.end()
    else this.#pieces.whenEmpty(() => this.#socket.end())
  }

  reset(): void {
    resetOrDestroy(this.#socket)
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  destroy(): void {
    this.#socket.destroy()
  }
}

/** Below what Linux and others give out. */
const LOW_PORTS = { from: 20_000, count: 10_000 } as const

type Address = { readonly host: string; readonly port: number } | { readonly path: string }

/** Of `ws://` the tcp below it. @throws UsageError if the endpoint is neither `tcp://host:port` nor `ipc://path` */
function addressOf(endpoint: string): Address {
  if (endpoint.startsWith('ipc://')) return { path: endpoint.slice('ipc://'.length) }
  const [, host, port] = /^(?:tcp|ws):\/\/\[?([^\]]+)\]?:(\d+|\*)(?:\/.*)?$/.exec(endpoint) ?? []
  if (host === undefined || port === undefined) {
    throw new UsageError(`${endpoint} is no endpoint of the form tcp://host:port or ipc://path`)
  }
  return { host: host === '*' ? '0.0.0.0' : host, port: port === '*' ? 0 : Number(port) }
}

/** One that listens but accepts no more lets a dialler wait for minutes. */
const DIAL_LIMIT_MS = 5000

/** A connection to an endpoint that is not there yet; each half ends by itself. */
export function openStream(endpoint: string): Socket {
  return connect({ ...addressOf(endpoint), allowHalfOpen: true })
}

/** Dials an endpoint. @throws the system's error if nobody listens there, or an error after five seconds */
export async function dial(endpoint: string): Promise<Socket> {
  const socket = openStream(endpoint)
  const limit = systemClock.after(DIAL_LIMIT_MS, () => socket.destroy(new Error('not accepted')))
  try {
    await once(socket, 'connect')
    return socket
  } finally {
    limit.cancel()
  }
}

/** How many connections wait for a listener to take them. */
const BACKLOG = 1000

/** A place where the endpoint dials us. */
export class Listener {
  readonly #server: Server
  readonly #waiting: Socket[] = []
  readonly #endpoint: string
  #arrived: () => void = () => {}
  /** When each connection came, by the clock given. */
  readonly arrivals: number[] = []

  private constructor(server: Server, endpoint: string, now: () => number) {
    this.#server = server
    this.#endpoint = endpoint
    server.on('connection', socket => {
      this.arrivals.push(now())
      socket.on('error', () => socket.destroy()) // until a link takes it; then the link reports it too
      this.#waiting.push(socket)
      this.#arrived()
    })
  }

  /** Listens; port 0 or `*` takes a free one. */
  static async open(endpoint: string, now: () => number, backlog = BACKLOG): Promise<Listener> {
    const address = addressOf(endpoint)
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true })
    server.listen({ ...address, backlog })
    await once(server, 'listening')
    if ('path' in address) return new Listener(server, endpoint, now)
    const host = address.host.includes(':') ? `[${address.host}]` : address.host
    const { port } = server.address() as AddressInfo
    const [scheme = ''] = endpoint.split(':')
    return new Listener(server, `${scheme}://${host}:${port}`, now)
  }

  /**
   * Listens on a port that the system gives to nobody by itself: one that can be left and taken again, and
   * whose dialler cannot meet itself there.
   */
  static async openLow(now: () => number): Promise<Listener> {
    for (let tried = 0; ; tried++) {
      const port = LOW_PORTS.from + Math.floor(Math.random() * LOW_PORTS.count)
      try {
        return await Listener.open(`tcp://127.0.0.1:${port}`, now)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || tried > 20) throw error
      }
    }
  }

  get endpoint(): string {
    return this.#endpoint
  }

  /** Called whenever somebody has dialled. */
  onArrival(arrived: () => void): void {
    this.#arrived = arrived
  }

  /** The next connection that nobody has taken; undefined if there is none. */
  take(): Socket | undefined {
    return this.#waiting.shift()
  }

  /** Stops listening and drops what nobody took. */
  close(): void {
    this.#server.close()
    for (const socket of this.#waiting) socket.destroy()
    this.#waiting.length = 0
  }
}
