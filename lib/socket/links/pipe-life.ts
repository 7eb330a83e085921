// What becomes of a pipe and of what lies in it, when one side ends what joins the two. Those who end pipes
// (session, acceptor, dialer, inproc) ask this table; docs/architecture.md shows it. Half a message is in no
// cell: one that comes lies with the connection (zmtp/traffic.ts) and goes with it; one that leaves is packed,
// and goes on only where the link does.
import type { ConnectionFailure } from '../../zmtp/connection-contract.js'

/** Where a pipe is: the two sides of a tcp or ipc link, or of an inproc name, before and after it is bound. */
export type PipePlace = 'bind' | 'connect' | 'inproc-bind' | 'inproc-connect' | 'inproc-waiting'

/** What the application does to a bind or connect. */
export type Closing = 'undone' | 'closed'

/** How a link ends, whichever side it is on. */
export type LinkEnding = 'gone' | 'fault' | 'cut' | Closing | 'late'

/** Who ends it, and how. */
export type PipeEnding = LinkEnding | 'gone-immediate' | 'replaced' | 'taken'

/** What becomes of messages that were received and not read. */
export type Unread = 'kept' | 'awaited' | 'dropped'

/** What becomes of it all, on the side that is named. */
export interface PipeFate {
  /** Kept can still be read; what is awaited as well, and the link ends only then. */
  readonly unread: Unread
  /**
   * What was sent and has not left. It may linger (ZMQ_LINGER), and the link ends after it; wait for the next
   * link, or for who binds the name; or be with the peer already, as over inproc.
   */
  readonly unsent: 'dropped' | 'lingers' | 'waits' | 'delivered'
  /** The event that tells this side; undefined if it knows. */
  readonly event?: 'DISCONNECTED'
  /** A connect then tries again. */
  readonly redials?: true
  /** The peer sees nothing of it. */
  readonly isLinkKept?: true
}

/** Each ending in each place where it can be. */
export const PIPE_LIFE = {
  // The peer has gone, or has been silent too long.
  gone: {
    bind: { unread: 'kept', unsent: 'dropped', event: 'DISCONNECTED' },
    connect: { unread: 'kept', unsent: 'waits', event: 'DISCONNECTED', redials: true },
    'inproc-bind': { unread: 'kept', unsent: 'dropped' },
    'inproc-connect': { unread: 'kept', unsent: 'dropped' },
  },
  // The same where ZMQ_IMMEDIATE wants no pipe without a peer. (libzmq drops what is unread.)
  'gone-immediate': {
    connect: { unread: 'kept', unsent: 'dropped', event: 'DISCONNECTED', redials: true },
  },
  // A rule was broken, or one side has refused the other.
  fault: {
    bind: { unread: 'kept', unsent: 'dropped', event: 'DISCONNECTED' },
    connect: { unread: 'kept', unsent: 'dropped', event: 'DISCONNECTED' },
  },
  // This side wants the peer no more: its account says so, such as a gate's.
  cut: {
    bind: { unread: 'kept', unsent: 'dropped', event: 'DISCONNECTED' },
    connect: { unread: 'kept', unsent: 'dropped', event: 'DISCONNECTED' },
  },
  // Another peer takes its name (ZMQ_ROUTER_HANDOVER): it stays connected, mute, or it would come back and take
  // the name again. (libzmq drops what is unread.)
  replaced: {
    bind: { unread: 'kept', unsent: 'lingers', isLinkKept: true },
    connect: { unread: 'kept', unsent: 'lingers', isLinkKept: true },
    'inproc-bind': { unread: 'kept', unsent: 'delivered' },
    'inproc-connect': { unread: 'kept', unsent: 'delivered' },
  },
  // An unbind or a disconnect. (libzmq drops what an unbind leaves unsent.)
  undone: {
    bind: { unread: 'awaited', unsent: 'lingers' },
    connect: { unread: 'dropped', unsent: 'lingers' },
    'inproc-bind': { unread: 'kept', unsent: 'delivered', isLinkKept: true },
    'inproc-connect': { unread: 'dropped', unsent: 'delivered' },
    'inproc-waiting': { unread: 'dropped', unsent: 'waits' },
  },
  // The socket closes.
  closed: {
    bind: { unread: 'dropped', unsent: 'lingers' },
    connect: { unread: 'dropped', unsent: 'lingers' },
    'inproc-bind': { unread: 'dropped', unsent: 'delivered' },
    'inproc-connect': { unread: 'dropped', unsent: 'delivered' },
    'inproc-waiting': { unread: 'dropped', unsent: 'waits' },
  },
  // One of the two, and ZMQ_LINGER is over.
  late: {
    bind: { unread: 'kept', unsent: 'dropped' },
    connect: { unread: 'dropped', unsent: 'dropped' },
  },
  // A PAIR has its peer, and this is another: over tcp and ipc it stays connected, mute.
  taken: {
    bind: { unread: 'dropped', unsent: 'dropped', isLinkKept: true },
    'inproc-bind': { unread: 'dropped', unsent: 'dropped' },
  },
} as const satisfies Readonly<Record<PipeEnding, Readonly<Partial<Record<PipePlace, PipeFate>>>>>

/** What the table says. */
export function pipeFate<E extends PipeEnding>(
  ending: E,
  place: keyof (typeof PIPE_LIFE)[E],
): PipeFate {
  return PIPE_LIFE[ending][place] as PipeFate
}

/** How a pipe ends whose connection has failed. */
export function endingOf({ kind }: ConnectionFailure): 'gone' | 'fault' {
  return kind === 'gone' || kind === 'silent' ? 'gone' : 'fault'
}
