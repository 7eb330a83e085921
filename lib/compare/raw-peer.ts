// A peer made of nothing but a connection: it sends hex and counts what it gets. It knows no ZMTP.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { Changes } from './changes.js'
import { GREETING, GREETING_LENGTH, READY, READY_LENGTH } from './wire.js'

/** How long a read waits before the scenario has failed. */
const DEADLINE_MS = 10_000

/** One raw connection. */
export class RawPeer {
  readonly #socket: Socket
  #received = Buffer.alloc(0)
  #isEnded = false
  readonly #changes = new Changes()

  constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', chunk => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#changes.tell()
    })
    const onEnd = (): void => {
      this.#isEnded = true
      this.#changes.tell()
    }
    socket.on('end', onEnd)
    socket.on('close', onEnd)
    // A reset is an end like any other; who wants to know more looks at the other side's events.
    socket.on('error', onEnd)
  }

  /** True once the other side has ended or reset the connection. */
  get isEnded(): boolean {
    return this.#isEnded
  }

  /** Sends bytes, given as hex digits. */
  send(digits: string): void {
    this.#socket.write(Buffer.from(digits, 'hex'))
  }

  /** The next `count` bytes as hex digits. */
  async read(count: number): Promise<string> {
    await this.#until(() => this.#received.length >= count || this.#isEnded)
    if (this.#received.length < count) {
      throw new Error(`wanted ${count} bytes, got ${this.#received.toString('hex')} and the end`)
    }
    const bytes = this.#received.subarray(0, count)
    this.#received = this.#received.subarray(count)
    return bytes.toString('hex')
  }

  /** Waits until the other side has ended the connection. */
  async ended(): Promise<void> {
    await this.#until(() => this.#isEnded)
  }

  /** Speaks ZMTP up to the end of the handshake, as a socket of that type. */
  async handshake(type: keyof typeof READY): Promise<void> {
    this.send(GREETING)
    await this.read(GREETING_LENGTH)
    this.send(READY[type])
    await this.read(READY_LENGTH)
  }

  /** Ends our half and goes (FIN). */
  end(): void {
    this.#socket.end()
  }

  /** Resets the connection (RST). */
  reset(): void {
    this.#socket.resetAndDestroy()
  }

  /** Drops the connection without ceremony. */
  close(): void {
    this.#socket.destroy()
  }

  #until(isMet: () => boolean): Promise<void> {
    const complaint = `a raw peer got nothing more within ${DEADLINE_MS} ms`
    return this.#changes.until(isMet, DEADLINE_MS, () => complaint)
  }
}

/** Where to connect or listen: a host and port, or a path. */
type Target = { host: string; port: number } | { path: string }

function targetOf(endpoint: string): Target {
  if (endpoint.startsWith('ipc://')) return { path: endpoint.slice(6) }
  const { hostname, port } = new URL(endpoint)
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) }
}

/** Connects to a `tcp://host:port` or `ipc://path`. */
export async function connectRaw(endpoint: string): Promise<RawPeer> {
  const socket = connect(targetOf(endpoint))
  const peer = new RawPeer(socket)
  await once(socket, 'connect')
  return peer
}

/** Plain bytes that listen. */
export class RawListener {
  readonly endpoint: string
  readonly #server: Server
  readonly #peers: RawPeer[] = []
  readonly #waiting: ((peer: RawPeer) => void)[] = []

  constructor(server: Server, endpoint: string) {
    this.#server = server
    this.endpoint = endpoint
    server.on('connection', socket => {
      const peer = new RawPeer(socket)
      this.all.push(peer)
      const accept = this.#waiting.shift()
      if (accept === undefined) this.#peers.push(peer)
      else accept(peer)
    })
  }

  /** Every peer so far. */
  readonly all: RawPeer[] = []

  /** The next connection that comes in. */
  accept(): Promise<RawPeer> {
    const peer = this.#peers.shift()
    if (peer !== undefined) return Promise.resolve(peer)
    return new Promise(resolve => this.#waiting.push(resolve))
  }

  /** Stops listening; connections stay. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return
    // The callback would wait for the connections' end; listening itself ends at once.
    this.#server.close()
  }
}

/** Listens at a `tcp://host:port` (0 or `*` = any) or `ipc://path`. */
export async function listenRaw(endpoint: string, backlog = 511): Promise<RawListener> {
  const server = createServer()
  server.listen({ ...targetOf(endpoint.replace(/:\*$/, ':0')), backlog })
  await once(server, 'listening')
  const address = server.address() as AddressInfo | string
  const real = typeof address === 'string' ? endpoint : `tcp://127.0.0.1:${address.port}`
  return new RawListener(server, real)
}
