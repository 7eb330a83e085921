// Time as a value that is passed in. The machines in zmtp/ and gate/ never look at a clock; those
// who drive them hold a Clock, and tests bring one that they move by hand.
import { whenAborted } from './aborting.js'

/** A timer that has been set and can be taken back. */
export interface Timer {
  /** Takes the timer back; does nothing once it has fired. */
  cancel(): void
}

/** A source of time and of wake-ups. */
export interface Clock {
  /** Monotonic milliseconds since an arbitrary start. */
  now(): number
  /** Milliseconds since the Unix epoch, for lines that people read. */
  epochMs(): number
  /**
   * Calls `wake` once, `ms` milliseconds from now, and not before the event loop has polled: what the
   * system had for this thread when the time was over has been read, so a peer is judged by all it has
   * said. (Node runs timers before it polls. A thread that was busy would find its peers silent whose
   * bytes lie in the kernel; libzmq's own thread never is.) One poll is enough: it reads from each stream
   * that has something, and one byte is a sign of life.
   *
   * A timer never keeps the process alive by itself (libzmq's own timers live in a thread that does not
   * either); see `keepProcessAlive`.
   */
  after(ms: number, wake: () => void): Timer
}

/** setTimeout's own upper limit; a longer wait is cut to it. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  epochMs: () => performance.timeOrigin + performance.now(),
  after(ms, wake) {
    let polling: NodeJS.Immediate | undefined
    const timeout = setTimeout(
      () => (polling = setImmediate(wake)),
      Math.min(ms, LONGEST_TIMEOUT_MS),
    )
    // In a browser a timer is a number, and holds nothing.
    timeout.unref?.()
    return {
      cancel() {
        clearTimeout(timeout)
        clearImmediate(polling)
      },
    }
  },
}

let holders = 0
let holding: NodeJS.Timeout | undefined

/**
 * Keeps the process from ending until `letProcessGo` is called as often. All our sockets, servers and timers are
 * unreferenced; only a pending receive or send, or messages that still linger, hold the process, as in zeromq.js.
 *
 * One timer for all, held and let go: a new one for each pending receive would cost it a microsecond.
 */
export function holdProcess(): void {
  holding ??= setInterval(() => {}, LONGEST_TIMEOUT_MS)
  if (holders++ === 0) holding.ref?.()
}

/** Ends one `holdProcess`. */
export function letProcessGo(): void {
  if (--holders === 0) holding?.unref?.()
}

/** As `holdProcess`, until the function it returns is called; to call that twice is harmless. */
export function keepProcessAlive(): () => void {
  holdProcess()
  let isHeld = true
  return () => {
    if (isHeld) letProcessGo()
    isHeld = false
  }
}

/** Resolves after `ms` milliseconds of `clock`, or rejects with the signal's reason if that comes first. */
export function delay(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const release = keepProcessAlive()
    const timer = clock.after(ms, () => {
      forget()
      release()
      resolve()
    })
    const forget = whenAborted(signal, () => {
      timer.cancel()
      release()
      reject(signal?.reason)
    })
  })
}
