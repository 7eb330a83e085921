// Types only: what zeromq.js's sockets that address their peers may be told at a connect. None is here yet;
// the names are for programs that import them.

/** Options of a connect, for sockets that address their peers. */
export interface RouterConnectOptions {
  /** The routing id the peer is to have here. */
  routingId?: string
}

/** Options of a connect, for sockets that address their peers. */
export interface StreamConnectOptions {
  /** The routing id the peer is to have here. */
  routingId?: string
}
