// The account of a socket's peers, one by one (lib/engine.ts, SocketLinks): what each was given, what
// it never got, and who is turned away. A socket that is not tracked has none of this and pays nothing.
import type { LinkAccount, LinkOptions, SocketLinks } from '../engine.js'
import { IDENTITY_MAX } from '../zmtp/connection-contract.js'
import type { PeerProtocol } from '../zmtp/greeting.js'
import type { Mailbox } from './mailbox.js'
import type { Message } from './message.js'
import { Pipe } from './pipe.js'

/** Lost peers that are remembered; of more, the oldest are forgotten: a stranger must not fill the memory. */
const REMEMBERED = { worked: 100_000, idle: 1000 } as const

/** What is known of a peer when its pipe is made. */
export interface LinkPeer {
  readonly descriptor: number
  readonly remote: string
  readonly identity?: Buffer
  /** Ends the link, as if the peer had gone. */
  readonly drop: () => void
}

/** A pipe that keeps an account. */
class TrackedPipe extends Pipe implements LinkAccount {
  readonly ordinal: number
  readonly descriptor: number
  readonly remote: string
  readonly identity?: Buffer
  readonly drop: () => void
  readonly #links: Links
  messages = 0
  isBroken = false
  #unsent: number | undefined

  constructor(inbound: Mailbox, outbound: Mailbox, links: Links, ordinal: number, peer: LinkPeer) {
    super(inbound, outbound)
    this.#links = links
    this.ordinal = ordinal
    this.descriptor = peer.descriptor
    this.remote = peer.remote
    // A copy: what came is a part of the whole READY, and of any length.
    if (peer.identity !== undefined) {
      this.identity = Buffer.from(peer.identity.subarray(0, IDENTITY_MAX))
    }
    this.drop = peer.drop
  }

  get isLost(): boolean {
    return this.#unsent !== undefined
  }

  get queued(): number {
    return this.#unsent ?? this.outbound.length
  }

  /** What stays of it once it is lost: neither its mailboxes nor its link. */
  get summary(): LinkAccount {
    const { ordinal, descriptor, remote, identity, messages, queued, isLost, isBroken } = this
    const named = identity === undefined ? {} : { identity }
    return { ordinal, descriptor, remote, ...named, messages, queued, isLost, isBroken }
  }

  override get isAccounted(): boolean {
    return true
  }

  override broke(): void {
    this.isBroken = true
  }

  override write(message: Message): boolean {
    if (!super.write(message)) return false
    this.messages++
    this.#links.gave(this)
    return true
  }

  override close(): void {
    super.close()
    if (this.#unsent !== undefined) return
    this.#unsent = this.outbound.length
    this.#links.lost(this)
  }
}

/** The peers of one socket that connected to it. */
export class Links implements SocketLinks {
  readonly #keepsUnsent: boolean
  readonly #removesLate: boolean
  readonly #refusesOld: boolean
  readonly #live = new Map<number, TrackedPipe>()
  /** Those that were given something, and those that were not. */
  readonly #lost = { worked: new Map<number, LinkAccount>(), idle: new Map<number, LinkAccount>() }
  readonly #postponed: (() => void)[] = []
  #returned: Buffer[][] = []
  #seen = 0
  #last: TrackedPipe | undefined
  #isStopped = false
  limit = Infinity

  constructor(options: LinkOptions = {}) {
    const { keepsUnsent = false, removesLate = false, refusesOld = false } = options
    this.#refusesOld = refusesOld
    this.#keepsUnsent = keepsUnsent
    this.#removesLate = removesLate
  }

  get last(): LinkAccount | undefined {
    return this.#last
  }

  get hasQueued(): boolean {
    for (const pipe of this.#live.values()) if (pipe.queued > 0) return true
    return false
  }

  /** Why a peer of this protocol is turned away now; undefined if it is welcome. */
  refusal(protocol: PeerProtocol): 'ECONNREFUSED' | 'EPROTONOSUPPORT' | undefined {
    if (this.#isStopped) return undefined
    if (protocol !== '3.x' && this.#refusesOld) return 'EPROTONOSUPPORT'
    return this.#live.size < this.limit ? undefined : 'ECONNREFUSED'
  }

  /** A pipe for a new peer, made of these mailboxes. */
  newPipe({ inbound, outbound }: Pipe, peer: LinkPeer): Pipe {
    if (this.#isStopped) return new Pipe(inbound, outbound)
    const pipe = new TrackedPipe(inbound, outbound, this, ++this.#seen, peer)
    this.#live.set(pipe.ordinal, pipe)
    return pipe
  }

  /** Says whether a pipe that is to go stays in the rotation for one more message; then `remove`. */
  postpones(pipe: Pipe, remove: () => void): boolean {
    if (!this.#removesLate || this.#isStopped || !(pipe instanceof TrackedPipe)) return false
    this.#postponed.push(remove)
    return true
  }

  gave(pipe: TrackedPipe): void {
    this.#last = pipe
    if (this.#postponed.length > 0) queueMicrotask(() => this.#removePostponed())
  }

  lost(pipe: TrackedPipe): void {
    if (!this.#live.delete(pipe.ordinal) || this.#isStopped) return
    const kind = pipe.messages > 0 ? 'worked' : 'idle'
    const lost = this.#lost[kind]
    lost.set(pipe.ordinal, pipe.summary)
    for (const oldest of lost.keys()) {
      if (lost.size <= REMEMBERED[kind]) break
      lost.delete(oldest)
    }
    if (!this.#keepsUnsent) return
    for (;;) {
      const message = pipe.outbound.shift()
      if (message === undefined) break
      // What is in a mailbox was copied into buffers when it was put there (pipe.ts, inproc never).
      this.#returned.push(message as Buffer[])
    }
  }

  get(ordinal: number): LinkAccount | undefined {
    return this.#live.get(ordinal) ?? this.#lost.worked.get(ordinal) ?? this.#lost.idle.get(ordinal)
  }

  send(ordinal: number, parts: readonly Uint8Array[]): boolean {
    const pipe = this.#live.get(ordinal)
    if (pipe === undefined) return false
    if (pipe.write(parts)) return true
    if (pipe.isClosed) return false
    return pipe.outbound.pushBeyond(() => pipe.write(parts))
  }

  drop(ordinal: number): void {
    this.#live.get(ordinal)?.drop()
  }

  takeReturned(): Buffer[][] {
    const returned = this.#returned
    this.#returned = []
    return returned
  }

  stop(): void {
    this.#isStopped = true
    this.#removePostponed()
  }

  #removePostponed(): void {
    for (const remove of this.#postponed.splice(0)) remove()
  }
}
