// What is known of a peer once messages can pass: facts for patterns and for the account of peers.
import type { AnyTypeName } from '../../engine.js'
import type { PeerInfo } from '../../zmtp/connection-contract.js'
import { getProperty } from '../../zmtp/metadata.js'

/** Which side of a connection an event belongs to: it decides the address of version 1. */
export type EventSide = 'bind' | 'connect'

/** A peer, as its greeting and handshake showed it, and where it is. */
export interface Peer extends Omit<PeerInfo, 'metadata'> {
  /** The side we are on: `bind` for a peer that connected to us. */
  readonly side: EventSide
  /** The Identity of its READY, as long as it may be (libzmq's way); undefined if it sent none, or an empty one. */
  readonly identity: Buffer | undefined
  /** As events carry it. */
  readonly descriptor: number
  /** What events call it. */
  readonly remote: string
  /** Ends the link, as if the peer had gone. */
  readonly drop: () => void
  /** Takes its pipe away, for another peer has its place; over tcp and ipc it stays connected, mute. */
  readonly replace: () => void
}

/** What a link knows of its peer beyond the peer's own words. */
export type PeerPlace = Pick<Peer, 'side' | 'descriptor' | 'remote' | 'drop' | 'replace'>

/** A peer's facts. The identity is copied: a view would keep a whole read alive. */
export function peerOf(place: PeerPlace, info: PeerInfo): Peer {
  const identity = getProperty(info.metadata, 'Identity')
  // Written out: what is made by spreading gets a hidden class for each object, a tenth of an idle peer's memory.
  return {
    protocol: info.protocol,
    minor: info.minor,
    socketType: info.socketType,
    side: place.side,
    identity: identity?.length ? Buffer.from(identity) : undefined,
    descriptor: place.descriptor,
    remote: place.remote,
    drop: place.drop,
    replace: place.replace,
  }
}

/** What the other side knows of a socket it meets over inproc: nobody keeps an account of that. */
export function inprocPeer(
  {
    type,
    options,
  }: { readonly type: AnyTypeName; readonly options: { readonly routingId: Uint8Array | null } },
  drop: () => void,
): Peer {
  return {
    protocol: '3.x',
    minor: 1,
    socketType: type,
    side: 'connect',
    identity: options.routingId === null ? undefined : Buffer.from(options.routingId),
    descriptor: -1,
    remote: '',
    drop,
    replace: drop,
  }
}
