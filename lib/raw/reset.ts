// Ends a TCP connection with a reset, where Node can.
import type { Socket } from 'node:net'

/**
 * Resets a connection, and closes it. One whose own end is still on its way is only closed: libuv refuses to
 * reset it, and Node would then never tell of its end. A Unix socket knows no reset either.
 */
export function resetOrDestroy(socket: Socket): void {
  const isEnding = socket.writableEnded && !socket.writableFinished
  if (isEnding || socket.remotePort === undefined) socket.destroy()
  else socket.resetAndDestroy()
}
