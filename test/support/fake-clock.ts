// A clock that only the test moves. Timers fire in the order they are due, and of those due at once in
// the order they were set; a timer set by another fires in the same `advance` if it falls into it.
import type { Clock, Timer } from '../../lib/clock.js'

interface Alarm {
  readonly due: number
  readonly wake: () => void
}

/** Time that stands still until `advance`. */
export class FakeClock implements Clock {
  /** What lies in the kernel: called when an alarm is due, before it wakes, as the event loop polls. */
  poll: (() => void) | undefined
  readonly #alarms = new Set<Alarm>()
  #now: number

  /** @param startMs what `now` says at first */
  constructor(startMs = 0) {
    this.#now = startMs
  }

  now(): number {
    return this.#now
  }

  epochMs(): number {
    return this.#now
  }

  after(ms: number, wake: () => void): Timer {
    const alarm = { due: this.#now + Math.max(0, ms), wake }
    this.#alarms.add(alarm)
    return { cancel: () => void this.#alarms.delete(alarm) }
  }

  /** Timers that are set and have not fired. */
  get pending(): number {
    return this.#alarms.size
  }

  /** Moves time on by `ms`, firing what falls due, each at its own moment. */
  advance(ms: number): void {
    const end = this.#now + ms
    for (let alarm = this.#next(end); alarm !== undefined; alarm = this.#next(end)) {
      this.#now = alarm.due
      this.poll?.()
      // What was polled may have taken it back.
      if (this.#alarms.delete(alarm)) alarm.wake()
    }
    this.#now = end
  }

  /** The first alarm due by `end`. A Set keeps the order of setting, so the first of equals wins. */
  #next(end: number): Alarm | undefined {
    let first: Alarm | undefined
    for (const alarm of this.#alarms) {
      if (alarm.due <= end && (first === undefined || alarm.due < first.due)) first = alarm
    }
    return first
  }
}
