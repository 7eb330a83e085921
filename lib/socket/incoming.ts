// The receiving half of a public socket: a promise for the next message, and the iterator. A message
// that is there already is given in a resolved promise; otherwise one reader waits here. A turn of the
// event loop is waited for by the promise alone: the message is taken, and the next may be.
import { holdProcess, letProcessGo, type Timer } from '../clock.js'
import { whenAborted } from '../aborting.js'
import { systemError } from '../errors.js'
import type { SocketCore } from './core.js'
import { Turns } from './turns.js'

/** Who waits for a message: one object and no closures, for many wait for each message that they get. */
class Pending<Taken> {
  /** It takes only once the whole chunk is read that brings the first message. */
  readonly isBatch: boolean
  readonly #take: () => Taken | undefined
  readonly #resolve: (taken: Taken) => void
  readonly #reject: (reason: Error) => void
  timer: Timer | undefined
  /** Ends the listening to its signal. */
  forget: (() => void) | undefined

  constructor(
    isBatch: boolean,
    take: () => Taken | undefined,
    resolve: (taken: Taken) => void,
    reject: (reason: Error) => void,
  ) {
    this.isBatch = isBatch
    this.#take = take
    this.#resolve = resolve
    this.#reject = reject
    holdProcess()
  }

  /** Takes what is there and ends the wait; false if nothing is. */
  take(): boolean {
    const taken = this.#take()
    if (taken === undefined) return false
    this.#stop()
    this.#resolve(taken)
    return true
  }

  giveUp(reason: Error): void {
    this.#stop()
    this.#reject(reason)
  }

  #stop(): void {
    this.timer?.cancel()
    this.forget?.()
    letProcessGo()
  }
}

/** Receives for one socket, one at a time. */
export class Incoming {
  readonly #core: SocketCore
  readonly #turns: Turns
  readonly #takeOne = (): Buffer[] | undefined => this.#take()
  #pending: Pending<unknown> | undefined

  constructor(core: SocketCore) {
    this.#core = core
    this.#turns = new Turns(core.clock)
    core.onReadable = () => this.#retry()
    core.onClosing.push(() => this.#fail())
  }

  /**
   * The next message if one is there, no one waits and the turn is not used up: what a loop can have
   * without a promise. Its parts are Buffers, views that stay valid.
   */
  takeNow(): Buffer[] | undefined {
    if (this.#pending !== undefined || this.#turns.spend()) return undefined
    return this.#take()
  }

  /**
   * The next message. Where the signal ends the wait, nothing has been taken.
   *
   * @throws SystemError EBUSY while another receive waits for one
   */
  receive(signal?: AbortSignal): Promise<Buffer[]> {
    this.#checkFree()
    if (signal?.aborted) return Promise.reject(signal.reason)
    const message = this.#take()
    return message === undefined ? this.#wait(this.#takeOne, false, signal) : this.#given(message)
  }

  /**
   * All messages that are there, at most `most`; waits for one if there is none. Order, marks and
   * errors are those of `receive`.
   */
  receiveBatch(most: number, signal?: AbortSignal): Promise<Buffer[][]> {
    this.#checkFree()
    if (signal?.aborted) return Promise.reject(signal.reason)
    const batch = this.#takeBatch(most)
    if (batch !== undefined) return this.#given(batch)
    return this.#wait(() => this.#takeBatch(most), true, signal)
  }

  /** @throws SystemError EBUSY while another receive waits for a message */
  #checkFree(): void {
    if (this.#pending === undefined) return
    throw systemError('EBUSY', {
      message: 'Socket is busy reading; only one receive operation may be in progress at any time',
    })
  }

  #given<Taken>(taken: Taken): Promise<Taken> {
    return this.#turns.spend() ? this.#turns.next().then(() => taken) : Promise.resolve(taken)
  }

  #take(): Buffer[] | undefined {
    return this.#core.pattern.receive() as Buffer[] | undefined
  }

  #takeBatch(most: number): Buffer[][] | undefined {
    let parts = this.#take()
    if (parts === undefined) return undefined
    const batch: Buffer[][] = []
    for (; parts !== undefined; parts = this.#take()) if (batch.push(parts) === most) break
    return batch
  }

  #wait<Taken>(
    take: () => Taken | undefined,
    isBatch: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Taken> {
    const { receiveTimeout } = this.#core.options
    if (receiveTimeout === 0 || this.#core.isClosed) return Promise.reject(this.#error())
    return new Promise((resolve, reject) => {
      const pending = new Pending<Taken>(isBatch, take, resolve, reject)
      this.#pending = pending as Pending<unknown>
      if (receiveTimeout >= 0) {
        pending.timer = this.#core.clock.after(receiveTimeout, () => this.#fail())
      }
      if (signal !== undefined) {
        pending.forget = whenAborted(signal, () => this.#giveUp(signal.reason))
      }
    })
  }

  #retry(): void {
    const pending = this.#pending
    if (pending === undefined) return
    if (pending.isBatch) queueMicrotask(() => this.#settle(pending))
    else this.#settle(pending)
  }

  #settle(pending: Pending<unknown>): void {
    if (this.#pending !== pending) return
    // Taken off first: to take may let the sender send more, and that would be heard in between.
    this.#pending = undefined
    if (!pending.take()) this.#pending = pending
  }

  /** Its time is over, or the socket; but first of all what is there is taken. */
  #fail(): void {
    if (this.#pending !== undefined) this.#settle(this.#pending)
    if (this.#pending !== undefined) this.#giveUp(this.#error())
  }

  #giveUp(reason: Error): void {
    const pending = this.#pending as Pending<unknown>
    this.#pending = undefined
    pending.giveUp(reason)
  }

  /** Why there is no message. */
  #error(): Error {
    return systemError(this.#core.pattern.mustSendFirst === true ? 'EFSM' : 'EAGAIN')
  }
}
