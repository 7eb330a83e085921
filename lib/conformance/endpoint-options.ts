// Types only: what the endpoint under test is set to be, and what it can.
import type { SocketTypeName } from '../engine.js'

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

/**
 * What an endpoint must be able to do for a case to make sense: `app` (a driver sees what is delivered and
 * sends), ZMTP versions, features, that one socket option can be set, or that it can be a socket of that type
 * (PUSH, PULL and PAIR need not be said).
 */
export type Capability =
  | 'app'
  | 'zmtp3'
  | /** Of ZMTP 3 it has 3.0 and no more. */ 'zmtp30'
  | /** Who has ZMTP 3 and does not say `zmtp30` has it. */ 'zmtp31'
  | 'zmtp2'
  | 'zmtp1'
  | 'heartbeat'
  | OptionName
  | SocketTypeName
