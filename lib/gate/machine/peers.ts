// Who is connected, by monitor events alone (zmq_socket_monitor(3)). Pure.
//
// The descriptor ties ACCEPTED to DISCONNECTED. HANDSHAKE_SUCCEEDED has none: version 2 names the
// remote endpoint; where that is missing (version 1) or shared (`ipc://`), the peer that has waited
// longest is taken, and marked as inferred unless it was the only one.
import { mapDelete, mapFirst, mapGet, mapSet } from './int-map.js'
import { enterName, peersOf, removeName } from './by-remote.js'
import { fateOf, peerOf, refusalOf, type Peer, type PeerBook } from './peer.js'
import type { EventInput, EventSignal, Phase } from './signals.js'

/** What an event changed. */
export interface PeerChange {
  readonly peers: PeerBook
  /** The peer it was about, if that is known; of two, the one that has gone. */
  readonly peer?: Peer
}

/**
 * How many are remembered of those that never were ready, or left before the work: neither a port scanner
 * nor one that connects again and again must fill the memory.
 */
export const STRANGER_LIMIT = 1000

/** How many consumers that left after the start are remembered. */
export const CONSUMER_LIMIT = 100_000

/** No descriptor to see: −1 as the monitor carries it. */
const NO_DESCRIPTOR = 0xffffffff

/** What peers on unnamed ipc sockets are all called. */
const UNNAMED_IPC = 'ipc://'

const WEBSOCKET = /^wss?:/

/** When an event happened, and what `isExtra` means then. */
export interface Situation {
  readonly phase: Phase
  readonly consumers: number
  /** Quits are sent to one peer each, so that who had none is known. */
  readonly isTargeted: boolean
}

type Keep = (book: PeerBook, event: EventInput, situation: Situation) => PeerChange

const KEEPERS: Partial<Record<EventSignal, Keep>> = {
  'peer-accepted': accept,
  'peer-ready': ready,
  'peer-refused': refuse,
  'peer-gone': leave,
}

/** The book after an event. */
export function keepPeers(
  book: PeerBook,
  signal: EventSignal,
  event: EventInput,
  situation: Situation,
): PeerChange {
  return KEEPERS[signal]?.(book, event, situation) ?? { peers: book }
}

/** The book after a Quit was given to one peer. */
export function keepQuit(book: PeerBook, id: number, now: number): PeerBook {
  const peer = peerOf(book, id)
  const owed = mapDelete(book.owed, id)
  if (peer === undefined) return { ...book, owed }
  return { ...book, owed, connected: mapSet(book.connected, id, { ...peer, quitAt: now }) }
}

function accept(book: PeerBook, event: EventInput, situation: Situation): PeerChange {
  const fd = descriptorOf(event)
  const stale = fd === undefined ? undefined : byDescriptor(book, fd)
  if (stale !== undefined) {
    // The system gives a descriptor anew only after the one before was closed.
    const { peers, peer } = bury(book, stale, event, situation)
    return { peers: add(peers, event, { acceptedAt: event.now }).peers, peer }
  }
  const early = firstOf(book, peersOf(book, remoteOf(event)).early)
  if (early === undefined) return add(book, event, { acceptedAt: event.now })
  return replace(book, early, { acceptedAt: event.now, ...(fd !== undefined && { fd }) })
}

function ready(before: PeerBook, event: EventInput, situation: Situation): PeerChange {
  const remote = remoteOf(event)
  const { waiting, ready: done } = peersOf(before, remote)
  const first = firstOf(before, waiting)
  // Of two on a WebSocket the first is its own, and no message can pass yet.
  const isWebSocket = remote !== undefined && WEBSOCKET.test(remote)
  if (isWebSocket && first !== undefined && first.isUpgraded !== true)
    return replace(before, first, { isUpgraded: true })
  const handshake = before.handshakes + 1
  const book = { ...before, handshakes: handshake }
  const isNamed = remote !== undefined && remote !== UNNAMED_IPC
  const change = {
    readyAt: event.now,
    readyIn: situation.phase,
    handshake,
    isExtra: book.live >= situation.consumers,
    isInferred: !isNamed && waiting.size !== 1,
  }
  const next = change.isInferred ? { ...book, isInferred: true } : book
  if (first !== undefined) return replace(next, first, change)
  // Said twice of one and the same peer: nothing new.
  if (isNamed && done.size > 0) return { peers: book }
  // With several I/O threads nothing guarantees that ACCEPTED comes first.
  return add(next, { ...event, value: NO_DESCRIPTOR }, change)
}

function refuse(book: PeerBook, event: EventInput): PeerChange {
  const refusal = refusalOf(event)
  if (refusal === undefined) return { peers: book }
  const remote = remoteOf(event)
  const { waiting } = peersOf(book, remote)
  const only = firstOf(book, waiting)
  const isCertain = remote !== undefined && remote !== UNNAMED_IPC
  if (only !== undefined && waiting.size === 1 && isCertain) return replace(book, only, { refusal })
  return { peers: { ...book, unplacedRefusal: refusal } }
}

