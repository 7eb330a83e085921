// RADIO (RFC 48): each message to every peer that has joined its group, and to nobody who is full. A message is
// the name of the group, and one part.
import { systemError } from '../../errors.js'
import { decodeMembership } from '../../zmtp/command.js'
import { SharedFrames } from '../../zmtp/shared-frames.js'
import type { Message } from '../message.js'
import type { Pipe } from '../links/pipe.js'
import { groupOf } from './group.js'
import type { Pattern, PatternOptions } from './pattern.js'
import { subscriptionOf, type Subscription } from './subscription.js'

const NOBODY: ReadonlySet<Pipe> = new Set()

/** libzmq's DISH cuts a longer datagram off, so none is sent: its group with its length, and its part. */
const RADIO_DATAGRAM_MAX = 8192

/** Sends to groups. */
export class RadioPattern implements Pattern {
  readonly receives = true
  readonly canSend = true
  readonly canReceive = false
  readonly #options: PatternOptions
  /** Who is there, with what they have joined. */
  readonly #pipes = new Map<Pipe, Set<string>>()
  readonly #groups = new Map<string, Set<Pipe>>()
  /** Those over udp, which cannot join. */
  readonly #deaf = new Set<Pipe>()
  /** What several peers are sent is packed once. */
  readonly #frames = new SharedFrames()

  constructor(options: PatternOptions) {
    this.#options = options
  }

  get hasPeers(): boolean {
    return this.#pipes.size > 0
  }

  attach(pipe: Pipe): boolean {
    this.#pipes.set(pipe, new Set())
    if (pipe.hearsAll) this.#deaf.add(pipe)
    this.readable(pipe)
    return true
  }

  /** Who comes back says anew what it has joined. */
  down(pipe: Pipe): void {
    this.#forget(pipe)
  }

  control(pipe: Pipe, body: Buffer): void {
    const membership = decodeMembership(body)
    if (membership !== undefined) this.#heed(pipe, membership)
  }

  detach(pipe: Pipe): void {
    this.#forget(pipe)
    this.#deaf.delete(pipe)
    this.#pipes.delete(pipe)
  }

  readable(pipe: Pipe): void {
    for (let next = pipe.inbound.shift(); next !== undefined; next = pipe.inbound.shift()) {
      const membership = subscriptionOf(next)
      if (membership !== undefined) this.#heed(pipe, membership)
    }
  }

  writable(): void {}

  /** @throws SystemError EMSGSIZE where it is also to be a datagram, and is too large for one */
  send(message: Message): boolean {
    const [name, body] = message as [Uint8Array, Uint8Array]
    const joined = this.#groups.get(groupOf(name)) ?? NOBODY
    if (this.#deaf.size > 0 && 1 + name.length + body.length > RADIO_DATAGRAM_MAX)
      throw systemError('EMSGSIZE')
    const members = this.#deaf.size === 0 ? joined : new Set([...joined, ...this.#deaf])
    if (this.#options.noDrop) for (const pipe of members) if (!pipe.checkWrite()) return false
    const shared = members.size > 1 && this.#frames.pack(message) ? this.#frames : undefined
    for (const pipe of members) pipe.write(message, shared)
    return true
  }

  receive(): undefined {
    return undefined
  }

  #heed(pipe: Pipe, { isSubscribe, topic }: Subscription): void {
    const group = groupOf(topic)
    const members = this.#groups.get(group)
    if (!isSubscribe) {
      this.#leave(pipe, group)
      return
    }
    this.#pipes.get(pipe)?.add(group)
    if (members === undefined) this.#groups.set(group, new Set([pipe]))
    else members.add(pipe)
  }

  #leave(pipe: Pipe, group: string): void {
    this.#pipes.get(pipe)?.delete(group)
    const members = this.#groups.get(group)
    if (members?.delete(pipe) === true && members.size === 0) this.#groups.delete(group)
  }

  #forget(pipe: Pipe): void {
    for (const group of this.#pipes.get(pipe) ?? []) this.#leave(pipe, group)
  }
}
