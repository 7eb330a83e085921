// The contract of a byte-stream transport (tcp.ts, ipc.ts): how to listen and how to dial, and what
// each reports. A transport makes streams; what is said on them is link.ts's.
import type { Server } from 'node:net'
import type { Clock } from '../clock.js'
import type { SystemError } from '../errors.js'
import type { Endpoint } from './endpoint.js'
import type { Patience } from './blocking.js'
import type { GreetingSettings, Wire } from '../zmtp/wire/wire.js'
import type { ByteSink } from './reading.js'

/** Who reads a stream and hears of its end. What was read comes before all else. */
export interface StreamReader extends ByteSink {
  /** The system takes nothing more for the peer. That ends nothing: what the peer said is still read. */
  refused(): void
  /** The peer has ended, and all it said was read. */
  ended(): void
  /** Reading has failed, with the system's error. */
  broke(error: Error): void
  /** It is closed, by whomever: the last call. `error` is for one who has heard of no end. */
  gone(error: Error): void
  /** For a stream with a greeting of its own: what may be agreed on. */
  readonly greeting?: GreetingSettings | undefined
  /** The largest frame that is accepted now. */
  readonly frameLimit?: number
  /** The stream has come to terms with the peer: frames follow. */
  agreed?(wire: Wire): void
  /** The peer lives: it has sent a heartbeat of the stream's own kind, or answered one. */
  heard?(): void
}

