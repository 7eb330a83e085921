// A number that somebody outside wants to know of: counted again once whatever changes it is done, and told only
// if it is another. And the number of subscribers as a gate watches it.
import type { WatchSubscribers } from '../../engine-access.js'
import type { Pattern } from './pattern.js'

/** How a socket's subscribers are watched, until it closes; undefined for a type that has none. */
export function subscriberWatch(
  pattern: Pattern,
  onClosing: (() => void)[],
): WatchSubscribers | undefined {
  const watch = pattern.watchSubscribers?.bind(pattern)
  if (watch === undefined) return undefined
  return (topic, told, closed) => {
    const stop = watch(topic, told)
    // Not in the middle of the close.
    const tell = (): void => queueMicrotask(closed)
    onClosing.push(tell)
    return () => {
      stop()
      const place = onClosing.indexOf(tell)
      if (place >= 0) onClosing.splice(place, 1)
    }
  }
}

/** Watches one number. */
export class CountWatch {
  readonly #count: () => number
  readonly #told: (count: number) => void
  #last: number | undefined
  #isDue = false
  #isStopped = false

  constructor(count: () => number, told: (count: number) => void) {
    this.#count = count
    this.#told = told
    this.changed()
  }

  /** It may be another now. */
  changed(): void {
    if (this.#isDue) return
    this.#isDue = true
    // Not in the middle of a change: what is told may act on the socket at once.
    queueMicrotask(() => {
      this.#isDue = false
      if (this.#isStopped) return
      const count = this.#count()
      if (count === this.#last) return
      this.#last = count
      this.#told(count)
    })
  }

  /** Nothing more is told. */
  stop(): void {
    this.#isStopped = true
  }
}
