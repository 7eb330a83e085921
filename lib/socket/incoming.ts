// The receiving half of a public socket: a promise for the next message, and the iterator. A message
// that is there already is given in a resolved promise; otherwise one reader waits here.
import { keepProcessAlive, type Timer } from '../clock.js'
import { systemError } from '../errors.js'
import type { SocketCore } from './core.js'
import { Turns } from './turns.js'

interface PendingReceive {
  readonly resolve: (parts: Buffer[]) => void
  readonly reject: (error: Error) => void
  readonly release: () => void
  readonly timer: Timer | undefined
}

/** Receives for one socket, one at a time. */
export class Incoming {
  readonly #core: SocketCore
  readonly #turns = new Turns()
  #pending: PendingReceive | undefined
  #isTurning = false

  constructor(core: SocketCore) {
    this.#core = core
    core.onReadable = () => this.#retry()
    core.onClosing.push(() => this.#settle()?.reject(systemError('EAGAIN')))
  }

  /**
   * The next message if one is there and no one waits: what a loop can have without a promise. Its
   * parts are Buffers, views that stay valid.
   */
  takeNow(): Buffer[] | undefined {
    if (this.#pending !== undefined || this.#isTurning || this.#turns.spend()) return undefined
    return this.#take()
  }

  /**
   * The next message.
   *
   * @throws SystemError EBUSY while another receive waits
   */
  receive(): Promise<Buffer[]> {
    if (this.#pending !== undefined || this.#isTurning) {
      throw systemError('EBUSY', {
        message:
          'Socket is busy reading; only one receive operation may be in progress at any time',
      })
    }
    if (this.#turns.spend()) {
      this.#isTurning = true
      return this.#turns.next().then(() => {
        this.#isTurning = false
        return this.#takeOrWait()
      })
    }
    return this.#takeOrWait()
  }

  #take(): Buffer[] | undefined {
    return this.#core.pattern.receive() as Buffer[] | undefined
  }

  #takeOrWait(): Promise<Buffer[]> {
    const parts = this.#take()
    if (parts !== undefined) return Promise.resolve(parts)
    const { receiveTimeout } = this.#core.options
    if (receiveTimeout === 0 || this.#core.isClosed) return Promise.reject(systemError('EAGAIN'))
    return new Promise((resolve, reject) => {
      const timer =
        receiveTimeout < 0
          ? undefined
          : this.#core.clock.after(receiveTimeout, () =>
              this.#settle()?.reject(systemError('EAGAIN')),
            )
      this.#pending = { resolve, reject, release: keepProcessAlive(), timer }
    })
  }

  #retry(): void {
    if (this.#pending === undefined) return
    const parts = this.#take()
    if (parts !== undefined) this.#settle()?.resolve(parts)
  }

  /** Ends the wait and gives what waited, for the caller to resolve or reject. */
  #settle(): PendingReceive | undefined {
    const pending = this.#pending
    this.#pending = undefined
    pending?.timer?.cancel()
    pending?.release()
    return pending
  }
}
