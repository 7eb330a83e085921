// What sockets of one context share: the inproc names, the limits, the clock (zmq_ctx_set(3)). And
// the end of the process: with a blocky context it waits for messages that have not been sent.
import { keepProcessAlive, systemClock, type Clock } from '../clock.js'
import { systemError } from '../errors.js'
import { InprocNames } from '../transport/inproc.js'
import type { InprocPeer } from './host.js'

/** The values of zmq_ctx_set. Those about threads are kept, but there are none. */
export interface ContextOptions {
  blocky: boolean
  ioThreads: number
  ipv6: boolean
  maxMessageSize: number
  maxSockets: number
  threadPriority: number
  threadSchedulingPolicy: number
}

/** The largest maxSockets libzmq takes here. */
export const MAX_SOCKETS_LIMIT = 65535

/** How often unsent messages are looked at when the process would end. */
const EXIT_POLL_MS = 10

/** After this long at the end of the process we say what it waits for. */
const EXIT_WARNING_MS = 500

/** A socket, as its context sees it. */
export interface ContextMember {
  readonly options: { readonly linger: number }
  /** True while messages have not all been handed to the system. */
  readonly hasUnsent: boolean
}

/** The sockets of one context. */
export class ContextCore {
  readonly inprocNames = new InprocNames<InprocPeer>()
  readonly clock: Clock
  /** In [0, 1); for the random part of reconnect intervals. */
  readonly random: () => number
  readonly options: ContextOptions = {
    blocky: true,
    ioThreads: 1,
    ipv6: false,
    maxMessageSize: 2 ** 31 - 1,
    maxSockets: 1023,
    threadPriority: -1,
    threadSchedulingPolicy: -1,
  }
  readonly #sockets = new Set<ContextMember>()
  /** Since when a socket's messages have kept the process from ending. */
  readonly #heldSince = new WeakMap<ContextMember, number>()

  constructor(clock: Clock = systemClock, random: () => number = Math.random) {
    this.clock = clock
    this.random = random
  }

  /** Sockets that are open or still linger. */
  get sockets(): Iterable<ContextMember> {
    return this.#sockets
  }

  add(socket: ContextMember): void {
    if (this.#sockets.size >= this.options.maxSockets) throw systemError('EMFILE')
    this.#sockets.add(socket)
    contexts.add(this)
    watchProcessEnd()
  }

  remove(socket: ContextMember): void {
    this.#sockets.delete(socket)
    if (this.#sockets.size === 0) contexts.delete(this)
  }

  /**
   * True while messages wait that may keep the process from ending. It is asked when the process would
   * end: from then on the linger of sockets that are open is counted.
   */
  mustLinger(): boolean {
    return this.options.blocky && [...this.#sockets].some(socket => this.#holds(socket))
  }

  #holds(socket: ContextMember): boolean {
    const { linger } = socket.options
    if (linger === 0 || !socket.hasUnsent) {
      this.#heldSince.delete(socket)
      return false
    }
    const now = this.clock.now()
    const since = this.#heldSince.get(socket) ?? now
    this.#heldSince.set(socket, since)
    return linger < 0 || now - since < linger
  }
}

/** Contexts that have sockets. */
const contexts = new Set<ContextCore>()

let isWatching = false

/** Nothing of ours keeps the event loop running; this holds it when it would stop too early. */
function watchProcessEnd(): void {
  if (isWatching) return
  isWatching = true
  process.on('beforeExit', () => {
    if (![...contexts].some(context => context.mustLinger())) return
    const release = keepProcessAlive()
    const started = systemClock.now()
    let isWarned = false
    const look = (): void => {
      if (![...contexts].some(context => context.mustLinger())) {
        release()
        return
      }
      if (!isWarned && systemClock.now() - started >= EXIT_WARNING_MS) {
        isWarned = true
        process.stderr.write(
          'rawzmq: waiting for queued messages to be sent (set linger or blocky to change this)\n',
        )
      }
      systemClock.after(EXIT_POLL_MS, look)
    }
    look()
  })
}
