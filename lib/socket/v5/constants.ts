// The numbers that zeromq.js 5 exports by name, as libzmq has them (zmq.h).
/** Sockets can be monitored. */
export const ZMQ_CAN_MONITOR = 1
/** Sockets can disconnect. */
export const ZMQ_CAN_DISCONNECT = 1
/** Sockets can unbind. */
export const ZMQ_CAN_UNBIND = 1
/** The context has options. */
export const ZMQ_CAN_SET_CTX = 1
/** The number of the context option `ioThreads`. */
export const ZMQ_IO_THREADS = 1
/** The number of the context option `maxSockets`. */
export const ZMQ_MAX_SOCKETS = 2
/** The number of the option ZMQ_AFFINITY. */
export const ZMQ_AFFINITY = 4
/** The number of the option ZMQ_IDENTITY. */
export const ZMQ_IDENTITY = 5
/** The number of the option ZMQ_SUBSCRIBE. */
export const ZMQ_SUBSCRIBE = 6
/** The number of the option ZMQ_UNSUBSCRIBE. */
export const ZMQ_UNSUBSCRIBE = 7
/** The number of the option ZMQ_RATE. */
export const ZMQ_RATE = 8
/** The number of the option ZMQ_RECOVERY_IVL. */
export const ZMQ_RECOVERY_IVL = 9
/** The number of the option ZMQ_RECOVERY_IVL_MSEC. */
export const ZMQ_RECOVERY_IVL_MSEC = 9
/** The number of the option ZMQ_SNDBUF. */
export const ZMQ_SNDBUF = 11
/** The number of the option ZMQ_RCVBUF. */
export const ZMQ_RCVBUF = 12
/** The number of the option ZMQ_RCVMORE. */
export const ZMQ_RCVMORE = 13
/** The number of the option ZMQ_FD. */
export const ZMQ_FD = 14
/** The number of the option ZMQ_EVENTS. */
export const ZMQ_EVENTS = 15
/** The number of the option ZMQ_TYPE. */
export const ZMQ_TYPE = 16
/** The number of the option ZMQ_LINGER. */
export const ZMQ_LINGER = 17
/** The number of the option ZMQ_RECONNECT_IVL. */
export const ZMQ_RECONNECT_IVL = 18
/** The number of the option ZMQ_BACKLOG. */
export const ZMQ_BACKLOG = 19
/** The number of the option ZMQ_RECONNECT_IVL_MAX. */
export const ZMQ_RECONNECT_IVL_MAX = 21
/** The number of the option ZMQ_MAXMSGSIZE. */
export const ZMQ_MAXMSGSIZE = 22
/** The number of the option ZMQ_SNDHWM. */
export const ZMQ_SNDHWM = 23
/** The number of the option ZMQ_RCVHWM. */
export const ZMQ_RCVHWM = 24
/** The number of the option ZMQ_MULTICAST_HOPS. */
export const ZMQ_MULTICAST_HOPS = 25
/** The number of the option ZMQ_RCVTIMEO. */
export const ZMQ_RCVTIMEO = 27
/** The number of the option ZMQ_SNDTIMEO. */
export const ZMQ_SNDTIMEO = 28
/** The number of the option ZMQ_IPV4ONLY. */
export const ZMQ_IPV4ONLY = 31
/** The number of the option ZMQ_LAST_ENDPOINT. */
export const ZMQ_LAST_ENDPOINT = 32
/** The number of the option ZMQ_ROUTER_MANDATORY. */
export const ZMQ_ROUTER_MANDATORY = 33
/** The number of the option ZMQ_TCP_KEEPALIVE. */
export const ZMQ_TCP_KEEPALIVE = 34
/** The number of the option ZMQ_TCP_KEEPALIVE_CNT. */
export const ZMQ_TCP_KEEPALIVE_CNT = 35
/** The number of the option ZMQ_TCP_KEEPALIVE_IDLE. */
export const ZMQ_TCP_KEEPALIVE_IDLE = 36
/** The number of the option ZMQ_TCP_KEEPALIVE_INTVL. */
export const ZMQ_TCP_KEEPALIVE_INTVL = 37
/** The number of the option ZMQ_TCP_ACCEPT_FILTER. */
export const ZMQ_TCP_ACCEPT_FILTER = 38
/** The number of the option ZMQ_DELAY_ATTACH_ON_CONNECT. */
export const ZMQ_DELAY_ATTACH_ON_CONNECT = 39
/** The number of the option ZMQ_XPUB_VERBOSE. */
export const ZMQ_XPUB_VERBOSE = 40
/** The number of the option ZMQ_ROUTER_RAW. */
export const ZMQ_ROUTER_RAW = 41
/** The number of the option ZMQ_IPV6. */
export const ZMQ_IPV6 = 42
/** The number of the option ZMQ_MECHANISM. */
export const ZMQ_MECHANISM = 43
/** The number of the option ZMQ_PLAIN_SERVER. */
export const ZMQ_PLAIN_SERVER = 44
/** The number of the option ZMQ_PLAIN_USERNAME. */
export const ZMQ_PLAIN_USERNAME = 45
/** The number of the option ZMQ_PLAIN_PASSWORD. */
export const ZMQ_PLAIN_PASSWORD = 46
/** The number of the option ZMQ_CURVE_SERVER. */
export const ZMQ_CURVE_SERVER = 47
/** The number of the option ZMQ_CURVE_PUBLICKEY. */
export const ZMQ_CURVE_PUBLICKEY = 48
/** The number of the option ZMQ_CURVE_SECRETKEY. */
export const ZMQ_CURVE_SECRETKEY = 49
/** The number of the option ZMQ_CURVE_SERVERKEY. */
export const ZMQ_CURVE_SERVERKEY = 50
/** The number of the option ZMQ_ZAP_DOMAIN. */
export const ZMQ_ZAP_DOMAIN = 55
/** The number of the option ZMQ_ROUTER_HANDOVER. */
export const ZMQ_ROUTER_HANDOVER = 56
/** The number of the option ZMQ_HEARTBEAT_IVL. */
export const ZMQ_HEARTBEAT_IVL = 75
/** The number of the option ZMQ_HEARTBEAT_TTL. */
export const ZMQ_HEARTBEAT_TTL = 76
/** The number of the option ZMQ_HEARTBEAT_TIMEOUT. */
export const ZMQ_HEARTBEAT_TIMEOUT = 77
/** The number of the option ZMQ_CONNECT_TIMEOUT. */
export const ZMQ_CONNECT_TIMEOUT = 79
/** The bit of ZMQ_EVENTS that says that a message can be received. */
export const ZMQ_POLLIN = 1
/** The bit of ZMQ_EVENTS that says that a message can be sent. */
export const ZMQ_POLLOUT = 2
/** The bit of zmq_poll(3) that says that there is an error; ZMQ_EVENTS never has it. */
export const ZMQ_POLLERR = 4
/** The flag of `send` for parts of a message of which more are to come. */
export const ZMQ_SNDMORE = 2
/** A socket that can be used. */
export const STATE_READY = 0
/** A socket that is being bound. */
export const STATE_BUSY = 1
/** A socket that is closed. */
export const STATE_CLOSED = 2
/** The number of PAIR sockets. */
export const ZMQ_PAIR = 0
/** The number of PUB sockets. */
export const ZMQ_PUB = 1
/** The number of SUB sockets. */
export const ZMQ_SUB = 2
/** The number of REQ sockets. */
export const ZMQ_REQ = 3
/** The number of REP sockets. */
export const ZMQ_REP = 4
/** The number of DEALER sockets. */
export const ZMQ_DEALER = 5
/** The number of XREQ sockets. */
export const ZMQ_XREQ = 5
/** The number of ROUTER sockets. */
export const ZMQ_ROUTER = 6
/** The number of XREP sockets. */
export const ZMQ_XREP = 6
/** The number of PULL sockets. */
export const ZMQ_PULL = 7
/** The number of PUSH sockets. */
export const ZMQ_PUSH = 8
/** The number of XPUB sockets. */
export const ZMQ_XPUB = 9
/** The number of XSUB sockets. */
export const ZMQ_XSUB = 10
/** The number of STREAM sockets. */
export const ZMQ_STREAM = 11