/** A stream that is up, with the names libzmq's events give to its two ends. It never holds the process. */
export interface Stream {
  /** The file descriptor; −1 where none can be seen. */
  readonly descriptor: number
  /** Our end, such as `tcp://127.0.0.1:38375`. */
  readonly local: string
  /** The other end. */
  readonly remote: string
  /** The peer's IP address: empty if it cannot be told any more, undefined if the transport has none. */
  readonly remoteAddress: string | undefined
  /** True while the system has not taken all that was written. */
  readonly isWriting: boolean
  readonly isClosed: boolean
  /** Octets that have come from the system, and that were given to it or wait for it; undefined if nobody counts them. */
  readonly bytesRead?: number | undefined
  readonly bytesWritten?: number | undefined
  /** It comes to terms with the peer by itself, and says so by `agreed`: no greeting of ZMTP is sent on it. */
  readonly hasOwnGreeting?: true
  /** Sends a heartbeat of its own kind, if it has one. */
  ping?(): void
  /** Whom it tells from now on. What came before is lost. */
  start(reader: StreamReader): void
  /** Writes at least one chunk; none may change until all is taken. `taken` is called also if it is refused. */
  write(chunks: readonly Uint8Array[], taken: () => void): void
  /** Reads no more, until `resume`. */
  pause(): void
  resume(): void
  /**
   * At its end: had the other side's system refused something that was written to it? A process that is
   * killed with bytes unread resets its connection, which shows as an error instead of an end. Where it
   * had gone before the bytes came, the end shows first, and the refusal after it; over a network perhaps
   * later than the answer.
   */
  askWhetherRefused(answer: (isRefused: boolean) => void): void
  /** SO_KEEPALIVE, and after how long a silence it begins; 0 = the system's default. */
  setKeepAlive(isOn: boolean, idleMs: number): void
  /** Ends it once all that was written is with the system; what comes meanwhile is not wanted. */
  finish(): void
  /** Ends it now. */
  destroy(): void
  /**
   * Writes what the system has not taken of all that was written, and then these chunks, without the event
   * loop: the process ends, and nothing of this stream is used after it but this and `readNow`.
   *
   * @returns false if they could not all be written
   */
  writeNow(chunks: readonly Uint8Array[], patience: Patience): boolean
  /** Reads without the event loop; undefined if nothing came in time, or the stream has ended. */
  readNow(patience: Patience): Buffer | undefined
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

/** What TLS needs of a socket's options (ZMQ_WSS_…). Texts in PEM. */
export interface TlsSettings {
  readonly key: string | null
  readonly certificate: string | null
  /** Whose certificates are trusted. */
  readonly trusted: string | null
  /** Trust those that Node does, too. */
  readonly trustsSystem: boolean
  /** The name that the server's certificate must be for; null: the endpoint's host. */
  readonly hostname: string | null
}

/** A server that listens already, or why it does not. */
export interface Opened {
  readonly server: Server | BindError
  /** Where, for ipc. */
  readonly path: string
}

export interface ListenOptions {
  readonly backlog: number
  readonly isIPv6: boolean
  /** For wss. */
  readonly tls?: TlsSettings
  /** What `open` came to, in a runtime that cannot bind at once. */
  readonly opened?: Opened | undefined
}

/** What a listener reports. */
export interface ListenHandlers {
  accepted(stream: Stream): void
  acceptFailed(error: SystemError): void
}

/** A transport of streams, as the table of transports has it (transports.ts). */
export interface StreamTransport {
  /**
   * Binds and listens, at once, as zmq_bind does.
   *
   * @param address what follows `://`
   * @throws BindError
   */
  listen(address: string, options: ListenOptions, handlers: ListenHandlers): Listener
  /** Begins to listen, for `listen` to take over, where the runtime cannot do it at once. It never rejects. */
  open(address: string, options: ListenOptions): Promise<Opened> | undefined
  /**
   * Reads an endpoint to connect to.
   *
   * @returns what starts an attempt
   * @throws SystemError where zmq_connect refuses the text at once
   */
  dialer(endpoint: Endpoint): Dial
  /** What events call an endpoint to connect to, if not as it is given. */
  nameOf?(endpoint: Endpoint): string
  /** Its streams carry frames, nothing else: none for a STREAM. */
  readonly hasOwnGreeting?: true
  /** The endpoint that an address would be bound as, where it can be written in more than one way. */
  boundAs?(address: string, isIPv6: boolean): string | undefined
  /** True if the CLOSED of a bind that failed carries the endpoint (libzmq's events differ there). */
  readonly namesFailedBind: boolean
  /** True if libzmq's RECONNECT_STOP_CONN_REFUSED is heeded. */
  readonly heedsRefusal: boolean
  /** True if it can go through a SOCKS proxy. */
  readonly takesProxy: boolean
}

/** Starts an attempt to connect. */
export type Dial = (options: DialOptions, clock: Clock, handlers: DialHandlers) => Dialing

/** A SOCKS5 proxy that is to be asked. */
export interface SocksProxy {
  /** `host:port` */
  readonly address: string
  /** Not empty: says who asks (RFC 1929). At most 255 octets, as the password. */
  readonly username: string
  readonly password: string
}

export interface DialOptions {
  readonly isIPv6: boolean
  /** Gives up a connect that is not answered; 0 = leave it to the system (ZMQ_CONNECT_TIMEOUT). */
  readonly timeoutMs: number
  /** For tcp: whom to connect to instead, and ask to connect on (ZMQ_SOCKS_PROXY). */
  readonly proxy?: SocksProxy | undefined
  /** For one that says with the first word what it speaks: what may be agreed on. */
  readonly greeting?: () => GreetingSettings
  /** For wss. */
  readonly tls?: TlsSettings
}

/** What an attempt to connect reports; `connected` or `failed` comes last, once. */
export interface DialHandlers<S extends Stream = Stream> {
  /** The connect is under way and not yet answered (never for ipc). */
  delayed(): void
  connected(stream: S): void
  /** `descriptor` is undefined if no socket had been made: a name that does not resolve. */
  failed(error: SystemError, descriptor: number | undefined): void
}

/** An attempt to connect. */
export interface Dialing {
  /** The socket's descriptor while it is being connected; undefined before there is one. */
  readonly descriptor: number | undefined
  /** Gives up; no handler is called after it. */
  cancel(): void
  /**
   * The process ends: calls `connected` at once, where the connect is under way, as if it had been answered.
   * `writeNow` will wait for that.
   */
  finishNow(): void
}
