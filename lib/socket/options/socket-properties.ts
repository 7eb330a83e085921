// The option properties of the public sockets, as types with their meaning. Numbers, defaults and
// limits are in options.ts, which also makes the accessors. Units are milliseconds and bytes.
import type { Context } from '../context.js'

/** Options of every socket. A change counts from the next bind or connect on, if not said otherwise. */
export interface SocketProperties {
  /** How long unsent messages outlive `close`: −1 for ever (default), 0 not at all. Counts at once. */
  linger: number
  /** First wait before connecting again (default 100); 0 and −1: never again. */
  reconnectInterval: number
  /** Above 0 the wait doubles up to this; at 0 (default) it has a random part and does not grow. */
  reconnectMaxInterval: number
  /** Connections the system may hold until they are accepted (default 100). */
  backlog: number
  /** Largest frame taken from a peer; −1 (default) for no limit. A larger one ends the connection. */
  maxMessageSize: number
  /** 1: TCP keep-alive on, 0: off, −1 (default): as the system has it. */
  tcpKeepalive: number
  /** Seconds of silence before the first keep-alive probe; −1: the system's. */
  tcpKeepaliveIdle: number
  /** Kept, without effect: Node cannot set it. */
  tcpKeepaliveCount: number
  /** Kept, without effect: Node cannot set it. */
  tcpKeepaliveInterval: number
  /** Addresses from which peers are accepted, such as `127.0.0.0/8`; null (default) for all. */
  tcpAcceptFilter: string | null
  /** True: messages queue only for peers whose handshake is done (default false). */
  immediate: boolean
  /** True: IPv6 as well as IPv4 (default false). */
  ipv6: boolean
  /** The oldest major version of ZMTP that peers may speak: 1 (default), 2 or 3. Not in zeromq.js. */
  minimumZmtp: number
  /** Most parts of a message that comes in (default 65536); −1 for no limit. Not in zeromq.js. */
  maxParts: number
  /** Most bytes in all parts of such a message (default 2^30); −1 for no limit. Not in zeromq.js. */
  maxTotalSize: number
  /** For a bind to `wss://`: the private key, in PEM. Not in zeromq.js, nor are the four that follow. */
  wssKeyPem: string | null
  /** For a bind to `wss://`: the certificate, and those that lead from it to one that is trusted, in PEM. */
  wssCertPem: string | null
  /** For a connect to `wss://`: the certificates that are trusted, in PEM. */
  wssTrustPem: string | null
  /** True: those that Node trusts are trusted as well (default false). */
  wssTrustSystem: boolean
  /** The name that the peer's certificate must be for; null (default): the endpoint's host. */
  wssHostname: string | null
  /** How long greeting and handshake may take (default 30000); 0 for ever. */
  handshakeInterval: number
  /** Time between our PINGs; 0 (default) for none. */
  heartbeatInterval: number
  /** How long the peer may then hear nothing of us before it drops the connection; in steps of 100. */
  heartbeatTimeToLive: number
  /** How long a PING may stay unanswered; −1 (default): as long as the interval. */
  heartbeatTimeout: number
  /** Gives up a connect that nobody answers; 0 (default): when the system does. */
  connectTimeout: number
  /** True: the server's side of PLAIN; a ZAP handler judges who comes (default false). */
  plainServer: boolean
  /** The client's side of PLAIN; null turns PLAIN off. At most 255 bytes. */
  plainUsername: string | null
  /** As `plainUsername`. It is sent in clear. */
  plainPassword: string | null
  /** True: the server's side of CURVE (default false). Needs `curveSecretKey`. */
  curveServer: boolean
  /** The client's own public key: 40 characters of Z85, or 32 bytes. EINVAL when read, as in zeromq.js. */
  curvePublicKey: string | null
  /** The secret key of either side; as `curvePublicKey`. */
  curveSecretKey: string | null
  /** The client's side of CURVE: the public key of the server it means; as `curvePublicKey`. */
  curveServerKey: string | null
  /** The domain that the ZAP handler is told. With one, NULL asks the handler as well (default null). */
  zapDomain: string | null
  /** True: where a ZAP handler ought to be asked and there is none, nobody is let in (default false). */
  zapEnforceDomain: boolean
  /** `host:port` of a SOCKS5 proxy, which connects to tcp endpoints and looks up their names; null (default): none. */
  socksProxy: string | null
  /** Only null: Node cannot bind a socket to a device. */
  interface: string | null
  /** Kept, without effect. */
  affinity: number
  /** Kept, without effect. */
  rate: number
  /** Kept, without effect. */
  recoveryInterval: number
  /** Kept, without effect. */
  typeOfService: number
  /** Kept, without effect. */
  tcpMaxRetransmitTimeout: number
  /** Kept, without effect. */
  multicastMaxTransportDataUnit: number
  /** EINVAL, read or set, as in the libzmq of zeromq.js, which was built without VMCI. */
  vmciBufferSize: number
  /** EINVAL, read or set, as in the libzmq of zeromq.js, which was built without VMCI. */
  vmciBufferMinSize: number
  /** EINVAL, read or set, as in the libzmq of zeromq.js, which was built without VMCI. */
  vmciBufferMaxSize: number
  /** EINVAL, read or set, as in the libzmq of zeromq.js, which was built without VMCI. */
  vmciConnectTimeout: number
  /** Kept, without effect. */
  loopbackFastPath: boolean
  /** The socket type by its ZMTP 2.0 number: PAIR 0, PULL 7, PUSH 8. */
  readonly type: number
  /** The endpoint of the last bind, wildcards filled in, or of the last connect, as given. */
  readonly lastEndpoint: string | null
  /** What the last security option that was set has chosen; null for NULL. */
  readonly securityMechanism: null | 'plain' | 'curve' | 'gssapi'
  /** Always false. */
  readonly threadSafe: boolean
}

