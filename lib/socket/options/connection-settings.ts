// A socket's options as a new connection has to know them.
import type { AnyTypeName } from '../../engine.js'
import { SOCKET_TYPES, type ZmtpTypeName } from '../../socket-types.js'
import type { ConnectionSettings } from '../../zmtp/connection-contract.js'
import type { ZmtpMajor } from '../../zmtp/greeting-exchange.js'
import { encodeMetadata } from '../../zmtp/metadata.js'
import type { OptionValues } from './options.js'
import type { Security } from '../security/security.js'

/** The oldest ZMTP that has a handshake. */
const HANDSHAKE_ZMTP = 3

/** The settings of a connection that begins now. */
export function connectionSettings(
  type: AnyTypeName,
  options: OptionValues,
  security: Security,
): ConnectionSettings {
  const routingId = Buffer.from(options.routingId ?? [])
  return {
    socketType: type as ZmtpTypeName,
    mechanism: security.mechanism(metadata(type, routingId)),
    routingId,
    minimumZmtp: (security.needsHandshake ? HANDSHAKE_ZMTP : options.minimumZmtp) as ZmtpMajor,
    maxMessageSize: limitOf(options.maxMessageSize),
    maxParts: limitOf(options.maxParts),
    maxTotalSize: limitOf(options.maxTotalSize),
    handshakeIntervalMs: options.handshakeInterval,
    heartbeat: {
      intervalMs: options.heartbeatInterval,
      timeoutMs: options.heartbeatTimeout,
      timeToLiveMs: options.heartbeatTimeToLive,
    },
  }
}

function metadata(type: AnyTypeName, routingId: Buffer): Buffer {
  const properties: [string, string | Buffer][] = [['Socket-Type', type]]
  if (SOCKET_TYPES[type].sendsIdentity) properties.push(['Identity', routingId])
  return encodeMetadata(properties)
}

/** A limit as options say it: −1 is none. */
function limitOf(value: number): number {
  return value < 0 ? Infinity : value
}
