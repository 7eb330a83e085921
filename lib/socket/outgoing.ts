// The sending half of a public socket: a message in, a promise out. A message that can go at once
// costs no promise of its own; one that cannot waits here, alone, for room or its time-out.
import { keepProcessAlive, type Timer } from '../clock.js'
import { systemError } from '../errors.js'
import type { SocketCore } from './core.js'
import { toMessage, type Message, type MessageLike } from './message.js'
import { keep } from './pipe.js'
import { Turns } from './turns.js'

const DONE = Promise.resolve()

/** So many messages of a batch count as one operation of a turn: about as long as one `send` takes. */
const BATCH_MESSAGES_PER_OPERATION = 4

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
  #isBusy = false

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
    this.#checkFree()
    if (!this.#core.pattern.send(parts)) return this.#wait(parts)
    if (!this.#turns.spend()) return DONE
    return this.#turn()
  }

  /**
   * Sends messages in their order, each whole and by itself as by so many `send`s, for one promise.
   * Until it is settled the batch and its messages must not be changed.
   *
   * @returns resolved once the last is queued or on its way; rejected as `send`, and then `sent` of the
   * error says how many went before
   * @throws SystemError EBUSY; TypeError for undefined: nothing was sent then
   */
  sendBatch(messages: readonly (MessageLike | readonly MessageLike[])[]): Promise<void> {
    this.#checkFree()
    const batch = messages.map(message =>
      message instanceof Uint8Array ? [message] : toMessage(message),
    )
    const sent = this.#sendNow(batch, 0)
    return sent === batch.length ? DONE : this.#sendRest(batch, sent)
  }

  /**
   * Sends from `start` on until there is no room or the turn is used up.
   *
   * @returns how many are sent
   */
  #sendNow(batch: readonly Message[], start: number): number {
    const { pattern } = this.#core
    for (let index = start; index < batch.length; index++) {
      const parts = batch[index] as Message
      if (parts.length > 0 && !pattern.send(parts)) return index
      if (index % BATCH_MESSAGES_PER_OPERATION === 0 && this.#turns.spend()) return index + 1
    }
    return batch.length
  }

  async #sendRest(batch: readonly Message[], start: number): Promise<void> {
    let sent = start
    this.#isBusy = true
    try {
      while (sent < batch.length) {
        if (this.#turns.isUsedUp) {
          await this.#turns.next()
          if (this.#core.isClosed) throw systemError('EAGAIN')
        } else {
          await this.#wait(batch[sent] as Message)
          sent++
        }
        sent = this.#sendNow(batch, sent)
      }
    } catch (error) {
      throw Object.assign(error as Error, { sent })
    } finally {
      this.#isBusy = false
    }
  }

  /** @throws SystemError EBUSY while another send is under way */
  #checkFree(): void {
    if (this.#pending === undefined && !this.#isBusy) return
    throw systemError('EBUSY', {
      message: 'Socket is busy writing; only one send operation may be in progress at any time',
    })
  }

  async #turn(): Promise<void> {
    this.#isBusy = true
    await this.#turns.next()
    this.#isBusy = false
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
