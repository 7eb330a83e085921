// A peer made of nothing but a TCP connection: it sends and reads hex, so that what stands on the wire
// stands in the test. It knows no ZMTP.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { hex } from './bytes.js'

/** How long a read waits for its bytes before the test has failed. */
const DEADLINE_MS = 60_000

/** One raw connection. */
export class RawPeer {
  readonly #socket: Socket
  #received = Buffer.alloc(0)
  #isEnded = false
  #error: Error | undefined
  #changed: () => void = () => {}

  constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', chunk => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#changed()
    })
    socket.on('end', () => this.#end())
    socket.on('close', () => this.#end())
    socket.on('error', error => {
      this.#error = error
      this.#end()
    })
  }

  /** Sends bytes, written as `hex` of bytes.ts reads them: digits, blanks, `"text"`, `00*31`. */
  send(digits: string): void {
    this.#socket.write(hex(digits))
  }

  /**
   * The next `count` bytes as hex digits. What comes after them stays for the next read.
   *
   * @throws Error with what did come, if the other side ends or the deadline passes before
   */
  async read(count: number, deadlineMs = DEADLINE_MS): Promise<string> {
    await this.#until(() => this.#received.length >= count, `${count} bytes`, deadlineMs)
    const bytes = this.#received.subarray(0, count)
    this.#received = this.#received.subarray(count)
    return bytes.toString('hex')
  }

  /** All bytes until the other side ends its half, as hex digits; also if it resets the connection. */
  async readToEnd(deadlineMs = DEADLINE_MS): Promise<string> {
    await this.#until(() => this.#isEnded, 'the end', deadlineMs)
    return this.#received.toString('hex')
  }

  /** Ends our half (FIN); the other side can still send. */
  end(): void {
    this.#socket.end()
  }

  /** Resets the connection (RST). */
  reset(): void {
    this.#socket.resetAndDestroy()
  }

  /** Drops the connection without ceremony; for the end of a test. */
  close(): void {
    this.#socket.destroy()
  }

  async #until(isMet: () => boolean, wanted: string, deadlineMs: number): Promise<void> {
    const deadline = setTimeout(() => {
      this.#error ??= new Error(`nothing more within ${deadlineMs} ms`)
      this.#changed()
    }, deadlineMs)
    try {
      while (!isMet()) {
        if (this.#isEnded || this.#error !== undefined) {
          const reason = this.#error?.message ?? 'the connection has ended'
          throw new Error(`wanted ${wanted}, got ${this.#received.toString('hex')}: ${reason}`)
        }
        await new Promise<void>(resolve => {
          this.#changed = resolve
        })
      }
    } finally {
      clearTimeout(deadline)
    }
  }

  #end(): void {
    this.#isEnded = true
    this.#changed()
  }
}

/** A plain connection to a ZeroMQ endpoint: `tcp://127.0.0.1:port` or `ipc://path`. */
export function openSocket(endpoint: string): Socket {
  if (endpoint.startsWith('ipc://')) {
    return connect({ path: endpoint.slice('ipc://'.length), allowHalfOpen: true })
  }
  const { hostname, port } = new URL(endpoint)
  return connect({ host: hostname, port: Number(port), allowHalfOpen: true })
}

/** Connects to a ZeroMQ endpoint. */
export async function connectRawPeer(endpoint: string): Promise<RawPeer> {
  const socket = openSocket(endpoint)
  const peer = new RawPeer(socket)
  await once(socket, 'connect')
  return peer
}

/** Where others can connect to. */
export interface RawListener {
  /** `tcp://127.0.0.1:port`. */
  readonly endpoint: string
  /** The next connection that comes in. */
  accept(): Promise<RawPeer>
  close(): void
}

/** Listens on a free port of 127.0.0.1. */
export async function listenRawPeer(): Promise<RawListener> {
  const server = createServer({ allowHalfOpen: true })
  const peers: RawPeer[] = []
  const waiting: ((peer: RawPeer) => void)[] = []
  server.on('connection', socket => {
    const peer = new RawPeer(socket)
    const accept = waiting.shift()
    if (accept === undefined) peers.push(peer)
    else accept(peer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accept() {
      const peer = peers.shift()
      return peer === undefined
        ? new Promise(resolve => waiting.push(resolve))
        : Promise.resolve(peer)
    },
    close: () => void server.close(),
  }
}
