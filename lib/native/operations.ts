// The sends and receives of one socket. Each is tried at once; what cannot be done yet waits in order
// until the poller says that something has happened.
import { OPTIONS } from '../options.js'
import { EAGAIN } from './failure.js'
import { type NativeHandle, POLLIN, POLLOUT, type RawPart } from './handle.js'
import { receiveMessage, sendMessage } from './message.js'
import { Waiting } from './waiting.js'

/** Operations that may be done at once before one of them waits for the event loop to turn. */
const OPERATIONS_PER_TURN = 512

/** What waits on one socket, and what need not. */
export class Operations {
  readonly #handle: NativeHandle
  readonly #arm: () => void
  readonly #receiving = new Waiting()
  readonly #sending = new Waiting()
  #leftThisTurn = OPERATIONS_PER_TURN
  #isTurnAwaited = false

  /** @param arm asks for `attend` to be called whenever the socket's descriptor is readable */
  constructor(handle: NativeHandle, arm: () => void) {
    this.#handle = handle
    this.#arm = arm
  }

  get isWaiting(): boolean {
    return !this.#receiving.isEmpty || !this.#sending.isEmpty
  }

  /** Sends a message as soon as a peer can take it, or fails with EAGAIN after ZMQ_OPTIONS.SNDTIMEO. */
  async send(parts: readonly Uint8Array[]): Promise<void> {
    await this.#perform(
      this.#sending,
      OPTIONS.SNDTIMEO,
      () => sendMessage(this.#handle, parts) || undefined,
    )
  }

  /** Sends a message if a peer can take it now and no other message waits. */
  trySend(parts: readonly Uint8Array[]): boolean {
    if (!this.#sending.isEmpty) return false
    if (sendMessage(this.#handle, parts)) return true
    // libzmq looks at what other threads told it only now and then; ZMQ_EVENTS makes it look.
    return (this.#handle.events() & POLLOUT) !== 0 && sendMessage(this.#handle, parts)
  }

  /** Receives a message as soon as there is one, or fails with EAGAIN after ZMQ_OPTIONS.RCVTIMEO. */
  receive<Result>(convert: (parts: RawPart[]) => Result): Promise<Result> {
    return this.#perform(this.#receiving, OPTIONS.RCVTIMEO, () => {
      const parts = receiveMessage(this.#handle)
      return parts === undefined ? undefined : convert(parts)
    })
  }

  /** Receives a message if there is one now and nobody else waits for it. */
  tryReceive(): RawPart[] | undefined {
    return this.#receiving.isEmpty ? receiveMessage(this.#handle) : undefined
  }

  /** Tries again what waits. The descriptor is quiet afterwards, until something new happens. */
  attend(): void {
    const events = this.#handle.events()
    const isGone = this.#handle.lastErrno !== 0
    if (isGone || (events & POLLIN) !== 0) this.#receiving.attend()
    if (isGone || (events & POLLOUT) !== 0) this.#sending.attend()
  }

  /** Ends all waiting. */
  rejectAll(error: Error): void {
    this.#receiving.rejectAll(error)
    this.#sending.rejectAll(error)
  }

  async #perform<Result>(
    waiting: Waiting,
    timeoutOption: number,
    operation: () => Result | undefined,
  ): Promise<Result> {
    const hasTurn = --this.#leftThisTurn >= 0
    const timeoutMs = (): number => Number(this.#handle.getOption(timeoutOption))
    if (waiting.isEmpty && (hasTurn || timeoutMs() === 0)) {
      const result = operation()
      if (result !== undefined) return result
    }
    if (timeoutMs() === 0) this.#handle.check(EAGAIN)
    const done = waiting.add(operation, timeoutMs())
    if (hasTurn) this.#arm()
    else this.#awaitTurn()
    return done
  }

  /** Once a turn: two at a time would each let as many operations through. */
  #awaitTurn(): void {
    if (this.#isTurnAwaited) return
    this.#isTurnAwaited = true
    setImmediate(() => this.#onTurn())
  }

  /** By now the socket may be closed; then nothing waits any more. */
  #onTurn(): void {
    this.#isTurnAwaited = false
    this.#leftThisTurn = OPERATIONS_PER_TURN
    if (!this.isWaiting) return
    this.attend()
    if (this.isWaiting) this.#arm()
  }
}
