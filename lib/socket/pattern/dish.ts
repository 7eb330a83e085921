// DISH (RFC 48): tells every peer which groups it has joined, again when one comes back, and takes in by fair
// queueing what is sent to them. A message is the name of its group, and one part.
import { systemError } from '../../errors.js'
import type { Message } from '../message.js'
import type { Pipe } from '../links/pipe.js'
import { FairQueue } from './fair-queue.js'
import { GROUP_MAX, groupOf } from './group.js'
import type { Pattern } from './pattern.js'

/** Receives from groups. */
export class DishPattern implements Pattern {
  readonly receives = true
  readonly canSend = false
  readonly #in = new FairQueue()
  readonly #joined = new Set<string>()
  /** Pipes whose peers are there and know our groups. */
  readonly #ready = new Set<Pipe>()
  /** A message that is wanted, found by who only asked whether there is one. */
  #found: Message | undefined

  get canReceive(): boolean {
    this.#found ??= this.#next()
    return this.#found !== undefined
  }

  get hasPeers(): boolean {
    return this.#in.hasPeers
  }

  attach(pipe: Pipe): boolean {
    return this.#in.attach(pipe)
  }

  up(pipe: Pipe): void {
    this.#ready.add(pipe)
    for (const group of this.#joined) tell(pipe, true, group)
  }

  down(pipe: Pipe): void {
    this.#ready.delete(pipe)
  }

  detach(pipe: Pipe): void {
    this.#ready.delete(pipe)
    this.#in.detach(pipe)
  }

  readable(pipe: Pipe): void {
    this.#in.readable(pipe)
  }

  writable(): void {}

  /** @throws SystemError EINVAL for a group it has joined, or a name over 255 octets */
  join(name: Uint8Array): void {
    const group = groupOf(name)
    if (group.length > GROUP_MAX || this.#joined.has(group)) throw systemError('EINVAL')
    this.#joined.add(group)
    for (const pipe of this.#ready) tell(pipe, true, group)
  }

  /** @throws SystemError EINVAL for a group it has not joined */
  leave(name: Uint8Array): void {
    const group = groupOf(name)
    if (!this.#joined.delete(group)) throw systemError('EINVAL')
    for (const pipe of this.#ready) tell(pipe, false, group)
  }

  send(): boolean {
    return false
  }

  receive(): Message | undefined {
    const found = this.#found ?? this.#next()
    this.#found = undefined
    return found
  }

  #next(): Message | undefined {
    for (let next = this.#in.receive(); next !== undefined; next = this.#in.receive()) {
      if (next.length === 2 && this.#joined.has(groupOf(next[0] as Uint8Array))) return next
    }
    return undefined
  }
}

function tell(pipe: Pipe, isSubscribe: boolean, group: string): void {
  pipe.tell({ isSubscribe, topic: Buffer.from(group, 'latin1') })
}
