// for await over messages. The iterator is written by hand: an async generator costs three promises a
// message, this costs one, and only the object that the language wants.
import type { Incoming } from './incoming.js'

const FINISHED: Promise<IteratorResult<Buffer[], undefined>> = Promise.resolve({
  value: undefined,
  done: true,
})

/** Messages until the socket is closed; that ends the loop quietly. */
export function iterateMessages(
  incoming: Incoming | undefined,
  socket: { readonly closed: boolean; receive(): Promise<Buffer[]> },
): AsyncIterator<Buffer[], undefined> {
  const wait = async (): Promise<IteratorResult<Buffer[], undefined>> => {
    try {
      return { value: await socket.receive(), done: false }
    } catch (error) {
      if (socket.closed && (error as NodeJS.ErrnoException).code === 'EAGAIN') return FINISHED
      throw error
    }
  }
  return {
    next() {
      if (socket.closed) return FINISHED
      const value = incoming?.takeNow()
      return value === undefined ? wait() : Promise.resolve({ value, done: false })
    },
  }
}
