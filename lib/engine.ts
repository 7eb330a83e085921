// Types only: what an engine is, so that gate, conformance and command line run on either: ours
// (socket/) or libzmq (native/). Options go by libzmq's numbers, monitor events as raw parts.

/** The engines there are: ours, and libzmq inside the `zeromq` package. */
export type EngineName = 'typescript' | 'native'

/** A socket type by its ZMTP name (RFC 23, "Socket-Type"). */
export type SocketTypeName =
  'PAIR' | 'PUB' | 'SUB' | 'REQ' | 'REP' | 'DEALER' | 'ROUTER' | 'PULL' | 'PUSH' | 'XPUB' | 'XSUB'

/** The type that speaks no ZMTP but plain TCP. */
export type RawTypeName = 'STREAM'

/** The types of the drafts, by their ZMTP names (RFC 41, 48, 49, 51 and 52); DGRAM is libzmq's own. */
export type DraftTypeName =
  'SERVER' | 'CLIENT' | 'RADIO' | 'DISH' | 'GATHER' | 'SCATTER' | 'DGRAM' | 'PEER' | 'CHANNEL'

/** Any type of socket. */
export type AnyTypeName = SocketTypeName | RawTypeName | DraftTypeName

/** The value of a socket option, as zmq_setsockopt would take it. */
export type OptionValue = number | bigint | boolean | string | Uint8Array | null

/** What an engine has. */
export interface EngineFeatures {
  readonly socketTypes: readonly AnyTypeName[]
  /** By the name that begins an endpoint: tcp, ipc, inproc, … */
  readonly transports: readonly string[]
  readonly mechanisms: readonly ('NULL' | 'PLAIN' | 'CURVE' | 'GSSAPI')[]
  /** The numbers of the socket options that it knows. */
  readonly options: readonly number[]
}

/** One whole implementation of ZeroMQ. */
export interface Engine {
  readonly name: EngineName
  /** The libzmq version it is, or whose behaviour it reports, such as `4.3.5`. */
  readonly version: string
  readonly features: EngineFeatures
  /**
   * A new socket.
   *
   * @param options initial options by libzmq's number (ZMQ_LINGER = 17, …)
   */
  socket(type: AnyTypeName, options?: Readonly<Record<number, OptionValue>>): EngineSocket
  /** Closes every socket of this engine and its context; resolves when nothing of it is left. */
  close(): Promise<void>
}

/**
 * What any engine's socket can do. Errors carry `code` (EAGAIN, EADDRINUSE, …) and `errno`.
 *
 * A message of a draft has one part. Before it, as a part of their own, stand the peer's number for SERVER and
 * PEER (four octets, the highest first) and the group for RADIO and DISH.
 */
export interface EngineSocket {
  readonly type: AnyTypeName
  /** Binds and resolves to the real endpoint (ZMQ_LAST_ENDPOINT): wildcards and port 0 filled in. */
  bind(endpoint: string): Promise<string>
  unbind(endpoint: string): Promise<void>
  connect(endpoint: string): void
  disconnect(endpoint: string): void
  /** Sends one message of one or more parts; waits while no peer can take it. */
  send(parts: readonly Uint8Array[]): Promise<void>
  /** Sends only if a peer can take the message now; says whether it did (ZMQ_DONTWAIT). */
  trySend(parts: readonly Uint8Array[]): boolean
  /** Receives one whole message; rejects with EBADF or EAGAIN when the socket closes meanwhile. */
  receive(): Promise<Buffer[]>
  /** Joins a group, as a DISH (zmq_join(3)); ENOTSUP for other types. */
  joinGroup(group: string): void
  /** Leaves it (zmq_leave(3)). */
  leaveGroup(group: string): void
  setOption(option: number, value: OptionValue): void
  getOption(option: number): OptionValue
  /**
   * Starts zmq_socket_monitor_versioned on this socket and connects a PAIR to it. One at a time on
   * the native engine: a second call replaces the first.
   */
  monitor(options?: MonitorOptions): MonitorReader
  /** zmq_socket_monitor_versioned(3) as it is: 0 or the errno. */
  monitorRaw(call: RawMonitorCall): number
  /**
   * zmq_socket_monitor_pipes_stats(3) as it is: asks for one PIPES_STATS event for each pipe; 0, or the errno
   * (EINVAL: no monitor wants them; EAGAIN: there is no pipe).
   */
  requestPipesStats(): number
  /** Closes the socket; its messages linger as ZMQ_LINGER says. */
  close(): void
  /**
   * From now on only calls on the socket let it act, as in a program in C that sleeps between them: what
   * has happened meanwhile is seen a call late. Ours acts by itself always; see `removesLate` for it.
   */
  leaveAlone(): void
  /** True if it can tell whom a message went to. Ours can; nobody else can ask libzmq. */
  readonly tracksLinks: boolean
  /**
   * Begins to keep an account of every peer that connects to an endpoint bound from now on. A second call
   * replaces the first.
   *
   * @throws SystemError ENOTSUP unless `tracksLinks`
   */
  trackLinks(options?: LinkOptions): SocketLinks
}

