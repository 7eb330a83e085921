// The sending half of a public socket: a message in, a promise out. A message that can go at once
// costs no promise of its own; one that cannot waits here, alone, for room or its time-out. A turn of
// the event loop is waited for by the promise alone: the message has gone, and the next may go.
import { holdProcess, letProcessGo, type Timer } from '../clock.js'
import { whenAborted } from '../aborting.js'
import { systemError } from '../errors.js'
import type { SocketCore } from './core.js'
import { toMessage, type Message, type MessageLike } from './message.js'
import { keep } from './links/pipe.js'
import { Turns } from './turns.js'

const DONE = Promise.resolve()

/** So many messages of a batch count as one operation of a turn: about as long as one `send` takes. */
const BATCH_MESSAGES_PER_OPERATION = 4

/** Messages of which some have not been sent, and their promise. */
interface Rest {
  readonly messages: readonly Message[]
  /** How many have been sent. */
  sent: number
  readonly isBatch: boolean
  readonly resolve: () => void
  readonly reject: (error: Error) => void
  /** Ends the listening to its signal. */
  readonly forget: () => void
  /** Undefined while it waits for a turn of the event loop only. */
  wait: Wait | undefined
}

/** What waiting for room holds, beside the process. */
interface Wait {
  readonly timer: Timer | undefined
}

/** Sends for one socket, one at a time. */
export class Outgoing {
  readonly #core: SocketCore
  readonly #turns: Turns
  #rest: Rest | undefined

  constructor(core: SocketCore) {
    this.#core = core
    this.#turns = new Turns(core.clock)
    core.onWritable = () => this.#retry()
    core.onClosing.push(() => this.#fail(this.#rest))
  }

  /**
   * Sends one message, whole.
   *
   * @returns resolved once the message is queued or on its way
   * @throws SystemError EBUSY while another send waits for room; TypeError for undefined
   */
  send(message: MessageLike | readonly MessageLike[], signal?: AbortSignal): Promise<void> {
    const parts = message instanceof Uint8Array ? [message] : toMessage(message)
    return parts.length === 0 ? DONE : this.sendParts(parts, signal)
  }

  /** Sends one message given as its parts, at least one; as `send`. */
  sendParts(parts: Message, signal?: AbortSignal): Promise<void> {
    if (this.#rest !== undefined) this.#makeWay()
    if (signal?.aborted) return Promise.reject(signal.reason)
    try {
      if (this.#core.pattern.send(parts)) return this.#turns.spend() ? this.#turns.next() : DONE
    } catch (error) {
      return Promise.reject(error as Error)
    }
    // The caller may use its memory again, as after any `send`.
    return this.#finishLater([parts.map(keep)], 0, false, signal)
  }

  /** Sends one message if it can go now; says whether it did. */
  trySend(parts: Message): boolean {
    return this.#rest === undefined && this.#core.pattern.send(parts)
  }

  /**
   * Sends messages in their order, each whole and by itself as by so many `send`s, for one promise.
   * Until it is settled the batch and its messages must not be changed.
   *
   * @returns resolved once the last is queued or on its way; rejected as `send`, and then `sent` of the
   * error says how many went before
   * @throws SystemError EBUSY; TypeError for undefined: nothing was sent then
   */
  sendBatch(
    messages: readonly (MessageLike | readonly MessageLike[])[],
    signal?: AbortSignal,
  ): Promise<void> {
    const batch = messages.map(message =>
      message instanceof Uint8Array ? [message] : toMessage(message),
    )
    if (this.#rest !== undefined) this.#makeWay()
    if (signal?.aborted) return Promise.reject(signal.reason)
    let sent: number
    try {
      sent = this.#sendFrom(batch, 0)
    } catch (error) {
      return Promise.reject(error as Error)
    }
    if (sent < batch.length) return this.#finishLater(batch, sent, true, signal)
    return this.#turns.isUsedUp ? this.#turns.next() : DONE
  }

  /**
   * Sends from `start` on until there is no room or the turn is used up.
   *
   * @returns how many are sent
   */
  #sendFrom(batch: readonly Message[], start: number): number {
    const { pattern } = this.#core
    for (let index = start; index < batch.length; index++) {
      const parts = batch[index] as Message
      if (parts.length > 0 && !pattern.send(parts)) return index
      if (index % BATCH_MESSAGES_PER_OPERATION === 0 && this.#turns.spend()) return index + 1
    }
    return batch.length
  }

  /**
   * Lets what only waits for a turn go before the next message.
   *
   * @throws SystemError EBUSY if it must wait for room
   */
  #makeWay(): void {
    const rest = this.#rest as Rest
    while (rest.wait === undefined && rest.sent < rest.messages.length) {
      const sent = this.#sendFrom(rest.messages, rest.sent)
      if (sent === rest.sent) break
      rest.sent = sent
    }
    if (rest.sent < rest.messages.length) {
      throw systemError('EBUSY', {
        message: 'Socket is busy writing; only one send operation may be in progress at any time',
      })
    }
    this.#end(rest)
    rest.resolve()
  }

  #finishLater(
    messages: readonly Message[],
    sent: number,
    isBatch: boolean,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const forget = whenAborted(signal, () => this.#abort(signal?.reason))
      this.#rest = { messages, sent, isBatch, resolve, reject, forget, wait: undefined }
      this.#waitForMore(this.#rest)
    })
  }

  /** Waits for a turn if it is used up, else for room. */
  #waitForMore(rest: Rest): void {
    if (this.#turns.isUsedUp && rest.isBatch) {
      void this.#turns.next().then(() => this.#goOn(rest))
      return
    }
    const { sendTimeout } = this.#core.options
    if (sendTimeout === 0) {
      this.#fail(rest)
      return
    }
    const timer =
      sendTimeout < 0 ? undefined : this.#core.clock.after(sendTimeout, () => this.#fail(rest))
    holdProcess()
    rest.wait = { timer }
  }