/** Option of the types that may have a name. */
export interface Identified {
  /** What a ROUTER is to call this socket; null (default) for a name of the ROUTER's making. */
  routingId: string | null
}

/** Option of the types that may speak to a ROUTER first. */
export interface Probing {
  /** True: an empty message goes to every peer that comes, so that a ROUTER learns of us (default false). */
  probeRouter: boolean
}

/** Option of the types that know topics. */
export interface Matching {
  /** True: messages that begin as was subscribed are left out, and all others pass (default false). */
  invertMatching: boolean
}

/** Options of ROUTER. */
export interface Routing {
  /** True: a message to nobody is refused with EHOSTUNREACH instead of lost (default false). Counts at once. */
  mandatory: boolean
  /** True: a peer with a routing id that is taken takes it over (default false). Counts at once. */
  handover: boolean
}

/** Options of REQ. */
export interface Asking {
  /** True: a reply counts only with the number of its request (default false). Counts at once. */
  correlate: boolean
  /** True: another request may be sent instead of waiting for the reply (default false). Counts at once. */
  relaxed: boolean
}

/** Option of the types that publish. */
export interface Publishing {
  /** True: a send waits for subscribers that are full instead of leaving them out (default false). */
  noDrop: boolean
}

/** Options of XPUB. */
export interface Welcoming {
  /**
   * True: what peers ask for is only told, and it is the application that subscribes for them, by the options
   * ZMQ_SUBSCRIBE and ZMQ_UNSUBSCRIBE, each for the peer whose wish it has received last (default false).
   */
  manual: boolean
  /** Sent to every new subscriber; null (default) for none. */
  welcomeMessage: string | null
}

/** Option of STREAM. */
export interface Notifying {
  /** True (default): an empty message says that a peer has come, or gone. */
  notify: boolean
}

/** Option of types whose messages replace each other. */
export interface Conflating {
  /** Set to true to keep only the newest message of each peer (ZMQ_CONFLATE). */
  conflate: boolean
}

type IfEquals<A, B, Then> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? Then : never

/** Keys of T that can be assigned and are not methods. */
type WritableKeys<T> = {
  [K in keyof T]-?: T[K] extends (...args: never[]) => unknown
    ? never
    : IfEquals<{ [Q in K]: T[K] }, { -readonly [Q in K]: T[K] }, K>
}[keyof T]

/** What the constructor of a socket takes: its options, and the context it is to belong to. */
export type SocketOptions<S> = Partial<Pick<S, WritableKeys<S>>> & { context?: Context }
