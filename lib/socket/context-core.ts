// What sockets of one context share: the inproc names, the limits, the clock (zmq_ctx_set(3)); and what they
// still have to do when the process ends (process-end.ts).
import { systemClock, type Clock } from '../clock.js'
import { systemError } from '../errors.js'
import { InprocNames } from '../transport/inproc.js'
import { Patience } from '../transport/blocking.js'
import type { InprocPeer } from './host.js'
import { HandshakeTurns } from './security/handshake-turns.js'
import { holdProcessEnd, letProcessEnd } from './process-end.js'

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

/** At process.exit, messages wait this long for a peer that takes nothing, whatever their linger. */
const STALL_MS = 5000

/** A socket, as its context sees it. */
export interface ContextMember {
  readonly options: { readonly linger: number }
  /** True while messages have not all been handed to the system. */
  readonly hasUnsent: boolean
  /** Hands to the system what it takes, without the event loop. */
  finishNow(patience: Patience): void
  /** How many operations of the system's are under way, which hold the process: connects and writes. */
  readonly pending: number
  /** Gives them up, as if they had failed. */
  abandon(): void
}

/** The sockets of one context. */
export class ContextCore {
  readonly inprocNames = new InprocNames<InprocPeer>()
  readonly clock: Clock
  readonly handshakeTurns: HandshakeTurns
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
    this.handshakeTurns = new HandshakeTurns(clock)
    this.random = random
  }

  /** Sockets that are open or still linger. */
  get sockets(): Iterable<ContextMember> {
    return this.#sockets
  }

  add(socket: ContextMember): void {
    if (this.#sockets.size >= this.options.maxSockets) throw systemError('EMFILE')
    this.#sockets.add(socket)
    holdProcessEnd(this)
  }

  remove(socket: ContextMember): void {
    this.#sockets.delete(socket)
    if (this.#sockets.size === 0) letProcessEnd(this)
  }

  /**
   * True while messages wait that may keep the process from ending: whether they do is said by the linger of
   * their socket, of which `blocky` is only the default. It is asked when the process would end: from then on
   * the linger of sockets that are open is counted.
   */
  mustLinger(): boolean {
    return [...this.#sockets].some(socket => this.#holds(socket))
  }

  /** The process ends by process.exit: what has not been sent leaves without the event loop. */
  finishNow(): void {
    for (const socket of this.#sockets) {
      const { linger } = socket.options
      const held = this.clock.now() - (this.#heldSince.get(socket) ?? this.clock.now())
      const patienceMs = linger < 0 ? Infinity : Math.max(0, linger - held)
      socket.finishNow(new Patience(Math.min(STALL_MS, patienceMs), patienceMs))
    }
  }

  get pending(): number {
    let pending = 0
    for (const socket of this.#sockets) pending += socket.pending
    return pending
  }

  abandon(): void {
    for (const socket of this.#sockets) socket.abandon()
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
