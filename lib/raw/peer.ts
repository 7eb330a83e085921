// A peer made of nothing but a connection: it sends and reads hex, so that what stands on the wire stands
// in the scenario or test. It knows no ZMTP.
import type { Socket } from 'node:net'
import { Changes } from '../changes.js'
import { systemClock } from '../clock.js'
import { hex } from './hex.js'
import { dial, Listener, RawLink } from './link.js'

/** How a raw peer behaves. */
export interface RawPeerSettings {
  /** How long a read waits before it fails, ms. Default: a minute. */
  readonly deadlineMs?: number
  /** Ends its own half as soon as the other side has. Default: false. */
  readonly answersEnd?: boolean
}

const DEADLINE_MS = 60_000

/** One raw connection. */
export class RawPeer {
  readonly #link: RawLink
  readonly #deadlineMs: number
  readonly #changes = new Changes()
  #received = Buffer.alloc(0)
  #closedBy: string | undefined

  constructor(socket: Socket, settings: RawPeerSettings = {}) {
    this.#deadlineMs = settings.deadlineMs ?? DEADLINE_MS
    this.#link = new RawLink(socket, {
      octets: chunk => {
        this.#received = Buffer.concat([this.#received, chunk])
        this.#changes.tell()
      },
      closed: how => {
        this.#closedBy = how
        if (settings.answersEnd === true) this.#link.fin()
        this.#changes.tell()
      },
    })
    this.#link.resume()
  }

  /** True once the other side has ended or reset the connection. */
  get isEnded(): boolean {
    return this.#closedBy !== undefined
  }

  /** Sends octets, written as `hex` reads them: digits, blanks, `"text"`, `00*31`. */
  send(digits: string): void {
    this.#link.send(hex(digits))
  }

  /**
   * The next `count` octets as hex digits. What comes after them stays for the next read.
   *
   * @throws Error with what did come, if the other side ends or the deadline passes before
   */
  async read(count: number, deadlineMs?: number): Promise<string> {
    await this.#until(() => this.#received.length >= count, `${count} bytes`, deadlineMs)
    const bytes = this.#received.subarray(0, count)
    this.#received = this.#received.subarray(count)
    return bytes.toString('hex')
  }

  /** All octets until the other side ends its half or resets the connection, as hex digits. */
  async readToEnd(deadlineMs?: number): Promise<string> {
    await this.#until(() => this.isEnded, 'the end', deadlineMs)
    return this.#received.toString('hex')
  }

  /** Ends our half (FIN); the other side can still send. */
  end(): void {
    this.#link.fin()
  }

  /** Resets the connection (RST). */
  reset(): void {
    this.#link.reset()
  }

  /** Drops the connection without ceremony. */
  close(): void {
    this.#link.destroy()
  }

  #until(isMet: () => boolean, wanted: string, deadlineMs = this.#deadlineMs): Promise<void> {
    const failed = (why: string): string =>
      `wanted ${wanted}, got ${this.#received.toString('hex')}: ${why}`
    const isThere = (): boolean => {
      if (isMet()) return true
      if (this.#closedBy === undefined) return false
      throw new Error(failed(`the connection has ended (${this.#closedBy})`))
    }
    const late = (): string => failed(`nothing more within ${deadlineMs} ms`)
    return this.#changes.until(isThere, deadlineMs, late)
  }
}

/** Connects to a `tcp://host:port` or `ipc://path`. @throws the system's error if nobody listens there */
export async function connectRawPeer(
  endpoint: string,
  settings: RawPeerSettings = {},
): Promise<RawPeer> {
  return new RawPeer(await dial(endpoint), settings)
}

/** A listener whose connections are raw peers. */
export class RawListener {
  readonly #listener: Listener
  readonly #waiting: ((peer: RawPeer) => void)[] = []
  #accepted = 0
  /** Every peer so far. */
  readonly all: RawPeer[] = []

  constructor(listener: Listener, settings: RawPeerSettings) {
    this.#listener = listener
    listener.onArrival(() => {
      for (let socket = listener.take(); socket !== undefined; socket = listener.take()) {
        this.all.push(new RawPeer(socket, settings))
      }
      this.#hand()
    })
  }

  /** Where it listens, with the port it got. */
  get endpoint(): string {
    return this.#listener.endpoint
  }

  /** The next connection that comes in. */
  accept(): Promise<RawPeer> {
    return new Promise(resolve => {
      this.#waiting.push(resolve)
      this.#hand()
    })
  }

  /** Stops listening; connections stay. */
  close(): void {
    this.#listener.close()
  }

  #hand(): void {
    for (let peer = this.all[this.#accepted]; peer !== undefined; peer = this.all[this.#accepted]) {
      const accept = this.#waiting.shift()
      if (accept === undefined) return
      this.#accepted += 1
      accept(peer)
    }
  }
}

/** Listens at a `tcp://host:port` (0 or `*` = any; without an endpoint any of 127.0.0.1) or `ipc://path`. */
export async function listenRawPeer(
  endpoint = 'tcp://127.0.0.1:*',
  settings: RawPeerSettings & { readonly backlog?: number } = {},
): Promise<RawListener> {
  const listener = await Listener.open(endpoint, () => systemClock.now(), settings.backlog)
  return new RawListener(listener, settings)
}