/** The arguments of zmq_socket_monitor_versioned(3). */
export interface RawMonitorCall {
  /** The inproc endpoint to bind; null stops the monitor. */
  readonly endpoint: string | null
  /** Bit mask of events. */
  readonly events: number | bigint
  /** The form of the events; 1 and 2 are known. */
  readonly version: number
  /** The number of the monitor socket's type: PAIR 0, PUB 1, PUSH 8. */
  readonly type: number
}

/** How the peers of a socket are to be tracked. */
export interface LinkOptions {
  /** Keep the messages a lost peer never got, for `takeReturned`. Default: they are only counted. */
  readonly keepsUnsent?: boolean
  /**
   * A lost peer's pipe leaves the rotation only after one more message was sent, as in libzmq, where
   * that message may go into the dead pipe. Default: at once.
   */
  readonly removesLate?: boolean
  /**
   * Turn away peers of ZMTP 1 and 2, which have no handshake to be counted by: HANDSHAKE_FAILED_NO_DETAIL
   * with EPROTONOSUPPORT, then DISCONNECTED. Default: they are served, but not accounted for.
   */
  readonly refusesOld?: boolean
}

/** The account of one peer, from its handshake on. Live: the numbers go on changing. */
export interface LinkAccount {
  /** The n-th HANDSHAKE_SUCCEEDED since tracking began is its own, from 1. */
  readonly ordinal: number
  /** As ACCEPTED carries it; −1 where none can be seen. */
  readonly descriptor: number
  readonly remote: string
  /** Its Identity (RFC 28), if it sent one that is not empty: of a longer one the first 255 octets. */
  readonly identity?: Buffer | undefined
  /** Messages that were given to it, queued ones included. */
  readonly messages: number
  /** Messages of those that wait in its queue; of a lost peer: that were never written. */
  readonly queued: number
  readonly isLost: boolean
  /**
   * It is known not to have read all that was written to it when it went: its connection was reset, it had
   * gone before something came, it fell silent, or it broke a rule. Not told where heartbeats were sent:
   * what was not read may have been one of them.
   */
  readonly isBroken: boolean
}

/** The peers of one socket, one by one. */
export interface SocketLinks {
  /** How many peers may be there at a time. One more is turned away in its handshake, without a
   * message: HANDSHAKE_FAILED_NO_DETAIL with ECONNREFUSED, then DISCONNECTED. At first Infinity. */
  limit: number
  /** Who got the last message. */
  readonly last: LinkAccount | undefined
  /** The account of a peer; undefined if there never was one, or it was forgotten. */
  get(ordinal: number): LinkAccount | undefined
  /** Gives a message to this one peer, also if its queue is full; false if it has gone. */
  send(ordinal: number, parts: readonly Uint8Array[]): boolean
  /** Disconnects a peer, if it is there: it comes back, if it wants to, as a new one. */
  drop(ordinal: number): void
  /** True while a live peer's queue holds messages. */
  readonly hasQueued: boolean
  /** Messages lost peers never got, oldest first, each given once. Needs `keepsUnsent`. */
  takeReturned(): Buffer[][]
  /** Stops the account: the numbers stay as they are, and nobody is turned away any more. */
  stop(): void
}

/** Which events a monitor tells, and in which form. */
export interface MonitorOptions {
  /** The form of the events: 1 (two parts) or 2 (4 + n parts). Default 1. */
  readonly version?: 1 | 2
  /** Bit mask of the wanted events. Default: all of that version. */
  readonly events?: number
  /** The inproc endpoint that carries them. Default: one nobody else uses. */
  readonly endpoint?: string
}

/** The reading end of a monitor: a PAIR connected to it. Its messages are the raw parts. */
export interface MonitorReader {
  readonly version: 1 | 2
  /** The next event's raw parts, in order; rejects (EBADF or EAGAIN) once closed. Ours heeds a signal. */
  receive(signal?: AbortSignal): Promise<Buffer[]>
  /** Closes the reader and stops the monitor. */
  close(): void
}
