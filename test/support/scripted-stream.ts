// A stream of which the test is both the peer and the system: Node's own Duplex, so that ends, errors and
// callbacks come as a net.Socket's do, but bytes come when the test feeds them and writes are done when
// it says so.
import { once } from 'node:events'
import { Duplex } from 'node:stream'
import { NetStream } from '../../lib/transport/net-stream.js'
import type { PeerSocket } from '../../lib/transport/peer-socket.js'
import { Reading } from '../../lib/transport/reading.js'
import type { StreamReader } from '../../lib/transport/transport.js'
import { hex } from './bytes.js'

/** Told when the system has taken a write, or refused it. */
type Taken = (error?: Error | null) => void

/** What stands in for the PeerSocket of a stream. */
class ScriptedSocket extends Duplex {
  /** Each write that reached the system; what was corked together is one. */
  readonly writes: Buffer[] = []
  /** False: a write is under way until `finishWrite`. */
  takesWrites = true
  isReferenced = true
  refusal: Error | undefined
  reader: StreamReader | undefined
  readonly _handle = { fd: 7 }
  #underWay: { readonly chunks: readonly Buffer[]; readonly taken: Taken } | undefined

  constructor() {
    super({ allowHalfOpen: false })
  }

  /**
   * Ends the write that is under way: taken, or refused for ever.
   *
   * @throws Error if there is none, or if its bytes are not what they were
   */
  finishWrite(error?: Error): void {
    if (this.#underWay === undefined) throw new Error('no write is under way')
    const { chunks, taken } = this.#underWay
    this.#underWay = undefined
    if (this.writes.at(-1)?.equals(Buffer.concat(chunks)) !== true) {
      throw new Error('bytes have changed while they were written')
    }
    if (error !== undefined) this.refuse(error)
    taken()
  }

  /** The system takes nothing more. */
  refuse(error: Error): void {
    this.refusal = error
    this.reader?.refused()
  }

  override _write(chunk: Buffer, _encoding: string, taken: Taken): void {
    this.#write([chunk], taken)
  }

  override _writev(chunks: { chunk: Buffer }[], taken: Taken): void {
    this.#write(
      chunks.map(({ chunk }) => chunk),
      taken,
    )
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

  #write(chunks: readonly Buffer[], taken: Taken): void {
    if (this.refusal !== undefined) {
      taken()
      return
    }
    // A copy: the memory is used again once it is written.
    this.writes.push(Buffer.concat(chunks))
    if (this.takesWrites) taken()
    else this.#underWay = { chunks, taken }
  }
}

/** A stream, and what its peer and the system do. */
export class ScriptedStream extends NetStream {
  readonly reading: Reading
  readonly script: ScriptedSocket

  constructor(remote = 'tcp://127.0.0.1:2222') {
    const script = new ScriptedSocket()
    const reading = new Reading()
    super(script as unknown as PeerSocket, reading, {
      isNetwork: remote.startsWith('tcp:'),
      local: () => 'tcp://127.0.0.1:1111',
      remote: () => remote,
    })
    this.reading = reading
    this.script = script
  }

  /** All that was written so far, as hex digits. */
  get written(): string {
    return Buffer.concat(this.script.writes).toString('hex')
  }

  /** The peer's bytes, in as few reads as there is room for. Digits as `hex` of bytes.ts reads them. */
  feed(bytes: string | Buffer): void {
    let rest = typeof bytes === 'string' ? hex(bytes) : bytes
    while (rest.length > 0) {
      const length = rest.copy(this.reading.buffer())
      this.reading.callback(length)
      rest = rest.subarray(length)
    }
  }

  /** The peer's FIN; resolved once the stream has told of it. */
  async end(): Promise<void> {
    const ended = once(this.script, 'end')
    this.script.push(null)
    this.script.read(0)
    await ended
  }

  /** Resolved once the stream has closed, by whomever and however. */
  closed(): Promise<void> {
    return new Promise(resolve => this.script.once('close', resolve))
  }
}
