// A socket's options as they were when an endpoint was bound or connected: for all its connections, also those that
// come later (zmq_setsockopt(3)). What is set afterwards is for the next endpoint, and must not open this one.
import type { AnyTypeName } from '../../engine.js'
import { SOCKET_TYPES, type ZmtpTypeName } from '../../socket-types.js'
import type { Stream, TlsSettings } from '../../transport/transport.js'
import type { ConnectionSettings } from '../../zmtp/connection-contract.js'
import type { ZmtpMajor } from '../../zmtp/greeting-exchange.js'
import type { HeartbeatSettings } from '../../zmtp/heartbeat.js'
import { encodeMetadata } from '../../zmtp/metadata.js'
import type { EndpointHost } from '../host.js'
import { Backoff } from '../links/backoff.js'
import type { Security } from '../security/security.js'
import type { OptionValues } from './options.js'

/** The oldest ZMTP that has a handshake. */
const HANDSHAKE_ZMTP = 3

/** What one endpoint goes by. */
export class EndpointSettings implements EndpointHost {
  readonly options: Readonly<OptionValues>
  readonly security: Security
  readonly #type: AnyTypeName
  readonly #random: () => number
  /** What each connection is given, made once: a stranger's shall hold no octets of its own. */
  #shared: Shared | undefined

  /**
   * @param options a copy of the socket's, which nobody else changes
   * @param security made of the same copy
   * @param random from 0 to below 1
   */
  constructor(
    type: AnyTypeName,
    options: Readonly<OptionValues>,
    security: Security,
    random: () => number,
  ) {
    this.#type = type
    this.options = options
    this.security = security
    this.#random = random
  }

  newBackoff(): Backoff {
    const { reconnectInterval, reconnectMaxInterval } = this.options
    return new Backoff(reconnectInterval, reconnectMaxInterval, this.#random)
  }

  connectionSettings(): ConnectionSettings {
    this.#shared ??= sharedBy(this.#type, this.options)
    return connectionSettings(this.#type, this.options, this.security, this.#shared)
  }

  applyStreamOptions(stream: Stream): void {
    const { tcpKeepalive, tcpKeepaliveIdle } = this.options
    if (tcpKeepalive !== -1) {
      stream.setKeepAlive(tcpKeepalive === 1, Math.max(0, tcpKeepaliveIdle) * 1000)
    }
  }
}

interface Shared {
  readonly routingId: Buffer
  readonly metadata: Buffer
  readonly heartbeat: HeartbeatSettings
}

function sharedBy(type: AnyTypeName, options: Readonly<OptionValues>): Shared {
  const routingId = Buffer.from(options.routingId ?? [])
  return {
    routingId,
    metadata: encodedMetadata(type, routingId),
    heartbeat: {
      intervalMs: options.heartbeatInterval,
      timeoutMs: options.heartbeatTimeout,
      timeToLiveMs: options.heartbeatTimeToLive,
    },
  }
}

/** The settings of a connection that begins now. Written out: a spread gives each object a shape of its own. */
function connectionSettings(
  type: AnyTypeName,
  options: OptionValues,
  security: Security,
  { routingId, metadata, heartbeat }: Shared,
): ConnectionSettings {
  return {
    socketType: type as ZmtpTypeName,
    mechanism: security.mechanism(metadata),
    routingId,
    minimumZmtp: (security.needsHandshake ? HANDSHAKE_ZMTP : options.minimumZmtp) as ZmtpMajor,
    maxMessageSize: limitOf(options.maxMessageSize),
    maxParts: limitOf(options.maxParts),
    maxTotalSize: limitOf(options.maxTotalSize),
    handshakeIntervalMs: options.handshakeInterval,
    heartbeat,
  }
}

function encodedMetadata(type: AnyTypeName, routingId: Buffer): Buffer {
  const properties: [string, string | Buffer][] = [['Socket-Type', type]]
  if (SOCKET_TYPES[type].sendsIdentity) properties.push(['Identity', routingId])
  return encodeMetadata(properties)
}

/** A limit as options say it: −1 is none. */
function limitOf(value: number): number {
  return value < 0 ? Infinity : value
}

/** What a transport with TLS is told. */
export function tlsSettings(options: Readonly<OptionValues>): TlsSettings {
  return {
    key: options.wssKeyPem,
    certificate: options.wssCertPem,
    trusted: options.wssTrustPem,
    trustsSystem: options.wssTrustSystem,
    hostname: options.wssHostname,
  }
}