function leave(book: PeerBook, event: EventInput, situation: Situation): PeerChange {
  const { unplacedRefusal: refusal, ...rest } = book
  const peer = findLeaver(book, event)
  if (peer === undefined) return { peers: rest }
  if (refusal === undefined) return bury(rest, peer, event, situation)
  // Its handshake failed, so if it was taken for ready, somebody else was: the next in line.
  const { readyAt, readyIn, handshake, ...never } = peer
  const refused: Peer = { ...never, refusal, isInferred: false }
  const removed = exchange(rest, peer, refused)
  const { waiting } = peersOf(removed, peer.remote)
  const heir = firstOf(removed, mapDelete(waiting, peer.id))
  const settled =
    readyAt === undefined || readyIn === undefined || handshake === undefined || heir === undefined
      ? removed
      : replace(removed, heir, {
          readyAt,
          readyIn,
          handshake,
          isInferred: true,
          isExtra: peer.isExtra,
        }).peers
  return bury(settled, refused, event, situation)
}

/** Whom a DISCONNECTED event is about, if that is known. */
export function findLeaver(book: PeerBook, event: EventInput): Peer | undefined {
  const fd = descriptorOf(event)
  const { waiting, ready: done, early } = peersOf(book, remoteOf(event))
  if (fd !== undefined) return byDescriptor(book, fd) ?? firstOf(book, early)
  const isRefused = book.unplacedRefusal !== undefined
  const [first, second] = isRefused ? [waiting, done] : [done, waiting]
  return firstOf(book, first) ?? firstOf(book, second)
}

function add(book: PeerBook, event: EventInput, fields: Partial<Peer>): PeerChange {
  const fd = descriptorOf(event)
  const remote = remoteOf(event)
  const peer: Peer = {
    id: book.seen + 1,
    ...(fd !== undefined && { fd }),
    ...(remote !== undefined && { remote }),
    isExtra: false,
    isInferred: false,
    ...fields,
  }
  return { peers: exchange({ ...book, seen: peer.id }, undefined, peer), peer }
}

function replace(book: PeerBook, old: Peer, fields: Partial<Peer>): PeerChange {
  const peer: Peer = { ...old, ...fields }
  return { peers: exchange(book, old, peer), peer }
}

/** Puts a connected peer in the place of what it was. */
function exchange(book: PeerBook, old: Peer | undefined, peer: Peer): PeerBook {
  const { id, fd, readyAt } = peer
  const isReady = readyAt !== undefined
  const wasReady = old?.readyAt !== undefined
  const changed = {
    ...book,
    connected: mapSet(book.connected, id, peer),
    live: book.live + Number(isReady) - Number(wasReady),
  }
  if (fd !== undefined && fd !== old?.fd) changed.byDescriptor = mapSet(book.byDescriptor, fd, id)
  if (isReady !== wasReady) {
    changed.owed = isReady ? mapSet(book.owed, id, id) : mapDelete(book.owed, id)
  }
  return enterName(changed, peer)
}

/** Moves a peer to those that have gone; of too many, the oldest of its kind is forgotten. */
function bury(
  book: PeerBook,
  leaver: Peer,
  event: EventInput,
  { phase, isTargeted }: Situation,
): Required<PeerChange> {
  const isReady = leaver.readyAt !== undefined
  const hadNoQuit = isTargeted && isReady && phase === 'draining' && leaver.quitAt === undefined
  const peer: Peer = {
    ...leaver,
    goneAt: event.now,
    goneIn: phase,
    ...(hadNoQuit && { hadNoQuit }),
    ...(isReady && event.isBroken === true && { isBroken: true }),
  }
  const { id, fd } = peer
  const isDescriptors = fd !== undefined && mapGet(book.byDescriptor, fd) === id
  const removed = removeName(
    {
      ...book,
      connected: mapDelete(book.connected, id),
      byDescriptor: isDescriptors ? mapDelete(book.byDescriptor, fd) : book.byDescriptor,
      live: book.live - Number(isReady),
      owed: mapDelete(book.owed, id),
    },
    leaver,
  )
  const [kind, limit] =
    isReady && phase !== 'waiting'
      ? (['leftConsumers', CONSUMER_LIMIT] as const)
      : (['leftStrangers', STRANGER_LIMIT] as const)
  const left = mapSet(removed[kind], id, peer)
  const oldest = left.size > limit ? mapFirst(left) : undefined
  if (oldest === undefined) return { peers: { ...removed, [kind]: left }, peer }
  const kept = mapDelete(left, oldest.id)
  const fate = fateOf(oldest)
  const forgotten = { ...removed.forgotten, [fate]: (removed.forgotten[fate] ?? 0) + 1 }
  return { peers: { ...removed, [kind]: kept, forgotten }, peer }
}

function byDescriptor(book: PeerBook, fd: number): Peer | undefined {
  const id = mapGet(book.byDescriptor, fd)
  return id === undefined ? undefined : peerOf(book, id)
}

function firstOf(book: PeerBook, ids: PeerBook['owed']): Peer | undefined {
  const id = mapFirst(ids)
  return id === undefined ? undefined : peerOf(book, id)
}

function descriptorOf({ value }: EventInput): number | undefined {
  return value === NO_DESCRIPTOR ? undefined : value
}

function remoteOf({ remote }: EventInput): string | undefined {
  return remote === '' ? undefined : remote
}
