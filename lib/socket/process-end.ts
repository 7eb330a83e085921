// The end of the process, for all contexts that have sockets. Where the event loop has run empty it waits for
// messages whose linger asks for that; where somebody calls process.exit, what can be is written on the way out.
import { keepProcessAlive, systemClock } from '../clock.js'

/** How often unsent messages are looked at when the process would end. */
const POLL_MS = 10

/** After this long we say what the process waits for. */
const WARNING_MS = 500

/** What a context does then. */
export interface Ending {
  /** True while messages wait that keep the process from ending. */
  mustLinger(): boolean
  /** Hands to the system what it takes, without the event loop. */
  finishNow(): void
}

const endings = new Set<Ending>()

let isWatching = false

/** From now on this is asked before the process ends. */
export function holdProcessEnd(ending: Ending): void {
  endings.add(ending)
  if (isWatching) return
  isWatching = true
  process.on('beforeExit', lingerOn)
  process.on('exit', () => {
    for (const each of endings) each.finishNow()
  })
}

/** It has nothing left to end. */
export function letProcessEnd(ending: Ending): void {
  endings.delete(ending)
}

function mustLinger(): boolean {
  return [...endings].some(ending => ending.mustLinger())
}

/** Nothing of ours keeps the event loop running; this holds it when it would stop too early. */
function lingerOn(): void {
  if (!mustLinger()) return
  const release = keepProcessAlive()
  const started = systemClock.now()
  let isWarned = false
  const look = (): void => {
    if (!mustLinger()) {
      release()
      return
    }
    if (!isWarned && systemClock.now() - started >= WARNING_MS) {
      isWarned = true
      process.stderr.write(
        'rawzmq: waiting for queued messages to be sent (set linger or blocky to change this)\n',
      )
    }
    systemClock.after(POLL_MS, look)
  }
  look()
}
