// The receiving half of a public socket: a promise for the next message, and the iterator. A message
// that is there already is given in a resolved promise; otherwise one reader waits here.
import { keepProcessAlive, type Timer } from '../clock.js'
import { systemError } from '../errors.js'
import type { SocketCore } from './core.js'
import { Turns } from './turns.js'

interface PendingReceive {
  /** Gets the message; for a batch nothing: it takes what is there once the whole chunk is read. */
  readonly resolve: (parts: Buffer[]) => void
  readonly isBatch: boolean
  readonly reject: (error: Error) => void
  readonly release: () => void
  readonly timer: Timer | undefined
}

/** Receives for one socket, one at a time. */
export class Incoming {
  readonly #core: SocketCore
  readonly #turns = new Turns()
  #pending: PendingReceive | undefined
  #isBusy = false

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
    if (this.#pending !== undefined || this.#isBusy || this.#turns.spend()) return undefined
    return this.#take()
  }

  /**
   * The next message.
   *
   * @throws SystemError EBUSY while another receive waits
   */
  receive(): Promise<Buffer[]> {
    this.#checkFree()
    if (this.#turns.spend()) {
      this.#isBusy = true
      return this.#turns.next().then(() => {
        this.#isBusy = false
        return this.#takeOrWait()
      })
    }
    return this.#takeOrWait()
  }

  /**
   * All messages that are there, at most `most`; waits for one if there is none. Order, marks and
   * errors are those of `receive`.
   */
  receiveBatch(most: number): Promise<Buffer[][]> {
    this.#checkFree()
    if (!this.#turns.spend()) {
      const batch = this.#takeBatch(most)
      if (batch.length > 0) return Promise.resolve(batch)
    }
    return this.#waitForBatch(most)
  }

  async #waitForBatch(most: number): Promise<Buffer[][]> {
    this.#isBusy = true
    try {
      if (this.#turns.isUsedUp) await this.#turns.next()
      let batch = this.#takeBatch(most)
      while (batch.length === 0) {
        await this.#wait(true)
        batch = this.#takeBatch(most)
      }
      return batch
    } finally {
      this.#isBusy = false
    }
  }

  #takeBatch(most: number): Buffer[][] {
    const batch: Buffer[][] = []
    while (batch.length < most) {
      const parts = this.#take()
      if (parts === undefined) break
      batch.push(parts)
    }
    return batch
  }

  /** @throws SystemError EBUSY while another receive is under way */
  #checkFree(): void {
    if (this.#pending === undefined && !this.#isBusy) return
    throw systemError('EBUSY', {
      message: 'Socket is busy reading; only one receive operation may be in progress at any time',
    })
  }

  #take(): Buffer[] | undefined {
    return this.#core.pattern.receive() as Buffer[] | undefined
  }

  #takeOrWait(): Promise<Buffer[]> {
    const parts = this.#take()
    return parts === undefined ? this.#wait(false) : Promise.resolve(parts)
  }

  #wait(isBatch: boolean): Promise<Buffer[]> {
    const { receiveTimeout } = this.#core.options
    if (receiveTimeout === 0 || this.#core.isClosed) return Promise.reject(systemError('EAGAIN'))
    return new Promise((resolve, reject) => {
      const timer =
        receiveTimeout < 0
          ? undefined
          : this.#core.clock.after(receiveTimeout, () =>
              this.#settle()?.reject(systemError('EAGAIN')),
            )
      this.#pending = { resolve, reject, isBatch, release: keepProcessAlive(), timer }
    })
  }

  #retry(): void {
    if (this.#pending === undefined) return
    if (this.#pending.isBatch) {
      if (this.#core.pattern.canReceive) this.#settle()?.resolve([])
      return
    }
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
