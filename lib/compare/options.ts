// The numbers of the socket options that scenarios set (zmq_setsockopt(3), zmq.h).

/** libzmq's option numbers, by name without ZMQ_. */
export const OPTIONS = {
  LINGER: 17,
  RECONNECT_IVL: 18,
  BACKLOG: 19,
  RECONNECT_IVL_MAX: 21,
  MAXMSGSIZE: 22,
  SNDHWM: 23,
  RCVHWM: 24,
  TCP_ACCEPT_FILTER: 38,
  IMMEDIATE: 39,
  IPV6: 42,
  HANDSHAKE_IVL: 66,
  HEARTBEAT_IVL: 75,
  HEARTBEAT_TTL: 76,
  HEARTBEAT_TIMEOUT: 77,
  CONNECT_TIMEOUT: 79,
  RECONNECT_STOP: 109,
} as const
