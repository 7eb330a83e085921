// A queue of whole messages between two parties, with a high-water mark (zmq_setsockopt(3),
// ZMQ_SNDHWM and ZMQ_RCVHWM). Room comes back in steps, as in libzmq: the writer of a full mailbox
// is told only once the reader has taken half of it.
import type { Message } from './message.js'

/** Taken slots are cut off the front once there are this many; an empty mailbox keeps no more of them. */
const COMPACT_AT = 1024

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
  #source: Source | undefined
  /** From head to tail; the slots around them are kept, since to grow costs more than to fill. */
  #messages: (Message | undefined)[] = []
  #head = 0
  #tail = 0
  #highWaterMark: number
  #isConflating: boolean
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
    this.#isConflating = isConflating
    this.#nextCredit = this.#creditAfter(0)
  }

  /** Messages in it. */
  get length(): number {
    return this.#tail - this.#head
  }

  /** True while `push` would refuse. */
  get isFull(): boolean {
    return (
      this.#highWaterMark > 0 &&
      !this.#isConflating &&
      this.#written - this.#credited >= this.#highWaterMark
    )
  }

  /** Whom to ask when the mailbox is empty. One that keeps only the newest message must see all. */
  set source(source: Source | undefined) {
    this.#source = this.#isConflating ? undefined : source
  }

  /** True while there is one to ask. */
  get hasSource(): boolean {
    return this.#source !== undefined
  }

  /** Changes the mark; what is already in stays in. */
  set highWaterMark(count: number) {
    this.#highWaterMark = count
    this.#nextCredit = this.#creditAfter(this.#read)
    if (!this.isFull) this.#wakeWriter()
  }

  /** Puts a message in; false if it is full, and then `onWritable` will be called. */
  push(message: Message): boolean {
    if (!this.checkWrite()) return false
    if (this.#isConflating) this.#tail = this.#head
    this.#messages[this.#tail++] = message
    this.#written++
    if (this.#isReaderAsleep) {
      this.#isReaderAsleep = false
      this.onReadable?.()
    }
    return true
  }

  /** Lets one message in beyond the mark. `push` must do just one. */
  pushBeyond(push: () => boolean): boolean {
    const mark = this.#highWaterMark
    this.#highWaterMark = 0
    const isIn = push()
    this.#highWaterMark = mark
    return isIn
  }

  /** True if `push` would succeed; if not, `onWritable` will be called when it would. */
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
    const message = this.#messages[this.#head]
    if (message === undefined) return this.#shiftFromSource()
    this.#messages[this.#head++] = undefined
    if (this.#head === this.#tail) {
      if (this.#tail > COMPACT_AT) this.#messages = []
      this.#head = 0
      this.#tail = 0
    } else if (this.#head === COMPACT_AT) {
      this.#messages = this.#messages.slice(COMPACT_AT, this.#tail)
      this.#tail -= COMPACT_AT
      this.#head = 0
    }
    this.#countRead()
    return message
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

  #countRead(): void {
    if (++this.#read !== this.#nextCredit) return
    this.#nextCredit = this.#creditAfter(this.#read)
    this.#credited = this.#read
    this.#wakeWriter()
  }

  /** The first number of reads after this one that is a multiple of half the mark; −1 for no mark. */
  #creditAfter(read: number): number {
    const step = (this.#highWaterMark + 1) >>> 1
    return step === 0 ? -1 : read + step - (read % step)
  }

  /** Throws all messages away and says how many there were. */
  clear(): number {
    const dropped = this.length
    this.#messages = []
    this.#head = 0
    this.#tail = 0
    this.#read = this.#written
    this.#credited = this.#written
    this.#nextCredit = this.#creditAfter(this.#read)
    return dropped
  }

  #wakeWriter(): void {
    if (!this.#isWriterAsleep) return
    this.#isWriterAsleep = false
    this.onWritable?.()
  }
}
