// The table of our sockets' options: name in zeromq.js, default, limits (zmq_setsockopt(3)) and what else sets
// one apart. Numbers and forms are in lib/options.ts. The accessors of the public sockets, the checks and the
// documentation come out of it.
import type { OptionValue } from '../../engine.js'
import { ALL_TYPE_NAMES, SOCKET_TYPES } from '../../socket-types.js'
import { parseAcceptFilter } from '../links/accept-filter.js'
import { atLeast, oneOf, type OptionRow } from './option-row.js'
import { SECURITY_ROWS } from './security-rows.js'

const SENDERS = ALL_TYPE_NAMES.filter(type => SOCKET_TYPES[type].sends)
const RECEIVERS = ALL_TYPE_NAMES.filter(type => SOCKET_TYPES[type].receives)

/** A routing id has 1 to 255 bytes. */
const ROUTING_ID_MAX = 255

/** The largest heartbeat TTL the wire can say, in tenths of a second. */
const TTL_MAX = 0xffff

/** A time in ms as the wire has it: tenths of a second, cut off. */
const tenths = (value: OptionValue): number => Math.trunc(Number(value) / 100) + 0

/** SOCKS has one octet for the length of a name and of a password. */
const isShort = (value: OptionValue): boolean => Buffer.byteLength(String(value ?? '')) <= 255

