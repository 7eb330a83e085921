// The end of the process, for all contexts that have sockets. Where the event loop has run empty it waits for
// messages whose linger asks for that; where somebody calls process.exit, what can be is written on the way out;
// and where nothing holds the process but a connect or a write of ours, which cannot be unreferenced, that is
// given up, for an open socket holds no process.
import { keepProcessAlive, systemClock } from '../clock.js'
import { openChannels } from './threads/channel.js'

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
  /** How many operations of the system's are under way: connects and writes. */
  readonly pending: number
  /** Gives them up, as if they had failed. */
  abandon(): void
}

/** How often we look whether only operations of ours hold the process; twice in a row is believed. */
const HELD_POLL_MS = 250

/** The names Node gives to operations of the kinds that are ours, in process.getActiveResourcesInfo(). */
const OPERATIONS = /Connect|Write|Shutdown|GetAddrInfo/

/** The handles that standard output may have: listed there, though they hold nothing. */
const OUTPUTS = /^(?:TTY|Pipe|TCPSocket)Wrap$/

const endings = new Set<Ending>()

let isWatching = false

/** From now on this is asked before the process ends. */
export function holdProcessEnd(ending: Ending): void {
  endings.add(ending)
  if (isWatching) return
  isWatching = true
  process.on('beforeExit', lingerOn)
  watchWhatHolds()
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
        'rawzmq: waiting for queued messages to be sent (set linger to change this)\n',
      )
    }
    systemClock.after(POLL_MS, look)
  }
  look()
}

/** Ends operations of ours that hold the process alone. */
function watchWhatHolds(): void {
  let wasHeld = false
  const look = (): void => {
    const isHeld = isHeldByUsOnly() && !mustLinger()
    if (isHeld && wasHeld) for (const ending of endings) ending.abandon()
    wasHeld = isHeld
    systemClock.after(HELD_POLL_MS, look)
  }
  systemClock.after(HELD_POLL_MS, look)
}

/** Work of Node's thread pool is not seen here, so what is given up must be what can be tried again. */
function isHeldByUsOnly(): boolean {
  let ours = 0
  for (const ending of endings) ours += ending.pending
  if (ours === 0) return false
  let outputs = [process.stdout, process.stderr].filter(hasHandle).length
  let channels = openChannels()
  for (const resource of process.getActiveResourcesInfo()) {
    if (resource === 'MessagePort' && channels-- > 0) continue
    const isKnown = OPERATIONS.test(resource) ? ours-- > 0 : OUTPUTS.test(resource) && outputs-- > 0
    if (!isKnown) return false
  }
  return true
}

function hasHandle(stream: object): boolean {
  return '_handle' in stream && stream._handle !== null
}
