// Types only: what the endpoint under test is set to be.

/** A security mechanism by its name in the greeting. */
export type Mechanism = 'NULL' | 'PLAIN' | 'CURVE'

/** What the endpoint is in a security mechanism other than NULL. */
export type Security = 'PLAIN server' | 'PLAIN client' | 'CURVE server' | 'CURVE client'

/** The socket options a case may set on the endpoint, by zeromq.js's names; milliseconds, octets, messages. */
export type OptionName =
  | 'maxMessageSize'
  | 'handshakeInterval'
  | 'heartbeatInterval'
  | 'heartbeatTimeout'
  | 'heartbeatTimeToLive'
  | 'sendHighWaterMark'
  | 'receiveHighWaterMark'
  | 'reconnectInterval'
  | /** Given to an endpoint that closes, for what it has queued. */ 'linger'
  | /**
     * RFC 27; the endpoint's handler answers with the status that the domain names, or lets in only the user and
     * the password that it names as `user:password`. Empty: it is not set,
     * and there is no handler.
     */ 'zapDomain'
  | 'plainServer'
  | 'plainUsername'
  | 'plainPassword'
  | 'curveServer'
  | /** Keys in Z85. */ 'curvePublicKey'
  | 'curveSecretKey'
  | 'curveServerKey'
  | 'routingId'
  | /** Ours: the oldest major version a peer may speak. */ 'minimumZmtp'

/** Options of the endpoint's socket by name. */
export type SocketOptions = Readonly<Partial<Record<OptionName, number | string | boolean>>>
