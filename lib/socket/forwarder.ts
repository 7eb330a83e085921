// Moves messages between two sockets, both ways, as zmq_proxy_steerable(3) does: nothing is taken from one that
// the other has no room for.
import { keepProcessAlive } from '../clock.js'
import type { SocketCore } from './core.js'
import type { Message } from './message.js'

/** So many messages go one way before the event loop turns, as libzmq's proxy looks around then. */
const BURST = 1000

/** One direction. */
interface Lane {
  readonly from: SocketCore
  readonly to: SocketCore
  /** Taken, and refused after all by who had said that there is room. */
  held: Message | undefined
}

/** Forwards from its making until it is stopped. */
export class Forwarder {
  readonly #lanes: readonly Lane[]
  readonly #onFailed: (error: Error) => void
  readonly #release = keepProcessAlive()
  #state: 'running' | 'paused' | 'stopped' = 'running'
  #isQueued = false

  /** @param onFailed called when a socket refuses a message for good: the end of the forwarding */
  constructor(front: SocketCore, back: SocketCore, onFailed: (error: Error) => void) {
    const there = { from: front, to: back, held: undefined }
    const andBack = { from: back, to: front, held: undefined }
    // One socket alone is given back what comes from it.
    this.#lanes = front === back ? [there] : [there, andBack]
    this.#onFailed = onFailed
    for (const { from } of this.#lanes) {
      from.onReadable = this.#pump
      from.onWritable = this.#pump
    }
    this.#queue()
  }

  pause(): void {
    this.#state = 'paused'
  }

  resume(): void {
    this.#state = 'running'
    this.#queue()
  }

  stop(): void {
    this.#state = 'stopped'
    for (const { from } of this.#lanes) {
      from.onReadable = undefined
      from.onWritable = undefined
    }
    this.#release()
  }

  readonly #pump = (): void => {
    if (this.#state !== 'running' || this.#isQueued) return
    try {
      for (const lane of this.#lanes) if (moveBurst(lane)) this.#queue()
    } catch (error) {
      this.stop()
      this.#onFailed(error as Error)
    }
  }

  /** Goes on when the event loop has turned. */
  #queue(): void {
    if (this.#isQueued) return
    this.#isQueued = true
    setImmediate(() => {
      this.#isQueued = false
      this.#pump()
    })
  }
}

/** Moves what can be moved; true if it is not all. */
function moveBurst(lane: Lane): boolean {
  const { from, to } = lane
  for (let count = 0; count < BURST; count++) {
    if (lane.held === undefined && !to.pattern.canSend) return false
    const message = lane.held ?? from.pattern.receive()
    lane.held = message
    if (message === undefined || !to.pattern.send(message)) return false
    lane.held = undefined
  }
  return true
}