/** Every option by the name that zeromq.js gives it. */
export const OPTION_ROWS = {
  affinity: { zmq: 'AFFINITY', value: 0, isInert: true },
  routingId: {
    zmq: 'ROUTING_ID',
    value: null,
    isValid: value => value instanceof Uint8Array && value.length <= ROUTING_ID_MAX,
    types: ['REQ', 'REP', 'DEALER', 'ROUTER'],
  },
  connectRoutingId: {
    zmq: 'CONNECT_ROUTING_ID',
    value: null,
    isValid: value => value instanceof Uint8Array && value.length <= ROUTING_ID_MAX,
    access: 'write',
    types: [],
    isImmediate: true,
  },
  subscribe: {
    zmq: 'SUBSCRIBE',
    value: null,
    access: 'write',
    types: [],
    does: 'subscribe',
    isImmediate: true,
  },
  unsubscribe: {
    zmq: 'UNSUBSCRIBE',
    value: null,
    access: 'write',
    types: [],
    does: 'unsubscribe',
    isImmediate: true,
  },
  mandatory: {
    zmq: 'ROUTER_MANDATORY',
    value: false,
    access: 'write',
    types: ['ROUTER'],
    isImmediate: true,
  },
  handover: {
    zmq: 'ROUTER_HANDOVER',
    value: false,
    access: 'write',
    types: ['ROUTER'],
    isImmediate: true,
  },
  probeRouter: {
    zmq: 'PROBE_ROUTER',
    value: false,
    access: 'write',
    types: ['REQ', 'DEALER', 'ROUTER'],
    isImmediate: true,
  },
  correlate: {
    zmq: 'REQ_CORRELATE',
    value: false,
    access: 'write',
    types: ['REQ'],
    isImmediate: true,
  },
  relaxed: {
    zmq: 'REQ_RELAXED',
    value: false,
    access: 'write',
    types: ['REQ'],
    isImmediate: true,
  },
  invertMatching: { zmq: 'INVERT_MATCHING', value: false, types: ['PUB', 'XPUB', 'SUB'] },
  noDrop: { zmq: 'XPUB_NODROP', value: false, access: 'write', types: ['PUB', 'XPUB'] },
  manual: { zmq: 'XPUB_MANUAL', value: false, access: 'write', types: ['XPUB'] },
  // Each of the next two is also the other's: the last one set says what both are.
  tellsAllSubscribes: {
    zmq: 'XPUB_VERBOSE',
    value: false,
    access: 'write',
    types: [],
    isImmediate: true,
    implies: () => ({ tellsAllUnsubscribes: false }),
  },
  tellsAllUnsubscribes: {
    zmq: 'XPUB_VERBOSER',
    value: false,
    access: 'write',
    types: [],
    isImmediate: true,
    implies: value => ({ tellsAllSubscribes: value }),
  },
  welcomeMessage: { zmq: 'XPUB_WELCOME_MSG', value: null, access: 'write', types: ['XPUB'] },
  notify: { zmq: 'STREAM_NOTIFY', value: true, access: 'write', types: ['STREAM'] },
  rate: { zmq: 'RATE', value: 100, isValid: atLeast(1), isInert: true },
  recoveryInterval: { zmq: 'RECOVERY_IVL', value: 10000, isValid: atLeast(0), isInert: true },
  sendBufferSize: {
    zmq: 'SNDBUF',
    value: -1,
    isValid: atLeast(-1),
    types: SENDERS,
    isInert: true,
  },
  receiveBufferSize: {
    zmq: 'RCVBUF',
    value: -1,
    isValid: atLeast(-1),
    types: RECEIVERS,
    isInert: true,
  },
  linger: { zmq: 'LINGER', value: -1, isValid: atLeast(-1), isImmediate: true },
  reconnectInterval: { zmq: 'RECONNECT_IVL', value: 100, isValid: atLeast(-1) },
  backlog: { zmq: 'BACKLOG', value: 100, isValid: atLeast(0) },
  reconnectMaxInterval: { zmq: 'RECONNECT_IVL_MAX', value: 0, isValid: atLeast(0) },
  maxMessageSize: { zmq: 'MAXMSGSIZE', value: -1 },
  sendHighWaterMark: {
    zmq: 'SNDHWM',
    value: 1000,
    isValid: atLeast(0),
    types: SENDERS,
    mark: 'outbound',
    isImmediate: true,
  },
  receiveHighWaterMark: {
    zmq: 'RCVHWM',
    value: 1000,
    isValid: atLeast(0),
    types: RECEIVERS,
    mark: 'inbound',
    isImmediate: true,
  },
  multicastHops: {
    zmq: 'MULTICAST_HOPS',
    value: 1,
    isValid: atLeast(1),
    types: SENDERS,
  },
  receiveTimeout: {
    zmq: 'RCVTIMEO',
    value: -1,
    isValid: atLeast(-1),
    types: RECEIVERS,
    isImmediate: true,
  },
  sendTimeout: {
    zmq: 'SNDTIMEO',
    value: -1,
    isValid: atLeast(-1),
    types: SENDERS,
    isImmediate: true,
  },
  type: { zmq: 'TYPE', value: 0, access: 'read' },
  lastEndpoint: { zmq: 'LAST_ENDPOINT', value: null, access: 'read' },
  tcpKeepalive: { zmq: 'TCP_KEEPALIVE', value: -1, isValid: oneOf(-1, 0, 1) },
  tcpKeepaliveCount: {
    zmq: 'TCP_KEEPALIVE_CNT',
    value: -1,
    isValid: atLeast(-1),
    isInert: true,
  },
  tcpKeepaliveIdle: { zmq: 'TCP_KEEPALIVE_IDLE', value: -1, isValid: atLeast(-1) },
  tcpKeepaliveInterval: {
    zmq: 'TCP_KEEPALIVE_INTVL',
    value: -1,
    isValid: atLeast(-1),
    isInert: true,
  },
  tcpAcceptFilter: {
    zmq: 'TCP_ACCEPT_FILTER',
    value: null,
    isValid: value => value === null || parseAcceptFilter(String(value)) !== undefined,
    // Each filter is added to those before it; null takes them all away.
    derive: (value, before) => (value === null || before === null ? value : `${before},${value}`),
  },
  immediate: { zmq: 'IMMEDIATE', value: false },
  ipv6: { zmq: 'IPV6', value: false },
  conflate: {
    zmq: 'CONFLATE',
    value: false,
    access: 'write',
    types: ['PUSH', 'PULL', 'DEALER', 'PUB', 'SUB', 'SCATTER', 'GATHER'],
  },
  typeOfService: {
    zmq: 'TOS',
    kind: 'Uint32',
    value: 0,
    isValid: value => Number(value) < 2 ** 31,
    isInert: true,
  },
  handshakeInterval: { zmq: 'HANDSHAKE_IVL', value: 30000, isValid: atLeast(0) },
  socksProxy: { zmq: 'SOCKS_PROXY', value: null, isValid: value => value !== '' },
  socksUsername: { zmq: 'SOCKS_USERNAME', value: null, isValid: isShort, types: [] },
  socksPassword: {
    zmq: 'SOCKS_PASSWORD',
    value: null,
    isValid: isShort,
    isSecret: true,
    types: [],
  },
  heartbeatInterval: { zmq: 'HEARTBEAT_IVL', value: 0, isValid: atLeast(0) },
  heartbeatTimeToLive: {
    zmq: 'HEARTBEAT_TTL',
    value: 0,
    isValid: value => tenths(value) >= 0 && tenths(value) <= TTL_MAX,
    derive: value => tenths(value) * 100,
  },
  heartbeatTimeout: { zmq: 'HEARTBEAT_TIMEOUT', value: -1, isValid: atLeast(0) },
  connectTimeout: { zmq: 'CONNECT_TIMEOUT', value: 0, isValid: atLeast(0) },
  tcpMaxRetransmitTimeout: {
    zmq: 'TCP_MAXRT',
    value: 0,
    isValid: atLeast(0),
    isInert: true,
  },
  threadSafe: { zmq: 'THREAD_SAFE', value: false, access: 'read' },
  multicastMaxTransportDataUnit: {
    zmq: 'MULTICAST_MAXTPDU',
    value: 1500,
    isValid: atLeast(1),
    isInert: true,
  },
  vmciBufferSize: { zmq: 'VMCI_BUFFER_SIZE', value: 0, access: 'none' },
  vmciBufferMinSize: { zmq: 'VMCI_BUFFER_MIN_SIZE', value: 0, access: 'none' },
  vmciBufferMaxSize: { zmq: 'VMCI_BUFFER_MAX_SIZE', value: 0, access: 'none' },
  vmciConnectTimeout: { zmq: 'VMCI_CONNECT_TIMEOUT', value: -1, access: 'none' },
  interface: { zmq: 'BINDTODEVICE', value: null, isValid: oneOf(null) },
  minimumZmtp: { zmq: 'MINIMUM_ZMTP', value: 1, isValid: oneOf(1, 2, 3) },
  ...SECURITY_ROWS,
  wssKeyPem: { zmq: 'WSS_KEY_PEM', value: null, isSecret: true },
  wssCertPem: { zmq: 'WSS_CERT_PEM', value: null },
  wssTrustPem: { zmq: 'WSS_TRUST_PEM', value: null },
  wssTrustSystem: { zmq: 'WSS_TRUST_SYSTEM', value: false },
  wssHostname: { zmq: 'WSS_HOSTNAME', value: null },
  // What all parts of one message that comes in may be together. libzmq has no limit, and a message that
  // never ends takes its memory.
  maxParts: { zmq: 'MAX_PARTS', value: 65_536, isValid: atLeast(-1) },
  maxTotalSize: { zmq: 'MAX_TOTAL_SIZE', value: 2 ** 30, isValid: atLeast(-1) },
  loopbackFastPath: { zmq: 'LOOPBACK_FASTPATH', value: false, isInert: true },
  reconnectStop: { zmq: 'RECONNECT_STOP', value: 0, types: [] },
} as const satisfies Record<string, OptionRow>
