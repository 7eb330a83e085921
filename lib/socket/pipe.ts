// A pipe: a socket's two mailboxes for one peer (libzmq's word too). On the connecting side it
// outlives a lost link; on the binding side it comes and goes with the link; over inproc the two
// sockets' pipes share their mailboxes, crossed.
import type { Mailbox } from './mailbox.js'
import type { Message } from './message.js'

/** The far end of a pipe while a live link is attached: takes messages without queueing them. */
export interface Outlet {
  /** Takes the message onto the wire; false if it cannot now. */
  take(message: Message): boolean
}

/** What a pattern can do with one peer. */
export class Pipe {
  /** From the peer to the socket. */
  readonly inbound: Mailbox
  /** From the socket to the peer. */
  readonly outbound: Mailbox
  /** The live link, which takes messages directly while none is queued before them. */
  outlet: Outlet | undefined
  #isClosed = false

  constructor(inbound: Mailbox, outbound: Mailbox) {
    this.inbound = inbound
    this.outbound = outbound
  }

  /** True once the peer or the socket has gone: nothing more is written. */
  get isClosed(): boolean {
    return this.#isClosed
  }

  /** True if somebody wants to be told by `broke`. */
  get isAccounted(): boolean {
    return false
  }

  /** The link has ended, and the peer had not read all that was written to it. */
  broke(): void {}

  close(): void {
    this.#isClosed = true
    this.outlet = undefined
  }

  /** Sends a message towards the peer; false if the high-water mark is reached. */
  write(message: Message): boolean {
    if (this.#isClosed) return false
    const { outlet, outbound } = this
    if (outlet !== undefined && outbound.length === 0 && outlet.take(message)) return true
    return outbound.push(message.map(keep))
  }

  /** True if `write` would succeed; if not, the outbound mailbox's `onWritable` will say when. */
  checkWrite(): boolean {
    return !this.#isClosed && this.outbound.checkWrite()
  }
}

/** A queued part up to this size is copied; a larger one shares the caller's memory, as in zeromq.js. */
const COPY_MAX = 128

/** A part as a queue keeps it; what the caller does with its own memory then is harmless if small. */
export function keep(part: Uint8Array): Buffer {
  if (part.length <= COPY_MAX) return Buffer.from(part)
  return Buffer.isBuffer(part) ? part : Buffer.from(part.buffer, part.byteOffset, part.byteLength)
}
