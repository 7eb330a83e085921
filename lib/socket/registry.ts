// From a public, sealed object to the core behind it. The cores are not on the objects: users of
// zeromq.js compare and print those.
import { systemError } from '../errors.js'
import type { ContextCore } from './context-core.js'
import type { SocketCore } from './core.js'

const contextCores = new WeakMap<object, ContextCore>()
const socketCores = new WeakMap<object, SocketCore>()

export function registerContext(context: object, core: ContextCore): void {
  contextCores.set(context, core)
}

export function registerSocket(socket: object, core: SocketCore): void {
  socketCores.set(socket, core)
}

/** @throws SystemError EINVAL if it is no Context */
export function contextCoreOf(context: unknown): ContextCore {
  const core = contextCores.get(context as object)
  if (core === undefined) throw systemError('EINVAL')
  return core
}

/** @throws TypeError if it is no Socket */
export function socketCoreOf(socket: unknown): SocketCore {
  const core = socketCores.get(socket as object)
  if (core === undefined) throw new TypeError('Socket must be a socket object')
  return core
}
