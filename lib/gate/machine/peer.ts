// What is known of a connection and what became of it. Which event changes what is peers.ts's.
import { errnoCode, errnoOf, systemErrorText } from '../../errors.js'
import { describeValue, EVENTS, type EventName } from '../../monitor/events.js'
import { emptyMap, mapGet, mapValues, type IntMap } from './int-map.js'
import type { EventInput, Phase } from './signals.js'

/** One connection, from its first event to its last. Times are those of the events. */
export interface Peer {
  /** Order of appearance, from 1. */
  readonly id: number
  /** Descriptor while it lived; undefined where the platform or the monitor shows none. */
  readonly fd?: number
  /** Remote endpoint; undefined with version 1. */
  readonly remote?: string
  readonly acceptedAt?: number
  readonly readyAt?: number
  readonly readyIn?: Phase
  /** Which handshake of the socket was its own, from 1. */
  readonly handshake?: number
  readonly goneAt?: number
  readonly goneIn?: Phase
  /** A Quit was given to this one; known only where the engine can send to one peer. */
  readonly quitAt?: number
  /** It went without a Quit, after the work; known where `quitAt` is. */
  readonly hadNoQuit?: true
  /** When it went, it had not read all that was written to it; known where `quitAt` is. */
  readonly isBroken?: true
  /** The event that said why its handshake failed. */
  readonly refusal?: Refusal
  /** Its WebSocket is up, and its handshake is still to come. */
  readonly isUpgraded?: true
  /** It came when all the consumers that were wanted were there. */
  readonly isExtra: boolean
  /** Its handshake was attributed to it by order, not by name. */
  readonly isInferred: boolean
}

/** Why a handshake failed: the event and its value. */
export interface Refusal {
  readonly event: EventName
  readonly value: number
}

/** What became of a peer. */
export type Fate =
  | 'live' // ready, and there to the end
  | 'mute' // connected, never ready: a scanner, or a peer of ZMTP 1 or 2
  | 'refused' // its handshake failed
  | 'turned-away' // by us: one too many, or too late
  | 'silent' // it went without a word, before any handshake
  | 'left-early' // ready, but gone before the work began
  | 'died' // gone in the middle of the work, or after it without a Quit, or with its Quit unread
  | 'quit' // gone after the work: it had its Quit
  | 'left-late' // gone after the end of the run

/** The connected peers of one remote endpoint; version 1 knows none, so all share one entry. */
export interface RemotePeers {
  readonly remote: string | undefined
  /** Not ready yet, by id. */
  readonly waiting: IntMap<Peer['id']>
  /** Ready, by id. */
  readonly ready: IntMap<Peer['id']>
  /** Ready, and never accepted so far, by id. */
  readonly early: IntMap<Peer['id']>
}

/** All peers of one socket. Plain data that is never changed. */
export interface PeerBook {
  /** By id. */
  readonly connected: IntMap<Peer>
  /** Ids by descriptor. */
  readonly byDescriptor: IntMap<Peer['id']>
  /** By the hash of the remote endpoint. */
  readonly byRemote: IntMap<readonly RemotePeers[]>
  /** How many are ready. */
  readonly live: number
  /** Ready and without a Quit so far, by id; kept up where Quits can be sent to one peer. */
  readonly owed: IntMap<Peer['id']>
  /** Those that were ready when the work had begun and have gone, by id, at most CONSUMER_LIMIT. */
  readonly leftConsumers: IntMap<Peer>
  /** Those that never were ready, or left before the work, by id, at most STRANGER_LIMIT. */
  readonly leftStrangers: IntMap<Peer>
  /** How many of the gone are no longer listed, by what became of them. */
  readonly forgotten: Readonly<Partial<Record<Fate, number>>>
  readonly seen: number
  /** HANDSHAKE_SUCCEEDED events. */
  readonly handshakes: number
  /** A handshake failed, but it is not known whose: the next to go. */
  readonly unplacedRefusal?: Refusal
  readonly isInferred: boolean
}

/** A book without peers. */
export const EMPTY_BOOK: PeerBook = {
  connected: emptyMap(),
  byDescriptor: emptyMap(),
  byRemote: emptyMap(),
  live: 0,
  owed: emptyMap(),
  leftConsumers: emptyMap(),
  leftStrangers: emptyMap(),
  forgotten: {},
  seen: 0,
  handshakes: 0,
  isInferred: false,
}

/** A peer that is connected. */
export function peerOf(book: PeerBook, id: number): Peer | undefined {
  return mapGet(book.connected, id)
}

/** The consumers that count: connected, handshake done. */
export function livePeers(book: PeerBook): readonly Peer[] {
  return mapValues(book.connected).filter(peer => peer.readyAt !== undefined)
}

/** Every peer that is remembered, in order of appearance. */
export function allPeers(book: PeerBook): readonly Peer[] {
  const { leftConsumers, leftStrangers, connected } = book
  const all = [leftConsumers, leftStrangers, connected].flatMap(map => mapValues(map))
  return all.toSorted((a, b) => a.id - b.id)
}

const FATE_BY_PHASE = {
  waiting: 'left-early',
  open: 'died',
  draining: 'quit',
  stopped: 'left-late',
  failed: 'left-late',
} as const satisfies Record<Phase, Fate>

/** The errnos with which our engine says that it turned a peer away (lib/engine.ts, SocketLinks), and why. */
const TURNED_AWAY_TEXTS: Readonly<Record<number, string>> = {
  [errnoOf('ECONNREFUSED')]: 'too late, or one too many',
  [errnoOf('EPROTONOSUPPORT')]: 'it speaks no ZMTP 3: an older peer, or none, such as a web client',
}

/** Was it we who did not want this peer? */
export function isTurnedAway({ event, value }: Refusal): boolean {
  return event === 'HANDSHAKE_FAILED_NO_DETAIL' && value in TURNED_AWAY_TEXTS
}

/** Who connects to a PUSH and leaves without an event that says why. */
export const NOT_CONSUMERS =
  'no ZMTP peer, or a socket that a PUSH does not talk to, such as another PUSH'

/** The refusal that an event tells of. */
export function refusalOf(input: Pick<EventInput, 'event' | 'value'>): Refusal | undefined {
  const { event, value } = input
  return event === 'UNKNOWN' ? undefined : { event, value }
}

/** Why a handshake failed, for people: by the event that said so. */
export function refusalText(refusal: Refusal): string {
  const { event, value } = refusal
  const ours = isTurnedAway(refusal) ? TURNED_AWAY_TEXTS[value] : undefined
  if (ours !== undefined) return ours
  if (event !== 'HANDSHAKE_FAILED_NO_DETAIL') return describeValue(EVENTS[event], value)
  const code = errnoCode(value)
  return `${systemErrorText(code)} (${code})`
}

/** Did it go in the drain without its Quit, or without having read it? */
export function diedInDrain({ goneIn, hadNoQuit, isBroken }: Peer): boolean {
  return goneIn === 'draining' && (hadNoQuit === true || isBroken === true)
}

/** What became of a peer so far. */
export function fateOf(peer: Peer): Fate {
  const isReady = peer.readyAt !== undefined
  if (peer.goneIn === undefined) return isReady ? 'live' : 'mute'
  if (isReady) return diedInDrain(peer) ? 'died' : FATE_BY_PHASE[peer.goneIn]
  if (peer.refusal === undefined) return 'silent'
  return isTurnedAway(peer.refusal) ? 'turned-away' : 'refused'
}
