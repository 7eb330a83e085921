// The one place that looks into Node's handles, which it hides. On POSIX a stream's own handle has `fd`:
// monitor events carry it as libzmq's do; −1 where the platform shows none.
import type { Socket } from 'node:net'

/** What holds a handle: a net.Socket, a net.Server, or the handle itself. */
interface HandleOwner {
  readonly _handle?: { readonly fd?: unknown } | null
  readonly fd?: unknown
}

/** The file descriptor of a socket, server or handle; −1 if it has none or shows none. */
export function descriptorOf(owner: object): number {
  const { _handle: handle, fd } = owner as HandleOwner
  const descriptor = handle?.fd ?? fd
  return typeof descriptor === 'number' ? descriptor : -1
}

/** What a socket's handle tells of its writes. */
interface WritingHandle {
  /** Bytes that were given to it. */
  readonly bytesWritten?: number
  /** Bytes of them that the system has not taken. */
  readonly writeQueueSize?: number
}

/** Of all bytes written to a socket, those that the system does not have; 0 where that is not shown. */
export function queuedBytesOf(socket: Socket): number {
  const handle = (socket as unknown as { readonly _handle?: WritingHandle | null })._handle
  const { bytesWritten, writeQueueSize } = handle ?? {}
  if (bytesWritten === undefined || writeQueueSize === undefined) return 0
  return socket.bytesWritten - bytesWritten + writeQueueSize
}
