// The names of zeromq.js 5, as zeromq/v5-compat has them. Re-exports only.
export * from '../socket/v5/constants.js'
export {
  Context,
  createSocket,
  createSocket as socket,
  curveKeypair,
  proxy,
} from '../socket/v5/functions.js'
export { SHORT_OPTIONS as options, type OptionValue5 } from '../socket/v5/options.js'
export { Socket, type Callback, type ShortOptions } from '../socket/v5/socket.js'
export type { SocketType } from '../socket/v5/types.js'
export { LIBZMQ_VERSION as version } from '../socket/version.js'
