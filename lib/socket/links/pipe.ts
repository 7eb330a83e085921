// A pipe: a socket's two mailboxes for one peer (libzmq's word too). On the connecting side it
// outlives a lost link; on the binding side it comes and goes with the link; over inproc the two
// sockets' pipes share their mailboxes, crossed.
import type { SharedFrames } from '../../zmtp/shared-frames.js'
import { Mailbox } from './mailbox.js'
import type { Message } from '../message.js'
import { subscriptionMessage, type Subscription } from '../pattern/subscription.js'

/** Takes messages onto the wire. */
export interface Taker {
  /**
   * Takes the message; false if it cannot now.
   *
   * @param shared the same message, packed for several peers
   */
  take(message: Message, shared?: SharedFrames): boolean
}

/** The far end of a pipe while a live link is attached: takes messages without queueing them. */
export interface Outlet {
  /** Who takes them: the link's writer itself, for each step between costs every message. */
  readonly taker: Taker
  /** Tells the peer of a subscription, in the form that its protocol has. */
  tell(subscription: Subscription): void
  /** False once the peer has ended the link, though something it said may still be unread. */
  readonly isReady: boolean
}

/** Who keeps an account of a pipe (peer-accounts.ts). */
export interface PipeObserver {
  /** A message was given to the pipe. */
  gave(): void
  /** The link has ended, and the peer had not read all that was written to it. */
  broke(): void
  /** True if the pipe is to stay in the rotation until `remove` is called. */
  postpones(remove: () => void): boolean
  /** The pipe is closed; what lies in it unsent has not been thrown away yet. */
  closed(): void
}

/** The two ends of a pipe as events call them; empty over inproc, and where there was no connection yet. */
export interface PipeEnds {
  readonly local: string
  readonly remote: string
}

const NO_ENDS: PipeEnds = { local: '', remote: '' }

/** A socket's high-water marks, as its options say. */
export interface Marks {
  readonly sendHighWaterMark: number
  readonly receiveHighWaterMark: number
}

/** What a pattern can do with one peer. */
export class Pipe {
  /** From the peer to the socket. */
  readonly inbound: Mailbox
  /** From the socket to the peer. */
  readonly outbound: Mailbox
  /** True if nobody receives from it: what a peer sends is read and thrown away. */
  isUnheard = false
  /** True if its far end is to have every message of a type that sends only what is asked for: udp cannot ask. */
  hearsAll = false
  observer: PipeObserver | undefined
  /** What a ROUTER is to call the peer, whatever its own Identity says. */
  routingId: Buffer | undefined
  /** What PIPES_STATS calls its two ends: as in libzmq they are named once, when there is a pipe. */
  ends: PipeEnds = NO_ENDS
  #outlet: Outlet | undefined
  #taker: Taker | undefined
  #marks: Marks
  /** Over inproc: the other socket's pipe. */
  #far: Pipe | undefined
  #isClosed = false

  /**
   * @param isConflating keep only the newest message, each way
   * @param far a pipe to share the mailboxes of
   */
  constructor(marks: Marks, isConflating = false, far?: Pipe) {
    this.#marks = marks
    this.#far = far
    this.inbound = far?.outbound ?? new Mailbox(marks.receiveHighWaterMark, isConflating)
    this.outbound = far?.inbound ?? new Mailbox(marks.sendHighWaterMark, isConflating)
  }

  /** The live link, which takes messages directly while none is queued before them. */
  get outlet(): Outlet | undefined {
    return this.#outlet
  }

  set outlet(outlet: Outlet | undefined) {
    this.#outlet = outlet
    this.#taker = outlet?.taker
  }

  /** The socket's marks are these from now on. */
  set marks(marks: Marks) {
    this.#marks = marks
    this.#applyMarks()
  }

  /** The pipe of another socket, with these marks, that shares this one's mailboxes (inproc). */
  joined(marks: Marks): Pipe {
    this.#far = new Pipe(marks, false, this)
    this.#applyMarks()
    return this.#far
  }

  /** True if its far end is a socket of the same context. */
  get isJoined(): boolean {
    return this.#far !== undefined
  }

  /** True once the peer or the socket has gone: nothing more is written. */
  get isClosed(): boolean {
    return this.#isClosed
  }

  /** True if its peer has gone, and what is left is to be read. */
  get isGoing(): boolean {
    return this.#isClosed || this.outlet?.isReady === false
  }

  close(): void {
    this.#isClosed = true
    this.outlet = undefined
    this.observer?.closed()
  }

  /**
   * Sends a message towards the peer; false if the high-water mark is reached.
   *
   * @param shared the same message, packed for several peers
   */
  write(message: Message, shared?: SharedFrames): boolean {
    if (this.#isClosed) return false
    const taker = this.#taker
    const { outbound } = this
    const isTaken = taker !== undefined && outbound.length === 0 && taker.take(message, shared)
    if (!isTaken && !outbound.offer(message.map(keep))) return false
    this.observer?.gave()
    return true
  }

  /** Sends a message towards the peer, whatever the mark; false if the pipe is closed. */
  writeBeyond(message: Message): boolean {
    if (this.#isClosed) return false
    if (this.write(message)) return true
    this.outbound.put(message.map(keep))
    this.observer?.gave()
    return true
  }

  /** Tells the peer of a subscription, whatever the mark: what is not told is never sent. */
  tell(subscription: Subscription): void {
    if (this.outlet === undefined) this.writeBeyond(subscriptionMessage(subscription))
    else this.outlet.tell(subscription)
  }

  /** True if `write` would succeed; if not, the outbound mailbox's `onWritable` will say when. */
  checkWrite(): boolean {
    return !this.#isClosed && this.outbound.checkWrite()
  }

  /** Sockets that share their mailboxes add up their marks; either being unlimited, so is the whole. */
  #applyMarks(): void {
    const { sendHighWaterMark, receiveHighWaterMark } = this.#marks
    const far = this.#far
    this.outbound.highWaterMark = joint(sendHighWaterMark, far && far.#marks.receiveHighWaterMark)
    this.inbound.highWaterMark = joint(receiveHighWaterMark, far && far.#marks.sendHighWaterMark)
  }
}

/** Acts once what lies in the pipe has been read; at once if that is nothing, or there is no pipe. */
export function whenRead(pipe: Pipe | undefined, act: () => void): void {
  if (pipe === undefined || pipe.inbound.length === 0) act()
  else pipe.inbound.onEmpty = act
}

function joint(near: number, far: number | undefined): number {
  if (far === undefined) return near
  return near === 0 || far === 0 ? 0 : near + far
}

/** A queued part up to this size is copied; a larger one shares the caller's memory, as in zeromq.js. */
const COPY_MAX = 128

/** A part as a queue keeps it; what the caller does with its own memory then is harmless if small. */
export function keep(part: Uint8Array): Buffer {
  if (part.length <= COPY_MAX) return Buffer.from(part)
  return Buffer.isBuffer(part) ? part : Buffer.from(part.buffer, part.byteOffset, part.byteLength)
}
