// A bind or an unbind that is done in a later turn of the event loop.
import { abandon } from '../transport/open.js'
import type { Opened } from '../transport/transport.js'

/**
 * Does it soon.
 *
 * @param opening begins a bind where the runtime cannot do it at once (`openFor`)
 * @param operate must not throw
 * @returns gives it up
 */
export function soon(
  opening: (() => Promise<Opened> | undefined) | undefined,
  operate: (opened?: Opened) => void,
): () => void {
  let isGivenUp = false
  const turn = setImmediate(() => {
    const early = opening?.()
    if (early === undefined) operate()
    else void early.then(opened => (isGivenUp ? abandon(opened) : operate(opened)))
  })
  return () => {
    isGivenUp = true
    clearImmediate(turn)
  }
}
