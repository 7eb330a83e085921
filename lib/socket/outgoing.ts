// The sending half of a public socket: a message in, a promise out. A message that can go at once
// costs no promise of its own; one that cannot waits here, alone, for room or its time-out.
import { keepProcessAlive, type Timer } from '../clock.js'
import { systemError } from '../errors.js'
import type { SocketCore } from './core.js'
import type { Message } from './message.js'

/**
 * After so many sends that were done at once the next waits for the event loop to turn, so that a
 * loop of sends cannot starve reads and timers.
 */
const SENDS_PER_TURN = 2048

const DONE = Promise.resolve()

/** What may be sent as one part: bytes in any form, or what becomes text; null is an empty part. */
export type MessageLike = ArrayBufferView | ArrayBuffer | SharedArrayBuffer | string | number | null

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
  #pending: PendingSend | undefined
  #isTurning = false
  #sendsThisTurn = 0

  constructor(core: SocketCore) {
    this.#core = core
    core.onWritable = () => this.#retry()
    core.onClosing.push(() => this.#settle()?.reject(systemError('EAGAIN')))
  }

  /**
   * Sends one message, whole.
   *
   * @returns resolved once the message is queued or on its way
   * @throws SystemError EBUSY while another send waits
   */
  send(message: MessageLike | readonly MessageLike[]): Promise<void> {
    if (this.#pending !== undefined || this.#isTurning) throw busy()
    const parts = message instanceof Uint8Array ? [message] : toMessage(message)
    return parts.length === 0 ? DONE : this.sendParts(parts)
  }

  /** Sends one message given as its parts, at least one; as `send`. */
  sendParts(parts: Message): Promise<void> {
    if (this.#pending !== undefined || this.#isTurning) throw busy()
    if (!this.#core.pattern.send(parts)) return this.#wait(parts)
    if (++this.#sendsThisTurn < SENDS_PER_TURN) return DONE
    return this.#turn()
  }

  #wait(message: Message): Promise<void> {
    const { sendTimeout } = this.#core.options
    if (sendTimeout === 0) return Promise.reject(systemError('EAGAIN'))
    return new Promise((resolve, reject) => {
      const timer =
        sendTimeout < 0
          ? undefined
          : this.#core.clock.after(sendTimeout, () => this.#settle()?.reject(systemError('EAGAIN')))
      this.#pending = { message, resolve, reject, release: keepProcessAlive(), timer }
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

  #turn(): Promise<void> {
    this.#isTurning = true
    return new Promise(resolve => {
      setImmediate(() => {
        this.#isTurning = false
        this.#sendsThisTurn = 0
        resolve()
      })
    })
  }
}

function busy(): Error {
  return systemError('EBUSY', {
    message: 'Socket is busy writing; only one send operation may be in progress at any time',
  })
}

/** The parts of a message as the engine wants them: bytes. */
export function toMessage(message: MessageLike | readonly MessageLike[] | undefined): Message {
  if (message === undefined) throw new TypeError('Message must be present')
  return Array.isArray(message) ? message.map(toPart) : [toPart(message as MessageLike)]
}

function toPart(part: MessageLike): Uint8Array {
  if (part instanceof Uint8Array) return part
  if (typeof part === 'string') return Buffer.from(part)
  if (part === null) return EMPTY
  if (ArrayBuffer.isView(part)) return new Uint8Array(part.buffer, part.byteOffset, part.byteLength)
  if (part instanceof ArrayBuffer || isShared(part)) return new Uint8Array(part)
  return Buffer.from(String(part))
}

const EMPTY = new Uint8Array(0)

function isShared(part: unknown): part is SharedArrayBuffer {
  return typeof SharedArrayBuffer !== 'undefined' && part instanceof SharedArrayBuffer
}
