// What a pattern is to its socket: a policy over pipes. It never sees bytes, and links never see it.
import type { Message } from '../message.js'
import type { Pipe } from '../pipe.js'

/** Chooses the pipe for each message. */
export interface Pattern {
  /**
   * Takes in a new peer.
   *
   * @returns false if it takes no more: the peer stays connected, mute
   */
  attach(pipe: Pipe): boolean
  /** Forgets a peer. */
  detach(pipe: Pipe): void
  /** A message has arrived in a pipe that was found empty. */
  readable(pipe: Pipe): void
  /** There is room in a pipe that was found full. */
  writable(pipe: Pipe): void
  /** Sends one message, whole, to one peer; false if none can take it now. */
  send(message: Message): boolean
  /** The next message; undefined if there is none now. */
  receive(): Message | undefined
  /** False if it never receives: what peers send then is thrown away, so that their end is seen. */
  readonly receives: boolean
  /** True if `send` would find a peer that takes the message. */
  readonly canSend: boolean
  /** True if `receive` would give a message. */
  readonly canReceive: boolean
  /** True while there is any peer. */
  readonly hasPeers: boolean
}
