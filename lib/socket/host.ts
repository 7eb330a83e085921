// Types only: what a socket's core is to the parts it is made of (dialer, acceptor, session, inproc,
// monitoring), so that they need not import it.
import type { Clock } from '../clock.js'
import type { AnyTypeName } from '../engine.js'
import type { ProtocolError, SystemError, SystemErrorCode } from '../errors.js'
import type { Patience } from '../transport/blocking.js'
import type { InprocNames } from '../transport/inproc.js'
import type { Stream } from '../transport/transport.js'
import type { ConnectionSettings } from '../zmtp/connection-contract.js'
import type { ZapCredentials, ZapVerdict } from '../zmtp/zap.js'
import type { Backoff } from './links/backoff.js'
import type { OptionValues } from './options/options.js'
import type { Pattern } from './pattern/pattern.js'
import type { EventSide, Peer } from './links/peer.js'
import type { Marks, Pipe } from './links/pipe.js'
import type { PingVictims } from './links/ping-victims.js'
import type { Closing, PipePlace, Unread } from './links/pipe-life.js'
import type { HandshakeTurns, HandshakeWait } from './security/handshake-turns.js'

/** Whether an endpoint that has ended by itself can still be undone, once. */
export type EndpointFate = 'forget-endpoint' | 'keep-endpoint'

/** What a bind or connect leaves in a socket. */
export interface Attachment {
  /** Where its pipes are. */
  readonly place: PipePlace
  /**
   * Ends it, and its pipes as the table of their life says (pipe-life.ts). Messages that linger do so for ever
   * with −1, not at all with 0, else so many milliseconds.
   */
  close(lingerMs: number, closing: Closing): void
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
  readonly type: AnyTypeName
  readonly clock: Clock
  readonly options: OptionValues
  readonly inprocNames: InprocNames<InprocPeer>
  readonly handshakeTurns: HandshakeTurns
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
  /** Takes a peer away. What it sent whole can still be received, unless it is dropped. */
  detach(pipe: Pipe, unread: Unread): void
  /** What an endpoint that is bound or connected now goes by. */
  newSettings(): EndpointHost
  readonly pingVictims: PingVictims
  /** An attachment has ended for good. */
  ended(attachment: Attachment, endpoint?: EndpointFate): void
}

/** What one endpoint goes by: the options as they were at its bind or connect. */
export interface EndpointHost {
  readonly options: Readonly<OptionValues>
  newBackoff(): Backoff
  /** What a new connection must know. */
  connectionSettings(): ConnectionSettings
  readonly security: {
    /** Pending while the mechanism of new connections cannot take a command of the peer yet. */
    readonly loading: Promise<void> | undefined
    /**
     * Has a peer judged.
     *
     * @param answered is told the verdict, or what is wrong with it, where there is an `asking`
     */
    judge(
      question: PeerQuestion,
      answered: (verdict: ZapVerdict | ProtocolError) => void,
    ): Judgement
    /** The endpoint is over: overwrites its keys. */
    forget(): void
  }
  applyStreamOptions(stream: Stream): void
}

/** A peer that is to be judged. */
export interface PeerQuestion extends ZapCredentials {
  /** Where it is, without a port. */
  readonly address: string
}

/** What can be said of a peer: at once, or when the handler has answered. */
export interface Judgement {
  /** The verdict, or why there is none; undefined while the handler is asked. */
  readonly judgement: ZapVerdict | SystemError | undefined
  readonly asking?: HandshakeWait | undefined
}

/** How the connecting side of an inproc meeting ends. */
export type InprocEnding = 'gone' | 'replaced' | Closing

/** The connecting side of an inproc meeting, as the binding side sees it. */
export interface InprocPeer {
  /** What the binding side knows of this one. */
  readonly facts: Peer
  /** The two have met. */
  up(peer: Peer): void
  /** Its socket's high-water marks. */
  readonly marks: Marks
  /** True if of what it sends and receives only the newest message counts (ZMQ_CONFLATE). */
  readonly isConflating: boolean
  /** Shares this side's mailboxes; gives the binding side's pipe. */
  meet(bind: InprocMeeting, host: { readonly marks: Marks }): Pipe
  /** Ends this side. */
  end(ending: InprocEnding): void
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
