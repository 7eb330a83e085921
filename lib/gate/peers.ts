// Who is connected, by monitor events alone (zmq_socket_monitor(3)). Pure.
//
// The descriptor ties ACCEPTED to DISCONNECTED. HANDSHAKE_SUCCEEDED has none: version 2 names the
// remote endpoint; where that is missing (version 1) or shared (`ipc://`), the peer that has waited
// longest is taken, and marked as inferred unless it was the only one.
import { livePeers, type Peer, type PeerBook } from './peer.js'
import type { EventInput, EventSignal, Phase } from './signals.js'

/** What an event changed. */
export interface PeerChange {
  readonly peers: PeerBook
  /** The peer it was about, if that is known; of two, the one that has gone. */
  readonly peer?: Peer
}

/** How many peers that have gone are remembered: a port scanner must not fill the memory. */
export const HISTORY_LIMIT = 1000

/** No descriptor to see: −1 as the monitor carries it. */
const NO_DESCRIPTOR = 0xffffffff

/** What peers on unnamed ipc sockets are all called. */
const UNNAMED_IPC = 'ipc://'

/** When an event happened, and what `isExtra` means then. */
interface Situation {
  readonly phase: Phase
  readonly consumers: number
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

function accept(book: PeerBook, event: EventInput, situation: Situation): PeerChange {
  const fd = descriptorOf(event)
  const stale = book.connected.find(peer => fd !== undefined && peer.fd === fd)
  if (stale !== undefined) {
    // The system gives a descriptor anew only after the one before was closed.
    const { peers, peer } = bury(book, stale, event, situation)
    return { peers: add(peers, event, { acceptedAt: event.now }).peers, peer }
  }
  const early = book.connected.find(
    peer => peer.acceptedAt === undefined && peer.remote === remoteOf(event),
  )
  if (early === undefined) return add(book, event, { acceptedAt: event.now })
  return replace(book, early, { acceptedAt: event.now, ...(fd !== undefined && { fd }) })
}

function ready(book: PeerBook, event: EventInput, situation: Situation): PeerChange {
  const { phase, consumers } = situation
  const remote = remoteOf(event)
  const namesakes = book.connected.filter(peer => peer.remote === remote)
  const waiting = namesakes.filter(peer => peer.readyAt === undefined)
  const [first] = waiting
  const isNamed = remote !== undefined && remote !== UNNAMED_IPC
  const change = {
    readyAt: event.now,
    readyIn: phase,
    isExtra: livePeers(book).length >= consumers,
    isInferred: !isNamed && waiting.length !== 1,
  }
  const next = change.isInferred ? { ...book, isInferred: true } : book
  if (first !== undefined) return replace(next, first, change)
  // Said twice of one and the same peer: nothing new.
  if (isNamed && namesakes.length > 0) return { peers: book }
  // With several I/O threads nothing guarantees that ACCEPTED comes first.
  return add(next, { ...event, value: NO_DESCRIPTOR }, change)
}

function refuse(book: PeerBook, event: EventInput): PeerChange {
  const refusal = { event: event.event, value: event.value }
  const remote = remoteOf(event)
  const waiting = book.connected.filter(
    peer => peer.readyAt === undefined && peer.remote === remote,
  )
  const [only] = waiting
  const isCertain = remote !== undefined && remote !== UNNAMED_IPC
  if (only !== undefined && waiting.length === 1 && isCertain) {
    return replace(book, only, { refusal })
  }
  return { peers: { ...book, unplacedRefusal: refusal } }
}

function leave(book: PeerBook, event: EventInput, situation: Situation): PeerChange {
  const { unplacedRefusal: refusal, ...rest } = book
  const peer = findLeaver(book, event)
  if (peer === undefined) return { peers: rest }
  if (refusal === undefined) return bury(rest, peer, event, situation)
  // Its handshake failed, so if it was taken for ready, somebody else was: the next in line.
  const { readyAt, readyIn, ...never } = peer
  const heir = rest.connected.find(
    other => other.id !== peer.id && other.readyAt === undefined && other.remote === peer.remote,
  )
  const refused: Peer = { ...never, refusal, isInferred: false }
  const removed: PeerBook = {
    ...rest,
    connected: rest.connected.map(other => (other.id === peer.id ? refused : other)),
  }
  const settled =
    readyAt === undefined || readyIn === undefined || heir === undefined
      ? removed
      : replace(removed, heir, { readyAt, readyIn, isInferred: true, isExtra: peer.isExtra }).peers
  return bury(settled, refused, event, situation)
}

function findLeaver(book: PeerBook, event: EventInput): Peer | undefined {
  const fd = descriptorOf(event)
  const remote = remoteOf(event)
  const byDescriptor = book.connected.find(peer => fd !== undefined && peer.fd === fd)
  const namesakes = book.connected.filter(
    peer => peer.remote === remote && (fd === undefined || peer.fd === undefined),
  )
  const hasFailed = book.unplacedRefusal !== undefined
  return (
    byDescriptor ??
    namesakes.find(peer => (peer.readyAt === undefined) === hasFailed) ??
    namesakes[0]
  )
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
  const peers = { ...book, connected: [...book.connected, peer], seen: book.seen + 1 }
  return { peers, peer }
}

function replace(book: PeerBook, old: Peer, fields: Partial<Peer>): PeerChange {
  const peer: Peer = { ...old, ...fields }
  const connected = book.connected.map(other => (other.id === old.id ? peer : other))
  return { peers: { ...book, connected }, peer }
}

/** Moves a peer to those that have gone; of too many, the oldest that was no consumer is forgotten. */
function bury(
  book: PeerBook,
  leaver: Peer,
  event: EventInput,
  { phase }: Situation,
): Required<PeerChange> {
  const peer: Peer = { ...leaver, goneAt: event.now, goneIn: phase }
  const connected = book.connected.filter(other => other.id !== peer.id)
  const gone = [...book.gone, peer]
  if (gone.length <= HISTORY_LIMIT) return { peers: { ...book, connected, gone }, peer }
  gone.splice(
    Math.max(
      gone.findIndex(other => other.readyAt === undefined),
      0,
    ),
    1,
  )
  return { peers: { ...book, connected, gone, forgotten: book.forgotten + 1 }, peer }
}

function descriptorOf({ value }: EventInput): number | undefined {
  return value === NO_DESCRIPTOR ? undefined : value
}

function remoteOf({ remote }: EventInput): string | undefined {
  return remote === '' ? undefined : remote
}
