// The connected peers by the remote endpoint that events name them by. Pure; see peer.ts.
import { emptyMap, mapDelete, mapGet, mapSet } from './int-map.js'
import type { RemotePeers, Peer, PeerBook } from './peer.js'

/** The peers of a remote endpoint, none if there are none. */
export function peersOf(book: PeerBook, remote: string | undefined): RemotePeers {
  const bucket = mapGet(book.byRemote, hashOf(remote)) ?? []
  return bucket.find(entry => entry.remote === remote) ?? nobody(remote)
}

/** The book with a peer entered under its remote endpoint, as it now is. */
export function enterName(book: PeerBook, peer: Peer): PeerBook {
  const old = peersOf(book, peer.remote)
  const { id, readyAt, acceptedAt } = peer
  const isReady = readyAt !== undefined
  return withEntry(book, {
    remote: peer.remote,
    waiting: isReady ? mapDelete(old.waiting, id) : mapSet(old.waiting, id, id),
    ready: isReady ? mapSet(old.ready, id, id) : mapDelete(old.ready, id),
    early:
      isReady && acceptedAt === undefined ? mapSet(old.early, id, id) : mapDelete(old.early, id),
  })
}

/** The book without a peer's name. */
export function removeName(book: PeerBook, { id, remote }: Peer): PeerBook {
  const { waiting, ready, early } = peersOf(book, remote)
  return withEntry(book, {
    remote,
    waiting: mapDelete(waiting, id),
    ready: mapDelete(ready, id),
    early: mapDelete(early, id),
  })
}

function nobody(remote: string | undefined): RemotePeers {
  return { remote, waiting: emptyMap(), ready: emptyMap(), early: emptyMap() }
}

function withEntry(book: PeerBook, entry: RemotePeers): PeerBook {
  const hash = hashOf(entry.remote)
  const others = (mapGet(book.byRemote, hash) ?? []).filter(({ remote }) => remote !== entry.remote)
  const isEmpty = entry.waiting.size + entry.ready.size === 0
  const bucket = isEmpty ? others : [...others, entry]
  const byRemote =
    bucket.length === 0 ? mapDelete(book.byRemote, hash) : mapSet(book.byRemote, hash, bucket)
  return { ...book, byRemote }
}

/** FNV-1a, cut to 30 bits. Two endpoints of one hash share a bucket. */
function hashOf(remote: string | undefined): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < (remote?.length ?? 0); index++) {
    hash = Math.imul(hash ^ (remote as string).charCodeAt(index), 0x01000193)
  }
  return (hash >>> 2) & 0x3fffffff
}
