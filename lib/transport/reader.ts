// Reads a stream for a link: gives what comes to its Connection, pauses where the owner has enough, and lets the
// end of the stream wait until what came before it has been taken.
import { systemError } from '../errors.js'
import type { Clock } from '../clock.js'
import type { Connection } from '../zmtp/connection.js'
import type { GreetingSettings, Wire } from '../zmtp/wire/wire.js'
import { countReceived } from './memory.js'
import { Settling, type Unsettled } from './settling.js'
import type { Stream, StreamReader } from './transport.js'

/** The link that is read for. */
export interface ReadingLink {
  /** False from its end on, whoever ended it: nothing that comes then is wanted. */
  readonly isOpen: boolean
  /** True if `resume` will come once the owner wants more. */
  readonly willResume: boolean
  /** True if it matters whether the peer had read all when it went. */
  readonly asksHowItEnds: boolean
  /** Follows up on whatever the machine has just done. */
  afterConnection(): void
  /** The peer has ended it, though something that it said may not have been taken yet. */
  ending(): void
  /** The system takes nothing more for the peer. */
  refused(): void
  /** The stream is closed, by whomever. */
  gone(): void
}

/** The reading side of a link. */
export class Reader implements StreamReader, Unsettled {
  /** When bytes came last, but for those of a large frame. */
  heardAt = 0
  /** The peer is known not to have read all that was written to it, and that was no heartbeat. */
  isBroken = false
  readonly #stream: Stream
  readonly #connection: Connection
  readonly #clock: Clock
  readonly #link: ReadingLink
  /** There once something has waited: a stranger or a quiet peer has none. */
  #settling: Settling | undefined
  #isResumeDue = false
  #isPaused = false
  /** A read was done while decoding was paused. */
  #hasReadAhead = false
  /** The stream's end, while messages that came before it have not been taken. */
  #waitingEnd: Error | undefined
  /** The stream has ended, and the answer how is not there yet: until it is, that is not told. */
  #isAskingHow = false
  /** A write has failed: nothing leaves any more, and what the peer said before it went is still read. */
  #isRefused = false

  constructor(stream: Stream, connection: Connection, clock: Clock, link: ReadingLink) {
    this.#stream = stream
    this.#connection = connection
    this.#clock = clock
    this.#link = link
  }

  /** True once the peer has gone, though something that it said may not have been taken yet. */
  get isEnding(): boolean {
    return this.#waitingEnd !== undefined || this.#isRefused
  }

  /** The next message, for one who has taken all before it, if that is simple (Connection.takeNow). */
  takeNow(): Buffer[] | undefined {
    if (this.#settling !== undefined) this.#settling.isBeingRead = true
    return this.#connection.takeNow()
  }

  /** Decodes the next message, for one who has taken all before it and found none to take. */
  fill(): void {
    if (this.#connection.isPaused) this.resume(true)
  }

  settle(): void {
    if (this.#isResumeDue || this.#connection.isOnDemand) this.resume()
  }

  /** The owner wants more, if not at once: it may still take what it has. */
  resumeSoon(): void {
    this.#isResumeDue = true
    this.#settleSoon()
  }

  /**
   * Goes on reading.
   *
   * @param isOnDemand decode only the next message, for one who has taken all before it and found none to take
   */
  resume(isOnDemand = false): void {
    if (!this.#link.isOpen) return
    this.#isResumeDue = false
    this.#connection.resume(this.#clock.now(), isOnDemand)
    this.#link.afterConnection()
    if (this.#connection.isOnDemand) this.#settleSoon()
    if (this.#waitingEnd !== undefined && !this.#isAskingHow) this.#end(this.#waitingEnd)
    // What is left then is at most the start of a frame, and its rest has to be read.
    if (this.#connection.isPaused && this.#connection.hasUnreadBytes) return
    this.#hasReadAhead = false
    if (this.#isPaused) {
      this.#isPaused = false
      this.#stream.resume()
    }
  }

  #settleSoon(): void {
    this.#settling ??= new Settling(this)
    this.#settling.queue()
  }

  /** What has come and was not taken is not wanted any more: an end that waits for it is now. */
  forgetUnread(): void {
    if (!this.#link.isOpen || !this.isEnding) return
    this.#connection.end(this.#waitingEnd ?? systemError('EPIPE'))
    this.#link.afterConnection()
  }

  get greeting(): GreetingSettings | undefined {
    return this.#connection.greeting
  }

  get frameLimit(): number {
    return this.#connection.frameLimit
  }

  agreed(wire: Wire): void {
    if (!this.#link.isOpen) return
    this.#connection.agreed(wire, this.#clock.now())
    this.#link.afterConnection()
  }

  heard(): void {
    this.heardAt = this.#clock.now()
    this.#connection.heard()
  }

  received(chunk: Buffer): void {
    if (!this.#link.isOpen) return
    countReceived(chunk.length)
    this.heardAt = this.#clock.now()
    this.#connection.receive(chunk, this.heardAt)
    this.#afterReading()
  }

  filled(length: number): void {
    if (!this.#link.isOpen) return
    countReceived(length)
    this.#connection.filled(length, this.#clock.now())
    this.#afterReading()
  }

  room(): Buffer | undefined {
    return this.#link.isOpen ? this.#connection.room() : undefined
  }

  #afterReading(): void {
    this.#link.afterConnection()
    if (!this.#connection.isPaused || !this.#link.isOpen) return
    if (this.#connection.isOnDemand) this.#settleSoon()
    // One read beyond what the owner wants is done, which may be the stream's end; a second is not.
    if (this.#hasReadAhead) {
      this.#isPaused = true
      this.#stream.pause()
    }
    this.#hasReadAhead = true
  }

  ended(): void {
    const end = systemError('EPIPE')
    if (!this.#link.isOpen || !this.#link.asksHowItEnds) {
      this.#end(end)
      return
    }
    this.#endLater(end)
    this.#suspect(this.#connection.outputLength > 0)
    this.#isAskingHow = true
    this.#stream.askWhetherRefused(isRefused => {
      this.#isAskingHow = false
      this.#suspect(isRefused)
      this.#end(end)
    })
  }

  refused(): void {
    this.#isRefused = true
    this.#link.refused()
    this.#suspect(true)
  }

  broke(error: Error): void {
    this.#suspect(true)
    this.#end(error)
  }

  gone(error: Error): void {
    this.#end(error)
    this.#link.gone()
  }

  #endLater(error: Error): void {
    this.#waitingEnd ??= error
    this.#link.ending()
  }

  #suspect(isRefused: boolean): void {
    this.isBroken ||= isRefused && !this.#connection.hasBeaten
  }

  /** The end comes after all that came before it, also when that could not be taken yet. */
  #end(error: Error): void {
    if (this.#connection.isOnDemand) this.resume()
    if (!this.#link.isOpen) return
    const { isPaused, hasUnreadBytes } = this.#connection
    if (isPaused && hasUnreadBytes && this.#link.willResume) {
      this.#endLater(error)
      return
    }
    this.#connection.end(this.#waitingEnd ?? error)
    this.#link.afterConnection()
  }
}
