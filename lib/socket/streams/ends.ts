// What streams of either kind are to a socket: a chunk is a message, whole.
import type { AbortOptions } from '../../aborting.js'
import { SOCKET_TYPES } from '../../socket-types.js'
import { socketCoreOf } from '../registry.js'

/** How a stream of a socket is to be. */
export interface StreamOptions {
  /**
   * Messages that the stream itself holds, beside the socket, whose own marks are what pushes back. Default: none when it is
   * read; when it is written 16, or 1 for a WritableStream.
   */
  readonly highWaterMark?: number
  /** True: the end of the stream closes the socket (default false). */
  readonly autoClose?: boolean
}

/** A socket that is read. */
export interface Source<M> {
  iterate(options?: AbortOptions): AsyncIterableIterator<M>
  close(): void
}

/** A socket that is written to. */
export interface Sink {
  // What it takes is its own; a chunk is checked by ChunkOf.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  send(message: any, options?: any): Promise<void>
  close(): void
}

/** What is written to a stream of a socket: a message; of a draft whose `send` needs options, both in an array. */
export type ChunkOf<S extends Sink> =
  Parameters<S['send']> extends [infer M, infer O extends object]
    ? [M, O]
    : Parameters<S['send']>[0]

/** Sends a chunk; gives it up with the signal. */
export function sendChunk<S extends Sink>(
  socket: S,
  chunk: ChunkOf<S>,
  signal: AbortSignal,
): Promise<void> {
  if (!hasCompanion(socket)) return socket.send(chunk, { signal })
  const [message, options] = chunk as [unknown, object]
  return socket.send(message, { ...options, signal })
}

/** True if `send` of the socket's type needs options. */
function hasCompanion(socket: object): boolean {
  return SOCKET_TYPES[socketCoreOf(socket).type].companion !== undefined
}

/** True if its messages can be sent as a batch. */
export function takesBatches(socket: object): boolean {
  return !SOCKET_TYPES[socketCoreOf(socket).type].isDraft
}
