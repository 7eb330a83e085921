// What zeromq.js 5 has beside its Socket.
import { context } from '../context.js'
import { curveKeyPair } from '../security/curve-library.js'
import type { MessageLike } from '../message.js'
import { Socket } from './socket.js'
import type { SocketType } from './types.js'

/** Options of the context that all sockets share. It is not made, only asked. */
export class Context {
  static setMaxThreads(value: number): void {
    context.ioThreads = value
  }

  static getMaxThreads(): number {
    return context.ioThreads
  }

  static setMaxSockets(value: number): void {
    context.maxSockets = value
  }

  static getMaxSockets(): number {
    return context.maxSockets
  }

  constructor() {
    throw new Error('Context cannot be instantiated in compatibility mode')
  }
}

/** A new socket. @param options properties that it is given, such as `identity` or `linger` */
export function createSocket(
  type: SocketType,
  options: Readonly<Record<string, unknown>> = {},
): Socket {
  return Object.assign(new Socket(type), options)
}

/** A fresh key pair for CURVE, in Z85. */
export function curveKeypair(): { public: string; secret: string } {
  const { publicKey, secretKey } = curveKeyPair()
  return { public: publicKey, secret: secretKey }
}

/** Which types can be proxied, front before back, and how many parts of an answer are its envelope. */
const PROXIES: Readonly<Record<string, number>> = {
  'push/pull': 0,
  'pull/push': 0,
  'xpub/xsub': 0,
  'router/dealer': 2,
  'xrep/xreq': 2,
}

/**
 * Sends on what either socket receives to the other.
 *
 * @param capture is sent what comes from the back as well, without an envelope
 * @throws Error for other types, or another order
 */
export function proxy(frontend: Socket, backend: Socket, capture?: Socket): void {
  const envelope = PROXIES[`${frontend.type}/${backend.type}`]
  if (envelope === undefined) {
    throw new Error('This socket type order is not supported in compatibility mode')
  }
  frontend.on('message', (...parts: MessageLike[]) => backend.send(parts))
  backend.on('message', (...parts: MessageLike[]) => {
    frontend.send(parts)
    capture?.send(parts.slice(envelope))
  })
}
