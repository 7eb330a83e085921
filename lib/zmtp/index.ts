// rawzmq/zmtp: the protocol without I/O. Re-exports only.
export * from './command.js'
export * from './connection.js'
export * from './connection-contract.js'
export { FrameDecoder } from './frame.js'
export { FLAG_COMMAND, FLAG_LONG, FLAG_MORE, SHORT_BODY_MAX } from './frame-header.js'
export { FrameEncoder } from './frame-encoder.js'
export * from './greeting.js'
export * from './greeting-exchange.js'
export * from './heartbeat.js'
export type * from './mechanism/mechanism.js'
export * from './mechanism/null.js'
export * from './metadata.js'
export type { ZapCredentials, ZapStatus, ZapVerdict } from './zap.js'
export {
  areCompatible,
  isSocketTypeName,
  SOCKET_TYPES,
  type SocketType,
  socketTypeName,
} from '../socket-types.js'
