// From a public, sealed object to the core behind it. The cores are not on the objects: users of
// zeromq.js compare and print those.
import { systemError } from '../errors.js'
import type { ContextCore } from './context-core.js'
import type { SocketCore } from './core.js'
import { nameSubject } from './diagnostics.js'

/** A socket that its program cannot use for now. */
export interface Loan {
  /** The program has it again. */
  giveBack(): void
  /** It is closed. */
  close(): void
}

const contextCores = new WeakMap<object, ContextCore>()
const socketCores = new WeakMap<object, SocketCore>()
const lenders = new WeakMap<object, () => Loan>()

export function registerContext(context: object, core: ContextCore): void {
  contextCores.set(context, core)
}

export function registerSocket(socket: object, core: SocketCore, lend: () => Loan): void {
  socketCores.set(socket, core)
  nameSubject(core, socket)
  lenders.set(socket, lend)
}

/**
 * Takes a socket away from its program, for which it is blocked.
 *
 * @throws SystemError EBUSY or EBADF unless operations are possible now
 */
export function lendSocket(socket: object): Loan {
  const lend = lenders.get(socket) as () => Loan
  return lend()
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
