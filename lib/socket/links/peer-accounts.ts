// The account of a socket's peers, one by one (lib/engine.ts, SocketLinks): what each was given, what
// it never got, and who is turned away. It watches pipes (pipe.ts, PipeObserver): a socket that is not
// tracked has none of this and pays nothing.
import type { LinkAccount, LinkOptions, SocketLinks } from '../../engine.js'
import { IDENTITY_MAX } from '../../zmtp/connection-contract.js'
import type { Peer } from './peer.js'
import type { Pipe, PipeObserver } from './pipe.js'

/** Lost peers that are remembered; of more, the oldest are forgotten: a stranger must not fill the memory. */
const REMEMBERED = { worked: 100_000, idle: 1000 } as const

/** The account of one peer. Of a lost one only numbers and names are kept. */
class Account implements LinkAccount, PipeObserver {
  readonly ordinal: number
  readonly descriptor: number
  readonly remote: string
  readonly identity: Buffer | undefined
  readonly #accounts: PeerAccounts
  #live: { readonly pipe: Pipe; readonly drop: () => void } | undefined
  messages = 0
  isBroken = false
  #unsent = 0

  constructor(accounts: PeerAccounts, ordinal: number, pipe: Pipe, peer: Peer) {
    this.#accounts = accounts
    this.ordinal = ordinal
    this.descriptor = peer.descriptor
    this.remote = peer.remote
    // Accounts outlive connections: what a stranger can leave in them is bounded.
    this.identity = peer.identity && Buffer.from(peer.identity.subarray(0, IDENTITY_MAX))
    this.#live = { pipe, drop: peer.drop }
  }

  get isLost(): boolean {
    return this.#live === undefined
  }

  get queued(): number {
    return this.#live?.pipe.outbound.length ?? this.#unsent
  }

  send(parts: readonly Uint8Array[]): boolean {
    return this.#live?.pipe.writeBeyond(parts) ?? false
  }

  drop(): void {
    this.#live?.drop()
  }

  broke(): void {
    this.isBroken = true
  }

  gave(): void {
    this.messages++
    this.#accounts.gave(this)
  }

  postpones(remove: () => void): boolean {
    return this.#accounts.postpones(remove)
  }

  closed(): void {
    if (this.#live === undefined) return
    const { pipe } = this.#live
    this.#unsent = pipe.outbound.length
    this.#live = undefined
    this.#accounts.lost(this, pipe)
  }
}

/** The peers of one socket that connected to it. */
export class PeerAccounts implements SocketLinks {
  readonly #keepsUnsent: boolean
  readonly #removesLate: boolean
  readonly #refusesOld: boolean
  readonly #live = new Map<number, Account>()
  /** Those that were given something, and those that were not. */
  readonly #lost = { worked: new Map<number, Account>(), idle: new Map<number, Account>() }
  readonly #postponed: (() => void)[] = []
  #returned: Buffer[][] = []
  #seen = 0
  #last: Account | undefined
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
    for (const account of this.#live.values()) if (account.queued > 0) return true
    return false
  }

  /** Why this peer is turned away now; undefined if it is welcome. */
  refusal({ side, protocol }: Peer): 'ECONNREFUSED' | 'EPROTONOSUPPORT' | undefined {
    if (this.#isStopped || side === 'connect') return undefined
    if (protocol !== '3.x' && this.#refusesOld) return 'EPROTONOSUPPORT'
    return this.#live.size < this.limit ? undefined : 'ECONNREFUSED'
  }

  /** A peer has come, and this is its pipe. Those of ZMTP 1 and 2 have no handshake to be counted by. */
  up(pipe: Pipe, peer: Peer): void {
    if (this.#isStopped || peer.side === 'connect' || peer.protocol !== '3.x') return
    const account = new Account(this, ++this.#seen, pipe, peer)
    this.#live.set(account.ordinal, account)
    pipe.observer = account
  }

  /** Says whether a pipe that is to go stays in the rotation for one more message; then `remove`. */
  postpones(remove: () => void): boolean {
    if (!this.#removesLate || this.#isStopped) return false
    this.#postponed.push(remove)
    return true
  }

  gave(account: Account): void {
    this.#last = account
    if (this.#postponed.length > 0) queueMicrotask(() => this.#removePostponed())
  }

  lost(account: Account, { outbound }: Pipe): void {
    if (!this.#live.delete(account.ordinal) || this.#isStopped) return
    const kind = account.messages > 0 ? 'worked' : 'idle'
    const lost = this.#lost[kind]
    lost.set(account.ordinal, account)
    for (const oldest of lost.keys()) {
      if (lost.size <= REMEMBERED[kind]) break
      lost.delete(oldest)
    }
    if (!this.#keepsUnsent) return
    for (let message = outbound.shift(); message !== undefined; message = outbound.shift()) {
      // What is in a mailbox was copied into buffers when it was put there (pipe.ts, inproc never).
      this.#returned.push(message as Buffer[])
    }
  }

  get(ordinal: number): LinkAccount | undefined {
    return this.#live.get(ordinal) ?? this.#lost.worked.get(ordinal) ?? this.#lost.idle.get(ordinal)
  }

  send(ordinal: number, parts: readonly Uint8Array[]): boolean {
    return this.#live.get(ordinal)?.send(parts) ?? false
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
