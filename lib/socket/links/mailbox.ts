// A queue of whole messages between two parties, with a high-water mark (zmq_setsockopt(3),
// ZMQ_SNDHWM and ZMQ_RCVHWM). Room comes back in steps, as in libzmq: the writer of a full mailbox
// is told only once the reader has taken half of it.
import { Queue } from '../../queue.js'
import type { Message } from '../message.js'

/** Where more messages may be, which were not put into the mailbox yet. */
export interface Source {
  /** The next one, if it can be had simply. Asked only while the mailbox is empty. */
  takeNow(): Message | undefined
  /** Puts into the mailbox what is there and what it holds. */
  fill(): void
}

/** A bounded first-in-first-out queue. */
export class Mailbox {
  /** Called when a message arrives after the reader found nothing. */
  onReadable: (() => void) | undefined
  /** Called when there is room again after the writer found none. */
  onWritable: (() => void) | undefined
  /** Called with the number of reads that the writer is told of, where it is in another thread. */
  onCredited: ((reads: number) => void) | undefined
  /** Called, once, when the last message has been taken of those that were in when it was set. */
  onEmpty: (() => void) | undefined
  readonly #messages = new Queue<Message>()
  #source: Source | undefined
  #highWaterMark: number
  /** True if it keeps only the newest message. */
  readonly isConflating: boolean
  #written = 0
  #read = 0
  /** How many reads the writer has been told of, and at how many it is told again. */
  #credited = 0
  #nextCredit: number
  #isReaderAsleep = true
  #isWriterAsleep = false

  /**
   * @param highWaterMark how many messages it holds; 0 = any number
   * @param isConflating keep only the newest message (ZMQ_CONFLATE)
   */
  constructor(highWaterMark: number, isConflating = false) {
    this.#highWaterMark = highWaterMark
    this.isConflating = isConflating
    this.#nextCredit = this.#creditAfter(0)
  }

  /** Messages in it. */
  get length(): number {
    return this.#messages.length
  }

  /** How many messages it holds, once what its source has and it has room for is put in. */
  count(): number {
    const source = this.#source
    // It gives one at a time.
    for (let before = -1; source !== undefined && !this.isFull && this.length > before;) {
      before = this.length
      source.fill()
    }
    return this.length
  }

  /** True while `offer` would refuse. */
  get isFull(): boolean {
    return (
      this.#highWaterMark > 0 &&
      !this.isConflating &&
      this.#written - this.#credited >= this.#highWaterMark
    )
  }

  /** Whom to ask when the mailbox is empty. One that keeps only the newest message must see all. */
  set source(source: Source | undefined) {
    this.#source = this.isConflating ? undefined : source
  }

  /** True while there is one to ask. */
  get hasSource(): boolean {
    return this.#source !== undefined
  }

  /**
   * Changes the mark; what is already in stays in. The writer is told of all reads so far: counted in
   * steps of the old mark, they could leave an empty mailbox full under the new one, for ever.
   */
  set highWaterMark(count: number) {
    if (count === this.#highWaterMark) return
    this.#highWaterMark = count
    this.#credit()
    if (!this.isFull) this.#wakeWriter()
  }

  /**
   * Puts in what has come from a peer, whether there is room or not: a message that has been read cannot
   * be given back.
   *
   * @returns false if no more should come; then `onWritable` will be called
   */
  put(message: Message): boolean {
    this.#store(message)
    return this.checkWrite()
  }

  /** Puts in what a sender has, if there is room; if not, false, and `onWritable` will be called. */
  offer(message: Message): boolean {
    if (!this.checkWrite()) return false
    this.#store(message)
    return true
  }

  /** True if `offer` would succeed; if not, `onWritable` will be called when it would. */
  checkWrite(): boolean {
    if (!this.isFull) return true
    this.#isWriterAsleep = true
    return false
  }

  /** True if `shift` would give a message; if not, `onReadable` will be called when it would. */
  checkRead(): boolean {
    if (this.length > 0) return true
    this.#source?.fill()
    if (this.length > 0) return true
    this.#isReaderAsleep = true
    return false
  }

  /** Takes the oldest message; undefined if there is none, and then `onReadable` will be called. */
  shift(): Message | undefined {
    const message = this.#messages.shift()
    if (message === undefined) return this.#shiftFromSource()
    this.#countRead()
    if (this.onEmpty !== undefined && this.length === 0) this.#tellEmpty()
    return message
  }

  /** Takes the oldest message for a reader in another thread; it counts as read once `countReads` says so. */
  lend(): Message | undefined {
    const message = this.#messages.shift()
    if (message === undefined) this.#isReaderAsleep = true
    return message
  }

  /** So many of those that were lent have been read. */
  countReads(reads: number): void {
    this.#read += reads
    this.#credit()
    this.#wakeWriter()
  }

  #shiftFromSource(): Message | undefined {
    const source = this.#source
    if (source !== undefined) {
      const message = source.takeNow()
      if (message !== undefined) {
        this.#written++
        this.#countRead()
        return message
      }
      source.fill()
      if (this.length > 0) return this.shift()
    }
    this.#isReaderAsleep = true
    return undefined
  }

  /** Throws all messages away and says how many there were. */
  clear(): number {
    const dropped = this.length
    this.#messages.clear()
    this.#read = this.#written
    this.#credit()
    if (this.onEmpty !== undefined) this.#tellEmpty()
    return dropped
  }

  #store(message: Message): void {
    if (this.isConflating) this.#messages.shift()
    this.#messages.push(message)
    this.#written++
    if (!this.#isReaderAsleep) return
    this.#isReaderAsleep = false
    this.onReadable?.()
  }

  #countRead(): void {
    if (++this.#read !== this.#nextCredit) return
    this.#credit()
    this.#wakeWriter()
  }

  /** The writer is told of all reads so far. */
  #credit(): void {
    const reads = this.#read - this.#credited
    this.#nextCredit = this.#creditAfter(this.#read)
    this.#credited = this.#read
    if (reads > 0) this.onCredited?.(reads)
  }

  /** The first number of reads after this one that is a multiple of half the mark; −1 for no mark. */
  #creditAfter(read: number): number {
    const step = (this.#highWaterMark + 1) >>> 1
    return step === 0 ? -1 : read + step - (read % step)
  }

  #tellEmpty(): void {
    const tell = this.onEmpty
    this.onEmpty = undefined
    tell?.()
  }

  #wakeWriter(): void {
    if (!this.#isWriterAsleep) return
    this.#isWriterAsleep = false
    this.onWritable?.()
  }
}
