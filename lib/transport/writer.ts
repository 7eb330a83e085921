// When what a connection packs is written: at once where the link is quiet or a page is full, else in one
// write a tick; while the system takes no more, a page gathers.
import type { Connection } from '../zmtp/connection.js'
import { PAGE_SIZE } from '../zmtp/pages.js'
import type { Patience } from './blocking.js'
import type { SharedFrames } from '../zmtp/shared-frames.js'
import type { Stream } from './transport.js'

/** Writes the output of one connection to its stream. */
export class Writer {
  readonly #stream: Stream
  readonly #connection: Connection
  readonly #owner: { drained(): void }
  /** Something was written or packed that the system has not said it has: what is packed now gathers. */
  #isGathering = false
  /** Bytes packed when gathering began, for a link that is busy. */
  #gatheredFirst = 0
  /** Several messages were packed in the last tick that had any: the first of a tick is not written alone. */
  #isBusy = false
  #isRefused = false
  #isOver = false
  /** False before the handshake, and once the peer or this side has ended the link. */
  #takes = false

  /** @param owner told when the system takes more again, after `isCongested` was true */
  constructor(stream: Stream, connection: Connection, owner: { drained(): void }) {
    this.#stream = stream
    this.#connection = connection
    this.#owner = owner
  }

  /** True while the system takes no more and a page is packed. */
  get isCongested(): boolean {
    return this.#connection.outputLength >= PAGE_SIZE
  }

  /** True if `take` would succeed. */
  get canTake(): boolean {
    return this.#takes && !this.isCongested
  }

  /** Packs one message; false while the link is congested, or not ready. */
  take(parts: readonly Uint8Array[], shared?: SharedFrames): boolean {
    const connection = this.#connection
    if (connection.outputLength >= PAGE_SIZE || !this.#takes) return false
    connection.send(parts, shared)
    this.packed()
    return true
  }

  /** Messages can pass. */
  ready(): void {
    this.#takes = !this.#isOver && !this.#isRefused
  }

  /** They can no more; what is packed still leaves. */
  ending(): void {
    this.#takes = false
  }

  /** True while bytes are packed or wait in the stream. */
  get hasUnsentBytes(): boolean {
    return this.#connection.outputLength > 0 || this.#stream.isWriting
  }

  /** Sees to it that what is packed leaves this tick, unless the system's buffer is full. */
  packed(): void {
    const { outputLength } = this.#connection
    if (outputLength >= PAGE_SIZE) this.flush()
    else if (outputLength > 0 && !this.#isGathering) this.#begin()
  }

  /** Writes all that is packed, unless a write is under way: then it gathers on. */
  flush(): void {
    if (!this.#stream.isWriting) this.#write()
  }

  /** Writes all that is packed now, behind a write that is under way; nothing more is written. */
  finish(): void {
    this.#write()
    this.stop()
  }

  /** Writes all that is packed without the event loop, for the process ends. @returns false if it could not */
  writeNow(patience: Patience): boolean {
    this.#isOver = true
    if (this.#isRefused || !this.#stream.writeNow(this.#connection.takeOutput(), patience))
      return false
    this.#connection.outputWritten()
    return true
  }

  /** Nothing more is written. */
  stop(): void {
    this.#isOver = true
    this.#takes = false
  }

  /** The system takes nothing more: what is packed is dropped, now and later. */
  refused(): void {
    this.#isRefused = true
    this.#takes = false
  }

  /** The first bytes after a pause: a quiet link writes them now, which is sooner than after the tick. */
  #begin(): void {
    this.#isGathering = true
    if (!this.#isBusy) {
      this.flush()
      return
    }
    this.#gatheredFirst = this.#connection.outputLength
    process.nextTick(flushGathered, this)
  }

  /** The tick is over. */
  flushGathered(): void {
    if (this.#connection.outputLength === this.#gatheredFirst) this.#isBusy = false
    if (!this.#isOver) this.flush()
  }

  /** The system has taken a write. ('drain' would not do: it comes only after large writes.) */
  readonly #taken = (): void => {
    if (this.#isOver) return
    if (!this.#stream.isWriting) this.#connection.outputWritten()
    if (this.#connection.outputLength === 0) {
      this.#isGathering = false
      return
    }
    this.#isBusy = true
    const wasCongested = this.isCongested
    this.flush()
    if (wasCongested && !this.isCongested) this.#owner.drained()
  }

  #write(): void {
    const chunks = this.#connection.takeOutput()
    if (chunks.length === 0 || this.#stream.isClosed) return
    if (this.#isRefused) {
      this.#connection.outputWritten()
      return
    }
    this.#stream.write(chunks, this.#taken)
    // Nearly always the system has taken all of it at once.
    if (!this.#stream.isWriting && !this.#stream.isClosed) this.#connection.outputWritten()
  }
}

function flushGathered(writer: Writer): void {
  writer.flushGathered()
}
