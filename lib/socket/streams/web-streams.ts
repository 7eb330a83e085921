// A socket as a stream of the web (WHATWG Streams).
import { ReadableStream, WritableStream } from 'node:stream/web'
import { closeAndLinger } from '../habits.js'
import { sendChunk, type ChunkOf, type Sink, type Source, type StreamOptions } from './ends.js'

/**
 * The messages of a socket as a stream, which is closed when the socket is, and fails when a receive does. It takes a
 * message only for whom asks for one. Cancelling it gives up the receive that waits.
 */
export function toReadableStream<M>(
  socket: Source<M>,
  { highWaterMark = 0, autoClose = false }: StreamOptions = {},
): ReadableStream<M> {
  const stop = new AbortController()
  const messages = socket.iterate({ signal: stop.signal })
  return new ReadableStream<M>(
    {
      async pull(controller) {
        const { value, done } = await messages.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      cancel(reason) {
        stop.abort(reason)
        if (autoClose) socket.close()
      },
    },
    { highWaterMark },
  )
}

/**
 * A stream whose chunks the socket sends; it is ready for the next while the socket has room. It fails when a send does.
 * Aborting it gives up the send that waits.
 *
 * @param options `autoClose` closes the socket at the end, and `close` is done when its messages have lingered
 */
export function toWritableStream<S extends Sink>(
  socket: S,
  { highWaterMark = 1, autoClose = false }: StreamOptions = {},
): WritableStream<ChunkOf<S>> {
  return new WritableStream<ChunkOf<S>>(
    {
      async write(chunk, controller) {
        // The types of Node 20 have no signal, which it has.
        const { signal } = controller as typeof controller & { readonly signal: AbortSignal }
        try {
          await sendChunk(socket, chunk, signal)
        } catch (error) {
          if (autoClose) socket.close()
          throw error
        }
      },
      async close() {
        if (autoClose) await closeAndLinger(socket)
      },
      abort() {
        if (autoClose) socket.close()
      },
    },
    { highWaterMark },
  )
}
