// Types only: what a socket's core is to the parts it is made of (dialer, acceptor, session, inproc,
// monitoring), so that they need not import it.
import type { Clock } from '../clock.js'
import type { SocketTypeName } from '../engine.js'
import type { SystemErrorCode } from '../errors.js'
import type { Patience } from '../transport/blocking.js'
import type { InprocNames } from '../transport/inproc.js'
import type { Stream } from '../transport/transport.js'
import type { ConnectionSettings } from '../zmtp/connection-contract.js'
import type { Backoff } from './backoff.js'
import type { OptionValues } from './options.js'
import type { Pattern } from './pattern/pattern.js'
import type { EventSide, Peer } from './peer.js'
import type { Marks, Pipe } from './pipe.js'

/** What becomes of messages that were received and not read. */
export type Unread = 'keep-unread' | 'drop-unread'

/** What a bind or connect leaves in a socket. */
export interface Attachment {
  /**
   * Ends it; messages that wait linger: −1 for ever, 0 not at all, else so many milliseconds. If what was
   * received is kept, the links of a bind end only when the last of it has been read. (As in libzmq a
   * connect keeps nothing.)
   */
  close(lingerMs: number, unread?: Unread): void
  /** Undoes the bind alone and leaves the peers, where that is a difference (inproc). */
  undo?(): void
  /** True while messages have not all been handed to the system. */
  readonly hasUnsent: boolean
  /** The process ends: hands to the system what it takes, without the event loop. */
  finishNow?(patience: Patience): void
  /** How many operations of the system's are under way, which hold the process: connects and writes. */
  readonly pending?: number
  /** Gives them up, as if they had failed. */
  abandon?(): void
}

/** The core of a socket as its parts see it. */
export interface SocketHost {
  readonly type: SocketTypeName
  readonly clock: Clock
  readonly options: OptionValues
  readonly inprocNames: InprocNames<InprocPeer>
  readonly monitoring: {
    /** Tells every monitor of an event. `local` and `remote` are the addresses of version 2. */
    emit(event: number, value: number, local: string, remote: string, side: EventSide): void
  }
  readonly marks: Marks
  /** Why this peer is turned away; undefined if it is welcome. */
  refusal(peer: Peer): SystemErrorCode | undefined
  /** A pipe with this socket's high-water marks. */
  newPipe(routingId?: Buffer): Pipe
  /** Gives a peer to the pattern; false if the socket takes no more peers. */
  attach(pipe: Pipe): boolean
  /** A peer's link is ready, and this is its pipe. */
  up(pipe: Pipe, peer: Peer): void
  /** The link has ended; the pipe may wait for the next. */
  down(pipe: Pipe): void
  /** A command of the peer's that is no heartbeat. */
  control(pipe: Pipe, body: Buffer): void
  /** Takes a peer away. What it sent whole can still be received, if `keep-unread`. */
  detach(pipe: Pipe, unread: Unread): void
  newBackoff(): Backoff
  /** What a new connection must know. */
  connectionSettings(): ConnectionSettings
  applyStreamOptions(stream: Stream): void
  /** An attachment has ended for good. */
  ended(attachment: Attachment): void
}

/** The connecting side of an inproc meeting, as the binding side sees it. */
export interface InprocPeer {
  /** What the binding side knows of this one. */
  readonly facts: Peer
  /** The two have met. */
  up(peer: Peer): void
  /** Shares this side's mailboxes; gives the binding side's pipe. */
  meet(bind: InprocMeeting, host: SocketHost): Pipe
  /** Ends this side. */
  end(): void
  /** True once this side has been closed and waits only for someone to bind the name. */
  readonly isLingering: boolean
}

/** The binding side of an inproc meeting, as the connecting side sees it. */
export interface InprocMeeting {
  /** The peer has ended; what it sent can still be read. */
  left(peer: InprocPeer, pipe: Pipe): void
}

/** A socket that carries a monitor's events. */
export interface MonitorCarrier {
  readonly pattern: Pattern
  readonly options: OptionValues
  onWritable: (() => void) | undefined
  onPeerGone: (() => void) | undefined
  bind(endpoint: string): string
  terminate(endpoint: string): void
  close(): void
}
