// What is known of a connection and what became of it. Which event changes what is peers.ts's.
import type { Phase } from './signals.js'

/** One connection, from its first event to its last. Times are those of the events. */
export interface Peer {
  /** Order of appearance, from 1. */
  readonly id: number
  /** Descriptor while it lived; undefined where the platform shows none. */
  readonly fd?: number
  /** Remote endpoint; undefined with version 1. */
  readonly remote?: string
  readonly acceptedAt?: number
  readonly readyAt?: number
  readonly readyIn?: Phase
  readonly goneAt?: number
  readonly goneIn?: Phase
  /** The event that said why its handshake failed. */
  readonly refusal?: Refusal
  /** It came when all the consumers that were wanted were there. */
  readonly isExtra: boolean
  /** Its handshake was attributed to it by order, not by name. */
  readonly isInferred: boolean
}

/** Why a handshake failed: the event and its value. */
export interface Refusal {
  readonly event: string
  readonly value: number
}

/** What became of a peer. */
export type Fate =
  | 'live' // ready, and there to the end
  | 'mute' // connected, never ready: a scanner, or a peer of ZMTP 1 or 2
  | 'refused' // its handshake failed
  | 'silent' // it went without a word, before any handshake
  | 'left-early' // ready, but gone before the work began
  | 'died' // gone in the middle of the work
  | 'quit' // gone after the work: it had its Quit
  | 'left-late' // gone after the end of the run

/** All peers of one socket. */
export interface PeerBook {
  readonly connected: readonly Peer[]
  /** Those that have gone, oldest first, at most HISTORY_LIMIT. */
  readonly gone: readonly Peer[]
  /** How many of the gone are no longer listed. */
  readonly forgotten: number
  readonly seen: number
  /** A handshake failed, but it is not known whose: the next to go. */
  readonly unplacedRefusal?: Refusal
  readonly isInferred: boolean
}

/** A book without peers. */
export const EMPTY_BOOK: PeerBook = {
  connected: [],
  gone: [],
  forgotten: 0,
  seen: 0,
  isInferred: false,
}

/** The consumers that count: connected, handshake done. */
export function livePeers(book: PeerBook): readonly Peer[] {
  return book.connected.filter(peer => peer.readyAt !== undefined)
}

/** Every peer that is remembered, in order of appearance. */
export function allPeers(book: PeerBook): readonly Peer[] {
  return [...book.gone, ...book.connected].toSorted((a, b) => a.id - b.id)
}

const FATE_BY_PHASE = {
  waiting: 'left-early',
  open: 'died',
  draining: 'quit',
  stopped: 'left-late',
  failed: 'left-late',
} as const satisfies Record<Phase, Fate>

/** What became of a peer so far. */
export function fateOf(peer: Peer): Fate {
  const isReady = peer.readyAt !== undefined
  if (peer.goneIn === undefined) return isReady ? 'live' : 'mute'
  if (isReady) return FATE_BY_PHASE[peer.goneIn]
  return peer.refusal === undefined ? 'silent' : 'refused'
}
