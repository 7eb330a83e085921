// A stream of which the test is both the peer and the system: Node's own Duplex, so that ends, errors and
// callbacks come as a net.Socket's do, but bytes come when the test feeds them and writes are done when
// it says so.
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { Reading } from '../../lib/transport/reading.js'
import type { Stream } from '../../lib/transport/transport.js'
import { hex } from './bytes.js'

/** Told when the system has taken a write, or refused it. */
type Taken = (error?: Error | null) => void

/** What stands in for the net.Socket of a stream. */
class ScriptedSocket extends Duplex {
  /** Each write that reached the system; what was corked together is one. */
  readonly writes: Buffer[] = []
  /** False: a write is under way until `finishWrite`. */
  takesWrites = true
  isReferenced = true
  #taken: Taken | undefined

  constructor() {
    super({ allowHalfOpen: false })
  }

  /** Ends the write that is under way. */
  finishWrite(error?: Error): void {
    const taken = this.#taken
    this.#taken = undefined
    taken?.(error)
  }

  override _write(chunk: Buffer, _encoding: string, taken: Taken): void {
    this.#write(chunk, taken)
  }

  override _writev(chunks: { chunk: Buffer }[], taken: Taken): void {
    this.#write(Buffer.concat(chunks.map(({ chunk }) => chunk)), taken)
  }

  override _read(): void {}

  unref(): this {
    this.isReferenced = false
    return this
  }

  /** As net.Socket: once all that was written is with the system. */
  destroySoon(): void {
    this.end()
    if (this.writableFinished) this.destroy()
    else this.once('finish', () => this.destroy())
  }

  #write(bytes: Buffer, taken: Taken): void {
    // Its memory is used again once it is written.
    this.writes.push(Buffer.from(bytes))
    if (this.takesWrites) taken()
    else this.#taken = taken
  }
}

/** A stream, and what its peer and the system do. */
export class ScriptedStream implements Stream {
  readonly descriptor = 7
  readonly local = 'tcp://127.0.0.1:1111'
  readonly remote: string
  readonly reading = new Reading()
  readonly script = new ScriptedSocket()

  constructor(remote = 'tcp://127.0.0.1:2222') {
    this.remote = remote
  }

  get socket(): Socket {
    return this.script as unknown as Socket
  }

  /** All that was written so far, as hex digits. */
  get written(): string {
    return Buffer.concat(this.script.writes).toString('hex')
  }

  /** The peer's bytes, in one read. Digits as `hex` of bytes.ts reads them. */
  feed(bytes: string | Buffer): void {
    const chunk = typeof bytes === 'string' ? hex(bytes) : bytes
    this.reading.buffer().set(chunk)
    this.reading.callback(chunk.length)
  }

  /** The peer's FIN; resolved once the stream has told of it. */
  async end(): Promise<void> {
    const ended = once(this.script, 'end')
    this.script.push(null)
    this.script.read(0)
    await ended
  }
}
