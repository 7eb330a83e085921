// The socket options of libzmq: names (zmq.h, without ZMQ_), numbers, and how zmq_setsockopt reads and
// zmq_getsockopt writes the value. What our own engine does with those that it has is in socket/options/options.ts.

/**
 * The form of an option's value in memory:
 *
 * - `int`: four bytes; `bool`: an int that is 0 or 1
 * - `int64`, `uint64`: eight bytes
 * - `text`: characters, NUL-terminated when read; `bytes`: as they are
 * - `key`: a CURVE key, 40 characters of Z85 when read, those or 32 bytes when set
 * - `descriptor`: an int, on Windows a SOCKET; only read
 */
export type OptionForm =
  'int' | 'bool' | 'int64' | 'uint64' | 'text' | 'bytes' | 'key' | 'descriptor'

/** Every option that is no int, and the ints that somebody here names. */
export const OPTION_TABLE = {
  AFFINITY: [4, 'uint64'],
  ROUTING_ID: [5, 'bytes'],
  SUBSCRIBE: [6, 'bytes'],
  UNSUBSCRIBE: [7, 'bytes'],
  RATE: [8, 'int'],
  RECOVERY_IVL: [9, 'int'],
  SNDBUF: [11, 'int'],
  RCVBUF: [12, 'int'],
  RCVMORE: [13, 'bool'],
  FD: [14, 'descriptor'],
  EVENTS: [15, 'int'],
  TYPE: [16, 'int'],
  LINGER: [17, 'int'],
  RECONNECT_IVL: [18, 'int'],
  BACKLOG: [19, 'int'],
  RECONNECT_IVL_MAX: [21, 'int'],
  MAXMSGSIZE: [22, 'int64'],
  SNDHWM: [23, 'int'],
  RCVHWM: [24, 'int'],
  MULTICAST_HOPS: [25, 'int'],
  RCVTIMEO: [27, 'int'],
  SNDTIMEO: [28, 'int'],
  IPV4ONLY: [31, 'bool'],
  LAST_ENDPOINT: [32, 'text'],
  ROUTER_MANDATORY: [33, 'bool'],
  TCP_KEEPALIVE: [34, 'int'],
  TCP_KEEPALIVE_CNT: [35, 'int'],
  TCP_KEEPALIVE_IDLE: [36, 'int'],
  TCP_KEEPALIVE_INTVL: [37, 'int'],
  TCP_ACCEPT_FILTER: [38, 'text'],
  IMMEDIATE: [39, 'bool'],
  XPUB_VERBOSE: [40, 'bool'],
  ROUTER_RAW: [41, 'bool'],
  IPV6: [42, 'bool'],
  MECHANISM: [43, 'int'],
  PLAIN_SERVER: [44, 'bool'],
  PLAIN_USERNAME: [45, 'text'],
  PLAIN_PASSWORD: [46, 'text'],
  CURVE_SERVER: [47, 'bool'],
  CURVE_PUBLICKEY: [48, 'key'],
  CURVE_SECRETKEY: [49, 'key'],
  CURVE_SERVERKEY: [50, 'key'],
  PROBE_ROUTER: [51, 'bool'],
  REQ_CORRELATE: [52, 'bool'],
  REQ_RELAXED: [53, 'bool'],
  CONFLATE: [54, 'bool'],
  ZAP_DOMAIN: [55, 'text'],
  ROUTER_HANDOVER: [56, 'bool'],
  TOS: [57, 'int'],
  CONNECT_ROUTING_ID: [61, 'bytes'],
  GSSAPI_SERVER: [62, 'bool'],
  GSSAPI_PRINCIPAL: [63, 'text'],
  GSSAPI_SERVICE_PRINCIPAL: [64, 'text'],
  GSSAPI_PLAINTEXT: [65, 'bool'],
  HANDSHAKE_IVL: [66, 'int'],
  SOCKS_PROXY: [68, 'text'],
  XPUB_NODROP: [69, 'bool'],
  XPUB_MANUAL: [71, 'bool'],
  XPUB_WELCOME_MSG: [72, 'bytes'],
  STREAM_NOTIFY: [73, 'bool'],
  INVERT_MATCHING: [74, 'bool'],
  HEARTBEAT_IVL: [75, 'int'],
  HEARTBEAT_TTL: [76, 'int'],
  HEARTBEAT_TIMEOUT: [77, 'int'],
  XPUB_VERBOSER: [78, 'bool'],
  CONNECT_TIMEOUT: [79, 'int'],
  TCP_MAXRT: [80, 'int'],
  THREAD_SAFE: [81, 'bool'],
  MULTICAST_MAXTPDU: [84, 'int'],
  VMCI_BUFFER_SIZE: [85, 'uint64'],
  VMCI_BUFFER_MIN_SIZE: [86, 'uint64'],
  VMCI_BUFFER_MAX_SIZE: [87, 'uint64'],
  VMCI_CONNECT_TIMEOUT: [88, 'int'],
  BINDTODEVICE: [92, 'text'],
  ZAP_ENFORCE_DOMAIN: [93, 'bool'],
  LOOPBACK_FASTPATH: [94, 'bool'],
  METADATA: [95, 'text'],
  MULTICAST_LOOP: [96, 'bool'],
  SOCKS_USERNAME: [99, 'text'],
  SOCKS_PASSWORD: [100, 'text'],
  WSS_KEY_PEM: [103, 'text'],
  WSS_CERT_PEM: [104, 'text'],
  WSS_TRUST_PEM: [105, 'text'],
  WSS_HOSTNAME: [106, 'text'],
  WSS_TRUST_SYSTEM: [107, 'bool'],
  RECONNECT_STOP: [109, 'int'],
  HELLO_MSG: [110, 'bytes'],
  DISCONNECT_MSG: [111, 'bytes'],
  HICCUP_MSG: [114, 'bytes'],
  // Ours, with a number far from libzmq's: the oldest major version of ZMTP that a peer may speak.
  MINIMUM_ZMTP: [10_001, 'int'],
  MAX_PARTS: [10_002, 'int'],
  MAX_TOTAL_SIZE: [10_003, 'int64'],
} as const satisfies Readonly<Record<string, readonly [number: number, form: OptionForm]>>

/** The name of an option, as in zmq.h. */
export type ZmqOption = keyof typeof OPTION_TABLE

/** The options' numbers by name. */
export const OPTIONS = Object.fromEntries(
  Object.entries(OPTION_TABLE).map(([name, [number]]) => [name, number]),
) as { readonly [Name in ZmqOption]: (typeof OPTION_TABLE)[Name][0] }

const FORMS = new Map<number, OptionForm>(Object.values(OPTION_TABLE))

/** The form of an option's value; an option we do not know is taken for an int. */
export function optionForm(number: number): OptionForm {
  return FORMS.get(number) ?? 'int'
}
