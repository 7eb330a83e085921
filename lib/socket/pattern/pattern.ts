// What a pattern is to its socket: a policy over pipes, made of a sending and a receiving half. It sees no bytes
// but subscriptions, and links never see it.
import type { Message } from '../message.js'
import type { Peer } from '../links/peer.js'
import type { Pipe } from '../links/pipe.js'

/** The options that patterns heed, as they are at the moment. */
export interface PatternOptions {
  readonly routingId: Uint8Array | null
  readonly receiveHighWaterMark: number
  readonly probeRouter: boolean
  readonly mandatory: boolean
  readonly handover: boolean
  readonly correlate: boolean
  readonly relaxed: boolean
  readonly invertMatching: boolean
  readonly noDrop: boolean
  readonly manual: boolean
  readonly tellsAllSubscribes: boolean
  readonly tellsAllUnsubscribes: boolean
  readonly welcomeMessage: Uint8Array | null
}

/** To whom a message goes. */
export interface Sending {
  /**
   * Sends one message, whole.
   *
   * @returns false if nobody can take it now, or it is not its turn
   * @throws SystemError EHOSTUNREACH for a peer that is not there
   */
  send(message: Message): boolean
  /** There is room in a pipe that was found full. */
  writable(pipe: Pipe): void
  /** True if `send` would find somebody who takes the message. */
  readonly canSend: boolean
  /** True while a message must be received first (REP, REQ). */
  readonly mustReceiveFirst?: boolean
}

/** From whom a message comes. */
export interface Receiving {
  /** The next message; undefined if there is none now, or it is not its turn. */
  receive(): Message | undefined
  /** A message has arrived in a pipe that was found empty. */
  readable(pipe: Pipe): void
  /** True if `receive` would give a message. */
  readonly canReceive: boolean
  /** True while a message must be sent first (REQ, REP). */
  readonly mustSendFirst?: boolean
}

/** Chooses the pipe for each message. */
export interface Pattern extends Sending, Receiving {
  /**
   * Takes in a pipe. Who is at its other end may not be known yet.
   *
   * @returns false if it takes no more: the peer stays connected, mute
   */
  attach(pipe: Pipe): boolean
  /** The peer of a pipe is there; again after each reconnect. */
  up?(pipe: Pipe, peer: Peer): void
  /** The peer has gone, and the pipe waits for it to come back. */
  down?(pipe: Pipe): void
  /** A command of the peer's that is no heartbeat, such as SUBSCRIBE. */
  control?(pipe: Pipe, body: Buffer): void
  /** Of one whose halves take turns: called when it is the other's. */
  onTurn?: (() => void) | undefined
  /** Forgets a pipe. */
  detach(pipe: Pipe): void
  /** False if it never receives: what peers send then is thrown away, so that their end is seen. */
  readonly receives: boolean
  /** True while there is any peer. */
  readonly hasPeers: boolean
  /** What the application asks of a type that subscribes. */
  subscribe?(topic: Uint8Array): void
  unsubscribe?(topic: Uint8Array): void
  /** Of a type that publishes (lib/engine-access.ts). */
  watchSubscribers?(topic: Uint8Array, told: (count: number) => void): () => void
  /** What it asks of a DISH. */
  join?(group: Uint8Array): void
  leave?(group: Uint8Array): void
}
