// One connection of a STREAM, tied to its pipe: what is read becomes messages, what is sent is written as it is,
// with back-pressure both ways. No greeting, no handshake, no frames.
import { errnoOf, systemError } from '../../errors.js'
import { EVENTS } from '../../monitor/events.js'
import type { Patience } from '../../transport/blocking.js'
import type { Stream, StreamReader } from '../../transport/transport.js'
import type { SocketHost } from '../host.js'
import type { Message } from '../message.js'
import { peerOf } from './peer.js'
import { keep, type Outlet, type Pipe, type PipeEnds, type Taker } from './pipe.js'
import { pipeFate, type Closing } from './pipe-life.js'
import type { Session, SessionOwner } from './session.js'

/** Largest part that is received, as in libzmq: what lies unread is counted in messages. */
const PART_MAX = 8192

/** What is told when a peer has come or gone, if `notify` is set. */
const NOTICE = Buffer.alloc(0)

/** A TCP connection and the pipe it serves. */
export class RawSession implements Session, Outlet, Taker, StreamReader {
  readonly taker: Taker = this
  readonly #core: SocketHost
  readonly #owner: SessionOwner
  readonly stream: Stream
  /** Read at the start: a stream that has ended has none. */
  readonly #local: string
  readonly #remote: string
  #pipe: Pipe | undefined
  /** `closing`: what is queued goes out first; `finishing`: all that is left is with the stream. */
  #phase: 'open' | 'closing' | 'finishing' | 'over' = 'open'
  /** Why it ends, if this side ends it. */
  #closing: Closing = 'closed'
  #isRefused = false

  constructor(core: SocketHost, owner: SessionOwner, stream: Stream, remote: string) {
    this.#core = core
    this.#owner = owner
    this.stream = stream
    this.#local = stream.local
    this.#remote = remote
    owner.settings.applyStreamOptions(stream)
  }

  get ends(): PipeEnds {
    return { local: this.#local, remote: this.#remote }
  }

  get hasUnsentBytes(): boolean {
    return this.isWriting
  }

  get isWriting(): boolean {
    return this.stream.isWriting
  }

  get isReady(): boolean {
    return this.#phase !== 'over'
  }

  start(): void {
    this.stream.start(this)
    const pipe = this.#owner.pipeFor(this)
    if (pipe === undefined) return
    this.#pipe = pipe
    pipe.outlet = this
    pipe.outbound.onReadable = () => this.#pump()
    pipe.inbound.onWritable = () => this.stream.resume()
    const place = {
      side: this.#owner.place,
      descriptor: this.stream.descriptor,
      remote: this.#remote,
      drop: () => this.close('closed'),
      replace: () => this.close('closed'),
    }
    const info = { protocol: '1.0-unversioned', minor: 0, socketType: undefined } as const
    this.#core.up(pipe, peerOf(place, { ...info, metadata: new Map() }))
    this.#notify()
    this.#pump()
  }

  /** What was read has all been told. */
  takeIn(): void {
    this.stream.pause()
  }

  close(closing: Closing): void {
    if (this.#phase !== 'open') return
    this.#closing = closing
    if (this.#pipe === undefined || this.#pipe.outbound.length === 0) this.#finish()
    else this.#phase = 'closing'
  }

  destroy(): void {
    if (this.#phase === 'over') return
    this.#phase = 'over'
    this.#unplug()
    this.stream.destroy()
  }

  abandon(): void {
    this.#lose(systemError('ECONNRESET'))
  }

  finishNow(patience: Patience): void {
    const outbound = this.#pipe?.outbound
    const left: Uint8Array[] = []
    for (
      let next = outbound?.shift();
      next !== undefined && !isEnd(next);
      next = outbound?.shift()
    ) {
      left.push(...next)
    }
    this.stream.writeNow(left, patience)
  }

  take(message: Message): boolean {
    if (this.isWriting || this.#phase !== 'open') return false
    this.#write(message.map(keep))
    return true
  }

  /** Nobody subscribes here. */
  tell(): void {}

  received(chunk: Buffer): void {
    const pipe = this.#pipe
    if (pipe === undefined || pipe.isUnheard || this.#phase !== 'open') return
    let hasRoom = true
    for (let start = 0; start < chunk.length; start += PART_MAX) {
      hasRoom = pipe.inbound.put([chunk.subarray(start, start + PART_MAX)])
    }
    if (!hasRoom) this.stream.pause()
  }

  filled(): void {}

  room(): undefined {
    return undefined
  }

  refused(): void {
    this.#isRefused = true
  }

  ended(): void {
    this.#lose(systemError('EPIPE'))
  }

  broke(error: Error): void {
    this.#lose(error)
  }

  gone(error: Error): void {
    if (this.#phase !== 'finishing') {
      this.#lose(error)
      return
    }
    this.#phase = 'over'
    this.#owner.closed(this, this.#closing)
  }

  /** The peer, or a fault, has ended it. */
  #lose(error: NodeJS.ErrnoException): void {
    if (this.#phase !== 'open' && this.#phase !== 'closing') return
    this.#phase = 'over'
    this.#notify()
    this.#unplug()
    this.stream.destroy()
    // libzmq takes it for a peer whose handshake was never done.
    this.#emit(EVENTS.HANDSHAKE_FAILED_NO_DETAIL, errnoOf(error.code ?? 'EPIPE'))
    const { event } = pipeFate('gone', this.#owner.place)
    if (event !== undefined) this.#emit(EVENTS[event], this.stream.descriptor)
    this.#owner.lost(this, { kind: 'gone', state: 'greeting', protocol: undefined, error })
  }

  #notify(): void {
    const pipe = this.#pipe
    if (this.#core.options.notify && pipe?.isUnheard === false) pipe.inbound.put([NOTICE])
  }

  /** Moves what is queued to the system while it takes it. */
  #pump(): void {
    if (this.#phase !== 'open' && this.#phase !== 'closing') return
    const outbound = this.#pipe?.outbound
    while (this.#pipe !== undefined && !this.isWriting) {
      const message = outbound?.shift()
      if (message === undefined) break
      this.#write(message)
    }
    if (this.#phase === 'closing' && (outbound?.length ?? 0) === 0) this.#finish()
  }

  #write(parts: Message): void {
    if (isEnd(parts)) this.#finish()
    else if (!this.#isRefused) this.stream.write(parts, this.#taken)
  }

  readonly #taken = (): void => this.#pump()

  /** Ends it once all that was written is with the system. */
  #finish(): void {
    this.#phase = 'finishing'
    this.#unplug()
    this.stream.finish()
  }

  #unplug(): void {
    const pipe = this.#pipe
    if (pipe === undefined) return
    this.#pipe = undefined
    pipe.outlet = undefined
    pipe.outbound.onReadable = undefined
    pipe.inbound.onWritable = undefined
    this.#core.down(pipe)
  }

  #emit(event: number, value: number): void {
    this.#core.monitoring.emit(event, value, this.#local, this.#remote, this.#owner.place)
  }
}

/** A message of nothing: the connection is to be closed. */
function isEnd(parts: Message): boolean {
  return parts.every(part => part.length === 0)
}
