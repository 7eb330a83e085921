// The names of the package, in zeromq.js's shape. Re-exports only.
export type {
  AuthError,
  ErrnoError,
  Event,
  EventOfType,
  EventType,
  ProtoError,
} from './monitor/observer.js'
export type {
  RouterConnectOptions,
  StreamConnectOptions,
} from './socket/options/connect-options.js'
export type { AbortOptions } from './aborting.js'
export { Context, context } from './socket/context.js'
export { curveKeyPair } from './socket/security/curve-library.js'
export { Dealer } from './socket/types/dealer.js'
export { type EventSubscriber, Observer } from './socket/monitor/observer.js'
export type { MessageLike } from './socket/message.js'
export { Pair } from './socket/types/pair.js'
export { Proxy } from './socket/types/proxy.js'
export { Publisher } from './socket/types/publisher.js'
export { Pull } from './socket/types/pull.js'
export { Push } from './socket/types/push.js'
export { Reply } from './socket/types/reply.js'
export { Request } from './socket/types/request.js'
export { Router } from './socket/types/router.js'
export { Socket } from './socket/socket.js'
export { Stream } from './socket/types/stream.js'
export { Subscriber } from './socket/types/subscriber.js'
export { XPublisher } from './socket/types/xpublisher.js'
export { XSubscriber } from './socket/types/xsubscriber.js'
export type { Message, Readable } from './socket/types/readable.js'
export type { SocketOptions } from './socket/options/socket-properties.js'
export { CAPABILITY as capability, LIBZMQ_VERSION as version } from './socket/version.js'
export type { Writable } from './socket/types/writable.js'
