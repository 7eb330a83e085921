// The sending half of a public socket: a message in, a promise out. A message that can go at once
// costs no promise of its own; one that cannot waits here, alone, for room or its time-out.
import { keepProcessAlive, type Timer } from '../clock.js'
import { systemError } from '../errors.js'
import type { SocketCore } from './core.js'
import { toMessage, type Message, type MessageLike } from './message.js'
import { keep } from './pipe.js'
import { Turns } from './turns.js'

const DONE = Promise.resolve()

interface PendingSend {
  readonly message: Message
  readonly resolve: () => void
  readonly reject: (error: Error) => void
  readonly release: () => void
  readonly timer: Timer | undefined
}

/** Sends for one socket, one at a time. */
export class Outgoing {
  readonly #core: SocketCore
  readonly #turns = new Turns()
  #pending: PendingSend | undefined
  #isTurning = false

  constructor(core: SocketCore) {
    this.#core = core
    core.onWritable = () => this.#retry()
    core.onClosing.push(() => this.#settle()?.reject(systemError('EAGAIN')))
  }

  /**
   * Sends one message, whole.
   *
   * @returns resolved once the message is queued or on its way
   * @throws SystemError EBUSY while another send waits; TypeError for undefined
   */
  send(message: MessageLike | readonly MessageLike[]): Promise<void> {
    const parts = message instanceof Uint8Array ? [message] : toMessage(message)
    return parts.length === 0 ? DONE : this.sendParts(parts)
  }

  /** Sends one message given as its parts, at least one; as `send`. */
  sendParts(parts: Message): Promise<void> {
    if (this.#pending !== undefined || this.#isTurning) {
      throw systemError('EBUSY', {
        message: 'Socket is busy writing; only one send operation may be in progress at any time',
      })
    }
    if (!this.#core.pattern.send(parts)) return this.#wait(parts)
    if (!this.#turns.spend()) return DONE
    return this.#turn()
  }

  async #turn(): Promise<void> {
    this.#isTurning = true
    await this.#turns.next()
    this.#isTurning = false
  }

  #wait(message: Message): Promise<void> {
    const { sendTimeout } = this.#core.options
    if (sendTimeout === 0) return Promise.reject(systemError('EAGAIN'))
    return new Promise((resolve, reject) => {
      const timer =
        sendTimeout < 0
          ? undefined
          : this.#core.clock.after(sendTimeout, () => this.#settle()?.reject(systemError('EAGAIN')))
      this.#pending = {
        message: message.map(keep),
        resolve,
        reject,
        release: keepProcessAlive(),
        timer,
      }
    })
  }

  #retry(): void {
    const { pattern } = this.#core
    if (this.#pending === undefined || !pattern.send(this.#pending.message)) return
    this.#settle()?.resolve()
  }

  /** Ends the wait and gives what waited, for the caller to resolve or reject. */
  #settle(): PendingSend | undefined {
    const pending = this.#pending
    this.#pending = undefined
    pending?.timer?.cancel()
    pending?.release()
    return pending
  }
}
