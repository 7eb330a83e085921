// for await over messages. The iterator is written by hand: an async generator costs three promises a
// message, this costs one, and only the object that the language wants.
import type { AbortOptions } from '../aborting.js'
import type { Incoming } from './incoming.js'

const FINISHED: Promise<IteratorReturnResult<undefined>> = Promise.resolve({
  value: undefined,
  done: true,
})

/** Messages until the socket is closed, which ends the loop quietly, or the signal is aborted, which throws its reason. */
export function iterateMessages<M extends object[]>(
  incoming: Incoming | undefined,
  socket: { readonly closed: boolean; receive(options?: AbortOptions): Promise<M> },
  signal?: AbortSignal,
): AsyncIterableIterator<M> {
  const options = signal && { signal }
  const wait = async (): Promise<IteratorResult<M, undefined>> => {
    try {
      return { value: await socket.receive(options), done: false }
    } catch (error) {
      if (socket.closed && (error as NodeJS.ErrnoException).code === 'EAGAIN') return FINISHED
      throw error
    }
  }
  return {
    next() {
      if (socket.closed) return FINISHED
      const value = signal?.aborted ? undefined : incoming?.takeNow()
      return value === undefined ? wait() : Promise.resolve({ value: value as M, done: false })
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
