// The public names, in zeromq.js's shape. Re-exports only.
export type {
  AuthError,
  ErrnoError,
  Event,
  EventOfType,
  EventType,
  ProtoError,
} from './monitor/observer.js'
export type { RouterConnectOptions, StreamConnectOptions } from './socket/connect-options.js'
export { Context, context } from './socket/context.js'
export { curveKeyPair } from './socket/curve-library.js'
export { Dealer } from './socket/dealer.js'
export { type EventSubscriber, Observer } from './socket/observer.js'
export type { MessageLike } from './socket/message.js'
export { Pair } from './socket/pair.js'
export { Proxy } from './socket/proxy.js'
export { Publisher } from './socket/publisher.js'
export { Pull } from './socket/pull.js'
export { Push } from './socket/push.js'
export { Reply } from './socket/reply.js'
export { Request } from './socket/request.js'
export { Router } from './socket/router.js'
export { Socket } from './socket/socket.js'
export { Stream } from './socket/stream.js'
export { Subscriber } from './socket/subscriber.js'
export { XPublisher } from './socket/xpublisher.js'
export { XSubscriber } from './socket/xsubscriber.js'
export type { Message, Readable } from './socket/readable.js'
export type { SocketOptions } from './socket/socket-properties.js'
export { CAPABILITY as capability, LIBZMQ_VERSION as version } from './socket/version.js'
export type { Writable } from './socket/writable.js'
