// DEALER (RFC 28): out in turn, in by fair queueing, nothing added and nothing taken away.
import type { Message } from '../message.js'
import type { Pipe } from '../links/pipe.js'
import { FairQueue } from './fair-queue.js'
import type { Pattern, PatternOptions } from './pattern.js'
import { RoundRobin } from './round-robin.js'

/** Sent to a peer as soon as it is there, if `probeRouter` asks for it: so that a ROUTER learns of us. */
export const PROBE: Message = [Buffer.alloc(0)]

/** Both halves, each with its own turns. */
export class DealerPattern implements Pattern {
  readonly receives = true
  protected readonly out = new RoundRobin()
  protected readonly in = new FairQueue()
  protected readonly options: PatternOptions

  constructor(options: PatternOptions) {
    this.options = options
  }

  get canSend(): boolean {
    return this.out.canSend
  }

  get canReceive(): boolean {
    return this.in.canReceive
  }

  get hasPeers(): boolean {
    return this.out.hasPeers
  }

  attach(pipe: Pipe): boolean {
    this.in.attach(pipe)
    return this.out.attach(pipe)
  }

  up(pipe: Pipe): void {
    if (this.options.probeRouter) pipe.write(PROBE)
  }

  detach(pipe: Pipe): void {
    this.out.detach(pipe)
    this.in.detach(pipe)
  }

  readable(pipe: Pipe): void {
    this.in.readable(pipe)
  }

  writable(pipe: Pipe): void {
    this.out.writable(pipe)
  }

  send(message: Message): boolean {
    return this.out.send(message)
  }

  receive(): Message | undefined {
    return this.in.receive()
  }
}
