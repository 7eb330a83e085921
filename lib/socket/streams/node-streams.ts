// A socket as a stream of node:stream, in object mode.
import { Readable, Writable } from 'node:stream'
import type { AbortOptions } from '../../aborting.js'
import { closeAndLinger } from '../habits.js'
import type { BatchWritable } from '../types/writable.js'
import {
  sendChunk,
  takesBatches,
  type ChunkOf,
  type Sink,
  type Source,
  type StreamOptions,
} from './ends.js'

/**
 * The messages of a socket as a stream, which ends when the socket is closed, and fails when a receive does. It takes a
 * message only for whom asks for one, so that what nobody reads stays with the socket and its mark. Destroying it gives
 * up the receive that waits.
 *
 * @param options `signal` destroys it
 */
export function toReadable<M>(
  socket: Source<M>,
  { highWaterMark = 0, autoClose = false, signal }: StreamOptions & AbortOptions = {},
): Readable {
  const stop = new AbortController()
  const messages = socket.iterate({ signal: stop.signal })
  return new Readable({
    objectMode: true,
    highWaterMark,
    ...(signal && { signal }),
    read() {
      messages.next().then(
        ({ value, done }) => this.push(done === true ? null : value),
        (error: Error) => this.destroy(error),
      )
    },
    destroy(error, destroyed) {
      stop.abort(error)
      if (autoClose) socket.close()
      destroyed(error)
    },
  })
}

/**
 * A stream whose chunks the socket sends. A chunk is written once the socket has queued it, so that the stream fills up,
 * and `write` says so, while the socket's mark is reached; what has piled up goes as a batch. It fails when a send does.
 * Destroying it gives up what has not been sent.
 *
 * @param options `signal` destroys it; `autoClose` closes the socket at the end, and `finish` comes when its messages have
 * lingered
 */
export function toWritable<S extends Sink>(
  socket: S,
  { highWaterMark = 16, autoClose = false, signal: given }: StreamOptions & AbortOptions = {},
): Writable {
  const stop = new AbortController()
  const { signal } = stop
  const batches = takesBatches(socket) ? (socket as unknown as BatchWritable) : undefined
  return new Writable({
    objectMode: true,
    highWaterMark,
    ...(given && { signal: given }),
    write(chunk: ChunkOf<S>, _encoding, written) {
      settle(() => sendChunk(socket, chunk, signal), written)
    },
    ...(batches && {
      writev(entries, written) {
        const messages = entries.map(({ chunk }) => chunk)
        settle(() => batches.sendBatch(messages, { signal }), written)
      },
    }),
    final(finished) {
      if (autoClose) settle(() => closeAndLinger(socket), finished)
      else finished()
    },
    destroy(error, destroyed) {
      stop.abort(error)
      if (autoClose) socket.close()
      destroyed(error)
    },
  })
}

/** Calls back with how an operation ends, which may throw at once as well. */
async function settle(
  operation: () => Promise<void>,
  settled: (error?: Error) => void,
): Promise<void> {
  let failure: Error | undefined
  try {
    await operation()
  } catch (error) {
    failure = error as Error
  }
  settled(failure)
}
