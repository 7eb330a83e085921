// Memory that several messages lie in, of which an application holds views. As Node does with its pool of
// small buffers, it is marked so that postMessage(message, [message.buffer]) copies it, or from version 21 on
// throws DataCloneError; it would otherwise empty the other messages in it.
import { markAsUntransferable } from 'node:worker_threads'

/** Memory of a number of bytes, not zeroed, that cannot be transferred to another thread. */
export function allocateShared(bytes: number): Buffer {
  const memory = Buffer.allocUnsafeSlow(bytes)
  markAsUntransferable(memory.buffer)
  return memory
}
