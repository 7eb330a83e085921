// The public names, in zeromq.js's shape. Re-exports only.
export { Context, context } from './socket/context.js'
export { Observer } from './socket/observer.js'
export { Pair } from './socket/pair.js'
export { Pull } from './socket/pull.js'
export { Push } from './socket/push.js'
export { Socket } from './socket/socket.js'
