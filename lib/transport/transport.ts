// The contract of a byte-stream transport (tcp.ts, ipc.ts): how to listen and how to dial, and what
// each reports. A transport makes streams; what is said on them is link.ts's.
import type { SystemError } from '../errors.js'
import type { PeerSocket } from './peer-socket.js'
import type { Reading } from './reading.js'

/** A stream that is up, with the names libzmq's events give to its two ends. */
export interface Stream {
  readonly socket: PeerSocket
  /** What it reads goes here; its `reader` is set by who reads. */
  readonly reading: Reading
  /** The file descriptor; −1 where none can be seen. */
  readonly descriptor: number
  /** Our end, such as `tcp://127.0.0.1:38375`. */
  readonly local: string
  /** The other end. */
  readonly remote: string
}

/** A bound endpoint that accepts connections. */
export interface Listener {
  /** The real endpoint, wildcards filled in. */
  readonly endpoint: string
  readonly descriptor: number
  /**
   * Closes it at once.
   *
   * @returns the errno of what could not be removed from the file system, if anything
   */
  close(): number | undefined
}

/** A bind that failed. `descriptor` is that of the socket that had been made, if one had. */
export class BindError extends Error {
  override readonly name = 'BindError'
  override readonly cause: SystemError
  readonly descriptor: number | undefined
  constructor(cause: SystemError, descriptor?: number) {
    super(cause.message)
    this.cause = cause
    this.descriptor = descriptor
  }
}

export interface ListenOptions {
  readonly backlog: number
  readonly isIPv6: boolean
}

/** What a listener reports. */
export interface ListenHandlers {
  accepted(stream: Stream): void
  acceptFailed(error: SystemError): void
}

export interface DialOptions {
  readonly isIPv6: boolean
  /** Gives up a connect that is not answered; 0 = leave it to the system (ZMQ_CONNECT_TIMEOUT). */
  readonly timeoutMs: number
}

/** What an attempt to connect reports; `connected` or `failed` comes last, once. */
export interface DialHandlers {
  /** The connect is under way and not yet answered (never for ipc). */
  delayed(): void
  connected(stream: Stream): void
  /** `descriptor` is undefined if no socket had been made: a name that does not resolve. */
  failed(error: SystemError, descriptor: number | undefined): void
}

/** An attempt to connect. */
export interface Dialing {
  /** The socket's descriptor while it is being connected; undefined before there is one. */
  readonly descriptor: number | undefined
  /** Gives up; no handler is called after it. */
  cancel(): void
}