  #retry(): void {
    if (this.#rest?.wait !== undefined) this.#goOn(this.#rest)
  }

  #goOn(rest: Rest): void {
    if (this.#rest !== rest) return
    const { wait } = rest
    // Taken off first: what is sent may make room by itself, and that would be heard in between.
    rest.wait = undefined
    let sent: number
    try {
      sent = this.#sendFrom(rest.messages, rest.sent)
    } catch (error) {
      stop(wait)
      this.#end(rest)
      rest.reject(error as Error)
      return
    }
    if (sent === rest.sent && wait !== undefined) {
      rest.wait = wait
      return
    }
    stop(wait)
    rest.sent = sent
    if (sent < rest.messages.length) {
      this.#waitForMore(rest)
      return
    }
    this.#end(rest)
    rest.resolve()
  }

  /** It waits no more. */
  #end(rest: Rest): void {
    this.#rest = undefined
    stop(rest.wait)
    rest.forget()
  }

  /** What has not been sent is not sent. A reason may be anybody's: that a part has gone is said by an error of ours. */
  #abort(reason: Error): void {
    const rest = this.#rest as Rest
    this.#end(rest)
    rest.reject(rest.sent === 0 ? reason : partlyAborted(rest, reason))
  }

  /** Ends what waits, if anything does: its time is over, or the socket. */
  #fail(rest: Rest | undefined): void {
    if (rest === undefined) return
    this.#end(rest)
    const error = systemError(this.#core.pattern.mustReceiveFirst === true ? 'EFSM' : 'EAGAIN')
    rest.reject(rest.isBatch ? Object.assign(error, { sent: rest.sent }) : error)
  }
}

function stop(wait: Wait | undefined): void {
  if (wait === undefined) return
  wait.timer?.cancel()
  letProcessGo()
}

function partlyAborted({ messages, sent }: Rest, cause: Error): Error {
  const text = `The operation was aborted after ${sent} of ${messages.length} messages`
  const error = new Error(text, { cause })
  return Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR', sent })
}
